"""The learner home, marking lessons, and the "why" pages, as people meet them."""

import re
import sqlite3

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from elearn.infra.database import db
from elearn.progress.models import ProgressFact
from elearn.progress.rules.facts import Verb
from tests.forms import post

MODULE = "/en/m/logical-framework"


def words_of(client: FlaskClient, address: str) -> str:
    """The words of a page, without tags."""
    reply = client.get(address)
    assert reply.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", reply.get_data(as_text=True)).split())


def facts(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        rows = db.session.execute(select(ProgressFact.verb, ProgressFact.item).order_by(ProgressFact.id))
        return [(row.verb, row.item.rpartition("/")[2]) for row in rows]


def finish(client: FlaskClient, *numbers: int) -> None:
    for number in numbers:
        lesson = f"{MODULE}/lesson-{number}"
        assert post(client, f"{lesson}/done", page=lesson).status_code == 303


def test_on_the_first_day_the_board_says_where_to_start(stocked: Flask) -> None:
    words = words_of(stocked.test_client(), "/en/learn/")
    assert "Start here Lezione 1 di Il quadro logico" in words
    assert "About 10 minutes." in words
    assert "Coming" in words
    assert "0 of 7 lessons and quizzes" in words


def test_reading_makes_nobody_known_and_writes_nothing(stocked: Flask) -> None:
    client = stocked.test_client()
    client.get(f"{MODULE}/lesson-1")
    assert not client.get("/en/learn/").headers.getlist("Set-Cookie")
    assert facts(stocked) == []


def test_a_stranger_who_finishes_a_lesson_becomes_a_guest_and_goes_on(stocked: Flask) -> None:
    client = stocked.test_client()
    reply = post(client, f"{MODULE}/lesson-1/done", page=f"{MODULE}/lesson-1")
    assert (reply.status_code, reply.location) == (303, f"{MODULE}/lesson-2")
    words = words_of(client, "/en/learn/")
    assert "Resume here Lezione 2 di Il quadro logico" in words
    assert "Create an account to keep it" in words
    assert "Hours so far 0.2" in words


def test_a_double_click_counts_once(stocked: Flask) -> None:
    client = stocked.test_client()
    finish(client, 1)
    token = re.search(r'form_token" value="([^"]+)"', client.get(f"{MODULE}/lesson-2").get_data(as_text=True))
    assert token
    replies = [client.post(f"{MODULE}/lesson-2/done", data={"form_token": token[1]}) for _ in range(2)]
    assert [reply.location for reply in replies] == [f"{MODULE}/lesson-3"] * 2
    assert facts(stocked).count((Verb.DONE, "lesson-2")) == 1


def test_opening_a_lesson_is_noted_once_for_a_known_person(stocked: Flask) -> None:
    client = stocked.test_client()
    finish(client, 1)
    client.head(f"{MODULE}/lesson-2")
    for _ in range(2):
        client.get(f"{MODULE}/lesson-2")
    assert facts(stocked) == [(Verb.DONE, "lesson-1"), (Verb.OPENED, "lesson-2")]
    assert "Continue the lesson" in words_of(client, "/en/learn/")


def test_done_can_be_taken_back(stocked: Flask) -> None:
    client = stocked.test_client()
    finish(client, 1)
    reply = post(client, f"{MODULE}/lesson-1/not-done", page=f"{MODULE}/lesson-1")
    assert (reply.status_code, reply.location) == (303, f"{MODULE}/lesson-1")
    assert "Mark as not done" not in words_of(client, f"{MODULE}/lesson-1")
    assert "0 of 6 done" in words_of(client, "/en/learn/why/logical-framework").replace("  ", " ")


def test_after_the_last_lesson_comes_the_quiz_and_after_all_the_cover(stocked: Flask) -> None:
    client = stocked.test_client()
    last = f"{MODULE}/lesson-5"
    assert post(client, f"{last}/done", page=last).location == f"{MODULE}/quiz"
    only = "/en/m/partnerships/lesson-1"
    assert post(client, f"{only}/done", page=only).location == "/en/m/partnerships/"


def test_a_lesson_that_does_not_exist_is_not_found(stocked: Flask) -> None:
    client = stocked.test_client()
    page = f"{MODULE}/lesson-1"
    for address in (f"{MODULE}/lesson-9/done", "/en/m/nothing/lesson-1/done", "/en/m/fundraising/lesson-1/not-done"):
        assert post(client, address, page=page).status_code == 404
    assert facts(stocked) == []


def test_when_all_is_done_the_board_says_so(stocked: Flask) -> None:
    client = stocked.test_client()
    only = "/en/m/partnerships/lesson-1"
    post(client, f"{only}/done", page=only)
    words = words_of(client, "/en/learn/?path=entrepreneurs")
    assert "You have completed this path" in words
    assert "1 of 1 lessons and quizzes" in words


def test_the_other_path_can_be_chosen_and_an_unknown_one_is_ignored(stocked: Flask) -> None:
    client = stocked.test_client()
    assert "Start here Lezione 1 di I partner" in words_of(client, "/en/learn/?path=entrepreneurs")
    assert "Start here Lezione 1 di Il quadro logico" in words_of(client, "/en/learn/?path=nothing")


def test_a_module_says_why_it_is_not_complete(stocked: Flask) -> None:
    client = stocked.test_client()
    finish(client, 1)
    client.get(f"{MODULE}/lesson-2")
    words = words_of(client, "/en/learn/why/logical-framework")
    assert "marked every lesson as done and passed the quiz" in words
    assert "You have opened it." in words
    assert words.count("You have not opened it yet.") == 3
    assert "You have not tried it yet. You pass with 70 percent." in words
    assert f'href="{MODULE}/lesson-2"' in client.get("/en/learn/why/logical-framework").get_data(as_text=True)


def test_a_path_says_why_it_is_not_complete(stocked: Flask) -> None:
    client = stocked.test_client()
    finish(client, 1)
    words = words_of(client, "/en/learn/why/path/operators")
    assert "1 of 6 done" in words
    assert "Coming. You cannot complete it yet." in words
    assert "Hours counted in this path: 0.2" in words


def test_the_public_home_and_the_path_page_know_who_has_begun(stocked: Flask) -> None:
    client = stocked.test_client()
    assert "Start here" not in words_of(client, "/en/")
    assert "What is missing" not in words_of(client, "/en/p/operators/")
    finish(client, 1)
    assert "Resume here Lezione 2 di Il quadro logico" in words_of(client, "/en/")
    words = words_of(client, "/en/p/operators/")
    assert "1 of 6" in words
    assert "1 of 7 lessons and quizzes What is done, what is missing?" in words


def test_the_cover_and_the_lesson_index_show_states(stocked: Flask) -> None:
    client = stocked.test_client()
    finish(client, 1)
    words = words_of(client, f"{MODULE}/")
    assert "1 of 6 done Why is this not complete?" in words
    assert "Resume here: Lezione 2 di Il quadro logico" in words
    assert "Lezione 1 di Il quadro logico , done" in words_of(client, f"{MODULE}/lesson-2")


def test_why_pages_of_nothing_are_not_found(stocked: Flask) -> None:
    client = stocked.test_client()
    assert client.get("/en/learn/why/nothing").status_code == 404
    assert client.get("/en/learn/why/path/nothing").status_code == 404


def test_an_empty_installation_has_a_learner_home_too(client: FlaskClient) -> None:
    assert "There is nothing to read yet." in words_of(client, "/en/learn/")


def test_a_lesson_can_be_read_while_the_database_takes_no_writes(
    stocked: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = stocked.test_client()
    finish(client, 1)

    def refuse(*_what: object) -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr("elearn.progress.views.record", refuse)
    assert "Lezione 2" in words_of(client, f"{MODULE}/lesson-2")
    assert facts(stocked) == [(Verb.DONE, "lesson-1")]


@pytest.mark.parametrize("has_account", [False, True])
def test_a_guest_who_signs_up_or_in_keeps_everything_once(stocked: Flask, has_account: bool) -> None:
    person = {"name": "Amina", "identity": "amina.diallo", "password": "una frase lunga e mia", "language": "en"}
    if has_account:
        elsewhere = stocked.test_client()
        assert post(elsewhere, "/en/sign-up", person).status_code == 303
        finish(elsewhere, 1)
    client = stocked.test_client()
    finish(client, 1, 2)
    assert post(client, "/en/sign-in" if has_account else "/en/sign-up", person).status_code == 303
    words = words_of(client, "/en/learn/")
    assert "Hello, Amina" in words
    assert "2 of 7 lessons and quizzes" in words
    assert "Hours so far 0.5" in words
    assert [fact for fact in facts(stocked) if fact[0] == Verb.DONE] == [
        (Verb.DONE, "lesson-1"),
        (Verb.DONE, "lesson-2"),
    ]
