"""A sheet's document: nodes with permanent ids, in order. And what can happen to it: reversible changes.

As JSON a document is `{node id: {"part": ..., field: value}}`, in the order of its nodes. A value is a text, or a list
of texts; an empty value is not kept. Numbers are texts that `Decimal` reads, dates ISO 8601.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

Value = str | tuple[str, ...]
Fields = Mapping[str, Value]
PART = "part"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of a sheet: a problem, a result, a budget line."""

    id: str
    part: str
    fields: Fields = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A field as text, "" where nothing stands."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ", ".join(value)

    def many(self, name: str) -> tuple[str, ...]:
        """A field that holds several values; a single one counts as one."""
        value = self.fields.get(name, ())
        return value if isinstance(value, tuple) else (value,)

    def number(self, name: str) -> Decimal | None:
        """A field as a number, None where there is none."""
        return as_number(self.text(name))

    def amount(self, name: str) -> Decimal:
        """A field as a number, 0 where there is none."""
        return self.number(name) or Decimal(0)

    def is_set(self, name: str) -> bool:
        """Whether a tick is set, or anything stands in the field."""
        return bool(self.fields.get(name))

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.fields.values())


@dataclass(frozen=True)
class Document:
    """The nodes of a sheet by id, in order."""

    nodes: Mapping[str, Node] = field(default_factory=dict)

    def of(self, part: str) -> tuple[Node, ...]:
        """The nodes of a part, in order."""
        return tuple(node for node in self.nodes.values() if node.part == part)

    def one(self, part: str) -> Node:
        """The single node of a part that has only one: empty where nobody wrote in it."""
        return self.nodes.get(part) or Node(part, part)

    def get(self, node_id: str) -> Node | None:
        """A node, or None."""
        return self.nodes.get(node_id)

    def linked(self, node: Node, name: str) -> tuple[Node, ...]:
        """The nodes of this document that a field links to; those that are gone are left out."""
        return tuple(self.nodes[one] for one in node.many(name) if one in self.nodes)

    def linking(self, name: str, target: str, part: str = "") -> tuple[Node, ...]:
        """The nodes (of a part) whose field links to `target`."""
        return tuple(
            node
            for node in self.nodes.values()
            if (not part or node.part == part) and target in node.many(name)
        )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote anything."""
        return all(node.is_empty for node in self.nodes.values())


EMPTY = Document()


def as_number(text: str) -> Decimal | None:
    """A stored number; None for words and for nothing."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def load(data: Mapping[str, Mapping[str, Any]]) -> Document:
    """A document from its JSON value."""
    return Document(
        {
            node_id: Node(node_id, str(value[PART]), {name: _value(one) for name, one in value.items() if name != PART})
            for node_id, value in data.items()
        }
    )


def _value(value: Any) -> Value:
    return tuple(value) if isinstance(value, list | tuple) else str(value)


def dump(document: Document) -> dict[str, dict[str, Any]]:
    """A document as its JSON value."""
    return {node.id: dump_node(node) for node in document.nodes.values()}


def dump_node(node: Node) -> dict[str, Any]:
    """A node as its JSON value."""
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in node.fields.items() if value}
    return {PART: node.part, **values}


# Changes -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """A field got another value."""

    node: str
    name: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class Added:
    """A node came, behind another one ("" for the first place)."""

    node: Node
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A node went; it had stood behind another one."""

    node: Node
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A node changed its place."""

    node: str
    old_behind: str
    behind: str


Change = Written | Added | Removed | Moved


def apply(document: Document, changes: Iterable[Change]) -> Document:
    """The document after the changes. What no longer fits (a field of a node that is gone) is passed over."""
    nodes = dict(document.nodes)
    for change in changes:
        match change:
            case Written(node, name, _, new) if node in nodes:
                nodes[node] = _with(nodes[node], name, new)
            case Added(node, behind) if node.id not in nodes:
                nodes = _inserted(nodes, node, behind)
            case Removed(node) if node.id in nodes:
                del nodes[node.id]
            case Moved(node, _, behind) if node in nodes and behind != node:
                moving = nodes.pop(node)
                nodes = _inserted(nodes, moving, behind)
    return Document(nodes)


