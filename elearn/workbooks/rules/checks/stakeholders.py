"""Checks of the stakeholder matrix: those who live with the problem are in it, from both countries, with a voice."""

from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.results import written

SHEET = "stakeholders"
ENOUGH_TO_JUDGE = 2  # groups: one group says nothing about places or attitudes


def _groups(book: Book) -> tuple[Node, ...]:
    return written(book, SHEET, "groups", "name")


def nobody_has_the_problem(book: Book) -> Iterator[At]:
    """No group lives with the problem."""
    groups = _groups(book)
    if groups and not any(node.is_set("affected") for node in groups):
        yield At()


def one_country_only(book: Book) -> Iterator[At]:
    """All groups are here, or all there."""
    places = [node.text("place") for node in _groups(book) if node.is_set("place")]
    if len(places) >= ENOUGH_TO_JUDGE and set(places) in ({"here"}, {"there"}):
        yield At()


def everybody_agrees(book: Book) -> Iterator[At]:
    """All groups are for the project: somebody who may lose is missing."""
    attitudes = [node.text("attitude") for node in _groups(book) if node.is_set("attitude")]
    if len(attitudes) >= ENOUGH_TO_JUDGE and set(attitudes) == {"for"}:
        yield At()


def without_voice(book: Book) -> Iterator[At]:
    """A group that lives with the problem, and no word on how it takes part."""
    for node in _groups(book):
        if node.is_set("affected") and not node.is_set("involve"):
            yield quoting(node, "involve", by="name")


RULES: tuple[Rule, ...] = (
    Rule("S1", Level.WARNING, SHEET, nobody_has_the_problem),
    Rule("S2", Level.TIP, SHEET, one_country_only),
    Rule("S3", Level.TIP, SHEET, everybody_agrees),
    Rule("S4", Level.WARNING, SHEET, without_voice),
)
