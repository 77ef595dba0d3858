"""What compiled content is made of. All values are immutable and safe to share between threads.

A thing with several renderings (a lesson, a module's title page) keeps them in `Renderings`, which also knows how
fresh each translation is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.rules.workbook_values import Example, Kit


class Freshness(StrEnum):
    """How a translation stands to its source."""

    SOURCE = "source"
    FRESH = "fresh"
    STALE = "stale"  # some blocks, or all of them, translate an older source
    MISSING = "missing"


class BlockKind(StrEnum):
    """What a lesson is made of."""

    PROSE = "prose"
    NOTE = "note"
    TIP = "tip"
    MISTAKE = "mistake"
    TRAINER = "trainer"
    CASE = "case"
    MEDIA = "media"
    QUESTION = "question"
    TURN = "turn"
    CHECKLIST = "checklist"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text: prose (one paragraph, list, table or heading) or a special block.

    `stale` says that the source of this block changed after it was translated; `language` is set where a block has
    no translation yet and stands in the source language.
    """

    kind: BlockKind
    text: str
    line: int
    title: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    stale: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One rendering of a lesson, module, path or page: front matter and blocks."""

    language: str
    digest: str  # of the whole file
    title: str
    summary: str = ""
    objectives: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    footnotes: Mapping[str, str] = field(default_factory=dict)
    freshness: Freshness = Freshness.SOURCE
    title_stale: bool = False
    reviewed: date | None = None
    review_by: date | None = None
    heavy_because: str = ""  # why a lesson may weigh more than its budget


Words = TypeVar("Words")


@dataclass(frozen=True)
class Renderings(Generic[Words]):
    """The same thing in several languages. `choose` never fails: the source language is always there."""

    source: str
    by_language: Mapping[str, Words]

    def choose(self, language: str) -> Words:
        """The rendering to show to a reader of `language`: that language, else the source."""
        return self.by_language.get(language) or self.by_language[self.source]

    def languages(self) -> tuple[str, ...]:
        """The languages in which this really exists, for `hreflang`."""
        return tuple(self.by_language)


@dataclass(frozen=True)
class Lesson:
    """A lesson: `id` is unique within its module."""

    id: str
    module: str
    minutes: int
    text: Renderings[Text]

    @property
    def item(self) -> str:
        """The permanent name in the progress ledger."""
        return f"lesson:{self.module}/{self.id}"


@dataclass(frozen=True)
class Media:
    """A file of a module: bytes by digest; `translated` maps a language to the digest of the file in that language."""

    name: str
    digest: str
    size: int
    content_type: str
    width: int | None = None
    height: int | None = None
    translated: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """The digest of the bytes for a reader of `language`."""
        return self.translated.get(language, self.digest)


@dataclass(frozen=True)
class Module:
    """A module. Without lessons it is announced, not yet written."""

    id: str
    source: str
    text: Renderings[Text]
    planned_minutes: int = 0
    workbook: str | None = None
    needs_approval: bool = False  # whether the module is complete only when a trainer has approved its sheet
    licence: str = ""
    lessons: tuple[Lesson, ...] = ()
    quizzes: tuple[Quiz, ...] = ()  # of both purposes; `checks` are the ones that count
    quiz_minutes: Mapping[str, int] = field(default_factory=dict)
    media: Mapping[str, Media] = field(default_factory=dict)

    @property
    def is_coming(self) -> bool:
        """Whether the module is announced but not written yet."""
        return not self.lessons

    @cached_property
    def checks(self) -> tuple[Quiz, ...]:
        """The quizzes that count for completion, in order."""
        return tuple(quiz for quiz in self.quizzes if quiz.key.purpose == "check")

    @cached_property
    def minutes(self) -> int:
        """How long the module takes: its lessons and quizzes, or what is planned."""
        written = sum(lesson.minutes for lesson in self.lessons) + sum(self.quiz_minutes.values())
        return written or self.planned_minutes

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The permanent names of all items: what completion counts. Lessons first, then quizzes, then the workbook."""
        lessons, quizzes = (lesson.item for lesson in self.lessons), (quiz.item for quiz in self.checks)
        return (*lessons, *quizzes, *((self.step,) if self.step else ()))

    @property
    def step(self) -> str:
        """The permanent name of the module's step in the workbook; "" where none counts."""
        return f"workbook:{self.id}/{self.workbook}" if self.needs_approval and self.lessons else ""

    def lesson(self, lesson_id: str) -> Lesson | None:
        """The lesson with this id, or None."""
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def quiz(self, quiz_id: str) -> Quiz | None:
        """The quiz with this id, or None."""
        return next((quiz for quiz in self.quizzes if quiz.id == quiz_id), None)


@dataclass(frozen=True)
class Path:
    """An ordered set of modules. `pass_mark` is a percentage, or None."""

    id: str
    source: str
    audience: str
    hours: float
    pass_mark: int | None
    modules: tuple[str, ...]
    text: Renderings[Text]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary in five languages; definitions and examples where lessons explain it."""

    id: str
    names: Mapping[str, str]
    definitions: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""
    retired_on: date | None = None
    instead: str = ""  # the term that took the place of a retired one, or ""

    def name(self, language: str) -> str:
        """What a language calls the term; another language's name where it has none."""
        return self.names.get(language) or next(iter(self.names.values()), self.id)


@dataclass(frozen=True, slots=True)
class CountryFact:
    """A dated figure or rule of one country, in five languages, with its source."""

    id: str
    country: str
    topic: str
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    source_title: str
    source_issuer: str
    source_year: int
    valid_on: date
    review_by: date
    source_url: str | None = None

    def is_due(self, today: date) -> bool:
        """Whether the review date has passed: the fact stays visible and says so."""
        return today > self.review_by


@dataclass(frozen=True)
class Page:
    """A page of the site itself: help, accessibility, privacy, licence."""

    id: str
    text: Renderings[Text]


@dataclass(frozen=True)
class Library:
    """Everything that learners can read now. `fingerprint` changes with every publication."""

    fingerprint: str
    paths: Mapping[str, Path]
    modules: Mapping[str, Module]
    pages: Mapping[str, Page]
    terms: Mapping[str, Term]
    facts: Mapping[str, Mapping[str, CountryFact]]  # fact id -> country -> fact
    kit: Kit  # without sheets where the unit `workbooks` is not there
    examples: Mapping[str, Example]

    def modules_of(self, path: Path) -> tuple[Module, ...]:
        """The modules of a path that readers can see, in order."""
        return tuple(self.modules[name] for name in path.modules if name in self.modules)

    def path_of(self, module_id: str) -> Path | None:
        """The first path that holds a module, or None."""
        return next((path for path in self.paths.values() if module_id in path.modules), None)

    def pass_mark(self, quiz: Quiz) -> int | None:
        """The percentage that passes a quiz: its own, else its path's; None where nothing is asked."""
        if quiz.key.pass_mark != "path":  # noqa: S105 - a mark, not a password
            return quiz.key.pass_mark
        path = self.path_of(quiz.module)
        return path.pass_mark if path else None
