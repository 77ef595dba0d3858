"""Guests come and go: those who stay away are erased."""

from datetime import datetime

from sqlalchemy import exists, select

from elearn.accounts.models import PersonRow, SessionRow
from elearn.accounts.rules import Role
from elearn.accounts.service import privacy
from elearn.infra.database import db

BATCH = 100


def erase_idle_guests(before: datetime, batch: int = BATCH) -> int:
    """Erase guests who were not here since `before`, at most `batch` of them; returns how many.

    Call it again, each time in a transaction of its own, until it returns 0.
    """
    was_here = exists().where(SessionRow.person_id == PersonRow.id, SessionRow.seen_at >= before)
    idle = select(PersonRow.id).where(PersonRow.role == Role.GUEST, PersonRow.created_at < before, ~was_here)
    found = db.session.scalars(idle.order_by(PersonRow.id).limit(batch)).all()
    for person_id in found:
        privacy.erase(person_id)
    return len(found)
