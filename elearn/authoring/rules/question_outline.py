"""A question laid out to be read at a glance by whoever writes: what is right, and which reason says why."""

from collections.abc import Iterator
from dataclasses import dataclass

from elearn.catalogue.rules.check_quiz import PLACEHOLDER
from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GapWords,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    QuestionWords,
    Reasons,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SimpleKey,
    SingleKey,
    TextGap,
    TrueFalseKey,
)


@dataclass(frozen=True, slots=True)
class Line:
    """Something to choose, sort or write. `word` stands for a text of the interface: true, false, right, wrong.

    `answer` is what belongs to it; `is_right` is None where right and wrong have no meaning.
    """

    text: str = ""
    word: str = ""
    answer: str = ""
    is_right: bool | None = None
    reason: str = ""
    asks_reason: bool = True


@dataclass(frozen=True, slots=True)
class Outline:
    """A question or a part of one. `is_ordered`: its lines are numbered."""

    kind: str
    stem: str
    lines: tuple[Line, ...] = ()
    text: str = ""
    is_ordered: bool = False
    parts: tuple["Outline", ...] = ()


def outline_of(key: AnyKey, words: QuestionWords, point: str = ".") -> Outline:
    """The question as lines. `point` stands before decimals."""
    if isinstance(key, ScenarioKey):
        parts = tuple(_simple(part, words.parts[part.id], point) for part in key.parts)
        return Outline(key.kind, words.stem, parts=parts)
    return _simple(key, words, point)


def _simple(key: SimpleKey, words: QuestionWords, point: str) -> Outline:
    text = PLACEHOLDER.sub("[…]", words.text)
    return Outline(key.kind, words.stem, tuple(_lines(key, words, point)), text, isinstance(key, OrderingKey))


def _lines(key: SimpleKey, words: QuestionWords, point: str) -> Iterator[Line]:
    match key:
        case SingleKey() | SeveralKey():
            right = {key.right} if isinstance(key, SingleKey) else set(key.right)
            for one in key.options:
                option = words.options[one]
                yield Line(option.text, is_right=one in right, reason=option.reason)
        case TrueFalseKey():
            for word, is_right in (("true", key.right), ("false", not key.right)):
                yield Line(word=word, is_right=is_right, reason=words.options[word].reason)
        case NumberKey():
            tolerance = f" ± {key.tolerance:g}" if key.tolerance else ""
            figures = f"{key.right:.12g}{tolerance}".replace(".", point)
            yield from _typed(f"{figures} {words.unit}".strip(), words.reasons)
        case OrderingKey():
            yield from (Line(words.items[one].text, reason=words.items[one].reason) for one in key.right)
        case MatchingKey() | GroupsKey():
            yield from _pairs(key, words)
        case GapKey():
            for name, gap in key.gaps.items():
                yield from _gap(gap, words.gaps[name])
        case ShortTextKey():
            yield Line(words.model, word="model", reason=words.reason)
            yield from (Line(one, asks_reason=False) for one in words.criteria)


def _pairs(key: MatchingKey | GroupsKey, words: QuestionWords) -> Iterator[Line]:
    answers = words.answers if isinstance(key, MatchingKey) else words.groups
    for item, answer in key.right.items():
        yield Line(words.items[item].text, answer=answers[answer], reason=words.items[item].reason)
    for answer, text in answers.items():
        if answer not in key.right.values():
            yield Line(answer=text, asks_reason=False)


def _gap(gap: SelectGap | TextGap, words: GapWords) -> Iterator[Line]:
    if isinstance(gap, SelectGap):
        for one in gap.options:
            yield Line(words.options[one].text, is_right=one == gap.right, reason=words.options[one].reason)
    else:
        yield from _typed(" / ".join(words.accepted), words.reasons)


def _typed(accepted: str, reasons: Reasons) -> Iterator[Line]:
    yield Line(accepted, is_right=True, reason=reasons.right)
    yield Line(word="wrong", is_right=False, reason=reasons.wrong)
