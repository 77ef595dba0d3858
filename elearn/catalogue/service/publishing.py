"""Publishing a unit: its drafts become a release, and learners see it at their next request.

Two people may publish the same unit at the same moment. The unit's row of `content_live` is locked before the drafts
are read, so the second release holds whatever the first one held, and more; "the newest release is live" would lose
one of them on PostgreSQL.
"""

from dataclasses import dataclass

from sqlalchemy import select, update

from elearn.catalogue.models import ContentEntry, ContentHead, ContentLive, ContentRelease
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.service.compiling import compile_stored, stored_media
from elearn.catalogue.service.library import forget_library
from elearn.catalogue.service.media import is_media, keep, translations
from elearn.catalogue.service.texts import texts_of
from elearn.core.clock import now
from elearn.core.problems import Problem, has_errors
from elearn.infra.database import db, insert_if_missing


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a publication: the release, or None when errors stop it, and all problems."""

    unit: str
    release: int | None
    problems: tuple[Problem, ...]


class UnknownReleaseError(LookupError):
    """This unit has no release of this number."""


def publish(unit: str, who: int | None, note: str) -> Published:
    """Make the drafts of a unit its live release. A unit with errors keeps the release it has.

    `who` is a person's id, None for the command line. A unit without files is withdrawn: nobody sees it any more.
    """
    live = lock(unit)
    entries = drafts_of(unit)
    if not entries:
        _point(unit, None)
        return Published(unit, None, ())
    _keep_translated_drawings(entries)
    compiled = compile_stored({unit: entries})[unit]
    if compiled.value is None or has_errors(compiled.problems):
        return Published(unit, None, compiled.problems)
    if live is not None and _entries_of(live) == entries:
        return Published(unit, live, compiled.problems)
    return Published(unit, _release(unit, entries, who, note), compiled.problems)


def roll_back(unit: str, release: int) -> None:
    """Let learners see an earlier release again. The drafts stay. UnknownReleaseError if it is not one of this unit."""
    lock(unit)
    known = select(ContentRelease.id).where(ContentRelease.id == release, ContentRelease.unit == unit)
    if db.session.execute(known).scalar_one_or_none() is None:
        raise UnknownReleaseError(f"{unit} has no release {release}.")
    _point(unit, release)


def withdraw(unit: str) -> None:
    """Let nobody see a unit any more. Its drafts and releases stay."""
    lock(unit)
    _point(unit, None)


def drafts_of(unit: str) -> dict[str, str]:
    """The drafts of a unit: path -> digest."""
    rows = select(ContentHead.path, ContentHead.digest).where(ContentHead.path.startswith(unit, autoescape=True))
    return {path: digest for path, digest in db.session.execute(rows) if unit_of(path) == unit}


def lock(unit: str) -> int | None:
    """Lock the unit until the end of the transaction; returns the release that is live.

    On SQLite the transaction itself is the lock: it began with BEGIN IMMEDIATE.
    """
    db.session.execute(insert_if_missing(ContentLive).values(unit=unit, release=None))
    row = select(ContentLive.release).where(ContentLive.unit == unit).with_for_update()
    return db.session.execute(row).scalar_one()


def _release(unit: str, entries: dict[str, str], who: int | None, note: str) -> int:
    release = ContentRelease(unit=unit, note=note, who=who, when=now())
    db.session.add(release)
    db.session.flush()
    db.session.execute(
        ContentEntry.__table__.insert(),  # type: ignore[attr-defined]
        [{"release": release.id, "path": path, "digest": digest} for path, digest in sorted(entries.items())],
    )
    _point(unit, release.id)
    return release.id


def _point(unit: str, release: int | None) -> None:
    db.session.execute(update(ContentLive).where(ContentLive.unit == unit).values(release=release))
    forget_library()


def _entries_of(release: int) -> dict[str, str]:
    rows = select(ContentEntry.path, ContentEntry.digest).where(ContentEntry.release == release)
    return dict(db.session.execute(rows).all())


def _keep_translated_drawings(entries: dict[str, str]) -> None:
    media, _lost = stored_media(entries)
    if media:
        bodies = texts_of(digest for path, digest in entries.items() if not is_media(path))
        texts = {path: bodies[digest] for path, digest in entries.items() if digest in bodies}
        keep(drawing for by_language in translations(media, texts).values() for drawing in by_language.values())
