"""Zips of content, in and out. A zip is looked at from outside before anything in it is unpacked.

A zip tells its own list of contents: names, sizes, kinds of files. Whatever could write outside its folder or is no
content is refused by that list alone; `core.archives` looks at what it would cost.
"""

import re
import stat
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from elearn.core.archives import Limits
from elearn.core.archives import unpack as unpack_within
from elearn.core.refused import RefusedError

LIMITS = Limits(packed=32 * 2**20, unpacked=128 * 2**20, read=128 * 2**20, parts=5000, ratio=100, small=64 * 1024)
MOST_TEXT = 256 * 1024
LONGEST_NAME, DEEPEST = 200, 8
TEXTS = frozenset({".md", ".yml", ".csv"})
MEDIA = frozenset(
    {".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".mp3", ".m4a", ".opus", ".ogg", ".mp4", ".webm",
     ".vtt", ".pdf"}
)  # fmt: skip
ODD_NAME = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|]")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same content gives the same zip
FILE_MODE = 0o644 << 16
NAMES_SHOWN = 3


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

    Raises RefusedError: as `archives.unpack`, bad_name (`name`), linked_file (`name`), file_twice (`name`),
    wrong_types (`names`), long_text (`name`, `most` KB), empty_zip.
    """
    return _without_folder(unpack_within(data, LIMITS, _content))


def _content(entries: list[ZipInfo]) -> list[ZipInfo]:
    """The entries that are files of content, after a look at the whole list."""
    for entry in entries:
        _check_name(entry)
    files = [entry for entry in entries if not entry.is_dir() and not _is_left_over(entry.filename)]
    if not files:
        raise RefusedError("empty_zip")
    seen: set[str] = set()
    for entry in files:
        if entry.filename.casefold() in seen:
            raise RefusedError("file_twice", name=_shown(entry.filename))
        seen.add(entry.filename.casefold())
    _check_types(files)
    return files


def _check_name(entry: ZipInfo) -> None:
    name, original = entry.filename, entry.orig_filename
    parts = name.rstrip("/").split("/")
    is_odd = bool(ODD_NAME.search(original)) or any(part in ("", ".", "..") for part in parts)
    if is_odd or len(name) > LONGEST_NAME or len(parts) > DEEPEST:
        raise RefusedError("bad_name", name=_shown(original))
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise RefusedError("linked_file", name=_shown(name))


def _check_types(files: list[ZipInfo]) -> None:
    known = TEXTS | MEDIA
    wrong = [entry.filename for entry in files if PurePosixPath(entry.filename).suffix.lower() not in known]
    if wrong:
        raise RefusedError("wrong_types", names=", ".join(_shown(name) for name in wrong[:NAMES_SHOWN]))
    for entry in files:
        if PurePosixPath(entry.filename).suffix in TEXTS and entry.file_size > MOST_TEXT:
            raise RefusedError("long_text", name=_shown(entry.filename), most=MOST_TEXT // 1024)


def _is_left_over(name: str) -> bool:
    """What systems put into zips: `__MACOSX/…`, `.DS_Store`, `Thumbs.db`."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts) or parts[-1] == "Thumbs.db"


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
