import io
import random
import resource
import struct
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from python_calamine import CalamineError, CalamineWorkbook

from elearn.catalogue.rules.workbook_values import Kit
from elearn.core.refused import RefusedError
from elearn.workbooks.exports.incoming.gate import LIMITS, vet
from elearn.workbooks.exports.incoming.reading import read_xlsx
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.xlsx.writing import write_xlsx
from elearn.workbooks.rules.book import Book
from tests.timing import soon
from tests.workbooks.books import book
from tests.workbooks.spreadsheets import Edited, edited, packed, parts_of, saved, with_part, worksheet_of

SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
CHANCE = random.Random(7)  # noqa: S311 - what does not compress, and breaks in the same places in each run
MOST_SECONDS, MOST_MEMORY = 2, 250_000  # kilobytes beside what the tests need already
Break = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def workbook(kit: Kit) -> Book:
    lines = {"staff": {"part": "lines", "heading": "1", "text": "Coordinator", "quantity": "6", "unit_cost": "450"}}
    return book({"budget": lines}, profile=kit.profiles["small-grant"])


@pytest.fixture(scope="module")
def file(kit: Kit, workbook: Book) -> bytes:
    return write_xlsx(Outgoing("Title", "Place", workbook, kit, "en"))


@pytest.fixture
def refusal(kit: Kit, workbook: Book) -> Callable[[bytes], RefusedError]:
    """Why a file is refused. Fails where it is not, or where that takes long or much memory."""

    def of(data: bytes) -> RefusedError:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(RefusedError) as refused:
            read_xlsx(data, kit, workbook.profile, workbook.documents)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < MOST_MEMORY
        return refused.value

    return lambda data: soon(MOST_SECONDS, lambda: of(data))


def sheet(body: bytes, before: bytes = b"") -> Break:
    """A worksheet with this body instead of ours."""
    xml = b'<?xml version="1.0" encoding="UTF-8"?>' + before + b'<worksheet xmlns="http://schemas.openxmlformats.org/'
    whole = xml + b'spreadsheetml/2006/main"><sheetData>' + body + b"</sheetData></worksheet>"
    return lambda data: with_part(data, SHEET, whole)


def cell(place: str, value: bytes = b"<v>1</v>", kind: str = "n") -> bytes:
    """A cell in XML."""
    return f'<c r="{place}" t="{kind}">'.encode() + value + b"</c>"


def with_declared_size(data: bytes, size: int) -> bytes:
    """A file whose list of contents lies about the size of its first part."""
    place = data.index(b"PK\x01\x02") + 24
    return data[:place] + struct.pack("<I", size) + data[place + 4 :]


def utf16(part: bytes) -> bytes:
    """XML in another encoding."""
    return part.decode().replace("UTF-8", "UTF-16").encode("utf-16")


