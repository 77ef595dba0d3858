"""What can be translated: a text or the words of a quiz, in one file per language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from elearn.catalogue.rules.compile import unit_of
from elearn.core.languages import LANGUAGES

_FILE = re.compile(rf"(.+)/({'|'.join(LANGUAGES)})\.(md|yml)\Z")
_SHAPES = (
    (re.compile(r"modules/[^/]+\Z"), "md", "cover"),
    (re.compile(r"modules/[^/]+/lessons/[^/]+\Z"), "md", "lesson"),
    (re.compile(r"modules/[^/]+/quizzes/[^/]+\Z"), "yml", "quiz"),
    (re.compile(r"modules/[^/]+/media\Z"), "yml", "drawings"),
    (re.compile(r"paths/[^/]+\Z"), "md", "path"),
    (re.compile(r"pages/[^/]+\Z"), "md", "page"),
)


class Kind(StrEnum):
    """Sorts of things, in the order in which they stand on the board."""

    COVER = "cover"
    LESSON = "lesson"
    QUIZ = "quiz"
    DRAWINGS = "drawings"
    PATH = "path"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a file in each language: `folder` holds them."""

    folder: str
    kind: Kind

    @property
    def unit(self) -> str:
        """The unit that it belongs to."""
        return unit_of(self.path(LANGUAGES[0]))

    @property
    def name(self) -> str:
        """The id of a lesson, quiz, path or page; "media" for drawings, the module's for its cover."""
        return self.folder.rpartition("/")[2]

    @property
    def is_text(self) -> bool:
        """Whether it is Markdown."""
        return self.kind not in (Kind.QUIZ, Kind.DRAWINGS)

    @property
    def keeps_drafts(self) -> bool:
        """Whether its files can tell confirmed words from others. Those of drawings cannot."""
        return self.kind is not Kind.DRAWINGS

    def path(self, language: str) -> str:
        """Its file in a language."""
        return f"{self.folder}/{language}.{'md' if self.is_text else 'yml'}"


def thing_of(path: str) -> tuple[Thing, str] | None:
    """The thing and the language of a file; None for files that nobody translates."""
    found = _FILE.match(path)
    if found is None:
        return None
    for shape, ending, kind in _SHAPES:
        if found[3] == ending and shape.match(found[1]):
            return Thing(found[1], Kind(kind)), found[2]
    return None


def thing_in(folder: str) -> Thing | None:
    """The thing whose files stand in a folder; None for other folders."""
    kind = next((kind for shape, _ending, kind in _SHAPES if shape.match(folder)), None)
    return Thing(folder, Kind(kind)) if kind else None


def things_of(paths: Iterable[str]) -> list[Thing]:
    """The things that have files among these, each once."""
    return list(dict.fromkeys(found[0] for path in paths if (found := thing_of(path))))
