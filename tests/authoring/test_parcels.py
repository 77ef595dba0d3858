"""Zips of content: what is packed comes back, and no hostile zip gets as far as being unpacked."""

import stat
import tracemalloc
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.exchange.parcels import LIMITS, pack, unpack
from elearn.core.refused import RefusedError
from tests.timing import soon

GOOD = {"glossary.csv": b"term_id\n", "modules/m/it.md": b"---\n", "modules/m/media/a.webp": b"RIFF"}


def zipped(*entries: tuple[str | ZipInfo, bytes], method: int = ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data, compress_type=method)
    return target.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        unpack(data)
    return caught.value.code


def special(name: str, kind: int) -> ZipInfo:
    entry = ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (kind | 0o777) << 16
    return entry


def locked(data: bytes) -> bytes:
    """The zip with the flag "encrypted" on its first entry, in the list of contents."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + b"\x01" + data[place + 1 :]


@given(st.dictionaries(st.sampled_from([*GOOD, "pages/help/it.md", "pages/help/de.md"]), st.binary(), min_size=2))
def test_what_is_packed_comes_back(files: dict[str, bytes]) -> None:
    assert pack(files) == pack(files)
    assert unpack(pack(files)) == files


def test_a_folder_around_everything_and_what_systems_leave_behind_do_not_matter() -> None:
    data = zipped(
        ("content/", b""),
        *((f"content/{path}", body) for path, body in GOOD.items()),
        ("__MACOSX/content/._it.md", b"x"),
        ("content/.DS_Store", b"x"),
    )
    assert unpack(data) == GOOD
    assert unpack(zipped(("modules/m/it.md", b"x"))) == {"modules/m/it.md": b"x"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_archive"),
        (b"GIF89a", "no_archive"),
        (b"PK\x03\x04 and then nothing", "broken_file"),
        (pack(GOOD)[:-8], "broken_file"),
        (pack(GOOD).replace(b"RIFF", b"RAFF", 1), "broken_file"),
        (zipped(("../evil.md", b"x")), "bad_name"),
        (zipped(("modules/../../evil.md", b"x")), "bad_name"),
        (zipped(("/etc/evil.md", b"x")), "bad_name"),
        (zipped(("C:/evil.md", b"x")), "bad_name"),
        (zipped((r"modules\..\evil.md", b"x")), "bad_name"),
        (zipped(("modules/m/it.mdX.exe", b"x")).replace(b"X.exe", b"\0.exe"), "bad_name"),
        (zipped(("a/" * 9 + "it.md", b"x")), "bad_name"),
        (zipped(("x" * 300 + ".md", b"x")), "bad_name"),
        (zipped((special("modules/m/it.md", stat.S_IFLNK), b"/etc/passwd")), "linked_file"),
        (zipped((special("modules/m/it.md", stat.S_IFIFO), b"")), "linked_file"),
        (zipped(("modules/m/it.md", b"0" * 255_000), ("modules/m/en.md", b"0" * 255_000)), "unpacks_too_large"),
        (zipped(("modules/m/media/a.png", bytes(40_000_000))), "unpacks_too_large"),
        (zipped(("modules/m/it.md", bytes(range(256)) * 2000), method=0), "long_text"),
        (zipped(("modules/m/media/a.exe", b"x"), ("b.html", b"x")), "wrong_types"),
        (zipped(("modules/m/inner.zip", b"x")), "wrong_types"),
        (zipped(("modules/m/it.md", b"x"), ("modules/m/IT.md", b"y")), "file_twice"),
        (zipped(("modules/m/it.md", b"x"), method=ZIP_BZIP2), "broken_file"),
        (zipped(("modules/", b"")), "empty_zip"),
        (zipped(*((f"modules/m/{n}.md", b"") for n in range(LIMITS.parts + 1))), "too_many_parts"),
        (locked(pack(GOOD)), "old_or_locked"),
    ],
)
def test_hostile_and_broken_zips_are_refused_in_words(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_list_of_a_million_files_costs_neither_time_nor_memory() -> None:
    one = zipped(("modules/m/it.md", b""))
    begin, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    listed = one[begin:end] * 500_000
    tail = one[end:]
    bomb = one[:begin] + listed + tail[:12] + len(listed).to_bytes(4, "little") + tail[16:]
    tracemalloc.start()
    code = soon(2, lambda: refused(bomb))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code == "too_many_parts"
    assert peak < 100 * 2**20
