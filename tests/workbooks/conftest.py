"""What tests of workbooks share: the content that ships, compiled once, and the running case as a book."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from elearn.catalogue.rules.compile import compile_unit, unit_of
from elearn.catalogue.rules.workbook_values import Example, Kit
from elearn.core.problems import Level
from elearn.infra.config import shipped
from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.documents import load
from elearn.workbooks.rules.periods import as_date
from tests.conftest import application_on
from tests.workbooks.books import TODAY

Examples = Callable[..., Book]


def compile_shipped(unit: str) -> object:
    """A unit of the content that ships."""
    root = shipped("content") / unit
    names = {path.relative_to(shipped("content")).as_posix(): path for path in sorted(root.rglob("*.yml"))}
    files = {name: path.read_text(encoding="utf-8") for name, path in names.items() if unit_of(name) == unit}
    compiled = compile_unit(unit, files, {}, lambda _digest: None)
    errors = [problem for problem in compiled.problems if problem.level is Level.ERROR]
    assert compiled.value is not None, errors
    return compiled.value


@pytest.fixture(scope="session")
def kit() -> Kit:
    """Sheets, profiles, words and all else that workbooks need of the content."""
    value = compile_shipped("workbooks")
    assert isinstance(value, Kit)
    return value


@pytest.fixture(scope="session")
def example_book(kit: Kit) -> Examples:
    """`example_book("it")`: the example in Italian; `example_book("it", "amara")`: another one."""
    examples: dict[str, Example] = {}

    def make(language: str, name: str = "sahel-insieme") -> Book:
        if name not in examples:
            value = compile_shipped(f"examples/{name}")
            assert isinstance(value, Example)
            examples[name] = value
        example = examples[name]
        return Book(
            profile=kit.profiles[example.profile],
            language=language,
            words=kit.words[language],
            documents={sheet: load(nodes) for sheet, nodes in example.in_language(language).items()},
            today=TODAY,
            start=as_date(example.start),
            months=example.months,
            currency=example.currency,
            country=example.country,
        )

    return make


@pytest.fixture(scope="session")
def workbook_app(tmp_path_factory: pytest.TempPathFactory, shipped_database: Path) -> Iterator[Flask]:
    """The application with all content that ships, made once: tests write as people of their own."""
    with application_on(shipped_database, tmp_path_factory.mktemp("workbooks")) as application:
        yield application


@pytest.fixture
def own_workbook_app(tmp_path: Path, shipped_database: Path) -> Iterator[Flask]:
    """The same on a database of its own, in the folder `tmp_path`."""
    with application_on(shipped_database, tmp_path) as application:
        yield application
