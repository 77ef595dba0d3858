"""What was here once. An id is never used for anything else, also after somebody took back what had it."""

from sqlalchemy import select

from elearn.authoring.models import EventRow
from elearn.authoring.service.events import was_ever_written
from elearn.catalogue.service.states import was_ever_used
from elearn.catalogue.service.texts import texts_of
from elearn.infra.database import db

#: Acts after which an id may be missing from its file. Forms only ever retire.
TURNED_AWAY = ("undone", "removed", "retired", "imported", "update_taken")
MOST_TEXTS = 100


def was_ever_here(prefix: str) -> bool:
    """Whether any file whose path begins so is there, or ever was: drafted, published or taken back."""
    return was_ever_used(prefix) or was_ever_written(prefix)


def left_texts(path: str) -> list[str]:
    """The texts of a file that somebody turned away from, the newest first: what had an id there keeps it."""
    rows = select(EventRow.before).where(EventRow.path == path, EventRow.act.in_(TURNED_AWAY))
    rows = rows.where(EventRow.before.is_not(None)).order_by(EventRow.id.desc()).limit(MOST_TEXTS)
    return list(texts_of(dict.fromkeys(db.session.execute(rows).scalars())).values())
