"""What waits for somebody who gives feedback."""

from dataclasses import dataclass
from datetime import datetime

from flask import g
from sqlalchemy import ColumnElement, exists, func, or_, select

from elearn.accounts.rules import Person, staff
from elearn.accounts.service.people import acquaintances
from elearn.core.clock import now
from elearn.infra.database import db
from elearn.workbooks.models import Member, Review, Workbook
from elearn.workbooks.rules.reviewing import WAITING, ReviewKind, ReviewState, is_present
from elearn.workbooks.service.books import kit

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in the inbox. `busy` names whoever is at it now, "" for nobody."""

    public_id: str
    title: str
    language: str
    kind: str
    module: str
    question: str
    asker: str
    asked_at: datetime
    is_open: bool
    busy: str


def inbox(person: Person, page: int = 1) -> tuple[list[Waiting], int]:
    """What waits for this person, the oldest first, and how many there are in all.

    Staff answer all requests to trainers, mentors those of their workbooks, colleagues the one they were paired with.
    """
    mine = may_answer(person) & Review.state.in_(WAITING)
    rows = db.session.execute(
        select(Review, Workbook.title, Workbook.language, Workbook.profile)
        .join(Workbook, Workbook.id == Review.workbook_id)
        .where(mine, Workbook.removed_at.is_(None))
        .order_by(Review.asked_at, Review.id)
        .limit(ON_A_PAGE)
        .offset((max(page, 1) - 1) * ON_A_PAGE)
    ).all()
    count = db.session.scalar(select(func.count()).select_from(Review).where(mine)) or 0
    people = acquaintances(name for row in rows for name in (row.Review.asked_by, row.Review.reviewer_id))
    moment = now()

    def waiting(review: Review, title: str, language: str, profile: str) -> Waiting:
        is_hidden = review.kind == ReviewKind.PEER and kit().profiles[profile].peers_are_hidden
        asker, reviewer = people.get(review.asked_by or 0), people.get(review.reviewer_id or 0)
        at_work = reviewer and reviewer.id != person.id and is_present(review.seen_at, moment)
        return Waiting(
            **{name: getattr(review, name) for name in ("public_id", "kind", "module", "question", "asked_at")},
            title=title,
            language=language,
            asker=asker.name if asker and not is_hidden else "",
            is_open=review.state == ReviewState.OPEN,
            busy=reviewer.name if reviewer and at_work else "",
        )

    return [waiting(*row) for row in rows], count


def waiting_for(person: Person) -> int:
    """How many requests wait for this person; asked once per request."""
    if "reviews_waiting" not in g:
        mine = may_answer(person) & Review.state.in_(WAITING)
        g.reviews_waiting = db.session.scalar(select(func.count()).select_from(Review).where(mine)) or 0
    count: int = g.reviews_waiting
    return count


def last_answer(person: Person) -> datetime | None:
    """When this person last sent an answer."""
    return db.session.scalar(select(func.max(Review.sent_at)).where(Review.reviewer_id == person.id))


def may_answer(person: Person) -> ColumnElement[bool]:
    """Whose requests a person answers: staff all to trainers, mentors those of their workbooks, colleagues theirs."""
    to_trainers = Review.kind == ReviewKind.TRAINER
    mentored = exists().where(
        Member.workbook_id == Review.workbook_id, Member.person_id == person.id, Member.role == "mentor"
    )
    of_staff = to_trainers if staff(person) else to_trainers & mentored
    return or_(of_staff, (Review.kind == ReviewKind.PEER) & (Review.reviewer_id == person.id))
