"""The activity plan: who does what in which months, and the same as bars (Gantt)."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from flask_babel import gettext as _

from elearn.workbooks.exports.paper.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Picture,
    Row,
    Table,
    cell,
    own,
    rows_of,
    say,
)
from elearn.workbooks.exports.paper.logframe import by_output, numbered
from elearn.workbooks.exports.paper.wording import NO_BREAK, Wording
from elearn.workbooks.rules.budget import budget_in
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.gantt import gantt
from elearn.workbooks.words import shorten

SHEET, PART = "plan", "activities"
NAME = 60  # characters beside a bar
COLUMNS = {"responsible": 2, "milestone": 3, "assumption": 3.4}


def plan(words: Wording) -> Iterator[Block]:
    """The activities below their outputs, then the bars; what to do first where there is none."""
    nodes = by_output(words)
    if not nodes:
        yield Paragraph(say(words.labels.words(SHEET).parts[PART].empty))
        return
    yield _table(words, nodes)
    yield Heading(say(_("The plan as bars")))
    yield _bars(words, nodes)


def _table(words: Wording, nodes: tuple[Node, ...]) -> Table:
    label, sums = words.labels.field, words.book.once(budget_in)
    shown = [name for name in COLUMNS if any(node.is_set(name) for node in nodes)]
    columns: list[tuple[Column, Callable[[Node], Cell]]] = [
        (Column(label(SHEET, PART, "text"), 4), lambda node: cell(numbered(words, node))),
        (Column(_("Months"), 1.1), lambda node: cell(say(_months(node)))),
        (Column(label(SHEET, PART, "after"), 1.4), lambda node: cell(say(_before(words, node)))),
        *((Column(label(SHEET, PART, name), COLUMNS[name]), partial(_field, words, name)) for name in shown),
        (Column(_("Cost"), 1.5, is_number=True), lambda node: cell(say(words.money(sums.cost_of(node.id))))),
    ]
    rows: list[Row] = []
    for output, own_nodes in groupby(nodes, lambda node: words.text(SHEET, node, "output")):
        name = own(output) or say(_("Without an output"))
        rows += [Row((cell(name, columns=len(columns)),), "group"), *rows_of(columns, own_nodes)]
    return Table(words.title(SHEET, PART), tuple(column for column, _make in columns), tuple(rows))


def _field(words: Wording, name: str, node: Node) -> Cell:
    return cell(*words.lines(SHEET, node, name))


def _months(node: Node) -> str:
    """The months of an activity: "5–8"."""
    bar = gantt([node], 0).bars[0]
    return f"{bar.start}–{bar.end}" if bar.length > 1 else str(bar.start or "")


def _before(words: Wording, node: Node) -> str:
    """The numbers of the activities that come before; the name of one without number."""
    before = words.out.document(SHEET).linked(node, "after")
    return ", ".join(words.numbers.get(one.id) or shorten(one.text("text"), NAME) for one in before)


def _bars(words: Wording, nodes: tuple[Node, ...]) -> Picture:
    chart = gantt(nodes, words.book.months)
    bars = [
        {"name": _short(words, bar.node), "start": bar.start, "end": min(bar.end, chart.months)} for bar in chart.bars
    ]  # fmt: skip
    alt = _("The plan as bars over %(months)s months. The table above says the same in words.", months=chart.months)
    data = {"months": chart.months, "bars": bars, "head": _("Month"), "language": words.book.language}
    return Picture("bars", data, alt)


def _short(words: Wording, node: Node) -> str:
    number, text = words.numbers.get(node.id, ""), shorten(node.text("text"), NAME)
    return f"{number}{NO_BREAK}{text}" if number else text
