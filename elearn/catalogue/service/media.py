"""Media: bytes by digest in the file store, what they are in `catalogue_media`, drawings in every language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from flask import current_app
from PIL import Image
from sqlalchemy import select

from elearn.catalogue.models import CatalogueMedia
from elearn.catalogue.rules.drawings import drawing_is_safe, drawing_size, drawing_words, translated_drawing
from elearn.catalogue.rules.picture_heads import MOST_PIXELS, picture_size
from elearn.catalogue.rules.values import Media
from elearn.core.ids import digest
from elearn.core.problems import Level, Problem
from elearn.infra.database import db, insert_if_missing
from elearn.infra.files import FileStore

SVG = ".svg"
FORMATS = ("PNG", "JPEG", "WEBP", "AVIF", "GIF")
#: A name stands in addresses, in file systems and in front of people: it needs no other characters.
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")
CONTENT_TYPES = {
    SVG: "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".opus": "audio/ogg",
    ".ogg": "audio/ogg",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Described:
    """A file of a `media/` folder: what it is, and the bytes."""

    media: Media
    data: bytes


class UnusableMediaError(ValueError):
    """These bytes cannot be shown. `code` is the code of the Problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def media_files() -> FileStore:
    """The file store of this installation."""
    return FileStore(current_app.config["SETTINGS"].instance / "media")


def is_media(path: str) -> bool:
    """Whether a path of content/ holds bytes, not text: a file of a module's media/ that is not YAML."""
    parts = PurePosixPath(path).parts
    return len(parts) == 4 and parts[0] == "modules" and parts[2] == "media" and not path.endswith(".yml")


def content_type_of(name: str) -> str | None:
    """What a file's name says that it is; None for what we do not show."""
    return CONTENT_TYPES.get(PurePosixPath(name).suffix.lower())


def is_opened_by_itself(content_type: str) -> bool:
    """Whether a browser may show a file as a page of its own: pictures made of pixels, sounds and films."""
    return content_type != CONTENT_TYPES[SVG] and content_type.partition("/")[0] in ("image", "audio", "video")


def describe(path: str, data: bytes) -> Media:
    """What a file is: its size, type and, for a picture, its sides in pixels.

    UnusableMediaError for odd names, unknown types, pictures that cannot be read or are far too large, and drawings
    that hold more than a drawing.
    """
    name, content_type = PurePosixPath(path).name, content_type_of(path)
    if not PLAIN_NAME.match(name):
        raise UnusableMediaError("bad_media_name")
    if content_type is None:
        raise UnusableMediaError("unknown_media_type")
    width, height = _sides(content_type, data)
    return Media(name, digest(data), len(data), content_type, width, height)


def describe_all(files: Mapping[str, bytes]) -> tuple[dict[str, Described], list[Problem]]:
    """Describe files by path; what cannot be shown becomes a Problem."""
    described: dict[str, Described] = {}
    problems: list[Problem] = []
    for path, data in sorted(files.items()):
        try:
            described[path] = Described(describe(path, data), data)
        except UnusableMediaError as error:
            params = {"known": ", ".join(sorted(CONTENT_TYPES)), "limit": MOST_PIXELS // 1_000_000}
            problems.append(Problem(path, 0, Level.ERROR, error.code, params))
    return described, problems


def keep(files: Iterable[Described]) -> None:
    """Store bytes and say what they are. Doing so twice changes nothing."""
    store = media_files()
    rows = []
    for file in files:
        store.put(file.data)
        rows.append(_row(file.media))
    if rows:
        db.session.execute(insert_if_missing(CatalogueMedia), rows)


def media_of(digest_of_file: str) -> Media | None:
    """What the bytes with this digest are, or None."""
    return described_by_digest([digest_of_file]).get(digest_of_file)


def described_by_digest(digests: Iterable[str]) -> dict[str, Media]:
    """What bytes are, by digest, in one query; unknown ones are left out."""
    wanted = sorted(set(digests))
    if not wanted:
        return {}
    table = CatalogueMedia
    columns = (table.name, table.digest, table.size, table.content_type, table.width, table.height)
    rows = db.session.execute(select(*columns).where(table.digest.in_(wanted)))
    return {row.digest: Media(*row) for row in rows}


def translations(files: Mapping[str, Described], texts: Mapping[str, str]) -> dict[str, dict[str, Described]]:
    """The drawings of a module in other words: path -> language -> drawing.

    `texts` are the texts of the module by path; the words stand in its `media/{lang}.yml`.
    """
    drawings = {path: file for path, file in files.items() if path.endswith(SVG)}
    words = drawing_words(texts) if drawings else {}
    found: dict[str, dict[str, Described]] = {}
    for path, file in drawings.items():
        for language, by_name in words.items():
            own = by_name.get(file.media.name)
            if own:
                data = translated_drawing(file.data.decode(), own).encode()
                found.setdefault(path, {})[language] = Described(describe(path, data), data)
    return found


def _sides(content_type: str, data: bytes) -> tuple[int | None, int | None]:
    if content_type == CONTENT_TYPES[SVG]:
        return _drawing_sides(data)
    if not content_type.startswith("image/"):
        return None, None
    claimed = picture_size(data)
    if claimed and claimed[0] * claimed[1] > MOST_PIXELS:
        raise UnusableMediaError("too_many_pixels")
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            found, size = Image.MIME.get(picture.format or ""), picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnusableMediaError("unreadable_picture") from error
    if found != content_type:
        raise UnusableMediaError("media_type_differs")
    return size


def _drawing_sides(data: bytes) -> tuple[int, int]:
    try:
        svg = data.decode()
    except UnicodeDecodeError as error:
        raise UnusableMediaError("unreadable_picture") from error
    if not drawing_is_safe(svg):
        raise UnusableMediaError("unsafe_drawing")
    size = drawing_size(svg)
    if size is None:
        raise UnusableMediaError("drawing_without_size")
    return size


def _row(media: Media) -> dict[str, object]:
    return {
        "digest": media.digest,
        "name": media.name,
        "size": media.size,
        "content_type": media.content_type,
        "width": media.width,
        "height": media.height,
    }
