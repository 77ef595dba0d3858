"""What quizzes hold about a person: carried over from a guest, exported, erased."""

from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import InstrumentedAttribute

from elearn.infra.database import Base, db
from elearn.quizzes.models import Answer, Attempt, Correction, Marking, PracticeAnswer
from elearn.quizzes.rules.responses import without_own_words


def carry_over(guest_id: int, person_id: int) -> None:
    """Give a guest's attempts and answers to an account. Numbers go on after the account's own: nothing is lost."""
    _carry_over(Attempt, (Attempt.module, Attempt.quiz), Attempt.number, guest_id, person_id)
    row = PracticeAnswer
    _carry_over(row, (row.module, row.quiz, row.question_id), row.revision, guest_id, person_id)


def _carry_over(
    table: type[Attempt] | type[PracticeAnswer],
    series: tuple[InstrumentedAttribute[str], ...],
    counter: InstrumentedAttribute[int],
    guest_id: int,
    person_id: int,
) -> None:
    """Move a guest's rows, each counted after the account's last row of the same series."""
    last = select(*series, func.max(counter)).where(table.person_id == person_id).group_by(*series)
    own = {tuple(name): number for *name, number in db.session.execute(last)}
    guests = select(table.id, *series, counter).where(table.person_id == guest_id)
    changes = [
        {"id": id_, "person_id": person_id, counter.key: number + own.get(tuple(name), 0)}
        for id_, *name, number in db.session.execute(guests)
    ]
    _update(table, changes)


def export(person_id: int) -> tuple[str, Any]:
    """Everything about a person, as (file name, JSON value). Times are UTC, marks per mille."""
    attempts = _rows(select(Attempt.__table__).where(Attempt.person_id == person_id).order_by(Attempt.id))
    answers = _rows(
        select(Answer.__table__)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.person_id == person_id)
        .order_by(Answer.id)
    )
    practice = _rows(
        select(PracticeAnswer.__table__).where(PracticeAnswer.person_id == person_id).order_by(PracticeAnswer.id)
    )
    anew = _rows(
        select(Correction.question_id, Marking.__table__)
        .join(Marking, Marking.correction_id == Correction.id)
        .join(Attempt, Attempt.id == Marking.attempt_id)
        .where(Attempt.person_id == person_id)
        .order_by(Marking.id)
    )
    for attempt in attempts:
        attempt["marked_anew"] = [marking for marking in anew if marking["attempt_id"] == attempt["id"]]
        attempt["answers"] = [answer for answer in answers if answer["attempt_id"] == attempt["id"]]
        if attempt["finished_at"] is None:
            for answer in attempt["answers"]:
                answer["per_mille"] = None  # until it is handed in, marks would tell which answer is right
    return "quizzes.json", {"attempts": attempts, "practice": practice}


def _rows(query: Select[Any]) -> list[dict[str, Any]]:
    return [
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row._mapping.items()}
        for row in db.session.execute(query)
    ]


def erase(person_id: int) -> None:
    """Turn a person's answers into numbers without a name. What the person wrote freely is erased."""
    given = select(Answer.id, Answer.response).join(Attempt, Attempt.id == Answer.attempt_id)
    _erase_words(Answer, given.where(Attempt.person_id == person_id))
    again = select(Marking.id, Marking.response).join(Attempt, Attempt.id == Marking.attempt_id)
    _erase_words(Marking, again.where(Attempt.person_id == person_id, Marking.revision > 0))
    practised = select(PracticeAnswer.id, PracticeAnswer.response)
    _erase_words(PracticeAnswer, practised.where(PracticeAnswer.person_id == person_id))
    for table in (Attempt, PracticeAnswer):
        db.session.execute(update(table).where(table.person_id == person_id).values(person_id=None))


def _erase_words(table: type[Answer] | type[Marking] | type[PracticeAnswer], rows: Select[Any]) -> None:
    changes = [
        {"id": id_, "response": without_own_words(response)}
        for id_, response in db.session.execute(rows)
        if without_own_words(response) != response
    ]
    _update(table, changes)


def _update(table: type[Base], changes: list[dict[str, Any]]) -> None:
    """Change rows by id, in one statement for many."""
    if changes:
        db.session.execute(update(table), changes)
