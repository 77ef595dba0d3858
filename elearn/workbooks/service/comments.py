"""Remarks in the cells of a workbook, and their replies. They name a node, so they stay where the text goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from elearn.accounts.service.people import acquaintances
from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.infra.database import db, read
from elearn.workbooks.models import Comment, Review
from elearn.workbooks.rules.reviewing import ReviewKind, typed_text
from elearn.workbooks.service.books import OpenBook

LONGEST_REMARK = 4000


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a remark. `name` is "" for guests, colleagues without a name, and people who were erased."""

    name: str
    body: str
    language: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a node or one of its fields. `is_peer`: a colleague wrote it, not a trainer."""

    public_id: str
    sheet: str
    node: str
    field: str
    kind: str
    state: str
    name: str
    body: str
    language: str
    made_at: datetime
    is_peer: bool
    review: str  # the name of the request that it answers
    replies: tuple[Reply, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether somebody marked it as done."""
        return self.state == "done"


_COMMENTS = (
    select(
        Comment.id,
        Comment.public_id,
        Comment.parent_id,
        Comment.sheet,
        Comment.node,
        Comment.field,
        Comment.kind,
        Comment.state,
        Comment.author_id,
        Comment.body,
        Comment.language,
        Comment.made_at,
        Review.kind.label("review_kind"),
        Review.public_id.label("review"),
    )
    .join(Review, Review.id == Comment.review_id, isouter=True)
    .where(Comment.workbook_id == bindparam("book"), Comment.state != "draft")
    .order_by(Comment.id)
)


def remarks_in(book: OpenBook) -> tuple[Remark, ...]:
    """All remarks that were sent, oldest first, with their replies. One statement, two where there are any."""
    rows = read(_COMMENTS, book=book.id)
    people = acquaintances(row.author_id for row in rows)
    hidden = book.profile.peers_are_hidden

    def name_of(row: Any) -> str:
        is_hidden = hidden and row.review_kind == ReviewKind.PEER and row.parent_id is None
        person = people.get(row.author_id or 0)
        return person.name if person and not is_hidden else ""

    replies: dict[int, list[Reply]] = {}
    for row in rows:
        if row.parent_id is not None:
            replies.setdefault(row.parent_id, []).append(Reply(name_of(row), row.body, row.language, row.made_at))
    return tuple(
        Remark(
            public_id=row.public_id,
            sheet=row.sheet,
            node=row.node,
            field=row.field,
            kind=row.kind,
            state=row.state,
            name=name_of(row),
            body=row.body,
            language=row.language,
            made_at=row.made_at,
            is_peer=row.review_kind == ReviewKind.PEER,
            review=row.review or "",
            replies=tuple(replies.get(row.id, ())),
        )
        for row in rows
        if row.parent_id is None
    )


def requests_in(remarks: Iterable[Remark]) -> tuple[tuple[str, str], ...]:
    """(sheet, node) of the changes that somebody asked for and that are not done."""
    return tuple((one.sheet, one.node) for one in remarks if one.kind == "fix" and not one.is_done)


def by_node(remarks: Iterable[Remark], sheet: str) -> Mapping[str, tuple[Remark, ...]]:
    """The remarks of a sheet by node, those that are done last."""
    found: dict[str, list[Remark]] = {}
    for one in sorted(remarks, key=lambda remark: remark.is_done):
        if one.sheet == sheet:
            found.setdefault(one.node, []).append(one)
    return {node: tuple(ones) for node, ones in found.items()}


def reply(book: OpenBook, person_id: int, name: str, body: str, language: str) -> bool:
    """Answer a remark; the same words a second time are a double click. False where there is no such remark."""
    found, body = _find(book, name), typed_text(body, LONGEST_REMARK)
    if found is None:
        return False
    said = (Comment.parent_id == found.id) & (Comment.author_id == person_id)
    last = db.session.scalar(select(Comment.body).where(said).order_by(Comment.id.desc()).limit(1))
    if not body or body == last:
        return True
    values = {
        **{"public_id": random_id(), "workbook_id": book.id, "review_id": found.review_id, "parent_id": found.id},
        **{"sheet": found.sheet, "node": found.node, "field": found.field, "kind": "", "state": "open"},
        **{"body": body, "language": language, "author_id": person_id, "made_at": now()},
    }
    db.session.execute(insert(Comment).values(values))
    return True


def mark_done(book: OpenBook, name: str, *, done: bool) -> bool:
    """Mark a remark as done, or open it again. False where there is no such remark in this workbook."""
    found = _find(book, name)
    if found is None:
        return False
    values = {"state": "done" if done else "open", "done_at": now() if done else None}
    db.session.execute(update(Comment).where(Comment.id == found.id).values(values))
    return True


def _find(book: OpenBook, name: str) -> Comment | None:
    mine = (Comment.workbook_id == book.id) & (Comment.public_id == name) & (Comment.parent_id.is_(None))
    return db.session.scalar(select(Comment).where(mine, Comment.state != "draft"))
