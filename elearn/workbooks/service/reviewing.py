"""Answering requests for feedback: the frozen workbook, remarks, marks, and the decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select, true, update

from elearn.accounts.rules import Person
from elearn.accounts.service.people import acquaintances
from elearn.catalogue.rules.workbook_values import Rubric
from elearn.core.clock import now
from elearn.core.ids import is_random_id, random_id
from elearn.infra.database import db, insert_if_missing
from elearn.workbooks.models import Comment, Review, Snapshot
from elearn.workbooks.rules.book import Finding, Level
from elearn.workbooks.rules.documents import EMPTY, Document, load
from elearn.workbooks.rules.reviewing import (
    WAITING,
    Outcome,
    ReviewKind,
    ReviewState,
    is_free,
    is_present,
    score,
    sheets_of_step,
    typed_text,
)
from elearn.workbooks.service.asking import complete_steps, module_of
from elearn.workbooks.service.books import OpenBook, frozen_book, kit
from elearn.workbooks.service.comments import LONGEST_REMARK, Remark, remarks_in
from elearn.workbooks.service.inbox import may_answer

LONGEST_SUMMARY = 6000
LONGEST_REASON = 2000  # why somebody gave a mark


@dataclass(frozen=True, slots=True)
class Draft:
    """A remark of a request before it is sent."""

    public_id: str
    sheet: str
    node: str
    field: str
    kind: str
    body: str


@dataclass(frozen=True)
class ReviewBook:
    """A request that a reviewer opened: the frozen workbook and everything written about it until now."""

    id: int
    public_id: str
    kind: ReviewKind
    state: ReviewState
    module: str
    question: str
    asker: str
    asked_by: int | None
    asked_at: datetime
    reviewer_id: int | None
    reviewer: str
    opened_at: datetime | None
    seen_at: datetime | None
    marks: Mapping[str, Mapping[str, Any]]
    summary: str
    outcome: str
    book: OpenBook
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]
    sheets: tuple[str, ...]
    before: Mapping[str, Document] | None  # the snapshot that was reviewed last, None for the first time
    drafts: tuple[Draft, ...]
    said: tuple[Remark, ...]  # remarks that were sent and that this reader may see, with their replies

    @property
    def rubric(self) -> Rubric | None:
        """What the marks are given by."""
        profile = self.book.profile
        return kit().rubrics.get(profile.peer_rubric if self.kind is ReviewKind.PEER else profile.rubric)

    @property
    def score(self) -> int | None:
        """The marks in per cent, None while one is missing."""
        marks = {name: int(mark["mark"]) for name, mark in self.marks.items() if mark.get("mark")}
        return score(self.rubric, marks) if self.rubric else None

    @property
    def is_over(self) -> bool:
        """Whether it was answered or withdrawn."""
        return self.state not in WAITING

    @property
    def has_begun(self) -> bool:
        """Whether somebody kept a remark, a mark or a word."""
        return bool(self.drafts or self.marks or self.summary)

    def busy_for(self, person_id: int) -> bool:
        """Whether the answer is in the hands of somebody else, who is at it or kept something."""
        free = is_free(self.reviewer_id, person_id, self.seen_at, now(), has_begun=self.has_begun)
        return not self.is_over and not free

    @property
    def is_read_now(self) -> bool:
        """Whether its reviewer is at work on it now."""
        return is_present(self.seen_at, now())


def find_review(person: Person, name: str) -> ReviewBook | None:
    """A request with its frozen workbook, for those who may answer it; None for everybody else."""
    row = _find(name, may_answer(person))
    return _load(row, is_answering=True) if row else None


def find_asked(book: OpenBook, name: str) -> ReviewBook | None:
    """A request of a workbook as its people see it: what they sent, and no draft of an answer."""
    row = _find(name, Review.workbook_id == book.id)
    return _load(row, is_answering=False) if row else None


def _find(name: str, who: ColumnElement[bool]) -> Row[Review, Snapshot] | None:
    found = select(Review, Snapshot).join(Snapshot, Snapshot.id == Review.snapshot_id)
    named = (Review.public_id == name) & (Review.state != ReviewState.WITHDRAWN)
    return db.session.execute(found.where(named, who)).first()


def _load(row: Row[Review, Snapshot], *, is_answering: bool) -> ReviewBook:
    review, snapshot = row.Review, row.Snapshot
    book = frozen_book(review.workbook_id, snapshot.versions, snapshot.made_at)
    said = remarks_in(book)
    is_public = is_answering or review.state == ReviewState.SENT
    people = acquaintances((review.asked_by, review.reviewer_id))
    is_hidden = review.kind == ReviewKind.PEER and book.profile.peers_are_hidden
    asker, reviewer = people.get(review.asked_by or 0), people.get(review.reviewer_id or 0)
    shown = sheets_of_step(module_of(review.module), book.profile, kit())
    return ReviewBook(
        **{name: getattr(review, name) for name in ("id", "public_id", "module", "question", "asked_by", "asked_at")},
        **{name: getattr(review, name) for name in ("reviewer_id", "opened_at", "seen_at", "outcome")},
        marks=review.marks if is_public else {},
        summary=review.summary if is_public else "",
        kind=ReviewKind(review.kind),
        state=ReviewState(review.state),
        asker=asker.name if asker and not is_hidden else "",
        reviewer=reviewer.name if reviewer and not is_hidden else "",
        book=book,
        documents=_documents(snapshot),
        findings=tuple(_finding(one) for one in snapshot.findings),
        sheets=_sheets(snapshot, shown),
        before=_before(review) if is_answering else None,
        drafts=_drafts(review.id) if is_answering else (),
        said=said if is_answering and review.kind == ReviewKind.TRAINER else _of(said, review.public_id),
    )


def _of(remarks: tuple[Remark, ...], review: str) -> tuple[Remark, ...]:
    return tuple(one for one in remarks if one.review == review)


def _sheets(snapshot: Snapshot, asked: Iterable[str]) -> tuple[str, ...]:
    """The sheets to read: those of the step in which something stands; all, where the profile changed since."""
    written = tuple(sheet for sheet in kit().sheets if sheet in snapshot.documents)
    return tuple(sheet for sheet in asked if sheet in written) or written


def _documents(snapshot: Snapshot) -> dict[str, Document]:
    return {kind: load(snapshot.documents[kind]) if kind in snapshot.documents else EMPTY for kind in snapshot.versions}


def _finding(data: Mapping[str, Any]) -> Finding:
    return Finding(**{**data, "level": Level(data["level"])})


def _before(review: Review) -> Mapping[str, Document] | None:
    """What was reviewed last, of the same kind. A colleague saw only what was given to this colleague."""
    is_same = Review.reviewer_id == review.reviewer_id if review.kind == ReviewKind.PEER else true()
    earlier = (
        select(Snapshot)
        .join(Review, Review.snapshot_id == Snapshot.id)
        .where(Review.workbook_id == review.workbook_id, Review.kind == review.kind, Review.id < review.id, is_same)
        .where(Review.state == ReviewState.SENT)
        .order_by(Review.id.desc())
        .limit(1)
    )
    snapshot = db.session.scalar(earlier)
    return _documents(snapshot) if snapshot else None


def _drafts(review_id: int) -> tuple[Draft, ...]:
    columns = (Comment.public_id, Comment.sheet, Comment.node, Comment.field, Comment.kind, Comment.body)
    mine = (Comment.review_id == review_id) & (Comment.state == "draft")
    return tuple(Draft(*row) for row in db.session.execute(select(*columns).where(mine).order_by(Comment.id)))


# Writing -------------------------------------------------------------------------------------------------------------


def see(review: ReviewBook, person_id: int, *, take_over: bool = False) -> ReviewBook:
    """Note that a reviewer looks at a request. The first one begins it; another one only with `take_over`.

    Where somebody was faster, it stays theirs: the request comes back as it was.
    """
    if review.is_over or (review.busy_for(person_id) and not take_over):
        return review
    moment = now()
    is_mine = review.reviewer_id == person_id and review.opened_at is not None
    opened = review.opened_at if is_mine else moment
    values = {"state": ReviewState.OPEN, "reviewer_id": person_id, "opened_at": opened, "seen_at": moment}
    unchanged = Review.reviewer_id.is_not_distinct_from(review.reviewer_id) & Review.state.in_(WAITING)
    taken = update(Review).where(Review.id == review.id, unchanged).values(values).returning(Review.id)
    if not db.session.execute(taken).first():
        return review
    return replace(review, state=ReviewState.OPEN, reviewer_id=person_id, opened_at=opened, seen_at=moment)


def save_draft(review: ReviewBook, marks: Mapping[str, Mapping[str, Any]], summary: str) -> None:
    """Keep marks and summary; nobody but reviewers sees them yet."""
    values = {"marks": dict(marks), "summary": typed_text(summary, LONGEST_SUMMARY), "seen_at": now()}
    db.session.execute(update(Review).where(Review.id == review.id).values(values))


def remark(review: ReviewBook, person_id: int, draft: Draft, language: str) -> None:
    """Keep a remark as a draft; one that is there already (same name) gets the new words."""
    values = {"kind": draft.kind, "body": typed_text(draft.body, LONGEST_REMARK), "field": draft.field}
    mine = (Comment.review_id == review.id) & (Comment.public_id == draft.public_id) & (Comment.state == "draft")
    if db.session.execute(update(Comment).where(mine).values(values).returning(Comment.id)).first():
        return
    name = draft.public_id if is_random_id(draft.public_id) else random_id()
    new = {
        **{"public_id": name, "workbook_id": review.book.id, "review_id": review.id},
        **{"sheet": draft.sheet, "node": draft.node, "state": "draft", "language": language},
        **{"author_id": person_id, "made_at": now()},
    }
    db.session.execute(insert_if_missing(Comment).values(**new, **values))


def take_back_remark(review: ReviewBook, name: str) -> None:
    """Remove a remark that is not sent yet."""
    mine = (Comment.review_id == review.id) & (Comment.public_id == name) & (Comment.state == "draft")
    db.session.execute(delete(Comment).where(mine))


def send(review: ReviewBook, person_id: int, outcome: Outcome, *, completes: bool = True) -> bool:
    """Send the answer: remarks become visible; an approval that `completes` completes the step.

    That of a mentor does not: whoever owns a workbook makes anybody its mentor, themselves in another browser too.
    False where it was sent already, or somebody took it over in this moment.
    """
    waiting = (Review.id == review.id) & Review.state.in_(WAITING) & (Review.reviewer_id == person_id)
    values = {"state": ReviewState.SENT, "outcome": outcome, "sent_at": now()}
    if not db.session.execute(update(Review).where(waiting).values(values).returning(Review.id)).first():
        return False
    drafts = (Comment.review_id == review.id) & (Comment.state == "draft")
    db.session.execute(update(Comment).where(drafts).values(state="open", made_at=now()))
    if outcome is Outcome.APPROVED and completes:
        filled = [sheet for sheet, document in review.documents.items() if not document.is_empty]
        complete_steps(review.book, review.module, filled)
    return True
