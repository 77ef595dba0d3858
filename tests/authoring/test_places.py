"""From a Problem to the place in the editor where it is mended."""

import pytest
from flask import Flask

from elearn.authoring.service.places import place_of
from elearn.core.problems import Level, Problem

LESSON = "---\ntitle: Uno\n---\n\nPrimo.\n\n## Parte\n\nSecondo.\n\n/// tip\nTerzo.\n///\n"
QUIZ = "questions:\n  one:\n    stem: Uno\n  two:\n    stem: ''\n"


@pytest.mark.parametrize(
    ("path", "line", "params", "text", "expected"),
    [
        ("modules/m/lessons/first/it.md", 9, {}, LESSON, "m/m/first/edit?in=it#b-2"),
        ("modules/m/lessons/first/it.md", 12, {}, LESSON, "m/m/first/edit?in=it#b-3"),
        ("modules/m/lessons/first/it.md", 2, {}, LESSON, "m/m/first/edit?in=it#b-0"),
        ("modules/m/lessons/first/de.md", 0, {}, "", "m/m/first/edit?in=de"),
        ("modules/m/it.md", 0, {}, "", "m/m/cover?in=it"),
        ("modules/m/module.yml", 3, {}, "", "m/m/"),
        ("modules/m/quizzes/check/it.yml", 5, {}, QUIZ, "m/m/quiz/check/two?in=it"),
        ("modules/m/quizzes/check/quiz.yml", 0, {"question": "one"}, "", "m/m/quiz/check/one"),
        ("modules/m/quizzes/check/quiz.yml", 1, {}, "draw: 3\nquestions: []\n", "m/m/quiz/check/"),
        ("modules/m/media/a.svg", 0, {}, "", "m/m/media/"),
        ("glossary/it.yml", 0, {"id": "outcome"}, "", "glossary/outcome"),
        ("country-facts/it.yml", 0, {"id": "ceiling"}, "", "facts/it/ceiling"),
        ("paths/operators/path.yml", 0, {}, "", "paths/operators"),
        ("pages/help/it.md", 0, {}, "", "u/pages/help/text?in=it"),
    ],
)
def test_every_problem_leads_to_its_editor(
    app: Flask, path: str, line: int, params: dict[str, object], text: str, expected: str
) -> None:
    address = place_of(Problem(path, line, Level.ERROR, "any", params), "/it/teach", text)
    assert address == f"/it/teach/{expected}"
    adapter = app.url_map.bind("localhost")
    adapter.match(address.partition("?")[0].partition("#")[0])  # the page is there


def test_a_file_that_no_page_knows_leads_nowhere() -> None:
    assert place_of(Problem("examples/x/strange.txt", 0, Level.ERROR, "any"), "/it/teach") is None
