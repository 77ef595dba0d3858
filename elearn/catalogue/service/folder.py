"""A folder of content as git keeps it: texts and media by path."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.service.media import Described, describe_all, is_media
from elearn.core.ids import digest
from elearn.core.problems import Level, Problem

TEXT_SUFFIXES = frozenset({".md", ".yml", ".csv"})
WHOLE = "glossary.csv"


class NotContentError(ValueError):
    """There is no content in this folder."""


@dataclass
class Folder:
    """What was read: texts, media, and problems of files that cannot be read. Paths are relative to the folder."""

    texts: dict[str, str] = field(default_factory=dict)
    media: dict[str, Described] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether this is the whole library (it holds the glossary), not a single module somebody sends."""
        return WHOLE in self.texts

    def digests(self) -> dict[str, str]:
        """The digest of every file by path."""
        found = {path: digest(body) for path, body in self.texts.items()}
        found.update((path, file.media.digest) for path, file in self.media.items())
        return found


def read_folder(folder: Path) -> Folder:
    """Read a folder of content. NotContentError if it holds no file of any unit."""
    files: dict[str, bytes] = {}
    outside: list[Problem] = []
    root = folder.resolve()
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if not file.is_file() or not unit_of(path) or is_left_over(path):
            continue
        if not file.resolve().is_relative_to(root):  # a link that would publish another file of this machine
            outside.append(Problem(path, 0, Level.WARNING, "unknown_file"))
        elif is_media(path) or file.suffix in TEXT_SUFFIXES:
            files[path] = file.read_bytes()
        else:
            files[path] = b""  # its name alone says that it is no content
    found = read_files(files)
    found.problems = [*outside, *found.problems]
    if not found.texts:
        raise NotContentError(f"There is no content in {folder}.")
    return found


def read_files(files: Mapping[str, bytes]) -> Folder:
    """Read files by path, as they stand in a folder of content: those of a zip, for example.

    Files of no unit and those that an editor left behind are passed over; what cannot be read becomes a Problem.
    """
    found = Folder()
    media: dict[str, bytes] = {}
    for path, data in sorted(files.items()):
        if not unit_of(path) or is_left_over(path):
            continue
        if is_media(path):
            media[path] = data
        elif PurePosixPath(path).suffix in TEXT_SUFFIXES:
            _read_text(found, path, data)
        else:
            found.problems.append(Problem(path, 0, Level.WARNING, "unknown_file"))
    found.media, problems = describe_all(media)
    found.problems += problems
    return found


def is_left_over(path: str) -> bool:
    """Whether an editor or a system left this file behind."""
    return path.endswith("~") or any(part.startswith(".") for part in path.split("/"))


def _read_text(found: Folder, path: str, data: bytes) -> None:
    try:
        body = data.decode()
    except UnicodeDecodeError:
        found.problems.append(Problem(path, 0, Level.ERROR, "not_utf8"))
        return
    if "\0" in body:
        found.problems.append(Problem(path, 0, Level.ERROR, "not_utf8"))
        return
    found.texts[path] = body
