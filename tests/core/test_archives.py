"""Zips from outside: what other programs write is read, what lies about its length is refused before it is read."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from elearn.core.archives import END, LARGE_END, LOCATOR, Limits, unpack
from elearn.core.refused import RefusedError

LIMITS = Limits(packed=2**20, unpacked=2**20, read=2**20, parts=10)
FILES = {"a.txt": b"Sale", "b/c.txt": b"Miele"}


def zipped() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
    return target.getvalue()


def with_large_end(data: bytes, length: int | None = None, place: int | None = None) -> bytes:
    """The zip as programs write it that always provide for 4 GB: a second record of the list, and where it is."""
    end = data.rindex(END)
    told = int.from_bytes(data[end + 12 : end + 16], "little") if length is None else length
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    numbers = [(44, 8), (45, 2), (45, 2), (0, 4), (0, 4), (len(FILES), 8), (len(FILES), 8), (told, 8), (start, 8)]
    record = LARGE_END + b"".join(number.to_bytes(size, "little") for number, size in numbers)
    where = end if place is None else place
    locator = LOCATOR + (0).to_bytes(4, "little") + where.to_bytes(8, "little") + (1).to_bytes(4, "little")
    return data[:end] + record + locator + data[end:]


def test_zips_of_other_programs_are_read() -> None:
    assert unpack(zipped(), LIMITS, list) == FILES
    assert unpack(with_large_end(zipped()), LIMITS, list) == FILES


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_archive"),
        (b"PK\x03\x04 and nothing", "broken_file"),
        (zipped()[:-1], "broken_file"),
        (with_large_end(zipped(), length=2**40), "too_many_parts"),
        (with_large_end(zipped(), place=2**40), "broken_file"),
        (zipped() + bytes(2**20), "too_large"),
    ],
)
def test_what_lies_about_itself_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        unpack(data, LIMITS, list)
    assert refused.value.code == code


def test_whoever_chooses_may_refuse() -> None:
    def choose(entries: list[object]) -> list[object]:
        raise RefusedError("no_text", count=len(entries))

    with pytest.raises(RefusedError, match="no_text"):
        unpack(zipped(), LIMITS, choose)  # type: ignore[arg-type]
