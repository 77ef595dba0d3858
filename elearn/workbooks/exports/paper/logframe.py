"""The logframe in the columns of the EU (Annex E3d of external action grants), with the activity matrix below."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flask_babel import gettext as _

from elearn.workbooks.exports.labels import BETWEEN
from elearn.workbooks.exports.paper.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    cell,
    last_row,
    own,
    rows_of,
    say,
)
from elearn.workbooks.exports.paper.wording import NO_BREAK, Wording, joined
from elearn.workbooks.rules.budget import budget_in
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.numbering import result_numbers
from elearn.workbooks.rules.periods import as_date
from elearn.workbooks.rules.results import IMPACT, actuals_of, assumptions_of, in_order, indicators_of, written

SHEET, INDICATORS = "logframe", "indicators"
OF_INDICATOR = 5  # columns that an indicator fills


def logframe(words: Wording) -> Iterator[Block]:
    """The matrix, then the activities; what to do first where no result is written."""
    rows = tuple(_rows(words))
    if rows:
        yield Table(words.labels.title(SHEET), _columns(words), rows)
    else:
        yield Paragraph(say(words.labels.words(SHEET).parts["results"].empty))
    if written(words.book, "plan", "activities"):
        yield Heading(say(words.title("plan", "activities")), begins_page=bool(rows))
        yield _activities(words)


def _columns(words: Wording) -> tuple[Column, ...]:
    label = words.labels.field
    return (
        Column(_("Results chain"), 4),
        Column(label(INDICATORS, "indicators", "text"), 4.6),
        Column(_("%(name)s (value and year)", name=label(INDICATORS, "indicators", "baseline")), 2.1),
        Column(_("%(name)s (value and year)", name=label(INDICATORS, "indicators", "target")), 2.1),
        Column(_("%(name)s (year)", name=label(INDICATORS, "actuals", "value")), 2.1),
        Column(label(INDICATORS, "indicators", "source"), 3),
        Column(label(SHEET, "assumptions", "text"), 3.4),
    )


def _rows(words: Wording) -> Iterator[Row]:
    """The results with what stands beside them; at the end what belongs to no result."""
    order = in_order(words.book)
    for result in order:
        name = (say(result_name(words, result), strong=True), own(result.text("text")))
        assumptions = [own(node.text("text")) for node in assumptions_of(words.book, result.id)]
        if result.text("level") == IMPACT and not assumptions:
            assumptions = [say(_("Not asked at this level."))]
        yield from _beside(words, name, indicators_of(words.book, result.id), assumptions)
    known = {result.id for result in order}
    loose = {
        part: [node for node in written(words.book, sheet, part) if node.text("result") not in known]
        for sheet, part in ((INDICATORS, "indicators"), (SHEET, "assumptions"))
    }
    if any(loose.values()):
        assumptions = [own(node.text("text")) for node in loose["assumptions"]]
        name = (say(_("Without a result"), strong=True), ())
        yield from _beside(words, name, loose["indicators"], assumptions)


def _beside(
    words: Wording, result: Sequence[Line], indicators: Sequence[Node], assumptions: Sequence[Line]
) -> Iterator[Row]:
    """A row for each indicator; the result and its assumptions reach over all of them."""
    rows = [_indicator(words, node) for node in indicators] or [(Cell(),) * OF_INDICATOR]
    yield Row((cell(*result, rows=len(rows)), *rows[0], cell(*assumptions, rows=len(rows))))
    yield from map(Row, rows[1:])


def result_name(words: Wording, result: Node) -> str:
    """The level of a result with its number: "Output 1.2"."""
    level = words.text(SHEET, result, "level")
    number = words.numbers.get(result.id, "")
    return f"{level}{NO_BREAK}{number}" if level and number else level or number


def _indicator(words: Wording, node: Node) -> tuple[Cell, ...]:
    unit, is_percent = node.text("unit"), node.text("kind") == "percent"
    values = [one for one in actuals_of(words.book, node.id) if one.is_set("value")]
    current = values[-1] if values else Node("", "actuals")
    day = as_date(current.text("date"))
    baseline = _valued(words, node, "baseline", node.text("baseline_year"), is_percent=is_percent)
    return (
        cell(joined(own(node.text("text")), own(f"({unit})" if unit else ""))),
        cell(baseline, *words.lines(INDICATORS, node, "no_baseline")),
        cell(_valued(words, node, "target", node.text("target_year"), is_percent=is_percent)),
        cell(_valued(words, current, "value", str(day.year) if day else "", is_percent=is_percent)),
        cell(*words.lines(INDICATORS, node, "source")),
    )


def _valued(words: Wording, node: Node, name: str, year: str, *, is_percent: bool) -> Line:
    """A value with its year: "38 (2026)"."""
    value, is_number = words.text(INDICATORS, node, name), node.number(name) is not None
    if is_number and is_percent:
        value = _("%(score)s %%", score=value)
    text = f"{value}{NO_BREAK}({year})" if value and year else value or year
    return say(text) if is_number else own(text)


# The activity matrix -------------------------------------------------------------------------------------------------


def _activities(words: Wording) -> Table:
    """Activities by their outputs, means, costs, assumptions."""
    nodes, sums = by_output(words), words.book.once(budget_in)
    label = words.labels.field
    columns = (
        (Column(label("plan", "activities", "text"), 5), lambda node: cell(numbered(words, node))),
        (Column(_("Means"), 5), lambda node: cell(_means(words, node))),
        (Column(_("Cost"), 1.8, is_number=True), lambda node: cell(say(words.money(sums.cost_of(node.id))))),
        (Column(label("plan", "activities", "assumption"), 4),
         lambda node: cell(*words.lines("plan", node, "assumption"))),
    )  # fmt: skip
    total = words.money(sum((sums.cost_of(node.id) for node in nodes), Decimal(0)))
    rows = (*rows_of(columns, nodes), last_row(_("Total"), {2: total}, len(columns)))
    return Table(words.title("plan", "activities"), tuple(column for column, _make in columns), rows)


def by_output(words: Wording) -> tuple[Node, ...]:
    """The activities in the order of their outputs, those without one last."""
    order = {result: place for place, result in enumerate(result_numbers(words.book))}
    activities = written(words.book, "plan", "activities")
    return tuple(sorted(activities, key=lambda node: order.get(node.text("output"), len(order))))


def numbered(words: Wording, node: Node) -> Line:
    """An activity with its number."""
    number = words.numbers.get(node.id, "")
    return joined(say(number), own(node.text("text")), by=NO_BREAK)


def _means(words: Wording, activity: Node) -> Line:
    """What the budget holds for an activity."""
    lines = words.out.document("budget").linking("activity", activity.id, "lines")
    return own(BETWEEN.join(text for line in lines if (text := line.text("text"))))
