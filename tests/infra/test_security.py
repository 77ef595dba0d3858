"""Requests that no browser sends: each is refused, quickly, with a reply that carries our headers and tells nothing."""

import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from elearn.app import create_app
from elearn.infra.database import db
from elearn.infra.security import LONGEST_ADDRESS, MOST_BODY_BYTES, MOST_FIELDS, bind_form_tokens, take_files
from tests.conftest import settings_for
from tests.forms import token_of
from tests.timing import soon

PROTECTION = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options")


@pytest.fixture
def public(tmp_path: Path, empty_database: Path) -> Iterator[FlaskClient]:
    """A browser on a site in production, where a mistake of ours is a page and not an exception."""
    shutil.copy(empty_database, tmp_path / "quaderno.sqlite3")
    app = create_app(settings_for(tmp_path, production=True, base_url="https://localhost"))
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "a b"])
def test_a_name_that_is_not_ours_gets_no_page(public: FlaskClient, host: str) -> None:
    reply = public.get("/it/sign-in", headers={"Host": host})
    assert (reply.status_code, reply.mimetype) == (400, "text/plain")
    assert reply.headers["Content-Security-Policy"]
    assert "evil" not in reply.text


def test_every_kind_of_reply_is_protected(public: FlaskClient) -> None:
    static = re.findall(r"/static/[\w.-]+", public.get("/it/sign-in").text)
    addresses = ["/", "/it/sign-in", "/it/nothing", "/healthz", "/robots.txt", "/sitemap.xml", "/it/reset/x", *static]
    for address in addresses:
        with public.get(address) as reply:
            assert reply.status_code in (200, 302, 404), address
            assert [name for name in PROTECTION if name not in reply.headers] == [], address
            assert "max-age=" in reply.headers["Strict-Transport-Security"], address
            assert "Access-Control-Allow-Origin" not in reply.headers, address


@pytest.mark.parametrize(
    "address", ["//[x", "http://[", "/\\evil.example", "//evil.example", "/\tevil", "javascript:1"]
)
def test_an_address_to_go_on_to_is_ours_or_none(public: FlaskClient, address: str) -> None:
    page = public.get("/it/sign-in", query_string={"next": address})
    assert page.status_code == 200
    assert not re.search(r'href="/it/sign-up\?', page.text)


@pytest.mark.parametrize("origin", ["http://[", "://", "https://localhost@evil.example", "localhost"])
def test_an_origin_that_is_none_is_not_ours(public: FlaskClient, origin: str) -> None:
    form = {"form_token": token_of(public.get("/it/sign-in")), "identity": "x", "password": "x"}
    assert public.post("/it/sign-in", data=form, headers={"Origin": origin}).status_code == 400
    assert public.post("/it/sign-in", data=form, headers={"Origin": "http://localhost"}).status_code == 422


@pytest.mark.parametrize("name", ["endpoint", "_external", "_scheme", "_anchor", "self", "language"])
def test_a_query_may_hold_any_name_and_stays_in_the_language_links(public: FlaskClient, name: str) -> None:
    page = public.get(f"/it/glossary?{name}=evil.example&q=a")
    assert page.status_code == 200
    assert f'href="/de/glossary?{name}=evil.example&amp;q=a"' in page.text


@pytest.mark.parametrize("address", ["/it/m/{}/", "/media/{}/x.svg", "/it/glossary?q={}"])
def test_an_address_that_is_too_long_gets_no_page_that_could_be_kept(public: FlaskClient, address: str) -> None:
    reply = public.get(address.format("a" * LONGEST_ADDRESS))
    assert (reply.status_code, reply.mimetype) == (414, "text/plain")


@pytest.mark.parametrize("address", ["/it/m/%00", "/media/%00/x.svg", "/it/reset/%00"])
def test_no_address_holds_a_nul(public: FlaskClient, address: str) -> None:
    assert public.get(address).status_code == 404


def test_a_form_has_a_limited_number_of_fields(public: FlaskClient) -> None:
    assert public.post("/it/sign-up", data={"a": ["x"] * MOST_FIELDS}).status_code == 400
    assert public.post("/it/sign-up", data={"a": ["x"] * (MOST_FIELDS + 1)}).status_code == 413


@pytest.mark.parametrize(
    ("kind", "before"),
    [
        ("application/x-www-form-urlencoded", b"name="),
        ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n'),
    ],
)
def test_too_much_at_once_ends_in_a_page_in_words(public: FlaskClient, kind: str, before: bytes) -> None:
    reply = public.post("/de/sign-up", data=before + b"x" * MOST_BODY_BYTES, content_type=kind)
    assert reply.status_code == 413
    assert "Das ist zu viel auf einmal" in reply.text


def test_only_people_who_are_signed_in_may_send_large_files(app: Flask) -> None:
    take_files(app, "accounts.sign_up")
    large = {"text": "x" * (MOST_BODY_BYTES + 1)}
    assert app.test_client().post("/it/sign-up", data=large).status_code == 413
    bind_form_tokens(app, lambda: "somebody")
    assert app.test_client().post("/it/sign-up", data=large).status_code == 400  # it was read, and had no token


@pytest.mark.parametrize("field", ["password", "name", "identity"])
def test_a_text_that_is_slow_to_normalise_holds_nobody_up(public: FlaskClient, field: str) -> None:
    form = {"name": "A", "identity": "amina", "password": "un treno blu di notte", "language": "it"}
    slow = {**form, "form_token": token_of(public.get("/it/sign-in")), field: "a" + "\u0315\u0300" * 20_000}
    page = "/it/sign-in" if field == "password" else "/it/sign-up"
    reply = soon(0.3, lambda: public.post(page, data=slow, content_type="multipart/form-data"))
    assert reply.status_code in (303, 422)


def test_an_error_of_the_database_tells_the_log_no_values(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with app.app_context(), pytest.raises(OperationalError) as raised, caplog.at_level(logging.DEBUG):
        db.session.execute(text("SELECT * FROM nowhere WHERE email = :email"), {"email": "amina@example.org"})
    assert "amina@example.org" not in f"{raised.value}{caplog.text}"
