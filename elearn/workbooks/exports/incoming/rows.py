"""The rows of a worksheet that came back, by the marks that it left with (see `stamp.py`)."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from elearn.core.refused import RefusedError
from elearn.workbooks.exports.incoming.gate import Vetted
from elearn.workbooks.exports.incoming.scan import Cell as Place
from elearn.workbooks.exports.labels import TICK, Cell
from elearn.workbooks.exports.stamp import (
    BETWEEN_IDS,
    CARD,
    COPY,
    END,
    FIRST_COLUMN,
    ID_COLUMN,
    ROWS,
    UNDER,
    VALUE,
    VERSION,
    read_stamp,
)  # fmt: skip

MARK = "#"
FIRST_FIELD = 2  # column of the hidden copy, behind part and id
CALCULATED = frozenset({"stated"})  # fields that our own formulas fill: without a value they say nothing
Raw = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. `ids` and `cells` by part ("logframe/results"); `broken` are cells that show an error.

    `under` is what the rows above put it under (a budget heading), None where nothing did. `row` counts from 1.
    """

    row: int
    ids: Mapping[str, str]
    cells: Mapping[str, Mapping[str, Cell]]
    broken: frozenset[tuple[str, str]] = frozenset()
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one or several parts that stand side by side."""

    parts: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Came:
    """What came back: the tables of each sheet, and what they said when they left (part -> id -> field -> cell)."""

    language: str
    tables: Mapping[str, tuple[Table, ...]]
    copy: Mapping[str, Mapping[str, Mapping[str, Cell]]]


def read_rows(vetted: Vetted, wanted: Mapping[str, Collection[str]]) -> Came:
    """The tables of the wanted sheets (sheet -> its parts, like "budget/lines").

    Raises RefusedError: broken_file, no_known_sheet, unknown_version (`version`), sheet_twice (`sheet`), merged_cells
    (`sheet`, `row`), formulas_without_values (`sheet`, `row`).
    """
    tables: dict[str, tuple[Table, ...]] = {}
    copy: dict[str, dict[str, dict[str, Cell]]] = {}
    language = ""
    for worksheet in _worksheets(vetted):
        stamp = read_stamp(_text(worksheet.rows[0][ID_COLUMN]))
        if stamp and stamp.version != VERSION:
            raise RefusedError("unknown_version", version=str(stamp.version))
        if stamp and stamp.sheet == COPY:
            copy = _copied(worksheet.rows)
        elif stamp and stamp.sheet in wanted:
            if stamp.sheet in tables:
                raise RefusedError("sheet_twice", sheet=stamp.sheet)
            language = stamp.language
            tables[stamp.sheet] = tuple(_Reader(stamp.sheet, worksheet, wanted[stamp.sheet]).tables())
    if not tables:
        raise RefusedError("no_known_sheet")
    return Came(language, tables, copy)


@dataclass(frozen=True, slots=True)
class _Worksheet:
    """The cells of a worksheet, and which of them say nothing. `merged`: first and last row of each merged range."""

    rows: Raw
    merged: tuple[tuple[int, int], ...]
    broken: frozenset[Place]
    unsaved: frozenset[Place]


def _worksheets(vetted: Vetted) -> Iterator[_Worksheet]:
    """The worksheets in which something stands, one after the other."""
    with _reading():
        book = CalamineWorkbook.from_filelike(BytesIO(vetted.data))
        names = book.sheet_names
    for name in names:
        with _reading():
            worksheet = book.get_sheet_by_name(name)
            rows = worksheet.to_python(skip_empty_area=False)
            merged = tuple((top, bottom) for (top, _left), (bottom, _right) in worksheet.merged_cell_ranges or ())
        if rows and rows[0]:
            nothing: frozenset[Place] = frozenset()
            yield _Worksheet(rows, merged, vetted.broken.get(name, nothing), vetted.unsaved.get(name, nothing))


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever the reader of spreadsheets cannot read is a broken file. A panic of its Rust code is no Exception."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as broken:
        raise RefusedError("broken_file") from broken


def _copied(rows: Raw) -> dict[str, dict[str, dict[str, Cell]]]:
    """The hidden copy: a row with the names of fields for each part, then a row for each node."""
    found: dict[str, dict[str, dict[str, Cell]]] = {}
    fields: dict[str, list[str]] = {}
    if len(rows[0]) < FIRST_FIELD:
        return found
    for row in rows[1:]:
        part, node_id, *cells = (_cell(cell) for cell in row)
        if not node_id:
            fields[_text(part)] = [_text(cell) for cell in cells]
            found[_text(part)] = {}
        elif _text(part) in found:
            named = zip(fields[_text(part)], cells, strict=True)
            found[_text(part)][_text(node_id)] = {name: cell for name, cell in named if name}
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Goes through the rows of a worksheet from the top."""

    sheet: str
    worksheet: _Worksheet
    parts: Collection[str]

    def tables(self) -> Iterator[Table]:
        """The tables between their marks."""
        begin = None
        rows = self.worksheet.rows
        for number, row in enumerate(rows):
            word = _text(row[ID_COLUMN]).partition(" ")[0]
            if word in (ROWS, CARD, END) and begin is not None:
                yield self._table(begin, number)
                begin = None
            if word in (ROWS, CARD):
                begin = number
        if begin is not None:
            yield self._table(begin, len(rows))

    def _table(self, begin: int, end: int) -> Table:
        self._refuse_merged(begin, end)
        head = self.worksheet.rows[begin]
        word, *parts = _text(head[ID_COLUMN]).split()
        if not parts or not set(parts).issubset(self.parts):
            raise RefusedError("broken_file")
        keys = {column: _text(cell) for column, cell in enumerate(head) if column >= FIRST_COLUMN and _text(cell)}
        if word == CARD:
            return Table(tuple(parts), tuple(self._card(parts[0], keys, begin, end)))
        return Table(tuple(parts), tuple(self._lines(parts, keys, begin + 2, end)))  # the header stands between

    def _lines(self, parts: Sequence[str], keys: Mapping[int, str], begin: int, end: int) -> Iterator[Line]:
        by_name = {part.partition("/")[2]: part for part in parts}
        under: str | None = None
        for number in range(begin, end):
            mark = _text(self.worksheet.rows[number][ID_COLUMN])
            if mark.partition(" ")[0] == UNDER:
                under = mark.partition(" ")[2]
            if mark.startswith(MARK):
                continue
            cells: dict[str, dict[str, Cell]] = {part: {} for part in parts}
            broken: set[tuple[str, str]] = set()
            for column, key in keys.items():
                part, name = by_name.get(key.partition(".")[0], ""), key.partition(".")[2]
                if part and self._has_value(number, column, name):
                    cells[part][name] = _cell(self.worksheet.rows[number][column])
                if part and (number, column) in self.worksheet.broken:
                    broken.add((part, name))
            ids = dict(zip(parts, [*mark.split(BETWEEN_IDS), *[""] * len(parts)], strict=False))
            yield Line(number + 1, ids, cells, frozenset(broken), under)

    def _card(self, part: str, keys: Mapping[int, str], begin: int, end: int) -> Iterator[Line]:
        """A card as one line; its fields stand below each other."""
        column = next((number for number, key in keys.items() if key == VALUE), None)
        if column is None:
            return
        named = ((_text(self.worksheet.rows[number][ID_COLUMN]), number) for number in range(begin + 1, end))
        rows = {name: number for name, number in named if name and self._has_value(number, column, name)}
        cells = {name: _cell(self.worksheet.rows[number][column]) for name, number in rows.items()}
        broken = {(part, name) for name, number in rows.items() if (number, column) in self.worksheet.broken}
        yield Line(begin + 1, {part: part.partition("/")[2]}, {part: cells}, frozenset(broken))

    def _has_value(self, row: int, column: int, name: str) -> bool:
        """Whether a cell says something: a formula without a value does not. That matters where people write."""
        if (row, column) not in self.worksheet.unsaved:
            return True
        if name not in CALCULATED:
            raise RefusedError("formulas_without_values", sheet=self.sheet, row=str(row + 1))
        return False

    def _refuse_merged(self, begin: int, end: int) -> None:
        """Merged cells inside a table would hide what they cover."""
        for top, bottom in self.worksheet.merged:
            if top < end and bottom >= begin:
                raise RefusedError("merged_cells", sheet=self.sheet, row=str(top + 1))


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""


def _cell(raw: Any) -> Cell:
    """A cell as exports know it: a number, a day or a text."""
    if isinstance(raw, bool):
        return TICK if raw else ""
    if isinstance(raw, int | float):
        return Decimal(repr(raw)) if math.isfinite(raw) else ""
    if isinstance(raw, datetime):
        return raw.date()
    return raw if isinstance(raw, date | str) else str(raw)
