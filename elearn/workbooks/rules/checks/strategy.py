"""Checks of the strategy choice: a choice has a reason, and something that it leaves to others."""

from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoted
from elearn.workbooks.rules.documents import Node

SHEET = "strategy"


def _chosen(book: Book) -> Node | None:
    """The strategy that is chosen, or None."""
    return book.sheet(SHEET).get(book.sheet(SHEET).one("decision").text("chosen"))


def without_reason(book: Book) -> Iterator[At]:
    """A strategy is chosen and nobody says why."""
    chosen, decision = _chosen(book), book.sheet(SHEET).one("decision")
    if chosen and not decision.is_set("reason"):
        yield At(decision.id, "reason", {"text": quoted(chosen, "name")})


def nothing_left_out(book: Book) -> Iterator[At]:
    """A strategy is chosen and nothing is left out: then nothing was chosen."""
    chosen, decision = _chosen(book), book.sheet(SHEET).one("decision")
    if chosen and not decision.is_set("left_out"):
        yield At(decision.id, "left_out", {"text": quoted(chosen, "name")})


RULES: tuple[Rule, ...] = (
    Rule("O8", Level.WARNING, SHEET, without_reason),
    Rule("O9", Level.WARNING, SHEET, nothing_left_out),
)
