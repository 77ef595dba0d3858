"""Files that somebody sends for a module's media/: what they become, and why some are refused."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

LONGEST_STEM = 60
SUFFIXES: Mapping[str, str] = {
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/svg+xml": ".svg",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was done to a file on its way in. The words stand in `media_words.py`."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it will be kept. `width` and `height` are those of pictures, `seconds` those of recordings."""

    data: bytes
    name: str
    content_type: str
    width: int | None
    height: int | None
    was_bytes: int
    report: tuple[Remark, ...] = ()
    seconds: int | None = None


def safe_name(name: str, content_type: str) -> str:
    """A name that can stand anywhere: small ASCII letters, digits and hyphens, with the suffix of the type.

    `name` comes from somebody's device: it may hold a path, another suffix, or nothing that can be used.
    """
    stem = PurePosixPath(name.replace("\\", "/")).name.partition(".")[0] or PurePosixPath(name).stem
    plain = unicodedata.normalize("NFKD", stem[:200]).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_STEM].rstrip("-")
    return (slug or content_type.partition("/")[0]) + SUFFIXES[content_type]


def unique_name(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that nobody has: `photo.webp`, `photo-2.webp`.

    Two files of one stem are told apart even where their suffixes differ: people confuse them.
    """
    stems = {PurePosixPath(one).stem for one in taken}
    where = PurePosixPath(name)
    if where.stem not in stems:
        return name
    number = 2
    while f"{where.stem}-{number}" in stems:
        number += 1
    return f"{where.stem}-{number}{where.suffix}"
