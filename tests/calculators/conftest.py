"""One application for all: calculators write nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import application_on, speak_the_language_of_the_code


@pytest.fixture(scope="package")
def reading(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Flask]:
    """An application for all tests of this folder, whose interface speaks the language of the code."""
    with pytest.MonkeyPatch.context() as patch:
        speak_the_language_of_the_code(patch)
        with application_on(empty_database, tmp_path_factory.mktemp("calculators")) as application:
            yield application


@pytest.fixture
def app(reading: Flask) -> Flask:
    """The application."""
    return reading
