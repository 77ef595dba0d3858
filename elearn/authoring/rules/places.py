"""What a file of content/ is to an author, and where in the editor something about it is mended."""

import re
from dataclasses import dataclass
from enum import StrEnum

from elearn.catalogue.rules.compile import unit_of
from elearn.core.languages import LANGUAGES

_LANGUAGE = "|".join(LANGUAGES)


class Kind(StrEnum):
    """What a file belongs to."""

    MODULE = "module"  # module.yml: the list of lessons
    COVER = "cover"
    LESSON = "lesson"
    QUIZ = "quiz"
    MEDIA = "media"
    MEDIA_WORDS = "media_words"
    PATH = "path"  # path.yml
    PATH_TEXT = "path_text"
    PAGE = "page"
    GLOSSARY = "glossary"
    FACTS = "facts"
    WORKBOOKS = "workbooks"
    EXAMPLE = "example"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """A file by what it is: the unit, the lesson, quiz, page or picture in it, and its language where it has one."""

    path: str
    unit: str
    kind: Kind
    id: str = ""
    language: str = ""

    @property
    def rank(self) -> tuple[int, str, int]:
        """Where it comes in a list: as a reader meets it, sources before translations (by the platform's order)."""
        spoken = LANGUAGES.index(self.language) if self.language in LANGUAGES else -1
        return list(Kind).index(self.kind), self.id, spoken


_FORMS = (
    (re.compile(r"modules/[^/]+/module\.yml\Z"), Kind.MODULE),
    (re.compile(rf"modules/[^/]+/(?P<language>{_LANGUAGE})\.md\Z"), Kind.COVER),
    (re.compile(rf"modules/[^/]+/lessons/(?P<id>[^/]+)/(?P<language>{_LANGUAGE})\.md\Z"), Kind.LESSON),
    (re.compile(rf"modules/[^/]+/quizzes/(?P<id>[^/]+)/(?:quiz|(?P<language>{_LANGUAGE}))\.yml\Z"), Kind.QUIZ),
    (re.compile(rf"modules/[^/]+/media/(?P<language>{_LANGUAGE})\.yml\Z"), Kind.MEDIA_WORDS),
    (re.compile(r"modules/[^/]+/media/(?P<id>[^/]+)\Z"), Kind.MEDIA),
    (re.compile(r"paths/(?P<id>[^/]+)/path\.yml\Z"), Kind.PATH),
    (re.compile(rf"paths/(?P<id>[^/]+)/(?P<language>{_LANGUAGE})\.md\Z"), Kind.PATH_TEXT),
    (re.compile(rf"pages/(?P<id>[^/]+)/(?P<language>{_LANGUAGE})\.md\Z"), Kind.PAGE),
    (re.compile(rf"glossary(?:\.csv|/(?P<language>{_LANGUAGE})\.yml)\Z"), Kind.GLOSSARY),
    (re.compile(r"country-facts/(?P<id>[^/]+)\.yml\Z"), Kind.FACTS),
    (re.compile(r"workbooks/(?P<id>.+)\.(?:yml|csv|md)\Z"), Kind.WORKBOOKS),
    (re.compile(rf"examples/(?P<id>[^/]+)/(?:example|(?P<language>{_LANGUAGE}))\.yml\Z"), Kind.EXAMPLE),
)


def place_in_content(path: str) -> Place:
    """What the file at a path of content/ is."""
    for form, kind in _FORMS:
        if found := form.match(path):
            named = found.groupdict()
            return Place(path, unit_of(path), kind, named.get("id") or "", named.get("language") or "")
    return Place(path, unit_of(path), Kind.OTHER, path.rpartition("/")[2])
