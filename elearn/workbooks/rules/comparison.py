"""What lies between two documents, as a person reads it: node by node, field by field."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from elearn.workbooks.rules.documents import Document, Node, Value


class Kind(StrEnum):
    """What happened to a node."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs."""

    name: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node that differs. `node` is the newer one where both exist."""

    kind: Kind
    node: Node
    fields: tuple[FieldChange, ...] = ()


def compare(old: Document, new: Document) -> tuple[NodeChange, ...]:
    """The differences, in the order of the newer document; what was removed comes last."""
    moved = _moved(old, new)
    found = [
        change
        for node in new.nodes.values()
        if (change := _compare_node(old.get(node.id), node, is_moved=node.id in moved)) is not None
    ]
    found += [
        NodeChange(Kind.REMOVED, node, _fields(node, Node(node.id, node.part)))
        for node in old.nodes.values()
        if node.id not in new.nodes
    ]
    return tuple(found)


def _compare_node(old: Node | None, new: Node, *, is_moved: bool) -> NodeChange | None:
    if old is None:
        return NodeChange(Kind.ADDED, new, _fields(Node(new.id, new.part), new))
    fields = _fields(old, new)
    if fields:
        return NodeChange(Kind.CHANGED, new, fields)
    return NodeChange(Kind.MOVED, new) if is_moved else None


def _fields(old: Node, new: Node) -> tuple[FieldChange, ...]:
    names = dict.fromkeys([*old.fields, *new.fields])
    return tuple(
        FieldChange(name, old.fields.get(name, ""), new.fields.get(name, ""))
        for name in names
        if old.fields.get(name, "") != new.fields.get(name, "")
    )


def _moved(old: Document, new: Document) -> frozenset[str]:
    """Nodes of both documents that do not stand in the longest common order."""
    before = [name for name in old.nodes if name in new.nodes]
    after = [name for name in new.nodes if name in old.nodes]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = {after[block.b + offset] for block in blocks for offset in range(block.size)}
    return frozenset(after) - kept
