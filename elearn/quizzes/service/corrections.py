"""When the right answer to a question was corrected: past answers are marked anew, or the question is asked again.

Nothing of an attempt is changed: new marks stand beside the old ones, and the ledger gets a fact that replaces one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, insert, select

from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.service.quizzes_as_taken import quiz_from_texts
from elearn.core.clock import now
from elearn.infra.database import db
from elearn.progress.service.correcting import NewScore, replace_scores
from elearn.quizzes.models import Answer, Attempt, Correction, Marking
from elearn.quizzes.rules.corrected import PastAnswer, corrected_result
from elearn.quizzes.rules.order import Order
from elearn.quizzes.rules.responses import from_json


@dataclass
class _Counting:
    """What counts of an attempt now: marks by question, and the questions that are asked again."""

    row: Row[Any]
    result: int
    marks: dict[str, int] = field(default_factory=dict)
    asked_again: set[str] = field(default_factory=set)

    def mark(self, question: str, per_mille: int | None) -> None:
        """Let new marks count; None asks again."""
        if per_mille is None:
            self.asked_again.add(question)
        else:
            self.asked_again.discard(question)
            self.marks[question] = per_mille

    def result_now(self) -> int:
        """The result of the whole attempt with these marks."""
        quiz = quiz_from_texts(self.row.module, self.row.quiz, self.row.key_digest, self.row.words)
        questions = [quiz.questions[name] for name in Order.from_json(self.row.arrangement).questions]
        return corrected_result(questions, self.marks, self.asked_again, self.result)


def past_answers(module: str, quiz: str, question: str) -> list[PastAnswer]:
    """The answers of all finished attempts to a question, with the marks that count now. Two queries."""
    of_quiz = (Attempt.module == module, Attempt.quiz == quiz, Attempt.finished_at.is_not(None))
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
    for attempt in _counting(quiz.module, quiz.id, marks):
        attempt.mark(question, marks[attempt.row.id])
        result = attempt.result_now()
        rows.append(marking_row(attempt.row.id, correction.id, marks[attempt.row.id], result) | {"at": moment})
        if result != attempt.result and attempt.row.person_id is not None:
            scores.append(NewScore(attempt.row.person_id, f"attempt:{attempt.row.public_id}", result))
    db.session.execute(insert(Marking), rows)
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
    """What new marks would do to results: attempt -> (result now, result then, pass mark). Three queries."""
    found = {}
    for attempt in _counting(module, quiz, marks):
        attempt.mark(question, marks[attempt.row.id])
        found[attempt.row.id] = attempt.result, attempt.result_now(), attempt.row.pass_mark
    return found


def _counting(module: str, quiz: str, attempts: Collection[int]) -> list[_Counting]:
    """What counts of some finished attempts at a quiz now. Three queries, however many they are."""
    of_quiz = (Attempt.module == module, Attempt.quiz == quiz, Attempt.finished_at.is_not(None))
    rows = db.session.execute(select(Attempt.__table__).where(*of_quiz))
    found = {row.id: _Counting(row, row.per_mille or 0) for row in rows if row.id in attempts}
    given = select(Answer.attempt_id, Answer.question_id, Answer.per_mille).join(Attempt).where(*of_quiz)
    for attempt, question, per_mille in db.session.execute(given.order_by(Answer.revision)):
        if attempt in found:
            found[attempt].marks[question] = per_mille
    anew = (
        select(Marking.attempt_id, Correction.question_id, Marking.per_mille, Marking.result)
        .join(Correction, Correction.id == Marking.correction_id)
        .join(Attempt, Attempt.id == Marking.attempt_id)
        .where(*of_quiz)
    )
    for attempt, name, marks, result in db.session.execute(anew.order_by(Marking.id)):
        if attempt in found:
            found[attempt].mark(name, marks)
            found[attempt].result = result
    return list(found.values())
