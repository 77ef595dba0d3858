"""The plan as bars: which activity runs in which months."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.typed import LAST_MONTH

MOST_MONTHS = int(LAST_MONTH)


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity from its first to its last month (counted from 1); both 0 while they are not known."""

    node: Node
    start: int
    end: int

    @property
    def length(self) -> int:
        """How many months it lasts."""
        return self.end - self.start + 1 if self.start else 0


@dataclass(frozen=True, slots=True)
class Gantt:
    """All bars, over so many months."""

    months: int
    bars: tuple[Bar, ...]


def gantt(activities: Iterable[Node], months: int) -> Gantt:
    """The bars of a plan. A longer activity makes the plan longer than the project's `months`."""
    bars = tuple(_bar(node) for node in activities)
    longest = max((bar.end for bar in bars), default=0)
    return Gantt(min(max(months, longest, 1), MOST_MONTHS), bars)


def _bar(node: Node) -> Bar:
    start, end = node.number("start"), node.number("end")
    if start is None:
        return Bar(node, 0, 0)
    first = min(max(int(start), 1), MOST_MONTHS)
    return Bar(node, first, min(max(first, int(end) if end is not None else first), MOST_MONTHS))
