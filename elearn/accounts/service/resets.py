"""A new password by mail: the same answer, and the same work, for addresses that are known and that are not."""

from datetime import datetime

from flask import current_app, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from elearn.accounts import rules
from elearn.accounts.models import PersonRow, ResetRow
from elearn.accounts.service import passwords, people, sessions
from elearn.core.clock import now
from elearn.core.ids import digest, secret_token
from elearn.infra import mail
from elearn.infra.config import Settings
from elearn.infra.database import db, let_go
from elearn.infra.i18n import current_language, speak


def ask_for_reset(email: str) -> None:
    """Send a link for a new password to the address that an account has; do as much for an unknown one."""
    columns = (PersonRow.id, PersonRow.email, PersonRow.name, PersonRow.language)
    found = select(*columns).where(PersonRow.email == rules.fold_identity(email), PersonRow.disabled_at.is_(None))
    person = db.session.execute(found).first()
    token = secret_token()
    subject, body = _letter(token, person.name if person else "", (person and person.language) or current_language())
    asked = insert(ResetRow).values(
        person_id=person.id if person else None, token_digest=digest(token), created_at=now()
    )
    db.session.execute(asked)
    if person is not None:
        mail.post(person.email, subject, body)


def is_open(token: str) -> bool:
    """Whether a link still works: it does so once, for 60 minutes."""
    return _person_id(token) is not None


def names_of(token: str) -> tuple[str, ...]:
    """Name and identities of the person whom a link belongs to, for the password rules."""
    columns = (PersonRow.name, PersonRow.email, PersonRow.username)
    row = db.session.execute(select(*columns).where(PersonRow.id == _person_id(token))).first()
    return tuple(text for text in row or () if text)


def reset_password(token: str, password: str) -> bool:
    """Set a new password by a link and sign out everywhere; False if the link does not work (any more).

    Nothing may have been written in this request before.
    """
    if not is_open(token):
        return False
    let_go()
    password_hash = passwords.hash_secret(password)
    used = delete(ResetRow).where(ResetRow.token_digest == digest(token), ResetRow.created_at > _oldest())
    person_id = db.session.execute(used.returning(ResetRow.person_id)).scalar_one_or_none()
    if person_id is None:
        return False
    people.set_password_hash(person_id, password_hash)
    sessions.end_all_sessions(person_id)
    return True


def erase_old() -> None:
    """Erase requests that are over."""
    db.session.execute(delete(ResetRow).where(ResetRow.created_at <= _oldest()))


def _person_id(token: str) -> int | None:
    query = (
        select(ResetRow.person_id)
        .join(PersonRow, PersonRow.id == ResetRow.person_id)
        .where(ResetRow.token_digest == digest(token), ResetRow.created_at > _oldest(), PersonRow.disabled_at.is_(None))
    )
    return db.session.execute(query).scalar_one_or_none()


def _oldest() -> datetime:
    return now() - rules.RESET_LIFETIME


def _letter(token: str, name: str, language: str) -> tuple[str, str]:
    """Subject and body in the person's language. The address comes from the settings, never from the request."""
    settings: Settings = current_app.config["SETTINGS"]
    page_language = current_language()
    speak(language)
    try:
        link = settings.base_url.rstrip("/") + url_for("accounts.reset", token=token, _external=False)
        body = render_template("accounts/reset_mail.txt", name=name, link=link, site=settings.site_name)
        return _("Choose a new password for %(site)s", site=settings.site_name), body
    finally:
        speak(page_language)
