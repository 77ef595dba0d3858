"""Every Problem says in words what is wrong and what to do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import elearn
from elearn.catalogue.problem_texts import TEXT_OF, describe
from elearn.catalogue.rules.compile_text import EXCESS_CODES
from elearn.catalogue.rules.yaml_files import CODES
from elearn.core.problems import Level, Problem
from elearn.infra import i18n

#: Which argument of which call is the code of a Problem.
CODE_OF = {"Problem": 3, "finding": 1, "problem": 0, "UnusableMedia": 0, "UnusableMediaError": 0}


def codes_in_use() -> set[str]:
    """The codes of Problems in the code of markup and catalogue."""
    found = {*CODES.values(), *EXCESS_CODES.values(), "field_wrong"}
    root = Path(elearn.__file__).parent
    for folder in ("markup", "catalogue"):
        for path in (root / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                found.update(_codes(node))
    return found


def _codes(node: ast.AST) -> Iterator[str]:
    """The texts that a call hands over as a code, or that are called `code` before."""
    values: list[ast.expr] = []
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        values = node.args[CODE_OF[name] :][:1] if name in CODE_OF else []
    if isinstance(node, ast.Assign) and [getattr(target, "id", "") for target in node.targets] == ["code"]:
        values = [node.value]
    for value in values:
        for part in (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def test_every_code_has_a_text_and_every_text_a_code() -> None:
    assert codes_in_use() - TEXT_OF.keys() == set()
    assert TEXT_OF.keys() - codes_in_use() == set()


@pytest.fixture
def speaking() -> Flask:
    """An application that can translate, and nothing else."""
    app = Flask("elearn")
    i18n.init_app(app, secure=False)
    return app


class Anything(dict[str, object]):
    """Has every parameter."""

    def __missing__(self, key: str) -> object:
        return f"<{key}>"


def test_every_text_is_a_plain_sentence(speaking: Flask) -> None:
    with speaking.app_context():
        i18n.speak("en")
        for code, text in TEXT_OF.items():
            words = str(text) % Anything()
            assert len(re.findall(r"[.](?: |$)", words)) >= 1, code
            assert "!" not in words, code
            assert words[0].isupper() or words[0] in "“<", code


def test_a_problem_is_described_with_its_parameters(speaking: Flask) -> None:
    with speaking.app_context():
        i18n.speak("en")
        assert describe(Problem("x", 1, Level.ERROR, "unknown_term", {"id": "outcom"})) == (
            "The glossary has no term “outcom”. Correct the id or add the term."
        )
        assert "Deutsch" in describe(Problem("x", 0, Level.NOTICE, "missing_translation", {"language": "de"}))
        assert describe(Problem("x", 0, Level.NOTICE, "not-a-code")) == "not-a-code"
