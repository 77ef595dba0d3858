"""Checks across sheets: an application in which two numbers contradict each other is soon put aside."""

from collections.abc import Iterator
from decimal import Decimal

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.budget import budget_in
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.typed import plain

COUNTABLE = ("", "number")  # kinds of indicators whose target is a number of people


def required_sheet_missing(book: Book) -> Iterator[At]:
    """A sheet that the funder wants and that nobody has begun."""
    for kind in book.profile.required:
        if not book.has_begun(kind):
            yield At(sheet=kind)


def other_people_than_counted(book: Book) -> Iterator[At]:
    """People on the card that the indicators do not bear out.

    The card counts each person once, while two indicators may count the same person. So the number on the card is at
    least that of the largest indicator, and at most that of all indicators together.
    """
    direct = _card(book).number("direct")
    counted = [target for target in map(_people, book.sheet("indicators").of("indicators")) if target]
    if direct is not None and counted and not max(counted) <= direct <= sum(counted):
        yield At("card", "direct", {"people": plain(direct), "counted": plain(sum(counted, Decimal(0)))})


def another_duration_than_the_project(book: Book) -> Iterator[At]:
    """A duration on the card that is not the workbook's."""
    months = _card(book).number("months")
    if months is not None and book.months and months != book.months:
        yield At("card", "months", {"months": plain(months), "months_project": str(book.months)})


def another_duration_than_the_plan(book: Book) -> Iterator[At]:
    """A duration on the card that is not the end of the last activity."""
    months = _card(book).number("months")
    last = max((node.amount("end") for node in book.sheet("plan").of("activities")), default=Decimal(0))
    if months is not None and last and months != last:
        yield At("card", "months", {"months": plain(months), "month_last": plain(last)})


def another_total_than_the_budget(book: Book) -> Iterator[At]:
    """A total on the card that is not the budget's."""
    yield from _another(book, "total", book.once(budget_in).total)


def another_grant_than_the_budget(book: Book) -> Iterator[At]:
    """A grant on the card that is not the budget's."""
    yield from _another(book, "asked", book.once(budget_in).requested)


def _another(book: Book, field: str, computed: Decimal) -> Iterator[At]:
    written = _card(book).number(field)
    if written is not None and book.once(budget_in).total and written != computed:
        yield At("card", field, {"amount": plain(written), "amount_budget": plain(computed)})


def change_still_asked_for(book: Book) -> Iterator[At]:
    """A trainer asked for a change that nobody has marked as done."""
    for sheet, node in book.requests:
        yield At(node, sheet=sheet)


def _card(book: Book) -> Node:
    return book.sheet("card").one("card")


def _people(indicator: Node) -> Decimal | None:
    """How many people an indicator wants to reach; None where it counts something else."""
    if indicator.is_set("people") and indicator.text("kind") in COUNTABLE:
        return indicator.number("target")
    return None


RULES: tuple[Rule, ...] = (
    Rule("W1", Level.ERROR, "", required_sheet_missing),
    Rule("W2", Level.WARNING, "card", other_people_than_counted),
    Rule("W3", Level.WARNING, "card", another_duration_than_the_project),
    Rule("W3b", Level.WARNING, "card", another_duration_than_the_plan),
    Rule("W4", Level.ERROR, "card", another_total_than_the_budget),
    Rule("W4b", Level.ERROR, "card", another_grant_than_the_budget),
    Rule("W5", Level.WARNING, "", change_still_asked_for),
)
