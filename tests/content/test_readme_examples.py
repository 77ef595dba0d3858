"""Each example of content/README.md compiles: together they are a small library."""

import re

from elearn.catalogue.rules.check_style import check_style
from elearn.catalogue.rules.compile import Compiled, compile_unit, unit_of
from elearn.catalogue.rules.library import build_library
from elearn.catalogue.rules.references import check_references
from elearn.catalogue.rules.values import BlockKind, Library, Media
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level
from elearn.infra.config import shipped

FENCED = re.compile(r"^```(?:yaml|markdown) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MODULE = "modules/logical-framework"
PLACES = {
    "path.yml": "paths/operators/path.yml",
    "path/it.md": "paths/operators/it.md",
    "module.yml": f"{MODULE}/module.yml",
    "module/it.md": f"{MODULE}/it.md",
    "lesson/it.md": f"{MODULE}/lessons/four-levels/it.md",
    "media/it.yml": f"{MODULE}/media/it.yml",
    "quiz.yml": f"{MODULE}/quizzes/check/quiz.yml",
    "quiz/it.yml": f"{MODULE}/quizzes/check/it.yml",
    "glossary/it.yml": "glossary/it.yml",
    "glossary/retired.yml": "glossary/retired.yml",
    "country-facts/it.yml": "country-facts/it.yml",
    "sheet.yml": "workbooks/sheets/logframe/sheet.yml",
    "sheet/en.yml": "workbooks/sheets/logframe/en.yml",
    "profile.yml": "workbooks/profiles/small-grant.yml",
    "lender.yml": "workbooks/profiles/microcredit.yml",
    "checks.yml": "workbooks/checks/logframe.yml",
    "words/en.yml": "workbooks/words/en.yml",
    "rubric.yml": "workbooks/rubrics/project.yml",
    "phrases.yml": "workbooks/phrases.yml",
    "example.yml": "examples/sahel-insieme/example.yml",
    "example/en.yml": "examples/sahel-insieme/en.yml",
}
#: Words without a source language: the example shows one file, the library wants five.
IN_FIVE_LANGUAGES = ("sheet/en.yml", "words/en.yml", "example/en.yml")
#: What the examples refer to without showing it.
AROUND = {
    "glossary.csv": "term_id,en,it,es,fr,de,note\n"
    + "".join(f"{term},a,b,c,d,e,\n" for term in ("activity", "outcome", "output", "impact")),
    f"{MODULE}/quizzes/practice/quiz.yml": (
        "purpose: practice\nquestions:\n  - {id: which-level, kind: true_false, right: true}\n"
    ),
    f"{MODULE}/quizzes/practice/it.yml": (
        "questions:\n  which-level:\n    stem: È un output.\n"
        "    options: {'true': {reason: Sì.}, 'false': {reason: Esiste grazie a voi.}}\n"
    ),
}
DRAWING = Media("results-chain.svg", "0" * 64, 100, "image/svg+xml", 320, 240)


def examples() -> dict[str, str]:
    readme = (shipped("content") / "README.md").read_text(encoding="utf-8")
    return dict(FENCED.findall(readme))


def compiled() -> list[Compiled]:
    files = {**AROUND, **{PLACES[name]: text for name, text in examples().items()}}
    for name in IN_FIVE_LANGUAGES:
        files |= {PLACES[name].replace("en.yml", f"{language}.yml"): examples()[name] for language in LANGUAGES}
    units = sorted({unit_of(path) for path in files})
    return [compile_unit(unit, files, {DRAWING.name: DRAWING}, lambda _digest: None) for unit in units]


def library() -> Library:
    return build_library({unit.unit: unit.value for unit in compiled()}, "readme")


def test_the_readme_shows_every_kind_of_file() -> None:
    assert examples().keys() == PLACES.keys()


def test_each_example_compiles_without_errors_and_warnings() -> None:
    problems = [problem for unit in compiled() for problem in unit.problems if problem.level is not Level.NOTICE]
    assert problems == []
    assert all(unit.value is not None for unit in compiled())


def test_the_examples_refer_to_each_other_and_read_well() -> None:
    assert check_references(library()) == ()
    assert [problem for problem in check_style(library()) if problem.level is not Level.NOTICE] == []


def test_the_example_lesson_shows_every_kind_of_block() -> None:
    lesson = library().modules["logical-framework"].lesson("four-levels")
    assert lesson is not None
    assert {block.kind for block in lesson.text.choose("it").blocks} == set(BlockKind)


def test_the_example_workbook_has_its_sheet_and_its_profile() -> None:
    shelf = library()
    example = shelf.examples["sahel-insieme"]
    assert example.profile in shelf.kit.profiles
    assert example.in_language("de")["logframe"]["train"]["cost"] == "1800.0"
    assert shelf.kit.sheets["logframe"].say("fr").title == "The logframe"
