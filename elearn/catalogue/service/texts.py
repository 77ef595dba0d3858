"""Texts by digest: what has been written once stays readable."""

from collections.abc import Iterable, Mapping

from sqlalchemy import or_, select

from elearn.catalogue.models import ContentText
from elearn.core.ids import digest
from elearn.infra.database import db, insert_if_missing

MOST_PARAMETERS = 400
MOST_RANGES = 100
AFTER_HEXADECIMAL = "g"


class UnknownTextError(LookupError):
    """No text has this digest."""


def text_of(name: str) -> str:
    """The text with this digest. UnknownTextError if there is none."""
    body = db.session.execute(select(ContentText.body).where(ContentText.digest == name)).scalar_one_or_none()
    if body is None:
        raise UnknownTextError(name)
    return body


def texts_of(names: Iterable[str]) -> dict[str, str]:
    """The texts with these digests, by digest; unknown ones are left out. One query for 400 of them."""
    wanted = sorted(set(names))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), MOST_PARAMETERS):
        some = wanted[start : start + MOST_PARAMETERS]
        rows = db.session.execute(select(ContentText.digest, ContentText.body).where(ContentText.digest.in_(some)))
        found.update((name, body) for name, body in rows)
    return found


def older_text(short: str) -> str | None:
    """The text whose digest begins with these digits (what a translation notes as its source), or None."""
    if not short or not set(short) <= set("0123456789abcdef"):
        return None
    within = ContentText.digest.between(short, short + AFTER_HEXADECIMAL)
    return db.session.execute(select(ContentText.body).where(within).limit(1)).scalar_one_or_none()


def older_texts(shorts: Iterable[str]) -> dict[str, str]:
    """What `older_text` gives for several of them, by short digest; one query for 100."""
    wanted = sorted({one for one in shorts if one and set(one) <= set("0123456789abcdef")})
    found: dict[str, str] = {}
    for start in range(0, len(wanted), MOST_RANGES):
        some = wanted[start : start + MOST_RANGES]
        ranges = or_(*(ContentText.digest.between(one, one + AFTER_HEXADECIMAL) for one in some))
        for name, body in db.session.execute(select(ContentText.digest, ContentText.body).where(ranges)):
            found.update((one, body) for one in some if name.startswith(one))
    return found


def store_text(body: str) -> str:
    """Keep a text and return its digest. Keeping it twice, even at the same moment, changes nothing."""
    name = digest(body)
    store_texts({name: body})
    return name


def store_texts(bodies: Mapping[str, str]) -> None:
    """Keep texts that are given with their digests."""
    if not bodies:
        return
    rows = [{"digest": name, "body": body} for name, body in sorted(bodies.items())]
    db.session.execute(insert_if_missing(ContentText), rows)
