"""A question keeps its id when its words change, and asks when what is right changes."""

import pytest

from elearn.authoring.rules.question_forms import fields_of
from elearn.authoring.rules.question_ids import Change, Decision, decisions, must_ask, what_changed
from elearn.authoring.rules.question_missing import missing
from elearn.authoring.rules.question_reading import Question, read_question
from tests.authoring.test_question_forms import numbered, sample

Fields = dict[str, list[str]]


def changed(name: str, change: Fields) -> tuple[Question, Question]:
    old = sample(name)
    new = read_question(old.key.kind, old.key.id, {**fields_of(old.key, old.words), **change}, numbered())
    assert isinstance(new, Question)
    return old, new


@pytest.mark.parametrize(
    ("question", "fields", "change"),
    [
        ("best-outcome", {}, Change.NONE),
        ("best-outcome", {"marks": ["3"], "tags": ["exam"]}, Change.NONE),
        ("best-outcome", {"stem": ["Best outcome of all? (it)"]}, Change.WORDING),
        ("best-outcome", {"option.sell.reason": ["Because."]}, Change.WORDING),
        ("best-outcome", {"stem": ["Which colour has the sky in spring?"]}, Change.REWRITTEN),
        ("best-outcome", {"option": ["dryers", "sell", "train"]}, Change.NONE),
        ("best-outcome", {"option": ["sell", "train"]}, Change.OPTIONS),
        ("best-outcome", {"option": ["sell", "train", "dryers", "n"], "option.n.text": ["New"]}, Change.OPTIONS),
        ("best-outcome", {"right": ["train"]}, Change.ANSWER),
        ("assumptions", {"right": ["rain", "fees"]}, Change.NONE),
        ("assumptions", {"right": ["rain"]}, Change.ANSWER),
        ("losses", {"right": ["true"]}, Change.ANSWER),
        ("broken", {"tolerance": ["1"]}, Change.ANSWER),
        ("upwards", {"item": ["outputs", "activities", "outcome", "impact"]}, Change.ANSWER),
        ("columns", {"item.baseline.answer-text": ["Other words (it)"]}, Change.WORDING),
        ("columns", {"extra": []}, Change.OPTIONS),
        ("verb", {"gap.word.accepted": ["indicatore\nmisura"]}, Change.ANSWER),
        (
            "verb",
            {"gap.verb.option": ["contribute", "guarantee", "n"], "gap.verb.option.n.text": ["x"]},
            Change.OPTIONS,
        ),
        ("levels", {"item.tested.group": ["outcome"]}, Change.ANSWER),
        ("road", {"part.why.right": ["false"]}, Change.ANSWER),
        ("road", {"part": ["first", "why"]}, Change.ANSWER),
    ],
)
def test_the_gravest_change_is_found(question: str, fields: Fields, change: Change) -> None:
    assert what_changed(*changed(question, fields)) is change


def test_nobody_is_asked_before_somebody_answered_or_about_mere_words() -> None:
    assert not must_ask(Change.ANSWER, 0, "")
    assert not must_ask(Change.WORDING, 500, "")
    assert must_ask(Change.ANSWER, 1, "")


def test_a_new_right_answer_is_never_mere_wording() -> None:
    assert decisions(Change.ANSWER) == (Decision.CORRECTED, Decision.ANOTHER)
    assert must_ask(Change.ANSWER, 1, Decision.SAME)
    assert not must_ask(Change.ANSWER, 1, Decision.CORRECTED)
    assert not must_ask(Change.OPTIONS, 1, Decision.SAME)


@pytest.mark.parametrize(
    ("question", "fields", "place"),
    [
        ("best-outcome", {"stem": [""]}, ("stem", "no_stem", "", 0)),
        ("best-outcome", {"option.train.reason": [" "]}, ("option.train.reason", "no_reason", "option", 2)),
        ("losses", {"option.false.reason": [""]}, ("option.false.reason", "no_reason", "option", 2)),
        ("broken", {"reason-wrong": [""]}, ("reason-wrong", "no_reason", "", 0)),
        ("upwards", {"item.impact.text": [""]}, ("item.impact.text", "no_text", "item", 4)),
        ("columns", {"item.target.answer-text": [""]}, ("item.target.answer-text", "no_text", "answer", 2)),
        ("verb", {"gap.word.accepted": [""]}, ("gap.word.accepted", "no_accepted_words", "", 0)),
        (
            "verb",
            {"gap.verb.option.guarantee.reason": [""]},
            ("gap.verb.option.guarantee.reason", "no_reason", "option", 2),
        ),
        ("verb", {"text": ["Only {word}"]}, ("text", "gaps_differ", "", 0)),
        ("levels", {"group.output.text": [""]}, ("group.output.text", "no_text", "group", 2)),
        ("own", {"criteria": [""]}, ("model", "no_model", "", 0)),
        ("own", {"reason": [""]}, ("reason", "no_reason", "", 0)),
        ("road", {"part.steps.item.decide.reason": [""]}, ("part.steps.item.decide.reason", "no_reason", "item", 2)),
        ("road", {"part.why.stem": [""]}, ("part.why.stem", "no_stem", "", 0)),
        ("best-outcome", {"option": ["sell"]}, ("option", "too_few_options", "option", 0)),
        ("road", {"part.first.option": ["redesign"]}, ("part.first.option", "too_few_options", "option", 0)),
    ],
)
def test_what_is_missing_is_said_at_its_field(question: str, fields: Fields, place: tuple[str, str, str, int]) -> None:
    _old, new = changed(question, fields)
    assert [(one.name, one.code, one.row, one.number) for one in missing(new)] == [place]
