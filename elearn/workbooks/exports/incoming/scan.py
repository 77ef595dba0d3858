"""Reads the XML of a spreadsheet from start to end, without keeping it, and stops at what would cost too much.

Document types are refused, so there are no entities to expand. Cells are counted as the reader of spreadsheets counts
them, and names are compared without their prefix, as it does.
"""

import re
from collections.abc import Mapping
from xml.parsers import expat

from elearn.core.refused import RefusedError

MOST_ELEMENTS = 400_000
MOST_TEXT = 5_000_000  # characters of all cells; a shared text counts for each cell that refers to it
MOST_ROWS, MOST_COLUMNS, MOST_WORKSHEETS = 2000, 150, 60
RELATIONS = "xl/_rels/workbook.xml.rels"
SHARED = "xl/sharedstrings.xml"  # to be read first: cells refer to its texts by their place
_CELL = re.compile(r"([A-Z]{1,7})([0-9]{1,9})\Z")
_NUMBER = re.compile(r"[0-9]{1,9}\Z")
_PLACE = re.compile(r"\s*\+?0*([0-9]{1,9})\s*\Z")  # of a shared text, as widely as any reader may take it
LONGEST_PLACE = 64

Cell = tuple[int, int]  # row and column, from 0
Attributes = dict[str, str]


class Scan:
    """What the parts of a file hold, as far as it matters here; cells by the name of their part."""

    def __init__(self) -> None:
        self.broken: dict[str, set[Cell]] = {}
        self.unsaved: dict[str, set[Cell]] = {}
        self._elements = 0
        self._shared: list[int] = []  # the lengths of shared texts
        self._characters = 0
        self._worksheets: dict[str, str] = {}  # name -> id of a relation
        self._parts: dict[str, str] = {}  # id of a relation -> part
        self._part = ""
        self._row, self._column = -1, -1  # of the last row element; of the last cell
        self._at = (-1, -1)
        self._kind, self._has_formula, self._value, self._is_in_value = "", False, "", False

    def read(self, name: str, part: bytes) -> None:
        """Read a part. Raises RefusedError, see `gate.vet`."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text, parser.buffer_size = True, 2**16
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._part = name.lower()
        self._row, self._column, self._at = -1, -1, (-1, -1)
        try:
            parser.Parse(part, True)
        except expat.ExpatError as broken:
            raise RefusedError("broken_file") from broken

    def by_worksheet(self, cells: Mapping[str, set[Cell]]) -> dict[str, frozenset[Cell]]:
        """Cells by the name of their worksheet."""
        parts = {name: self._parts.get(relation, "") for name, relation in self._worksheets.items()}
        return {name: frozenset(cells.get(part, ())) for name, part in parts.items()}

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8"):
            raise RefusedError("broken_file")

    def _start(self, name: str, attributes: Attributes) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise RefusedError("unpacks_too_large")
        match name.rpartition(":")[2]:
            case "row":
                self._begin_row(attributes)
            case "c":
                self._begin_cell(attributes)
            case "v" | "is":
                self._check_place()
                self._is_in_value = True
            case "f":
                self._check_place()
                self._has_formula = True
            case "si":
                if self._part != SHARED:
                    raise RefusedError("broken_file")
                self._shared.append(0)
            case "sheet":
                if len(self._worksheets) >= MOST_WORKSHEETS:
                    raise RefusedError("broken_file")
                relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                self._worksheets[attributes.get("name", "")] = relation
            case "Relationship" if self._part == RELATIONS:
                target = attributes.get("Target", "").lstrip("/").lower()
                self._parts[attributes.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"

    def _begin_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) - 1 if _NUMBER.match(number) else self._row + 1
        self._column = -1

    def _begin_cell(self, attributes: Attributes) -> None:
        self._kind = attributes.get("t", "")
        self._has_formula, self._value, self._is_in_value = False, "", False
        if "r" not in attributes:
            self._column += 1
            self._at = self._row, self._column
            return
        place = _CELL.match(attributes["r"])
        if place is None:
            raise RefusedError("broken_file")
        self._column = _column(place[1])
        self._at = int(place[2]) - 1, self._column

    def _check_place(self) -> None:
        """Only cells that hold something count: programs like to format a whole column."""
        row, column = self._at
        if row >= MOST_ROWS:
            raise RefusedError("too_many_rows", rows=str(MOST_ROWS))
        if column >= MOST_COLUMNS:
            raise RefusedError("too_many_columns", columns=str(MOST_COLUMNS))

    def _text(self, text: str) -> None:
        if self._part == SHARED and self._shared:
            self._shared[-1] += len(text)
            self._count_text(len(text))
        elif self._is_in_value:
            self._count_text(len(text))
            self._value += text[:LONGEST_PLACE] if len(self._value) < LONGEST_PLACE else ""

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v" | "is":
                self._is_in_value = False
            case "c":
                self._end_cell()

    def _end_cell(self) -> None:
        if self._kind == "e":
            self.broken.setdefault(self._part, set()).add(self._at)
        if self._has_formula and not self._value and self._kind != "str":
            self.unsaved.setdefault(self._part, set()).add(self._at)
        if self._kind == "s" and self._value:
            place = _PLACE.match(self._value)
            if place is None or int(place[1]) >= len(self._shared):
                raise RefusedError("broken_file")
            self._count_text(self._shared[int(place[1])])

    def _count_text(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MOST_TEXT:
            raise RefusedError("unpacks_too_large")


def _refuse_document_type(*_about: object) -> None:
    raise RefusedError("broken_file")


def _column(letters: str) -> int:
    """The number of a column: A is 0, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
