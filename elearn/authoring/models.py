"""Tables of authoring: who may write, what was done, what waits. The texts themselves are the catalogue's."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.authoring.rules.rights import Grant
from elearn.infra.database import Base

Digest = String(64)
Path = String(255)
Unit = String(100)
_GRANTS = ", ".join(f"'{grant}'" for grant in Grant)


class Policy(Base):
    """How this site writes: one row at most. Without it, the defaults of `rules/rights.py` hold."""

    __tablename__ = "authoring_policy"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trainers_write: Mapped[bool]
    needs_review: Mapped[bool]


class GrantRow(Base):
    """A right of a person: author or reviewer of a unit, translator into a language; "*" is all of them."""

    __tablename__ = "authoring_grant"
    __table_args__ = (CheckConstraint(f"role IN ({_GRANTS})", name="role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(10), primary_key=True)
    scope: Mapped[str] = mapped_column(Unit, primary_key=True)
    granted_at: Mapped[datetime]


class EventRow(Base):
    """Something that somebody did to content. `before` and `after` are digests: None where there was, or is, no file.

    `person_id` is None for the command line, for a schedule, and for erased people.
    """

    __tablename__ = "authoring_event"
    __table_args__ = (Index("ix_authoring_event_unit_id", "unit", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id", ondelete="SET NULL"), index=True)
    when: Mapped[datetime]
    unit: Mapped[str] = mapped_column(Unit)
    path: Mapped[str] = mapped_column(Path, default="")
    act: Mapped[str] = mapped_column(String(40))
    before: Mapped[str | None] = mapped_column(Digest)
    after: Mapped[str | None] = mapped_column(Digest)
    note: Mapped[str] = mapped_column(Text, default="")


class PresenceRow(Base):
    """Who has a file open, since when, and was last seen there when."""

    __tablename__ = "authoring_presence"

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(Path, primary_key=True)
    since: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


class ReviewRow(Base):
    """A second person's look at one state of a unit's drafts, before publication. `approved` is None while it waits."""

    __tablename__ = "authoring_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(Unit, index=True)
    state: Mapped[str] = mapped_column(Digest)  # the fingerprint of the drafts
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id", ondelete="SET NULL"), index=True)
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")


class ScheduleRow(Base):
    """A publication that waits for its time. `failed` says why it could not be done.

    `choices` says what becomes of past answers: "quiz/question" -> a treatment of `rules/remarking.py`.
    """

    __tablename__ = "authoring_schedule"

    unit: Mapped[str] = mapped_column(Unit, primary_key=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id", ondelete="SET NULL"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    choices: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    failed: Mapped[str] = mapped_column(Text, default="")


class UploadRow(Base):
    """A file that somebody sent and has not accepted yet. It is forgotten after a day."""

    __tablename__ = "authoring_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(Text, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(Path, default="")
    name: Mapped[str] = mapped_column(Path, default="")
    data: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(index=True)
