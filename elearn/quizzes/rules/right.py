"""The answer that earns all marks."""

from decimal import Decimal

from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
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
from elearn.quizzes.rules.marking import SHORTEST_TEXT, right_statement
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


def right_response(key: AnyKey, words: QuestionWords) -> Response:
    """What somebody answers who knows everything. Words that are still missing become some text that is long enough."""
    if isinstance(key, ScenarioKey):
        return Parts({part.id: _simple(part, words.parts[part.id]) for part in key.parts})
    return _simple(key, words)


def _simple(key: SimpleKey, words: QuestionWords) -> SimpleResponse:
    match key:
        case SingleKey():
            return Choice(key.right)
        case TrueFalseKey():
            return Choice(right_statement(key))
        case SeveralKey():
            return Choices(frozenset(key.right))
        case NumberKey():
            return Number(Decimal(str(key.right)))
        case OrderingKey():
            return Arrangement(key.right)
        case GapKey():
            chosen = {gap: choice.right for gap, choice in key.gaps.items() if isinstance(choice, SelectGap)}
            typed = {gap: max(words.gaps[gap].accepted, key=len, default="") for gap in key.gaps if gap not in chosen}
            return Gaps(chosen, typed)
        case ShortTextKey():
            return FreeText(words.model.ljust(SHORTEST_TEXT, "…"))
    return Rows(key.right)
