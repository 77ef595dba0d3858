"""An old attempt shows the quiz as it was taken."""

import pytest
from flask import Flask

from elearn.catalogue.service.quizzes_as_taken import quiz_from_texts
from elearn.catalogue.service.texts import UnknownTextError, store_text
from elearn.core.ids import digest
from elearn.infra.database import transaction

KEY = "questions:\n  - id: one\n    kind: true_false\n    right: true\n"
WORDS = """title: Prova
questions:
  one:
    stem: {stem}
    options:
      "true": {{reason: Sì.}}
      "false": {{reason: No.}}
"""


def test_the_quiz_is_read_from_the_texts_of_that_day(store: Flask) -> None:
    with store.app_context():
        with transaction():
            key = store_text(KEY)
            words = {language: store_text(WORDS.format(stem=language)) for language in ("fr", "it")}
        quiz = quiz_from_texts("demo-module", "check", key, words)
        assert (quiz.item, quiz.key_digest, quiz.source) == ("quiz:demo-module/check", key, "fr")
        assert quiz.choose("it").words.questions["one"].stem == "it"
        assert quiz.choose("de").words.questions["one"].stem == "fr"
        assert quiz_from_texts("demo-module", "check", key, words) is quiz


def test_texts_that_are_gone_are_named(store: Flask) -> None:
    with store.app_context(), pytest.raises(UnknownTextError, match=digest("lost")):
        quiz_from_texts("demo-module", "check", digest("lost"), {"it": digest("lost too")})


def test_a_text_that_is_no_quiz_is_refused(sqlite_store: Flask) -> None:
    with sqlite_store.app_context(), transaction():
        other = store_text("no: quiz")
        with pytest.raises(ValueError, match=other):
            quiz_from_texts("demo-module", "check", other, {"it": other})
