"""A whole workbook as the rules see it, and what they find."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by  # findings have an attribute `field`
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, cast

from elearn.catalogue.rules.workbook_values import Profile, WordLists
from elearn.workbooks.rules.documents import EMPTY, Document

Sums = TypeVar("Sums")


class Level(StrEnum):
    """How much a finding matters. Errors may stop asking for feedback; nothing ever stops saving."""

    ERROR = "error"
    WARNING = "warning"
    TIP = "tip"


@dataclass(frozen=True)
class Book:
    """Everything that checks may look at. `language` is the one in which the learner writes; `words` are its lists.

    `start` is the first day of the project and `months` its duration, `today` the day of the check.
    `requests` are (sheet, node) where a trainer asked for a change that is not done yet; `papers` are those that the
    checklist of the workbook's country names.
    """

    profile: Profile
    language: str
    words: WordLists
    documents: Mapping[str, Document]
    today: date
    start: date | None = None
    months: int = 0
    currency: str = "EUR"
    country: str = ""
    requests: tuple[tuple[str, str], ...] = ()
    papers: tuple[str, ...] = ()
    _known: dict[Any, Any] = made_by(default_factory=dict, init=False, repr=False, compare=False)

    def sheet(self, kind: str) -> Document:
        """A sheet's document: empty where nobody has begun it."""
        return self.documents.get(kind, EMPTY)

    def has_begun(self, kind: str) -> bool:
        """Whether somebody wrote something in a sheet: an empty sheet gets no findings but W1."""
        return not self.sheet(kind).is_empty

    def once(self, work: Callable[["Book"], Sums]) -> Sums:
        """What a function makes of this book, worked out once however many rules ask for it (the sums of a budget)."""
        if work not in self._known:
            self._known[work] = work(self)
        return cast(Sums, self._known[work])


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, and the parameters of its text."""

    code: str
    level: Level
    sheet: str
    node: str = ""
    field: str = ""
    params: Mapping[str, str] = made_by(default_factory=dict)


@dataclass(frozen=True, slots=True)
class At:
    """Where a rule found something: a node ("" for the whole sheet) and a field, with parameters for the text.

    `sheet` is set where it is another one than the rule's.
    """

    node: str = ""
    field: str = ""
    params: Mapping[str, str] = made_by(default_factory=dict)
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check of one sheet, or of the whole workbook (`sheet` is "").

    `find` looks at the whole book, because sheets feed each other.
    """

    code: str
    level: Level
    sheet: str
    find: Callable[[Book], Iterator[At]]


def findings_of(rule: Rule, book: Book) -> Iterator[Finding]:
    """What one rule finds."""
    for at in rule.find(book):
        yield Finding(rule.code, rule.level, at.sheet or rule.sheet, at.node, at.field, at.params)
