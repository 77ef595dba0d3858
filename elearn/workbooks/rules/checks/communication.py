"""Checks of the communication plan: a message for somebody, that asks for something, with respect for who is shown."""

from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoting
from elearn.workbooks.rules.results import written
from elearn.workbooks.rules.word_patterns import has


def for_everybody(book: Book) -> Iterator[At]:
    """An audience that is everybody is nobody."""
    for node in written(book, "communication", "messages", "audience"):
        if has(node.text("audience"), book.words, "everybody"):
            yield quoting(node, "audience", by="audience")


def without_action(book: Book) -> Iterator[At]:
    """A message that does not say what people can do next."""
    for node in written(book, "communication", "messages", "message"):
        if not node.is_set("action"):
            yield quoting(node, "action", by="message")


def without_consent(book: Book) -> Iterator[At]:
    """Nobody has noted whether the people who are shown agree, or that nobody is shown."""
    for node in written(book, "communication", "messages", "message"):
        if node.text("consent") not in ("yes", "not_needed"):
            yield quoting(node, "consent", by="message")


RULES: tuple[Rule, ...] = (
    Rule("K1", Level.TIP, "communication", for_everybody),
    Rule("K2", Level.WARNING, "communication", without_action),
    Rule("K3", Level.WARNING, "communication", without_consent),
)
