"""What workbooks hold about a person: carried over from a guest, exported, erased."""

from typing import Any

from sqlalchemy import delete, func, select, update

from elearn.infra.database import db
from elearn.workbooks.models import Comment, Member, Review, Revision, Sheet, Workbook
from elearn.workbooks.rules.roles import MemberRole, higher

#: Where rows name a person who did something; the row stays when the person goes.
SIGNED = (Revision.person_id, Comment.author_id, Review.asked_by, Review.reviewer_id)


def carry_over(guest_id: int, person_id: int) -> None:
    """Give a guest's workbooks to an account. Where the account is a member already, the higher role counts."""
    roles = dict(db.session.execute(select(Member.workbook_id, Member.role).where(Member.person_id == person_id)).all())
    guests = db.session.execute(select(Member.workbook_id, Member.role).where(Member.person_id == guest_id)).all()
    for workbook_id, role in guests:
        mine = (Member.workbook_id == workbook_id) & (Member.person_id == guest_id)
        if workbook_id not in roles:
            db.session.execute(update(Member).where(mine).values(person_id=person_id))
            continue
        better = higher(MemberRole(role), MemberRole(roles[workbook_id]))
        own = (Member.workbook_id == workbook_id) & (Member.person_id == person_id)
        db.session.execute(update(Member).where(own).values(role=better))
        db.session.execute(delete(Member).where(mine))
    for column in SIGNED:
        db.session.execute(update(column.class_).where(column == guest_id).values({column.key: person_id}))


def export(person_id: int) -> tuple[str, Any]:
    """A person's workbooks with all sheets, and what this person wrote about others' work."""
    books = db.session.execute(
        select(Workbook, Member.role).join(Member).where(Member.person_id == person_id).order_by(Workbook.id)
    ).all()
    sheets = db.session.execute(
        select(Sheet.workbook_id, Sheet.kind, Sheet.document, Sheet.version)
        .join(Member, Member.workbook_id == Sheet.workbook_id)
        .where(Member.person_id == person_id)
        .order_by(Sheet.id)
    ).all()
    return "workbooks.json", {
        "workbooks": [
            {
                "title": book.title,
                "place": book.place,
                "profile": book.profile,
                "language": book.language,
                "role": role,
                "created_at": book.created_at.isoformat(),
                "changed_at": book.changed_at.isoformat(),
                "sheets": {row.kind: row.document for row in sheets if row.workbook_id == book.id},
            }
            for book, role in books
        ],
        "comments": _comments(person_id),
        "requests": _requests(person_id),
        "reviews": _reviews(person_id),
        "revisions": _revisions(person_id),
    }


def _comments(person_id: int) -> list[dict[str, Any]]:
    rows = select(Comment.sheet, Comment.node, Comment.kind, Comment.body, Comment.made_at)
    return [_plain(row) for row in db.session.execute(rows.where(Comment.author_id == person_id).order_by(Comment.id))]


def _requests(person_id: int) -> list[dict[str, Any]]:
    rows = select(Review.kind, Review.module, Review.question, Review.state, Review.outcome, Review.asked_at)
    return [_plain(row) for row in db.session.execute(rows.where(Review.asked_by == person_id).order_by(Review.id))]


def _reviews(person_id: int) -> list[dict[str, Any]]:
    rows = select(Review.kind, Review.outcome, Review.marks, Review.summary, Review.opened_at, Review.sent_at)
    return [_plain(row) for row in db.session.execute(rows.where(Review.reviewer_id == person_id).order_by(Review.id))]


def _revisions(person_id: int) -> list[dict[str, Any]]:
    """What this person changed, when, in which sheet."""
    rows = select(Sheet.kind, Revision.version, Revision.at, Revision.reason, Revision.changes)
    rows = rows.join(Sheet, Sheet.id == Revision.sheet_id).where(Revision.person_id == person_id)
    return [_plain(row) for row in db.session.execute(rows.order_by(Revision.id))]


def _plain(row: Any) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row._mapping.items()}


def erase(person_id: int) -> None:
    """Erase the workbooks that nobody else would keep; elsewhere the person's name goes and the work stays.

    Where others remain and no owner, the member who came first becomes the owner.
    """
    mine = set(db.session.scalars(select(Member.workbook_id).where(Member.person_id == person_id)))
    db.session.execute(delete(Member).where(Member.person_id == person_id))
    kept = set(db.session.scalars(select(Member.workbook_id).where(Member.workbook_id.in_(mine))))
    db.session.execute(delete(Workbook).where(Workbook.id.in_(mine - kept)))
    owners = (Member.workbook_id.in_(kept)) & (Member.role == MemberRole.OWNER)
    for workbook_id in kept - set(db.session.scalars(select(Member.workbook_id).where(owners))):
        _give_away(workbook_id)
    for column in SIGNED:
        db.session.execute(update(column.class_).where(column == person_id).values({column.key: None}))


def _give_away(workbook_id: int) -> None:
    here = Member.workbook_id == workbook_id
    first = db.session.scalar(select(func.min(Member.joined_at)).where(here))
    heir = db.session.scalar(select(func.min(Member.person_id)).where(here, Member.joined_at == first))
    db.session.execute(update(Member).where(here, Member.person_id == heir).values(role=MemberRole.OWNER))
