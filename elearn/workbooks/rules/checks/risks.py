"""Checks of the risks: each assumption has another side, and what is likely and grave needs an answer."""

from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoted, quoting
from elearn.workbooks.rules.results import linked_by, written


def assumption_without_risk(book: Book) -> Iterator[At]:
    """An assumption of the logframe that no risk turns round."""
    if not book.has_begun("risks"):
        return
    turned = linked_by(written(book, "risks", "risks"), "assumption")
    for node in written(book, "logframe", "assumptions"):
        if node.id not in turned:
            yield At(params={"text": quoted(node)})


def grave_without_response(book: Book) -> Iterator[At]:
    """A risk that is likely and harmful, and nobody has written what to do."""
    for node in written(book, "risks", "risks"):
        if node.text("likelihood") == node.text("impact") == "high" and not node.is_set("response"):
            yield quoting(node, "response")


RULES: tuple[Rule, ...] = (
    Rule("R1", Level.WARNING, "risks", assumption_without_risk),
    Rule("R2", Level.WARNING, "risks", grave_without_response),
)
