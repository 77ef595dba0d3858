"""“Why is this not complete?” gives the rule and what is missing."""

import pytest

from elearn.progress.rules.completion import State
from elearn.progress.rules.explain import Missing, Rule, explain_module, explain_path
from elearn.progress.rules.facts import Record
from tests.progress.making import a_module, at, done, lesson, opened, path_of, standing

QUIZ = "quiz:m/check"


def test_each_item_says_what_is_missing() -> None:
    tried = Record(QUIZ, best=640, tries=2, scored_at=at(9))
    found = explain_module(standing(a_module(), done(lesson(1), 4), opened(lesson(2), 5), tried))
    assert found.rule is Rule.LESSONS_AND_PASSED
    assert [(line.id, line.missing) for line in found.evidence] == [
        ("l1", Missing.NOTHING),
        ("l2", Missing.MARK),
        ("l3", Missing.READ),
        ("check", Missing.PASS),
    ]
    quiz = found.evidence[-1]
    assert (quiz.best, quiz.pass_mark, quiz.tries, quiz.since) == (640, 70, 2, at(9))
    assert found.evidence[0].since == at(4)
    assert found.evidence[1].since == at(5)
    assert [line.id for line in found.missing] == ["l2", "l3", "check"]
    assert found.minutes_done == 10


def test_a_quiz_that_was_never_finished_waits_for_a_first_try() -> None:
    assert explain_module(standing(a_module())).evidence[-1].missing is Missing.TRY
    assert explain_module(standing(a_module(), opened(QUIZ, 1))).evidence[-1].missing is Missing.TRY


@pytest.mark.parametrize(
    ("lessons", "quiz", "pass_mark", "rule"),
    [
        (2, True, 70, Rule.LESSONS_AND_PASSED),
        (2, True, None, Rule.LESSONS_AND_FINISHED),
        (2, False, 70, Rule.LESSONS),
        (0, False, 70, Rule.COMING),
    ],
)
def test_the_rule_follows_the_content(lessons: int, quiz: bool, pass_mark: int | None, rule: Rule) -> None:
    assert explain_module(standing(a_module(lessons=lessons, quiz=quiz), pass_mark=pass_mark)).rule is rule


def test_a_path_counts_its_modules() -> None:
    whole = standing(a_module("a", 1, quiz=False), done(lesson(1, "a"), 1))
    begun = standing(a_module("b"), done(lesson(1, "b"), 2))
    found = explain_path(path_of(whole, begun, standing(a_module("c", 0))))
    assert found.rule is Rule.MODULES
    assert found.state is State.OPEN
    assert [(line.id, line.missing, line.done, line.total) for line in found.evidence] == [
        ("a", Missing.NOTHING, 1, 1),
        ("b", Missing.ITEMS, 1, 4),
        ("c", Missing.COMING, 0, 0),
    ]
    assert found.minutes_done == 20


def test_nothing_is_missing_from_what_is_complete() -> None:
    path = path_of(standing(a_module("a", 1, quiz=False), done(lesson(1, "a"), 1)))
    assert (explain_path(path).state, explain_path(path).missing) == (State.DONE, ())
