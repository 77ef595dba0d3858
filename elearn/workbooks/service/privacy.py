"""What workbooks hold about a person: carried over from a guest, exported, erased."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, update

from elearn.infra.database import Base, db
from elearn.workbooks.models import Comment, Member, Review, Revision, Sheet, Workbook
from elearn.workbooks.rules.roles import WRITERS, MemberRole, higher

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
    """A person's workbooks with all sheets, and what this person wrote in them or about others' work."""
    mine = Member.person_id == person_id
    books = select(*_BOOK, Member.role, Member.joined_at).join(Member).where(mine).order_by(Workbook.id)
    sheets = (
        select(Workbook.public_id.label("workbook"), Sheet.kind, Sheet.version, Sheet.changed_at, Sheet.document)
        .join(Sheet, Sheet.workbook_id == Workbook.id)
        .join(Member, Member.workbook_id == Workbook.id)
        .where(mine)
        .order_by(Sheet.id)
    )
    revisions = select(Sheet.kind.label("sheet"), *_REVISION).join(Sheet, Sheet.id == Revision.sheet_id)
    return "workbooks.json", {
        "workbooks": _rows(books),
        "sheets": _rows(sheets),
        "comments": _rows(select(*_COMMENT).where(Comment.author_id == person_id).order_by(Comment.id)),
        "requests": _rows(select(*_REVIEW).where(Review.asked_by == person_id).order_by(Review.id)),
        "reviews": _rows(select(*_REVIEW).where(Review.reviewer_id == person_id).order_by(Review.id)),
        "revisions": _rows(revisions.where(Revision.person_id == person_id).order_by(Revision.id)),
    }


def _columns(model: type[Base], *internal: str) -> list[ColumnElement[Any]]:
    """All columns of a table but its internal numbers: what is added later is exported too."""
    return [column for column in model.__table__.columns if column.name not in internal]


_BOOK = _columns(Workbook, "id")
_REVISION = _columns(Revision, "id", "sheet_id", "person_id")
_COMMENT = _columns(Comment, "id", "workbook_id", "review_id", "parent_id", "author_id")
_REVIEW = _columns(Review, "id", "workbook_id", "snapshot_id", "asked_by", "reviewer_id")


def _rows(query: Select[Any]) -> list[dict[str, Any]]:
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row._mapping.items()}
        for row in db.session.execute(query)
    ]


def erase(person_id: int) -> None:
    """Erase the workbooks that nobody else writes in; elsewhere the person's name goes and the work stays.

    Where no owner remains, the editor who came first becomes the owner. Readers and mentors inherit nothing.
    """
    mine = set(db.session.scalars(select(Member.workbook_id).where(Member.person_id == person_id)))
    db.session.execute(delete(Member).where(Member.person_id == person_id))
    writers = Member.role.in_(WRITERS)
    kept = set(db.session.scalars(select(Member.workbook_id).where(Member.workbook_id.in_(mine), writers)))
    db.session.execute(delete(Workbook).where(Workbook.id.in_(mine - kept)))
    owners = (Member.workbook_id.in_(kept)) & (Member.role == MemberRole.OWNER)
    for workbook_id in kept - set(db.session.scalars(select(Member.workbook_id).where(owners))):
        _give_away(workbook_id)
    for column in SIGNED:
        db.session.execute(update(column.class_).where(column == person_id).values({column.key: None}))


def _give_away(workbook_id: int) -> None:
    here = (Member.workbook_id == workbook_id) & Member.role.in_(WRITERS)
    first = db.session.scalar(select(func.min(Member.joined_at)).where(here))
    heir = db.session.scalar(select(func.min(Member.person_id)).where(here, Member.joined_at == first))
    db.session.execute(update(Member).where(here, Member.person_id == heir).values(role=MemberRole.OWNER))
