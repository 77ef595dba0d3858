"""Tables of people and their sessions. Nothing here that the product does not need (docs/privacy-map.csv)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.accounts.rules import Role
from elearn.infra.database import Base

_ROLES = ", ".join(f"'{role}'" for role in Role)


class PersonRow(Base):
    """A person: an account, or a guest (a row without identity)."""

    __tablename__ = "accounts_person"
    __table_args__ = (CheckConstraint(f"role IN ({_ROLES})", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(Text, unique=True)
    role: Mapped[str] = mapped_column(Text, index=True)
    name: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text, unique=True)  # as `fold_identity` writes it
    username: Mapped[str | None] = mapped_column(Text, unique=True)  # as `fold_identity` writes it
    password_hash: Mapped[str | None] = mapped_column(Text)
    card_code: Mapped[str | None] = mapped_column(Text, unique=True)
    pin_hash: Mapped[str | None] = mapped_column(Text)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class SessionRow(Base):
    """One browser of one person. The cookie's secret is kept as a digest: nobody can sign in from the table."""

    __tablename__ = "accounts_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(Text, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(Text, unique=True)
    browser: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


class ResetRow(Base):
    """A request for a new password. One for an unknown address belongs to nobody: it exists to cost the same time."""

    __tablename__ = "accounts_reset"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(Text, unique=True)
    created_at: Mapped[datetime] = mapped_column(index=True)


class ThrottleRow(Base):
    """Wrong tries in a row with one card code, known or not. The code is kept as a keyed digest."""

    __tablename__ = "accounts_throttle"

    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    wrong_tries: Mapped[int]
    tried_at: Mapped[datetime] = mapped_column(index=True)
