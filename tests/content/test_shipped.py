"""The library that ships with the product is sound."""

from elearn.catalogue.rules.check_style import check_style
from elearn.catalogue.rules.references import check_references
from elearn.core.problems import Level, Problem
from tests.content.shipped import compiled, library

#: Warnings that may stay: a person decided.
ARGUED: frozenset[tuple[str, str]] = frozenset()


def serious(problems: tuple[Problem, ...]) -> list[Problem]:
    return [one for one in problems if one.level is not Level.NOTICE and (one.path, one.code) not in ARGUED]


def test_every_unit_compiles_without_errors_and_warnings() -> None:
    assert [problem for unit in compiled() for problem in serious(unit.problems)] == []


def test_every_reference_leads_somewhere() -> None:
    assert serious(check_references(library())) == []


def test_every_text_keeps_the_rules_of_plain_language() -> None:
    assert serious(check_style(library())) == []
