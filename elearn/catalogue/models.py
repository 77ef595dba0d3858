"""The store of content: the database keeps the very text of each file (architecture.md, section 4).

`digest` names a text of `content_text` or, for a file of a module's `media/`, bytes in the file store that
`catalogue_media` describes. It is therefore no foreign key.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.infra.database import Base

Digest = String(64)
Path = String(255)
Unit = String(100)


class ContentText(Base):
    """A text, for ever: rows are added, never changed."""

    __tablename__ = "content_text"

    digest: Mapped[str] = mapped_column(Digest, primary_key=True)
    body: Mapped[str] = mapped_column(Text)


class ContentHead(Base):
    """The draft: what a file holds now.

    `base_digest` is what the product shipped last, `own_base_digest` what a folder of one's own held at its last
    import; None where it came from nowhere of the kind.
    """

    __tablename__ = "content_head"

    path: Mapped[str] = mapped_column(Path, primary_key=True)
    digest: Mapped[str] = mapped_column(Digest)
    base_digest: Mapped[str | None] = mapped_column(Digest)
    own_base_digest: Mapped[str | None] = mapped_column(Digest)


class ContentRelease(Base):
    """A published, immutable state of a unit. `who` is None for the command line and erased people."""

    __tablename__ = "content_release"
    __table_args__ = (Index("ix_content_release_unit_id", "unit", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(Unit)
    note: Mapped[str] = mapped_column(Text, default="")
    who: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id", ondelete="SET NULL"))
    when: Mapped[datetime]


class ContentEntry(Base):
    """One file of a release."""

    __tablename__ = "content_entry"

    release: Mapped[int] = mapped_column(ForeignKey("content_release.id"), primary_key=True)
    path: Mapped[str] = mapped_column(Path, primary_key=True)
    digest: Mapped[str] = mapped_column(Digest)


class ContentLive(Base):
    """What learners see of a unit. None between the first lock and the first release, and for a withdrawn unit."""

    __tablename__ = "content_live"

    unit: Mapped[str] = mapped_column(Unit, primary_key=True)
    release: Mapped[int | None] = mapped_column(ForeignKey("content_release.id"))


class CatalogueMedia(Base):
    """What bytes in the file store are: a shipped file, or a drawing with its words in one language."""

    __tablename__ = "catalogue_media"

    digest: Mapped[str] = mapped_column(Digest, primary_key=True)
    name: Mapped[str] = mapped_column(Path)
    size: Mapped[int] = mapped_column(BigInteger)
    content_type: Mapped[str] = mapped_column(String(100))
    width: Mapped[int | None]
    height: Mapped[int | None]


class ContentOffer(Base):
    """What the product ships for a file that was changed here too; None where it ships it no more."""

    __tablename__ = "content_offer"

    path: Mapped[str] = mapped_column(Path, primary_key=True)
    digest: Mapped[str | None] = mapped_column(Digest)
    when: Mapped[datetime]
