"""A person's own data: everything to take away, and everything gone."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import render_template
from sqlalchemy import delete, select

from elearn.accounts.models import PersonRow, ResetRow, SessionRow
from elearn.accounts.service import sessions, throttle
from elearn.infra.database import db
from elearn.infra.mail import OutboxMail
from elearn.ui.slots import slots


def personal_data(person_id: int) -> dict[str, Any]:
    """All that every domain keeps of a person, by name of the domain's part."""
    parts = [("account", _account(person_id)), *slots().fill("person.export", person_id=person_id)]
    return {name.removesuffix(".json"): value for name, value in parts}


def export(person_id: int) -> bytes:
    """A zip with `data.json` for machines and `index.html` for people, both complete."""
    data = personal_data(person_id)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2, default=str))
        archive.writestr("index.html", render_template("accounts/export.html", data=data))
    return packed.getvalue()


def erase(person_id: int) -> None:
    """Erase a person: what other domains keep becomes anonymous or goes, then sessions, mails and the row itself."""
    row = db.session.execute(select(PersonRow.email, PersonRow.card_code).where(PersonRow.id == person_id)).first()
    if row is None:
        return  # erased a moment ago, by a second click
    slots().fill("person.erase", person_id=person_id)
    if row.email:
        db.session.execute(delete(OutboxMail).where(OutboxMail.recipient == row.email))
    if row.card_code:
        throttle.forgive(row.card_code)
    sessions.end_all_sessions(person_id)
    db.session.execute(delete(ResetRow).where(ResetRow.person_id == person_id))
    db.session.execute(delete(PersonRow).where(PersonRow.id == person_id))


def _account(person_id: int) -> dict[str, Any]:
    """What this domain keeps. Hashes stay here: they are of use to thieves only."""
    person = db.session.execute(select(PersonRow).where(PersonRow.id == person_id)).scalar_one()
    of_person = select(SessionRow).where(SessionRow.person_id == person_id).order_by(SessionRow.id)
    resets = select(ResetRow.created_at).where(ResetRow.person_id == person_id).order_by(ResetRow.id)
    mails = select(OutboxMail).where(OutboxMail.recipient == person.email).order_by(OutboxMail.id)
    profile = ("public_id", "role", "name", "language", "country", "email", "username", "card_code", "is_demo")
    return {
        **{name: getattr(person, name) for name in profile},
        "created_at": person.created_at.isoformat(),
        "disabled_at": person.disabled_at.isoformat() if person.disabled_at else None,
        "sessions": [
            {
                "public_id": session.public_id,
                "browser": session.browser,
                "created_at": session.created_at.isoformat(),
                "seen_at": session.seen_at.isoformat(),
            }
            for session in db.session.scalars(of_person)
        ],
        "password_requests": [moment.isoformat() for moment in db.session.scalars(resets)],
        "mails_waiting": [
            {"subject": waiting.subject, "body": waiting.body, "created_at": waiting.created_at.isoformat()}
            for waiting in (db.session.scalars(mails) if person.email else ())
        ],
    }
