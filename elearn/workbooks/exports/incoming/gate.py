"""Whether an uploaded file is safe to open, before the reader of spreadsheets sees it.

A spreadsheet is a zip of XML. Everything that could cost memory or time is looked at first: declared sizes, document
types (entities), how many elements, how far the cells reach (the reader makes a full rectangle of them). What passes is
packed anew, only the parts that were looked at, so that no second reading of the same bytes can mean something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from elearn.core.archives import Limits, unpack
from elearn.core.refused import RefusedError
from elearn.workbooks.exports.incoming.scan import RELATIONS, SHARED, Cell, Scan

MOST_BYTES, MOST_UNPACKED = 5 * 2**20, 50 * 2**20
MOST_READ = 25 * 2**20  # of the parts that are read at all
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

    Raises RefusedError: too_large (`most` bytes), old_or_locked, no_spreadsheet, open_document, macros,
    unpacks_too_large, broken_file, too_many_rows (`rows`), too_many_columns (`columns`).
    """
    try:
        parts = unpack(data, Limits(MOST_BYTES, MOST_UNPACKED, MOST_READ), _is_read, _check_names).parts
    except RefusedError as refused:
        if refused.code == "no_archive":
            raise RefusedError("no_spreadsheet") from refused
        raise
    if any(name.lower() == TYPES and b"macroenabled" in part.lower() for name, part in parts.items()):
        raise RefusedError("macros")
    scan = Scan()
    for name in sorted(parts, key=lambda one: one.lower() != SHARED):
        scan.read(name, parts[name])
    return Vetted(_packed(parts), scan.by_worksheet(scan.broken), scan.by_worksheet(scan.unsaved))


def _is_read(name: str) -> bool:
    return name in READ or (name.startswith(WORKSHEETS) and name.endswith(".xml"))


def _check_names(names: frozenset[str]) -> None:
    if any(name.endswith("vbaproject.bin") for name in names):
        raise RefusedError("macros")
    if WORKBOOK not in names or TYPES not in names:
        raise RefusedError("open_document" if "content.xml" in names else "no_spreadsheet")


def _packed(parts: Mapping[str, bytes]) -> bytes:
    fresh = BytesIO()
    with ZipFile(fresh, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part)
    return fresh.getvalue()
