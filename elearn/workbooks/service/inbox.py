"""What waits for somebody who gives feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import g
from sqlalchemy import ColumnElement, and_, func, or_, select

from elearn.accounts.rules import Person, staff
from elearn.accounts.service.people import Acquaintance, acquaintances
from elearn.core.clock import now
from elearn.infra.database import db
from elearn.workbooks.models import Member, Review, Workbook
from elearn.workbooks.rules.reviewing import WAITING, ReviewKind, ReviewState, is_present, sheets_of_step
from elearn.workbooks.rules.roles import WRITERS, MemberRole
from elearn.workbooks.service.asking import module_of
from elearn.workbooks.service.books import kit

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in the inbox. `busy` names whoever is at it now, since `opened_at`; "" for nobody.

    `asker` is "" for guests, people who were erased and hidden colleagues; `sheets` is empty for the whole workbook.
    """

    public_id: str
    title: str
    language: str
    kind: str
    module: str
    sheets: tuple[str, ...]
    question: str
    asker: str
    asked_at: datetime
    is_open: bool
    busy: str
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of what waits, the oldest first, and how many requests and pages there are in all."""

    requests: tuple[Waiting, ...]
    count: int
    page: int
    pages: int


def inbox(person: Person, page: int = 1) -> Inbox:
    """What waits for this person; the last page where `page` is beyond it.

    Staff answer all requests to trainers, mentors those of their workbooks, colleagues the one they were paired with.
    """
    count = waiting_for(person)
    pages = max(-(-count // ON_A_PAGE), 1)
    page = min(max(page, 1), pages)
    rows = db.session.execute(
        select(Review, Workbook.title, Workbook.language, Workbook.profile)
        .join(Workbook, Workbook.id == Review.workbook_id)
        .where(may_answer(person), Review.state.in_(WAITING))
        .order_by(Review.asked_at, Review.id)
        .limit(ON_A_PAGE)
        .offset((page - 1) * ON_A_PAGE)
    ).all()
    people = acquaintances(name for row in rows for name in (row.Review.asked_by, row.Review.reviewer_id))
    moment = now()
    return Inbox(tuple(_waiting(person, people, moment, *row) for row in rows), count, page, pages)


def _waiting(
    person: Person,
    people: Mapping[int, Acquaintance],
    moment: datetime,
    review: Review,
    title: str,
    language: str,
    profile_id: str,
) -> Waiting:
    profile = kit().profiles.get(profile_id) or next(iter(kit().profiles.values()))
    module = module_of(review.module)
    is_hidden = review.kind == ReviewKind.PEER and profile.peers_are_hidden
    asker, reviewer = people.get(review.asked_by or 0), people.get(review.reviewer_id or 0)
    at_work = reviewer and reviewer.id != person.id and is_present(review.seen_at, moment)
    return Waiting(
        **{name: getattr(review, name) for name in ("public_id", "kind", "module", "question", "asked_at")},
        title=title,
        language=language,
        sheets=sheets_of_step(module, profile, kit()) if module else (),
        asker=asker.name if asker and not is_hidden else "",
        is_open=review.state == ReviewState.OPEN,
        busy=reviewer.name if reviewer and at_work else "",
        opened_at=review.opened_at,
    )


def waiting_for(person: Person) -> int:
    """How many requests wait for this person; asked once per request."""
    if "reviews_waiting" not in g:
        mine = may_answer(person) & Review.state.in_(WAITING)
        g.reviews_waiting = db.session.scalar(select(func.count()).select_from(Review).where(mine)) or 0
    count: int = g.reviews_waiting
    return count


def beside(person: Person, review_id: int, asked_at: datetime) -> tuple[str, str]:
    """The names of the requests before and after one in the inbox, "" at its ends. Two statements."""
    mine = select(Review.public_id).where(may_answer(person), Review.state.in_(WAITING)).limit(1)
    same = Review.asked_at == asked_at
    before = or_(Review.asked_at < asked_at, and_(same, Review.id < review_id))
    after = or_(Review.asked_at > asked_at, and_(same, Review.id > review_id))
    earlier = mine.where(before).order_by(Review.asked_at.desc(), Review.id.desc())
    later = mine.where(after).order_by(Review.asked_at, Review.id)
    return db.session.scalar(earlier) or "", db.session.scalar(later) or ""


def last_answer(person: Person) -> datetime | None:
    """When this person last sent an answer."""
    return db.session.scalar(select(func.max(Review.sent_at)).where(Review.reviewer_id == person.id))


def may_answer(person: Person) -> ColumnElement[bool]:
    """Whose requests a person answers: staff all to trainers, mentors those of their workbooks, colleagues theirs.

    Nobody judges a workbook in which they write, and none that lies in the bin.
    """
    mine = select(Member.person_id).where(Member.workbook_id == Review.workbook_id, Member.person_id == person.id)
    is_mentor = mine.where(Member.role == MemberRole.MENTOR).correlate(Review).exists()
    writes = mine.where(Member.role.in_(WRITERS)).correlate(Review).exists()
    in_use = select(Workbook.id).where(Workbook.id == Review.workbook_id, Workbook.removed_at.is_(None))
    to_trainers = Review.kind == ReviewKind.TRAINER
    is_colleague = (Review.kind == ReviewKind.PEER) & (Review.reviewer_id == person.id)
    answers = or_(to_trainers if staff(person) else to_trainers & is_mentor, is_colleague)
    return answers & ~writes & in_use.correlate(Review).exists()
