"""Aiken: the smallest format. Only questions with one right option fit, and no reason does."""

import pytest

from elearn.authoring.exchange.questions.aiken import read_aiken, write_aiken
from elearn.catalogue.rules.quiz_values import SeveralKey, SingleKey, TrueFalseKey
from elearn.core.refused import RefusedError
from tests.authoring.exchange.meaning import meaning, shipped, without_reasons


@pytest.mark.parametrize("language", ["it", "en", "es", "fr", "de"])
def test_each_question_that_ships_comes_back_without_its_reasons_or_is_listed(language: str) -> None:
    for question in shipped(language):
        written = write_aiken([question], language)
        codes = {note.code for note in written.notes}
        if question.key.kind in ("single", "true_false"):
            back = read_aiken(written.data, language).questions
            assert [meaning(one, language) for one in back] == [meaning(without_reasons(question), language)]
            assert codes - {"country_lost"} == {"reasons_lost"}
        else:
            assert (codes, written.data) == ({"kind_left_out"}, b"")


def test_letters_in_both_cases_with_points_and_brackets() -> None:
    text = (
        "What is 2 + 2?\r\na) 3\r\nb) 4\r\nc) 5\r\nAnswer: b\r\n\r\n"
        "Is it?\r\nA. Perhaps\r\nB. Surely so,\r\nit is\r\nANSWER: B\r\n"
    )
    first, second = read_aiken(text.encode("utf-8-sig"), "en").questions
    assert isinstance(first.key, SingleKey)
    assert first.key.right == "b"
    assert [option.text for option in second.words["en"].options.values()] == ["Perhaps", "Surely so, it is"]


def test_several_letters_statements_explanations_and_scores() -> None:
    text = (
        "Which are even?\nA. 2\nB. 3\nC. 4\nANSWER: A, C\nSCORE: 2\nANSWER_EXPLANATION: They can be halved.\n"
        "The sun is a star.\nA) True\nB) False\nANSWER: A\n"
    )
    found = read_aiken(text.encode("utf-16"), "en")
    several, statement = found.questions
    assert isinstance(several.key, SeveralKey)
    assert several.key.right == ("a", "c")
    assert {option.reason for option in several.words["en"].options.values()} == {"They can be halved."}
    assert isinstance(statement.key, TrueFalseKey)
    assert {note.code for note in found.notes} == {"setting_lost", "general_as_reason", "reasons_missing"}


def test_signs_of_markdown_are_only_signs() -> None:
    found = read_aiken("Is *this* <b>bold</b>?\nA. **yes**\nB. a_b_c & 5 < 6\nANSWER: B\n".encode("cp1252"), "en")
    words = found.questions[0].words["en"]
    assert words.stem == "Is \\*this\\* <b>bold</b>?"
    assert [option.text for option in words.options.values()] == ["\\*\\*yes\\*\\*", "a_b_c & 5 < 6"]


def test_what_is_no_question_is_named() -> None:
    found = read_aiken(b"Only words\n", "en")
    assert [(note.where, note.code) for note in found.notes] == [("Only words", "description")]
    found = read_aiken(b"Which?\nA. one\nB. two\n", "en")
    assert [note.code for note in found.notes] == ["nothing_right"]
    with pytest.raises(RefusedError):
        read_aiken(b" \n", "en")


def test_a_text_of_brackets_ends_in_words() -> None:
    for text in ("[" * 20_000, "A. x\n" * 20_000, "q\nA. x\nB. y\nANSWER: C\n"):
        assert read_aiken(text.encode(), "en").notes
