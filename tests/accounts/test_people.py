"""Signing in and up, cards, passwords, profiles."""

import re
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from elearn.accounts.models import PersonRow, SessionRow, ThrottleRow
from elearn.accounts.rules import Role
from elearn.accounts.service import passwords, people
from elearn.infra.database import db, transaction
from elearn.ui.slots import slots
from tests.accounts.conftest import PASSWORD, build
from tests.accounts.visits import cookie_of, sign_in, write
from tests.forms import post, token_of

NEW = {"name": "রফিকুল ইসলাম", "identity": "Rafiq@Example.org", "password": PASSWORD, "language": "it"}


def people_now() -> list[tuple[str, str]]:
    return [(row.role, row.name) for row in db.session.execute(select(PersonRow.role, PersonRow.name))]


def use_card(client: FlaskClient, code: str, pin: str) -> TestResponse:
    return post(client, "/en/sign-in/card", {"code": code, "pin": pin})


@pytest.fixture
def card(app: Flask, amina: int) -> people.Card:
    with app.app_context(), transaction():
        return people.create_card(amina)


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


def test_guesses_that_arrive_together_count_one_by_one(tmp_path: Path) -> None:
    app = build(tmp_path)
    with app.app_context(), transaction():
        card = people.create_card(people.create_account("Amina", Role.LEARNER))
    guesses = ["000000"] * 8
    answers: list[str] = []

    def guess(pin: str) -> None:
        with app.test_request_context("/en/sign-in/card", method="POST"):
            try:
                with transaction():
                    answers.append(str(people.check_card(card.code, pin)))
            except people.throttle.CardLocked:
                answers.append("locked")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=guess, args=(pin,)) for pin in guesses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["None"] * 5 + ["locked"] * 3
    with app.app_context():
        db.engine.dispose()


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


def test_a_password_changes_only_with_the_old_one(client: FlaskClient, amina: int, app: Flask) -> None:
    sign_in(client)
    refused = post(
        client, "/en/account/password", {"old_password": "not this one", "password": "un altro treno di notte"}
    )
    assert refused.status_code == 422
    assert "not the password that you use now" in refused.text
    done = post(client, "/en/account/password", {"old_password": PASSWORD, "password": "un altro treno di notte"})
    assert (done.status_code, done.location) == (303, "/en/account?done=password-changed")
    assert "You have a new password" in client.get(done.location).text
    assert sign_in(app.test_client()).status_code == 422
    assert sign_in(app.test_client(), password="un altro treno di notte").status_code == 303


def test_people_see_and_end_their_own_sessions_and_no_others(app: Flask, client: FlaskClient, amina: int) -> None:
    with app.app_context(), transaction():
        people.create_account("Other", Role.LEARNER, identity="other", password=PASSWORD)
    other, phone = app.test_client(), app.test_client()
    sign_in(other, "other")
    post_phone = {"identity": "amina@example.org", "password": PASSWORD}
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 10) Chrome/130 Mobile Safari/537"
    post(phone, "/en/sign-in", post_phone)
    sign_in(client)
    page = client.get("/en/account/sessions").text
    assert "Chrome, Android" in page
    assert page.count("/end") == 2  # the phone's, and "all others"
    with app.app_context():
        names = {
            row.person_id: row.public_id
            for row in db.session.execute(
                select(SessionRow.person_id, SessionRow.public_id).where(SessionRow.browser == "")
            )
        }
    foreign = names[max(names)]
    post(client, f"/en/account/sessions/{foreign}/end", page="/en/account/sessions")
    assert other.get("/en/members").status_code == 200
    post(client, "/en/account/sessions/end-others", page="/en/account/sessions")
    assert phone.get("/en/members").status_code == 302
    assert client.get("/en/members").status_code == 200


def test_a_profile_keeps_any_name_and_only_listed_choices(client: FlaskClient, amina: int) -> None:
    sign_in(client)
    page = post(client, "/en/account/profile", {"name": "ኣስመሮም", "language": "de", "country": "be"})
    assert page.location == "/de/account?done=profile-saved"
    assert "ኣስመሮም" in client.get("/en/account").text
    assert "Belgium" in client.get("/en/account").text
    for wrong in ({"language": "xx"}, {"country": "zz"}, {"name": ""}):
        form = {"name": "Amina", "language": "de", "country": "be", **wrong}
        assert post(client, "/en/account/profile", form).status_code == 422


def test_names_are_shown_as_text(client: FlaskClient) -> None:
    post(client, "/en/sign-up", {**NEW, "name": "<img src=x onerror=alert(1)>"})
    assert "<img" not in client.get("/en/account").text
    assert "&lt;img src=x" in client.get("/en/account").text


def test_forms_help_password_managers_and_phones(client: FlaskClient, card: people.Card) -> None:
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


def test_demo_people_are_marked(app: Flask) -> None:
    with app.app_context(), transaction():
        assert not people.has_demo_people()
        people.create_account("Marta", Role.TRAINER, identity="marta", password="quaderno", is_demo=True)
        assert people.has_demo_people()
        assert people.how_many() == 1


def test_a_second_click_on_sign_up_signs_in(app: Flask, client: FlaskClient) -> None:
    assert post(client, "/en/sign-up", NEW).status_code == 303
    assert post(app.test_client(), "/en/sign-up", NEW).status_code == 303
    with app.app_context():
        assert people_now() == [("learner", "রফিকুল ইসলাম")]


def test_signing_up_is_no_side_door_to_guess_passwords(app: Flask, amina: int) -> None:
    guess = {**NEW, "identity": "amina@example.org", "password": "a guess of somebody"}
    answers = [post(app.test_client(), page, guess).status_code for page in ["/en/sign-up", "/en/sign-in"] * 6]
    assert answers == [422] * 10 + [429] * 2
