"""The glossary's table as named values: one for each name of a term."""

import csv
from io import StringIO


def named_rows(table: str) -> dict[str, str]:
    """The cells of a CSV by "row id.column". Empty cells have no name; a table that cannot be read is one value."""
    try:
        rows = list(csv.reader(StringIO(table), strict=True))
    except csv.Error:
        return {"": table}
    if not rows:
        return {}
    columns = rows[0][1:]
    return {
        f"{row[0]}.{column}": cell
        for row in rows[1:]
        if row
        for column, cell in zip(columns, row[1:], strict=False)
        if cell
    }
