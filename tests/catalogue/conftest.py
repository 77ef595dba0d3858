"""The store of content on both databases, without the pages around it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import elearn.accounts.models  # noqa: F401 - releases point to people
from elearn.infra import database
from elearn.infra.config import Settings
from elearn.infra.database import TransactionalFlask, db
from tests.postgres import fresh_database

MODULE = "modules/demo-module"
LESSON = f"{MODULE}/lessons/first/it.md"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><text x="1" data-t="top">Alto</text></svg>'
FILES = {
    "glossary.csv": "term_id,en,it,es,fr,de,note\noutcome,outcome,outcome,efecto,effet,Wirkung,\n",
    "glossary/it.yml": "outcome:\n  definition: Il cambiamento.\n  example: Le donne vendono insieme.\n",
    "country-facts/it.yml": """ceiling:
  topic: microcredit
  title: {it: Quanto, en: How much, es: Cuánto, fr: Combien, de: Wie viel}
  text: {it: Fino a 75.000 euro., en: "Up to 75,000 euros.", es: 75 000., fr: 75 000., de: 75 000.}
  source: {title: Decreto 211/2023, issuer: Gazzetta Ufficiale, year: 2023}
  valid_on: 2026-02-01
  review_by: 2027-01-31
""",
    "pages/help/it.md": "---\ntitle: Aiuto\n---\nScrivi a noi.\n",
    f"{MODULE}/module.yml": "source: it\nlessons:\n  - id: first\n    minutes: 10\n",
    f"{MODULE}/it.md": "---\ntitle: Prova\nsummary: Un modulo.\nobjectives:\n  - Provare.\n---\nTesto.\n",
    f"{MODULE}/media/drawing.svg": DRAWING,
    f"{MODULE}/media/fr.yml": "drawing.svg:\n  top: Haut\n",
    LESSON: """---
title: Prima
---
Un [outcome](term:outcome) e [quanto](fact:ceiling).[^nota]

/// media | drawing.svg
    alt: Un disegno.
    caption: Ancora un [outcome](term:outcome).
///

Un altro [outcome](term:outcome), e [questa lezione](lesson:demo-module/first).

[^nota]: Una fonte.
""",
}


def store_app(folder: Path, database_url: str = "") -> Flask:
    """An application that has a database and nothing else."""
    app = TransactionalFlask("elearn")
    settings = Settings(instance=folder, production=False, database_url=database_url)
    app.config["SETTINGS"] = settings
    database.init_app(app, settings)
    with app.app_context():
        db.create_all()
    return app


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Flask]:
    """A store on SQLite."""
    app = store_app(tmp_path)
    yield app
    _close(app)


@pytest.fixture
def postgres_store(tmp_path: Path, postgres_url: str) -> Iterator[Flask]:
    """A store on PostgreSQL."""
    with fresh_database(postgres_url) as address:
        app = store_app(tmp_path, address)
        yield app
        _close(app)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> Flask:
    """A store, once on each database."""
    found: Flask = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of content: a module with one lesson and a drawing, a page, a glossary, a country fact."""
    root = tmp_path / "content"
    for path, text in FILES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
