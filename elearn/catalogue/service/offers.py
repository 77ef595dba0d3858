"""What the product ships for files that were changed here too. Ours stays until somebody has compared both."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from elearn.catalogue.models import ContentHead, ContentOffer
from elearn.catalogue.service.media import is_media
from elearn.catalogue.service.texts import texts_of
from elearn.core.clock import now
from elearn.infra.database import db


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file that was changed on both sides. Ours stayed; `shipped` is None where upstream removed the file."""

    path: str
    ours: str
    shipped: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A file to compare. Digests of both sides, None where there is no such file; texts where they are texts."""

    path: str
    ours: str | None
    shipped: str | None
    our_text: str | None
    shipped_text: str | None


def remember_offers(conflicts: Sequence[Conflict]) -> None:
    """Keep what the product ships for the files that were changed on both sides; older offers are over."""
    db.session.execute(delete(ContentOffer))
    if conflicts:
        rows = [{"path": one.path, "digest": one.shipped, "when": now()} for one in conflicts]
        db.session.execute(insert(ContentOffer), rows)


def offers() -> list[Offer]:
    """All files that wait for a comparison, by path. Three queries."""
    rows = select(ContentOffer.path, ContentOffer.digest, ContentHead.digest.label("ours"))
    rows = rows.outerjoin(ContentHead, ContentHead.path == ContentOffer.path).order_by(ContentOffer.path)
    found = db.session.execute(rows).all()
    texts = texts_of(name for row in found if not is_media(row.path) for name in (row.digest, row.ours) if name)
    return [
        Offer(row.path, row.ours, row.digest, texts.get(row.ours or ""), texts.get(row.digest or "")) for row in found
    ]


def settle_offer(path: str) -> None:
    """Note that somebody has compared this file: what is shipped now is the base of the next comparison.

    Whether ours became the shipped text or stayed as it was is decided by the draft, which is left alone.
    """
    shipped = db.session.execute(select(ContentOffer.digest).where(ContentOffer.path == path)).one_or_none()
    if shipped is not None:
        db.session.execute(update(ContentHead).where(ContentHead.path == path).values(base_digest=shipped.digest))
        db.session.execute(delete(ContentOffer).where(ContentOffer.path == path))
