"""What people do in a browser, in one line."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn.accounts.models import PersonRow
from elearn.infra.database import db
from tests.accounts.conftest import PASSWORD
from tests.forms import post


def sign_in(client: FlaskClient, identity: str = "amina@example.org", password: str = PASSWORD) -> TestResponse:
    """Sign in by the page."""
    return post(client, "/en/sign-in", {"identity": identity, "password": password})


def write(client: FlaskClient, address: str = "/en/write") -> TestResponse:
    """Send a form that makes a guest of a stranger."""
    return post(client, address, page="/en/forgotten")


def cookie_of(client: FlaskClient) -> str:
    """The secret that this browser holds. AssertionError if there is none."""
    cookie = client.get_cookie("quaderno")
    assert cookie is not None
    return cookie.value


def steal(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser with the same cookie."""
    thief = app.test_client()
    thief.set_cookie("quaderno", cookie_of(client))
    return thief


NEW = {"name": "রফিকুল ইসলাম", "identity": "Rafiq@Example.org", "password": PASSWORD, "language": "it"}


def people_now() -> list[tuple[str, str]]:
    """Role and name of everybody. Needs an application context."""
    return [(row.role, row.name) for row in db.session.execute(select(PersonRow.role, PersonRow.name))]
