"""Every question that ships can be answered: once to full marks, once all wrong, through the fields of its form."""

from dataclasses import replace

import pytest

from elearn.catalogue.rules.quiz_values import AnyKey, GapKey, QuestionWords, Quiz
from elearn.core.languages import LANGUAGES
from elearn.demo.answers import wrong_response
from elearn.quizzes.rules.fields import Understood, fields_of, understand
from elearn.quizzes.rules.marking import mark
from elearn.quizzes.rules.responses import Gaps, Response
from elearn.quizzes.rules.right import right_response
from tests.content.shipped import library


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
        assert marks(key, words, right_response(key, words)) == 1000, name
        assert marks(key, words, wrong_response(key)) == 0, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_accepted_word_of_a_gap_is_accepted(language: str) -> None:
    for quiz in QUIZZES:
        for name, key in quiz.questions.items():
            words = quiz.by_language[language].words.questions[name]
            right = right_response(key, words) if isinstance(key, GapKey) else None
            if isinstance(right, Gaps):
                for gap in right.typed:
                    for word in words.gaps[gap].accepted:
                        assert marks(key, words, replace(right, typed={**right.typed, gap: word})) == 1000, (name, word)
