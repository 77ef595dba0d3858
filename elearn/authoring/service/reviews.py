"""A second person's review: asked for, answered, and bound to the very texts that were read.

Whoever wrote last, or asked, does not answer: a second person means another one. Any later change makes the answer
void, for it was about other texts.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from elearn.accounts.service.people import acquaintances
from elearn.authoring.models import EventRow, ReviewRow
from elearn.authoring.rules.rights import Rights
from elearn.authoring.service.events import note_event
from elearn.authoring.service.preview import state_of
from elearn.catalogue.service.publishing import drafts_of
from elearn.core.clock import now
from elearn.infra.database import db


@dataclass(frozen=True, slots=True)
class Review:
    """The last review of a unit. `approved` is None while it waits; `is_current`: the texts are still the same.

    Names are None for erased people.
    """

    id: int
    asked_by: int | None
    asked_name: str | None
    asked_at: datetime
    note: str
    decided_name: str | None
    decided_at: datetime | None
    approved: bool | None
    answer: str
    is_current: bool

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is still to answer, about the texts as they are."""
        return self.approved is None and self.is_current

    @property
    def allows(self) -> bool:
        """Whether these texts may be published."""
        return self.approved is True and self.is_current


class ReviewRefusedError(Exception):
    """This person may not answer now: they wrote last or asked themselves, or the texts changed meanwhile."""


def drafts_state(unit: str) -> str:
    """The fingerprint of a unit's drafts."""
    return state_of(drafts_of(unit))


def last_review(unit: str, state: str) -> Review | None:
    """The newest review of a unit, compared with its drafts' fingerprint. Two queries."""
    newest = select(ReviewRow).where(ReviewRow.unit == unit).order_by(ReviewRow.id.desc()).limit(1)
    row = db.session.execute(newest).scalar_one_or_none()
    if row is None:
        return None
    names = {one.id: one.name for one in acquaintances([row.asked_by, row.decided_by]).values()}
    return Review(
        id=row.id,
        asked_by=row.asked_by,
        asked_name=names.get(row.asked_by or 0),
        asked_at=row.asked_at,
        note=row.note,
        decided_name=names.get(row.decided_by or 0),
        decided_at=row.decided_at,
        approved=row.approved,
        answer=row.answer,
        is_current=row.state == state,
    )


def ask_for_review(person_id: int, unit: str, note: str) -> bool:
    """Ask a second person to read the drafts as they are. False where somebody has asked for these already."""
    state = drafts_state(unit)
    earlier = last_review(unit, state)
    if earlier is not None and earlier.is_waiting:
        return False
    row = {"unit": unit, "state": state, "asked_by": person_id, "asked_at": now(), "note": note}
    db.session.execute(insert(ReviewRow), [row])
    note_event(person_id, "review_asked", unit, note=note)
    return True


def may_answer(person_id: int | None, rights: Rights, unit: str, review: Review) -> bool:
    """Whether a person may answer a review: a second one, who neither asked nor wrote last."""
    if not rights.reviews(unit) or not review.is_waiting or person_id is None:
        return False
    return person_id not in (review.asked_by, last_author(unit))


def answer_review(person_id: int, rights: Rights, unit: str, state: str, *, approved: bool, answer: str) -> None:
    """Agree, or ask for changes. `state` is the fingerprint of the texts that the reviewer read.

    ReviewRefusedError where this person may not, or the drafts are others by now.
    """
    review = last_review(unit, drafts_state(unit))
    if review is None or state != drafts_state(unit) or not may_answer(person_id, rights, unit, review):
        raise ReviewRefusedError(unit)
    values = {"decided_by": person_id, "decided_at": now(), "approved": approved, "answer": answer}
    db.session.execute(update(ReviewRow).where(ReviewRow.id == review.id).values(values))
    note_event(person_id, "approved" if approved else "changes_wanted", unit, note=answer)


def last_author(unit: str) -> int | None:
    """Who changed a unit's drafts last; None where nobody did, or nobody knows."""
    changed = (EventRow.unit == unit, EventRow.path != "")
    newest = select(EventRow.person_id).where(*changed).order_by(EventRow.id.desc()).limit(1)
    return db.session.execute(newest).scalar_one_or_none()
