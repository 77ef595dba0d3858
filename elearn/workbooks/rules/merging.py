"""Two people, or one person in two windows, change one sheet: what fits together is merged, field by field.

Whoever sends a change names the version that the page showed. A field that nobody else touched since takes the new
value. Links are merged as sets. Only where both wrote something else into one field must somebody choose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elearn.workbooks.rules.documents import Added, Change, Document, Node, Removed, Value, Written

Wanted = Mapping[str, Mapping[str, Value]]  # node -> field -> new value


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two people changed: what we wanted, what stands there now, and what stood there before both."""

    node: str
    name: str
    mine: Value
    theirs: Value
    base: Value


@dataclass(frozen=True, slots=True)
class Merged:
    """What can be saved, what must be chosen, and the nodes that came back because somebody had removed them."""

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...] = ()
    brought_back: tuple[str, ...] = ()


def merge(document: Document, since: Iterable[Change], wanted: Wanted) -> Merged:
    """Merge wanted values into the document. `since`: all changes after the version that the sender saw, oldest first.

    A node that was removed meanwhile comes back with what was typed: words weigh more than a removal.
    """
    since = tuple(since)
    bases, removed = _bases(since), _removed(since)
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    brought_back: list[str] = []
    for node_id, values in wanted.items():
        gone = removed.get(node_id) if node_id not in document.nodes else None
        node = gone.node if gone else document.get(node_id)
        if node is None:
            continue
        merged = [_merge_field(node, name, mine, bases) for name, mine in values.items()]
        if gone and any(merged):
            changes.append(Added(gone.node, gone.behind))
            brought_back.append(node_id)
        changes += [one for one in merged if isinstance(one, Written)]
        conflicts += [one for one in merged if isinstance(one, Conflict)]
    return Merged(tuple(changes), tuple(conflicts), tuple(brought_back))


def _merge_field(
    node: Node, name: str, mine: Value, bases: Mapping[tuple[str, str], Value]
) -> Written | Conflict | None:
    """What one field needs; None where it is so already, or where the sender did not touch it."""
    current = node.fields.get(name, _nothing(mine))
    base = bases.get((node.id, name), current) or _nothing(mine)
    if mine in (current, base):
        return None
    if isinstance(mine, tuple) and isinstance(base, tuple):
        together = _together(base, mine, node.many(name))
        return Written(node.id, name, current, together) if together != current else None
    return Written(node.id, name, current, mine) if current == base else Conflict(node.id, name, mine, current, base)


def _nothing(like: Value) -> Value:
    return () if isinstance(like, tuple) else ""


def _together(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """What they have, without what we took away, with what we added."""
    kept = [one for one in theirs if one in mine or one not in base]
    return tuple(dict.fromkeys([*kept, *(one for one in mine if one not in base)]))


def _bases(since: Iterable[Change]) -> dict[tuple[str, str], Value]:
    """What stood in each changed field when the sender's page was made: what the first change found."""
    found: dict[tuple[str, str], Value] = {}
    for change in since:
        if isinstance(change, Written):
            found.setdefault((change.node, change.name), change.old)
    return found


def _removed(since: Iterable[Change]) -> dict[str, Removed]:
    return {change.node.id: change for change in since if isinstance(change, Removed)}
