"""Reading attempts: an attempt with the quiz as it was taken and the answers that count."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.service.quizzes_as_taken import quiz_from_texts
from elearn.infra.database import db, read
from elearn.quizzes.models import Answer, Attempt, Correction, Marking
from elearn.quizzes.rules.order import Order
from elearn.quizzes.rules.responses import Response, from_json
from elearn.quizzes.rules.scoring import is_passed


@dataclass(frozen=True)
class Given:
    """An answer that was saved. `language` is the one of the words that the person read."""

    revision: int
    response: Response
    language: str
    answered_at: datetime
    per_mille: int


@dataclass(frozen=True)
class Corrected:
    """How a question of a finished attempt counts since its right answer was corrected. `quiz` is the corrected one.

    `per_mille` is None while the question is asked again; `response` is the answer that was given then.
    """

    id: int
    asks_again: bool
    at: datetime
    quiz: Quiz
    per_mille: int | None
    response: Response | None
    language: str | None

    @property
    def is_open(self) -> bool:
        """Whether the question waits for a new answer."""
        return self.per_mille is None


@dataclass(frozen=True)
class Sitting:
    """One attempt. Positions count from 1; `answers` holds the last answer to each question that has one.

    `per_mille` is the result that counts; `first_result` the one on the day, before anything was corrected.
    """

    id: int
    public_id: str
    number: int
    started_at: datetime
    finished_at: datetime | None
    pass_mark: int | None
    per_mille: int | None
    quiz: Quiz
    order: Order
    answers: Mapping[str, Given]
    first_result: int | None = None
    corrected: Mapping[str, Corrected] = field(default_factory=dict)

    @property
    def is_finished(self) -> bool:
        """Whether it was handed in."""
        return self.finished_at is not None

    @property
    def passed(self) -> bool | None:
        """Whether the result reached the pass mark; None where none is asked, or before the end."""
        return None if self.per_mille is None else is_passed(self.per_mille, self.pass_mark)

    @property
    def count(self) -> int:
        """How many questions it has."""
        return len(self.order.questions)

    def question_at(self, position: int) -> str | None:
        """The question at a position, or None if there is no such position."""
        return self.order.questions[position - 1] if 1 <= position <= self.count else None

    @cached_property
    def open_positions(self) -> tuple[int, ...]:
        """The positions of the questions that have no answer yet."""
        return tuple(place for place, name in enumerate(self.order.questions, 1) if name not in self.answers)


@dataclass(frozen=True)
class Summary:
    """One line of a person's list of attempts."""

    number: int
    started_at: datetime
    finished_at: datetime | None
    per_mille: int | None
    pass_mark: int | None

    @property
    def passed(self) -> bool | None:
        """Whether it reached the pass mark; None where none is asked, or before the end."""
        return None if self.per_mille is None else is_passed(self.per_mille, self.pass_mark)


_latest = aliased(Answer)
_LATEST_ANSWERS = select(
    Answer.question_id,
    Answer.revision,
    Answer.response,
    Answer.language,
    Answer.answered_at,
    Answer.per_mille,
).where(
    Answer.attempt_id == bindparam("attempt"),
    Answer.revision
    == select(func.max(_latest.revision))
    .where(_latest.attempt_id == Answer.attempt_id, _latest.question_id == Answer.question_id)
    .scalar_subquery(),
)

#: The result that counts: the one after the last correction, else that of the day.
RESULT = func.coalesce(
    select(Marking.result)
    .where(Marking.attempt_id == Attempt.id)
    .order_by(Marking.id.desc())
    .limit(1)
    .correlate(Attempt)
    .scalar_subquery(),
    Attempt.per_mille,
)
_CORRECTED = (
    select(
        Correction.id,
        Correction.asks_again,
        Marking.at,
        Correction.key_digest,
        Correction.words,
        Marking.per_mille,
        Marking.response,
        Marking.language,
        Marking.result,
        Correction.question_id,
    )
    .join(Correction, Correction.id == Marking.correction_id)
    .where(Marking.attempt_id == bindparam("attempt"))
    .order_by(Marking.id)
)


def attempts_of(person_id: int | None, quiz: Quiz) -> tuple[Summary, ...]:
    """A person's attempts at a quiz, oldest first. A stranger has none."""
    if person_id is None:
        return ()
    columns = (Attempt.number, Attempt.started_at, Attempt.finished_at, RESULT, Attempt.pass_mark)
    mine = (Attempt.person_id == person_id, Attempt.module == quiz.module, Attempt.quiz == quiz.id)
    return tuple(Summary(*row) for row in db.session.execute(select(*columns).where(*mine).order_by(Attempt.number)))


def find_sitting(person_id: int | None, quiz: Quiz, number: int) -> Sitting | None:
    """A person's attempt with this number, or None: other people's attempts have no address here."""
    return None if person_id is None else _load(person_id, quiz, number, lock=False)


def lock_sitting(person_id: int, quiz: Quiz, number: int) -> Sitting | None:
    """The same for a write: until the end of the transaction nobody else answers or hands in this attempt."""
    return _load(person_id, quiz, number, lock=True)


def _load(person_id: int, quiz: Quiz, number: int, *, lock: bool) -> Sitting | None:
    mine = (Attempt.person_id == person_id, Attempt.module == quiz.module, Attempt.quiz == quiz.id)
    wanted = select(Attempt.__table__).where(*mine, Attempt.number == number)
    row = db.session.execute(wanted.with_for_update() if lock else wanted).first()
    if row is None:
        return None
    sitting = Sitting(
        id=row.id,
        public_id=row.public_id,
        number=row.number,
        started_at=row.started_at,
        finished_at=row.finished_at,
        pass_mark=row.pass_mark,
        per_mille=row.per_mille,
        quiz=quiz_from_texts(row.module, row.quiz, row.key_digest, row.words),
        order=Order.from_json(row.arrangement),
        answers=_answers(row.id),
        first_result=row.per_mille,
    )
    return _as_it_counts(sitting) if sitting.is_finished else sitting


def _as_it_counts(sitting: Sitting) -> Sitting:
    """A finished attempt with what was corrected since. Of several corrections of a question, the last one counts."""
    corrected: dict[str, Corrected] = {}
    result = sitting.first_result
    for row in read(_CORRECTED, attempt=sitting.id):
        response = from_json(row.response) if row.response else None
        quiz = quiz_from_texts(sitting.quiz.module, sitting.quiz.id, row.key_digest, row.words)
        corrected[row.question_id] = Corrected(
            row.id, row.asks_again, row.at, quiz, row.per_mille, response, row.language
        )
        result = row.result
    return replace(sitting, per_mille=result, corrected=corrected) if corrected else sitting


def _answers(attempt_id: int) -> dict[str, Given]:
    """The answers that count: of each question, the one with the highest revision."""
    return {
        row.question_id: Given(row.revision, from_json(row.response), row.language, row.answered_at, row.per_mille)
        for row in read(_LATEST_ANSWERS, attempt=attempt_id)
    }
