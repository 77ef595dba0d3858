"""The question bank: every question of every module, found, counted and used again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.authoring.rules.question_search import Wanted, matching, plainly
from elearn.authoring.service.preview import compiled
from elearn.authoring.service.question_bank import all_questions
from elearn.authoring.service.questions import new_practice_question
from elearn.authoring.service.quiz_drafts import quiz_draft
from elearn.authoring.service.quizzes import copy_question
from elearn.infra.database import db, transaction
from tests.authoring.conftest import PASSWORD, NewWriter
from tests.conftest import application_on
from tests.forms import post, token_of

LEVELS = ("logical-framework", "check", "levels")


@pytest.fixture
def shipped_app(tmp_path: Path, shipped_database: Path) -> Iterator[Flask]:
    """The application with everything that ships, to write in."""
    with application_on(shipped_database, tmp_path) as application:
        yield application


@pytest.fixture(scope="session")
def marta(product: Flask) -> FlaskClient:
    """The trainer of the demo, who only reads here."""
    browser = product.test_client()
    post(browser, "/it/sign-in", {"identity": "marta", "password": "quaderno"})
    return browser


def test_every_shipped_question_is_in_the_bank_and_lacks_nothing(product: Flask) -> None:
    with product.app_context():
        found = all_questions()
    assert len(found) > 200
    assert [one.name for one in found if one.lacks] == []
    assert {len(one.languages) for one in found} == {5}


def test_a_search_knows_no_accents_and_no_order_of_words(product: Flask) -> None:
    with product.app_context():
        everything = all_questions()
    names = {one.name for one in matching(everything, Wanted(words="PERDITE essiccatoi"))}
    assert ("logical-framework", "check", "losses") in names
    assert {one.name for one in matching(everything, Wanted(words="levels", module="logical-framework"))} == {LEVELS}
    scenarios = matching(everything, Wanted(kind="scenario", state="asked", language="de"))
    assert {one.key.kind for one in scenarios} == {"scenario"}
    assert matching(everything, Wanted(tag="nothing")) == []
    assert matching(everything, Wanted(state="retired")) == []


def test_plain_words() -> None:
    assert plainly("Perché È Größe") == "perche e grosse"


def test_the_bank_is_paged_and_asks_the_database_little(product: Flask, marta: FlaskClient) -> None:
    marta.get("/de/teach/questions")
    asked: list[str] = []
    with product.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *sent: asked.append(sent[2]))
    page = marta.get("/de/teach/questions?page=3")
    assert page.status_code == 200
    assert page.get_data(as_text=True).count('<li><div class="rw">') == 30
    assert len([one for one in asked if "quizzes_" in one]) == 1, "figures of all questions in one query"
    assert len(asked) <= 12


@pytest.mark.parametrize("query", ["words=xyzzy", "page=999", "page=x", "kind=nothing&state=odd", "into=a/b/c"])
def test_odd_questions_to_the_bank_are_answered(marta: FlaskClient, query: str) -> None:
    assert marta.get(f"/it/teach/questions?{query}").status_code == 200


def test_a_copy_has_all_languages_and_an_id_of_its_own(shipped_app: Flask) -> None:
    with shipped_app.app_context(), transaction():
        new = copy_question(None, LEVELS, "problem-tree", "check")
    with shipped_app.app_context():
        origin, draft = quiz_draft(*LEVELS[:2]), quiz_draft("problem-tree", "check")
        assert new != "levels"
        assert draft.question(new).key.model_copy(update={"id": "levels"}) == origin.question("levels").key
        for language in ("it", "en", "es", "fr", "de"):
            assert draft.words(language).questions[new] == origin.words(language).questions["levels"]
        found = [one for one in compiled("modules/problem-tree").problems if "/quizzes/" in one.path]
    assert found == [], "translations that were up to date still are"


def test_a_copy_into_a_quiz_without_translations_brings_its_own(shipped_app: Flask) -> None:
    with shipped_app.app_context(), transaction():
        quiz = new_practice_question(None, "logical-framework", "number").partition("/")[0]
        new = copy_question(None, LEVELS, "logical-framework", quiz)
    with shipped_app.app_context():
        assert new in quiz_draft("logical-framework", quiz).words("de").questions


@pytest.mark.usefixtures("english")
def test_a_question_is_copied_in_the_browser(shipped_app: Flask) -> None:
    with shipped_app.app_context(), transaction():
        create_account("Marta", Role.TRAINER, identity="marta", password=PASSWORD)
    browser = shipped_app.test_client()
    post(browser, "/it/sign-in", {"identity": "marta", "password": PASSWORD})
    page = browser.get("/it/teach/questions/copy?question=logical-framework/check/levels")
    fields = {"form_token": token_of(page), "question": "logical-framework/check/levels"}
    refused = browser.post("/it/teach/questions/copy", data=fields)
    assert (refused.status_code, "Choose a quiz." in refused.get_data(as_text=True)) == (422, True)
    reply = browser.post("/it/teach/questions/copy", data={**fields, "into": "problem-tree/check"})
    assert reply.status_code == 303
    assert browser.get(reply.location).status_code == 200


def test_what_is_no_question_is_not_found(new_writer: NewWriter) -> None:
    writer = new_writer()
    for name in ("", "bees", "bees/check/nothing", "bees/nothing/honey", "a/b/c/d"):
        assert writer.get(f"/it/teach/questions/copy?question={name}").status_code == 404
