"""Colleagues who read each other's work: two who wait are paired, each with the other's frozen workbook."""

from sqlalchemy import Select, delete, select, update

from elearn.infra.database import db
from elearn.workbooks.models import Comment, Member, Review, Workbook
from elearn.workbooks.rules.reviewing import WAITING, ReviewKind, ReviewState
from elearn.workbooks.rules.roles import WRITERS
from elearn.workbooks.service.books import kit


def pair(name: str) -> tuple[int, ...]:
    """Pair a request with one that waits for a partner; returns the ids of both people, () where nobody waits."""
    mine = db.session.scalar(select(Review).where(Review.public_id == name).with_for_update())
    if mine is None or mine.reviewer_id is not None or mine.state != ReviewState.ASKED:
        return ()
    other = db.session.scalar(_partners(mine).limit(1).with_for_update(skip_locked=True, of=Review))
    if other is None or other.asked_by is None or mine.asked_by is None:
        return ()
    if other.state == ReviewState.OPEN:  # somebody had begun and was erased
        _forget_answer(other)
    mine.reviewer_id, other.reviewer_id = other.asked_by, mine.asked_by
    return mine.reviewer_id, other.reviewer_id


def _partners(mine: Review) -> Select[Review]:
    """Requests of the same audience without a partner: those in the same language first, then the oldest.

    Nobody is paired with a workbook in which they write themselves.
    """
    book = db.session.execute(select(Workbook.profile, Workbook.language).where(Workbook.id == mine.workbook_id)).one()
    profiles = kit().profiles
    audience = profiles[book.profile].audience if book.profile in profiles else None
    alike = [one.id for one in profiles.values() if one.audience == audience]
    our_writers = select(Member.person_id).where(Member.workbook_id == mine.workbook_id, Member.role.in_(WRITERS))
    where_i_write = select(Member.workbook_id).where(Member.person_id == mine.asked_by, Member.role.in_(WRITERS))
    return (
        select(Review)
        .join(Workbook, Workbook.id == Review.workbook_id)
        .where(Review.kind == ReviewKind.PEER, Review.state.in_(WAITING), Review.reviewer_id.is_(None))
        .where(Review.asked_by.not_in(our_writers), Review.workbook_id.not_in(where_i_write))
        .where(Workbook.removed_at.is_(None), Workbook.profile.in_(alike))
        .order_by(Workbook.language != book.language, Review.asked_at, Review.id)
    )


def _forget_answer(review: Review) -> None:
    """Let the next colleague begin anew: nobody sends what somebody else had not finished."""
    review.state, review.marks, review.summary = ReviewState.ASKED, {}, ""
    review.opened_at = review.seen_at = None
    db.session.execute(delete(Comment).where(Comment.review_id == review.id, Comment.state == "draft"))


def part(name: str) -> tuple[int, ...]:
    """After a request was withdrawn: its partner looks for somebody else, unless their work is being read already.

    Returns the ids of the people who were paired anew, () where nobody was.
    """
    mine = db.session.scalar(select(Review).where(Review.public_id == name, Review.state == ReviewState.WITHDRAWN))
    if mine is None or mine.kind != ReviewKind.PEER or mine.reviewer_id is None:
        return ()
    theirs = (Review.asked_by == mine.reviewer_id) & (Review.reviewer_id == mine.asked_by)
    unread = theirs & (Review.kind == ReviewKind.PEER) & (Review.state == ReviewState.ASKED)
    freed = update(Review).where(unread).values(reviewer_id=None).returning(Review.public_id)
    names = db.session.scalars(freed).all()
    return tuple(person for one in names for person in pair(one))
