"""The geometry of a table of Word, and whether it is one of ours."""

from elearn.authoring.exchange.word.looks import value
from elearn.authoring.exchange.word.names import Element, read_tag, w
from elearn.authoring.exchange.word.runs import COME, marks

MOST_COLUMNS = 60


def rows_of(table: Element) -> list[Element]:
    """The rows of a table that were not deleted; rows may stand in content controls."""
    found = []
    for child in table:
        if child.tag == w("tr"):
            properties = child.find(w("trPr"))
            if properties is None or properties.find(w("del")) is None:
                found.append(child)
        elif child.tag in (w("sdt"), *COME):
            inner = child.find(w("sdtContent")) if child.tag == w("sdt") else child
            found += rows_of(inner) if inner is not None else []
    return found


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, also those in content controls."""
    found = []
    for child in row:
        if child.tag == w("tc"):
            found.append(child)
        elif child.tag == w("sdt"):
            found += [cell for content in child.findall(w("sdtContent")) for cell in cells_of(content)]
    return found


def columns_of(cell: Element) -> int:
    """How many columns a cell takes."""
    span = value(cell.find(w("tcPr")), "gridSpan")
    return max(1, min(int(span), MOST_COLUMNS)) if span and span.isdecimal() and len(span) < 4 else 1


def lays_out(table: Element) -> bool:
    """Whether a table lays out blocks of ours in two languages: its cells are texts of their own."""
    tags = [read_tag(one.get(w("val"), "")) for one in table.iter(w("tag"))]
    return len({tag.language for tag in (*tags, *(tag for _id, tag in marks(table))) if tag}) > 1
