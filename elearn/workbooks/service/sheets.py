"""What stands in a workbook: documents and findings, kept in this process by sheet, version and moment.

They name a document for ever, so what is kept is never out of date. Sheet and version alone would not: a database gives
the number of an erased sheet again, and a version that could not be committed comes a second time.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, select

from elearn.catalogue.rules.workbook_values import WordLists
from elearn.catalogue.service.library import library
from elearn.core.clock import today
from elearn.infra.database import read
from elearn.infra.memory import memory
from elearn.workbooks.models import Sheet
from elearn.workbooks.rules.book import Book, Finding
from elearn.workbooks.rules.documents import EMPTY, Document, load
from elearn.workbooks.rules.engine import check
from elearn.workbooks.service.books import OpenBook, SheetHead, kit

MOST_DOCUMENTS = 3000
MOST_FINDINGS = 500

_DOCUMENTS = select(Sheet.id, Sheet.kind, Sheet.version, Sheet.changed_at, Sheet.document).where(
    Sheet.id.in_(bindparam("sheets", expanding=True))
)


def documents_of(book: OpenBook) -> dict[str, Document]:
    """All documents of a workbook by sheet. One statement, none where this process knows them."""
    known = memory("documents", MOST_DOCUMENTS)
    found = {kind: known.get(head) for kind, head in book.sheets.items()}
    missing = {head.id: kind for kind, head in book.sheets.items() if found[kind] is None and head.version}
    if missing:
        for row in read(_DOCUMENTS, sheets=list(missing)):
            head = SheetHead(row.id, row.kind, row.version, row.changed_at)
            found[missing[row.id]] = known.put(head, load(row.document))
    return {kind: document or EMPTY for kind, document in found.items()}


def book_of(book: OpenBook, documents: Mapping[str, Document], requests: Iterable[tuple[str, str]] = ()) -> Book:
    """The workbook as the rules see it."""
    cover = book.cover
    return Book(
        profile=book.profile,
        language=cover.language,
        words=kit().words.get(cover.language) or WordLists(cover.language, {}),
        documents=documents,
        today=today(),
        start=cover.start,
        months=cover.months,
        currency=cover.currency,
        country=cover.country,
        requests=tuple(requests),
        papers=kit().sheets["checklist"].items.get(cover.country, ()) if "checklist" in kit().sheets else (),
    )


def findings_of(
    book: OpenBook, documents: Mapping[str, Document], requests: tuple[tuple[str, str], ...]
) -> tuple[Finding, ...]:
    """What the checks find in a workbook."""
    key = (frozenset(book.sheets.values()), book.cover, library().fingerprint, today(), requests)
    known = memory("findings", MOST_FINDINGS)
    found: tuple[Finding, ...] | None = known.get(key)
    return known.put(key, check(book_of(book, documents, requests))) if found is None else found
