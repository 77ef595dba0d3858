"""What answers say about questions: first tries, without names, in one query."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import event

from elearn.infra.database import db, transaction
from elearn.quizzes.models import Answer, Attempt, PracticeAnswer
from elearn.quizzes.service.statistics import NEVER, FirstTries, answers_to, first_tries
from tests.quizzes.conftest import new_person

THEN = datetime(2027, 3, 1, tzinfo=UTC)


def attempt(person: int, number: int, marks: list[int], *, finished: bool = True) -> None:
    """An attempt with one question, answered so often with these marks."""
    row = Attempt(
        public_id=f"{person}-{number}",
        person_id=person,
        module="m",
        quiz="check",
        number=number,
        started_at=THEN,
        finished_at=THEN if finished else None,
        started_language="it",
        key_digest="k",
        words={"it": "w"},
        arrangement={},
        pass_mark=None,
        per_mille=None,
    )
    db.session.add(row)
    db.session.flush()
    for revision, mark in enumerate(marks, 1):
        answer = {"question_id": "q", "revision": revision, "response": {}, "language": "it", "per_mille": mark}
        db.session.add(Answer(attempt_id=row.id, answered_at=THEN, **answer))


def practised(person: int, marks: list[int]) -> None:
    for revision, mark in enumerate(marks, 1):
        place = {"module": "m", "lesson": "one", "quiz": "practice", "question_id": "yes"}
        row = {"revision": revision, "response": {}, "language": "it", "per_mille": mark, "answered_at": THEN}
        db.session.add(PracticeAnswer(person_id=person, **place, **row))


@pytest.fixture
def answered(app: Flask) -> Flask:
    people = [new_person(app, name) for name in ("Amina", "Bruna", "Carla")]
    with app.app_context(), transaction():
        attempt(people[0], 1, [0, 1000])  # changed before handing in: the last answer counts
        attempt(people[0], 2, [0])
        attempt(people[1], 1, [500])
        attempt(people[2], 1, [1000], finished=False)
        practised(people[0], [0, 1000])
        practised(people[1], [1000])
    return app


def test_the_first_attempt_that_was_handed_in_counts(answered: Flask) -> None:
    with answered.app_context():
        assert first_tries() == {
            ("m", "check", "q"): FirstTries(answered=2, right=1),
            ("m", "practice", "yes"): FirstTries(answered=2, right=1),
        }
        assert first_tries(["other"]) == {}


def test_all_questions_need_one_query(answered: Flask) -> None:
    asked: list[str] = []
    with answered.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *sent: asked.append(sent[2]))
        first_tries(["m"])
    assert len([one for one in asked if one.startswith("SELECT")]) == 1


def test_every_answer_is_counted_where_an_id_is_at_stake(answered: Flask) -> None:
    with answered.app_context():
        assert answers_to("m", "check") == {"q": 5}
        assert answers_to("m", "practice") == {"yes": 3}
        assert answers_to("m", "nothing") == {}


def test_few_answers_say_nothing() -> None:
    assert NEVER.percentage is None
    assert FirstTries(4, 4).percentage is None
    assert FirstTries(8, 3).percentage == 38
