"""The progress ledger: one row for each thing that happened to a person and an item. Rows are only added."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.infra.database import Base


class ProgressFact(Base):
    """Who, which item, what happened, when, from where. `value` is per mille, for a finished quiz attempt.

    `replaces` is the id of an earlier fact about the same attempt, which was marked anew: only the last one counts.
    """

    __tablename__ = "progress_fact"
    __table_args__ = (
        UniqueConstraint("person_id", "client_id"),  # sending twice counts once
        Index("ix_progress_fact_person_id_module", "person_id", "module"),
        Index(
            "ix_progress_fact_replaces",
            "replaces",
            unique=True,
            sqlite_where=text("replaces IS NOT NULL"),
            postgresql_where=text("replaces IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id", ondelete="CASCADE"))
    module: Mapped[str] = mapped_column(Text)
    item: Mapped[str] = mapped_column(Text)
    verb: Mapped[str] = mapped_column(String(8))
    value: Mapped[int | None]
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(8))
    client_id: Mapped[str] = mapped_column(Text)
    replaces: Mapped[int | None]
