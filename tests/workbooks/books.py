"""Books for tests of rules: documents from plain dicts, the shipped word lists, a small profile."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from elearn.catalogue.rules.workbook_values import Profile, WordLists
from elearn.catalogue.rules.yaml_files import read_yaml
from elearn.infra.config import shipped
from elearn.workbooks.rules.book import At, Book, Finding, Rule, findings_of
from elearn.workbooks.rules.documents import load

Sheet = Mapping[str, Mapping[str, Any]]  # node id -> {"part": ..., field: value}

LANGUAGES = ("it", "en", "es", "fr", "de")
TODAY = date(2026, 3, 1)
START = date(2026, 6, 1)


@cache
def words(language: str) -> WordLists:
    """The shipped word lists of a language; empty ones where the file does not stand yet."""
    path = shipped("content") / "workbooks" / "words" / f"{language}.yml"
    lists, problems = read_yaml(path.read_text(encoding="utf-8"), path.name) if path.exists() else ({}, [])
    assert not problems, problems
    return WordLists(language, {name: tuple(entries) for name, entries in lists.items()})


def profile(sheets: Iterable[str] = (), **more: Any) -> Profile:
    """A small profile with these sheets; `more` are other attributes of a Profile."""
    return Profile(**{"id": "test", "audience": "operators", "names": {}, "about": {}, "sheets": tuple(sheets), **more})


def book(sheets: Mapping[str, Sheet] | None = None, *, language: str = "en", **more: Any) -> Book:
    """A book with these sheets. `more` are other attributes of a Book (profile, start, months, currency, requests ...).

    `book({"problem-tree": {"p1": {"part": "problems", "text": "Shops close", "core": "yes"}}})`
    """
    documents = {kind: load(nodes) for kind, nodes in (sheets or {}).items()}
    return Book(
        **{
            "profile": profile(documents),
            "language": language,
            "words": words(language),
            "documents": documents,
            "today": TODAY,
            "start": START,
            "months": 12,
            **more,
        }
    )


def found(rules: Iterable[Rule], code: str, of: Book) -> list[At]:
    """Where the rule with this code finds something."""
    one = next(rule for rule in rules if rule.code == code)
    return list(one.find(of))


def findings(rules: Iterable[Rule], of: Book) -> list[Finding]:
    """What all these rules find."""
    return [finding for rule in rules for finding in findings_of(rule, of)]


def codes(rules: Iterable[Rule], of: Book) -> set[str]:
    """The codes of what these rules find."""
    return {finding.code for finding in findings(rules, of)}
