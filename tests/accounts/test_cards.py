"""Signing in with a card and a PIN."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from elearn.accounts.models import PersonRow, ThrottleRow
from elearn.accounts.rules import Role
from elearn.accounts.service import people
from elearn.accounts.service.throttle import CardLocked
from elearn.infra.database import db, transaction
from tests.forms import post


def use_card(client: FlaskClient, code: str, pin: str) -> TestResponse:
    return post(client, "/en/sign-in/card", {"code": code, "pin": pin})


@pytest.fixture
def card(app: Flask, amina: int) -> people.Card:
    with app.app_context(), transaction():
        return people.create_card(amina)


def test_a_card_and_its_pin_sign_in_however_they_are_typed(client: FlaskClient, card: people.Card) -> None:
    typed = card.code.lower().replace("-", " ")
    assert use_card(client, typed, f" {card.pin[:3]} {card.pin[3:]}").status_code == 303
    assert client.get("/en/who").text.startswith("learner Amina")


def test_a_new_card_makes_the_old_one_void_and_signs_out(app: Flask, client: FlaskClient, card: people.Card) -> None:
    use_card(client, card.code, card.pin)
    with app.app_context(), transaction():
        people.create_card(db.session.scalar(select(PersonRow.id)) or 0)
    assert client.get("/en/who").text == "guest  None"
    assert use_card(client, card.code, card.pin).status_code == 422


def test_five_wrong_tries_lock_a_card_for_a_growing_time(app: Flask, client: FlaskClient, card: people.Card) -> None:
    with time_machine.travel(datetime(2026, 11, 22, 9, tzinfo=UTC), tick=False) as clock:
        for _ in range(5):
            assert use_card(client, card.code, "000000").status_code == 422
        locked = use_card(client, card.code, card.pin)
        assert locked.status_code == 429
        assert "Try again in 1 minute" in locked.text or "Try again in 2 minutes" in locked.text
        assert 59 <= int(locked.headers["Retry-After"]) <= 61
        clock.shift(timedelta(seconds=61))
        assert use_card(client, card.code, "000000").status_code == 422
        clock.shift(timedelta(seconds=61))
        assert use_card(client, card.code, card.pin).status_code == 429
        clock.shift(timedelta(seconds=60))
        assert use_card(client, card.code, card.pin).status_code == 303
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ThrottleRow)) == 0


def test_an_unknown_card_is_counted_and_locked_like_a_known_one(app: Flask, amina: int, card: people.Card) -> None:
    other = "CCCC-CCCC" if card.code != "CCCC-CCCC" else "FFFF-FFFF"
    for _ in range(5):
        answers = [use_card(app.test_client(), code, "000000") for code in (card.code, other)]
        assert [answer.status_code for answer in answers] == [422, 422]
    answers = [use_card(app.test_client(), code, "000000") for code in (card.code, other)]
    assert [answer.status_code for answer in answers] == [429, 429]
    texts = [answer.text.split("<main")[1].replace(card.code, other).split("form_token") for answer in answers]
    assert texts[0][0] == texts[1][0]


def guess_together(app: Flask, number: int) -> list[str]:
    """What a card answers to so many wrong PINs that arrive at the same time."""
    with app.app_context(), transaction():
        card = people.create_card(people.create_account("Amina", Role.LEARNER))
    answers: list[str] = []

    def guess() -> None:
        with app.test_request_context("/en/sign-in/card", method="POST"):
            try:
                with transaction():
                    answers.append(str(people.check_card(card.code, "000000")))
            except CardLocked:
                answers.append("locked")

    threads = [threading.Thread(target=guess) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_guesses_that_arrive_together_count_one_by_one(app: Flask) -> None:
    assert guess_together(app, 8) == ["None"] * 5 + ["locked"] * 3


@pytest.mark.postgres
def test_guesses_that_arrive_together_count_one_by_one_on_postgresql(postgres_app: Flask) -> None:
    assert guess_together(postgres_app, 8) == ["None"] * 5 + ["locked"] * 3
