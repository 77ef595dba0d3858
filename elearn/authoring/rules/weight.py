"""What a lesson weighs on its way to a telephone: its page and its media, against a budget.

120 KB are about three seconds in a village (400 kbit/s). Style and scripts are left out: they come once for all pages.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from elearn.catalogue.rules.quiz_values import all_words
from elearn.catalogue.rules.values import BlockKind, Media, Module, Text
from elearn.core.problems import Level, Problem

BUDGET = 120 * 1024
#: The page around a text, compressed: measured on every lesson that ships (1.9 to 3.0 KB, 2.3 on average).
FRAME_BYTES = 2600
#: No page of a lesson that may be published weighs more: its text has at most 64 KB.
MOST_PAGE_BYTES = 40 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is sent: a file by its name, or the page itself, which has no name."""

    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Weight:
    """The weight of a lesson in one language. `reason`: why it may weigh more than the budget, "" for none."""

    parts: tuple[Part, ...]
    reason: str = ""
    budget: int = BUDGET

    @property
    def bytes(self) -> int:
        """The sum of the parts."""
        return sum(part.bytes for part in self.parts)

    @property
    def is_heavy(self) -> bool:
        """Whether the lesson weighs more than its budget, with a reason or without."""
        return self.bytes > self.budget

    @property
    def needs_reason(self) -> bool:
        """Whether the lesson cannot be published like this."""
        return self.is_heavy and not self.reason.strip()


def page_bytes(html: Iterable[str]) -> int:
    """What a page weighs, compressed, given everything that stands in it."""
    return FRAME_BYTES + len(gzip.compress("\n".join(html).encode(), 6))


def media_parts(text: Text, media: Mapping[str, Media]) -> tuple[Part, ...]:
    """The files that a text shows, each once, the heaviest first. What is not there weighs nothing."""
    names = dict.fromkeys(block.title for block in text.blocks if block.kind is BlockKind.MEDIA)
    parts = [Part(name, media[name].size) for name in names if name in media]
    return tuple(sorted(parts, key=lambda part: (-part.bytes, part.name)))


def question_words(text: Text, module: Module, language: str) -> Iterator[str]:
    """The words of the practice questions that a text shows."""
    for block in text.blocks:
        quiz_id, _, question_id = block.title.partition("/")
        quiz = module.quiz(quiz_id) if block.kind is BlockKind.QUESTION else None
        if quiz:
            yield from all_words(quiz.choose(language).words.questions.get(question_id))


def heavy_problem(path: str, weights: Mapping[str, Weight]) -> Problem | None:
    """The Problem of a lesson that is too heavy in some language (language -> weight) and does not say why."""
    language, heaviest = max(weights.items(), key=lambda item: item[1].bytes)
    if not heaviest.needs_reason:
        return None
    params = {"size": kilobytes(heaviest.bytes), "limit": kilobytes(heaviest.budget), "language": language}
    return Problem(path, 0, Level.ERROR, "too_heavy", params)


def kilobytes(size: int) -> int:
    """Bytes as people are told them: whole kilobytes, never less than there are."""
    return -(-size // 1024)
