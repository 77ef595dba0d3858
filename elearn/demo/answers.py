"""What people answer to questions who know nothing of them."""

from collections.abc import Sequence
from decimal import Decimal

from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    SimpleKey,
    SingleKey,
    TrueFalseKey,
)
from elearn.quizzes.rules.marking import right_statement
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


def wrong_response(key: AnyKey) -> Response:
    """What somebody answers who knows nothing of it; it earns no marks."""
    if isinstance(key, ScenarioKey):
        return Parts({part.id: _wrong(part) for part in key.parts})
    return _wrong(key)


def _wrong(key: SimpleKey) -> SimpleResponse:
    match key:
        case SingleKey():
            return Choice(_other(key.options, key.right))
        case TrueFalseKey():
            return Choice(_other(("true", "false"), right_statement(key)))
        case SeveralKey():
            return Choices(frozenset(key.options) - frozenset(key.right))
        case NumberKey():
            return Number(Decimal(str(key.right)) + Decimal(str(key.tolerance)) + 1)
        case OrderingKey():
            return Arrangement(key.right[::-1])
        case MatchingKey():
            answers = (*key.right.values(), *key.extra)
            return Rows({row: _other(answers, answer) for row, answer in key.right.items()})
        case GroupsKey():
            return Rows({row: _other(key.groups, group) for row, group in key.right.items()})
        case GapKey():
            chosen = {
                gap: _other(one.options, one.right) for gap, one in key.gaps.items() if isinstance(one, SelectGap)
            }
            return Gaps(chosen, {gap: "?" for gap in key.gaps if gap not in chosen})
    return FreeText("?")


def _other(options: Sequence[str], right: str) -> str:
    """An option that is not the right one; the right one where there is no other."""
    return next((option for option in options if option != right), right)
