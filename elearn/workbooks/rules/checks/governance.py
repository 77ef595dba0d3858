"""Checks of the check-up of the association."""

from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.results import written


def no_without_a_step(book: Book) -> Iterator[At]:
    """Something is not there yet, and no step has been written: said once, for one step at a time is enough."""
    answers = [node.id for node in book.sheet("governance").of("checkup") if node.text("answer") == "no"]
    if answers and not written(book, "governance", "steps"):
        yield At(answers[0], "answer")


RULES: tuple[Rule, ...] = (Rule("V1", Level.TIP, "governance", no_without_a_step),)
