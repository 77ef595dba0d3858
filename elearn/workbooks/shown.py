"""What a sheet's page shows, as values: rows with their cells, fields to type in, hints beside them."""

from dataclasses import dataclass

from elearn.catalogue.rules.workbook_values import Field, FieldWords
from elearn.workbooks.rules.book import Level
from elearn.workbooks.rules.documents import Node


@dataclass(frozen=True, slots=True)
class Hint:
    """A finding in words, with the lesson that explains it ("" where there is none)."""

    code: str
    level: Level
    text: str
    node: str
    field: str
    lesson: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field. Without a label it stands in no list any more: it is kept, and not shown."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Input:
    """A field to type in. `error` is what is wrong with what was typed, `hints` what the checks say."""

    id: str
    name: str
    spec: Field
    words: FieldWords
    value: str
    options: tuple[Option, ...] = ()
    error: str = ""
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a table."""

    name: str
    label: str
    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A node in a list. `given`: its name is given by content."""

    node: Node
    name: str
    cells: tuple[Cell, ...]
    hints: tuple[Hint, ...]
    is_open: bool
    given: bool = False
