"""Nobody can guess an answer from its place or its length.

The tests look at all quizzes together: one long right option is no fault, a habit is. Bounds are three standard
deviations away from what blind chance would give, so that a single new question cannot trip them.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from math import sqrt
from typing import TypeVar

import pytest

from elearn.catalogue.rules.quiz_values import QuestionWords, SeveralKey, SingleKey, TrueFalseKey
from elearn.core.languages import LANGUAGES
from tests.content.shipped import library, simple_keys

DEVIATIONS = 3


def singles(language: str) -> Iterator[tuple[SingleKey, QuestionWords]]:
    for module in library().modules.values():
        for quiz in module.quizzes:
            words = quiz.by_language[language].words.questions
            for question, key in simple_keys(quiz):
                if isinstance(key, SingleKey):
                    whole = words[question]
                    yield key, whole.parts[key.id] if whole.parts else whole


def too_many(hits: int, chances: list[float]) -> bool:
    """Whether there are clearly more hits than these chances explain."""
    expected = sum(chances)
    return hits > expected + DEVIATIONS * sqrt(sum(chance * (1 - chance) for chance in chances))


@pytest.mark.parametrize("extreme", [max, min], ids=["longest", "shortest"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_option_stands_out_by_its_length_no_more_often_than_by_chance(
    language: str, extreme: Callable[..., str]
) -> None:
    found = list(singles(language))
    hits = sum(
        key.right == extreme(key.options, key=lambda option: len(words.options[option].text)) for key, words in found
    )
    assert not too_many(hits, [1 / len(key.options) for key, _ in found]), f"{hits} of {len(found)}"


def test_no_place_holds_the_right_option_more_often_than_by_chance() -> None:
    keys = [key for key, _ in singles("it")]
    places = Counter(key.options.index(key.right) for key in keys)
    for place in range(max(len(key.options) for key in keys)):
        chances = [1 / len(key.options) for key in keys if place < len(key.options)]
        assert not too_many(places[place], chances), f"{places[place]} of {len(chances)} at place {place + 1}"


Key = TypeVar("Key", SeveralKey, TrueFalseKey)


def keys_of(kind: type[Key]) -> list[Key]:
    quizzes = [quiz for module in library().modules.values() for quiz in module.quizzes]
    return [key for quiz in quizzes for _, key in simple_keys(quiz) if isinstance(key, kind)]


def test_statements_are_as_often_true_as_false() -> None:
    rights = [key.right for key in keys_of(TrueFalseKey)]
    for answer in (True, False):
        assert not too_many(rights.count(answer), [0.5] * len(rights)), f"{rights.count(answer)} of {len(rights)}"


def test_where_several_are_right_some_option_is_wrong() -> None:
    assert [key.id for key in keys_of(SeveralKey) if set(key.right) == set(key.options)] == []


def test_a_habit_would_be_noticed() -> None:
    assert too_many(20, [1 / 3] * 30)
    assert not too_many(14, [1 / 3] * 30)
