"""What all tests share: an application on a fresh SQLite file, and a client."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from urllib.parse import urlsplit

import pytest
from babel.support import NullTranslations
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from elearn.app import create_app
from elearn.catalogue.service.importing import import_content
from elearn.demo.people import make_demo
from elearn.infra import i18n
from elearn.infra.config import Settings, shipped
from elearn.infra.database import db, transaction
from tests.pages import ValidatingClient
from tests.postgres import fresh_database, postgres_server


def settings_for(folder: Path, **changes: object) -> Settings:
    """Settings of a test installation in `folder`."""
    values: dict[str, object] = {"instance": folder, "production": False, "secret": "s" * 40, **changes}
    return Settings(**values)  # type: ignore[arg-type]


#: What was compiled of a database's releases: the next application on a copy of it need not compile them again.
COMPILED: dict[Path, object] = {}


class Templates(BytecodeCache):
    """Templates that were compiled once serve all applications of a run."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was compiled of the same file and text."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.codes[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Templates()


def _share_static(source: Path, folder: Path) -> None:
    """Static files are compressed once for all applications of a run: that takes longer than most tests."""
    if (source / "static").is_dir() and not (folder / "static").exists():
        (folder / "static").symlink_to(source / "static")


@contextmanager
def application_on(database: Path, folder: Path) -> Iterator[Flask]:
    """The application on a copy of an SQLite file and its media in `folder`; its test client validates every page."""
    shutil.copy(database, folder / "quaderno.sqlite3")
    _share_static(database.parent, folder)
    if (database.parent / "media").is_dir():
        shutil.copytree(database.parent / "media", folder / "media", dirs_exist_ok=True)
    application = create_app(settings_for(folder))
    application.testing = True
    application.test_client_class = ValidatingClient
    application.jinja_env.bytecode_cache = TEMPLATES
    if database in COMPILED:
        application.extensions["catalogue_shelf"] = COMPILED[database]
    yield application
    if "catalogue_shelf" in application.extensions:
        COMPILED.setdefault(database, application.extensions["catalogue_shelf"])
    with application.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables and no rows, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    app = create_app(settings_for(folder))
    with app.app_context():
        db.create_all()
        db.engine.dispose()
    return folder / "quaderno.sqlite3"


def speak_the_language_of_the_code(patch: pytest.MonkeyPatch) -> None:
    """Applications that are made now speak English everywhere: what a translator writes breaks no test."""
    patch.setattr(i18n, "_read", lambda _language: NullTranslations())


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interface that speaks the language of the code."""
    speak_the_language_of_the_code(monkeypatch)


@pytest.fixture
def app(tmp_path: Path, empty_database: Path) -> Iterator[Flask]:
    """The application on a database of its own."""
    with application_on(empty_database, tmp_path) as application:
        yield application


@pytest.fixture(scope="session")
def shipped_database(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Path:
    """An SQLite file with all content that ships and no people, made once and copied."""
    folder = tmp_path_factory.mktemp("shipped")
    with application_on(empty_database, folder) as app, app.app_context(), transaction():
        import_content(shipped("content"), who=None, note="test")
    return folder / "quaderno.sqlite3"


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, shipped_database: Path) -> Iterator[Flask]:
    """The whole product with the demo people and everything that ships, made once.

    Tests only read it, or write as people of their own.
    """
    with application_on(shipped_database, tmp_path_factory.mktemp("product")) as application:
        make_demo(application)
        yield application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a real PostgreSQL, started once. Tests that use it are marked `postgres`."""
    with postgres_server() as address:
        yield address


@pytest.fixture(scope="session")
def postgres_tables(tmp_path_factory: pytest.TempPathFactory, postgres_url: str) -> Iterator[str]:
    """The name of a PostgreSQL database with all tables and no rows, made once and copied for each test."""
    with fresh_database(postgres_url) as address:
        app = create_app(settings_for(tmp_path_factory.mktemp("tables"), database_url=address))
        with app.app_context():
            db.create_all()
            db.engine.dispose()
        yield urlsplit(address).path.removeprefix("/")


@pytest.fixture
def postgres_app(tmp_path: Path, postgres_url: str, postgres_tables: str, empty_database: Path) -> Iterator[Flask]:
    """The application on an empty PostgreSQL database of its own."""
    _share_static(empty_database.parent, tmp_path)
    with fresh_database(postgres_url, postgres_tables) as address:
        application = create_app(settings_for(tmp_path, database_url=address))
        application.testing = True
        application.jinja_env.bytecode_cache = TEMPLATES
        yield application
        with application.app_context():
            db.session.remove()
            db.engine.dispose()
