"""The history of authoring: every act with name and time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, func, insert, select, update

from elearn.accounts.service.people import acquaintances
from elearn.authoring.models import EventRow
from elearn.catalogue.rules.compile import unit_of
from elearn.core.clock import now
from elearn.infra.database import db

MOST = 100


@dataclass(frozen=True, slots=True)
class Event:
    """Something that somebody did. `name` is None for the command line and erased people."""

    id: int
    when: datetime
    name: str | None
    unit: str
    path: str
    act: str
    before: str | None
    after: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Done:
    """One file of an act: the digests of its text before and after."""

    path: str
    before: str | None
    after: str | None


def note_event(person_id: int | None, act: str, unit: str, done: Sequence[Done] = (), note: str = "") -> None:
    """Write an act into the history: a line for each file, or one for the unit."""
    lines = done or (Done("", None, None),)
    values = {"person_id": person_id, "when": now(), "act": act, "note": note}
    rows = [
        {**values, "unit": unit_of(one.path) or unit, "path": one.path, "before": one.before, "after": one.after}
        for one in lines
    ]
    db.session.execute(insert(EventRow), rows)


def prolong_event(person_id: int | None, act: str, done: Done, within: timedelta) -> bool:
    """Let the last act on a file go on, where the same person did the same a moment ago. False: it is a new act."""
    newest = select(func.max(EventRow.id)).where(EventRow.unit == unit_of(done.path), EventRow.path == done.path)
    mine = (EventRow.id == newest.scalar_subquery(), EventRow.person_id == person_id, EventRow.act == act)
    fresh = (EventRow.after == done.before, EventRow.when > now() - within)
    found = db.session.execute(update(EventRow).where(*mine, *fresh).values(after=done.after, when=now()))
    return bool(cast(CursorResult[Any], found).rowcount)


def history(unit: str, limit: int = MOST, path: str | None = None) -> list[Event]:
    """The last acts on a unit, or on one file of it, the newest first."""
    rows = select(EventRow).where(EventRow.unit == unit).order_by(EventRow.id.desc()).limit(limit)
    if path is not None:
        rows = rows.where(EventRow.path == path)
    return _events(list(db.session.execute(rows).scalars()))


def event_of(event_id: int) -> Event | None:
    """One act, or None."""
    row = db.session.get(EventRow, event_id)
    return _events([row])[0] if row else None


def was_ever_written(prefix: str) -> bool:
    """Whether anybody ever did something to a file whose path begins so."""
    events = select(EventRow.id).where(EventRow.path.startswith(prefix, autoescape=True)).limit(1)
    return db.session.execute(events).first() is not None


def _events(rows: Sequence[EventRow]) -> list[Event]:
    names = acquaintances(row.person_id for row in rows)
    return [
        Event(
            id=row.id,
            when=row.when,
            name=names[row.person_id].name if row.person_id in names else None,
            unit=row.unit,
            path=row.path,
            act=row.act,
            before=row.before,
            after=row.after,
            note=row.note,
        )
        for row in rows
    ]
