"""What counts of many attempts now, added up by the database: five queries, however many attempts there are."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import aliased

from elearn.catalogue.rules.quiz_values import QuizKey
from elearn.catalogue.service.quizzes_as_taken import quiz_from_texts
from elearn.infra.database import db
from elearn.quizzes.models import Answer, Attempt, Correction, Marking
from elearn.quizzes.rules.corrected import Standing
from elearn.quizzes.rules.order import Order

Found = dict[int, tuple[int | None, str, Standing]]  # attempt -> (person, public id, standing)


def finished(module: str, quiz: str) -> tuple[ColumnElement[bool], ...]:
    """The attempts at a quiz that were handed in."""
    return Attempt.module == module, Attempt.quiz == quiz, Attempt.finished_at.is_not(None)


def standings(module: str, quiz: str, question: str, attempts: Collection[int]) -> Found:
    """What counts of these finished attempts, ready for new marks of one question."""
    of_quiz, keys = finished(module, quiz), _keys(module, quiz)
    weights = {name: {one.id: one.marks for one in key.questions} for name, key in keys.items()}
    possible = _possible(of_quiz, keys, weights)
    earned: dict[int, int] = dict(db.session.execute(_earned(of_quiz, weights)).all())
    columns = (Attempt.id, Attempt.person_id, Attempt.public_id, Attempt.key_digest, Attempt.per_mille)
    found: Found = {}
    for row in db.session.execute(select(*columns).where(*of_quiz)):
        if row.id in attempts:
            sums = earned.get(row.id, 0), possible[row.id], row.per_mille or 0
            found[row.id] = row.person_id, row.public_id, Standing(*sums, weights[row.key_digest])
    _correct(found, of_quiz, question)
    return found


def _keys(module: str, quiz: str) -> dict[str, QuizKey]:
    """The keys that attempts were taken with: there are as many as releases that changed one."""
    newest = select(func.max(Attempt.id)).where(*finished(module, quiz)).group_by(Attempt.key_digest)
    rows = db.session.execute(select(Attempt.key_digest, Attempt.words).where(Attempt.id.in_(newest)))
    return {row.key_digest: quiz_from_texts(module, quiz, row.key_digest, row.words).key for row in rows}


def _possible(
    of_quiz: tuple[ColumnElement[bool], ...], keys: Mapping[str, QuizKey], weights: Mapping[str, Mapping[str, int]]
) -> dict[int, int]:
    """The marks that each attempt could earn. Its questions are read only where not everybody gets the same ones."""
    alike = {
        name
        for name, key in keys.items()
        if key.draw == "all" and all(question.country is None for question in key.questions)
    }
    rows = db.session.execute(select(Attempt.id, Attempt.key_digest).where(*of_quiz))
    found = {row.id: sum(weights[row.key_digest].values()) for row in rows if row.key_digest in alike}
    drawn = select(Attempt.id, Attempt.key_digest, Attempt.arrangement).where(*of_quiz)
    if len(alike) < len(keys):
        for row in db.session.execute(drawn.where(Attempt.key_digest.not_in(alike))):
            questions = Order.from_json(row.arrangement).questions
            found[row.id] = sum(weights[row.key_digest][name] for name in questions)
    return found


def _earned(of_quiz: tuple[ColumnElement[bool], ...], weights: Mapping[str, Mapping[str, int]]) -> Any:
    """What each attempt earned on the day: marks times per mille, of the last answers."""
    heavy = {
        ((Attempt.key_digest == key) & (Answer.question_id == question)): weight
        for key, by_question in weights.items()
        for question, weight in by_question.items()
        if weight != 1
    }
    weight: Any = case(*heavy.items(), else_=1) if heavy else 1
    return (
        _last(select(Answer.attempt_id, func.sum(Answer.per_mille * weight)))
        .where(*of_quiz)
        .group_by(Answer.attempt_id)
    )


def _last(query: Any) -> Any:
    """Only the answers that count: those with the highest revision."""
    later = aliased(Answer)
    same = (later.attempt_id == Answer.attempt_id, later.question_id == Answer.question_id)
    newer = exists().where(*same, later.revision > Answer.revision)
    return query.select_from(Answer).join(Attempt, Attempt.id == Answer.attempt_id).where(~newer)


def _correct(found: Found, of_quiz: tuple[ColumnElement[bool], ...], question: str) -> None:
    """Let what was corrected before count, and note the marks of the day of everything that is corrected."""
    anew = (
        select(Marking.attempt_id, Correction.question_id, Marking.per_mille, Marking.result)
        .join(Correction, Correction.id == Marking.correction_id)
        .join(Attempt, Attempt.id == Marking.attempt_id)
        .where(*of_quiz)
    )
    corrected = {question}
    for attempt, name, per_mille, result in db.session.execute(anew.order_by(Marking.id)):
        corrected.add(name)
        if attempt in found:
            found[attempt][2].now[name] = per_mille
            found[attempt][2].result = result
    columns = select(Answer.attempt_id, Answer.question_id, Answer.per_mille)
    for attempt, name, per_mille in db.session.execute(
        _last(columns).where(*of_quiz, Answer.question_id.in_(corrected))
    ):
        if attempt in found:
            found[attempt][2].first[name] = per_mille
