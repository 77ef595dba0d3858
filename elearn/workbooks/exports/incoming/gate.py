"""Whether an uploaded file is safe to open, before the reader of spreadsheets sees it.

A spreadsheet is a zip of XML. Everything that could cost memory or time is looked at first: declared sizes, document
types (entities), how many elements, how far the cells reach (the reader makes a full rectangle of them). What passes is
packed anew, only the parts that were looked at, so that no second reading of the same bytes can mean something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from elearn.workbooks.exports.incoming.scan import RELATIONS, SHARED, Cell, Scan
from elearn.workbooks.exports.refused import RefusedError

MOST_BYTES, MOST_UNPACKED = 5 * 2**20, 50 * 2**20
MOST_READ = 25 * 2**20  # of the parts that are read at all
MOST_RATIO, SMALL = 200, 2**20  # unpacked to packed; parts smaller than SMALL may be anything
MOST_PARTS = 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old format, and files with a password
IS_ENCRYPTED = 0x1
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
    if len(data) > MOST_BYTES:
        raise RefusedError("too_large", most=str(MOST_BYTES))
    if data.startswith(OLE):
        raise RefusedError("old_or_locked")
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = _unpacked(archive)
    except BadZipFile as broken:
        raise RefusedError("broken_file" if data.startswith(b"PK") else "no_spreadsheet") from broken
    except (RuntimeError, NotImplementedError, ValueError, OSError, EOFError) as broken:
        raise broken if isinstance(broken, RefusedError) else RefusedError("broken_file") from broken
    scan = Scan()
    for name in sorted(parts, key=lambda one: one.lower() != SHARED):
        scan.read(name, parts[name])
    return Vetted(_packed(parts), scan.by_worksheet(scan.broken), scan.by_worksheet(scan.unsaved))


def _unpacked(archive: ZipFile) -> dict[str, bytes]:
    """The parts that are read, by name, after a look at the list of contents."""
    entries = archive.infolist()
    _check_list(entries)
    wanted = [entry for entry in entries if _is_read(entry.filename.lower())]
    if sum(entry.file_size for entry in wanted) > MOST_READ:
        raise RefusedError("unpacks_too_large")
    return {entry.filename: _read(archive, entry) for entry in wanted}


def _is_read(name: str) -> bool:
    return name in READ or (name.startswith(WORKSHEETS) and name.endswith(".xml"))


def _check_list(entries: list[ZipInfo]) -> None:
    names = {entry.filename.lower() for entry in entries}
    if len(names) != len(entries) or len(entries) > MOST_PARTS:
        raise RefusedError("broken_file")
    if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
        raise RefusedError("old_or_locked")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise RefusedError("unpacks_too_large")
    if any(entry.file_size > max(SMALL, entry.compress_size * MOST_RATIO) for entry in entries):
        raise RefusedError("unpacks_too_large")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise RefusedError("broken_file")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise RefusedError("macros")
    if WORKBOOK not in names or TYPES not in names:
        raise RefusedError("open_document" if "content.xml" in names else "no_spreadsheet")


def _read(archive: ZipFile, entry: ZipInfo) -> bytes:
    with archive.open(entry) as source:
        part = source.read(entry.file_size + 1)
    if len(part) != entry.file_size:
        raise RefusedError("broken_file")
    if entry.filename.lower() == TYPES and b"macroenabled" in part.lower():
        raise RefusedError("macros")
    return part


def _packed(parts: Mapping[str, bytes]) -> bytes:
    fresh = BytesIO()
    with ZipFile(fresh, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part)
    return fresh.getvalue()