BROKEN: dict[str, tuple[str, Break]] = {
    "nothing": ("no_archive", lambda _: b""),
    "a text": ("no_archive", lambda _: b"a,b,c\n1,2,3"),
    "half a file": ("broken_file", lambda data: data[: len(data) // 2]),
    "a zip of something else": ("no_spreadsheet", lambda _: packed({"a.txt": b"a"})),
    "a text document": ("no_spreadsheet", lambda _: packed({"[Content_Types].xml": b"<a/>", "word/a.xml": b"<a/>"})),
    "open document": ("open_document", lambda _: packed({"mimetype": b"x", "content.xml": b"<a/>"})),
    "the old format": ("old_or_locked", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000),
    "100 MB": ("too_large", lambda data: data + b"\0" * 100 * 2**20),
    "macros": ("macros", lambda data: with_part(data, "xl/vbaProject.bin", b"x")),
    "macros by type": ("macros", lambda data: with_part(
        data, "[Content_Types].xml", lambda part: part.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml"))),
    "60 MB of nothing": ("unpacks_too_large", lambda data: with_part(data, "xl/media/a.bin", b"\0" * 60 * 2**20)),
    "10 MB in 10 KB": ("unpacks_too_large", lambda data: with_part(data, SHARED, b" " * 10 * 2**20)),
    "a lie about sizes": ("broken_file", lambda data: with_declared_size(data, 10)),
    "a name that stands twice": ("broken_file", lambda data: packed([*parts_of(data).items(), (SHEET.upper(), b"")])),
    "a thousand parts": ("too_many_parts", lambda data: packed(parts_of(data) | {f"{n}": b"" for n in range(1000)})),
    "another compression": ("broken_file", lambda data: packed(parts_of(data), zipfile.ZIP_LZMA)),
    "no XML": ("broken_file", lambda data: with_part(data, SHEET, b"<a><b></a>")),
    "another encoding": ("broken_file", lambda data: with_part(data, SHEET, utf16)),
    "entities": ("broken_file", sheet(cell("A1", b"<is><t>&c;</t></is>", "inlineStr"), LAUGHS)),
    "a file by entity": ("broken_file", sheet(b"", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
    "entities among the texts": ("broken_file", lambda data: with_part(data, SHARED, LAUGHS + b"<sst>&c;</sst>")),
    "the last cell of all": ("too_many_rows", sheet(b"<row>" + cell("A1") + cell("XFD1048576") + b"</row>")),
    "the last column": ("too_many_columns", sheet(b"<row>" + cell("A1") + cell("XFD1") + b"</row>")),
    "a far row without places": ("too_many_rows", sheet(b'<row r="1048576"><c><v>1</v></c></row>')),
    "a far row behind a near cell": (
        "too_many_rows", sheet(b'<row r="1048575">' + cell("A1") + b"</row><row><c><v>1</v></c></row>")),
    "names with a prefix": ("too_many_rows", sheet(b'<x:row xmlns:x="y"><x:c r="A1048576"><x:v>1</x:v></x:c></x:row>')),
    "2001 rows": ("too_many_rows", sheet(b"".join(b"<row>%s</row>" % cell(f"A{n}") for n in range(1, 2002)))),
    "a million elements": ("unpacks_too_large", sheet(b"<row/>" * 1_000_000)),
    "one text in every cell": ("unpacks_too_large", lambda data: with_part(
        sheet(b"<row>" + b"".join(cell(f"A{n}", b"<v>0</v>", "s") for n in range(1, 1900)) + b"</row>")(data),
        SHARED, b"<sst><si><t>" + CHANCE.randbytes(50_000).hex().encode() + b"</t></si></sst>")),
    "a text that is not there": ("broken_file", sheet(cell("A1", b"<v>99999999999</v>", "s"))),
    "empty lines": ("unpacks_too_large", sheet(cell("A1", b"<v>" + b"\n" * 6_000_000 + b"</v>", "str"))),
    "not one of ours": ("no_known_sheet", sheet(b"<row>" + cell("A1", b"<v>budget</v>", "str") + b"</row>")),
    "a sheet that does not come back": ("no_known_sheet", sheet(cell("A1", b"<v>quaderno/1 plan en</v>", "str"))),
    "from the future": ("unknown_version", sheet(cell("A1", b"<v>quaderno/2 budget en</v>", "str"))),
    "marks that lead nowhere": ("broken_file", sheet(
        b"<row>" + cell("A1", b"<v>quaderno/1 budget en</v>", "str") + b"</row><row>"
        + cell("A2", b"<v>#rows " + b"x/y " * 9000 + b"</v>", "str") + b"</row>")),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_hostile_or_broken_file_is_refused_at_once(
    name: str, file: bytes, refusal: Callable[[bytes], RefusedError]
) -> None:
    code, make = BROKEN[name]
    assert refusal(make(file)).code == code


def test_a_file_with_a_password_inside_is_refused(file: bytes, refusal: Callable[[bytes], RefusedError]) -> None:
    place = file.index(b"PK\x01\x02") + 8
    assert refusal(file[:place] + b"\x01\x00" + file[place + 2 :]).code == "old_or_locked"


def test_merged_cells_in_a_table_are_refused_with_their_row(
    file: bytes, refusal: Callable[[bytes], RefusedError]
) -> None:
    def merge(budget: Edited) -> None:
        budget.worksheet.merge_cells(start_row=7, end_row=8, start_column=2, end_column=2)

    refused = refusal(edited(file, merge, "budget"))
    assert (refused.code, refused.params) == ("merged_cells", {"sheet": "budget", "row": "7"})


def test_merged_cells_above_the_table_are_fine(kit: Kit, workbook: Book, file: bytes) -> None:
    data = edited(file, lambda budget: budget.worksheet.merge_cells("B1:E1"), "budget")
    assert read_xlsx(data, kit, workbook.profile, workbook.documents).proposals == ()


def test_a_formula_without_a_value_where_people_write_is_refused(
    file: bytes, refusal: Callable[[bytes], RefusedError]
) -> None:
    refused = refusal(edited(file, lambda budget: budget.write("staff", lines__quantity="=3*2"), "budget"))
    assert (refused.code, refused.params) == ("formulas_without_values", {"sheet": "budget", "row": "7"})


def test_a_worksheet_that_was_copied_is_refused(file: bytes, refusal: Callable[[bytes], RefusedError]) -> None:
    twice = openpyxl.load_workbook(io.BytesIO(file))
    twice.copy_worksheet(worksheet_of(twice, "budget"))
    assert refusal(saved(twice)).code == "sheet_twice"


def test_the_file_of_another_workbook_is_refused(kit: Kit, file: bytes, workbook: Book) -> None:
    other = book({"budget": {"b1": {"part": "lines", "text": "Ours"}}}, profile=workbook.profile)
    with pytest.raises(RefusedError) as refused:
        read_xlsx(file, kit, other.profile, other.documents)
    assert refused.value.code == "other_workbook"


def test_the_reader_itself_expands_no_entities(file: bytes) -> None:
    data = sheet(b"<row>" + cell("A1", b"<is><t>&c;</t></is>", "inlineStr") + b"</row>", LAUGHS)(file)
    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    except CalamineError:  # refusing is as good
        rows = []
    assert "ha" not in str(rows)


def test_only_parts_that_were_looked_at_reach_the_reader(file: bytes) -> None:
    data = with_part(with_part(file, "xl/media/a.svg", b"<svg/>"), "xl/worksheets/../../evil.xml", b"<a/>")
    with zipfile.ZipFile(io.BytesIO(vet(data).data)) as archive:
        names = set(archive.namelist())
    assert not any("media" in name or "evil" in name or "theme" in name for name in names)


def test_a_file_of_the_allowed_size_is_not_too_large(file: bytes) -> None:
    assert vet(with_part(file, "a.bin", CHANCE.randbytes(LIMITS.packed - 2 * len(file)))).data


def test_flipped_bytes_are_read_or_refused_and_nothing_else(kit: Kit, workbook: Book, file: bytes) -> None:
    parts = parts_of(file)
    names = [SHEET, SHARED, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"]
    refused = 0
    for _ in range(400):
        name = CHANCE.choice(names)
        part = bytearray(parts[name])
        for _flip in range(CHANCE.randint(1, 3)):
            part[CHANCE.randrange(len(part))] = CHANCE.choice(b"<>/\"'=0129AZaz& \x00\xff")
        data = packed({**parts, name: bytes(part)}, zipfile.ZIP_STORED)
        try:
            read_xlsx(data, kit, workbook.profile, workbook.documents)
        except RefusedError:
            refused += 1
    assert 0 < refused < 400