def fitting(document: Document, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that do something to the document, with what stands there now: taking them back is exact."""
    found: list[Change] = []
    for change in changes:
        fits = _fit(document, change)
        if fits is not None:
            found.append(fits)
            document = apply(document, [fits])
    return tuple(found)


def _fit(document: Document, change: Change) -> Change | None:
    nodes = document.nodes
    match change:
        case Written(node, name, _, new) if node in nodes:
            stands = nodes[node].fields.get(name, "")
            return Written(node, name, stands, new) if (stands or "") != (new or "") else None
        case Added(node) if node.id not in nodes:
            return change
        case Removed(node) if node.id in nodes:
            return Removed(nodes[node.id], place_of(document, node.id))
        case Moved(node, _, behind) if node in nodes and behind not in (node, place_of(document, node)):
            return Moved(node, place_of(document, node), behind)
    return None


def reverse(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that take these back."""
    return tuple(_reversed(change) for change in reversed(tuple(changes)))


def _reversed(change: Change) -> Change:
    match change:
        case Written(node, name, old, new):
            return Written(node, name, new, old)
        case Added(node, behind):
            return Removed(node, behind)
        case Removed(node, behind):
            return Added(node, behind)
        case Moved(node, old_behind, behind):
            return Moved(node, behind, old_behind)


def _with(node: Node, name: str, value: Value) -> Node:
    fields = {key: one for key, one in node.fields.items() if key != name}
    if value:
        fields[name] = value
    return Node(node.id, node.part, fields)


def _inserted(nodes: Mapping[str, Node], node: Node, behind: str) -> dict[str, Node]:
    """With a node behind another one: at the start for "", at the end where the other one is gone."""
    if not behind:
        return {node.id: node, **nodes}
    found: dict[str, Node] = {}
    for one in nodes.values():
        found[one.id] = one
        if one.id == behind:
            found[node.id] = node
    found.setdefault(node.id, node)
    return found


def place_of(document: Document, node_id: str) -> str:
    """The id of the node that stands before another one, "" before the first."""
    before = ""
    for one in document.nodes:
        if one == node_id:
            break
        before = one
    return before


def last_place(document: Document) -> str:
    """The id of the last node, "" of an empty document."""
    return list(document.nodes)[-1] if document.nodes else ""


def with_their_own(document: Document, node_id: str, owners: Mapping[str, str]) -> Iterator[Node]:
    """A node and all that belong to it (`owners`: part -> the field that links to the owner), owner first."""
    node = document.get(node_id)
    if node is None:
        return
    yield node
    for part, name in owners.items():
        for own in document.linking(name, node_id, part):
            yield from with_their_own(document, own.id, owners)


# Changes as JSON -----------------------------------------------------------------------------------------------------


def dump_change(change: Change) -> dict[str, Any]:
    """A change as its JSON value."""
    match change:
        case Written(node, name, old, new):
            return {"did": "wrote", "node": node, "field": name, "old": _plain(old), "new": _plain(new)}
        case Added(node, behind) | Removed(node, behind):
            did = "added" if isinstance(change, Added) else "removed"
            return {"did": did, "node": node.id, "fields": dump_node(node), "behind": behind}
        case Moved(node, old_behind, behind):
            return {"did": "moved", "node": node, "old": old_behind, "new": behind}


def load_change(data: Mapping[str, Any]) -> Change:
    """A change from its JSON value."""
    match data["did"]:
        case "wrote":
            return Written(data["node"], data["field"], _value(data["old"]), _value(data["new"]))
        case "moved":
            return Moved(data["node"], data["old"], data["new"])
    node = load({data["node"]: data["fields"]}).nodes[data["node"]]
    return Added(node, data["behind"]) if data["did"] == "added" else Removed(node, data["behind"])


def _plain(value: Value) -> str | list[str]:
    return list(value) if isinstance(value, tuple) else value
