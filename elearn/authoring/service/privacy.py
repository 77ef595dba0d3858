"""What authoring holds about a person: exported, erased. What somebody wrote for the course stays, without the name."""

from typing import Any

from sqlalchemy import Select, delete, select, update

from elearn.authoring.models import EventRow, GrantRow, PresenceRow, ReviewRow, ScheduleRow, UploadRow
from elearn.infra.database import db

#: Rows that are about nobody else: they go with the person.
OWN = (GrantRow, PresenceRow, UploadRow)
#: Where rows name whoever did something; the row stays when the person goes.
SIGNED = (
    EventRow.person_id,
    ReviewRow.asked_by,
    ReviewRow.decided_by,
    ScheduleRow.person_id,
)


def export(person_id: int) -> tuple[str, Any]:
    """The rights of a person, and what this person did to content."""
    events = (EventRow.when, EventRow.unit, EventRow.path, EventRow.act, EventRow.note)
    review = (ReviewRow.unit, ReviewRow.note, ReviewRow.answer, ReviewRow.approved)
    return "authoring.json", {
        "rights": _rows(select(GrantRow.role, GrantRow.scope, GrantRow.granted_at).where(_is(GrantRow, person_id))),
        "acts": _rows(select(*events).where(EventRow.person_id == person_id).order_by(EventRow.id)),
        "reviews_asked": _rows(select(*review, ReviewRow.asked_at).where(ReviewRow.asked_by == person_id)),
        "reviews_given": _rows(select(*review, ReviewRow.decided_at).where(ReviewRow.decided_by == person_id)),
    }


def erase(person_id: int) -> None:
    """Forget who it was. Texts, history and releases of the course stay."""
    for table in OWN:
        db.session.execute(delete(table).where(_is(table, person_id)))
    for column in SIGNED:
        db.session.execute(update(column.class_).where(column == person_id).values({column.key: None}))


def _is(table: type[GrantRow] | type[PresenceRow] | type[UploadRow], person_id: int) -> Any:
    return table.person_id == person_id


def _rows(query: Select[*tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row._mapping.items()}
        for row in db.session.execute(query)
    ]
