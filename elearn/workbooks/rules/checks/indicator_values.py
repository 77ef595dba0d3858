"""Checks of the values of indicators: baseline, milestones, actual values and target have to tell one story.

Sources: the checks of results tools over IATI data (years, direction, periods) and of the EU's OPSYS (values by group
in the unit of the whole). The months of grace and the factor are ours.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from operator import eq, ge, le

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoted, quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.periods import as_date, last_day
from elearn.workbooks.rules.results import IMPACT, results, written
from elearn.workbooks.rules.wording import counts_people, is_growth_rate

MONTHS_OF_GRACE = 12  # a target may be reached so long after the end
SURPRISING = 3  # times the target: perhaps a slip of the hand
HUNDRED = Decimal(100)
_GOES_WRONG = {"up": le, "down": ge}  # direction -> what the target must not be to the baseline


def _values_of(book: Book, part: str) -> Iterator[tuple[Node, Node]]:
    """(indicator, value) for the milestones or actual values, by their days."""
    indicators = {node.id: node for node in written(book, "indicators", "indicators")}
    for node in sorted(book.sheet("indicators").of(part), key=lambda node: node.text("date")):
        if indicator := indicators.get(node.text("indicator")):
            yield indicator, node


def _at_value(indicator: Node, node: Node, name: str, **params: str) -> At:
    return At(node.id, name, {"text": quoted(indicator), **params})


def baseline_too_late(book: Book) -> Iterator[At]:
    """A baseline from after the first year of the project."""
    for node in written(book, "indicators", "indicators"):
        year = node.number("baseline_year")
        if book.start and year is not None and year > book.start.year:
            yield quoting(node, "baseline_year", year=str(year))


def target_out_of_project(book: Book) -> Iterator[At]:
    """A target from before the project, or from more than twelve months after it.

    An impact may come later than that: it is the work of many people over many years.
    """
    end = last_day(book, MONTHS_OF_GRACE)
    impacts = {node.id for node in results(book, IMPACT)}
    for node in written(book, "indicators", "indicators"):
        year = node.number("target_year")
        if year is None or book.start is None:
            continue
        is_late = end is not None and year > end.year and node.text("result") not in impacts
        if is_late or year < book.start.year:
            yield quoting(node, "target_year", year=str(year))


def wrong_direction(book: Book) -> Iterator[At]:
    """The target does not lie in the direction that was chosen, or is the baseline itself ("no" to "no" too)."""
    for node in written(book, "indicators", "indicators"):
        baseline, target, direction = node.text("baseline"), node.text("target"), node.text("direction")
        first, last = node.number("baseline"), node.number("target")
        if direction == "keep" or not baseline or not target:
            continue
        if first is None or last is None:
            goes_wrong = target.casefold() == baseline.casefold()
        else:
            goes_wrong = _GOES_WRONG.get(direction, eq)(last, first)
        if goes_wrong:
            yield quoting(node, "target", baseline=baseline, target=target)


def percent_out_of_range(book: Book) -> Iterator[At]:
    """A percentage below 0 or above 100 that is no rate of growth."""
    shares = {
        node.id
        for node in written(book, "indicators", "indicators")
        if node.text("kind") == "percent"
        and not node.is_set("growth")
        and not is_growth_rate(node.text("text"), book.words)
    }
    own = [(node, node, name) for node in written(book, "indicators", "indicators") for name in ("baseline", "target")]
    later = [(*pair, "value") for part in ("milestones", "actuals") for pair in _values_of(book, part)]
    for indicator, node, name in (*own, *later):
        value = node.number(name)
        if indicator.id in shares and value is not None and not 0 <= value <= HUNDRED:
            yield _at_value(indicator, node, name, value=node.text(name))


def period_backwards(book: Book) -> Iterator[At]:
    """An actual value whose period begins after it ends."""
    for indicator, node in _values_of(book, "actuals"):
        begin, end = as_date(node.text("from")), as_date(node.text("date"))
        if begin and end and begin > end:
            yield _at_value(indicator, node, "from")


def milestones_step_back(book: Book) -> Iterator[At]:
    """A milestone of a cumulative indicator on the wrong side of the one before it."""
    steps: dict[str, list[tuple[Node, Node, Decimal]]] = {}
    for indicator, node in _values_of(book, "milestones"):
        value = node.number("value")
        if indicator.is_set("cumulative") and node.is_set("date") and value is not None:
            steps.setdefault(indicator.id, []).append((indicator, node, value))
    for one in steps.values():
        for (indicator, before, earlier), (_, node, later) in pairwise(one):
            if later > earlier if indicator.text("direction") == "down" else later < earlier:
                yield _at_value(indicator, node, "value", value=node.text("value"), before=before.text("value"))


def groups_do_not_add_up(book: Book) -> Iterator[At]:
    """People were counted, and women and men are not the whole, or the whole is no number as they are."""
    for indicator, node in _values_of(book, "actuals"):
        counts = indicator.is_set("people") or counts_people(indicator.text("text"), book.words)
        if not counts or indicator.text("kind") not in ("", "number") or not node.is_set("value"):
            continue
        total = node.amount("women") + node.amount("men")
        if (node.is_set("women") or node.is_set("men")) and node.number("value") != total:
            yield _at_value(indicator, node, "value", value=node.text("value"), people=str(total))


def measured_after_the_end(book: Book) -> Iterator[At]:
    """An actual value from after the end of the project."""
    end = last_day(book)
    for indicator, node in _values_of(book, "actuals"):
        day = as_date(node.text("date"))
        if day and end and day > end:
            yield _at_value(indicator, node, "date", value=node.text("value"))


def far_above_target(book: Book) -> Iterator[At]:
    """An actual value of more than three times a target that was to be climbed to."""
    for indicator, node in _values_of(book, "actuals"):
        target, value = indicator.number("target"), node.number("value")
        climbs = indicator.text("direction") != "down" and indicator.amount("baseline") < (target or 0)
        if climbs and target is not None and value is not None and value > SURPRISING * target > 0:
            yield _at_value(indicator, node, "value", value=node.text("value"), target=indicator.text("target"))


RULES: tuple[Rule, ...] = (
    Rule("I6", Level.ERROR, "indicators", baseline_too_late),
    Rule("I6b", Level.ERROR, "indicators", target_out_of_project),
    Rule("I7", Level.ERROR, "indicators", wrong_direction),
    Rule("I8", Level.ERROR, "indicators", percent_out_of_range),
    Rule("I9", Level.ERROR, "indicators", period_backwards),
    Rule("I10", Level.ERROR, "indicators", milestones_step_back),
    Rule("I11", Level.ERROR, "indicators", groups_do_not_add_up),
    Rule("I17", Level.WARNING, "indicators", measured_after_the_end),
    Rule("I17b", Level.WARNING, "indicators", far_above_target),
)
