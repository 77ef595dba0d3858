"""What publishing costs: a module of 40 files that 5,000 attempts were taken in, with a corrected right answer."""

import time
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import insert, select

from elearn.accounts.rules import Role
from elearn.accounts.service.people import people_with_role
from elearn.authoring.service.comparing import unpublished_changes
from elearn.authoring.service.drafts import draft, drafts, save
from elearn.authoring.service.effects import effects_of
from elearn.authoring.service.publishing import publish
from elearn.catalogue.rules.quiz_values import Quiz, SingleKey
from elearn.catalogue.service.library import library
from elearn.core.ids import random_id
from elearn.infra.database import db, transaction
from elearn.progress.models import ProgressFact
from elearn.quizzes.models import Answer, Attempt
from elearn.quizzes.rules.order import draw_order

MODULE = "logical-framework"
UNIT = f"modules/{MODULE}"
ATTEMPTS = 5_000


def take_quizzes(app: Flask) -> None:
    """Put finished attempts at the module's quiz into the database, shared among all people."""
    with app.app_context(), transaction():
        people = people_with_role(Role.LEARNER)
        quiz = library().modules[MODULE].checks[0]
        moment = datetime(2026, 11, 1, tzinfo=UTC)
        taken = [(people[number % len(people)], number // len(people) + 1, random_id()) for number in range(ATTEMPTS)]
        db.session.execute(insert(Attempt), [_attempt(quiz, *one, moment) for one in taken])
        names = {name: id_ for id_, name in db.session.execute(select(Attempt.id, Attempt.public_id))}
        db.session.execute(
            insert(Answer), [row for _person, _number, name in taken for row in _answers(quiz, names[name], moment)]
        )
        db.session.execute(insert(ProgressFact), [_fact(quiz, person, name, moment) for person, _n, name in taken])


def _attempt(quiz: Quiz, person: int, number: int, name: str, moment: datetime) -> dict[str, object]:
    words = {language: rendering.digest for language, rendering in quiz.by_language.items()}
    source_first = sorted(words.items(), key=lambda entry: entry[0] != quiz.source)
    return {
        "public_id": name,
        "person_id": person,
        "module": quiz.module,
        "quiz": quiz.id,
        "number": number + 100,
        "started_at": moment,
        "finished_at": moment,
        "started_language": "it",
        "key_digest": quiz.key_digest,
        "words": dict(source_first),
        "arrangement": draw_order(quiz.key, name).to_json(),
        "pass_mark": 70,
        "per_mille": 500,
    }


def _answers(quiz: Quiz, attempt: int, moment: datetime) -> list[dict[str, object]]:
    said = {"attempt_id": attempt, "revision": 1, "language": "it", "answered_at": moment}
    return [
        {**said, "question_id": key.id, "response": _response(key), "per_mille": 1000} for key in quiz.key.questions
    ]


def _response(key: object) -> dict[str, object]:
    """What the corrected question needs; the others are not marked anew."""
    return {"choice": key.right} if isinstance(key, SingleKey) else {"text": ""}


def _fact(quiz: Quiz, person: int, name: str, moment: datetime) -> dict[str, object]:
    return {
        "person_id": person,
        "module": quiz.module,
        "item": quiz.item,
        "verb": "scored",
        "value": 500,
        "at": moment,
        "received_at": moment,
        "source": "online",
        "client_id": f"attempt:{name}",
        "replaces": None,
    }


def seconds_to_publish(app: Flask) -> dict[str, float]:
    """Seconds for: publishing a typo, looking at the effects of a correction, publishing it with all marked anew."""
    found = {}
    with app.app_context():
        with transaction():
            found["files"] = float(len(drafts(UNIT)))
            _change(f"{UNIT}/lessons/what-for/it.md", "\n---\n", "\n---\n\nUna frase in più.\n")
        with transaction():
            started = time.monotonic()
            assert publish(None, UNIT, "bench").release
            found["typo"] = time.monotonic() - started
        with transaction():
            _change(f"{UNIT}/quizzes/check/quiz.yml", "right: together", "right: dryers")
            started = time.monotonic()
            effects = effects_of(UNIT, unpublished_changes(UNIT))
            found["effects"] = time.monotonic() - started
            assert effects.questions[0].remarks.down >= ATTEMPTS
        with transaction():
            started = time.monotonic()
            outcome = publish(None, UNIT, "bench", {"check/best-outcome": "remark"})
            found["remark"] = time.monotonic() - started
            assert outcome.treated["check/best-outcome"] >= ATTEMPTS
    return found


def _change(path: str, old: str, new: str) -> None:
    before = draft(path)
    assert old in before.body, path
    save(None, path, before.body.replace(old, new, 1), before.digest, "edited")
