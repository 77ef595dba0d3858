"""Saving a draft: nobody's work is overwritten in silence."""

from sqlalchemy import delete, select, update

from elearn.catalogue.models import ContentHead
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.service.media import is_media
from elearn.catalogue.service.texts import store_text
from elearn.infra.database import db, insert_if_missing


class EditConflict(Exception):  # noqa: N818 - it says what it is
    """Somebody saved this file after it was opened: `opened` and `current` are the digests of both texts.

    None stands for "there was no such file".
    """

    def __init__(self, path: str, opened: str | None, current: str | None) -> None:
        super().__init__(path)
        self.path = path
        self.opened = opened
        self.current = current


def save_draft(path: str, body: str, opened_digest: str | None) -> str:
    """Save a text as the draft of a file and return its digest.

    `opened_digest` is the digest of the text that the author opened, None for a new file. EditConflict when the
    draft is another one by now; saving what is there already is no conflict. ValueError for a path that is no text
    of content/.
    """
    if not unit_of(path) or is_media(path) or any(part in ("", ".", "..") for part in path.split("/")):
        raise ValueError(f"Not a text of content/: {path}")
    digest = store_text(body)
    current = _locked(path)
    if current == digest:
        return digest
    if current != opened_digest:
        raise EditConflict(path, opened_digest, current)
    if current is not None:
        db.session.execute(update(ContentHead).where(ContentHead.path == path).values(digest=digest))
        return digest
    db.session.execute(insert_if_missing(ContentHead).values(path=path, digest=digest, base_digest=None))
    winner = _locked(path)
    if winner != digest:
        raise EditConflict(path, None, winner)
    return digest


def set_draft(path: str, digest: str) -> None:
    """Let the draft of a file be what has this digest, whatever it was before: a text of the store, or media."""
    db.session.execute(insert_if_missing(ContentHead).values(path=path, digest=digest, base_digest=None))
    db.session.execute(update(ContentHead).where(ContentHead.path == path).values(digest=digest))


def drop_draft(path: str) -> None:
    """Take a file out of the drafts. What was published stays so until the next publication."""
    db.session.execute(delete(ContentHead).where(ContentHead.path == path))


def _locked(path: str) -> str | None:
    """The digest of a draft, locked until the end of the transaction; None if there is no such file."""
    row = select(ContentHead.digest).where(ContentHead.path == path).with_for_update()
    return db.session.execute(row).scalar_one_or_none()
