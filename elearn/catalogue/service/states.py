"""What stands where: the files of drafts and of live releases, by unit."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select

from elearn.catalogue.models import ContentEntry, ContentHead, ContentLive, ContentRelease
from elearn.catalogue.rules.compile import unit_of
from elearn.infra.database import db

Files = dict[str, str]  # path -> digest


def draft_digests(paths: Iterable[str]) -> Files:
    """The digests of drafts by path, locked until the end of the transaction; files that are not there are left out."""
    rows = select(ContentHead.path, ContentHead.digest).where(ContentHead.path.in_(list(paths))).with_for_update()
    return dict(db.session.execute(rows).all())


def draft_files(kind: str) -> dict[str, Files]:
    """The drafts of all units whose names begin with `kind` ("modules", "glossary", "" for all), by unit."""
    return _by_unit(select(ContentHead.path, ContentHead.digest).where(ContentHead.path.startswith(kind)))


def live_files(kind: str) -> dict[str, Files]:
    """What learners read of all units whose names begin with `kind`, by unit. Withdrawn units are left out."""
    rows = select(ContentEntry.path, ContentEntry.digest)
    rows = rows.join(ContentLive, ContentLive.release == ContentEntry.release)
    return _by_unit(rows.where(ContentLive.unit.startswith(kind)))


def released_units() -> set[str]:
    """The units that were published at least once."""
    return set(db.session.execute(select(ContentRelease.unit).distinct()).scalars())


def was_ever_used(prefix: str) -> bool:
    """Whether any draft or release holds, or held, a file whose path begins so."""
    held = select(ContentEntry.path).where(ContentEntry.path.startswith(prefix, autoescape=True)).limit(1)
    holds = select(ContentHead.path).where(ContentHead.path.startswith(prefix, autoescape=True)).limit(1)
    return any(db.session.execute(rows).first() is not None for rows in (holds, held))


def published_at(unit: str) -> datetime | None:
    """When the release that learners read was published; None where they read none."""
    live = select(ContentRelease.when).join(ContentLive, ContentLive.release == ContentRelease.id)
    return db.session.execute(live.where(ContentLive.unit == unit)).scalar_one_or_none()


def _by_unit(rows: Select[str, str]) -> dict[str, Files]:
    found: dict[str, Files] = {}
    for path, digest in db.session.execute(rows):
        if unit := unit_of(path):
            found.setdefault(unit, {})[path] = digest
    return found
