"""What counts as done, and where to go on: truth tables."""

from decimal import Decimal

import pytest

from elearn.progress.rules.completion import State, hours, lesson_state, quiz_state
from elearn.progress.rules.facts import Record
from tests.progress.making import a_module, at, done, lesson, opened, path_of, standing

ITEM = "lesson:m/l1"
QUIZ = "quiz:m/check"


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (Record(ITEM), State.NOT_STARTED),
        (Record(ITEM, opened_at=at(1)), State.OPEN),
        (Record(ITEM, opened_at=at(1), done_at=at(2)), State.DONE),
        (Record(ITEM, done_at=at(2)), State.DONE),
        (Record(ITEM, done_at=at(2), undone_at=at(3)), State.OPEN),
        (Record(ITEM, done_at=at(4), undone_at=at(3)), State.DONE),
        (Record(ITEM, done_at=at(3), undone_at=at(3)), State.DONE),
        (Record(ITEM, undone_at=at(3)), State.OPEN),
    ],
)
def test_the_last_word_decides_about_a_lesson(record: Record, state: State) -> None:
    assert lesson_state(record) is state


@pytest.mark.parametrize(
    ("best", "tries", "pass_mark", "state"),
    [
        (None, 0, 70, State.NOT_STARTED),
        (699, 1, 70, State.OPEN),
        (700, 1, 70, State.DONE),
        (1000, 3, 70, State.DONE),
        (0, 1, 0, State.DONE),
        (0, 1, None, State.DONE),
        (None, 0, None, State.NOT_STARTED),
    ],
)
def test_the_best_score_decides_about_a_quiz(best: int | None, tries: int, pass_mark: int | None, state: State) -> None:
    record = Record(QUIZ, best=best, tries=tries, scored_at=at(1) if tries else None)
    assert quiz_state(record, pass_mark) is state


def test_a_quiz_that_was_begun_is_open_even_without_a_pass_mark() -> None:
    assert quiz_state(opened(QUIZ, 1), None) is State.OPEN


def test_a_module_is_done_when_all_lessons_and_the_quiz_are() -> None:
    module = a_module(lessons=2)
    both = (done(lesson(1), 1), done(lesson(2), 2))
    passed = Record(QUIZ, best=800, tries=2, scored_at=at(3))
    assert standing(module).state is State.NOT_STARTED
    assert standing(module, opened(lesson(1), 1)).state is State.OPEN
    assert standing(module, *both).state is State.OPEN
    complete = standing(module, *both, passed)
    assert (complete.state, complete.done, complete.total, complete.since) == (State.DONE, 3, 3, at(3))


def test_practice_questions_and_removed_lessons_do_not_count() -> None:
    module = a_module(lessons=1, quiz=False)
    assert standing(module, done(lesson(1), 1), done(lesson(9), 2)).total == 1
    assert standing(a_module(lessons=1)).total == 2


def test_a_coming_module_is_never_done_and_keeps_its_path_open() -> None:
    whole = standing(a_module("a", 1, quiz=False), done(lesson(1, "a"), 1))
    coming = standing(a_module("b", 0))
    assert coming.is_coming
    assert coming.state is State.NOT_STARTED
    path = path_of(whole, coming)
    assert (path.state, path.is_caught_up) == (State.OPEN, True)
    assert path_of(whole).state is State.DONE
    assert path_of().state is State.NOT_STARTED
    assert not path_of(coming).is_caught_up


def test_minutes_are_those_of_done_items() -> None:
    module = standing(
        a_module(), done(lesson(1), 1), opened(lesson(2), 2), Record(QUIZ, best=700, tries=1, scored_at=at(3))
    )
    assert module.minutes_done == 17


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, "0.0"), (2, "0.0"), (3, "0.1"), (45, "0.8"), (60, "1.0"), (125, "2.1")]
)
def test_hours_are_rounded_to_a_tenth(minutes: int, expected: str) -> None:
    assert hours(minutes) == Decimal(expected)


@pytest.mark.parametrize(
    ("records", "resume"),
    [
        ((), "lesson:a/l1"),
        ((opened("lesson:a/l2", 1),), "lesson:a/l2"),
        ((done("lesson:a/l2", 1),), "lesson:a/l3"),
        ((done("lesson:a/l1", 1), opened("lesson:a/l3", 5), done("lesson:a/l2", 9)), "lesson:a/l3"),
        ((done("lesson:a/l3", 1),), "quiz:a/check"),
        ((done("lesson:a/l3", 1), Record("quiz:a/check", best=0, tries=1, scored_at=at(2))), "quiz:a/check"),
        ((done("lesson:a/l3", 1), Record("quiz:a/check", best=900, tries=1, scored_at=at(2))), "lesson:a/l1"),
        ((opened("lesson:a/l1", 1), opened("lesson:c/l1", 2)), "lesson:c/l1"),
        ((opened("lesson:a/l2", 9), done("lesson:c/l1", 2)), "lesson:a/l2"),
        ((done("lesson:c/l1", 2),), "lesson:a/l1"),
        ((done("lesson:x/l1", 2),), "lesson:a/l1"),
    ],
)
def test_the_resume_point_follows_the_latest_activity(records: tuple[Record, ...], resume: str) -> None:
    modules = (a_module("a"), a_module("b", 0), a_module("c", 1, quiz=False))
    path = path_of(*(standing(module, *records) for module in modules))
    item = path.resume_point()
    assert item
    assert item.item == resume


def test_there_is_no_resume_point_when_all_is_done() -> None:
    assert path_of(standing(a_module("c", 1, quiz=False), done("lesson:c/l1", 2))).resume_point() is None
    assert path_of(standing(a_module("b", 0))).resume_point() is None
    assert path_of().resume_point() is None
