"""People and a small library in the database, for the tests of progress."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.catalogue.service.importing import import_content
from elearn.infra.database import transaction
from tests.conftest import application_on
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
    with application_on(empty_database, folder) as app, app.app_context(), transaction():
        import_content(write_library(folder / "content"), None, "first")
    return folder / "quaderno.sqlite3"


@pytest.fixture
def stocked(tmp_path: Path, stocked_database: Path) -> Iterator[Flask]:
    """The application with the small library."""
    with application_on(stocked_database, tmp_path) as application:
        yield application


@pytest.fixture(autouse=True)
def speak_english(english: None) -> None:
    """These tests quote the interface in the language of the code."""
