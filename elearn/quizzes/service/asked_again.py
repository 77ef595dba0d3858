"""A question of a finished attempt that is asked again, because its right answer was corrected."""

from collections import Counter

from sqlalchemy import select

from elearn.catalogue.rules.quiz_values import Quiz
from elearn.core.clock import now
from elearn.infra.database import db, insert_if_missing
from elearn.progress.service.correcting import NewScore, replace_scores
from elearn.quizzes.models import Attempt, Correction, Marking
from elearn.quizzes.rules.asked import Asked, ask, words_of
from elearn.quizzes.rules.corrected import corrected_result
from elearn.quizzes.rules.fields import Fields, Misunderstood, understand
from elearn.quizzes.rules.marking import mark
from elearn.quizzes.rules.order import Lists, draw_lists
from elearn.quizzes.rules.responses import to_json
from elearn.quizzes.service.sittings import Corrected, Sitting, lock_sitting

LAST = 1  # the revision of the answer that is given then: there is one


def open_again(sitting: Sitting, position: int) -> Corrected | None:
    """The correction whose question waits for a new answer at a position; None where none does."""
    question = sitting.question_at(position)
    found = sitting.corrected.get(question) if question else None
    return found if found is not None and found.is_open else None


def ask_again(sitting: Sitting, position: int, language: str, fields: Fields | None = None) -> Asked:
    """The corrected question for a reader of `language`, its options in an order of their own."""
    question = sitting.question_at(position) or ""
    return ask(sitting.corrected[question].quiz, question, language, lists_of(sitting, position), fields)


def lists_of(sitting: Sitting, position: int) -> Lists:
    """The order of what the corrected question shows."""
    question = sitting.question_at(position) or ""
    quiz = sitting.corrected[question].quiz
    return draw_lists(quiz.questions[question], sitting.public_id, shuffle="options" in quiz.key.shuffle)


def answer_again(
    person_id: int, quiz: Quiz, number: int, position: int, fields: Fields, language: str
) -> Misunderstood | None:
    """Save the new answer: its marks count, beside what was answered on the day. None when it is saved.

    LookupError where nothing is asked again: it was answered meanwhile, or never asked.
    """
    sitting = lock_sitting(person_id, quiz, number)
    found = open_again(sitting, position) if sitting else None
    if sitting is None or found is None:
        raise LookupError(f"Nothing is asked again at {number}/{position}.")
    question = sitting.question_at(position) or ""
    understood = understand(found.quiz.questions[question], fields)
    if isinstance(understood, Misunderstood):
        return understood
    spoken, words = words_of(found.quiz, question, language)
    marks = mark(found.quiz.questions[question], words, understood.response).per_mille
    result = _result(sitting, question, marks)
    row = {
        "attempt_id": sitting.id,
        "correction_id": found.id,
        "revision": LAST,
        "per_mille": marks,
        "result": result,
        "response": to_json(understood.response),
        "language": spoken,
        "at": now(),
    }
    db.session.execute(insert_if_missing(Marking), [row])
    score = NewScore(person_id, f"attempt:{sitting.public_id}", result)
    replace_scores(quiz.item, [score], f"{found.id}.{LAST}")
    return None


def _result(sitting: Sitting, question: str, marks: int) -> int:
    questions = [sitting.quiz.questions[name] for name in sitting.order.questions]
    counting = {name: given.per_mille for name, given in sitting.answers.items()}
    counting |= {name: one.per_mille for name, one in sitting.corrected.items() if one.per_mille is not None}
    still_open = {name for name, one in sitting.corrected.items() if one.is_open} - {question}
    return corrected_result(questions, {**counting, question: marks}, still_open, sitting.per_mille or 0)


def asked_again_in(person_id: int | None, quiz: Quiz) -> dict[int, int]:
    """How many questions of a person's attempts wait for a new answer: number of the attempt -> questions."""
    if person_id is None:
        return {}
    rows = db.session.execute(
        select(Attempt.number, Correction.question_id, Marking.per_mille)
        .join(Marking, Marking.attempt_id == Attempt.id)
        .join(Correction, Correction.id == Marking.correction_id)
        .where(Attempt.person_id == person_id, Attempt.module == quiz.module, Attempt.quiz == quiz.id)
        .order_by(Marking.id)
    )
    last = {(number, question): per_mille for number, question, per_mille in rows}
    return Counter(number for (number, _question), per_mille in last.items() if per_mille is None)
