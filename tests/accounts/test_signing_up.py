"""Making an account, and what becomes of the guest."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from elearn.accounts.models import SessionRow
from elearn.accounts.rules import Role
from elearn.accounts.service import people
from elearn.infra.database import db, transaction
from tests.accounts.conftest import PASSWORD
from tests.accounts.visits import NEW, cookie_of, people_now, sign_in, write
from tests.forms import post


def test_signing_up_keeps_the_guest_and_so_all_that_belongs_to_it(app: Flask, client: FlaskClient) -> None:
    guest_id = write(client).text
    guest_cookie = cookie_of(client)
    assert "comes with you" in client.get("/en/sign-up").text
    reply = post(client, "/en/sign-up", NEW)
    assert (reply.status_code, reply.location) == (303, "/it/learn/")
    assert client.get("/en/who").text == f"learner রফিকুল ইসলাম {guest_id}"
    assert cookie_of(client) != guest_cookie
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SessionRow)) == 1


def test_signing_up_without_a_past_makes_a_new_person(client: FlaskClient) -> None:
    assert "comes with you" not in client.get("/en/sign-up").text
    post(client, "/en/sign-up", NEW)
    assert client.get("/en/who").text.startswith("learner রফিকুল ইসলাম")


@pytest.mark.parametrize("identity", ["amina@example.org", "AMINA@example.ORG"])
def test_an_address_belongs_to_one_person(app: Flask, client: FlaskClient, amina: int, identity: str) -> None:
    page = post(client, "/en/sign-up", {**NEW, "identity": identity, "password": "another one of mine"})
    assert page.status_code == 422
    assert "sign in instead" in page.text
    assert "রফিকুল ইসলাম" in page.text
    with app.app_context():
        assert people_now() == [("learner", "Amina Diallo")]


def test_whoever_is_a_moment_late_with_a_name_is_told_so(app: Flask, client: FlaskClient, amina: int) -> None:
    with app.app_context(), pytest.raises(people.IdentityTaken):
        people.create_account("Other", Role.LEARNER, identity="Amina@example.org", password=PASSWORD)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": " \u200b "}, "Write your name."),
        ({"identity": ""}, "Write an e-mail or a user name."),
        ({"identity": "rafiq@"}, "Write the whole e-mail address"),
        ({"identity": "ra"}, "at least 3 characters"),
        ({"password": "short"}, "at least 12 characters"),
        ({"password": "rafiq@example.org"}, "Many people use this password"),
        ({"password": "Passwort1234"}, "Many people use this password"),
        ({"language": "xx"}, "Not a valid choice"),
    ],
)
def test_a_sign_up_says_what_is_missing_and_keeps_the_rest(
    app: Flask, client: FlaskClient, change: dict[str, str], message: str
) -> None:
    page = post(client, "/en/sign-up", {**NEW, **change})
    assert page.status_code == 422
    assert message in page.text
    assert PASSWORD not in page.text
    if "name" not in change:
        assert "রফিকুল ইসলাম" in page.text
    with app.app_context():
        assert people_now() == []


def test_nobody_gives_themselves_a_role(app: Flask, client: FlaskClient) -> None:
    post(client, "/en/sign-up", {**NEW, "role": "administrator", "is_demo": "1", "id": "1"})
    post(client, "/en/account/profile", {"name": "R", "language": "it", "country": "it", "role": "administrator"})
    with app.app_context():
        assert people_now() == [("learner", "R")]


def test_a_second_click_on_sign_up_signs_in(app: Flask, client: FlaskClient) -> None:
    assert post(client, "/en/sign-up", NEW).status_code == 303
    assert post(app.test_client(), "/en/sign-up", NEW).status_code == 303
    with app.app_context():
        assert people_now() == [("learner", "রফিকুল ইসলাম")]


def test_signing_up_is_no_side_door_to_guess_passwords(app: Flask, amina: int) -> None:
    guess = {**NEW, "identity": "amina@example.org", "password": "a guess of somebody"}
    answers = [post(app.test_client(), page, guess).status_code for page in ["/en/sign-up", "/en/sign-in"] * 6]
    assert answers == [422] * 10 + [429] * 2


def test_demo_people_are_marked(app: Flask) -> None:
    with app.app_context(), transaction():
        assert not people.has_demo_people()
        people.create_account("Marta", Role.TRAINER, identity="marta", password="quaderno", is_demo=True)
        assert people.has_demo_people()
        assert people.how_many() == 1


@pytest.mark.postgres
def test_accounts_live_on_postgresql_too(postgres_app: Flask) -> None:
    client = postgres_app.test_client()
    post(client, "/en/country", {"country": "de"}, page="/en/forgotten")
    assert post(client, "/en/sign-up", NEW).status_code == 303
    assert post(postgres_app.test_client(), "/en/sign-up", {**NEW, "password": "another of mine"}).status_code == 422
    assert post(client, "/en/forgotten", {"email": "rafiq@example.org"}).status_code == 303
    assert post(client, "/en/sign-out", page="/en/account").status_code == 303
    assert sign_in(client, "RAFIQ@example.org").status_code == 303
    assert post(client, "/en/account/export", page="/en/account").mimetype == "application/zip"
    assert post(client, "/en/account/erase", {"password": PASSWORD}).status_code == 303
    with postgres_app.app_context():
        assert people_now() == []
