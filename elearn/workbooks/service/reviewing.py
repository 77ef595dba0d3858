"""Answering requests for feedback: the inbox, the frozen workbook, remarks, marks, and the decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from elearn.accounts.rules import Person
from elearn.accounts.service.people import acquaintances
from elearn.catalogue.rules.workbook_values import Rubric
from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.infra.database import db
from elearn.workbooks.models import Comment, Review, Snapshot, Workbook
from elearn.workbooks.rules.book import Finding, Level
from elearn.workbooks.rules.documents import EMPTY, Document, load
from elearn.workbooks.rules.reviewing import (
    WAITING,
    Outcome,
    ReviewKind,
    ReviewState,
    is_present,
    score,
    sheets_of_step,
)
from elearn.workbooks.service.asking import complete_steps, module_of
from elearn.workbooks.service.books import OpenBook, frozen_book, kit
from elearn.workbooks.service.comments import LONGEST_REMARK
from elearn.workbooks.service.inbox import may_answer

LONGEST_SUMMARY = 6000


@dataclass(frozen=True, slots=True)
class Draft:
    """A remark that is not sent yet."""

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


def find_review(person: Person, name: str) -> ReviewBook | None:
    """A request with its frozen workbook, for those who may answer it; None for everybody else."""
    row = db.session.execute(
        select(Review, Snapshot)
        .join(Snapshot, Snapshot.id == Review.snapshot_id)
        .where(Review.public_id == name, Review.state != ReviewState.WITHDRAWN, may_answer(person))
    ).first()
    if row is None:
        return None
    review, snapshot = row.Review, row.Snapshot
    book = frozen_book(review.workbook_id, snapshot.versions, snapshot.made_at)
    people = acquaintances((review.asked_by, review.reviewer_id))
    is_hidden = review.kind == ReviewKind.PEER and book.profile.peers_are_hidden
    asker, reviewer = people.get(review.asked_by or 0), people.get(review.reviewer_id or 0)
    shown = sheets_of_step(module_of(review.module), book.profile, kit())
    return ReviewBook(
        **{name: getattr(review, name) for name in ("id", "public_id", "module", "question", "asked_by", "asked_at")},
        **{name: getattr(review, name) for name in ("reviewer_id", "seen_at", "marks", "summary", "outcome")},
        kind=ReviewKind(review.kind),
        state=ReviewState(review.state),
        asker=asker.name if asker and not is_hidden else "",
        reviewer=reviewer.name if reviewer else "",
        book=book,
        documents=_documents(snapshot),
        findings=tuple(_finding(one) for one in snapshot.findings),
        sheets=tuple(sheet for sheet in shown if sheet in snapshot.documents) or shown,
        before=_before(review),
        drafts=_drafts(review.id),
    )


def _documents(snapshot: Snapshot) -> dict[str, Document]:
    return {kind: load(snapshot.documents[kind]) if kind in snapshot.documents else EMPTY for kind in snapshot.versions}


def _finding(data: Mapping[str, Any]) -> Finding:
    return Finding(**{**data, "level": Level(data["level"])})


def _before(review: Review) -> Mapping[str, Document] | None:
    """What was reviewed last, of the same kind."""
    earlier = (
        select(Snapshot)
        .join(Review, Review.snapshot_id == Snapshot.id)
        .where(Review.workbook_id == review.workbook_id, Review.kind == review.kind, Review.id < review.id)
        .where(Review.state == ReviewState.SENT)
        .order_by(Review.id.desc())
        .limit(1)
    )
    snapshot = db.session.scalar(earlier)
    return _documents(snapshot) if snapshot else None


def _drafts(review_id: int) -> tuple[Draft, ...]:
    columns = (Comment.public_id, Comment.sheet, Comment.node, Comment.field, Comment.kind, Comment.body)
    mine = (Comment.review_id == review_id) & (Comment.parent_id.is_(None))
    return tuple(Draft(*row) for row in db.session.execute(select(*columns).where(mine).order_by(Comment.id)))


# Writing -------------------------------------------------------------------------------------------------------------


def see(review: ReviewBook, person_id: int, *, take_over: bool = False) -> ReviewBook:
    """Note that a reviewer looks at a request. The first one begins it; another one only with `take_over`."""
    if review.is_over:
        return review
    moment = now()
    somebody_else = review.reviewer_id not in (None, person_id) and is_present(review.seen_at, moment)
    if somebody_else and not take_over:
        return review
    values = {"state": ReviewState.OPEN, "reviewer_id": person_id, "seen_at": moment}
    begun = {"opened_at": func.coalesce(Review.opened_at, moment)}
    db.session.execute(update(Review).where(Review.id == review.id).values(**values, **begun))
    return replace(review, state=ReviewState.OPEN, reviewer_id=person_id, seen_at=moment)


def save_draft(review: ReviewBook, marks: Mapping[str, Mapping[str, Any]], summary: str) -> None:
    """Keep marks and summary; nobody but reviewers sees them yet."""
    values = {"marks": dict(marks), "summary": summary.strip()[:LONGEST_SUMMARY], "seen_at": now()}
    db.session.execute(update(Review).where(Review.id == review.id).values(values))


def remark(review: ReviewBook, person_id: int, draft: Draft, language: str) -> None:
    """Keep a remark as a draft; one that is there already (same name) gets the new words."""
    values = {"kind": draft.kind, "body": draft.body.strip()[:LONGEST_REMARK], "field": draft.field}
    mine = (Comment.review_id == review.id) & (Comment.public_id == draft.public_id) & (Comment.state == "draft")
    if db.session.execute(update(Comment).where(mine).values(values).returning(Comment.id)).first():
        return
    new = {
        **{"public_id": draft.public_id or random_id(), "workbook_id": review.book.id, "review_id": review.id},
        **{"sheet": draft.sheet, "node": draft.node, "state": "draft", "language": language},
        **{"author_id": person_id, "made_at": now()},
    }
    db.session.execute(insert(Comment).values(**new, **values))


def take_back_remark(review: ReviewBook, name: str) -> None:
    """Remove a remark that is not sent yet."""
    mine = (Comment.review_id == review.id) & (Comment.public_id == name) & (Comment.state == "draft")
    db.session.execute(delete(Comment).where(mine))


def send(review: ReviewBook, person_id: int, outcome: Outcome) -> bool:
    """Send the answer: remarks become visible; an approval completes the step. False where it was sent already."""
    waiting = (Review.id == review.id) & Review.state.in_(WAITING)
    values = {"state": ReviewState.SENT, "outcome": outcome, "sent_at": now(), "reviewer_id": person_id}
    if not db.session.execute(update(Review).where(waiting).values(values).returning(Review.id)).first():
        return False
    drafts = (Comment.review_id == review.id) & (Comment.state == "draft")
    db.session.execute(update(Comment).where(drafts).values(state="open", made_at=now()))
    if outcome is Outcome.APPROVED:
        complete_steps(review.book, review.module)
    return True


# Colleagues ----------------------------------------------------------------------------------------------------------


def pair(review_name: str) -> bool:
    """Pair a colleague's request with the oldest one that waits for a partner; True if there was one."""
    mine = db.session.scalar(select(Review).where(Review.public_id == review_name).with_for_update())
    if mine is None or mine.reviewer_id is not None:
        return mine is not None
    profile = db.session.scalar(select(Workbook.profile).where(Workbook.id == mine.workbook_id)) or ""
    alike = [one.id for one in kit().profiles.values() if one.audience == kit().profiles[profile].audience]
    partners = (
        select(Review)
        .join(Workbook, Workbook.id == Review.workbook_id)
        .where(Review.kind == ReviewKind.PEER, Review.state == ReviewState.ASKED, Review.reviewer_id.is_(None))
        .where(Review.asked_by != mine.asked_by, Review.workbook_id != mine.workbook_id, Workbook.profile.in_(alike))
        .order_by(Review.asked_at, Review.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    other = db.session.scalar(partners)
    if other is None:
        return False
    mine.reviewer_id, other.reviewer_id = other.asked_by, mine.asked_by
    return True
