"""A Problem says what is wrong with a piece of content, where, and what to do.

A Problem holds no sentence: the reader's language decides the words, which stand beside the code in
`catalogue/problem_texts.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a Problem matters. Errors stop publication; the others never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: file, line (1-based, 0 when it concerns the whole file), level, code, parameters."""

    path: str
    line: int
    level: Level
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops publication."""
    return any(problem.level is Level.ERROR for problem in problems)
