"""The application with a few pages of an imagined domain above this one, and people for it."""

from pathlib import Path

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue

from elearn.accounts.rules import Role, administrator, anyone, signed_in
from elearn.accounts.service import people
from elearn.accounts.service.access import acting_person, allow, current_person
from elearn.app import create_app
from elearn.infra.database import db, transaction
from tests.conftest import settings_for

PASSWORD = "un treno blu di notte"


def build(folder: Path, **changes: object) -> Flask:
    """An application with other settings, on an empty database."""
    app = create_app(settings_for(folder, **changes))
    app.testing = True
    add_pages(app)
    with app.app_context():
        db.create_all()
    return app


def plain(text: object) -> ResponseReturnValue:
    """A reply that is not a page."""
    return str(text), 200, {"Content-Type": "text/plain; charset=utf-8"}


def add_pages(app: Flask) -> None:
    """Pages of an imagined domain above: one for everybody, one to write, one for each kind of right."""

    @app.get("/<any(it,en,es,fr,de):language>/who")
    @allow(anyone)
    def who() -> ResponseReturnValue:
        person = current_person()
        return plain(f"{person.role} {person.name} {person.id}")

    @app.post("/<any(it,en,es,fr,de):language>/write")
    @allow(anyone)
    def write() -> ResponseReturnValue:
        return plain(acting_person().id)

    @app.post("/<any(it,en,es,fr,de):language>/fail")
    @allow(anyone)
    def fail() -> ResponseReturnValue:
        acting_person()
        raise RuntimeError

    @app.get("/<any(it,en,es,fr,de):language>/members")
    @allow(signed_in)
    def members() -> ResponseReturnValue:
        return plain("members")

    @app.get("/<any(it,en,es,fr,de):language>/admin")
    @allow(administrator)
    def admin() -> ResponseReturnValue:
        return plain("admin")


@pytest.fixture
def app(app: Flask) -> Flask:
    """The shared application, with the pages."""
    add_pages(app)
    return app


@pytest.fixture
def amina(app: Flask) -> int:
    """A learner with an e-mail address."""
    with app.app_context(), transaction():
        return people.create_account(
            "Amina Diallo", Role.LEARNER, identity="Amina@Example.org", password=PASSWORD, language="fr"
        )


@pytest.fixture(autouse=True)
def speak_english(english: None) -> None:
    """These tests quote the interface in the language of the code."""
