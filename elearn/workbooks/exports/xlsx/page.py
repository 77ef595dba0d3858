"""A spreadsheet file and its worksheets, written from the top down."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from elearn.workbooks.exports.csv import DANGEROUS
from elearn.workbooks.exports.labels import Cell, Labels
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.stamp import COPY, FIRST_COLUMN, ID_COLUMN, Stamp
from elearn.workbooks.exports.xlsx.looks import WIDTHS, Looks

FIRST = FIRST_COLUMN
LONGEST_NAME, LONGEST_TEXT = 31, 32767  # limits of the format
A4 = 9
DEEPEST_FREEZE = 9  # below that, too little of a small screen would be left to scroll
PER_CENT = ("percent", "rate")  # given as 7, written as 0.07
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what stands above it, and how wide it is (0: as its kind of values needs)."""

    header: str
    kind: str = "line"
    width: float = 0


def ref(row: int, column: int, *, fixed: str = "") -> str:
    """A cell as formulas write it: "C5"; `fixed` "row", "column" or "both" with dollar signs."""
    reference: str = xl_rowcol_to_cell(row, column, fixed in ("row", "both"), fixed in ("column", "both"))
    return reference


def span(row: int, column: int, to_row: int, to_column: int) -> str:
    """A range of cells as formulas write it."""
    return f"{ref(row, column)}:{ref(to_row, to_column)}"


class File:
    """A spreadsheet file in memory."""

    def __init__(self, out: Outgoing) -> None:
        self.out, self.labels = out, Labels.of(out)
        self._bytes = BytesIO()
        options = {
            "in_memory": True,
            **dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False),
        }
        self.book = Workbook(self._bytes, options)
        self.looks = Looks(self.book)
        self._copied: list[Sequence[Cell]] = [(Stamp(COPY, out.language).text,)]
        self._lists: dict[tuple[str, ...], str] = {}
        made = datetime.combine(out.book.today, time(), UTC).replace(tzinfo=None)
        self.book.set_properties({"title": clean(out.title), "subject": clean(out.place), "created": made})
        self.book.set_custom_property("Language", out.language, "text")

    def page(self, sheet: str, title: str) -> "Page":
        """A new worksheet for a sheet."""
        worksheet = self.book.add_worksheet(self._free_name(title))
        return Page(self, worksheet, sheet, title)

    def copy(self, part: str, node_id: str, cells: Sequence[Cell]) -> None:
        """Keep in the hidden copy what a row says as it leaves; without an id, the fields of its columns."""
        self._copied.append((part, node_id, *cells))

    def options(self, names: Iterable[str]) -> str:
        """Where a list of names stands that people choose from, as a range; "" for none."""
        wanted = tuple(dict.fromkeys(name for name in names if name))
        if wanted and wanted not in self._lists:
            column = len(self._lists)
            self._lists[wanted] = f"={COPY}2!{span_fixed(0, len(wanted) - 1, column)}"
        return self._lists.get(wanted, "")

    def to_bytes(self) -> bytes:
        """The finished file."""
        self._hide(COPY, self._copied)
        longest = max((len(names) for names in self._lists), default=0)
        rows = [[names[row] if row < len(names) else "" for names in self._lists] for row in range(longest)]
        self._hide(f"{COPY}2", rows)
        self.book.close()
        return self._bytes.getvalue()

    def _hide(self, name: str, rows: Iterable[Sequence[Cell]]) -> None:
        worksheet = self.book.add_worksheet(name)
        worksheet.very_hidden()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                put(worksheet, number, column, cell, self.looks)

    def _free_name(self, title: str) -> str:
        """A name that the format allows and no other worksheet has."""
        name = _NOT_IN_NAMES.sub(" ", clean(title)).strip(" '")[:LONGEST_NAME].strip(" '") or "1"
        taken = {one.get_name().lower() for one in self.book.worksheets()} | {COPY, f"{COPY}2", "history"}
        number, wanted = 1, name
        while wanted.lower() in taken:
            number += 1
            wanted = f"{name[: LONGEST_NAME - 4]} {number}"
        return wanted


def span_fixed(first: int, last: int, column: int) -> str:
    """Cells of a column as a range that does not move."""
    return f"{ref(first, column, fixed='both')}:{ref(last, column, fixed='both')}"


def clean(text: str) -> str:
    """A text as far as the format can keep it."""
    return _NOT_IN_XML.sub("\ufffd", text)[:LONGEST_TEXT]


