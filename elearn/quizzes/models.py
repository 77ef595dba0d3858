"""Tables of quizzes: attempts, their answers, and answers to practice questions. Answers are only added.

A row whose `person_id` is empty belonged to somebody who was erased: it stays as a number without a name.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.infra.database import Base

_PER_MILLE = "per_mille BETWEEN 0 AND 1000"


class Attempt(Base):
    """One attempt at a module's quiz: what it was taken with, in which order, and its result once handed in."""

    __tablename__ = "quizzes_attempt"
    __table_args__ = (
        UniqueConstraint("person_id", "module", "quiz", "number"),  # a double start meets the same row
        CheckConstraint(_PER_MILLE, name="per_mille"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(Text, unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id", ondelete="SET NULL"))
    module: Mapped[str] = mapped_column(Text)
    quiz: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    started_language: Mapped[str] = mapped_column(String(2))
    key_digest: Mapped[str] = mapped_column(Text)
    words: Mapped[dict[str, str]] = mapped_column(JSON)  # language -> digest, the source language first
    arrangement: Mapped[dict[str, Any]] = mapped_column(JSON)  # see rules/order.py
    pass_mark: Mapped[int | None]  # a percentage, as it was at the start
    per_mille: Mapped[int | None]


class Answer(Base):
    """One answer to one question of an attempt. The highest revision counts."""

    __tablename__ = "quizzes_answer"
    __table_args__ = (
        UniqueConstraint("attempt_id", "question_id", "revision"),  # sending twice counts once
        CheckConstraint(_PER_MILLE, name="per_mille"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quizzes_attempt.id", ondelete="CASCADE"))
    question_id: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    response: Mapped[dict[str, Any]] = mapped_column(JSON)  # see rules/responses.py
    language: Mapped[str] = mapped_column(String(2))
    answered_at: Mapped[datetime]
    per_mille: Mapped[int]


class Correction(Base):
    """A question whose right answer was corrected, with the key and words that past answers were compared with.

    `asks_again`: whoever had answered is asked once more; else the answers were marked anew.
    """

    __tablename__ = "quizzes_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    module: Mapped[str] = mapped_column(Text)
    quiz: Mapped[str] = mapped_column(Text)
    question_id: Mapped[str] = mapped_column(Text)
    asks_again: Mapped[bool]
    key_digest: Mapped[str] = mapped_column(Text)
    words: Mapped[dict[str, str]] = mapped_column(JSON)  # language -> digest, the source language first
    release: Mapped[int] = mapped_column(ForeignKey("content_release.id"))
    at: Mapped[datetime]


class Marking(Base):
    """New marks beside the old ones: the answer and the attempt stay as they were. The last row of a question counts.

    `per_mille` is None for a question that is asked again and has no new answer: it counts neither for nor against.
    `result` is the result of the whole attempt from here on. `response` is a new answer, `revision` 1.
    """

    __tablename__ = "quizzes_marking"
    __table_args__ = (
        UniqueConstraint("attempt_id", "correction_id", "revision"),  # sending twice counts once
        CheckConstraint(f"{_PER_MILLE} AND result BETWEEN 0 AND 1000", name="per_mille"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quizzes_attempt.id", ondelete="CASCADE"))
    correction_id: Mapped[int] = mapped_column(ForeignKey("quizzes_correction.id"), index=True)
    revision: Mapped[int]
    per_mille: Mapped[int | None]
    result: Mapped[int]
    response: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    language: Mapped[str | None] = mapped_column(String(2))
    at: Mapped[datetime]


class PracticeAnswer(Base):
    """One answer to a practice question in a lesson. All of them stay: the second miss shows the answer."""

    __tablename__ = "quizzes_practice_answer"
    __table_args__ = (
        UniqueConstraint("person_id", "module", "quiz", "question_id", "revision"),
        Index("ix_quizzes_practice_answer_lesson", "person_id", "module", "lesson"),
        CheckConstraint(_PER_MILLE, name="per_mille"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id", ondelete="SET NULL"))
    module: Mapped[str] = mapped_column(Text)
    lesson: Mapped[str] = mapped_column(Text)
    quiz: Mapped[str] = mapped_column(Text)
    question_id: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    response: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    answered_at: Mapped[datetime]
    per_mille: Mapped[int]
