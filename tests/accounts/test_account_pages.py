"""A person's own pages: password, sessions, profile."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from elearn.accounts.models import SessionRow
from elearn.accounts.rules import Role
from elearn.accounts.service import people
from elearn.infra.database import db, transaction
from tests.accounts.conftest import PASSWORD
from tests.accounts.visits import NEW, sign_in
from tests.forms import post


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
