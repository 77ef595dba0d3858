"""A text and its translation side by side, part by part: what the translation desk shows and what it writes.

The file of a translation carries the state of each part by the text that it names as its source
(`catalogue/rules/partial.py`). `desk_text.py` reads and writes Markdown, `desk_words.py` the words of quizzes and
drawings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from elearn.core.problems import Level, Problem

FRONT_PARTS = ("title", "summary", "objectives")


class State(StrEnum):
    """How far the translation of one part is. Readers see what is done or outdated; else they read the source."""

    MISSING = "missing"
    MACHINE = "machine"  # made by a machine, and nobody has confirmed it
    DRAFT = "draft"  # saved, not confirmed
    OUTDATED = "outdated"  # the source changed since
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Segment:
    """One part: its source now, what the source was when the words were written ("" if the same or unknown), the words.

    `key` is its name in the file: a block's place from 1, a part of the front matter, or the ids that lead to a word
    of a quiz, with slashes. Without `has_words` there is nothing to translate: it counts nowhere.
    """

    key: str
    kind: str
    source: str
    words: str
    state: State
    before: str = ""
    has_words: bool = True

    @property
    def is_open(self) -> bool:
        """Whether a translator still has something to do here."""
        return self.has_words and self.state is not State.DONE


@dataclass(frozen=True, slots=True)
class Files:
    """What a desk is made of: the source, the text that the translation names, the translation (None: no file yet)."""

    source: str
    older: str | None = None
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """All parts in order; `left_over` are translated parts whose source is gone."""

    segments: tuple[Segment, ...]
    left_over: tuple[str, ...] = ()

    def by_key(self) -> Mapping[str, Segment]:
        """The segments by their keys."""
        return {one.key: one for one in self.segments}


@dataclass(frozen=True, slots=True)
class Composed:
    """A translation as a file, and the text that it names as its source when that is not the source itself."""

    text: str
    older: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many parts with words there are, by state."""

    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """The ones that need nobody."""
        return self.counts.get(State.DONE, 0)

    @property
    def state(self) -> State:
        """The state of the whole on the board: the one that needs a person most."""
        if self.total and self.counts.get(State.MISSING, 0) == self.total:
            return State.MISSING
        if any(self.counts.get(one) for one in (State.MISSING, State.MACHINE, State.DRAFT)):
            return State.DRAFT
        return State.OUTDATED if self.counts.get(State.OUTDATED) else State.DONE


class DeskError(ValueError):
    """A desk cannot be made, or a part cannot take these words. `key` is the part, "" for the whole file."""

    def __init__(self, key: str, problems: Iterable[Problem]) -> None:
        super().__init__(key)
        self.key = key
        self.problems = tuple(problems)


def fault(code: str, **params: object) -> Problem:
    """What is wrong with the words of a part."""
    return Problem("", 0, Level.ERROR, code, params)


def progress(segments: Iterable[Segment]) -> Progress:
    """The parts counted."""
    counts: dict[State, int] = {}
    for one in segments:
        if one.has_words:
            counts[one.state] = counts.get(one.state, 0) + 1
    return Progress(counts)


def with_words(segment: Segment, words: str, state: State) -> Segment:
    """The segment with other words. Empty words are missing ones; what is done translates the source as it is now."""
    words = words.replace("\r\n", "\n").strip("\n").rstrip(" \t\n")
    if not words.strip():
        return replace(segment, words="", state=State.MISSING, before="")
    before = "" if state is State.DONE else segment.before
    return replace(segment, words=words, state=state, before=before)


def reworded(segments: Iterable[Segment], keys: Iterable[str] | None = None) -> tuple[Segment, ...]:
    """The segments after "wording only": these outdated ones (None: all) translate the source as it is now."""
    chosen = None if keys is None else frozenset(keys)
    return tuple(
        with_words(one, one.words, State.DONE)
        if one.state is State.OUTDATED and (chosen is None or one.key in chosen)
        else one
        for one in segments
    )
