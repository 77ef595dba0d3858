"""Pipe tables as grids of cells, and back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

CELL = re.compile(r"((?:\\.|[^|\\])*)(?:\||\Z)")
SPACE = re.compile(r"[ \t\r\n]+")  # not the spaces that must not break: "20\xa0%"
#: The pipes between cells.
SPLIT = re.compile(r"(?<!\\)\|")
RULE = re.compile(r":?-+:?\Z")
NO_ALIGNMENT = "---"
MOST_CELLS = 300


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, the first row names the columns; `rules` holds the `---`, `:---` ... of each column."""

    rows: tuple[tuple[str, ...], ...]
    rules: tuple[str, ...]


def read_table(source: str) -> Grid | None:
    """The cells of a pipe table; None where a grid could not say all of it (code, missing rule, far too many)."""
    if "`" in source:
        return None
    lines = [_cells(line) for line in source.replace("\r\n", "\n").strip("\n").split("\n")]
    if len(lines) < 2 or not all(RULE.match(cell) for cell in lines[1]):
        return None
    width = max(len(line) for line in lines)
    if width * len(lines) > MOST_CELLS or len(lines[1]) != len(lines[0]):
        return None
    rows = [line + [""] * (width - len(line)) for line in (lines[0], *lines[2:])]
    rules = [*lines[1], *[NO_ALIGNMENT] * (width - len(lines[1]))]
    return Grid(tuple(tuple(row) for row in rows), tuple(rules))


def write_table(grid: Grid) -> str:
    """A grid as a pipe table. Rows and columns without any word are left out; "" where nothing is left."""
    columns = [place for place in range(len(grid.rules)) if any(row[place].strip() for row in grid.rows)]
    head, *others = grid.rows
    rows = [head, *(row for row in others if any(cell.strip() for cell in row))]
    if not columns:
        return ""
    lines = [[written_cell(row[place]) for place in columns] for row in rows]
    lines.insert(1, [grid.rules[place] for place in columns])
    return "\n".join(f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in line)}|" for line in lines)


def grid_of(rows: Sequence[Sequence[str]], rules: Sequence[str]) -> Grid:
    """A grid from cells as they were sent: short rows are filled up."""
    width = max([1, *(len(row) for row in rows)])
    filled = tuple((*row, *[""] * (width - len(row))) for row in rows) or (("",),)
    own = [rule if RULE.match(rule) else NO_ALIGNMENT for rule in rules][:width]
    return Grid(filled, (*own, *[NO_ALIGNMENT] * (width - len(own))))


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    found, at = [], 0
    while at <= len(inner):
        match = CELL.match(inner, at)
        assert match  # noqa: S101 - the pattern takes anything
        found.append(match[1].replace("\\|", "|").strip(" \t"))
        if match.end() == len(inner) and not match[0].endswith("|"):
            break
        at = match.end()
    return found


def written_cell(cell: str) -> str:
    """A cell as it stands between two pipes."""
    return SPACE.sub(" ", cell).strip(" ").replace("|", "\\|")
