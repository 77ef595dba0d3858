"""The application with the sample quiz published, people, and a learner's browser."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.service.importing import import_content
from elearn.catalogue.service.library import library
from elearn.infra.database import transaction
from tests.conftest import application_on
from tests.forms import token_of
from tests.pages import ValidatingClient
from tests.quizzes.content import QUIZ_URL, write_content

PASSWORD = "un treno blu di notte"
REVISION = re.compile(r'name="revision" value="(\d+)"')
Fields = Mapping[str, Sequence[str]]


def publish_sample(app: Flask, folder: Path, changes: Mapping[str, str] | None = None) -> None:
    """Import the sample content, with changes, and publish it."""
    with app.app_context(), transaction():
        report = import_content(write_content(folder, changes), None, "test")
        assert not report.broken, [problem for problem in report.problems if problem.level == "error"]


@pytest.fixture(scope="session")
def quiz_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """An SQLite file with the sample content, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("quizzes")
    with application_on(empty_database, folder) as app:
        publish_sample(app, folder / "content")
    return folder / "quaderno.sqlite3"


@pytest.fixture
def quiz_app(tmp_path: Path, quiz_database: Path) -> Iterator[Flask]:
    """The application with the sample content."""
    with application_on(quiz_database, tmp_path) as application:
        yield application


@pytest.fixture
def postgres_quiz_app(tmp_path: Path, postgres_app: Flask) -> Flask:
    """The same on PostgreSQL."""
    postgres_app.test_client_class = ValidatingClient
    publish_sample(postgres_app, tmp_path / "content")
    return postgres_app


@pytest.fixture(params=["quiz_app", pytest.param("postgres_quiz_app", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> Flask:
    """The application, once on each database."""
    found: Flask = request.getfixturevalue(request.param)
    return found


def new_person(app: Flask, name: str = "Amina") -> int:
    """A learner who can sign in with the name in small letters."""
    with app.app_context(), transaction():
        return create_account(name, Role.LEARNER, identity=name.lower(), password=PASSWORD, language="it")


def live_quiz() -> Quiz:
    """The sample quiz as it is published now. Needs an application context."""
    return library().modules["logframe"].checks[0]


class Learner:
    """A person at a browser, who takes the sample quiz."""

    def __init__(self, app: Flask, language: str = "it") -> None:
        self.client: FlaskClient = app.test_client()
        self.language = language

    def sign_in(self, name: str = "amina") -> None:
        """Sign in."""
        page = self.client.get(f"/{self.language}/sign-in")
        sent = {"identity": name, "password": PASSWORD, "form_token": token_of(page)}
        assert self.client.post(f"/{self.language}/sign-in", data=sent).status_code == 303

    def sign_out(self) -> None:
        """Sign out."""
        token = token_of(self.client.get(self.url()))
        assert self.client.post(f"/{self.language}/sign-out", data={"form_token": token}).status_code == 303

    def url(self, place: str = "") -> str:
        """An address below the quiz's."""
        return QUIZ_URL.format(language=self.language) + place

    def start(self) -> int:
        """Start an attempt, or go on with the running one; returns its number."""
        token = token_of(self.client.get(self.url()))
        reply = self.client.post(self.url(), data={"form_token": token})
        assert reply.status_code == 303
        return int(reply.location.rsplit("/", 1)[1])

    def page(self, number: int, position: int) -> str:
        """A question's page."""
        reply = self.client.get(self.url(f"/attempts/{number}/{position}"))
        assert reply.status_code == 200
        return reply.get_data(as_text=True)

    def send(self, number: int, position: int, fields: Fields, *, json: bool = False, **more: object) -> TestResponse:
        """Answer a question. The revision is the one of its page unless it is given."""
        reply = self.client.get(self.url(f"/attempts/{number}/{position}"), follow_redirects=True)
        found = REVISION.search(reply.get_data(as_text=True))
        sent = {"revision": found[1] if found else "1", "form_token": token_of(reply), **fields, **more}
        headers = {"Accept": "application/json"} if json else {}
        return self.client.post(self.url(f"/attempts/{number}/{position}"), data=sent, headers=headers)

    def hand_in(self, number: int) -> TestResponse:
        """Hand in."""
        token = token_of(self.client.get(self.url(f"/attempts/{number}/hand-in"), follow_redirects=True))
        return self.client.post(self.url(f"/attempts/{number}/hand-in"), data={"form_token": token})

    def review(self, number: int) -> str:
        """The review of a finished attempt."""
        reply = self.client.get(self.url(f"/attempts/{number}"))
        assert reply.status_code == 200
        return reply.get_data(as_text=True)


@pytest.fixture
def amina(quiz_app: Flask) -> Learner:
    """A learner who has signed in."""
    new_person(quiz_app)
    learner = Learner(quiz_app)
    learner.sign_in()
    return learner


@pytest.fixture
def positions(quiz_app: Flask) -> Callable[[], Mapping[str, int]]:
    """The position of each question: the sample quiz does not shuffle its questions."""
    return lambda: {name: place for place, name in enumerate(_names(quiz_app), 1)}


def _names(app: Flask) -> list[str]:
    with app.app_context():
        return list(live_quiz().questions)


@pytest.fixture(autouse=True)
def speak_english(english: None) -> None:
    """These tests quote the interface in the language of the code."""
