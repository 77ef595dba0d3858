"""The step in the workbook: part of a module where a trainer has to approve its sheet."""

from dataclasses import replace

import pytest

from elearn.catalogue.rules.library import build_library
from elearn.catalogue.rules.values import Module, Path
from elearn.catalogue.rules.workbook_values import Kit, SheetKind
from elearn.progress.rules.completion import ModuleStanding, State
from elearn.progress.rules.explain import Missing, explain_module
from elearn.progress.rules.facts import module_of
from tests.progress.making import a_module, a_text, done, lesson, opened, path_of, standing

STEP = "workbook:m/logframe"


def with_a_step(name: str = "m", lessons: int = 1) -> Module:
    return replace(a_module(name, lessons, quiz=False), workbook="logframe", needs_approval=True)


def missing(module: ModuleStanding) -> list[Missing]:
    return [line.missing for line in explain_module(module).evidence]


def test_a_module_with_a_step_is_done_only_when_a_trainer_approved_the_sheet() -> None:
    read = done(lesson(1), 1)
    asked, approved = opened(STEP, 5), done(STEP, 9)
    states = [standing(with_a_step(), read, *more).state for more in ((), (asked,), (approved,))]
    assert states == [State.OPEN, State.OPEN, State.DONE]
    assert standing(with_a_step(), read).total == 2


def test_what_is_missing_is_to_ask_then_to_wait_then_nothing() -> None:
    read = done(lesson(1), 1)
    assert [
        missing(standing(with_a_step(), read, *more))[-1] for more in ((), (opened(STEP, 5),), (done(STEP, 9),))
    ] == [
        Missing.ASK,
        Missing.APPROVE,
        Missing.NOTHING,
    ]
    assert explain_module(standing(with_a_step(), read)).has_step


def test_a_step_has_no_minutes_and_belongs_to_its_module() -> None:
    step = standing(with_a_step(), done(STEP, 9)).items[-1]
    assert (step.kind, step.id, step.minutes) == ("workbook", "logframe", 0)
    assert module_of(STEP) == "m"
    with pytest.raises(ValueError, match="Not an item"):
        module_of("workbook:logframe")


def test_while_the_trainer_reads_a_person_goes_on_elsewhere() -> None:
    first = standing(with_a_step(lessons=2), done(lesson(1), 1), opened(STEP, 5))
    second = standing(a_module("n", 1, quiz=False))
    resume = path_of(first, second).resume_point()
    assert resume is not None
    assert resume.item == lesson(2)
    all_read = standing(with_a_step(lessons=1), done(lesson(1), 1), opened(STEP, 5))
    resume = path_of(all_read, second).resume_point()
    assert resume is not None
    assert resume.module == "n"
    assert path_of(all_read).resume_point() == all_read.items[-1]


def test_without_asking_the_step_is_the_next_thing_to_do() -> None:
    resume = path_of(standing(with_a_step(), done(lesson(1), 1))).resume_point()
    assert resume is not None
    assert resume.item == STEP


def path(audience: str, *modules: str) -> Path:
    return Path("p", "it", audience, 1, None, modules, a_text("Path"))


@pytest.mark.parametrize(
    ("audience", "workbook", "counts"),
    [("operators", "logframe", True), ("entrepreneurs", "logframe", False), ("operators", "none-such", False)],
)
def test_a_step_counts_where_there_is_a_trainer_and_a_sheet(audience: str, workbook: str, *, counts: bool) -> None:
    module = replace(a_module("m", 1, quiz=False), workbook=workbook)
    kit = Kit({"logframe": SheetKind("logframe", "matrix", ())}, {}, {}, {}, {})
    shelf = build_library({"modules/m": module, "paths/p": path(audience, "m"), "workbooks": kit}, "x")
    assert bool(shelf.modules["m"].step) is counts


def test_a_coming_module_has_no_step() -> None:
    coming = replace(a_module("m", 0, quiz=False), workbook="logframe", needs_approval=True)
    assert standing(coming).items == ()


def test_records_of_other_sheets_do_not_complete_the_step() -> None:
    module = standing(with_a_step(), done(lesson(1), 1), done("workbook:m/budget", 3))
    assert module.state is State.OPEN
