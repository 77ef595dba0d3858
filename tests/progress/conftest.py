"""People and a small library in the database, for the tests of progress."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.app import create_app
from elearn.catalogue.service.importing import import_content
from elearn.infra.database import db, transaction
from tests.conftest import settings_for
from tests.pages import ValidatingClient
from tests.progress.content import write_library

NewPerson = Callable[[], int]


@pytest.fixture(params=["app", pytest.param("postgres_app", marks=pytest.mark.postgres)], ids=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Flask:
    """The application, once on each database."""
    found: Flask = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def new_person(store: Flask) -> NewPerson:
    """Makes a learner with a committed row; returns the id."""

    def make() -> int:
        with store.app_context(), transaction():
            return create_account("Amina", Role.LEARNER)

    return make


@pytest.fixture(scope="session")
def stocked_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """An SQLite file with the small library, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("stocked")
    shutil.copy(empty_database, folder / "quaderno.sqlite3")
    app = create_app(settings_for(folder))
    with app.app_context():
        with transaction():
            import_content(write_library(folder / "content"), None, "first")
        db.engine.dispose()
    return folder / "quaderno.sqlite3"


@pytest.fixture
def stocked(tmp_path: Path, stocked_database: Path) -> Iterator[Flask]:
    """The application with the small library."""
    shutil.copy(stocked_database, tmp_path / "quaderno.sqlite3")
    application = create_app(settings_for(tmp_path))
    application.testing = True
    application.test_client_class = ValidatingClient
    yield application
    with application.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def speak_english(english: None) -> None:
    """These tests quote the interface in the language of the code."""
