"""Signing in with a password."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from elearn.accounts.models import PersonRow
from elearn.accounts.service import passwords
from elearn.infra.database import db, transaction
from elearn.ui.slots import slots
from tests.accounts.conftest import PASSWORD
from tests.accounts.visits import NEW, people_now, sign_in, write
from tests.forms import post, token_of


@pytest.mark.parametrize(
    "typed", ["amina@example.org", "AMINA@EXAMPLE.ORG", "  Amina@Example.Org ", "ａmina@example.org"]
)
def test_an_address_signs_in_however_it_is_written(client: FlaskClient, amina: int, typed: str) -> None:
    assert sign_in(client, typed).status_code == 303
    assert client.get("/en/who").text.startswith("learner Amina")


def test_after_signing_in_a_person_starts_in_their_own_language(client: FlaskClient, amina: int) -> None:
    assert sign_in(client).location == "/fr/learn/"


def test_known_and_unknown_names_get_the_same_answer_for_the_same_work(
    app: Flask, amina: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    verify = passwords._HASHER.verify
    spy = lambda secret_hash, secret: (checked.append(secret_hash), verify(secret_hash, secret))[1]  # noqa: E731
    monkeypatch.setattr(passwords, "_HASHER", type("Spy", (), {"verify": staticmethod(spy)}))
    known = sign_in(app.test_client(), "amina@example.org", "not the password")
    unknown = sign_in(app.test_client(), "nobody@example.org", "not the password")
    assert known.status_code == unknown.status_code == 422
    assert known.text.replace("amina@", "nobody@").split("form_token")[0] == unknown.text.split("form_token")[0]
    assert len(checked) == 2
    assert checked[1] == passwords.DECOY


def test_the_decoy_costs_what_a_real_hash_costs() -> None:
    assert not passwords.is_outdated(passwords.DECOY)
    assert passwords.hash_secret("x").rsplit("$", 2)[0] == passwords.DECOY.rsplit("$", 2)[0]
    assert not passwords.is_right(None, "x")


def test_a_hash_with_old_parameters_is_renewed_at_sign_in(app: Flask, client: FlaskClient, amina: int) -> None:
    old = passwords.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    with app.app_context(), transaction():
        db.session.execute(update(PersonRow).values(password_hash=old))
    assert sign_in(client).status_code == 303
    with app.app_context():
        assert not passwords.is_outdated(db.session.scalar(select(PersonRow.password_hash)) or "")
    assert sign_in(app.test_client()).status_code == 303


def test_a_refused_sign_in_keeps_the_name_but_not_the_password(client: FlaskClient, amina: int) -> None:
    page = sign_in(client, "amina@example.org", "a secret I mistyped")
    assert 'value="amina@example.org"' in page.text
    assert "a secret I mistyped" not in page.text
    assert "do not belong together" in page.text


def test_signing_in_as_a_guest_carries_everything_over_and_erases_the_guest(
    app: Flask, client: FlaskClient, amina: int
) -> None:
    moved: list[tuple[int, int]] = []
    slots(app).offer("person.carry_over", lambda guest_id, person_id: moved.append((guest_id, person_id)))
    guest_id = int(write(client).text)
    with app.app_context(), transaction():
        db.session.execute(update(PersonRow).where(PersonRow.id == guest_id).values(country="de"))
    sign_in(client)
    assert moved == [(guest_id, amina)]
    with app.app_context():
        assert people_now() == [("learner", "Amina Diallo")]
        assert db.session.scalar(select(PersonRow.country)) == "de"
    sign_in(app.test_client())
    assert len(moved) == 1


def test_when_carrying_over_fails_nothing_is_lost(app: Flask, client: FlaskClient, amina: int) -> None:
    def broken(guest_id: int, person_id: int) -> None:
        raise RuntimeError

    guest = write(client).text
    slots(app).offer("person.carry_over", broken)
    app.testing = False
    assert sign_in(client).status_code == 500
    assert client.get("/en/who").text == f"guest  {guest}"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "/\n/evil.example",
        "/\t/evil.example",
        " //evil.example",
        "///evil.example",
        "evil.example",
        "",
    ],
)
def test_signing_in_never_leads_to_another_site(client: FlaskClient, amina: int, address: str) -> None:
    form = {"identity": "amina@example.org", "password": PASSWORD}
    page = client.get("/en/sign-in", query_string={"next": address})
    links = re.findall(r'(?:href|action)="([^"]*)"', page.text)
    assert [link for link in links if not re.match(r"/[a-z]|#", link)] == []
    data = {"form_token": token_of(page), **form}
    assert client.post("/en/sign-in", query_string={"next": address}, data=data).location == "/fr/learn/"


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("/en/sign-in", {"identity": "amina@example.org", "password": "wrong"}),
        ("/en/sign-in/card", {"code": "CCCC CCCC", "pin": "204618"}),
        ("/en/sign-up", NEW),
        ("/en/account/password", {"old_password": PASSWORD, "password": "un altro treno di notte"}),
        ("/en/account/erase", {"password": PASSWORD}),
    ],
)
def test_nobody_waits_for_the_database_while_a_password_is_hashed(
    app: Flask, client: FlaskClient, amina: int, monkeypatch: pytest.MonkeyPatch, page: str, form: dict[str, str]
) -> None:
    if "/account/" in page:
        sign_in(client)
    free: list[bool] = []
    file = app.config["SETTINGS"].instance / "quaderno.sqlite3"
    hasher = passwords._HASHER

    def while_hashing(work: Callable[..., Any]) -> Callable[..., Any]:
        def spy(*secrets: str) -> Any:
            with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as somebody_else:
                somebody_else.execute("BEGIN IMMEDIATE")
                somebody_else.execute("ROLLBACK")
            free.append(True)
            return work(*secrets)

        return staticmethod(spy)

    spies = {"hash": while_hashing(hasher.hash), "verify": while_hashing(hasher.verify)}
    monkeypatch.setattr(passwords, "_HASHER", type("Spy", (), {**spies, "check_needs_rehash": lambda *_: False}))
    assert post(client, page, form).status_code in (303, 422)
    assert free


def test_too_many_tries_with_one_name_pause_that_name_and_say_until_when(app: Flask, amina: int) -> None:
    for _ in range(10):
        assert sign_in(app.test_client(), "amina@example.org", "wrong").status_code == 422
    refused = sign_in(app.test_client(), "AMINA@example.org", PASSWORD)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 600
    assert "Try again in 10 minutes" in refused.text
    assert sign_in(app.test_client(), "somebody.else", "wrong").status_code == 422


def test_a_classroom_behind_one_address_signs_in_at_once(app: Flask) -> None:
    answers = [sign_in(app.test_client(), f"learner{number}", "wrong").status_code for number in range(30)]
    assert set(answers) == {422}


def test_forms_help_password_managers_and_phones(client: FlaskClient) -> None:
    pages = {
        "/en/sign-in": ['autocomplete="username"', 'autocomplete="current-password"'],
        "/en/sign-in/card": ['inputmode="numeric"', 'autocomplete="username"'],
        "/en/sign-up": ['autocomplete="new-password"', 'autocomplete="name"'],
        "/en/forgotten": ['autocomplete="email"'],
    }
    for address, attributes in pages.items():
        text = client.get(address).text
        assert [attribute for attribute in attributes if attribute not in text] == []
        assert "onpaste" not in text


def test_nobody_alone_keeps_a_person_out(app: Flask, amina: int) -> None:
    guesser = app.test_client()
    for _ in range(15):
        sign_in(guesser, "amina@example.org", "wrong")
    at_home = app.test_client()
    at_home.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert sign_in(at_home).status_code == 303


def test_guesses_from_many_networks_are_limited_together(app: Flask, amina: int) -> None:
    form = {"form_token": token_of(app.test_client().get("/en/sign-in")), "identity": "amina@example.org"}
    answers = []
    for number in range(101):
        guesser = app.test_client()
        guesser.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        answers.append(guesser.post("/en/sign-in", data={**form, "password": ""}).status_code)
    assert answers == [422] * 100 + [429]
