"""Who has a text open: so that two authors know of each other before they write into the same place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, insert, select, update

from elearn.accounts.service.people import acquaintances
from elearn.authoring.models import PresenceRow
from elearn.core.clock import now
from elearn.infra.database import db

#: Whoever was not seen for so long is gone: the page was closed, or the telephone sleeps.
GONE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody else who has the text open."""

    name: str
    since: datetime


def be_seen(person_id: int, path: str) -> None:
    """Note that a person has a text open. A visit goes on while its last trace is fresh."""
    moment = now()
    table = PresenceRow
    since = case((table.seen_at < moment - GONE, moment), else_=table.since)
    mine = update(table).where(table.person_id == person_id, table.path == path)
    if not db.session.execute(mine.values(since=since, seen_at=moment)).rowcount:  # type: ignore[attr-defined]
        db.session.execute(delete(table).where(table.seen_at < moment - GONE))
        db.session.execute(insert(table).values(person_id=person_id, path=path, since=moment, seen_at=moment))


def others_at(person_id: int, path: str) -> list[Visitor]:
    """Who else has a text open, the first to come first."""
    rows = select(PresenceRow.person_id, PresenceRow.since).where(
        PresenceRow.path == path, PresenceRow.person_id != person_id, PresenceRow.seen_at > now() - GONE
    )
    found = db.session.execute(rows.order_by(PresenceRow.since)).all()
    names = acquaintances(row.person_id for row in found)
    return [Visitor(names[row.person_id].name, row.since) for row in found if row.person_id in names]
