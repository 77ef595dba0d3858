"""Tables of a Word document: a header row that comes again on each page, rows that stay whole, cells over several."""

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tc
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length
from docx.table import Table as WordTable
from docx.table import _Cell

from elearn.workbooks.exports.docx.styles import GRID, NUMBER, TABLE
from elearn.workbooks.exports.docx.text import write_line
from elearn.workbooks.exports.paper.blocks import Card, Cell, Line, Lines, Row, Table, say

LOOKS = {"firstRow": "100000000000", "firstColumn": "001000000000"}
LABELS = 0.3  # the part of a card's width that its labels take


def write_table(document: Document, table: Table, width: Length, own_tag: str) -> None:
    """A table over the whole width."""
    made = _new(document, table.title, [column.share for column in table.columns], width, has_header=True)
    styles = [NUMBER if column.is_number else TABLE for column in table.columns]
    header = _row(made)
    _mark(header, "w:tblHeader")
    header.get_or_add_trPr().insert(0, _look("firstRow"))
    for tc, column, style in zip(header.tc_lst, table.columns, styles, strict=True):
        tc.get_or_add_tcPr().insert(0, _look("firstRow"))
        _fill(made, tc, (say(column.header),), style, own_tag)
    covered: dict[int, int] = {}  # column -> rows below that a cell reaches over
    for row in table.rows:
        _write_row(made, row, styles, covered, own_tag)


def write_card(document: Document, card: Card, width: Length, own_tag: str) -> None:
    """Labels beside their values."""
    made = _new(document, card.title, [LABELS, 1 - LABELS], width, has_header=False)
    for entry in card.entries:
        label, value = _row(made).tc_lst
        label.get_or_add_tcPr().insert(0, _look("firstColumn"))
        _fill(made, label, (say(entry.label),), TABLE, own_tag)
        _fill(made, value, entry.lines, TABLE, own_tag)


def _new(document: Document, title: str, shares: Sequence[float], width: Length, *, has_header: bool) -> WordTable:
    """An empty table with its columns and its name for those who do not see it."""
    table: WordTable = document.add_table(0, len(shares), style=GRID)
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Length(int(width * share / sum(shares)))
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    for name, is_on in (("firstRow", has_header), ("firstColumn", not has_header), ("noHBand", True)):
        look.set(qn(f"w:{name}"), "1" if is_on else "0")
    look.set(qn("w:val"), "0620" if has_header else "0680")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    look.addnext(caption)
    return table


def _row(table: WordTable) -> CT_Row:
    """A new row, which no page break splits."""
    row: CT_Row = table.add_row()._tr  # type: ignore[no-untyped-call]
    _mark(row, "w:cantSplit")
    return row


def _mark(row: CT_Row, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))


def _look(part: str) -> BaseOxmlElement:
    """Says which part of its style a row or cell shows, for programs that do not work it out."""
    look = OxmlElement("w:cnfStyle")
    look.set(qn("w:val"), LOOKS[part])
    look.set(qn(f"w:{part}"), "1")
    return look


def _write_row(table: WordTable, row: Row, styles: Sequence[str], covered: dict[int, int], own_tag: str) -> None:
    """A row: its cells from left to right, beside those that reach down from above."""
    made = _row(table)
    cells = iter(row.cells)
    place, free = 0, list(made.tc_lst)
    while place < len(styles):
        tc = free[place]
        if covered.get(place):
            covered[place] -= 1
            tc.vMerge = "continue"
            place += 1
            continue
        cell = next(cells, Cell())
        if cell.rows > 1:
            tc.vMerge, covered[place] = "restart", cell.rows - 1
        if cell.columns > 1:
            merged = free[place : place + cell.columns]
            tc.grid_span, tc.width = cell.columns, Length(sum(one.width or 0 for one in merged))
            for other in merged[1:]:
                made.remove(other)
        _fill(table, tc, _emphasised(cell.lines) if row.look else cell.lines, styles[place], own_tag)
        place += cell.columns


def _emphasised(lines: Lines) -> Lines:
    def strong(line: Line) -> Line:
        return tuple(type(span)(span.text, span.is_own, is_strong=True) for span in line)

    return tuple(map(strong, lines))


def _fill(table: WordTable, tc: CT_Tc, lines: Lines, style: str, own_tag: str) -> None:
    """Write lines into a cell, which has one empty paragraph."""
    cell = _Cell(tc, table)
    for place, line in enumerate(lines or ((),)):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        write_line(paragraph, style, line, own_tag)
