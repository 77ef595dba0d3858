"""Problems of a quiz name a question as its author knows it, and lead to it."""

from flask import Flask

from elearn.authoring.rules.problem_names import LONGEST, with_names
from elearn.authoring.service.drafts import save
from elearn.catalogue.service.states import draft_digests
from elearn.core.problems import Level, Problem
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, MODULE, NewWriter

QUIZ = f"{MODULE}/quizzes/check"
KEY = {
    "questions": [
        {"id": "q-0", "retired": True},
        {"id": "q-1", "options": ["o-1", "o-2"]},
        {"id": "q-2", "parts": [{"id": "p-1", "right": {"row-1": "a", "row-2": "b"}}]},
    ]
}
WORDS = {"questions": {"q-2": {}, "q-1": {"stem": "", "options": {"o-1": {"text": "Il\nmiele"}, "o-2": {"text": ""}}}}}
SPANISH = {"questions": {"q-2": {"stem": "¿Qué hacen las abejas?"}}}
FILES_OF_QUIZ = {"q/it.yml": WORDS, "q/quiz.yml": KEY}


def named(code: str, files: dict[str, object] | None = None, **params: object) -> dict[str, object]:
    (found,) = with_names([Problem("q/it.yml", 0, Level.ERROR, code, params)], files or FILES_OF_QUIZ)
    return dict(found.params)


def test_a_problem_names_words_else_numbers_else_ids() -> None:
    assert named("no_reason", question="q-1", id="o-1") == {"question": "1", "id": "Il miele", "question_id": "q-1"}
    assert named("no_text", question="q-1", id="o-2")["id"] == "2"
    assert named("no_stem", question="q-2")["question"] == "2"  # by the key, whatever the order of its words
    assert named("no_stem", question="p-1", id="row-2") == {"question": "1", "id": "2", "question_id": "p-1"}
    assert named("no_text", question="gone", id="gone")["id"] == "gone"
    assert named("unused_question", id="q-1") == {"id": "q-1"}


def test_words_of_another_language_are_better_than_a_number() -> None:
    files = {**FILES_OF_QUIZ, "q/es.yml": SPANISH, "other/es.yml": {"questions": {"q-1": {"stem": "Otra"}}}}
    assert named("no_stem", files, question="q-2")["question"] == "¿Qué hacen las abejas?"
    assert named("no_stem", files, question="q-1")["question"] == "1"


def test_long_words_are_cut() -> None:
    long = {"questions": {"q-1": {"stem": "parola " * 40}}}
    assert len(str(named("no_stem", {"q/it.yml": long}, question="q-1")["question"])) <= LONGEST


def test_a_missing_reason_is_named_and_its_place_is_one_click_away(course: Flask, new_writer: NewWriter) -> None:
    path = f"{QUIZ}/it.yml"
    with course.app_context(), transaction():
        save(None, path, FILES[path].replace(", reason: Sì.", ""), draft_digests([path])[path], "edited")
    marta = new_writer()
    for page in ("/en/teach/problems", "/en/teach/m/bees/publish"):
        shown = marta.get(page).text
        assert "“Che cosa fanno le api?”: “Miele” " in shown.replace("&#8220;", "“")
        assert 'href="/en/teach/m/bees/quiz/check/honey' in shown
