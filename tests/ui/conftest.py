"""The whole product with the demo people and everything that ships, in this process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from elearn.app import create_app
from elearn.catalogue.service.importing import import_content
from elearn.demo import make_demo
from elearn.infra.config import shipped
from elearn.infra.database import db, transaction
from tests.conftest import settings_for
from tests.pages import ValidatingClient


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Flask]:
    """Tests only read it, or write as people of their own."""
    folder = tmp_path_factory.mktemp("product")
    shutil.copy(empty_database, folder / "quaderno.sqlite3")
    application = create_app(settings_for(folder))
    with application.app_context(), transaction():
        import_content(shipped("content"), who=None, note="test")
    make_demo(application)
    application.testing = True
    application.test_client_class = ValidatingClient
    yield application
    with application.app_context():
        db.engine.dispose()
