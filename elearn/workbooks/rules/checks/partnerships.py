"""Checks of the partnerships: what partners do is written down, and there are partners here and there."""

from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoting
from elearn.workbooks.rules.results import written

TERRITORIES = {"here", "there"}


def role_without_agreement(book: Book) -> Iterator[At]:
    """A partner does something for the project, and no agreement says what."""
    for node in written(book, "partnerships", "partners", "name"):
        if node.is_set("role") and node.text("agreement") in ("", "none"):
            yield quoting(node, "agreement", by="name")


def one_territory_only(book: Book) -> Iterator[At]:
    """All partners are here, or all are there. Silent while it is not known where one of them is."""
    places = {node.text("place") for node in written(book, "partnerships", "partners", "name")}
    if places and places < TERRITORIES:
        yield At()


RULES: tuple[Rule, ...] = (
    Rule("N1", Level.WARNING, "partnerships", role_without_agreement),
    Rule("N2", Level.TIP, "partnerships", one_territory_only),
)
