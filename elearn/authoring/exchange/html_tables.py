"""The geometry of a table in HTML: its own rows, and cells that reach over several columns or rows."""

from collections import Counter

from lxml.html import HtmlElement


def own_rows(table: HtmlElement) -> list[HtmlElement]:
    """The rows of a table, not those of tables within it."""
    found = []
    for child in table:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found += [row for row in child if row.tag == "tr"]
    return found


def columns(cell: HtmlElement) -> int:
    """How many columns a cell takes."""
    return _count(cell.get("colspan"))


def _count(value: str | None) -> int:
    return max(1, min(int(value), 60)) if value and value.isascii() and value.isdecimal() and len(value) < 5 else 1


def with_room_below(rows: list[list[HtmlElement]], dropped: Counter[str]) -> list[list["HtmlElement | None"]]:
    """Rows with an empty place wherever a cell reaches down from above."""
    reach: dict[int, int] = {}  # column -> rows that are still covered
    made: list[list[HtmlElement | None]] = []
    for row in rows:
        cells: list[HtmlElement | None] = []
        place = 0
        for cell in row:
            while reach.get(place):
                reach[place] -= 1
                cells.append(None)
                place += 1
            across, down = columns(cell), _count(cell.get("rowspan"))
            dropped["merged_cells"] += across > 1 or down > 1
            for column in range(place, place + across):
                reach[column] = down - 1
            cells.append(cell)
            place += across
        made.append(cells)
    return made
