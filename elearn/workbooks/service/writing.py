"""Writing in a sheet. Each sending is one revision; whoever waits for the lock merges with what came before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import insert, select, update

from elearn.core.clock import now
from elearn.infra.database import db
from elearn.workbooks.models import Revision, Sheet, Workbook
from elearn.workbooks.rules.documents import (
    Added,
    Change,
    Document,
    Moved,
    Node,
    Removed,
    Value,
    Written,
    apply,
    dump,
    dump_change,
    fitting,
    last_place,
    load,
    load_change,
    place_of,
    reverse,
    with_their_own,
)
from elearn.workbooks.rules.merging import Conflict, merge
from elearn.workbooks.rules.trees import links_in_circles
from elearn.workbooks.rules.typed import Refusal
from elearn.workbooks.service.books import OpenBook, kit

MOST_NODES = 1000
Plan = Callable[[Document], Iterable[Change]]


class FullError(ValueError):
    """The sheet has no room for more."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a sending did: the sheet's version after it, when, and what was not written."""

    version: int
    at: datetime
    conflicts: tuple[Conflict, ...] = ()
    refused: Mapping[tuple[str, str], Refusal] = field(default_factory=dict)  # (node, field) -> why it was not written
    news: frozenset[tuple[str, str]] = frozenset()  # (node, field) that others wrote since the sender looked


@dataclass(frozen=True, slots=True)
class _Locked:
    """A sheet that nobody else can change before this transaction ends."""

    id: int
    version: int
    document: Document
    changed_at: datetime


def write_fields(
    book: OpenBook,
    sheet: str,
    person_id: int,
    base: int,
    wanted: Mapping[str, Mapping[str, Value]],
    given: Mapping[str, str] | None = None,
) -> Saved:
    """Write values into fields. `base` is the version that the sender saw.

    Conflicts are not written, nor links that would make a tree lead in a circle. `given`: nodes that need not be added
    first, with their parts.
    """
    locked = _lock(book, sheet)
    new = [
        Added(Node(node, part), last_place(locked.document))
        for node, part in (given or {}).items()
        if node not in locked.document.nodes
    ]
    document, since = apply(locked.document, new), _since(locked, base)
    merged = merge(document, since, wanted)
    circles = links_in_circles(sheet, document, merged.changes)
    refused = [change for change, _to in circles]
    changes = [change for change in merged.changes if change not in refused]
    saved = _keep(book, locked, (*new, *changes) if changes else (), person_id, "wrote")
    return replace(
        saved,
        conflicts=merged.conflicts,
        refused={(one.node, one.name): Refusal("circle", {"text": to.text("text")}) for one, to in circles},
        news=frozenset((one.node, one.name) for one in since if isinstance(one, Written)),
    )


def add_node(
    book: OpenBook,
    sheet: str,
    person_id: int,
    node: Node,
    *,
    behind: str | None = None,
    leads_from: tuple[str, str] = ("", ""),
) -> Saved:
    """Add a node at the end, or behind another one. A node that is there already is not added again.

    `leads_from`: (node, field) that shall link to the new one. FullError where the sheet has no room.
    """

    def plan(document: Document) -> Iterable[Change]:
        if node.id in document.nodes:
            return
        if len(document.nodes) >= MOST_NODES:
            raise FullError
        yield Added(node, last_place(document) if behind is None else behind)
        other, name = document.get(leads_from[0]), leads_from[1]
        if other is not None and name:
            yield Written(other.id, name, other.many(name), (*other.many(name), node.id))

    return apply_plan(book, sheet, person_id, plan, "wrote")


def remove_node(book: OpenBook, sheet: str, person_id: int, node_id: str) -> Saved:
    """Remove a node and what belongs to it. Undo brings all of it back."""
    owners = {part.id: part.owner for part in kit().sheets[sheet].parts if part.owner}

    def plan(document: Document) -> Iterable[Change]:
        left = document
        for node in reversed(list(with_their_own(document, node_id, owners))):
            change = Removed(node, place_of(left, node.id))
            left = apply(left, [change])
            yield change

    return apply_plan(book, sheet, person_id, plan, "wrote")


