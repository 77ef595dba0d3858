"""When the right answer to a question was corrected: past answers are marked anew, or the question is asked again.

Nothing of an attempt is changed: new marks stand beside the old ones, and the ledger gets a fact that replaces one.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from elearn.catalogue.rules.quiz_values import Quiz
from elearn.core.clock import now
from elearn.infra.database import db
from elearn.progress.service.correcting import NewScore, replace_scores
from elearn.quizzes.models import Answer, Attempt, Correction, Marking
from elearn.quizzes.rules.corrected import PastAnswer
from elearn.quizzes.rules.responses import from_json
from elearn.quizzes.service.standings import finished, standings


def past_answers(module: str, quiz: str, question: str) -> list[PastAnswer]:
    """The answers of all finished attempts to a question, with the marks that count now. Two queries."""
    of_quiz = finished(module, quiz)
    given = (
        select(Attempt.id, Answer.response, Answer.language, Answer.per_mille, Attempt.per_mille, Attempt.pass_mark)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .where(*of_quiz, Answer.question_id == question)
        .order_by(Answer.revision)
    )
    found = {row[0]: list(row) for row in db.session.execute(given)}
    anew = (
        select(
            Attempt.id, Correction.question_id, Marking.per_mille, Marking.response, Marking.language, Marking.result
        )
        .join(Marking, Marking.attempt_id == Attempt.id)
        .join(Correction, Correction.id == Marking.correction_id)
        .where(*of_quiz)
        .order_by(Marking.id)
    )
    for attempt, name, per_mille, response, language, result in db.session.execute(anew):
        if attempt in found:
            found[attempt][4] = result
            if name == question:
                found[attempt][3] = per_mille
                found[attempt][1:3] = (response, language) if response else found[attempt][1:3]
    return [PastAnswer(row[0], from_json(row[1]), *row[2:]) for row in found.values()]


def running_attempts(module: str) -> int:
    """How many attempts at a module's quizzes are not handed in. They end with the questions that they began with."""
    running = select(func.count()).where(Attempt.module == module, Attempt.finished_at.is_(None))
    return db.session.scalar(running) or 0


def correct(quiz: Quiz, question: str, marks: Mapping[int, int | None], release: int, *, asks_again: bool) -> int:
    """Put new marks beside the old ones: attempt -> per mille, or None to ask again. `quiz` is the corrected one.

    Results and the ledger follow. Returns how many attempts were concerned.
    """
    if not marks:
        return 0
    moment = now()
    source_first = sorted(quiz.by_language.items(), key=lambda entry: (entry[0] != quiz.source, entry[0]))
    words = {language: rendering.digest for language, rendering in source_first}
    correction = Correction(
        module=quiz.module,
        quiz=quiz.id,
        question_id=question,
        asks_again=asks_again,
        key_digest=quiz.key_digest,
        words=words,
        release=release,
        at=moment,
    )
    db.session.add(correction)
    db.session.flush()
    rows, scores = [], []
    for attempt, (person, name, standing) in standings(quiz.module, quiz.id, question, marks).items():
        standing.now[question] = marks[attempt]
        result = standing.result_now()
        rows.append(marking_row(attempt, correction.id, marks[attempt], result) | {"at": moment})
        if result != standing.result and person is not None:
            scores.append(NewScore(person, f"attempt:{name}", result))
    db.session.execute(Marking.__table__.insert(), rows)  # type: ignore[attr-defined]
    replace_scores(quiz.item, scores, str(correction.id))
    return len(rows)


def marking_row(attempt: int, correction: int, per_mille: int | None, result: int) -> dict[str, Any]:
    """The columns of a marking without a new answer."""
    return {
        "attempt_id": attempt,
        "correction_id": correction,
        "revision": 0,
        "per_mille": per_mille,
        "result": result,
        "response": None,
        "language": None,
    }


def results_with(
    module: str, quiz: str, question: str, marks: Mapping[int, int | None]
) -> dict[int, tuple[int, int, int | None]]:
    """What new marks would do to results: attempt -> (result now, result then, pass mark)."""
    pass_marks = dict(db.session.execute(select(Attempt.id, Attempt.pass_mark).where(*finished(module, quiz))).all())
    found = {}
    for attempt, (_person, _name, standing) in standings(module, quiz, question, marks).items():
        standing.now[question] = marks[attempt]
        found[attempt] = standing.result, standing.result_now(), pass_marks[attempt]
    return found
