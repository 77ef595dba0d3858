"""A small tree of content as texts by path, for tests of the pure compiler."""

from collections.abc import Mapping

from elearn.catalogue.rules.compile import Compiled, compile_unit
from elearn.catalogue.rules.values import Media
from elearn.core.problems import Level

COVER = "---\ntitle: Il modulo\nsummary: Di che cosa parla.\nobjectives: [Fare]\n---\nTesto.\n"
LESSON = (
    "---\ntitle: Uno\nsummary: Prima lezione.\n---\nPrimo.\n\nSecondo.\n\n/// question | practice/yes\n///\n\nTerzo.\n"
)
KEY = "purpose: practice\nquestions:\n  - id: 'yes'\n    kind: true_false\n    right: true\n"
WORDS = """questions:
  'yes':
    stem: È così?
    options:
      'true': {reason: Sì.}
      'false': {reason: Invece sì.}
"""
HEAD = "source: it\nlessons:\n  - {id: one, minutes: 5}\n"
PICTURE = Media("chain.svg", "0" * 64, 10, "image/svg+xml", 100, 50)

MODULE = {
    "modules/m/module.yml": HEAD,
    "modules/m/it.md": COVER,
    "modules/m/lessons/one/it.md": LESSON,
    "modules/m/quizzes/practice/quiz.yml": KEY,
    "modules/m/quizzes/practice/it.yml": WORDS,
}


def compiled(
    changes: Mapping[str, str] | None = None,
    unit: str = "modules/m",
    media: Mapping[str, Media] | None = None,
    older: Mapping[str, str] | None = None,
) -> Compiled:
    """The module above with changes, compiled."""
    return compile_unit(unit, {**MODULE, **(changes or {})}, media or {}, (older or {}).get)


def found(result: Compiled, level: Level = Level.ERROR) -> list[tuple[str, str, int]]:
    """The problems of one level as (code, file below the unit, line)."""
    return [
        (problem.code, problem.path.removeprefix(result.unit + "/"), problem.line)
        for problem in result.problems
        if problem.level is level
    ]
