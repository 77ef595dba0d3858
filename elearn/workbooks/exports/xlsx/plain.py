"""Sheets as plain tables: every field a column, sums under the money."""

from decimal import Decimal

from flask_babel import gettext as _

from elearn.workbooks.exports.tables import Table, tables_of
from elearn.workbooks.exports.xlsx.page import FIRST, Column, File, Page, ref, span

LABELS = 42.0  # the width of the questions of a card


def plain_page(file: File, sheet: str) -> None:
    """Write the worksheet of a sheet that has no form of its own."""
    page = file.page(sheet, file.labels.title(sheet))
    tables = tuple(tables_of(file.out, sheet))
    for table in tables:
        if len(tables) > 1:
            page.section(table.title)
        if table.part.is_one:
            write_card(page, table)
        else:
            write_grid(page, table)
        page.next()
    page.finish()


def write_card(page: Page, table: Table) -> dict[str, str]:
    """A part with a single node: a line for each field. Gives the cells of the values, by field."""
    cells: dict[str, str] = {}
    page.widen({FIRST: LABELS, FIRST + 1: LABELS})
    for column, cell in zip(table.columns, table.rows[0].cells, strict=True):
        page.mark(table.rows[0].node.id)
        page.cell(FIRST, column.header, "line", "group")
        page.cell(FIRST + 1, cell, column.kind, "left")
        cells[column.name] = ref(page.row, FIRST + 1)
        page.next()
    return cells


def write_grid(page: Page, table: Table) -> None:
    """A line for each node, and the sums of the columns that hold money."""
    columns = dict(enumerate(table.columns, FIRST))
    page.header({number: Column(column.header, column.kind) for number, column in columns.items()})
    first = page.row
    for row in table.rows:
        page.mark(row.node.id)
        for number, cell in enumerate(row.cells, FIRST):
            page.cell(number, cell, columns[number].kind)
        page.next()
    if table.rows:
        _sum_up(page, table, first)


def _sum_up(page: Page, table: Table, first: int) -> None:
    money = [number for number, column in enumerate(table.columns, FIRST) if column.kind == "money"]
    for number in money:
        amounts = (row.cells[number - FIRST] for row in table.rows)
        total = sum((one for one in amounts if isinstance(one, Decimal)), Decimal(0))
        page.formula(number, f"=SUM({span(first, number, page.row - 1, number)})", total, "money", "sum")
    if money and FIRST not in money:
        page.cell(FIRST, _("Total"), "line", "sum")
    page.next()
