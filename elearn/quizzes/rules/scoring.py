"""From the marks of answers to the result of an attempt."""

from collections.abc import Iterable, Mapping
from typing import Literal

from elearn.catalogue.rules.quiz_values import AnyKey


def score(questions: Iterable[AnyKey], per_mille: Mapping[str, int]) -> int:
    """The per mille of an attempt: the mean of its questions, weighted by their marks. No answer earns nothing.

    0 for an attempt without questions. Rounded to the nearest mille, half up.
    """
    earned = possible = 0
    for question in questions:
        earned += question.marks * per_mille.get(question.id, 0)
        possible += question.marks
    return (2 * earned + possible) // (2 * possible) if possible else 0


def is_passed(per_mille: int, pass_mark: int | None) -> bool | None:
    """Whether a result reaches the pass mark (a percentage); None where nothing is asked."""
    return None if pass_mark is None else per_mille >= pass_mark * 10


def percentage(per_mille: int) -> int:
    """The whole percentage to show. Rounded down: nobody reads "70 %" beside a pass mark of 70 that was missed."""
    return per_mille // 10


def best(results: Iterable[int | None]) -> int | None:
    """The best of several results, or None where no attempt was finished."""
    return max((result for result in results if result is not None), default=None)


def attempts_left(allowed: Literal["unlimited"] | int, started: int) -> int | None:
    """How many attempts a person may still start; None where there is no limit."""
    return None if allowed == "unlimited" else max(allowed - started, 0)
