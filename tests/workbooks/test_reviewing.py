"""Judging a workbook, as pure rules: marks, presence, the sheets of a request, the steps of an approval."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from elearn.catalogue.rules.values import Lesson, Module, Renderings
from elearn.catalogue.rules.workbook_values import Criterion, Kit, Rubric
from elearn.workbooks.rules.book import Finding, Level
from elearn.workbooks.rules.reviewing import (
    PRESENCE,
    blocking,
    completed_steps,
    is_present,
    score,
    sheets_of_step,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RUBRIC = Rubric("small", (Criterion("logic", 70, {}, {}), Criterion("words", 30, {}, {})))


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({"logic": 5, "words": 5}, 100),
        ({"logic": 1, "words": 1}, 20),
        ({"logic": 4, "words": 2}, 68),
        ({"logic": 3, "words": 3, "gone": 5}, 60),
        ({"logic": 5}, None),
        ({}, None),
    ],
)
def test_marks_make_a_weighted_score_once_all_are_given(marks: dict[str, int], expected: int | None) -> None:
    assert score(RUBRIC, marks) == expected


def test_a_reviewer_is_present_for_ten_minutes_after_looking() -> None:
    assert is_present(NOON, NOON)
    assert is_present(NOON - PRESENCE + timedelta(seconds=1), NOON)
    assert not is_present(NOON - PRESENCE, NOON)
    assert not is_present(None, NOON)


def test_only_the_codes_of_the_profile_stop_a_request_and_only_in_its_sheets(kit: Kit) -> None:
    profile = replace(kit.profiles["small-grant"], blocking=frozenset({"P1"}))
    findings = [
        Finding(code=code, level=Level.ERROR, sheet=sheet)
        for code, sheet in (("P1", "problem-tree"), ("P2", "problem-tree"), ("P1", "logframe"))
    ]
    assert blocking(findings, profile, ["problem-tree"]) == (findings[0],)
    assert blocking(findings, profile, ["budget"]) == ()


def module(name: str, workbook: str, *, needs_approval: bool = True) -> Module:
    """A module with a lesson."""
    lesson = Lesson("first", name, 10, Renderings("it", {}))
    return Module(name, "it", Renderings("it", {}), workbook=workbook, needs_approval=needs_approval, lessons=(lesson,))


def test_a_request_shows_the_sheets_that_the_module_teaches_and_the_one_it_feeds(kit: Kit) -> None:
    profile = kit.profiles["small-grant"]
    taught = sheets_of_step(module("problem-tree", "problem-tree"), profile, kit)
    assert taught == tuple(sheet for sheet in profile.sheets if sheet in {"problem-tree", "objective-tree", "strategy"})
    assert sheets_of_step(module("elsewhere", "logframe"), profile, kit) == ("logframe",)
    assert sheets_of_step(module("business", "canvas"), profile, kit) == ()
    assert sheets_of_step(None, profile, kit) == profile.sheets


def test_an_approval_completes_the_steps_whose_sheets_it_saw() -> None:
    tree, frame, free = module("tree", "problem-tree"), module("frame", "logframe"), module("free", "card")
    free = replace(free, needs_approval=False)
    modules = (tree, frame, free)
    assert completed_steps(None, modules, ["problem-tree", "logframe", "card"]) == (tree.step, frame.step)
    assert completed_steps(None, modules, ["logframe"]) == (frame.step,)
    assert completed_steps(tree, modules, ["problem-tree", "logframe"]) == (tree.step,)
    assert completed_steps(tree, modules, ["logframe"]) == ()
    assert completed_steps(free, modules, ["card"]) == ()
