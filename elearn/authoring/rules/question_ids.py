"""When a question keeps its id: a new wording is the same question, another right answer may not be.

Answers are kept by the id of their question. So where somebody has answered, the author is asked what a change of the
key means; nobody but the author can know.
"""

import re
from collections.abc import Hashable
from difflib import SequenceMatcher
from enum import StrEnum

from elearn.authoring.rules.question_reading import Question
from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    QuestionWords,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    SingleKey,
    TrueFalseKey,
)

ANOTHER_BELOW = 0.4  # of the words of the stem: what shares less may ask something else


class Change(StrEnum):
    """What an author did to a question, the gravest thing first."""

    ANSWER = "answer"  # something else is right now
    OPTIONS = "options"  # there is more, or less, to choose from
    REWRITTEN = "rewritten"  # the same key, but hardly a word of the stem is left
    WORDING = "wording"
    NONE = "none"


class Decision(StrEnum):
    """What an author says that a change is."""

    SAME = "same"  # the wording only
    ANOTHER = "another"  # another question: it gets a new id, and the old one is retired
    CORRECTED = "corrected"  # the same question, whose right answer was wrong


def what_changed(old: Question, new: Question) -> Change:
    """The gravest change between two states of a question."""
    if old.key.kind != new.key.kind or _right(old.key, old.words) != _right(new.key, new.words):
        return Change.ANSWER
    if _offered(old.key) != _offered(new.key):
        return Change.OPTIONS
    if old.words == new.words:
        return Change.NONE
    return Change.REWRITTEN if _likeness(old.words.stem, new.words.stem) < ANOTHER_BELOW else Change.WORDING


def decisions(change: Change) -> tuple[Decision, ...]:
    """What an author can say of a change; empty where nobody needs to ask."""
    if change is Change.ANSWER:
        return (Decision.CORRECTED, Decision.ANOTHER)
    if change in (Change.OPTIONS, Change.REWRITTEN):
        return (Decision.SAME, Decision.ANOTHER)
    return ()


def must_ask(change: Change, answers: int, said: str) -> bool:
    """Whether the author must say what a change is: somebody has answered, and nothing that fits was said yet."""
    possible = decisions(change)
    return bool(answers and possible) and said not in possible


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, re.findall(r"\w+", old.casefold()), re.findall(r"\w+", new.casefold())).ratio()


def _right(key: AnyKey, words: QuestionWords) -> Hashable:
    """What is right, in a form that does not depend on the order of options."""
    match key:
        case SingleKey() | TrueFalseKey():
            return key.right
        case SeveralKey():
            return frozenset(key.right)
        case NumberKey():
            return key.right, key.tolerance
        case OrderingKey():
            return key.right
        case MatchingKey() | GroupsKey():
            return frozenset(key.right.items())
        case GapKey():
            return frozenset((name, _right_gap(key, words, name)) for name in key.gaps)
        case ScenarioKey():
            nothing = QuestionWords("")
            return frozenset((part.id, _right(part, words.parts.get(part.id, nothing))) for part in key.parts)
    return None


def _right_gap(key: GapKey, words: QuestionWords, name: str) -> Hashable:
    gap = key.gaps[name]
    if isinstance(gap, SelectGap):
        return gap.right
    return frozenset(words.gaps[name].accepted) if name in words.gaps else None


def _offered(key: AnyKey) -> Hashable:
    """What there is to choose from."""
    match key:
        case SingleKey() | SeveralKey():
            return frozenset(key.options)
        case MatchingKey():
            return frozenset(key.extra)
        case GroupsKey():
            return frozenset(key.groups)
        case GapKey():
            lists = {name: gap.options for name, gap in key.gaps.items() if isinstance(gap, SelectGap)}
            return frozenset((name, frozenset(options)) for name, options in lists.items())
        case ScenarioKey():
            return frozenset((part.id, _offered(part)) for part in key.parts)
    return None
