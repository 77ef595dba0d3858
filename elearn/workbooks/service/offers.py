"""What a sheet could take over from others, and taking it."""

from collections.abc import Iterable, Mapping

from elearn.catalogue.service.library import library
from elearn.workbooks.rules.documents import Added, Change, Document, Removed
from elearn.workbooks.rules.offer import Offer
from elearn.workbooks.rules.offers import mirror, offers
from elearn.workbooks.service.books import OpenBook, example_documents, kit
from elearn.workbooks.service.sheets import book_of, documents_of
from elearn.workbooks.service.writing import Saved, apply_plan


def offers_for(book: OpenBook, documents: Mapping[str, Document], sheet: str) -> tuple[Offer, ...]:
    """What a sheet could take over now."""
    return offers(book_of(book, documents), sheet)


def take(book: OpenBook, sheet: str, person_id: int, keys: Iterable[str], *, keeps: bool = False) -> Saved:
    """Take over what these keys name, as it is at this moment; or only note that somebody looked at it (`keeps`).

    A key that is offered no longer is passed over: somebody else was faster.
    """
    others = documents_of(book)

    def plan(document: Document) -> Iterable[Change]:
        wanted = set(keys)
        for offer in offers(book_of(book, {**others, sheet: document}), sheet):
            if offer.key in wanted:
                yield from offer.keeps if keeps else offer.changes

    return apply_plan(book, sheet, person_id, plan, "took")


def turn(book: OpenBook, person_id: int, problem: str, text: str, *, external: bool) -> Saved:
    """Turn a problem into an objective: one step of the mirroring wizard."""
    others = documents_of(book)

    def plan(document: Document) -> Iterable[Change]:
        return mirror(book_of(book, {**others, "objective-tree": document}), problem, text, external=external)

    return apply_plan(book, "objective-tree", person_id, plan, "took")


def take_example(book: OpenBook, sheet: str, person_id: int) -> Saved:
    """Fill a sheet that is still empty with that of an example for the same people, in the workbook's language."""
    audience = book.profile.audience
    fitting = [one.id for one in library().examples.values() if kit().profiles[one.profile].audience == audience]
    filled = [
        documents[sheet] for one in fitting if sheet in (documents := example_documents(one, book.cover.language))
    ]

    def plan(document: Document) -> Iterable[Change]:
        if not filled or not document.is_empty:
            return
        yield from (Removed(node) for node in document.nodes.values())  # a form that somebody emptied again
        behind = ""
        for node in filled[0].nodes.values():
            yield Added(node, behind)
            behind = node.id

    return apply_plan(book, sheet, person_id, plan, "example")
