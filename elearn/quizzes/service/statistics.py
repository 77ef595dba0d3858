"""What answers say about questions: how many people answered, and how many were right at their first try.

Figures, never people: they stay when a person is erased.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select, union_all
from sqlalchemy.orm import aliased

from elearn.infra.database import db
from elearn.quizzes.models import Answer, Attempt, PracticeAnswer
from elearn.quizzes.rules.marking import FULL

FEWEST = 5  # below this, a share says something about people, not about a question

Name = tuple[str, str, str]  # module, quiz, question


@dataclass(frozen=True)
class FirstTries:
    """How a question was answered: by how many people at their first try, how many of them were right."""

    answered: int
    right: int

    @property
    def percentage(self) -> int | None:
        """The share that was right at once; None where there are too few answers to say."""
        return round(100 * self.right / self.answered) if self.answered >= FEWEST else None


NEVER = FirstTries(0, 0)


def first_tries(modules: Iterable[str] | None = None) -> Mapping[Name, FirstTries]:
    """The first tries at every question of some modules (None: of all), in one query.

    In a quiz, the first attempt that was handed in counts with its last answers; in a lesson, the first answer.
    """
    wanted = None if modules is None else sorted(set(modules))
    tries = union_all(_in_attempts(wanted), _in_lessons(wanted)).subquery().c
    names = (tries.module, tries.quiz, tries.question_id)
    sums = (func.sum(tries.answered), func.sum(tries.right))
    rows = db.session.execute(select(*names, *sums).group_by(*names))
    return {(module, quiz, question): FirstTries(n, right) for module, quiz, question, n, right in rows}


def answers_to(module: str, quiz: str) -> Mapping[str, int]:
    """How many answers were given to each question of a quiz, at whatever try: one query."""
    given = union_all(
        select(Answer.question_id, func.count().label("n"))
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.module == module, Attempt.quiz == quiz)
        .group_by(Answer.question_id),
        select(PracticeAnswer.question_id, func.count())
        .where(PracticeAnswer.module == module, PracticeAnswer.quiz == quiz)
        .group_by(PracticeAnswer.question_id),
    ).subquery()
    counted = select(given.c.question_id, func.sum(given.c.n)).group_by(given.c.question_id)
    return dict(db.session.execute(counted).all())


def _right(column: object) -> object:
    return func.sum(case((column == FULL, 1), else_=0)).label("right")  # type: ignore[arg-type]


def _in_attempts(modules: list[str] | None) -> Select[tuple[str, str, str, int, int]]:
    later = aliased(Answer)
    newest = (
        select(func.max(later.revision))
        .where(later.attempt_id == Answer.attempt_id, later.question_id == Answer.question_id)
        .scalar_subquery()
    )
    columns = (Attempt.module, Attempt.quiz, Answer.question_id)
    found = (
        select(*columns, func.count().label("answered"), _right(Answer.per_mille))  # type: ignore[call-overload]
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.number == 1, Attempt.finished_at.is_not(None), Answer.revision == newest)
        .group_by(*columns)
    )
    return found if modules is None else found.where(Attempt.module.in_(modules))  # type: ignore[no-any-return]


def _in_lessons(modules: list[str] | None) -> Select[tuple[str, str, str, int, int]]:
    row = PracticeAnswer
    columns = (row.module, row.quiz, row.question_id)
    found = select(*columns, func.count(), _right(row.per_mille)).where(row.revision == 1).group_by(*columns)  # type: ignore[call-overload]
    return found if modules is None else found.where(row.module.in_(modules))  # type: ignore[no-any-return]
