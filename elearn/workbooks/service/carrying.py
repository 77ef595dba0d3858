"""Workbooks on their way out, and what comes back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from functools import partial

from sqlalchemy import delete, insert, select

from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.infra.database import db
from elearn.infra.i18n import current_language
from elearn.workbooks.exports.incoming.proposals import Incoming, Proposal
from elearn.workbooks.exports.incoming.reading import read_xlsx
from elearn.workbooks.exports.lossless import Carried
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.models import Upload
from elearn.workbooks.rules.documents import Change, Document
from elearn.workbooks.service.books import Cover, OpenBook, kit
from elearn.workbooks.service.sheets import book_of, documents_of
from elearn.workbooks.service.writing import apply_plan

UPLOAD_LIFETIME = timedelta(days=1)


def outgoing_of(book: OpenBook, documents: Mapping[str, Document]) -> Outgoing:
    """A workbook for an export, with labels in the page's language."""
    return Outgoing(book.cover.title, book.cover.place, book_of(book, documents), kit(), current_language())


def proposals_of(book: OpenBook, data: bytes) -> Incoming:
    """What a spreadsheet would change. RefusedError where it cannot be read."""
    return read_xlsx(data, kit(), book.profile, documents_of(book), book.cover.currency)


def keep_upload(book: OpenBook, person_id: int, data: bytes) -> str:
    """Keep a spreadsheet until its rows are accepted, a day at most; returns its name."""
    db.session.execute(delete(Upload).where(Upload.made_at < now() - UPLOAD_LIFETIME))
    name = random_id()
    values = {"public_id": name, "workbook_id": book.id, "person_id": person_id, "data": data, "made_at": now()}
    db.session.execute(insert(Upload).values(values))
    return name


def accept(book: OpenBook, person_id: int, upload: str, keys: Collection[str]) -> int | None:
    """Take over some rows of a kept spreadsheet, as its comparison with the workbook is now; returns how many.

    None where it is kept no longer: it was accepted already, or a day has passed.
    """
    mine = (Upload.public_id == upload) & (Upload.workbook_id == book.id) & (Upload.person_id == person_id)
    data = db.session.scalar(select(Upload.data).where(mine))
    if data is None:
        return None
    db.session.execute(delete(Upload).where(mine))
    chosen = [proposal for proposal in proposals_of(book, data).proposals if proposal.key in keys]
    for sheet in dict.fromkeys(proposal.sheet for proposal in chosen):
        rows = [proposal for proposal in chosen if proposal.sheet == sheet]
        apply_plan(book, sheet, person_id, partial(_changes, rows), "imported")
    return len(chosen)


def _changes(rows: Iterable[Proposal], document: Document) -> Iterable[Change]:
    for row in rows:
        yield from row.changes(document)


def cover_of(carried: Carried) -> Cover:
    """The cover of a workbook that came as a file."""
    return Cover(
        title=carried.title,
        place=carried.place,
        profile=carried.profile,
        language=carried.language,
        currency=carried.currency,
        country=carried.country,
        start=carried.start,
        months=carried.months,
    )
