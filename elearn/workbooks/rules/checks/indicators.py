"""Checks of the indicator sheet, row by row: could somebody else collect this, and does it tell what we want to know?

Sources: EU logframe (baseline and target with years, values by sex); IATI 2.03; indicator sheets of results frameworks.
What the values themselves say is in `indicator_values`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from elearn.core.numbers import Doubtful, read_number
from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks import indicator_values
from elearn.workbooks.rules.checks.quoting import quoted, quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.results import OUTPUT, linked_by, results, written
from elearn.workbooks.rules.wording import (
    counts_one_sex,
    counts_people,
    is_costly_source,
    is_report_only,
)

SAYS_ITS_UNIT = {"percent", "yesno", "quality"}  # kinds that need no unit
NUMBER = re.compile(r"\d+(?:[.,'’]\d+|[ \u00a0\u202f]\d{3}(?!\d))*")


def _indicators(book: Book) -> tuple[Node, ...]:
    return written(book, "indicators", "indicators")


def _first_empty(node: Node, *names: str) -> str:
    return next((name for name in names if not node.is_set(name)), "")


def without_unit(book: Book) -> Iterator[At]:
    """No kind, or a number of nobody knows what."""
    for node in _indicators(book):
        empty = _first_empty(node, *(["kind"] if node.text("kind") in SAYS_ITS_UNIT else ["kind", "unit"]))
        if empty:
            yield quoting(node, empty)


def without_baseline(book: Book) -> Iterator[At]:
    """No value before the project, and no reason why there is none."""
    for node in _indicators(book):
        if not node.is_set("baseline") and not node.is_set("no_baseline"):
            yield quoting(node, "baseline")


def baseline_without_year(book: Book) -> Iterator[At]:
    """A value before the project from an unknown year."""
    for node in _indicators(book):
        if node.is_set("baseline") and not node.is_set("baseline_year"):
            yield quoting(node, "baseline_year")


def without_target(book: Book) -> Iterator[At]:
    """No value to reach, or no year by which to reach it."""
    for node in _indicators(book):
        if empty := _first_empty(node, "target", "target_year"):
            yield quoting(node, empty)


def without_source(book: Book) -> Iterator[At]:
    """Nobody knows where the value will be found."""
    return (quoting(node, "source") for node in _indicators(book) if not node.is_set("source"))


def people_without_sex(book: Book) -> Iterator[At]:
    """It counts people, not of one sex only, and does not show women and men separately (EU logframe, note 2)."""
    for node in _indicators(book):
        counts = node.is_set("people") or counts_people(node.text("text"), book.words)
        if counts and "sex" not in node.many("split") and not counts_one_sex(node.text("text"), book.words):
            yield quoting(node, "split")


def cost_without_line(book: Book) -> Iterator[At]:
    """Its source has to be paid for and no budget line pays. Silent until there is a budget, and at a cost of 0."""
    if not book.has_begun("budget"):
        return
    for node in _indicators(book):
        cost = node.number("cost")
        sources = (node.text("source"), node.text("method"))
        costs = any(is_costly_source(one, book.words) for one in sources) if cost is None else cost > 0
        if costs and book.sheet("budget").get(node.text("budget_line")) is None:
            yield quoting(node, "budget_line")


def names_its_target(book: Book) -> Iterator[At]:
    """The target stands in the sentence, where it cannot be changed or compared any more."""
    for node in _indicators(book):
        target = node.number("target")
        if target is not None and target in _numbers_in(node.text("text")):
            yield quoting(node, "text", target=node.text("target"))


def _numbers_in(text: str) -> Iterator[Decimal]:
    """All numbers of a sentence, as any of the five languages writes them; both where one can mean two."""
    for token in NUMBER.findall(text):
        match read_number(token):
            case Decimal() as number:
                yield number
            case Doubtful(whole, decimals):
                yield Decimal(whole)
                yield Decimal(decimals.replace(",", "."))


def only_our_own_reports(book: Book) -> Iterator[At]:
    """An output that only our own reports prove."""
    outputs = {node.id for node in results(book, OUTPUT)}
    for node in _indicators(book):
        if node.text("result") in outputs and is_report_only(node.text("source"), book.words):
            yield quoting(node, "source")


def nobody_collects(book: Book) -> Iterator[At]:
    """Nobody is named, or no rhythm: then nobody collects it."""
    for node in _indicators(book):
        if empty := _first_empty(node, "responsible", "frequency"):
            yield quoting(node, empty)


def too_many(book: Book) -> Iterator[At]:
    """More indicators for a result than the profile wants: at the first that is too many."""
    most = book.profile.indicators_max
    by_result = linked_by(_indicators(book), "result")
    for result in results(book):
        found = by_result.get(result.id, [])
        if len(found) > most:
            params = {"text": quoted(result), "count": str(len(found)), "most": str(most)}
            yield At(found[most].id, "result", params)


RULES: tuple[Rule, ...] = (
    Rule("I1", Level.ERROR, "indicators", without_unit),
    Rule("I2", Level.ERROR, "indicators", without_baseline),
    Rule("I3", Level.ERROR, "indicators", baseline_without_year),
    Rule("I4", Level.ERROR, "indicators", without_target),
    Rule("I5", Level.ERROR, "indicators", without_source),
    *indicator_values.RULES,
    Rule("I12", Level.WARNING, "indicators", people_without_sex),
    Rule("I13", Level.WARNING, "indicators", cost_without_line),
    Rule("I14", Level.WARNING, "indicators", names_its_target),
    Rule("I15", Level.WARNING, "indicators", only_our_own_reports),
    Rule("I16", Level.TIP, "indicators", nobody_collects),
    Rule("I18", Level.TIP, "indicators", too_many),
)
