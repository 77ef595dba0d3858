"""Zips that people send, opened without trusting what they say of themselves.

Everything that could cost memory or time is looked at before a byte is unpacked: how many parts, their declared sizes,
how far they unpack, what they are called. Only the parts that somebody asks for are read, and only as far as declared.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from elearn.core.refused import RefusedError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old formats of Office, and its files with a password
IS_ENCRYPTED = 0x1
#: What `zipfile` raises on archives whose list of contents lies: unknown methods, offsets outside, broken streams.
LIES = (RuntimeError, ValueError, OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a zip may cost. A part may unpack to `ratio` times its size; parts smaller than `small` to anything."""

    packed: int
    unpacked: int
    read: int
    parts: int = 200
    ratio: int = 200
    small: int = 2**20


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The names of all parts, in small letters, and the parts that were asked for, by their own names."""

    names: frozenset[str]
    parts: Mapping[str, bytes]


def unpack(
    data: bytes, limits: Limits, is_read: Callable[[str], bool], check: Callable[[frozenset[str]], None]
) -> Unpacked:
    """The parts for whose names (in small letters) `is_read` holds. `check` may refuse a file for the names it holds.

    Raises RefusedError: too_large (`most` bytes), old_or_locked, no_archive, broken_file, unpacks_too_large.
    """
    if len(data) > limits.packed:
        raise RefusedError("too_large", most=str(limits.packed))
    if data.startswith(OLE):
        raise RefusedError("old_or_locked")
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            names = frozenset(entry.filename.lower() for entry in entries)
            _check_list(entries, names, limits)
            check(names)
            wanted = [entry for entry in entries if is_read(name := entry.filename.lower()) and stays_inside(name)]
            if sum(entry.file_size for entry in wanted) <= limits.read:
                return Unpacked(names, {entry.filename: _read(archive, entry) for entry in wanted})
            raise RefusedError("unpacks_too_large")
    except BadZipFile as broken:
        raise RefusedError("broken_file" if data.startswith(b"PK") else "no_archive") from broken
    except LIES as broken:
        raise RefusedError("broken_file") from broken


def _check_list(entries: list[ZipInfo], names: frozenset[str], limits: Limits) -> None:
    if len(names) != len(entries) or len(entries) > limits.parts:
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
