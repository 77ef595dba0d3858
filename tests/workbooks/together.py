"""Several people who write in one sheet at the same time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

from flask import Flask
from sqlalchemy import select

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.infra.database import db, transaction
from elearn.workbooks.models import Member, Revision, Sheet
from elearn.workbooks.rules.documents import EMPTY, Added, Change, Document, Node, Written, apply, load, load_change
from elearn.workbooks.service.books import Cover, OpenBook, begin_workbook, open_book
from elearn.workbooks.service.writing import apply_plan, write_fields

SHEET = "problem-tree"
NODES = tuple(f"p{number}" for number in range(12))
FIELDS = ("text", "evidence")


@dataclass
class Kept:
    """What the service said to one person: (version, node, field, text) of what it took, and how often it asked."""

    taken: list[tuple[int, str, str, str]] = field(default_factory=list)
    conflicts: int = 0


def shared_workbook(app: Flask, people: int) -> tuple[OpenBook, list[int]]:
    """A workbook with some problems, and the people who write in it."""
    with app.app_context(), transaction():
        persons = [create_account(f"Person {number}", Role.LEARNER) for number in range(people)]
        name = begin_workbook(persons[0], Cover("Together", "", "small-grant", "en", "EUR"))
        found = open_book(persons[0], name or "")
        assert found is not None
        for person in persons[1:]:
            db.session.add(Member(workbook_id=found.id, person_id=person, role="editor", joined_at=found.changed_at))
        apply_plan(found, SHEET, persons[0], lambda _now: [Added(Node(one, "problems")) for one in NODES], "wrote")
    return found, persons


def write_together(app: Flask, book: OpenBook, persons: Sequence[int], edits: int) -> list[Kept]:
    """Everybody writes so many times, each in a transaction of its own, on the version that they saw last."""

    def work(person: int) -> Kept:
        kept, base, dice = Kept(), 1, Random(person)  # noqa: S311 - which cell comes next
        for number in range(edits):
            node, name, text = dice.choice(NODES), dice.choice(FIELDS), f"{person} wrote {number}"
            with app.app_context():
                try:
                    with transaction():
                        saved = write_fields(book, SHEET, person, base, {node: {name: text}})
                finally:
                    db.session.remove()
            base = saved.version
            if saved.conflicts:
                kept.conflicts += 1
            else:
                kept.taken.append((saved.version, node, name, text))
        return kept

    with ThreadPoolExecutor(len(persons)) as threads:
        return list(threads.map(work, persons))


def lost_edits(app: Flask, book: OpenBook, kept: Sequence[Kept]) -> list[tuple[int, str, str, str]]:
    """Acknowledged edits that stand in no revision. Needs no application context."""
    revisions = dict(revisions_of(app, book))
    return [
        (version, node, name, text)
        for one in kept
        for version, node, name, text in one.taken
        if not any(
            isinstance(change, Written) and (change.node, change.name, change.new) == (node, name, text)
            for change in revisions.get(version, ())
        )
    ]


def replayed(app: Flask, book: OpenBook) -> Document:
    """All revisions of the sheet, one after the other. AssertionError where a version is missing or there twice."""
    document = EMPTY
    for number, (version, changes) in enumerate(revisions_of(app, book), 1):
        assert version == number
        document = apply(document, changes)
    return document


def stored(app: Flask, book: OpenBook) -> Document:
    """The sheet as it stands."""
    with app.app_context():
        return load(db.session.scalars(select(Sheet.document).where(Sheet.id == book.sheets[SHEET].id)).one())


def revisions_of(app: Flask, book: OpenBook) -> list[tuple[int, tuple[Change, ...]]]:
    """The revisions of the sheet: (version, changes), oldest first."""
    mine = select(Revision.version, Revision.changes).where(Revision.sheet_id == book.sheets[SHEET].id)
    with app.app_context():
        rows = db.session.execute(mine.order_by(Revision.version)).all()
    return [(row.version, tuple(load_change(one) for one in row.changes)) for row in rows]
