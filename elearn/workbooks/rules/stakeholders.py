"""The power and interest grid: who must be kept close, and who only informed (Mendelow's matrix)."""

from collections.abc import Iterable, Mapping

from elearn.workbooks.rules.documents import Node

HIGH = 4  # from this mark on, of 5
SQUARES = ("close", "satisfied", "informed", "watched")


def grid(nodes: Iterable[Node]) -> Mapping[str, tuple[Node, ...]]:
    """The groups by square: close (much influence and interest), satisfied (influence), informed (interest), watched.

    A group without both marks stands nowhere yet.
    """
    found: dict[str, list[Node]] = {square: [] for square in SQUARES}
    for node in nodes:
        influence, interest = node.number("influence"), node.number("interest")
        if influence is not None and interest is not None:
            found[_square(influence >= HIGH, interest >= HIGH)].append(node)
    return {square: tuple(groups) for square, groups in found.items()}


def _square(is_strong: bool, is_interested: bool) -> str:
    if is_strong:
        return "close" if is_interested else "satisfied"
    return "informed" if is_interested else "watched"
