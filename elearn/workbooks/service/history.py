"""The history of a sheet: who did what, and what lies between two versions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from elearn.accounts.service.people import acquaintances
from elearn.infra.database import db
from elearn.workbooks.models import Revision
from elearn.workbooks.rules.comparison import NodeChange, compare
from elearn.workbooks.rules.documents import Change, Document, apply, load_change, reverse
from elearn.workbooks.service.books import OpenBook

LINES_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One revision. `name` is "" for guests, and for somebody who was erased."""

    version: int
    at: datetime
    name: str
    reason: str
    of: int | None
    changes: tuple[Change, ...]


def history_of(book: OpenBook, sheet: str, before: int | None = None) -> list[Line]:
    """The revisions of a sheet, newest first, one page of them (those before a version)."""
    query = (
        select(Revision.version, Revision.at, Revision.person_id, Revision.reason, Revision.of, Revision.changes)
        .where(Revision.sheet_id == book.sheets[sheet].id)
        .order_by(Revision.version.desc())
        .limit(LINES_ON_A_PAGE)
    )
    if before is not None:
        query = query.where(Revision.version < before)
    rows = db.session.execute(query).all()
    people = acquaintances(row.person_id for row in rows)
    return [
        Line(
            version=row.version,
            at=row.at,
            name=people[row.person_id].name if row.person_id in people else "",
            reason=row.reason,
            of=row.of,
            changes=tuple(load_change(one) for one in row.changes),
        )
        for row in rows
    ]


def version_of(book: OpenBook, sheet: str, current: Document, version: int) -> Document:
    """A sheet as it was after a version; 0 is the empty sheet."""
    later = (Revision.sheet_id == book.sheets[sheet].id) & (Revision.version > version)
    rows = db.session.scalars(select(Revision.changes).where(later).order_by(Revision.version.desc()))
    document = current
    for changes in rows:
        document = apply(document, reverse(load_change(one) for one in changes))
    return document


def differences(book: OpenBook, sheet: str, current: Document, old: int, new: int) -> tuple[NodeChange, ...]:
    """What changed between two versions, node by node."""
    return compare(version_of(book, sheet, current, old), version_of(book, sheet, current, new))
