"""How many questions the hot pages ask the database. BEGIN is left out; everything else counts."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.forms import post
from tests.statements import statements

LESSON = "/en/m/logical-framework/lesson-1"


@pytest.fixture
def learner(stocked: Flask) -> FlaskClient:
    """Somebody who signed up, has read the first lesson and done it."""
    client = stocked.test_client()
    password = "una frase lunga e mia"
    person = {"name": "Amina", "identity": "amina.diallo", "password": password, "language": "en"}
    assert post(client, "/en/sign-up", person).status_code == 303
    client.get(LESSON)
    assert post(client, f"{LESSON}/done", page=LESSON).status_code == 303
    client.get("/en/learn/")
    return client


def test_a_lesson_page_with_a_practice_question_asks_four_questions(stocked: Flask, learner: FlaskClient) -> None:
    with statements(stocked) as sent:
        assert learner.get(LESSON).status_code == 200
    assert len(sent) == 4, sent


def test_the_learner_home_asks_three_questions(stocked: Flask, learner: FlaskClient) -> None:
    with statements(stocked) as sent:
        assert learner.get("/en/learn/").status_code == 200
    assert len(sent) == 3, sent


def test_a_why_page_asks_three_questions(stocked: Flask, learner: FlaskClient) -> None:
    with statements(stocked) as sent:
        assert learner.get("/en/learn/why/logical-framework").status_code == 200
    assert len(sent) == 3, sent


def test_a_stranger_costs_one_question(stocked: Flask) -> None:
    client = stocked.test_client()
    client.get(LESSON)
    with statements(stocked) as sent:
        client.get("/en/learn/")
    assert len(sent) == 1, sent
