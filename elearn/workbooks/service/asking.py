"""Asking for feedback: a snapshot is frozen, and somebody will answer."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, update

from elearn.accounts.service.people import Acquaintance, acquaintances
from elearn.catalogue.rules.values import Module
from elearn.catalogue.service.library import library
from elearn.core.clock import now
from elearn.core.ids import digest, random_id
from elearn.infra.database import db
from elearn.progress.rules.facts import Verb
from elearn.progress.service.ledger import record
from elearn.workbooks.models import Member, Review, Snapshot, Workbook
from elearn.workbooks.rules.book import Finding
from elearn.workbooks.rules.documents import Document, dump
from elearn.workbooks.rules.reviewing import (
    WAITING,
    ReviewKind,
    ReviewState,
    completed_steps,
    may_withdraw,
    sheets_of_step,
    typed_text,
)
from elearn.workbooks.rules.roles import WRITERS
from elearn.workbooks.service.books import OpenBook, kit

LONGEST_QUESTION = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as its workbook's people see it. `reviewer` is "" while nobody began, and for a hidden colleague."""

    public_id: str
    kind: str
    state: str
    module: str
    question: str
    asked_at: datetime
    reviewer: str
    sent_at: datetime | None
    read_at: datetime | None
    outcome: str
    marks: Mapping[str, Any]
    summary: str
    is_paired: bool  # whether a colleague has it

    @property
    def is_waiting(self) -> bool:
        """Whether the answer is still to come."""
        return self.state in WAITING

    @property
    def may_withdraw(self) -> bool:
        """Whether it can be taken back."""
        return may_withdraw(self.kind, self.state)

    @property
    def is_new(self) -> bool:
        """Whether nobody read the answer yet."""
        return self.state == ReviewState.SENT and self.read_at is None


def module_of(name: str) -> Module | None:
    """The module of a step; None for the whole workbook."""
    return library().modules.get(name)


def steps_of(book: OpenBook) -> tuple[Module, ...]:
    """The modules whose step in the workbook this profile can serve, in the order of their path."""
    shelves = library()
    ordered = (module for path in shelves.paths.values() for module in shelves.modules_of(path))
    return tuple(one for one in ordered if one.step and one.workbook in book.profile.sheets)


def ask(
    book: OpenBook,
    person_id: int,
    documents: Mapping[str, Document],
    findings: Iterable[Finding],
    module: str,
    question: str,
    kind: ReviewKind = ReviewKind.TRAINER,
) -> str:
    """Freeze the workbook and ask for feedback; returns the name of the request.

    Where one is waiting for the same step already, that one stays: a double click asks once.
    """
    db.session.execute(select(Workbook.id).where(Workbook.id == book.id).with_for_update())
    waiting = _waiting(book).where(Review.module == module, Review.kind == kind)
    known = db.session.scalar(waiting)
    if known is not None:
        return known.public_id
    moment, name = now(), random_id()
    frozen = {sheet: dump(document) for sheet, document in documents.items() if not document.is_empty}
    snapshot = insert(Snapshot).values(
        workbook_id=book.id,
        documents=frozen,
        versions={sheet: head.version for sheet, head in book.sheets.items()},
        findings=[{**asdict(one), "params": dict(one.params)} for one in findings],
        digest=digest(json.dumps(frozen, ensure_ascii=False, sort_keys=True)),
        made_at=moment,
    )
    values = {
        **{"public_id": name, "workbook_id": book.id, "kind": kind, "state": ReviewState.ASKED, "module": module},
        **{"question": typed_text(question, LONGEST_QUESTION), "asked_by": person_id, "asked_at": moment, "marks": {}},
        "snapshot_id": db.session.execute(snapshot.returning(Snapshot.id)).scalar_one(),
    }
    db.session.execute(insert(Review).values(values))
    if kind is ReviewKind.TRAINER:
        _note(book, module, frozen, Verb.OPENED)
    return name


def withdraw(book: OpenBook, name: str) -> bool:
    """Take back a request; False where that is not possible (any more)."""
    mine = (Review.workbook_id == book.id) & (Review.public_id == name)
    found = db.session.scalar(select(Review).where(mine).with_for_update())
    if found is None or not may_withdraw(found.kind, found.state):
        return False
    found.state = ReviewState.WITHDRAWN
    return True


def complete_steps(book: OpenBook, module: str, filled: Collection[str]) -> None:
    """An approval completes the step of a module (or all of them) for everybody who writes in the workbook.

    `filled` are the sheets in which something stood: what nobody wrote, nobody approved.
    """
    _note(book, module, filled, Verb.DONE)


def _note(book: OpenBook, module: str, filled: Collection[str], verb: Verb) -> None:
    asked = module_of(module)
    sheets = [sheet for sheet in sheets_of_step(asked, book.profile, kit()) if sheet in filled]
    writers = (Member.workbook_id == book.id) & Member.role.in_(WRITERS)
    people = db.session.scalars(select(Member.person_id).where(writers)).all()
    for item in completed_steps(asked, steps_of(book), sheets):
        for person in people:
            record(person, item, verb)


def requests_of(book: OpenBook) -> list[Asked]:
    """All requests of a workbook, the newest first."""
    mine = (Review.workbook_id == book.id) & (Review.state != ReviewState.WITHDRAWN)
    rows = db.session.scalars(select(Review).where(mine).order_by(Review.id.desc())).all()
    people = acquaintances(row.reviewer_id for row in rows)
    hidden = book.profile.peers_are_hidden
    return [
        Asked(
            **{name: getattr(row, name) for name in ("public_id", "kind", "state", "module", "question", "asked_at")},
            **{name: getattr(row, name) for name in ("sent_at", "read_at", "outcome", "marks", "summary")},
            reviewer="" if hidden and row.kind == ReviewKind.PEER else _name(people, row.reviewer_id),
            is_paired=row.kind == ReviewKind.PEER and row.reviewer_id is not None,
        )
        for row in rows
    ]


def _name(people: Mapping[int, Acquaintance], person_id: int | None) -> str:
    person = people.get(person_id or 0)
    return person.name if person else ""


def mark_read(book: OpenBook) -> None:
    """Note that the answers were read."""
    new = (Review.workbook_id == book.id) & (Review.state == ReviewState.SENT) & Review.read_at.is_(None)
    db.session.execute(update(Review).where(new).values(read_at=now()))


def unread_in(book: OpenBook) -> int:
    """How many answers nobody read yet."""
    new = (Review.workbook_id == book.id) & (Review.state == ReviewState.SENT) & Review.read_at.is_(None)
    return db.session.scalar(select(func.count()).where(new)) or 0


def _waiting(book: OpenBook) -> Select[Review]:
    return select(Review).where(Review.workbook_id == book.id, Review.state.in_(WAITING))
