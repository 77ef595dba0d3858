"""Zips of content, in and out. A zip is looked at from outside before anything in it is unpacked.

A zip tells its own list of contents: names, sizes, kinds of files. Whatever could write outside its folder, fill the
memory or take hours is refused by that list alone; then each entry is read up to the size that it declared.
"""

import re
import stat
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_PACKED, MOST_UNPACKED = 32 * 2**20, 128 * 2**20
MOST_FILES, MOST_TEXT = 5000, 256 * 1024
MOST_RATIO, SMALL = 100, 64 * 1024  # unpacked to packed; files smaller than SMALL may be anything
LONGEST_NAME, DEEPEST = 200, 8
IS_ENCRYPTED = 0x1
END, END_OF_LARGE_ZIP = b"PK\x05\x06", b"PK\x06\x07"  # a zip above 4 GB has a second list; ours never do
END_LENGTH, LONGEST_COMMENT, LONGEST_LINE = 22, 22 + 65535, 400
TEXTS = frozenset({".md", ".yml", ".csv"})
MEDIA = frozenset(
    {".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".mp3", ".m4a", ".opus", ".ogg", ".mp4", ".webm",
     ".vtt", ".pdf"}
)  # fmt: skip
ODD_NAME = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|]")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same content gives the same zip
FILE_MODE = 0o644 << 16
NAMES_SHOWN = 3


class RefusedZipError(ValueError):
    """Why a zip is not taken in: a code, which the reader's language words, and its parameters."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by path, sorted; the same files give the same bytes."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for path, data in sorted(files.items()):
            entry = ZipInfo(path, LONG_AGO)
            entry.external_attr = FILE_MODE
            entry.compress_type = ZIP_STORED if PurePosixPath(path).suffix in MEDIA - {".svg"} else ZIP_DEFLATED
            archive.writestr(entry, data)
    return target.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a zip by path, without the one folder that may stand around all of them.

    Raises RefusedZipError: too_large (`most` MB), no_zip, broken_zip, locked_zip, too_many_files (`most`), bad_name
    (`name`), linked_file (`name`), file_twice (`name`), bomb, wrong_types (`names`), long_text (`name`, `most` KB),
    empty_zip.
    """
    if len(data) > MOST_PACKED:
        raise RefusedZipError("too_large", most=str(MOST_PACKED // 2**20))
    if not data.startswith(b"PK"):
        raise RefusedZipError("no_zip")
    _check_list(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = _vetted(archive.infolist())
            return _without_folder({entry.filename: _read(archive, entry) for entry in entries})
    except RefusedZipError:
        raise
    except (BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, OSError, EOFError) as broken:
        raise RefusedZipError("broken_zip") from broken


def _check_list(data: bytes) -> None:
    """Refuse a list of contents that would fill the memory by itself, before Python's reader builds it."""
    end = data.rfind(END, max(0, len(data) - LONGEST_COMMENT))
    if end < 0 or len(data) < end + END_LENGTH or data[end - 20 : end - 16] == END_OF_LARGE_ZIP:
        raise RefusedZipError("broken_zip")
    if int.from_bytes(data[end + 12 : end + 16], "little") > MOST_FILES * LONGEST_LINE:
        raise RefusedZipError("too_many_files", most=str(MOST_FILES))


def _vetted(entries: list[ZipInfo]) -> list[ZipInfo]:
    """The entries that are files of content, after a look at the whole list."""
    if len(entries) > MOST_FILES:
        raise RefusedZipError("too_many_files", most=str(MOST_FILES))
    for entry in entries:
        _check_name(entry)
    if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
        raise RefusedZipError("locked_zip")
    files = [entry for entry in entries if not entry.is_dir() and not _is_left_over(entry.filename)]
    if not files:
        raise RefusedZipError("empty_zip")
    _check_sizes(files)
    seen: set[str] = set()
    for entry in files:
        if entry.filename.casefold() in seen:
            raise RefusedZipError("file_twice", name=entry.filename)
        seen.add(entry.filename.casefold())
    _check_types(files)
    return files


def _check_name(entry: ZipInfo) -> None:
    name, original = entry.filename, entry.orig_filename
    parts = name.rstrip("/").split("/")
    is_odd = bool(ODD_NAME.search(original)) or any(part in ("", ".", "..") for part in parts)
    if is_odd or len(name) > LONGEST_NAME or len(parts) > DEEPEST:
        raise RefusedZipError("bad_name", name=_shown(original))
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise RefusedZipError("linked_file", name=_shown(name))


def _check_sizes(files: Iterable[ZipInfo]) -> None:
    total = 0
    for entry in files:
        total += entry.file_size
        if total > MOST_UNPACKED or entry.file_size > max(SMALL, entry.compress_size * MOST_RATIO):
            raise RefusedZipError("bomb")
        if PurePosixPath(entry.filename).suffix in TEXTS and entry.file_size > MOST_TEXT:
            raise RefusedZipError("long_text", name=_shown(entry.filename), most=str(MOST_TEXT // 1024))
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise RefusedZipError("broken_zip")


def _check_types(files: Iterable[ZipInfo]) -> None:
    known = TEXTS | MEDIA
    wrong = [entry.filename for entry in files if PurePosixPath(entry.filename).suffix.lower() not in known]
    if wrong:
        raise RefusedZipError("wrong_types", names=", ".join(_shown(name) for name in wrong[:NAMES_SHOWN]))


def _is_left_over(name: str) -> bool:
    """What systems put into zips: `__MACOSX/…`, `.DS_Store`, `Thumbs.db`."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts) or parts[-1] == "Thumbs.db"


def _read(archive: ZipFile, entry: ZipInfo) -> bytes:
    with archive.open(entry) as source:
        data = source.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise RefusedZipError("bomb")
    return data


def _without_folder(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Paths as they stand in content/. People zip a folder as often as what is in it."""
    tops = {path.split("/", 1)[0] for path in files}
    if len(tops) != 1 or any("/" not in path for path in files):
        return dict(files)
    top = tops.pop()
    if top in ("modules", "paths", "pages", "examples", "glossary", "country-facts", "workbooks"):
        return dict(files)
    return {path.split("/", 1)[1]: data for path, data in files.items()}


def _shown(name: str) -> str:
    """A name that is safe to show: printable, and not too long."""
    plain = "".join(character if character.isprintable() else "?" for character in name)
    return plain if len(plain) <= 60 else f"{plain[:57]}…"
