"""Mail goes through an outbox: a row written in the transaction of the request, sent by `elearn worker` later.

A mail that the request rolled back is never sent, and a mail server that is down blocks nobody.
"""

from datetime import datetime, timedelta

from flask import Flask, current_app
from flask_mailman import EmailMessage, Mail
from sqlalchemy import Text, select
from sqlalchemy.orm import Mapped, mapped_column

from elearn.core.clock import now
from elearn.infra.config import Settings
from elearn.infra.database import Base, db

BATCH = 50
LONGEST_WAIT = timedelta(hours=6)
GIVE_UP_AFTER = 12


class OutboxMail(Base):
    """A mail that waits to be sent."""

    __tablename__ = "infra_outbox_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)


mail = Mail()


def init_app(app: Flask, settings: Settings) -> None:
    """Configure the mail server."""
    app.config.update(
        MAIL_SERVER=settings.mail_server,
        MAIL_PORT=settings.mail_port,
        MAIL_USERNAME=settings.mail_username or None,
        MAIL_PASSWORD=settings.mail_password or None,
        MAIL_USE_TLS=settings.mail_tls,
        MAIL_DEFAULT_SENDER=settings.mail_from or None,
        MAIL_TIMEOUT=20,
    )
    mail.init_app(app)


def post(recipient: str, subject: str, body: str) -> None:
    """Put a plain-text mail into the outbox. Line breaks in the subject are refused with ValueError."""
    if "\n" in subject or "\r" in subject or "\n" in recipient or "\r" in recipient:
        raise ValueError("A mail header holds one line.")
    moment = now()
    db.session.add(OutboxMail(recipient=recipient, subject=subject, body=body, created_at=moment, due_at=moment))


def send_waiting() -> int:
    """Send the mails that are due, oldest first, and return how many went out.

    A sent mail leaves no row behind. A refused one waits longer each time, and is dropped after twelve tries.
    """
    if not current_app.config["MAIL_SERVER"]:
        return 0
    due = select(OutboxMail).where(OutboxMail.due_at <= now()).order_by(OutboxMail.id).limit(BATCH)
    sent = 0
    for waiting in db.session.scalars(due.with_for_update(skip_locked=True)).all():
        try:
            EmailMessage(subject=waiting.subject, body=waiting.body, to=[waiting.recipient]).send()
        except OSError:
            _wait_longer(waiting)
        else:
            db.session.delete(waiting)
            sent += 1
    return sent


def _wait_longer(waiting: OutboxMail) -> None:
    waiting.attempts += 1
    current_app.logger.warning("Mail %s could not be sent (try %s).", waiting.id, waiting.attempts)
    if waiting.attempts >= GIVE_UP_AFTER:
        db.session.delete(waiting)
    waiting.due_at = now() + min(timedelta(minutes=2**waiting.attempts), LONGEST_WAIT)
