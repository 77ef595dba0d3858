"""Problems of a quiz name a question as its author knows it, and lead to it."""

from flask import Flask

from elearn.authoring.rules.problem_names import LONGEST, with_names
from elearn.authoring.service.drafts import save
from elearn.catalogue.service.states import draft_digests
from elearn.core.problems import Level, Problem
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, MODULE, NewWriter

QUIZ = f"{MODULE}/quizzes/check"
KEY = {"questions": [{"id": "q-1", "options": ["o-1", "o-2"]}, {"id": "q-2", "parts": [{"id": "p-1", "right": {}}]}]}
WORDS = {"questions": {"q-1": {"stem": "", "options": {"o-1": {"text": "Il\nmiele"}, "o-2": {"text": ""}}}}}


def named(code: str, **params: object) -> dict[str, object]:
    found = with_names(Problem("q/it.yml", 0, Level.ERROR, code, params), {"q/it.yml": WORDS, "q/quiz.yml": KEY})
    return dict(found.params)


def test_a_problem_names_words_else_numbers_else_ids() -> None:
    assert named("no_reason", question="q-1", id="o-1") == {"question": "1", "id": "Il miele", "question_id": "q-1"}
    assert named("no_text", question="q-1", id="o-2")["id"] == "2"
    assert named("no_stem", question="p-1") == {"question": "1", "question_id": "p-1"}
    assert named("no_text", question="gone", id="gone")["id"] == "gone"


def test_long_words_are_cut() -> None:
    long = {"questions": {"q-1": {"stem": "parola " * 40}}}
    found = with_names(Problem("q/it.yml", 0, Level.ERROR, "no_stem", {"question": "q-1"}), {"q/it.yml": long})
    assert len(str(found.params["question"])) <= LONGEST


def test_a_missing_reason_is_named_and_its_place_is_one_click_away(course: Flask, new_writer: NewWriter) -> None:
    path = f"{QUIZ}/it.yml"
    with course.app_context(), transaction():
        save(None, path, FILES[path].replace(", reason: Sì.", ""), draft_digests([path])[path], "edited")
    marta = new_writer()
    for page in ("/en/teach/problems", "/en/teach/m/bees/publish"):
        shown = marta.get(page).text
        assert "“Che cosa fanno le api?”: “Miele” " in shown.replace("&#8220;", "“")
        assert 'href="/en/teach/m/bees/quiz/check/honey' in shown
