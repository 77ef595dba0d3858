"""The library that ships with the product is sound."""

from functools import cache
from pathlib import PurePosixPath

from elearn.catalogue.rules.check_style import check_style
from elearn.catalogue.rules.compile import Compiled, compile_unit, unit_of
from elearn.catalogue.rules.library import build_library
from elearn.catalogue.rules.references import check_references
from elearn.catalogue.rules.values import Library, Media
from elearn.core.problems import Level, Problem
from elearn.infra.config import shipped

TEXTS = (".md", ".yml", ".csv")
#: Warnings that may stay: a person decided.
ARGUED: frozenset[tuple[str, str]] = frozenset()


@cache
def compiled() -> tuple[Compiled, ...]:
    root = shipped("content")
    texts: dict[str, dict[str, str]] = {}
    media: dict[str, dict[str, Media]] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        unit = unit_of(name)
        if path.is_file() and unit and path.suffix in TEXTS:
            texts.setdefault(unit, {})[name] = path.read_bytes().decode()
        elif path.is_file() and unit:
            file = PurePosixPath(name).name
            media.setdefault(unit, {})[file] = Media(file, "0" * 64, 1, "image/svg+xml", 1, 1)
    return tuple(compile_unit(unit, files, media.get(unit, {}), lambda _d: None) for unit, files in texts.items())


@cache
def library() -> Library:
    return build_library({unit.unit: unit.value for unit in compiled()}, "shipped")


def serious(problems: tuple[Problem, ...]) -> list[Problem]:
    return [one for one in problems if one.level is not Level.NOTICE and (one.path, one.code) not in ARGUED]


def test_every_unit_compiles_without_errors_and_warnings() -> None:
    assert [problem for unit in compiled() for problem in serious(unit.problems)] == []


def test_every_reference_leads_somewhere() -> None:
    assert serious(check_references(library())) == []


def test_every_text_keeps_the_rules_of_plain_language() -> None:
    assert serious(check_style(library())) == []
