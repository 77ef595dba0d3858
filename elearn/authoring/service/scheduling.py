"""A publication that waits for its time. `elearn worker` does it; what cannot be done stays, and says why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from elearn.accounts.service.people import acquaintances
from elearn.authoring.models import ScheduleRow
from elearn.authoring.service.events import note_event
from elearn.authoring.service.remarking import Choices
from elearn.core.clock import now
from elearn.infra.database import db


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is planned for a unit. `failed` is a refusal of `publishing.py` or "". An erased person has no `name`."""

    unit: str
    due_at: datetime
    person_id: int | None
    name: str | None
    note: str
    choices: Choices
    failed: str


def schedule_of(unit: str) -> Schedule | None:
    """What is planned for a unit, or None."""
    row = db.session.execute(select(ScheduleRow).where(ScheduleRow.unit == unit)).scalar_one_or_none()
    return _schedule(row) if row else None


def schedule(person_id: int, unit: str, due_at: datetime, note: str, choices: Choices) -> None:
    """Plan a publication, in the place of what was planned before. The drafts count as they are at that time."""
    forget_schedule(unit)
    row = {"unit": unit, "due_at": due_at, "person_id": person_id, "note": note, "choices": dict(choices), "failed": ""}
    db.session.execute(insert(ScheduleRow), [row])
    note_event(person_id, "scheduled", unit, note=note)


def unschedule(person_id: int, unit: str) -> None:
    """Give up what was planned."""
    if schedule_of(unit) is not None:
        forget_schedule(unit)
        note_event(person_id, "unscheduled", unit)


def forget_schedule(unit: str) -> None:
    """Take the plan of a unit away: it was published, or is planned anew."""
    db.session.execute(delete(ScheduleRow).where(ScheduleRow.unit == unit))


def due(moment: datetime | None = None) -> list[Schedule]:
    """What should be published by now and was not tried yet, the oldest first."""
    rows = select(ScheduleRow).where(ScheduleRow.due_at <= (moment or now()), ScheduleRow.failed == "")
    return [_schedule(row) for row in db.session.scalars(rows.order_by(ScheduleRow.due_at))]


def lock_due(unit: str) -> Schedule | None:
    """One of them, locked: None where somebody else has just done it, or planned it anew."""
    locked = select(ScheduleRow).where(ScheduleRow.unit == unit, ScheduleRow.due_at <= now(), ScheduleRow.failed == "")
    row = db.session.execute(locked.with_for_update()).scalar_one_or_none()
    return _schedule(row) if row else None


def note_failure(unit: str, why: str) -> None:
    """Write down that it could not be done; it is not tried again by itself."""
    db.session.execute(update(ScheduleRow).where(ScheduleRow.unit == unit).values(failed=why))


def _schedule(row: ScheduleRow) -> Schedule:
    person = acquaintances([row.person_id]).get(row.person_id or 0)
    name = person.name if person else None
    return Schedule(row.unit, row.due_at, row.person_id, name, row.note, row.choices, row.failed)
