"""Translations that go along with their source."""

import pytest

from elearn.authoring.rules.restamping import restamped, shown_questions, translates, with_question
from elearn.core.ids import short_digest

LESSON = "---\ntitle: Uno\n---\nTesto.\n\n/// question | practice/old\n///\n\n///question|practice/other\n///\n"
FRENCH = LESSON.replace("title: Uno", "title: Un").replace("---\n", f"---\ntranslates: {short_digest(LESSON)}\n", 1)


def test_the_questions_of_a_lesson_are_found_and_exchanged() -> None:
    assert shown_questions(LESSON) == {"practice/old", "practice/other"}
    changed = with_question(LESSON, "practice/old", "practice/new")
    assert changed == LESSON.replace("practice/old", "practice/new")
    assert with_question(LESSON, "practice/ol", "practice/new") == LESSON


def test_what_was_up_to_date_stays_so() -> None:
    after = with_question(LESSON, "practice/old", "practice/new")
    french = restamped(with_question(FRENCH, "practice/old", "practice/new"), LESSON, after, is_markdown=True)
    assert translates(french, after)
    assert not translates(FRENCH, after)


@pytest.mark.parametrize("translation", ["---\ntitle: Un\n---\n", "translates: 0123456789abcdef\n", "no front"])
def test_what_was_behind_stays_behind(translation: str) -> None:
    assert restamped(translation, LESSON, "new", is_markdown=True) == translation
