"""Signing in and out, and the list of a person's sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, or_, select, update

from elearn.accounts import rules
from elearn.accounts.models import PersonRow, SessionRow
from elearn.accounts.rules import Person, Role
from elearn.accounts.service import access
from elearn.core.clock import now
from elearn.infra.config import Settings
from elearn.infra.database import db
from elearn.ui.slots import slots


@dataclass(frozen=True)
class OwnSession:
    """A browser in which a person is signed in."""

    public_id: str
    browser: str
    created_at: datetime
    seen_at: datetime
    is_here: bool


def sign_in(person_id: int) -> None:
    """Sign a person in to this browser. What they did here as a guest before is added to their account."""
    before = access.current_person()
    query = select(PersonRow.role, PersonRow.country).where(PersonRow.id == person_id)
    row = db.session.execute(query).one()
    access.open_session(person_id, Role(row.role))
    if before.id is None or not before.is_guest:
        return
    slots().fill("person.carry_over", guest_id=before.id, person_id=person_id)
    if row.country is None and before.country is not None:
        db.session.execute(update(PersonRow).where(PersonRow.id == person_id).values(country=before.country))
        access.load_again()
    db.session.execute(delete(PersonRow).where(PersonRow.id == before.id))


def sign_out() -> None:
    """End the session of this browser."""
    access.close_session()


def own_sessions(person: Person) -> list[OwnSession]:
    """Where a person is signed in, the latest visit first."""
    columns = (SessionRow.id, SessionRow.public_id, SessionRow.browser, SessionRow.created_at, SessionRow.seen_at)
    query = select(*columns).where(SessionRow.person_id == person.id)
    return [
        OwnSession(row.public_id, row.browser, row.created_at, row.seen_at, row.id == person.session_id)
        for row in db.session.execute(query.order_by(SessionRow.seen_at.desc(), SessionRow.id.desc()))
    ]


def end_session(person: Person, public_id: str) -> bool:
    """End one of a person's own sessions; False if there is none of that name."""
    own = (SessionRow.person_id == person.id) & (SessionRow.public_id == public_id)
    found = db.session.execute(delete(SessionRow).where(own).returning(SessionRow.id)).scalar_one_or_none()
    if found == person.session_id:
        access.close_session()
    return found is not None


def end_other_sessions(person: Person) -> None:
    """End all sessions of a person but the one of this browser."""
    others = (SessionRow.person_id == person.id) & (SessionRow.id != person.session_id)
    db.session.execute(delete(SessionRow).where(others))


def end_all_sessions(person_id: int) -> None:
    """Sign a person out everywhere."""
    db.session.execute(delete(SessionRow).where(SessionRow.person_id == person_id))


def erase_old() -> None:
    """Erase the sessions of accounts that are over. Guests' sessions go with the guests."""
    settings: Settings = current_app.config["SETTINGS"]
    moment = now()
    over = or_(
        SessionRow.seen_at < moment - timedelta(days=settings.session_days),
        SessionRow.created_at < moment - rules.LONGEST_SESSION,
    )
    accounts = select(PersonRow.id).where(PersonRow.role != Role.GUEST)
    db.session.execute(delete(SessionRow).where(over, SessionRow.person_id.in_(accounts)))
