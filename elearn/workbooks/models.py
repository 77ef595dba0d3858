"""Tables of workbooks: the book and its people, its sheets with all their revisions, and feedback on snapshots.

A `person_id` that is empty belonged to somebody who was erased.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.infra.database import Base

_PERSON = "accounts_person.id"
_WORKBOOK = "workbooks_workbook.id"


class Workbook(Base):
    """One project of one person or group."""

    __tablename__ = "workbooks_workbook"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, default="")
    profile: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))  # the one people write in
    currency: Mapped[str] = mapped_column(String(3))
    country: Mapped[str] = mapped_column(String(2), default="")
    start: Mapped[date | None]
    months: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]  # in the bin: the owner can take it out again


class Member(Base):
    """Who may do what in a workbook: owner, editor, reader or mentor."""

    __tablename__ = "workbooks_member"

    workbook_id: Mapped[int] = mapped_column(ForeignKey(_WORKBOOK, ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(8))
    joined_at: Mapped[datetime]


class Invitation(Base):
    """A link that makes whoever opens it a member. The secret is kept as a digest."""

    __tablename__ = "workbooks_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    workbook_id: Mapped[int] = mapped_column(ForeignKey(_WORKBOOK, ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(Text, unique=True)
    role: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime]


class Sheet(Base):
    """A sheet as it stands now. `version` counts its revisions; document: see rules/documents.py."""

    __tablename__ = "workbooks_sheet"
    __table_args__ = (UniqueConstraint("workbook_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workbook_id: Mapped[int] = mapped_column(ForeignKey(_WORKBOOK, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int]
    changed_at: Mapped[datetime]


class Revision(Base):
    """What one sending changed in a sheet. Revisions are only added; each can be taken back.

    `reason`: wrote, example, took (an offer), undid, restored, imported. `of` is the version that was undone or
    restored.
    """

    __tablename__ = "workbooks_revision"
    __table_args__ = (UniqueConstraint("sheet_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("workbooks_sheet.id", ondelete="CASCADE"))
    version: Mapped[int]
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    person_id: Mapped[int | None] = mapped_column(ForeignKey(_PERSON, ondelete="SET NULL"), index=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(8))
    of: Mapped[int | None]


class Upload(Base):
    """A spreadsheet between the moment when somebody looks at it and the one when they accept its rows."""

    __tablename__ = "workbooks_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(Text, unique=True)
    workbook_id: Mapped[int] = mapped_column(ForeignKey(_WORKBOOK, ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(_PERSON, ondelete="CASCADE"), index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class Snapshot(Base):
    """A workbook as it was when somebody asked for feedback. It never changes."""

    __tablename__ = "workbooks_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    workbook_id: Mapped[int] = mapped_column(ForeignKey(_WORKBOOK, ondelete="CASCADE"), index=True)
    documents: Mapped[dict[str, Any]] = mapped_column(JSON)  # sheet -> document
    versions: Mapped[dict[str, int]] = mapped_column(JSON)  # sheet -> version
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


class Review(Base):
    """A request for feedback and its answer. `state`: asked, open, sent, withdrawn; `outcome`: approved, changes, read.

    `kind`: trainer or peer. `marks`: criterion -> {"mark": 1 to 5, "text": ...}. `seen_at`: when the reviewer last had
    it open, so that nobody else begins.
    """

    __tablename__ = "workbooks_review"
    __table_args__ = (Index("ix_workbooks_review_state", "state", "kind", "asked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(Text, unique=True)
    workbook_id: Mapped[int] = mapped_column(ForeignKey(_WORKBOOK, ondelete="CASCADE"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("workbooks_snapshot.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10))
    module: Mapped[str] = mapped_column(Text, default="")  # the module whose workbook step this is, "" for all
    question: Mapped[str] = mapped_column(Text, default="")
    asked_by: Mapped[int | None] = mapped_column(ForeignKey(_PERSON, ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey(_PERSON, ondelete="SET NULL"), index=True)
    opened_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(8), default="")
    marks: Mapped[dict[str, Any]] = mapped_column(JSON)
    summary: Mapped[str] = mapped_column(Text, default="")


class Comment(Base):
    """A remark on a cell or row, or a reply to one. It names the node, so it stays where the text goes.

    `kind`: fix, question, praise; "" for replies. `state`: draft (nobody but its author sees it), open, done.
    """

    __tablename__ = "workbooks_comment"
    __table_args__ = (Index("ix_workbooks_comment_workbook_id_state", "workbook_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(Text, unique=True)
    workbook_id: Mapped[int] = mapped_column(ForeignKey(_WORKBOOK, ondelete="CASCADE"))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("workbooks_review.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("workbooks_comment.id", ondelete="CASCADE"), index=True)
    sheet: Mapped[str] = mapped_column(Text)
    node: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(5))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    author_id: Mapped[int | None] = mapped_column(ForeignKey(_PERSON, ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
