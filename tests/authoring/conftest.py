"""People who write, and a small course to write in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.catalogue.service.importing import import_content
from elearn.infra.database import transaction
from tests.conftest import application_on
from tests.forms import post

PASSWORD = "a long and quiet sentence"
MODULE = "modules/bees"
LESSON = f"{MODULE}/lessons/first/it.md"
FILES = {
    "glossary.csv": "term_id,en,it,es,fr,de,note\noutcome,outcome,outcome,efecto,effet,Wirkung,\n",
    "glossary/it.yml": "outcome:\n  definition: Il cambiamento.\n",
    "paths/operators/path.yml": "source: it\naudience: operators\nhours: 36\nmodules:\n  - bees\n",
    "paths/operators/it.md": "---\ntitle: Operatori\n---\nIl percorso.\n",
    f"{MODULE}/module.yml": "source: it\nlessons:\n  - id: first\n    minutes: 10\n"
    "quizzes:\n  - id: check\n    minutes: 5\n",
    f"{MODULE}/it.md": "---\ntitle: Le api\nsummary: Un modulo.\nobjectives:\n  - Capire le api.\n---\nTesto.\n",
    LESSON: "---\ntitle: Prima lezione\n---\n\nUno.\n\nDue.\n\nTre.\n",
    f"{MODULE}/quizzes/check/quiz.yml": "questions:\n  - id: honey\n"
    "    kind: single\n    options: [a, b]\n    right: a\n",
    f"{MODULE}/quizzes/check/it.yml": (
        "questions:\n  honey:\n    stem: Che cosa fanno le api?\n    options:\n"
        "      a: {text: Miele, reason: Sì.}\n      b: {text: Sale, reason: No.}\n"
    ),
}
NewWriter = Callable[..., FlaskClient]


def write_course(folder: Path) -> Path:
    """Write the course as files; returns their folder."""
    for path, body in FILES.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8")
    return folder / "content"


@pytest.fixture(scope="session")
def course_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """An SQLite file with one path of one module, published; made once and copied for each test."""
    folder = tmp_path_factory.mktemp("course")
    with application_on(empty_database, folder) as app, app.app_context(), transaction():
        import_content(write_course(folder), who=None, note="")
    return folder / "quaderno.sqlite3"


@pytest.fixture
def course(tmp_path: Path, course_database: Path) -> Iterator[Flask]:
    """The application with one path of one module, published."""
    with application_on(course_database, tmp_path) as application:
        yield application


@pytest.fixture
def new_person(course: Flask) -> Callable[..., int]:
    """Makes a person; returns the id."""

    def make(name: str = "marta", role: Role = Role.TRAINER) -> int:
        with course.app_context(), transaction():
            return create_account(name.title(), role, identity=name, password=PASSWORD)

    return make


@pytest.fixture
def new_writer(course: Flask, new_person: Callable[..., int]) -> NewWriter:
    """Makes a person and signs them in; returns their browser."""

    def sign_in(name: str = "marta", role: Role = Role.TRAINER) -> FlaskClient:
        new_person(name, role)
        browser = course.test_client()
        post(browser, "/it/sign-in", {"identity": name, "password": PASSWORD})
        return browser

    return sign_in


def fields_of(page: TestResponse) -> dict[str, str]:
    """What a browser would send back for the longest form of a page: every field with what stands in it."""
    forms = html5lib.parse(page.get_data(as_text=True), namespaceHTMLElements=False).iter("form")
    found: list[dict[str, str]] = []
    for form in forms:
        values = {one.get("name"): one.get("value", "") for one in form.iter("input") if one.get("name")}
        values |= {one.get("name"): one.text or "" for one in form.iter("textarea")}
        for choice in form.iter("select"):
            options = list(choice.iter("option"))
            chosen = [one for one in options if one.get("selected") is not None] or options[:1]
            values |= {choice.get("name"): one.get("value", "") for one in chosen}
        found.append(values)
    return max(found, key=len)
