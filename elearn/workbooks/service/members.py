"""The people of a workbook: who they are, and the links that invite them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from elearn.accounts.service.people import acquaintances
from elearn.core.clock import now
from elearn.core.ids import digest, secret_token
from elearn.infra.database import db, insert_if_missing
from elearn.workbooks.models import Invitation, Member, Workbook
from elearn.workbooks.rules.roles import INVITATION_LIFETIME, MemberRole, higher
from elearn.workbooks.service.books import OpenBook

MOST_MEMBERS = 50


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member as the others see them. A guest has no name."""

    person_id: int
    public_id: str
    name: str
    role: MemberRole
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """What a valid invitation leads to."""

    workbook_id: int
    public_id: str
    title: str
    role: MemberRole


def members_of(book: OpenBook) -> list[MemberView]:
    """All members, in the order in which they came."""
    query = select(Member.person_id, Member.role, Member.joined_at).where(Member.workbook_id == book.id)
    rows = db.session.execute(query.order_by(Member.joined_at, Member.person_id)).all()
    people = acquaintances(row.person_id for row in rows)
    return [
        MemberView(
            person_id=row.person_id,
            public_id=people[row.person_id].public_id,
            name=people[row.person_id].name,
            role=MemberRole(row.role),
            joined_at=row.joined_at,
        )
        for row in rows
        if row.person_id in people
    ]


def invite(book: OpenBook, role: MemberRole) -> str:
    """Make a link that lets people join in a role for two weeks; returns its secret, which is kept nowhere."""
    db.session.execute(delete(Invitation).where(Invitation.created_at < now() - INVITATION_LIFETIME))
    token = secret_token()
    values = {"workbook_id": book.id, "token_digest": digest(token), "role": role, "created_at": now()}
    db.session.execute(insert(Invitation).values(values))
    return token


def invitation(token: str) -> Invited | None:
    """What an invitation leads to; None where it is unknown or too old."""
    row = db.session.execute(
        select(Workbook.id, Workbook.public_id, Workbook.title, Invitation.role)
        .join(Workbook, Workbook.id == Invitation.workbook_id)
        .where(Invitation.token_digest == digest(token), Invitation.created_at >= now() - INVITATION_LIFETIME)
        .where(Workbook.removed_at.is_(None))
    ).first()
    return Invited(row.id, row.public_id, row.title, MemberRole(row.role)) if row else None


def join(person_id: int, invited: Invited) -> bool:
    """Become a member. Whoever is one already keeps the higher of both roles. False where the workbook is full."""
    mine = (Member.workbook_id == invited.workbook_id) & (Member.person_id == person_id)
    role = db.session.scalar(select(Member.role).where(mine))
    if role is not None:
        better = higher(MemberRole(role), invited.role)
        db.session.execute(update(Member).where(mine).values(role=better))
        return True
    here = Member.workbook_id == invited.workbook_id
    if (db.session.scalar(select(func.count()).where(here)) or 0) >= MOST_MEMBERS:
        return False
    values = {"workbook_id": invited.workbook_id, "person_id": person_id, "role": invited.role, "joined_at": now()}
    db.session.execute(insert_if_missing(Member).values(values))
    return True


def withdraw_invitations(book: OpenBook) -> None:
    """Make all links that invite to this workbook useless."""
    db.session.execute(delete(Invitation).where(Invitation.workbook_id == book.id))


def change_role(book: OpenBook, public_id: str, role: MemberRole) -> bool:
    """Give a member another role. False where that would leave the workbook without an owner."""
    member = _member(book, public_id)
    if member is None or (member.role is MemberRole.OWNER and role is not MemberRole.OWNER and _is_last_owner(book)):
        return False
    mine = (Member.workbook_id == book.id) & (Member.person_id == member.person_id)
    db.session.execute(update(Member).where(mine).values(role=role))
    return True


def remove_member(book: OpenBook, public_id: str) -> bool:
    """Let a member go; what they wrote stays. False for the last owner."""
    member = _member(book, public_id)
    if member is None or (member.role is MemberRole.OWNER and _is_last_owner(book)):
        return False
    mine = (Member.workbook_id == book.id) & (Member.person_id == member.person_id)
    db.session.execute(delete(Member).where(mine))
    return True


def _member(book: OpenBook, public_id: str) -> MemberView | None:
    return next((member for member in members_of(book) if member.public_id == public_id), None)


def _is_last_owner(book: OpenBook) -> bool:
    """Locks the workbook, so that two owners cannot leave at the same moment."""
    db.session.execute(select(Workbook.id).where(Workbook.id == book.id).with_for_update())
    owners = (Member.workbook_id == book.id) & (Member.role == MemberRole.OWNER)
    return (db.session.scalar(select(func.count()).where(owners)) or 0) <= 1
