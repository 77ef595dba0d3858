"""Past answers under a new key: which would earn more, which less, and which cannot be compared.

An answer fits a question as long as everything that it names is still there: somebody who chose an option that is
gone, or put in order what is now other items, keeps the marks of the day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

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
    ShortTextKey,
    SimpleKey,
    SingleKey,
    TrueFalseKey,
)
from elearn.quizzes.rules.corrected import PastAnswer
from elearn.quizzes.rules.marking import mark
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


class Treatment(StrEnum):
    """What becomes of past answers to a question whose right answer changed."""

    KEEP = "keep"  # their marks stay
    REMARK = "remark"  # they are marked anew, beside the old marks
    ASK = "ask"  # the question counts as not answered, and is asked again


@dataclass(frozen=True, slots=True)
class Remarks:
    """What new marks would change: attempt -> its new marks where they differ, and how many of each kind.

    A question that is asked again and still open (`open`) will be asked in its new form: its new marks are None.
    """

    changed: dict[int, int | None]
    up: int = 0
    down: int = 0
    same: int = 0
    unfit: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        """How many answers were looked at."""
        return self.up + self.down + self.same + self.unfit


def remark(key: AnyKey, words: Callable[[str], QuestionWords], answers: Iterable[PastAnswer]) -> Remarks:
    """Mark answers anew. `words(language)` are the words of the new question: typed gaps are compared with them."""
    changed: dict[int, int | None] = {}
    counts = {"up": 0, "down": 0, "same": 0, "unfit": 0, "open": 0}
    for answer in answers:
        if answer.per_mille is None:
            counts["open"] += 1
            changed[answer.attempt] = None
            continue
        if not fits(key, answer.response):
            counts["unfit"] += 1
            continue
        after = mark(key, words(answer.language), answer.response).per_mille
        if after != answer.per_mille:
            changed[answer.attempt] = after
        counts["same" if after == answer.per_mille else "up" if after > answer.per_mille else "down"] += 1
    return Remarks(changed, **counts)


def fits(key: AnyKey, response: Response) -> bool:
    """Whether an answer can be marked with a key that may be younger than it."""
    if isinstance(key, ScenarioKey):
        if not isinstance(response, Parts):
            return False
        parts = {part.id: part for part in key.parts}
        return response.by_part.keys() <= parts.keys() and all(
            _fits(parts[name], answer) for name, answer in response.by_part.items()
        )
    return not isinstance(response, Parts) and _fits(key, response)


def _fits(key: SimpleKey, response: SimpleResponse) -> bool:
    match key, response:
        case SingleKey(), Choice(option):
            return option in key.options
        case TrueFalseKey(), Choice(option):
            return option in ("true", "false")
        case SeveralKey(), Choices(options):
            return options <= set(key.options)
        case OrderingKey(), Arrangement(items):
            return sorted(items) == sorted(key.right)
        case MatchingKey(), Rows(by_row):
            return _fits_rows(key.right, (*key.right.values(), *key.extra), by_row)
        case GroupsKey(), Rows(by_row):
            return _fits_rows(key.right, key.groups, by_row)
        case GapKey(), Gaps(chosen, typed):
            return all(_fits_gaps(key, chosen, typed))
        case (NumberKey(), Number()) | (ShortTextKey(), FreeText()):
            return True
    return False


def _fits_rows(right: Mapping[str, str], offered: Iterable[str], by_row: Mapping[str, str]) -> bool:
    return by_row.keys() == right.keys() and set(by_row.values()) <= set(offered)


def _fits_gaps(key: GapKey, chosen: Mapping[str, str], typed: Mapping[str, str]) -> Iterator[bool]:
    yield chosen.keys() | typed.keys() == key.gaps.keys()
    for gap, choice in key.gaps.items():
        is_select = isinstance(choice, SelectGap)
        yield gap in (chosen if is_select else typed)
        if isinstance(choice, SelectGap):
            yield chosen.get(gap) in choice.options