def put(worksheet: Worksheet, row: int, column: int, cell: Cell, looks: Looks, kind: str = "line", *look: str) -> None:
    """Write a value. Text stays text: a cell that begins like a formula shows that it is none."""
    if isinstance(cell, Decimal):
        worksheet.write_number(row, column, float(cell / 100 if kind in PER_CENT else cell), looks.get(kind, *look))
    elif isinstance(cell, date):
        worksheet.write_datetime(row, column, datetime.combine(cell, time()), looks.get("date", *look))
    elif cell:
        quoted = ("quoted",) if DANGEROUS.match(cell) else ()
        worksheet.write_string(row, column, clean(cell), looks.get(kind, *look, *quoted))
    else:
        worksheet.write_blank(row, column, None, looks.get(kind, *look))


@dataclass
class Page:
    """A worksheet. `row` is the one that is being written, from 0; `last` the last column that people see."""

    file: File
    worksheet: Worksheet
    sheet: str
    title: str
    row: int = 0
    last: int = FIRST
    _widths: dict[int, float] = field(default_factory=dict)
    _is_frozen: bool = False

    def __post_init__(self) -> None:
        """Begin with the stamp, the title and what it is about."""
        out = self.file.out
        self.worksheet.set_column(ID_COLUMN, ID_COLUMN, None, None, {"hidden": True})
        self.mark(Stamp(self.sheet, out.language).text)
        self.cell(FIRST, self.title, "line", "title")
        self.next()
        about = (out.title, out.place, out.book.currency)
        self.cell(FIRST, " · ".join(one for one in about if one), "line", "note")
        self.next(2)

    def next(self, rows: int = 1) -> None:
        """Go down."""
        self.row += rows

    def mark(self, text: str) -> None:
        """Write into the hidden column of this row."""
        if text:
            self.worksheet.write_string(self.row, ID_COLUMN, text)

    def cell(self, column: int, cell: Cell, kind: str = "line", *look: str) -> None:
        """Write a value into this row."""
        self.last = max(self.last, column)
        put(self.worksheet, self.row, column, cell, self.file.looks, kind, *look)

    def formula(self, column: int, formula: str, value: Decimal | str | None, kind: str = "money", *look: str) -> None:
        """Write a formula with what it gives, for readers that do not calculate."""
        self.last = max(self.last, column)
        shown = "" if value is None else value
        if isinstance(shown, Decimal):
            shown = shown / 100 if kind in PER_CENT else shown
        result = float(shown) if isinstance(shown, Decimal) else shown
        looks = self.file.looks.get(kind, *(look or ("calculated",)))
        self.worksheet.write_formula(self.row, column, formula, looks, result)

    def keys(self, mark: str, keys: Mapping[int, str]) -> None:
        """A hidden row that says what stands in the columns below it."""
        self.mark(mark)
        for column, key in keys.items():
            self.worksheet.write_string(self.row, column, key)
        self.worksheet.set_row(self.row, None, None, {"hidden": True})
        self.next()

    def section(self, title: str) -> None:
        """A title between two tables."""
        self.cell(FIRST, title, "line", "section")
        self.next()

    def header(self, columns: Mapping[int, Column]) -> None:
        """The line above a table. The first one stays in sight and on every printed page."""
        for number, column in columns.items():
            self.cell(number, column.header, "line", "head")
        self.widen({number: column.width or WIDTHS[column.kind] for number, column in columns.items()})
        if not self._is_frozen:
            if self.row <= DEEPEST_FREEZE:
                self.worksheet.freeze_panes(self.row + 1, FIRST + 1)
            self.worksheet.repeat_rows(self.row)
            self._is_frozen = True
        self.next()

    def widen(self, widths: Mapping[int, float]) -> None:
        """Make columns at least so wide, in characters."""
        for column, width in widths.items():
            self._widths[column] = max(self._widths.get(column, 0), width)

    def choose(self, column: int, first: int, last: int, names: Iterable[str]) -> None:
        """Offer a list of names in some rows. Another text is allowed after a question."""
        source = self.file.options(names)
        if source and last >= first:
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            self.worksheet.data_validation(first, column, last, column, rule)

    def finish(self) -> None:
        """Set widths and the printed page: A4, landscape, as wide as one page."""
        for column, width in self._widths.items():
            self.worksheet.set_column(column, column, width)
        self.worksheet.set_landscape()
        self.worksheet.set_paper(A4)
        self.worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.print_area(0, FIRST, max(self.row, 1), self.last)
        self.worksheet.set_footer("&L&A&R&P / &N")
