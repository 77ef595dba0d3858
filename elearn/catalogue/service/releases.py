"""The releases of a unit: who published what, when, and with which note. They never change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from elearn.catalogue.models import ContentEntry, ContentLive, ContentRelease
from elearn.infra.database import db


@dataclass(frozen=True, slots=True)
class Release:
    """A published state of a unit. `who` is a person's id: None for the command line and for erased people."""

    id: int
    unit: str
    note: str
    who: int | None
    when: datetime


def releases_of(unit: str) -> list[Release]:
    """All releases of a unit, the newest first."""
    row = ContentRelease
    rows = select(row.id, row.unit, row.note, row.who, row.when).where(row.unit == unit).order_by(row.id.desc())
    return [Release(*one) for one in db.session.execute(rows)]


def live_release(unit: str) -> int | None:
    """The release that learners read; None for a unit that was never published, or is withdrawn."""
    return db.session.execute(select(ContentLive.release).where(ContentLive.unit == unit)).scalar_one_or_none()


def files_of_release(release: int) -> Mapping[str, str]:
    """The files of a release: path -> digest. Empty for a number that no release has."""
    rows = select(ContentEntry.path, ContentEntry.digest).where(ContentEntry.release == release)
    return dict(db.session.execute(rows).all())
