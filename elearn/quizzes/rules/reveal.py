"""What a person may read after an answer: marks, reasons, the right answer; and when.

In a lesson, the reason of what was chosen comes at once, and everything after the second miss. In a module's quiz,
the review follows the quiz's `reveal` setting.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Literal

from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OptionWords,
    OrderingKey,
    QuestionWords,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    SimpleKey,
    SingleKey,
    TrueFalseKey,
)
from elearn.quizzes.rules.marking import FULL, Marked, mark, right_statement
from elearn.quizzes.rules.responses import (
    Arrangement,
    Choice,
    Choices,
    FreeText,
    Gaps,
    Number,
    Parts,
    Response,
    Rows,
    SimpleResponse,
)

MISSES_BEFORE_THE_ANSWER = 2


class Depth(IntEnum):
    """How much is revealed."""

    OWN = 0  # the own answer, no verdict
    CHOSEN = 1  # verdict and reasons of what was chosen
    ALL = 2  # every reason, and the right answer


@dataclass(frozen=True)
class Line:
    """What there is to say about one option, item or gap after the answer.

    `right`: whether the option is right, or the row was answered so. None where that is not revealed.
    """

    chosen: bool = False
    own: str = ""
    right: bool | None = None
    reason: str = ""
    right_answer: str = ""
    right_reason: str = ""


@dataclass(frozen=True)
class Revealed:
    """What there is to say about a question, or a part of a scenario, after the answer.

    `per_mille` is None where the marks are not revealed. Numbers stand with a decimal point.
    """

    depth: Depth
    is_answered: bool
    per_mille: int | None = None
    lines: Mapping[str, Line] = field(default_factory=dict)
    own: str = ""
    reason: str = ""
    right_answer: str = ""
    model: str = ""
    criteria: tuple[str, ...] = ()
    parts: Mapping[str, "Revealed"] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        """Whether the answer earned all marks, and that may be said."""
        return self.per_mille == FULL

    @property
    def shows_all(self) -> bool:
        """Whether the right answer is shown."""
        return self.depth is Depth.ALL


def depth_of_review(policy: Literal["submitted", "passed", "never"], passed: bool | None) -> Depth:
    """How much the review of a finished attempt shows. Where no pass mark is asked, finishing is enough."""
    if policy == "never" or (policy == "passed" and passed is False):
        return Depth.OWN
    return Depth.ALL


def depth_of_practice(per_mille: int, misses: int) -> Depth:
    """How much a practice question shows: everything once it is right or was missed twice."""
    return Depth.ALL if per_mille == FULL or misses >= MISSES_BEFORE_THE_ANSWER else Depth.CHOSEN


def reveal(key: AnyKey, words: QuestionWords, response: Response | None, depth: Depth) -> Revealed:
    """What to say about a question after the answer. `words` are the ones that the person read."""
    if not isinstance(key, ScenarioKey):
        return _simple(key, words, None if isinstance(response, Parts) else response, depth)
    answers = response.by_part if isinstance(response, Parts) else {}
    parts = {part.id: _simple(part, words.parts[part.id], answers.get(part.id), depth) for part in key.parts}
    per_mille = mark(key, words, response).per_mille if response else 0
    return Revealed(depth, response is not None, per_mille if depth > Depth.OWN else None, parts=parts)


def _simple(key: SimpleKey, words: QuestionWords, response: SimpleResponse | None, depth: Depth) -> Revealed:
    own, lines = _own(response), _lines(key, words, response)
    if depth is Depth.OWN or (response is None and depth is Depth.CHOSEN):
        bare = {name: Line(line.chosen, line.own) for name, line in lines.items() if line.chosen}
        return Revealed(depth, response is not None, own=own, lines=bare)
    per_mille = mark(key, words, response).per_mille if response else 0
    return Revealed(
        depth,
        response is not None,
        per_mille,
        {name: _without_the_answer(line, depth) for name, line in lines.items()},
        own,
        _reason(key, words, per_mille),
        _plain(key.right) if isinstance(key, NumberKey) and depth is Depth.ALL else "",
        words.model,
        words.criteria,
    )


def _without_the_answer(line: Line, depth: Depth) -> Line:
    """What may be said about a line before everything is revealed: only about what was chosen."""
    if depth is Depth.ALL:
        return line
    return replace(line, right_answer="", right_reason="") if line.chosen else Line(own=line.own)


def _reason(key: SimpleKey, words: QuestionWords, per_mille: int) -> str:
    if isinstance(key, NumberKey):
        return words.reasons.right if per_mille == FULL else words.reasons.wrong
    return words.reason


def _own(response: SimpleResponse | None) -> str:
    if isinstance(response, FreeText):
        return response.text
    return _plain(response.value) if isinstance(response, Number) else ""


def _plain(number: object) -> str:
    """A number in digits with a point; the page writes it as its language does."""
    return str(number).removesuffix(".0")


def _lines(key: SimpleKey, words: QuestionWords, response: SimpleResponse | None) -> Mapping[str, Line]:
    marked = mark(key, words, response) if response else Marked(0)
    match key:
        case SingleKey():
            return _options(words, key.options, {key.right}, response)
        case SeveralKey():
            return _options(words, key.options, set(key.right), response)
        case TrueFalseKey():
            return _options(words, ("true", "false"), {right_statement(key)}, response)
        case OrderingKey():
            return _places(key, words, response)
        case MatchingKey():
            return _rows(key, words, words.answers, response, marked)
        case GroupsKey():
            return _rows(key, words, words.groups, response, marked)
        case GapKey():
            return _gaps(key, words, response, marked)
        case _:
            return {}


def _options(
    words: QuestionWords, options: Iterable[str], right: set[str], response: SimpleResponse | None
) -> dict[str, Line]:
    chosen: frozenset[str] = frozenset()
    if isinstance(response, Choice):
        chosen = frozenset({response.option})
    elif isinstance(response, Choices):
        chosen = response.options
    return {name: Line(name in chosen, "", name in right, words.options[name].reason) for name in options}


def _places(key: OrderingKey, words: QuestionWords, response: SimpleResponse | None) -> dict[str, Line]:
    """A line is right where its place is, although the marks count neighbours: a reader compares places."""
    items = response.items if isinstance(response, Arrangement) else ()
    own = {item: str(number) for number, item in enumerate(items, 1)}
    lines = {}
    for number, item in enumerate(key.right, 1):
        right = own.get(item) == str(number)
        lines[item] = Line(item in own, own.get(item, ""), right, words.items[item].reason, str(number))
    return lines


def _rows(
    key: MatchingKey | GroupsKey,
    words: QuestionWords,
    texts: Mapping[str, str],
    response: SimpleResponse | None,
    marked: Marked,
) -> dict[str, Line]:
    given = response.by_row if isinstance(response, Rows) else {}
    return {
        row: Line(
            chosen=row in given,
            own=texts[given[row]] if row in given else "",
            right=bool(marked.parts.get(row)),
            reason=words.items[row].reason,
            right_answer=texts[right],
        )
        for row, right in key.right.items()
    }


def _gaps(key: GapKey, words: QuestionWords, response: SimpleResponse | None, marked: Marked) -> dict[str, Line]:
    chosen = response.chosen if isinstance(response, Gaps) else {}
    typed = response.typed if isinstance(response, Gaps) else {}
    lines = {}
    for gap, gap_key in key.gaps.items():
        gap_words, right = words.gaps[gap], bool(marked.parts.get(gap))
        if isinstance(gap_key, SelectGap):
            own = gap_words.options.get(chosen.get(gap, ""), OptionWords())
            best = gap_words.options[gap_key.right]
            lines[gap] = Line(gap in chosen, own.text, right, own.reason, best.text, "" if right else best.reason)
        else:
            reason = gap_words.reasons.right if right else gap_words.reasons.wrong
            lines[gap] = Line(gap in typed, typed.get(gap, ""), right, reason, next(iter(gap_words.accepted), ""))
    return lines
