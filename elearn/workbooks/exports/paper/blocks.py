"""What pages are made of: headings, paragraphs, lists, tables and pictures, in sections that begin a page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text. `is_own`: somebody wrote it, in the workbook's language; other text has that of the labels."""

    text: str
    is_own: bool = False
    is_strong: bool = False


Line = tuple[Span, ...]  # a paragraph; "\n" in a text begins a new line within it
Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below that of the section, which has level 1."""

    line: Line
    level: int = 2
    begins_page: bool = False
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with those that hang from it."""

    line: Line
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, nested as deep as its items go."""

    items: tuple[Item, ...]
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its width in comparison with the others."""

    header: str
    share: float = 1
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that reaches over some rows and columns. Cells that another one covers are left out of their rows."""

    lines: Lines = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `look` is "group" for one that names those below, "sum" for what they add up to."""

    cells: tuple[Cell, ...]
    look: Literal["", "group", "sum"] = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header row comes again on each page. `title` says what it is, to those who do not see it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a card."""

    label: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Card:
    """The fields of one thing, with their labels."""

    title: str
    entries: tuple[Entry, ...]
    kind: str = field(default="card", init=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: `drawn` is "tree" or "bars", `data` what the template of that name draws. `alt` says it in words."""

    drawn: Literal["tree", "bars"]
    data: Mapping[str, Any]
    alt: str
    kind: str = field(default="picture", init=False)


Block = Heading | Paragraph | Bullets | Table | Card | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A sheet on pages of its own. `is_wide`: they lie on their side."""

    title: str
    blocks: tuple[Block, ...]
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. `language` is that of the labels, `own_language` the one in which people wrote.

    `cover` is what the first page says of a whole workbook; without it, `about` stands under the title of each section.
    """

    title: str
    subject: str
    about: Line
    language: str
    own_language: str
    day: date
    sections: tuple[Section, ...]
    cover: Card | None = None


# Short ways to write them --------------------------------------------------------------------------------------------


def say(text: str, *, strong: bool = False) -> Line:
    """A line in the language of the labels; nothing for ""."""
    return (Span(text, is_strong=strong),) if text else ()


def own(text: str, *, strong: bool = False) -> Line:
    """A line that somebody wrote; nothing for ""."""
    return (Span(text, is_own=True, is_strong=strong),) if text else ()


def cell(*lines: Line, rows: int = 1, columns: int = 1) -> Cell:
    """A cell with the lines that say something."""
    return Cell(tuple(line for line in lines if line), rows, columns)


def rows_of(columns: Sequence[tuple[Column, Callable[[Thing], Cell]]], things: Iterable[Thing]) -> list[Row]:
    """A row for each thing, with the cell that each column makes of it."""
    return [Row(tuple(make(thing) for _column, make in columns)) for thing in things]


def last_row(name: str, totals: Mapping[int, str], width: int) -> Row:
    """The row of a table of so many columns that says what others add up to: place of a column -> its sum."""
    first = min(totals)
    ends = (cell(say(totals.get(place, ""))) for place in range(first, width))
    return Row((cell(say(name), columns=first), *ends), "sum")
