"""What results have around them: the same questions for checks, pages and exports.

A logframe is a tree: one impact, outcomes that serve it, outputs that serve an outcome. An outcome may also serve
another outcome: an intermediate outcome (EU logframe, Annex C of external action grants).
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.documents import Node

IMPACT, OUTCOME, OUTPUT = LEVELS = ("impact", "outcome", "output")

#: level -> the levels that it may serve.
SERVES: Mapping[str, tuple[str, ...]] = {IMPACT: (), OUTCOME: (IMPACT, OUTCOME), OUTPUT: (OUTCOME,)}


def written(book: Book, sheet: str, part: str, name: str = "text") -> tuple[Node, ...]:
    """The nodes of a part that say something in the field that names them, in order. Empty rows do not count."""
    return tuple(node for node in book.sheet(sheet).of(part) if node.is_set(name))


def results(book: Book, level: str = "") -> tuple[Node, ...]:
    """The results that are written down (of a level), in the order of the document."""
    return tuple(
        node for node in written(book, "logframe", "results") if not level or node.text("level") == level
    )  # fmt: skip


def linked_by(nodes: Iterable[Node], name: str) -> dict[str, list[Node]]:
    """The nodes by the ids that a field of theirs links to."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        for target in node.many(name):
            found.setdefault(target, []).append(node)
    return found


def chain(book: Book) -> Iterator[Node]:
    """Outcomes and outputs as a reader goes through them: each outcome, then what serves it.

    An outcome without impact is a beginning too. Left out: an output without outcome, outcomes that serve each other.
    """
    everything = results(book)
    levels = {node.id: node.text("level") for node in everything}
    below = linked_by(everything, "parent")
    waiting = [
        node for node in reversed(everything)
        if node.text("level") == OUTCOME and levels.get(node.text("parent")) != OUTCOME
    ]  # fmt: skip
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [
            one for one in reversed(below.get(node.id, [])) if levels[node.id] in SERVES.get(levels[one.id], ())
        ]  # fmt: skip


def in_order(book: Book) -> tuple[Node, ...]:
    """All results from the impact down to the outputs, as a logframe lists them; those with no level come last."""
    reached = {node.id: node for node in chain(book)}
    everything = (*reached.values(), *(node for node in results(book) if node.id not in reached))
    ranks = {level: rank for rank, level in enumerate(LEVELS)}
    return tuple(sorted(everything, key=lambda node: ranks.get(node.text("level"), len(LEVELS))))


def children_of(book: Book, result: str) -> tuple[Node, ...]:
    """The results that serve a result directly."""
    return _linking(book, "logframe", "results", "parent", result)


def assumptions_of(book: Book, result: str) -> tuple[Node, ...]:
    """The assumptions of a result."""
    return _linking(book, "logframe", "assumptions", "result", result)


def indicators_of(book: Book, result: str) -> tuple[Node, ...]:
    """The indicators of a result."""
    return _linking(book, "indicators", "indicators", "result", result)


def activities_of(book: Book, output: str) -> tuple[Node, ...]:
    """The activities of an output."""
    return _linking(book, "plan", "activities", "output", output)


def actuals_of(book: Book, indicator: str) -> tuple[Node, ...]:
    """The actual values of an indicator by their days, the oldest first."""
    return _by_day(book.sheet("indicators").linking("indicator", indicator, "actuals"))


def milestones_of(book: Book, indicator: str) -> tuple[Node, ...]:
    """The milestones of an indicator by their days, the first to come first."""
    return _by_day(book.sheet("indicators").linking("indicator", indicator, "milestones"))


def _linking(book: Book, sheet: str, part: str, name: str, target: str) -> tuple[Node, ...]:
    return tuple(node for node in written(book, sheet, part) if target in node.many(name))


def _by_day(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(sorted(nodes, key=lambda node: node.text("date")))


def progress(baseline: Decimal | None, actual: Decimal | None, target: Decimal | None) -> Decimal | None:
    """How much of the way from baseline to target is done, in per cent, not rounded; below 0 for a step back.

    (actual - baseline) / (target - baseline). From 38 to 57, now 50: 63 %. None where there is no way to measure: a
    value is missing or stands in words, or target and baseline are the same.
    """
    if baseline is None or actual is None or target is None or target == baseline:
        return None
    return (actual - baseline) / (target - baseline) * 100


def progress_of(book: Book, indicator: Node) -> Decimal | None:
    """The progress of an indicator by its latest actual value, in per cent; None as in `progress`."""
    values = [node for node in actuals_of(book, indicator.id) if node.is_set("value")]
    latest = values[-1].number("value") if values else None
    return progress(indicator.number("baseline"), latest, indicator.number("target"))
