"""What the syllabus asks is taught in a lesson and tried in a question: `docs/content-coverage.md` says where."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from elearn.catalogue.rules.values import Module
from tests.content.shipped import library

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "content-coverage.md"


class Point(NamedTuple):
    """A line of the table: a key point, the lessons that teach it, the questions that try it."""

    words: str
    lessons: tuple[str, ...]
    questions: tuple[str, ...]


@cache
def covered() -> dict[str, list[Point]]:
    """The key points by module, as the document lists them."""
    points: dict[str, list[Point]] = {}
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            module = line.removeprefix("## ").strip()
            points[module] = []
        elif line.startswith("| ") and not line.startswith(("| Key point", "| ---")):
            words, lessons, questions = (cell.strip() for cell in line.strip("| ").split("|"))
            points[module].append(Point(words, tuple(lessons.split(", ")), tuple(questions.split(", "))))
    return points


def questions_of(module: Module) -> Iterator[str]:
    for quiz in module.quizzes:
        yield from (f"{quiz.id}/{question}" for question in quiz.questions)


WRITTEN = [module for module in library().modules.values() if module.lessons]


@pytest.mark.parametrize("module", WRITTEN, ids=lambda module: module.id)
def test_every_key_point_is_taught_and_tried_and_nothing_else_is(module: Module) -> None:
    points = covered()[module.id]
    assert {lesson for point in points for lesson in point.lessons} == {lesson.id for lesson in module.lessons}
    assert {question for point in points for question in point.questions} == set(questions_of(module))


def test_the_document_speaks_of_modules_that_are_written() -> None:
    assert set(covered()) == {module.id for module in WRITTEN}
