"""What a sheet adds up to: the panel above its rows. Each kind has a template of its own in `workbooks/sums/`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import format_percent
from flask_babel import gettext as _

from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.budget import budget_of
from elearn.workbooks.rules.business import cash_of, household_of, prices_of, start_up_of
from elearn.workbooks.rules.documents import EMPTY
from elearn.workbooks.rules.drawing import draw
from elearn.workbooks.rules.gantt import gantt
from elearn.workbooks.rules.lending import repayment_of
from elearn.workbooks.rules.numbering import activity_numbers, result_numbers
from elearn.workbooks.rules.offers import problems_to_turn
from elearn.workbooks.rules.results import in_order, progress_of
from elearn.workbooks.rules.stakeholders import grid
from elearn.workbooks.rules.strategies import score
from elearn.workbooks.rules.trees import tree_of
from elearn.workbooks.service.sheets import book_of
from elearn.workbooks.showing import SheetView
from elearn.workbooks.words import amount

Sum = Callable[[SheetView], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is worked out, at the end of a part's table: its title, and a text for each node."""

    part: str
    title: str
    texts: Mapping[str, str]


def of(view: SheetView) -> Any:
    """What the sheet adds up to, or None."""
    make = SUMS.get(view.sheet)
    return make(view) if make else None


def _book(view: SheetView) -> Book:
    return book_of(view.book, view.documents)


def _tree(view: SheetView) -> dict[str, Any]:
    tree = tree_of(view.sheet, view.documents)
    waiting = problems_to_turn(_book(view)) if view.sheet == "objective-tree" else ()
    return {"tree": tree, "drawing": draw(tree), "waiting": waiting}


def _logframe(view: SheetView) -> dict[str, Any]:
    book = _book(view)
    order = in_order(book)
    unwritten = tuple(node for node in view.document.of("results") if node not in order)
    return {
        "results": (*order, *unwritten),
        "numbers": result_numbers(book),
        "activities": activity_numbers(book),
        "budget": budget_of(book.sheet("budget"), book.profile, book.currency),
        "indicators": SheetView(view.book, "indicators", view.documents),
        "plan": SheetView(view.book, "plan", view.documents),
    }


def _indicators(view: SheetView) -> Mapping[str, Any]:
    book = _book(view)
    return {node.id: progress_of(book, node) for node in view.document.of("indicators")}


#: Sheet -> its sums, for the template of the same name.
SUMS: Mapping[str, Sum] = {
    "stakeholders": lambda view: grid(view.document.of("groups")),
    "problem-tree": _tree,
    "objective-tree": _tree,
    "strategy": lambda view: {node.id: score(node) for node in view.document.of("options")},
    "logframe": _logframe,
    "indicators": _indicators,
    "plan": lambda view: gantt(view.document.of("activities"), view.book.cover.months),
    "budget": lambda view: budget_of(view.document, view.profile, view.book.cover.currency),
    "prices": lambda view: prices_of(view.document),
    "start-up": lambda view: start_up_of(view.document),
    "cash-flow": lambda view: cash_of(view.document),
    "loan": lambda view: repayment_of(view.document),
    "household-budget": lambda view: household_of(view.document),
}


def column(view: SheetView, worked_out: Any) -> Column | None:
    """The column that a sheet adds to one of its tables, or None."""
    currency = view.book.cover.currency
    match view.sheet:
        case "budget":
            totals = {name: amount(line.total, currency) for name, line in worked_out.lines.items()}
            return Column("lines", _("Total"), totals)
        case "plan":
            budget = budget_of(view.documents.get("budget", EMPTY), view.profile, currency)
            return Column(
                "activities", _("Cost"), {name: amount(cost, currency) for name, cost in budget.activities.items()}
            )
        case "strategy":
            return Column("options", _("Score"), _percentages(worked_out))
        case "indicators":
            return Column("indicators", _("Progress"), _percentages(worked_out))
    return None


def _percentages(values: Mapping[str, Decimal | None]) -> dict[str, str]:
    return {name: format_percent(value / 100) for name, value in values.items() if value is not None}
