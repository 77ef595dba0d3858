"""Reasons of a question that was read: which are missing, and where a general feedback can stand."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from elearn.authoring.exchange.questions.building import Pair
from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GapWords,
    NumberKey,
    OptionWords,
    QuestionWords,
    Reasons,
    ScenarioKey,
    ShortTextKey,
    SimpleKey,
    TextGap,
)

Change = Callable[[str], str]


def missing(key: AnyKey, words: QuestionWords) -> int:
    """How many reasons a question lacks."""
    found: list[str] = []

    def look(reason: str) -> str:
        if not reason.strip():
            found.append(reason)
        return reason

    with_reasons(key, words, look)
    return len(found)


def filled(pair: Pair, general: str) -> tuple[Pair, int]:
    """The question with a general feedback where a reason is missing: learners read it after any answer. How many."""
    count = missing(*pair)
    if not general or not count:
        return pair, 0
    return (pair[0], with_reasons(*pair, lambda reason: reason if reason.strip() else general)), count


def with_reasons(key: AnyKey, words: QuestionWords, change: Change) -> QuestionWords:
    """The words with each reason changed."""
    if isinstance(key, ScenarioKey):
        parts = {part.id: with_reasons(part, words.parts[part.id], change) for part in key.parts}
        return replace(words, parts=parts)
    return _simple(key, words, change)


def _simple(key: SimpleKey, words: QuestionWords, change: Change) -> QuestionWords:
    if isinstance(key, NumberKey):
        return replace(words, reasons=_both(words.reasons, change))
    if isinstance(key, ShortTextKey):
        return replace(words, reason=change(words.reason))
    if isinstance(key, GapKey):
        return replace(words, gaps={name: _gap(key, name, gap, change) for name, gap in words.gaps.items()})
    return replace(words, options=_options(words.options, change), items=_options(words.items, change))


def _gap(key: GapKey, name: str, gap: GapWords, change: Change) -> GapWords:
    if isinstance(key.gaps.get(name), TextGap):
        return replace(gap, reasons=_both(gap.reasons, change))
    return replace(gap, options=_options(gap.options, change))


def _both(reasons: Reasons, change: Change) -> Reasons:
    return Reasons(change(reasons.right), change(reasons.wrong))


def _options(options: Mapping[str, OptionWords], change: Change) -> dict[str, OptionWords]:
    return {name: OptionWords(option.text, change(option.reason)) for name, option in options.items()}
