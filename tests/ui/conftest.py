"""The whole product with the demo people and everything that ships, in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from elearn.catalogue.service.importing import import_content
from elearn.demo import make_demo
from elearn.infra.config import shipped
from elearn.infra.database import transaction
from tests.conftest import application_on


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Flask]:
    """Tests only read it, or write as people of their own."""
    with application_on(empty_database, tmp_path_factory.mktemp("product")) as application:
        with application.app_context(), transaction():
            import_content(shipped("content"), who=None, note="test")
        make_demo(application)
        yield application
