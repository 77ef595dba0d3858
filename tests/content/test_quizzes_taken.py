"""Every question that ships can be answered: once to full marks, once all wrong, through the fields of its form."""

from decimal import Decimal

import pytest

from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    QuestionWords,
    Quiz,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SimpleKey,
    SingleKey,
    TrueFalseKey,
)
from elearn.core.languages import LANGUAGES
from elearn.quizzes.rules.fields import Understood, fields_of, understand
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
from tests.content.shipped import library


def right(key: SimpleKey, words: QuestionWords, variant: int = 0) -> SimpleResponse:
    """What a person answers who knows it. `variant` chooses among the accepted words of typed gaps."""
    match key:
        case SingleKey():
            return Choice(key.right)
        case TrueFalseKey():
            return Choice(str(key.right).lower())
        case SeveralKey():
            return Choices(frozenset(key.right))
        case NumberKey():
            return Number(Decimal(str(key.right)))
        case OrderingKey():
            return Arrangement(key.right)
        case MatchingKey() | GroupsKey():
            return Rows(key.right)
        case GapKey():
            chosen = {name: gap.right for name, gap in key.gaps.items() if isinstance(gap, SelectGap)}
            typed = {name: words.gaps[name].accepted for name in key.gaps if name not in chosen}
            return Gaps(chosen, {name: accepted[variant % len(accepted)] for name, accepted in typed.items()})
        case ShortTextKey():
            return FreeText(words.model)


def wrong(key: SimpleKey) -> SimpleResponse:
    """What a person answers who knows nothing of it."""
    match key:
        case SingleKey():
            return Choice(next(option for option in key.options if option != key.right))
        case TrueFalseKey():
            return Choice(str(not key.right).lower())
        case SeveralKey():
            return Choices(frozenset(key.options) - frozenset(key.right))
        case NumberKey():
            return Number(Decimal(str(key.right)) + Decimal(str(key.tolerance)) + 1)
        case OrderingKey():
            return Arrangement(tuple(reversed(key.right)))
        case MatchingKey():
            answers = [*dict.fromkeys(key.right.values()), *key.extra]
            return Rows({row: answers[(answers.index(answer) + 1) % len(answers)] for row, answer in key.right.items()})
        case GroupsKey():
            return Rows({row: next(one for one in key.groups if one != group) for row, group in key.right.items()})
        case GapKey():
            chosen = {
                name: next(option for option in gap.options if option != gap.right)
                for name, gap in key.gaps.items()
                if isinstance(gap, SelectGap)
            }
            return Gaps(chosen, {name: "zzz" for name in key.gaps if name not in chosen})
        case ShortTextKey():
            return FreeText("?")


def marks(key: AnyKey, words: QuestionWords, response: Response) -> int:
    """The marks of a response that went through the form's fields, per mille."""
    understood = understand(key, fields_of(response))
    return mark(key, words, understood.response).per_mille if isinstance(understood, Understood) else 0


QUIZZES = [quiz for module in library().modules.values() for quiz in module.quizzes]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.item)
def test_a_quiz_can_be_taken_to_full_marks_and_all_wrong(quiz: Quiz, language: str) -> None:
    questions = quiz.by_language[language].words.questions
    for name, key in quiz.questions.items():
        words = questions[name]
        if isinstance(key, ScenarioKey):
            full: Response = Parts({part.id: right(part, words.parts[part.id]) for part in key.parts})
            none: Response = Parts({part.id: wrong(part) for part in key.parts})
        else:
            full, none = right(key, words), wrong(key)
        assert marks(key, words, full) == 1000, name
        assert marks(key, words, none) == 0, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_accepted_word_of_a_gap_is_accepted(language: str) -> None:
    for quiz in QUIZZES:
        for name, key in quiz.questions.items():
            if isinstance(key, GapKey):
                words = quiz.by_language[language].words.questions[name]
                most = max((len(words.gaps[gap].accepted) for gap in key.gaps), default=0)
                for variant in range(most):
                    assert marks(key, words, right(key, words, variant)) == 1000, (name, variant)
