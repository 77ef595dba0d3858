"""Whether an uploaded file is safe to open, before the reader of spreadsheets sees it.

A spreadsheet is a zip of XML. Everything that could cost memory or time is looked at first: declared sizes, document
types (entities), how many elements, how far the cells reach (the reader makes a full rectangle of them). What passes is
packed anew, only the parts that were looked at, so that no second reading of the same bytes can mean something else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from elearn.core.archives import Limits, unpack
from elearn.core.refused import RefusedError
from elearn.workbooks.exports.incoming.scan import RELATIONS, SHARED, Cell, Scan

LIMITS = Limits(packed=5 * 2**20, unpacked=50 * 2**20, read=25 * 2**20)
WORKBOOK, TYPES = "xl/workbook.xml", "[content_types].xml"
WORKSHEETS = "xl/worksheets/sheet"
READ = frozenset({WORKBOOK, TYPES, RELATIONS, SHARED, "_rels/.rels", "xl/styles.xml"})  # and the worksheets


@dataclass(frozen=True, slots=True)
class Vetted:
    """A file that is safe to open. By worksheet: `broken` cells show an error (#REF!), in `unsaved` ones a formula has
    no value, because the program that saved the file does not calculate.
    """

    data: bytes
    broken: Mapping[str, frozenset[Cell]]
    unsaved: Mapping[str, frozenset[Cell]]


def vet(data: bytes) -> Vetted:
    """Look at a file from outside.

    Raises RefusedError: too_large (`most` bytes), old_or_locked, no_archive, no_spreadsheet, open_document,
    macros, unpacks_too_large, too_many_parts, broken_file, too_many_rows (`rows`), too_many_columns (`columns`).
    """
    parts = unpack(data, LIMITS, _parts)
    if any(name.lower() == TYPES and b"macroenabled" in part.lower() for name, part in parts.items()):
        raise RefusedError("macros")
    scan = Scan()
    for name in sorted(parts, key=lambda one: one.lower() != SHARED):
        scan.read(name, parts[name])
    return Vetted(_packed(parts), scan.by_worksheet(scan.broken), scan.by_worksheet(scan.unsaved))


def _parts(entries: list[ZipInfo]) -> Iterator[ZipInfo]:
    """The parts that are read; refuses what is no spreadsheet by the names in it."""
    names = {entry.filename.lower() for entry in entries}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise RefusedError("macros")
    if WORKBOOK not in names or TYPES not in names:
        raise RefusedError("open_document" if "content.xml" in names else "no_spreadsheet")
    for entry in entries:
        name = entry.filename.lower()
        if name in READ or (name.startswith(WORKSHEETS) and name.endswith(".xml")):
            yield entry


def _packed(parts: Mapping[str, bytes]) -> bytes:
    fresh = BytesIO()
    with ZipFile(fresh, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part)
    return fresh.getvalue()
