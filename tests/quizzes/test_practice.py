"""Practice questions in a lesson: the reason at once, the answer after the second miss, for guests too."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn.infra.database import db
from elearn.quizzes.models import PracticeAnswer
from elearn.quizzes.rules.responses import Arrangement, Choice, Response, Rows
from elearn.quizzes.service.practice import Practised, view_practice
from tests.quizzes.conftest import REVISION, Learner, new_person
from tests.quizzes.content import LESSON_URL
from tests.quizzes.questions import RIGHT, sample_quiz

LESSON = LESSON_URL.format(language="it")


@pytest.fixture
def guest(quiz_app: Flask) -> FlaskClient:
    """A browser of which nothing is known."""
    return quiz_app.test_client()


def block(page: str, name: str = "best-outcome") -> str:
    """The part of the lesson that holds one question."""
    start = page.index(f'id="practice-practice-{name}"')
    return page[start : page.index("</section>", start)]


def answer(client: FlaskClient, fields: dict[str, str], name: str = "best-outcome", **more: str) -> TestResponse:
    part = block(client.get(LESSON).get_data(as_text=True), name)
    token = re.search(r'name="form_token" value="([^"]+)"', part)
    revision = REVISION.search(part)
    assert token
    assert revision
    sent = {"form_token": token[1], "revision": revision[1], **fields, **more}
    return client.post(f"{LESSON}/practice/practice/{name}", data=sent)


def saved(app: Flask) -> list[tuple[str, int, int]]:
    columns = (PracticeAnswer.question_id, PracticeAnswer.revision, PracticeAnswer.per_mille)
    with app.app_context():
        return [tuple(row) for row in db.session.execute(select(*columns).order_by(PracticeAnswer.id))]  # type: ignore[misc]


def test_before_the_answer_the_lesson_holds_no_reason(guest: FlaskClient) -> None:
    page = guest.get(LESSON).get_data(as_text=True)
    assert "Check my answer" in page
    for secret in ("Reason", "Model", "Yes.", "Not yet."):
        assert secret not in page


def test_a_guest_reads_the_reason_at_once_and_the_answer_after_the_second_miss(
    guest: FlaskClient, quiz_app: Flask
) -> None:
    reply = answer(guest, {"answer": "train"})
    assert reply.status_code == 303
    assert reply.location == f"{LESSON}#result-practice-best-outcome"
    first = block(guest.get(LESSON).get_data(as_text=True))
    assert "Not yet." in first
    assert 'id="result-practice-best-outcome" tabindex="-1"' in first
    assert "Reason of train (it)." in first
    assert "Reason of sell" not in first
    assert 'value="train" checked' in first
    answer(guest, {"answer": "dryers"})
    second = block(guest.get(LESSON).get_data(as_text=True))
    assert "Reason of sell (it)." in second
    assert "This is right." in second
    answer(guest, {"answer": "sell"})
    third = block(guest.get(LESSON).get_data(as_text=True))
    assert "Yes." in third
    assert "Not yet." not in third
    assert saved(quiz_app) == [("best-outcome", 1, 0), ("best-outcome", 2, 0), ("best-outcome", 3, 1000)]


def test_answering_one_question_reveals_nothing_about_the_others(guest: FlaskClient) -> None:
    answer(guest, {"answer": "sell"})
    page = guest.get(LESSON).get_data(as_text=True)
    assert "Reason" in block(page)
    assert "Reason" not in block(page, "broken")
    assert "Reason" not in block(page, "upwards")


def test_a_double_click_is_one_answer(guest: FlaskClient, quiz_app: Flask) -> None:
    for _click in range(2):
        answer(guest, {"answer": "train"}, revision="1")
    assert saved(quiz_app) == [("best-outcome", 1, 0)]


def test_another_answer_from_a_second_tab_is_not_lost(guest: FlaskClient, quiz_app: Flask) -> None:
    answer(guest, {"answer": "train"}, revision="1")
    answer(guest, {"answer": "sell"}, revision="1")
    assert saved(quiz_app) == [("best-outcome", 1, 0), ("best-outcome", 2, 1000)]


def test_what_cannot_be_understood_comes_back_with_what_was_typed(guest: FlaskClient, quiz_app: Flask) -> None:
    reply = answer(guest, {"answer": "12 apples"}, "broken")
    page = reply.get_data(as_text=True)
    assert reply.status_code == 422
    assert 'value="12 apples"' in page
    assert page.count("Write a number in digits") == 2
    assert "Back to the lesson" in page
    assert saved(quiz_app) == []


def test_lines_move_without_saving(guest: FlaskClient, quiz_app: Flask) -> None:
    fields = {name: value[0] for name, value in RIGHT["upwards"].items()}
    reply = answer(guest, {**fields, "move": "down activities"}, "upwards")
    rows = re.findall(r'<select id="practice-practice-upwards-place-(\w+)"', reply.get_data(as_text=True))
    assert rows == ["outputs", "activities", "outcome", "impact"]
    assert saved(quiz_app) == []


@pytest.mark.parametrize(
    "address",
    [
        "/it/m/logframe/levels/practice/practice/invented",
        "/it/m/logframe/levels/practice/check/best-outcome",
        "/it/m/logframe/levels/practice/invented/best-outcome",
        "/it/m/logframe/invented/practice/practice/best-outcome",
        "/it/m/invented/levels/practice/practice/best-outcome",
    ],
)
def test_a_question_that_is_no_practice_question_is_not_found(
    guest: FlaskClient, quiz_app: Flask, address: str
) -> None:
    token = re.search(r'name="form_token" value="([^"]+)"', guest.get(LESSON).get_data(as_text=True))
    assert token
    assert guest.post(address, data={"form_token": token[1], "answer": "sell"}).status_code == 404
    assert saved(quiz_app) == []


def test_the_address_of_an_answer_leads_back_to_its_lesson(guest: FlaskClient) -> None:
    reply = guest.get("/fr/m/logframe/levels/practice/practice/best-outcome")
    assert reply.location == "/fr/m/logframe/levels#practice-practice-best-outcome"


def test_the_answer_is_there_in_another_language(guest: FlaskClient) -> None:
    answer(guest, {"answer": "train"})
    page = block(guest.get(LESSON_URL.format(language="fr")).get_data(as_text=True))
    assert 'value="train" checked' in page
    assert "Reason of train (fr)." in page


def test_the_cover_leads_to_the_quiz(guest: FlaskClient) -> None:
    page = guest.get("/it/m/logframe/").get_data(as_text=True)
    assert 'href="/it/m/logframe/quiz"' in page
    assert "10 questions" in page


def test_signing_in_keeps_what_the_guest_answered(quiz_app: Flask) -> None:
    new_person(quiz_app)
    learner = Learner(quiz_app)
    answer(learner.client, {"answer": "train"})
    number = learner.start()
    learner.send(number, 1, {"answer": "sell"})
    learner.sign_in()
    assert "Reason of train (it)." in block(learner.client.get(LESSON).get_data(as_text=True))
    assert "Go on with question 2" in learner.client.get(learner.url()).get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("best-outcome", Choice("an-option-that-went")),
        ("upwards", Arrangement(("activities", "outputs", "an-item-that-went"))),
        ("columns", Rows({"baseline": "an-answer-that-went", "target": "reach"})),
        ("levels", Choice("another-kind")),
    ],
)
def test_an_answer_from_before_the_question_changed_is_not_shown(name: str, old: Response) -> None:
    view = view_practice(sample_quiz(), name, "it", Practised(3, 1, old, "it", 0))
    assert (view.fields, view.revealed, view.revision) == ({}, None, 4)
