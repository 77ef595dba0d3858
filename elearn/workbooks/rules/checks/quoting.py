"""Findings that quote what they are about, cut where it is long."""

from elearn.workbooks.rules.book import At
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.wording import shorten


def quoted(node: Node, by: str = "text") -> str:
    """What a node says in the field `by`, to stand inside a sentence: short, and without a full stop at its end."""
    return shorten(node.text(by)).rstrip(".")


def quoting(node: Node, name: str = "", *, by: str = "text", **params: str) -> At:
    """A place at a node and its field `name`, with what stands in the field `by` as the parameter `text`."""
    return At(node.id, name, {"text": quoted(node, by), **params})
