"""Taking a module's quiz: start, answer, hand in. Each may be repeated without harm."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from elearn.catalogue.rules.quiz_values import Quiz
from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.infra.database import db, insert_if_missing
from elearn.progress.rules.facts import Verb
from elearn.progress.service.ledger import record
from elearn.quizzes.models import Answer, Attempt
from elearn.quizzes.rules.asked import words_of
from elearn.quizzes.rules.fields import ANSWER, Complaint, Fault, Fields, Misunderstood, understand
from elearn.quizzes.rules.marking import mark
from elearn.quizzes.rules.order import draw_order
from elearn.quizzes.rules.responses import Response, from_json, to_json
from elearn.quizzes.rules.scoring import attempts_left, score
from elearn.quizzes.service.sittings import Given, Sitting, attempts_of, lock_sitting

#: How far ahead of the last saved answer a revision may be: a phone that was offline may have skipped some.
MOST_REVISIONS_AHEAD = 50


@dataclass(frozen=True)
class Saved:
    """The answer is in the database. `next_revision` names the next one; the attempt has `questions` in all."""

    at: datetime
    next_revision: int
    questions: int


@dataclass(frozen=True)
class Conflict:
    """Another answer was saved under the same name (a second tab). It counts until the person answers again."""

    given: Given
    next_revision: int


@dataclass(frozen=True)
class Finished:
    """The attempt was handed in; nothing changed."""


Outcome = Saved | Conflict | Finished | Misunderstood


def start_attempt(person_id: int, quiz: Quiz, pass_mark: int | None, language: str, country: str | None) -> int | None:
    """Start an attempt and return its number. A running one is returned as it is: two clicks start one attempt.

    None where the person has no attempt left.
    """
    earlier = attempts_of(person_id, quiz)
    running = [attempt.number for attempt in earlier if attempt.finished_at is None]
    if running:
        return running[-1]
    if attempts_left(quiz.key.attempts, len(earlier)) == 0:
        return None
    number = earlier[-1].number + 1 if earlier else 1
    public_id = random_id()
    rendering = quiz.choose(language)
    source_first = sorted(quiz.by_language.items(), key=lambda entry: (entry[0] != quiz.source, entry[0]))
    row = {
        "public_id": public_id,
        "person_id": person_id,
        "module": quiz.module,
        "quiz": quiz.id,
        "number": number,
        "started_at": now(),
        "started_language": rendering.language,
        "key_digest": quiz.key_digest,
        "words": {spoken: words.digest for spoken, words in source_first},
        "arrangement": draw_order(quiz.key, public_id, country).to_json(),
        "pass_mark": pass_mark,
    }
    db.session.execute(insert_if_missing(Attempt), [row])  # another request may have started this number just now
    return number


def answer_question(
    person_id: int, quiz: Quiz, number: int, position: int, revision: int, fields: Fields, language: str
) -> Outcome | None:
    """Save an answer. Its name is attempt + question + revision: the same answer sent again is the same answer.

    None where the person has no such attempt or it has no such position.
    """
    sitting = lock_sitting(person_id, quiz, number)
    question = sitting.question_at(position) if sitting else None
    if sitting is None or question is None:
        return None
    understood = understand(sitting.quiz.questions[question], fields)
    last = sitting.answers.get(question)
    newest = last.revision if last else 0
    if not isinstance(understood, Misunderstood) and not 1 <= revision <= newest + MOST_REVISIONS_AHEAD:
        understood = Misunderstood((Complaint(ANSWER, Fault.UNKNOWN),))
    if isinstance(understood, Misunderstood):
        return Finished() if sitting.is_finished else understood
    earlier = _given(sitting.id, question, revision) if revision <= newest else None
    if earlier is not None:
        if earlier.response == understood.response:
            return Saved(earlier.answered_at, newest + 1, sitting.count)
        return Finished() if sitting.is_finished else Conflict(last or earlier, newest + 1)
    if sitting.is_finished:
        return Finished()
    spoken, _words = words_of(sitting.quiz, question, language)
    if last and revision > newest and (last.response, last.language) == (understood.response, spoken):
        return Saved(last.answered_at, newest + 1, sitting.count)
    at = _append(sitting, question, revision, understood.response, language)
    return Saved(at, max(newest, revision) + 1, sitting.count)


def _given(attempt_id: int, question: str, revision: int) -> Given | None:
    columns = (Answer.revision, Answer.response, Answer.language, Answer.answered_at, Answer.per_mille)
    named = (Answer.attempt_id == attempt_id, Answer.question_id == question, Answer.revision == revision)
    row = db.session.execute(select(*columns).where(*named)).first()
    return Given(row.revision, from_json(row.response), *row[2:]) if row else None


def _append(sitting: Sitting, question: str, revision: int, response: Response, language: str) -> datetime:
    spoken, words = words_of(sitting.quiz, question, language)
    moment = now()
    answer = {
        "attempt_id": sitting.id,
        "question_id": question,
        "revision": revision,
        "response": to_json(response),
        "language": spoken,
        "answered_at": moment,
        "per_mille": mark(sitting.quiz.questions[question], words, response).per_mille,
    }
    db.session.execute(insert(Answer), [answer])
    return moment


def finish_attempt(person_id: int, quiz: Quiz, number: int) -> bool:
    """Hand in an attempt: its result is counted once and noted as progress. Handing in again changes nothing.

    False where the person has no such attempt.
    """
    sitting = lock_sitting(person_id, quiz, number)
    if sitting is None:
        return False
    if sitting.is_finished:
        return True
    questions = [sitting.quiz.questions[question] for question in sitting.order.questions]
    per_mille = score(questions, {question: given.per_mille for question, given in sitting.answers.items()})
    moment = now()
    result = {"finished_at": moment, "per_mille": per_mille}
    db.session.execute(update(Attempt).where(Attempt.id == sitting.id).values(result))
    client_id = f"attempt:{sitting.public_id}"
    record(person_id, quiz.item, Verb.SCORED, value=per_mille, client_id=client_id, at=moment)
    return True