def move_node(book: OpenBook, sheet: str, person_id: int, node_id: str, step: int) -> Saved:
    """Move a node one place up (-1) or down (1) among the nodes of its part."""

    def plan(document: Document) -> Iterable[Change]:
        node = document.get(node_id)
        if node is None:
            return
        alike = [one.id for one in document.of(node.part)]
        place = alike.index(node_id) + step
        if 0 <= place < len(alike):
            other = alike[place]
            behind = other if step > 0 else place_of(document, other)
            yield Moved(node_id, place_of(document, node_id), behind)

    return apply_plan(book, sheet, person_id, plan, "wrote")


def apply_plan(book: OpenBook, sheet: str, person_id: int, plan: Plan, reason: str) -> Saved:
    """Change a sheet as a plan says that looks at its newest document."""
    locked = _lock(book, sheet)
    return _keep(book, locked, tuple(plan(locked.document)), person_id, reason)


def undo(book: OpenBook, sheet: str, person_id: int) -> Saved | None:
    """Take back the last revision that is not yet undone; None where there is nothing to take back."""
    locked = _lock(book, sheet)
    undoing = select(Revision.of).where(Revision.sheet_id == locked.id, Revision.reason == "undid")
    last = db.session.execute(
        select(Revision.version, Revision.changes)
        .where(Revision.sheet_id == locked.id, Revision.reason != "undid", Revision.version.not_in(undoing))
        .order_by(Revision.version.desc())
        .limit(1)
    ).first()
    if last is None:
        return None
    changes = reverse(load_change(one) for one in last.changes)
    return _keep(book, locked, changes, person_id, "undid", of=last.version)


def restore(book: OpenBook, sheet: str, person_id: int, version: int) -> Saved:
    """Bring a sheet back to what it was after a version, as a new revision."""
    locked = _lock(book, sheet)
    changes = reverse(_since(locked, version))
    return _keep(book, locked, changes, person_id, "restored", of=version)


def _lock(book: OpenBook, sheet: str) -> _Locked:
    """The sheet, locked until the transaction ends. KeyError for a sheet that the workbook does not have."""
    columns = (Sheet.id, Sheet.version, Sheet.document, Sheet.changed_at)
    row = db.session.execute(select(*columns).where(Sheet.id == book.sheets[sheet].id).with_for_update()).one()
    return _Locked(row.id, row.version, load(row.document), row.changed_at)


def _since(locked: _Locked, base: int) -> tuple[Change, ...]:
    """All changes after a version, oldest first."""
    if base >= locked.version:
        return ()
    later = (Revision.sheet_id == locked.id) & (Revision.version > base)
    rows = db.session.scalars(select(Revision.changes).where(later).order_by(Revision.version))
    return tuple(load_change(change) for changes in rows for change in changes)


def _keep(
    book: OpenBook, locked: _Locked, changes: Iterable[Change], person_id: int, reason: str, of: int | None = None
) -> Saved:
    """Write the next version and its revision. Nothing is written where nothing changes."""
    changes = fitting(locked.document, changes)
    if not changes:
        return Saved(locked.version, locked.changed_at)
    document = apply(locked.document, changes)
    version, moment = locked.version + 1, now()
    values = {"document": dump(document), "version": version, "changed_at": moment}
    db.session.execute(update(Sheet).where(Sheet.id == locked.id).values(values))
    db.session.execute(
        insert(Revision).values(
            sheet_id=locked.id,
            version=version,
            changes=[dump_change(change) for change in changes],
            person_id=person_id,
            at=moment,
            reason=reason,
            of=of,
        )
    )
    db.session.execute(update(Workbook).where(Workbook.id == book.id).values(changed_at=moment))
    return Saved(version, moment)
