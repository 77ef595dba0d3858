"""A sheet as CSV: UTF-8 with a mark that spreadsheets know, and the separators of the language's countries."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from elearn.workbooks.exports.labels import Cell
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.tables import Table, tables_of

POINT_LANGUAGES = frozenset({"en"})  # 1.50 with commas between cells; the others write 1,50 with semicolons
DANGEROUS = re.compile(r"'*[=+\-@\t\r]")


def write_csv(out: Outgoing, sheet: str) -> bytes:
    """A sheet part by part: a title where there are several, the headers, a line for each row, an empty line."""
    has_points = out.language in POINT_LANGUAGES
    tables = tuple(tables_of(out, sheet))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="," if has_points else ";", lineterminator="\r\n")
    for place, table in enumerate(tables):
        if place:
            writer.writerow([])
        if len(tables) > 1:
            writer.writerow([_written(table.title, has_points)])
        writer.writerows([_written(cell, has_points) for cell in line] for line in _lines(table))
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _lines(table: Table) -> Iterable[Sequence[Cell]]:
    headers = [column.header for column in table.columns]
    if table.part.is_one:
        return zip(headers, table.rows[0].cells, strict=True)
    return [headers, *(row.cells for row in table.rows)]


def _written(cell: Cell, has_points: bool) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}" if has_points else f"{cell:f}".replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else harmless(cell)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP: CSV injection).

    An apostrophe goes before what would be one, and before apostrophes that stand there already, so that taking one
    away gives the text back.
    """
    return f"'{text}" if DANGEROUS.match(text) else text
