"""What was here once. An id is never used for anything else, also after somebody took back what had it."""

from datetime import timedelta

from sqlalchemy import or_, select

from elearn.authoring.models import EventRow
from elearn.authoring.service.events import was_ever_written
from elearn.catalogue.service.states import draft_digests, was_ever_used
from elearn.catalogue.service.texts import texts_of
from elearn.core.clock import now
from elearn.core.ids import digest
from elearn.infra.database import db

#: Acts after which an id may be missing from its file. Forms only ever retire.
TURNED_AWAY = ("undone", "removed", "retired", "imported", "update_taken")
MOST_TEXTS = 100
TWO_CLICKS = timedelta(seconds=10)
BECAME = " → "  # between what was copied and its copy, in the note of an act
DOUBLE_CLICK = timedelta(seconds=3)


def was_ever_here(prefix: str) -> bool:
    """Whether any file whose path begins so is there, or ever was: drafted, published or taken back."""
    return was_ever_used(prefix) or was_ever_written(prefix)


def left_texts(path: str) -> list[str]:
    """The texts of a file that somebody turned away from, the newest first: what had an id there keeps it."""
    rows = select(EventRow.before).where(EventRow.path == path, EventRow.act.in_(TURNED_AWAY))
    rows = rows.where(EventRow.before.is_not(None)).order_by(EventRow.id.desc()).limit(MOST_TEXTS)
    return list(texts_of(key for key in dict.fromkeys(db.session.execute(rows).scalars()) if key).values())


def made_just_now(person_id: int, prefix: str, body: str) -> str | None:
    """The file below `prefix` that this person made with this very text a moment ago: a button was pressed twice."""
    mine = (EventRow.person_id == person_id, EventRow.act == "created", EventRow.when > now() - TWO_CLICKS)
    rows = select(EventRow.path).where(*mine, EventRow.after == digest(body))
    rows = rows.where(EventRow.path.startswith(prefix, autoescape=True)).order_by(EventRow.id.desc()).limit(1)
    path = db.session.execute(rows).scalar_one_or_none()
    return path if path and draft_digests([path]).get(path) == digest(body) else None


def copied_just_now(person_id: int | None, origin: str, prefix: str) -> EventRow | None:
    """The copy of `origin` that this person made below `prefix` a moment ago: a button was pressed twice. Else None.

    A copy that somebody wants twice is asked for on the page that shows the first one: that takes longer.
    """
    mine = (EventRow.person_id == person_id, EventRow.act == "duplicated", EventRow.when > now() - DOUBLE_CLICK)
    same = or_(EventRow.note == origin, EventRow.note.startswith(f"{origin}{BECAME}", autoescape=True))
    rows = select(EventRow).where(*mine, same)
    rows = rows.where(EventRow.path.startswith(prefix, autoescape=True)).order_by(EventRow.id.desc()).limit(1)
    event = db.session.execute(rows).scalar_one_or_none()
    return event if event and draft_digests([event.path]).get(event.path) == event.after else None
