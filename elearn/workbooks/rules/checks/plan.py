"""Checks of the plan: activities in their months, after what they need, with somebody, for an output.

Months count from 1, the month in which the project starts. What needs another sheet is said once that one has begun.
"""

from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoted, quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.periods import as_date, last_day
from elearn.workbooks.rules.results import OUTPUT, linked_by, results, written

A_FEW = 2  # activities: from here on it says something that all of them end together


def _activities(book: Book) -> tuple[Node, ...]:
    return written(book, "plan", "activities")


def out_of_months(book: Book) -> Iterator[At]:
    """An activity that ends before it starts, or lies outside the project."""
    for node in _activities(book):
        first = node.number("start") or node.number("end")
        last = node.number("end") or first
        if first is None or last is None:
            continue
        if not 1 <= first <= last or (book.months and last > book.months):
            yield quoting(node, "end" if 1 <= first <= last else "start", start=str(first), end=str(last))


def nobody_responsible(book: Book) -> Iterator[At]:
    """An activity for which nobody answers."""
    return (quoting(node, "responsible") for node in _activities(book) if not node.is_set("responsible"))


def without_money(book: Book) -> Iterator[At]:
    """An activity that no budget line pays for and that is not free of cost, once there is a budget."""
    if not book.has_begun("budget"):
        return
    paid = linked_by(book.sheet("budget").of("lines"), "activity")
    for node in _activities(book):
        if node.id not in paid and not node.is_set("free"):
            yield quoting(node)


def everything_ends_last(book: Book) -> Iterator[At]:
    """All activities end in the last month: nothing could be late, so nothing can be seen to be."""
    ends = [node.number("end") for node in _activities(book)]
    if book.months and len(ends) >= A_FEW and set(ends) == {book.months}:
        yield At(params={"month": str(book.months)})


def before_what_it_needs(book: Book) -> Iterator[At]:
    """An activity starts before one that it depends on has ended; in the same month it may."""
    for node in _activities(book):
        start = node.number("start")
        for other in book.sheet("plan").linked(node, "after"):
            end = other.number("end") or other.number("start")
            if start is not None and end is not None and start < end and other.id != node.id:
                params = {"other": quoted(other), "start": str(start), "end": str(end)}
                yield quoting(node, "start", **params)


def for_no_output(book: Book) -> Iterator[At]:
    """An activity that leads to no output of the logframe, once there is one."""
    if not book.has_begun("logframe"):
        return
    outputs = {node.id for node in results(book, OUTPUT)}
    for node in _activities(book):
        if node.text("output") not in outputs:
            yield quoting(node, "output")


def evaluated_after_the_end(book: Book) -> Iterator[At]:
    """A question is answered when the project has ended: no team and no money are left for it."""
    end = last_day(book)
    for node in written(book, "monitoring", "questions", "question"):
        day = as_date(node.text("date"))
        if day and end and day > end:
            yield quoting(node, "date", by="question")


RULES: tuple[Rule, ...] = (
    Rule("A1", Level.ERROR, "plan", out_of_months),
    Rule("A2", Level.WARNING, "plan", nobody_responsible),
    Rule("A3", Level.WARNING, "plan", without_money),
    Rule("A4", Level.WARNING, "plan", everything_ends_last),
    Rule("A5", Level.ERROR, "plan", before_what_it_needs),
    Rule("A6", Level.WARNING, "plan", for_no_output),
    Rule("A7", Level.TIP, "monitoring", evaluated_after_the_end),
)
