"""Editing a downloaded spreadsheet as people do, and breaking it as attackers do."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from elearn.workbooks.exports.stamp import read_stamp


class Edited:
    """A worksheet in somebody's hands: rows are found by the ids in the hidden column, columns by their keys."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet

    def row(self, mark: str) -> int:
        """The row whose hidden cell holds a mark, or an id among others."""
        return next(
            row[0].row for row in self.worksheet.iter_rows()
            if row[0].value == mark or mark in str(row[0].value or "").split("|")
        )  # fmt: skip

    def column(self, key: str) -> int:
        """The column of a field ("lines.quantity"), or of the values of a card ("value")."""
        return next(cell.column for row in self.worksheet.iter_rows() for cell in row if cell.value == key)

    def write(self, mark: str, **values: Any) -> None:
        """Write into a row; `lines__quantity=3` is the column "lines.quantity"."""
        for key, value in values.items():
            self.worksheet.cell(self.row(mark), self.column(key.replace("__", "."))).value = value

    def insert(self, behind: str, **values: Any) -> None:
        """Insert a row behind another one, as people do it: the hidden cell stays empty."""
        place = self.row(behind) + 1
        self.worksheet.insert_rows(place)
        for key, value in values.items():
            self.worksheet.cell(place, self.column(key.replace("__", "."))).value = value

    def delete(self, mark: str) -> None:
        """Delete a row."""
        self.worksheet.delete_rows(self.row(mark))

    def empty(self, mark: str) -> None:
        """Empty the cells of a row, but leave the row."""
        for cell in self.worksheet[self.row(mark)][1:]:
            cell.value = None


def edited(data: bytes, edit: Callable[..., None], *sheets: str) -> bytes:
    """A file after somebody edited some of its worksheets and saved it with another program."""
    file = openpyxl.load_workbook(io.BytesIO(data))
    edit(*(Edited(worksheet_of(file, sheet)) for sheet in sheets))
    return saved(file)


def worksheet_of(file: Workbook, sheet: str) -> Worksheet:
    """The worksheet that a sheet is stamped into."""
    stamps = ((read_stamp(str(worksheet["A1"].value)), worksheet) for worksheet in file.worksheets)
    return next(worksheet for stamp, worksheet in stamps if stamp and stamp.sheet == sheet)


def saved(file: Workbook) -> bytes:
    """An openpyxl workbook as bytes."""
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A file of parts; the same name may come twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, part in parts.items() if isinstance(parts, Mapping) else parts:
            archive.writestr(name, part)
    return buffer.getvalue()


def with_part(data: bytes, name: str, part: bytes | Callable[[bytes], bytes]) -> bytes:
    """A file with one part written anew."""
    parts = parts_of(data)
    parts[name] = part(parts[name]) if callable(part) else part
    return packed(parts)
