"""Counting wrong tries with a card, known or not, and locking it for a growing time."""

import hmac
from datetime import datetime
from hashlib import sha256

from flask import current_app
from sqlalchemy import delete, select, update

from elearn.accounts import rules
from elearn.accounts.models import ThrottleRow
from elearn.core.clock import now
from elearn.infra.database import db, insert_if_missing


class CardLocked(Exception):  # noqa: N818 - a state, not a failure
    """Too many wrong tries: nobody may use this card before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__("This card is locked.")
        self.until = until


def refuse_locked(code: str) -> None:
    """Raise CardLocked if the code is locked now."""
    _tries(_subject(code), for_update=False)


def judge(code: str, right: bool) -> bool:
    """Count a checked try and return whether it was right. CardLocked if the code is locked now.

    Tries that were sent at the same time are judged one after the other, so the sixth of many parallel guesses
    is refused even if it is right.
    """
    subject = _subject(code)
    db.session.execute(insert_if_missing(ThrottleRow).values(subject=subject, wrong_tries=0, tried_at=now()))
    tries = _tries(subject, for_update=True)
    if right:
        db.session.execute(delete(ThrottleRow).where(ThrottleRow.subject == subject))
    else:
        counted = update(ThrottleRow).where(ThrottleRow.subject == subject)
        db.session.execute(counted.values(wrong_tries=tries + 1, tried_at=now()))
    return right


def forgive(code: str) -> None:
    """Forget the wrong tries with a code."""
    db.session.execute(delete(ThrottleRow).where(ThrottleRow.subject == _subject(code)))


def erase_old() -> None:
    """Erase what no longer counts."""
    db.session.execute(delete(ThrottleRow).where(ThrottleRow.tried_at < now() - rules.FORGET_TRIES_AFTER))


def _tries(subject: str, *, for_update: bool) -> int:
    query = select(ThrottleRow.wrong_tries, ThrottleRow.tried_at).where(ThrottleRow.subject == subject)
    row = db.session.execute(query.with_for_update() if for_update else query).first()
    if row is None:
        return 0
    moment = now()
    tries = rules.tries_that_count(row.wrong_tries, row.tried_at, moment)
    until = row.tried_at + rules.lock_after(tries)
    if until > moment:
        raise CardLocked(until)
    return tries


def _subject(code: str) -> str:
    key = current_app.secret_key or ""
    return hmac.new(key if isinstance(key, bytes) else key.encode(), f"card:{code}".encode(), sha256).hexdigest()
