"""Practice questions inside lessons: the reason comes at once, and the right answer after the second miss."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g
from sqlalchemy import bindparam, select

from elearn.catalogue.rules.quiz_values import AnyKey, Quiz
from elearn.core.clock import now
from elearn.infra.database import db, insert_if_missing, read
from elearn.quizzes.models import PracticeAnswer
from elearn.quizzes.rules.asked import Asked, ask, words_of
from elearn.quizzes.rules.fields import Fields, Misunderstood, Understood, fields_of, understand
from elearn.quizzes.rules.marking import FULL, mark
from elearn.quizzes.rules.order import Lists, draw_lists
from elearn.quizzes.rules.responses import Response, from_json, to_json
from elearn.quizzes.rules.reveal import Revealed, depth_of_practice, reveal

_IN_LESSON = (
    select(
        PracticeAnswer.quiz,
        PracticeAnswer.question_id,
        PracticeAnswer.revision,
        PracticeAnswer.response,
        PracticeAnswer.language,
        PracticeAnswer.per_mille,
    )
    .where(
        PracticeAnswer.person_id == bindparam("person"),
        PracticeAnswer.module == bindparam("module"),
        PracticeAnswer.lesson == bindparam("lesson"),
    )
    .order_by(PracticeAnswer.revision)
)


@dataclass(frozen=True)
class Practised:
    """What a person did with one practice question: how often, how often not yet right, and the last answer."""

    revision: int
    misses: int
    response: Response
    language: str
    per_mille: int


@dataclass(frozen=True)
class PracticeView:
    """A practice question with what the person typed or answered. `revealed` is None before the first answer."""

    asked: Asked
    fields: Fields
    revision: int
    revealed: Revealed | None
    is_stale: bool


def view_practice(quiz: Quiz, question: str, language: str, practised: Practised | None) -> PracticeView:
    """A practice question as it stands in its lesson. The order of options is the same at every visit."""
    spoken, words = words_of(quiz, question, language)
    key = quiz.questions[question]
    fields: Fields = {}
    revealed = None
    if practised is not None and _still_fits(key, practised.response):
        fields = fields_of(practised.response)
        revealed = reveal(key, words, practised.response, depth_of_practice(practised.per_mille, practised.misses))
    asked = ask(quiz, question, language, practice_lists(quiz, question), fields)
    revision = practised.revision + 1 if practised else 1
    return PracticeView(asked, fields, revision, revealed, question in quiz.by_language[spoken].stale)


def _still_fits(key: AnyKey, response: Response) -> bool:
    """Whether an answer can be shown with the question as it is now: options may have gone since it was given."""
    return isinstance(understand(key, fields_of(response)), Understood)


def practice_lists(quiz: Quiz, question: str) -> Lists:
    """The order of what a practice question shows: the same for everybody."""
    shuffle = "options" in quiz.key.shuffle
    return draw_lists(quiz.questions[question], f"{quiz.module}/{quiz.id}", shuffle=shuffle)


def practised_in(person_id: int | None, module: str, lesson: str) -> Mapping[tuple[str, str], Practised]:
    """What a person did with the practice questions of a lesson, by (quiz, question). One query per request."""
    if person_id is None:
        return {}
    name = (person_id, module, lesson)
    known: dict[tuple[int, str, str], Mapping[tuple[str, str], Practised]] = g.setdefault("quizzes_practised", {})
    if name not in known:
        known[name] = _practised(*name)
    return known[name]


def _practised(person_id: int, module: str, lesson: str) -> dict[tuple[str, str], Practised]:
    found: dict[tuple[str, str], Practised] = {}
    rows = read(_IN_LESSON, person=person_id, module=module, lesson=lesson)
    for quiz, question, revision, response, language, per_mille in rows:
        earlier = found.get((quiz, question))
        misses = (earlier.misses if earlier else 0) + (per_mille < FULL)
        found[quiz, question] = Practised(revision, misses, from_json(response), language, per_mille)
    return found


def practise(
    person_id: int, lesson: str, quiz: Quiz, question: str, revision: int, fields: Fields, language: str
) -> Misunderstood | None:
    """Save an answer to a practice question; None when it is saved. The same answer sent again is saved once.

    Another answer under a revision that is taken (a second tab) becomes the next revision: nothing is lost.
    """
    understood = understand(quiz.questions[question], fields)
    if isinstance(understood, Misunderstood):
        return understood
    spoken, words = words_of(quiz, question, language)
    taken = _taken(person_id, quiz, question)
    response = to_json(understood.response)
    if taken.get(revision) == response:
        return None
    row = {
        "person_id": person_id,
        "module": quiz.module,
        "lesson": lesson,
        "quiz": quiz.id,
        "question_id": question,
        "revision": max(taken, default=0) + 1,
        "response": response,
        "language": spoken,
        "answered_at": now(),
        "per_mille": mark(quiz.questions[question], words, understood.response).per_mille,
    }
    db.session.execute(insert_if_missing(PracticeAnswer), [row])  # of two clicks at the same moment, one
    g.pop("quizzes_practised", None)
    return None


def _taken(person_id: int, quiz: Quiz, question: str) -> dict[int, dict[str, Any]]:
    row = PracticeAnswer
    mine = (row.person_id == person_id, row.module == quiz.module, row.quiz == quiz.id, row.question_id == question)
    rows = db.session.execute(select(row.revision, row.response).where(*mine))
    return {taken.revision: taken.response for taken in rows}
