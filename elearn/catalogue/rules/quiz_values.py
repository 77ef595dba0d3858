"""Quizzes: the key (language-free) and the words (one file per language), as pydantic models and plain values.

The models are the schema of `quiz.yml` and `{lang}.yml`; what pydantic cannot say (ids of key and words agree, every
option has a reason) is in `check_quiz.py`. Words are slotted: a course has ten thousand options in memory.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic.dataclasses import dataclass as pydantic_dataclass

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
OptionId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Percentage = Annotated[int, Field(ge=0, le=100)]


class Strict(BaseModel):
    """Unknown fields are mistakes; values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# --- the key -------------------------------------------------------------------------------------------------------


class QuestionKey(Strict):
    """What all kinds have. A retired question is kept for the attempts that had it; nobody is asked it any more."""

    id: Id
    marks: Annotated[int, Field(ge=1, le=20)] = 1
    country: Literal["it", "es", "fr", "de", "be"] | None = None
    tags: tuple[OptionId, ...] = ()
    retired: bool = False


class SingleKey(QuestionKey):
    """One right option."""

    kind: Literal["single"]
    options: tuple[OptionId, ...]
    right: OptionId


class SeveralKey(QuestionKey):
    """Several right options."""

    kind: Literal["several"]
    options: tuple[OptionId, ...]
    right: tuple[OptionId, ...]


class TrueFalseKey(QuestionKey):
    """A statement."""

    kind: Literal["true_false"]
    right: bool


class NumberKey(QuestionKey):
    """A number, right within `tolerance`."""

    kind: Literal["number"]
    right: float
    tolerance: Annotated[float, Field(ge=0)] = 0


class OrderingKey(QuestionKey):
    """Items in their right order."""

    kind: Literal["ordering"]
    right: tuple[OptionId, ...]


class MatchingKey(QuestionKey):
    """Items and the answer that belongs to each; `extra` answers belong to none."""

    kind: Literal["matching"]
    right: Mapping[OptionId, OptionId]
    extra: tuple[OptionId, ...] = ()


class SelectGap(Strict):
    """A gap with a list to choose from."""

    options: tuple[OptionId, ...]
    right: OptionId


class TextGap(Strict):
    """A gap to type into; the accepted words stand with the words of each language."""

    accepted: Literal[True]


class GapKey(QuestionKey):
    """A sentence with gaps."""

    kind: Literal["gap"]
    gaps: Mapping[OptionId, SelectGap | TextGap]


class GroupsKey(QuestionKey):
    """Items to sort into groups."""

    kind: Literal["groups"]
    groups: tuple[OptionId, ...]
    right: Mapping[OptionId, OptionId]


class ShortTextKey(QuestionKey):
    """A free answer that the learner checks against a model."""

    kind: Literal["short_text"]


SimpleKey = Annotated[
    SingleKey | SeveralKey | TrueFalseKey | NumberKey | OrderingKey | MatchingKey | GapKey | GroupsKey | ShortTextKey,
    Field(discriminator="kind"),
]


class ScenarioKey(QuestionKey):
    """A story with questions about it."""

    kind: Literal["scenario"]
    parts: Annotated[tuple[SimpleKey, ...], Field(min_length=1)]


AnyKey = Annotated[
    SingleKey
    | SeveralKey
    | TrueFalseKey
    | NumberKey
    | OrderingKey
    | MatchingKey
    | GapKey
    | GroupsKey
    | ShortTextKey
    | ScenarioKey,
    Field(discriminator="kind"),
]


class QuizKey(Strict):
    """`quiz.yml`."""

    purpose: Literal["check", "practice"] = "check"
    attempts: Literal["unlimited"] | Annotated[int, Field(ge=1)] = "unlimited"
    pass_mark: Percentage | Literal["path"] | None = "path"  # noqa: S105 - a mark, not a password
    shuffle: tuple[Literal["questions", "options"], ...] = ("options",)
    draw: Literal["all"] | Annotated[int, Field(ge=1)] = "all"
    reveal: Literal["submitted", "passed", "never"] = "submitted"
    questions: Annotated[tuple[AnyKey, ...], Field(min_length=1)]

    @field_validator("pass_mark", mode="before")
    @classmethod
    def none_is_a_word(cls, value: object) -> object:
        """`pass_mark: none` means that nothing is asked."""
        return None if value == "none" else value

    @property
    def asked(self) -> tuple[AnyKey, ...]:
        """The questions that are not retired."""
        return tuple(question for question in self.questions if not question.retired)


# --- the words -----------------------------------------------------------------------------------------------------


_STRICT = ConfigDict(extra="forbid")
_NOTHING: Mapping[str, Any] = MappingProxyType({})  # one for all: most questions leave most fields empty


def _none() -> Any:
    return field(default_factory=lambda: _NOTHING)


@pydantic_dataclass(frozen=True, slots=True, config=_STRICT)
class OptionWords:
    """An option, item or gap choice: its text, and the reason that a learner reads."""

    text: str = ""
    reason: str = ""


@pydantic_dataclass(frozen=True, slots=True, config=_STRICT)
class Reasons:
    """Reasons where there are no options: for a right and for any other answer."""

    right: str = ""
    wrong: str = ""


@pydantic_dataclass(frozen=True, slots=True, config=_STRICT)
class GapWords:
    """The words of one gap: options to choose from, or accepted words."""

    options: Mapping[str, OptionWords] = _none()
    accepted: tuple[str, ...] = ()
    reasons: Reasons = Reasons()


@pydantic_dataclass(frozen=True, slots=True, config=_STRICT)
class QuestionWords:
    """The words of one question. Which fields a kind needs is checked against the key."""

    stem: str
    options: Mapping[str, OptionWords] = _none()
    items: Mapping[str, OptionWords] = _none()
    answers: Mapping[str, str] = _none()
    groups: Mapping[str, str] = _none()
    text: str = ""
    gaps: Mapping[str, GapWords] = _none()
    unit: str = ""
    reasons: Reasons = Reasons()
    model: str = ""
    criteria: tuple[str, ...] = ()
    reason: str = ""
    parts: Mapping[str, "QuestionWords"] = _none()


@pydantic_dataclass(frozen=True, slots=True, config=_STRICT)
class QuizWords:
    """`{lang}.yml`."""

    questions: Mapping[str, QuestionWords]
    title: str = ""
    translates: str = ""


def all_words(value: object) -> Iterator[str]:
    """Every text in the words of a quiz or of a part of it."""
    if isinstance(value, str):
        yield from (value,) if value else ()
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from all_words(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from all_words(one)
    elif is_dataclass(value):
        for part in fields(value):
            yield from all_words(getattr(value, part.name))


# --- the quiz ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WordsRendering:
    """The words in one language, the digest of their file, and the questions whose source changed meanwhile.

    `borrowed` are the questions among them that have no usable translation: their words are the source's.
    """

    language: str
    digest: str
    words: QuizWords
    stale: frozenset[str] = frozenset()
    borrowed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Quiz:
    """A quiz of a module: its key, its words, and the digest of the key's file."""

    id: str
    module: str
    key: QuizKey
    key_digest: str
    source: str
    by_language: Mapping[str, WordsRendering]

    @property
    def item(self) -> str:
        """The permanent name in the progress ledger."""
        return f"quiz:{self.module}/{self.id}"

    @cached_property
    def questions(self) -> Mapping[str, AnyKey]:
        """The keys of the questions by id, in the order of the file."""
        return {question.id: question for question in self.key.questions}

    def choose(self, language: str) -> WordsRendering:
        """The words for a reader of `language`: that language, else the source."""
        return self.by_language.get(language) or self.by_language[self.source]
