"""Checks of the business on one page."""

import re
from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.business import prices_in

_DIGIT = re.compile(r"\d")


def nobody_who_buys(book: Book) -> Iterator[At]:
    """The block of the customers is empty."""
    yield from _empty(book, "customers")


def nothing_that_costs(book: Book) -> Iterator[At]:
    """The block of the costs is empty."""
    yield from _empty(book, "costs")


def _empty(book: Book, block: str) -> Iterator[At]:
    if book.has_begun("canvas") and not _notes(book, block):
        yield At()


def no_price_anywhere(book: Book) -> Iterator[At]:
    """No price: no amount in the block of the revenue, and none among the prices."""
    has_amount = any(_DIGIT.search(note) for note in _notes(book, "revenue"))
    if book.has_begun("canvas") and not has_amount and not any(item.price for item in book.once(prices_in).items):
        yield At()


def _notes(book: Book, block: str) -> list[str]:
    notes = book.sheet("canvas").of("notes")
    return [note.text("text") for note in notes if note.text("block") == block and note.is_set("text")]


RULES: tuple[Rule, ...] = (
    Rule("C1", Level.WARNING, "canvas", nobody_who_buys),
    Rule("C1b", Level.WARNING, "canvas", nothing_that_costs),
    Rule("C2", Level.TIP, "canvas", no_price_anywhere),
)
