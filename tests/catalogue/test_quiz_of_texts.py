"""An old attempt shows the quiz with which it was taken."""

import pytest

from elearn.catalogue.rules.compile_quiz import quiz_of_texts
from elearn.core.ids import digest
from tests.catalogue.files import KEY, WORDS

LONGER = KEY + "  - {id: why, kind: short_text}\n"
LONGER_WORDS = WORDS + "  why: {stem: Perché?, model: Così., criteria: [Vero.], reason: Basta.}\n"


def test_a_quiz_is_what_it_was() -> None:
    quiz = quiz_of_texts("m", "practice", KEY, {"it": WORDS}, "it")
    assert (quiz.item, quiz.key_digest, list(quiz.questions)) == ("quiz:m/practice", digest(KEY), ["yes"])
    assert quiz.choose("fr").words.questions["yes"].stem == "È così?"


def test_a_question_that_had_no_translation_is_borrowed_again() -> None:
    quiz = quiz_of_texts("m", "practice", LONGER, {"it": LONGER_WORDS, "fr": WORDS.replace("È così?", "Vrai ?")}, "it")
    french = quiz.choose("fr")
    assert [words.stem for words in french.words.questions.values()] == ["Vrai ?", "Perché?"]
    assert french.borrowed == {"why"}


def test_a_text_that_is_no_quiz_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        quiz_of_texts("m", "practice", KEY, {"it": "["}, "it")
