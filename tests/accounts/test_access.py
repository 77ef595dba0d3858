"""Sessions, cookies, guests, and who may see a page."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask, g
from flask.testing import FlaskClient
from flask_login import current_user
from sqlalchemy import event, func, select, update

from elearn.accounts.models import PersonRow, SessionRow
from elearn.accounts.rules import Role
from elearn.accounts.service import people
from elearn.accounts.service.access import current_person
from elearn.core.ids import digest
from elearn.infra.database import db, transaction
from tests.accounts.conftest import PASSWORD, build
from tests.accounts.visits import cookie_of, sign_in, steal, write
from tests.forms import post, token_of


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_reading_sets_no_cookie_and_keeps_nothing(app: Flask, client: FlaskClient) -> None:
    page = client.get("/en/who")
    assert page.text == "guest  None"
    assert "Set-Cookie" not in page.headers
    with app.app_context():
        assert count(PersonRow) == 0


def test_the_first_write_makes_a_guest_and_the_next_one_finds_the_same(app: Flask, client: FlaskClient) -> None:
    first = write(client)
    assert first.text == write(client).text
    assert client.get("/en/who").text == f"guest  {first.text}"
    with app.app_context():
        assert (count(PersonRow), count(SessionRow)) == (1, 1)


def test_the_page_that_was_open_before_a_person_became_a_guest_still_works(client: FlaskClient) -> None:
    form = {"form_token": token_of(client.get("/en/forgotten"))}
    assert client.post("/en/write", data=form).text == client.post("/en/write", data=form).text


def test_a_guest_that_was_undone_gets_no_cookie(app: Flask, client: FlaskClient) -> None:
    app.testing = False
    reply = write(client, "/en/fail")
    assert reply.status_code == 500
    assert "Set-Cookie" not in reply.headers


def test_a_failed_write_leaves_the_cookie_that_was_there(app: Flask, client: FlaskClient) -> None:
    guest = write(client).text
    app.testing = False
    assert "Set-Cookie" not in write(client, "/en/fail").headers
    assert client.get("/en/who").text.endswith(guest)


def test_the_cookie_is_closed_to_scripts_and_other_sites(client: FlaskClient) -> None:
    header = write(client).headers["Set-Cookie"]
    assert header.startswith("quaderno=")
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Path=/" in header
    assert "Domain" not in header


def test_with_tls_the_cookie_is_bound_to_the_host(tmp_path: Path, amina: int) -> None:
    app = build(tmp_path, base_url="https://learn.example")
    client = app.test_client()
    reply = post(client, "https://learn.example/en/sign-in", {"identity": "amina@example.org", "password": PASSWORD})
    header = reply.headers["Set-Cookie"]
    assert header.startswith("__Host-quaderno=")
    assert "Secure" in header
    assert "Path=/" in header
    assert "Domain" not in header


def test_the_table_does_not_hold_the_cookie(app: Flask, client: FlaskClient, amina: int) -> None:
    sign_in(client)
    token = cookie_of(client)
    with app.app_context():
        row = db.session.execute(select(SessionRow)).scalar_one()
        assert row.token_digest == digest(token)
        assert token not in str(vars(row))


def test_signing_in_gives_a_new_secret(client: FlaskClient, amina: int) -> None:
    write(client)
    before = cookie_of(client)
    sign_in(client)
    assert cookie_of(client) != before


def test_a_cookie_that_somebody_planted_is_not_taken_over(client: FlaskClient, amina: int) -> None:
    client.set_cookie("quaderno", "planted")
    sign_in(client)
    assert cookie_of(client) != "planted"


@pytest.mark.parametrize("value", ["", "x", "é" * 50, "a" * 3000, "%00", '"'])
def test_a_cookie_of_nonsense_is_a_stranger(client: FlaskClient, value: str) -> None:
    client.set_cookie("quaderno", value)
    assert client.get("/en/who").text == "guest  None"


def test_a_stolen_cookie_is_dead_after_sign_out(app: Flask, client: FlaskClient, amina: int) -> None:
    sign_in(client)
    thief = steal(app, client)
    assert "Amina" in thief.get("/en/who").text
    reply = post(client, "/en/sign-out", page="/en/account")
    assert reply.headers["Clear-Site-Data"] == '"cache"'
    assert thief.get("/en/who").text == "guest  None"
    assert client.get("/en/who").text == "guest  None"


def test_a_stolen_cookie_is_dead_after_a_change_of_the_password(app: Flask, client: FlaskClient, amina: int) -> None:
    sign_in(client)
    thief = app.test_client()
    sign_in(thief)
    post(client, "/en/account/password", {"old_password": PASSWORD, "password": "un altro treno di notte"})
    assert thief.get("/en/who").text == "guest  None"
    assert "Amina" in client.get("/en/who").text


def test_disabling_ends_all_sessions_at_once_and_for_good(app: Flask, client: FlaskClient, amina: int) -> None:
    sign_in(client)
    with app.app_context(), transaction():
        people.disable(amina)
    assert client.get("/en/who").text == "guest  None"
    assert sign_in(client).status_code == 422
    with app.app_context(), transaction():
        people.enable(amina)
    assert sign_in(client).status_code == 303


def test_a_session_that_outlives_disabling_does_not_help(app: Flask, client: FlaskClient, amina: int) -> None:
    sign_in(client)
    with app.app_context(), transaction():
        db.session.execute(update(PersonRow).values(disabled_at=datetime.now(UTC)))
    assert client.get("/en/who").text == "guest  None"


def test_an_idle_session_ends_and_a_visited_one_does_not(client: FlaskClient, amina: int) -> None:
    start = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        sign_in(client)
    for day in (20, 40, 60):
        with time_machine.travel(start + timedelta(days=day), tick=False):
            assert "Amina" in client.get("/en/who").text
    with time_machine.travel(start + timedelta(days=91), tick=False):
        assert client.get("/en/who").text == "guest  None"


def test_even_a_session_in_daily_use_ends_at_last(client: FlaskClient, amina: int) -> None:
    start = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        sign_in(client)
    for day in range(20, 181, 20):
        with time_machine.travel(start + timedelta(days=day), tick=False):
            assert "Amina" in client.get("/en/who").text
    with time_machine.travel(start + timedelta(days=181), tick=False):
        assert client.get("/en/who").text == "guest  None"


def test_a_visit_is_written_once_a_day_and_renews_the_cookie(app: Flask, client: FlaskClient, amina: int) -> None:
    written: list[str] = []
    with app.app_context():
        event.listen(
            db.engine,
            "before_cursor_execute",
            lambda _c, _cursor, statement, *_rest: written.append(statement.split()[0]),
        )
    start = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        sign_in(client)
        written.clear()
        assert "Set-Cookie" not in client.get("/en/who").headers
        assert [word for word in written if word not in ("BEGIN", "COMMIT")] == ["SELECT"]
    with time_machine.travel(start + timedelta(days=1), tick=False):
        written.clear()
        assert "Set-Cookie" in client.get("/en/who").headers
        assert "Set-Cookie" not in client.get("/en/who").headers
        assert written.count("UPDATE") == 1


def test_finding_the_person_costs_one_statement_per_request(app: Flask, client: FlaskClient, amina: int) -> None:
    sign_in(client)
    token = cookie_of(client)
    statements: list[str] = []
    with app.test_request_context("/en/who", headers={"Cookie": f"quaderno={token}"}):
        event.listen(
            db.engine, "before_cursor_execute", lambda _c, _cursor, statement, *_rest: statements.append(statement)
        )
        assert current_person().name == "Amina Diallo"
        assert current_user.name == "Amina Diallo"
        assert current_user.is_authenticated
        assert current_person() is g.person
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 1


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        (None, "/en/members", 302),
        (Role.LEARNER, "/en/members", 200),
        (None, "/en/admin", 302),
        (Role.LEARNER, "/en/admin", 403),
        (Role.TRAINER, "/en/admin", 403),
        (Role.COORDINATOR, "/en/admin", 403),
        (Role.ADMINISTRATOR, "/en/admin", 200),
    ],
)
def test_who_may_see_a_page(app: Flask, client: FlaskClient, role: Role | None, address: str, status: int) -> None:
    if role is not None:
        with app.app_context(), transaction():
            people.create_account("Somebody", role, identity="somebody", password=PASSWORD)
        sign_in(client, "somebody")
    assert client.get(address).status_code == status


def test_guests_are_asked_to_sign_in_and_come_back_to_their_page(client: FlaskClient, amina: int) -> None:
    write(client)
    reply = client.get("/de/members?from=mail")
    assert reply.status_code == 302
    assert reply.location == "/de/sign-in?next=/de/members?from%3Dmail"
    there = post(client, reply.location, {"identity": "amina@example.org", "password": PASSWORD})
    assert there.location == "/de/members?from=mail"


def test_every_view_says_who_may_use_it(app: Flask) -> None:
    views = {name: view for name, view in app.view_functions.items() if name.startswith("accounts.")}
    assert len(views) == 14
    assert [name for name, view in views.items() if not hasattr(view, "allowed_to")] == []


def test_a_form_needs_the_token_of_its_own_session(app: Flask, client: FlaskClient, amina: int) -> None:
    token = token_of(client.get("/en/sign-in"))
    sign_in(client)
    for form in ({}, {"form_token": "nonsense"}, {"form_token": token}):
        assert client.post("/en/sign-out", data=form).status_code == 400
    assert "Amina" in client.get("/en/who").text


def test_another_site_cannot_sign_anybody_in_or_out(client: FlaskClient, amina: int) -> None:
    token = token_of(client.get("/en/sign-in"))
    form = {"form_token": token, "identity": "amina@example.org", "password": PASSWORD}
    for header in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/en/sign-in", data=form, headers=header).status_code == 400
    assert client.get("/en/sign-out").status_code == 405


def test_a_reply_that_looks_at_nobody_does_not_vary_by_cookie(client: FlaskClient) -> None:
    assert "Cookie" not in client.get("/healthz").headers.get("Vary", "")
