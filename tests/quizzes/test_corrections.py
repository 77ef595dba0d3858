"""A right answer is corrected: past answers are marked anew beside the old marks, or the question is asked again."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.catalogue.models import ContentRelease
from elearn.catalogue.service.library import library
from elearn.infra.database import db, transaction
from elearn.progress.models import ProgressFact
from elearn.progress.service.audience import Audience, audience_of
from elearn.progress.service.ledger import forget_cached
from elearn.progress.service.standing import module_standing
from elearn.quizzes.models import Answer, Attempt
from elearn.quizzes.rules.corrected import Standing, corrected_result
from elearn.quizzes.service import privacy
from elearn.quizzes.service.attempts import answer_question, finish_attempt, start_attempt
from elearn.quizzes.service.corrections import correct, past_answers, results_with
from elearn.quizzes.service.sittings import attempts_of
from tests.quizzes.conftest import Learner, live_quiz, new_person, publish_sample
from tests.quizzes.content import MODULE, content_files
from tests.quizzes.questions import KEY, RIGHT, sample_quiz

FIRST = "best-outcome"


def taken(learner: Learner, fields: dict[str, list[str]], question: int = 1) -> int:
    """An attempt in which one question was answered."""
    number = learner.start()
    learner.send(number, question, fields)
    learner.hand_in(number)
    return number


def publish_another_right_answer(app: Flask, folder: Path) -> None:
    """“train” is right now, and French readers have new words."""
    key = json.loads(json.dumps(KEY))
    key["questions"][0]["right"] = "train"
    changes = {f"{MODULE}/quizzes/check/quiz.yml": json.dumps(key)}
    publish_sample(app, folder, {**content_files(), **changes})


def mark_anew(app: Flask, marks: dict[int, int | None], *, asks_again: bool = False) -> None:
    """Let new marks of the first question count."""
    with app.app_context(), transaction():
        correct(live_quiz(), FIRST, marks, 1, asks_again=asks_again)


def scores(app: Flask) -> list[tuple[int | None, int | None]]:
    """(value, what it replaces) of all scores in the ledger."""
    with app.app_context():
        rows = select(ProgressFact.value, ProgressFact.replaces).where(ProgressFact.verb == "scored")
        return [(row.value, row.replaces) for row in db.session.execute(rows.order_by(ProgressFact.id))]


def best_and_tries(app: Flask) -> tuple[int | None, int]:
    """What the ledger says of the quiz."""
    with app.app_context():
        person = db.session.scalar(select(Attempt.person_id).limit(1))
        item = module_standing(person, library().modules["logframe"]).find("quiz:logframe/check")
        assert item is not None
        return item.best, item.tries


def test_new_marks_stand_beside_the_old_ones(amina: Learner, quiz_app: Flask, tmp_path: Path) -> None:
    number = taken(amina, {"answer": ["train"]})
    assert "0 %" in amina.review(number)
    publish_another_right_answer(quiz_app, tmp_path / "content")
    mark_anew(quiz_app, {1: 1000})
    review = amina.review(number)
    assert "9 %" in review
    assert "Marked anew on" in review
    assert "On the day, the result was 0 %." in review
    assert "1 of 1 mark" in review
    assert "0 of 1 mark" in review  # what was taken is shown as it was
    with quiz_app.app_context():
        assert db.session.scalars(select(Attempt.per_mille)).all() == [0]
        assert db.session.scalars(select(Answer.per_mille)).all() == [0]


def test_the_ledger_follows_the_newest_marks_up_and_down(amina: Learner, quiz_app: Flask, tmp_path: Path) -> None:
    taken(amina, RIGHT[FIRST])
    assert best_and_tries(quiz_app) == (91, 1)
    publish_another_right_answer(quiz_app, tmp_path / "content")
    mark_anew(quiz_app, {1: 0})
    assert best_and_tries(quiz_app) == (0, 1)
    mark_anew(quiz_app, {1: 1000})
    assert best_and_tries(quiz_app) == (91, 1)
    first, second, third = scores(quiz_app)
    assert (first, second[0], third[0]) == ((91, None), 0, 91)
    assert None not in (second[1], third[1])


def test_a_question_that_is_asked_again_counts_when_it_is_answered(
    amina: Learner, quiz_app: Flask, tmp_path: Path
) -> None:
    number = taken(amina, RIGHT[FIRST])
    publish_another_right_answer(quiz_app, tmp_path / "content")
    mark_anew(quiz_app, {1: None}, asks_again=True)
    review = amina.review(number)
    assert "Please answer it again." in review
    assert "asked again" in amina.client.get(amina.url()).get_data(as_text=True)
    assert best_and_tries(quiz_app) == (0, 1)  # of the others, none was answered
    place = amina.url(f"/attempts/{number}/1/again")
    page = amina.client.get(place)
    assert "Best outcome? (it)" in page.get_data(as_text=True)
    token = page.get_data(as_text=True).split('name="form_token" value="')[1].split('"')[0]
    assert amina.client.post(place, data={"form_token": token}).status_code == 422
    assert amina.client.post(place, data={"form_token": token, "answer": ["train"]}).status_code == 303
    assert amina.client.get(place).status_code == 303
    assert "you answered again on" in amina.review(number)
    assert best_and_tries(quiz_app) == (91, 1)
    again = amina.client.post(place, data={"form_token": token, "answer": ["dryers"]})
    assert again.status_code == 303  # the answer that was given counts
    assert best_and_tries(quiz_app) == (91, 1)


def test_past_answers_come_with_the_marks_that_count_now(amina: Learner, quiz_app: Flask, tmp_path: Path) -> None:
    taken(amina, {"answer": ["train"]})
    taken(amina, RIGHT[FIRST])
    amina.start()
    publish_another_right_answer(quiz_app, tmp_path / "content")
    mark_anew(quiz_app, {1: 1000, 2: None})
    with quiz_app.app_context():
        found = {one.attempt: (one.per_mille, one.result) for one in past_answers("logframe", "check", FIRST)}
        assert found == {1: (1000, 91), 2: (None, 0)}
        assert results_with("logframe", "check", FIRST, {2: 1000}) == {2: (0, 91, 70)}


def test_a_new_answer_is_personal_data(amina: Learner, quiz_app: Flask, tmp_path: Path) -> None:
    number = taken(amina, RIGHT["own"], question=9)
    publish_another_right_answer(quiz_app, tmp_path / "content")
    with quiz_app.app_context(), transaction():
        correct(live_quiz(), "own", {1: None}, 1, asks_again=True)
    place = amina.url(f"/attempts/{number}/9/again")
    token = amina.client.get(place).get_data(as_text=True).split('name="form_token" value="')[1].split('"')[0]
    amina.client.post(place, data={"form_token": token, "answer": ["My own new sentence."]})
    with quiz_app.app_context(), transaction():
        person = db.session.scalar(select(Attempt.person_id).limit(1)) or 0
        (attempt,) = privacy.export(person)[1]["attempts"]
        assert [one["response"] for one in attempt["marked_anew"]] == [None, {"text": "My own new sentence."}]
        privacy.erase(person)
        assert "new sentence" not in str(db.session.connection().exec_driver_sql("SELECT * FROM quizzes_marking").all())


@pytest.mark.parametrize(
    ("marks", "asked_again", "expected"),
    [
        ({"a": 1000, "b": 0}, set(), 500),
        ({"a": 1000, "b": 0}, {"b"}, 1000),
        ({"a": 1000, "b": 0}, {"a", "b"}, 700),
    ],
)
def test_what_is_asked_again_counts_neither_for_nor_against(
    marks: dict[str, int], asked_again: set[str], expected: int
) -> None:
    first, second = sample_quiz().key.questions[:2]
    questions = [first.model_copy(update={"id": "a"}), second.model_copy(update={"id": "b"})]
    assert corrected_result(questions, marks, asked_again, before=700) == expected


def test_sums_and_single_marks_say_the_same() -> None:
    questions = sample_quiz().key.questions
    weights = {key.id: key.marks for key in questions}
    first = {key.id: (place * 137) % 1001 for place, key in enumerate(questions)}
    now: dict[str, int | None] = {"road": 300, "losses": None, "own": 999}
    earned = sum(weights[name] * marks for name, marks in first.items())
    standing = Standing(earned, sum(weights.values()), 500, weights, first, now)
    counting = {**first, **{name: marks for name, marks in now.items() if marks is not None}}
    assert standing.result_now() == corrected_result(questions, counting, {"losses"}, before=500)


def test_both_databases_count_alike(store: Flask) -> None:
    people = [new_person(store, name) for name in ("Amina", "Joseph")]
    with store.app_context(), transaction():
        quiz = live_quiz()
        for person, option in zip(people, ("sell", "train"), strict=True):
            number = start_attempt(person, quiz, 5, "it", None) or 0
            answer_question(person, quiz, number, 1, 1, {"answer": ["dryers"]}, "it")
            answer_question(person, quiz, number, 1, 2, {"answer": [option]}, "it")
            finish_attempt(person, quiz, number)
        module = library().modules["logframe"]
        assert audience_of(module, library().pass_mark) == Audience(started=2, done=0)
        past = {one.per_mille: one.attempt for one in past_answers("logframe", "check", FIRST)}
        marks: dict[int, int | None] = {past[1000]: 0, past[0]: 1000}
        assert sorted(results_with("logframe", "check", FIRST, marks).values()) == [(0, 91, 5), (91, 0, 5)]
        release = db.session.scalar(select(ContentRelease.id).limit(1)) or 0
        assert correct(quiz, FIRST, marks, release, asks_again=False) == 2
        assert [one.per_mille for one in attempts_of(people[0], quiz)] == [0]
        assert [one.per_mille for one in attempts_of(people[1], quiz)] == [91]
        forget_cached()
        assert module_standing(people[1], module).find(quiz.item).best == 91  # type: ignore[union-attr]
