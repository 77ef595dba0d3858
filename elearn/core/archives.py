"""Zips that people send, opened without trusting what they say of themselves.

Everything that could cost memory or time is looked at before a byte is unpacked: how long the list of contents is, how
many parts there are, their declared sizes, how far they unpack. Only the parts that somebody asks for are read, and
only as far as declared.
"""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from elearn.core.refused import RefusedError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old formats of Office, and its files with a password
IS_ENCRYPTED = 0x1
#: How a zip ends: a record of the list of contents. Some programs write one for zips above 4 GB before it, always.
END, END_LENGTH, LONGEST_COMMENT = b"PK\x05\x06", 22, 65535
LARGE_END, LARGE_END_LENGTH = b"PK\x06\x06", 56
LOCATOR, LOCATOR_LENGTH = b"PK\x06\x07", 20
LONGEST_LINE = 400  # of the list, for one part
#: What `zipfile` raises on archives whose list of contents lies: unknown methods, offsets outside, broken streams.
LIES = (BadZipFile, RuntimeError, ValueError, OSError, EOFError, zlib.error)
#: Picks the parts to read from the whole list. It may refuse a file for the names that it holds.
Choose = Callable[[list[ZipInfo]], Iterable[ZipInfo]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a zip may cost, in bytes. A part may unpack to `ratio` times its size; a `small` one to anything."""

    packed: int
    unpacked: int
    read: int
    parts: int = 200
    ratio: int = 200
    small: int = 2**20


def unpack(data: bytes, limits: Limits, choose: Choose) -> dict[str, bytes]:
    """The parts that `choose` picks, by name.

    Raises RefusedError: too_large (`most` bytes), old_or_locked, no_archive, broken_file, too_many_parts (`most`),
    unpacks_too_large, and what `choose` raises.
    """
    if len(data) > limits.packed:
        raise RefusedError("too_large", most=limits.packed)
    if data.startswith(OLE):
        raise RefusedError("old_or_locked")
    if not data.startswith(b"PK"):
        raise RefusedError("no_archive")
    _check_end(data, limits)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.parts:
                raise RefusedError("too_many_parts", most=limits.parts)
            wanted = list(choose(entries))
            _check_list(entries, limits)
            if sum(entry.file_size for entry in wanted) > limits.read:
                raise RefusedError("unpacks_too_large")
            return {entry.filename: _read(archive, entry) for entry in wanted}
    except LIES as broken:
        raise RefusedError("broken_file") from broken


def _check_end(data: bytes, limits: Limits) -> None:
    """Refuse a list of contents that would fill the memory by itself, before Python's reader builds it."""
    end = data.rfind(END, max(0, len(data) - END_LENGTH - LONGEST_COMMENT))
    if end < 0 or len(data) < end + END_LENGTH:
        raise RefusedError("broken_file")
    length = _number(data, end + 12, 4)
    locator = end - LOCATOR_LENGTH
    if locator >= LARGE_END_LENGTH and data.startswith(LOCATOR, locator):
        large_end = locator - LARGE_END_LENGTH
        if not data.startswith(LARGE_END, large_end) or _number(data, locator + 8, 8) != large_end:
            raise RefusedError("broken_file")
        length = _number(data, large_end + 40, 8)
    if length > limits.parts * LONGEST_LINE:
        raise RefusedError("too_many_parts", most=limits.parts)


def _number(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "little")


def _check_list(entries: list[ZipInfo], limits: Limits) -> None:
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise RefusedError("broken_file")
    if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
        raise RefusedError("old_or_locked")
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise RefusedError("unpacks_too_large")
    if any(entry.file_size > max(limits.small, entry.compress_size * limits.ratio) for entry in entries):
        raise RefusedError("unpacks_too_large")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise RefusedError("broken_file")


def stays_inside(name: str) -> bool:
    """Whether a name stays below the folder into which somebody might unpack it."""
    return not (name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"))


def _read(archive: ZipFile, entry: ZipInfo) -> bytes:
    with archive.open(entry) as source:
        part = source.read(entry.file_size + 1)
    if len(part) != entry.file_size:
        raise RefusedError("broken_file")
    return part
