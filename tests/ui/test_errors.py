"""When something goes wrong: the right status, a page in the reader's language, and nothing lost or told."""

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from tests.forms import post, token_of


def _break(error: Exception) -> str:
    raise error


@pytest.fixture
def broken(app: Flask) -> FlaskClient:
    """A browser on a site with pages that fail."""
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/de/broken", "broken", lambda: _break(RuntimeError("secret detail")), methods=["GET", "POST"])
    full = OperationalError("INSERT", {}, Exception("database or disk is full"))
    app.add_url_rule("/de/full", "full", lambda: _break(full), methods=["GET", "POST"])
    for status in (400, 403, 413, 429):
        app.add_url_rule(f"/de/{status}", str(status), lambda status=status: abort(status))
    return app.test_client()


@pytest.mark.parametrize("status", [400, 403, 413, 429])
def test_a_refusal_has_its_status_and_a_page(broken: FlaskClient, status: int) -> None:
    page = broken.get(f"/de/{status}")
    assert page.status_code == status
    assert 'lang="de"' in page.text


def test_a_mistake_of_ours_tells_a_number_and_no_detail(broken: FlaskClient) -> None:
    page = broken.get("/de/broken")
    assert page.status_code == 500
    assert "secret detail" not in page.text
    assert "Traceback" not in page.text


def test_a_full_disk_says_that_nothing_was_saved(broken: FlaskClient) -> None:
    page = post(broken, "/de/full", page="/de/sign-in")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")


def test_a_form_of_another_session_can_be_sent_again(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/en/sign-up")
    stale = token_of(page)[:-3] + "abc"
    reply = client.post("/en/sign-up", data={"form_token": stale, "name": "Fatou <b>", "language": "fr"})
    assert reply.status_code == 400
    assert 'name="name" value="Fatou &lt;b&gt;"' in reply.text
    secret = client.post("/en/sign-up", data={"form_token": stale, "name": "Fatou", "password": "hidden words"})
    assert "hidden words" not in secret.text


def test_replies_carry_the_headers_that_protect_people(client: FlaskClient) -> None:
    headers = client.get("/it/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-store"
    assert "Strict-Transport-Security" not in headers


def test_static_files_never_change_and_are_compressed(client: FlaskClient) -> None:
    address = client.get("/it/sign-in").text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    reply = client.get(address, headers={"Accept-Encoding": "br"})
    assert reply.status_code == 200
    assert "immutable" in reply.headers["Cache-Control"]
    assert reply.headers["Content-Encoding"] == "br"
    reply.close()
