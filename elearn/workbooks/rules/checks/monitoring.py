"""Checks of the monitoring and evaluation plan: questions of several kinds, about changes, for somebody.

The six criteria are those of the OECD (2019), which asks to use them thoughtfully: not all, and not by habit.
"""

from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.results import OUTPUT, results, written

CRITERIA_AT_LEAST = 3  # of six: what the module asks for


def _questions(book: Book) -> tuple[Node, ...]:
    return written(book, "monitoring", "questions", "question")


def criteria_without_question(book: Book) -> Iterator[At]:
    """Most criteria have no question. A project may leave some out, and looks at three of them or more."""
    if not book.has_begun("monitoring"):
        return
    asked = {node.text("criterion") for node in _questions(book) if node.is_set("criterion")}
    if len(asked) < CRITERIA_AT_LEAST:
        yield At(params={"count": str(len(asked)), "least": str(CRITERIA_AT_LEAST)})


def only_outputs(book: Book) -> Iterator[At]:
    """All questions that are answered by an indicator look at outputs: at what we do, not at what changes."""
    levels = {node.id: node.text("level") for node in results(book)}
    of_indicators = {
        node.id: levels.get(node.text("result")) for node in written(book, "indicators", "indicators")
    }  # fmt: skip
    measured = {of_indicators.get(node.text("indicator")) for node in _questions(book)} - {None}
    if measured == {OUTPUT}:
        yield At()


def used_by_nobody(book: Book) -> Iterator[At]:
    """A question whose answer nobody waits for."""
    return (quoting(node, "use", by="question") for node in _questions(book) if not node.is_set("use"))


RULES: tuple[Rule, ...] = (
    Rule("E1", Level.WARNING, "monitoring", criteria_without_question),
    Rule("E2", Level.TIP, "monitoring", only_outputs),
    Rule("E3", Level.WARNING, "monitoring", used_by_nobody),
)
