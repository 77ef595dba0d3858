"""A new password by mail, through a real mail server."""

import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from elearn.accounts.models import ResetRow
from elearn.accounts.rules import Role
from elearn.accounts.service import people, resets
from elearn.core.clock import now
from elearn.infra import mail
from elearn.infra.database import db, transaction
from tests.accounts.conftest import PASSWORD, build
from tests.accounts.visits import sign_in
from tests.forms import post

NEW = "un altro treno di notte"


class Letterbox:
    """What the mail server received."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - aiosmtpd's names
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, int]]:
    box = Letterbox()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture
def mailing(tmp_path: Path, letterbox: tuple[Letterbox, int]) -> Iterator[Flask]:
    """The application with a mail server, at an address of its own."""
    app = build(
        tmp_path,
        mail_server="127.0.0.1",
        mail_port=letterbox[1],
        mail_tls=False,
        mail_from="Quaderno <quaderno@example.org>",
        base_url="http://learn.example",
    )
    with app.app_context(), transaction():
        people.create_account(
            "Amina Diallo", Role.LEARNER, identity="Amina@Example.org", password=PASSWORD, language="fr"
        )
    yield app
    with app.app_context():
        db.engine.dispose()


def ask(client: FlaskClient, email: str = "amina@example.org") -> str:
    """Ask for a new password and return the link that was posted, or ""."""
    reply = post(client, "/en/forgotten", {"email": email})
    assert reply.location == "/en/forgotten?done=sent"
    with client.application.app_context():
        body = db.session.scalar(select(mail.OutboxMail.body).order_by(mail.OutboxMail.id.desc())) or ""
    return next(iter(re.findall(r"http://\S+", body)), "").removeprefix("http://127.0.0.1:8000")


def test_a_link_by_mail_leads_to_a_new_password(mailing: Flask, letterbox: tuple[Letterbox, int]) -> None:
    client, elsewhere = mailing.test_client(), mailing.test_client()
    sign_in(elsewhere)
    reply = post(client, "/de/forgotten", {"email": "AMINA@example.org"})
    assert "on its way" in client.get(reply.location).text
    with mailing.app_context(), transaction():
        assert mail.send_waiting() == 1
        assert mail.send_waiting() == 0
    (received,) = letterbox[0].mails
    assert received["To"] == "amina@example.org"
    assert received["From"] == "Quaderno <quaderno@example.org>"
    body = received.get_content()
    assert "Amina Diallo" in body
    (link,) = re.findall(r"http://\S+", body)
    assert link.startswith("http://learn.example/fr/reset/")
    path = link.removeprefix("http://learn.example")
    done = post(client, path, {"password": NEW})
    assert done.location == "/fr/sign-in?done=password-reset"
    assert elsewhere.get("/en/who").text == "guest  None"
    assert sign_in(client).status_code == 422
    assert sign_in(client, password=NEW).status_code == 303
    assert mailing.test_client().get(path).status_code == 404


def test_the_address_in_a_mail_is_never_taken_from_the_request(mailing: Flask) -> None:
    client = mailing.test_client()
    client.environ_base["HTTP_X_FORWARDED_HOST"] = "evil.example"
    client.environ_base["HTTP_HOST"] = "evil.example"
    assert ask(client).startswith("http://learn.example/fr/reset/")


def test_known_and_unknown_addresses_get_the_same_answer_for_the_same_work(
    app: Flask, amina: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters: list[str] = []
    letter = resets._letter
    monkeypatch.setattr(resets, "_letter", lambda token, *rest: (letters.append(token), letter(token, *rest))[1])
    answers = [
        post(app.test_client(), "/en/forgotten", {"email": name}) for name in ("amina@example.org", "no@example.org")
    ]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(letters) == 2
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ResetRow)) == 2
        assert db.session.scalars(select(mail.OutboxMail.recipient)).all() == ["amina@example.org"]


def test_an_answer_for_nobody_opens_nothing(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resets, "secret_token", lambda: "known-to-the-test")
    post(client, "/en/forgotten", {"email": "nobody@example.org"})
    assert client.get("/en/reset/known-to-the-test").status_code == 404


def test_a_mail_goes_to_the_address_of_the_account_not_to_the_one_typed(app: Flask, amina: int) -> None:
    post(app.test_client(), "/en/forgotten", {"email": "ａMINA@example.org"})
    with app.app_context():
        assert db.session.scalars(select(mail.OutboxMail.recipient)).all() == ["amina@example.org"]


def test_a_link_is_over_after_an_hour(app: Flask, client: FlaskClient, amina: int) -> None:
    link = ask(client)
    with time_machine.travel(now() + timedelta(minutes=59)):
        assert client.get(link).status_code == 200
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert client.get(link).status_code == 404


def test_opening_a_link_uses_nothing_up_and_a_refused_password_neither(client: FlaskClient, amina: int) -> None:
    link = ask(client)
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert post(client, link, {"password": "short"}).status_code == 422
    assert post(client, link, {"password": "amina@example.org"}).status_code == 422
    assert post(client, link, {"password": NEW}).status_code == 303


def test_a_new_password_settles_all_links(client: FlaskClient, amina: int) -> None:
    first, second = ask(client), ask(client)
    assert first != second
    post(client, second, {"password": NEW})
    assert client.get(first).status_code == 404


def test_disabled_people_get_no_mail_and_their_links_are_dead(app: Flask, client: FlaskClient, amina: int) -> None:
    link = ask(client)
    with app.app_context(), transaction():
        people.disable(amina)
        db.session.query(mail.OutboxMail).delete()
    assert client.get(link).status_code == 404
    assert ask(client) == ""


def test_a_mailbox_is_not_flooded(app: Flask, client: FlaskClient, amina: int) -> None:
    for email in ("amina@example.org", "nobody@example.org"):
        answers = [post(app.test_client(), "/en/forgotten", {"email": email}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(mail.OutboxMail)) == 3


def test_the_table_does_not_hold_the_link(app: Flask, client: FlaskClient, amina: int) -> None:
    token = ask(client).rsplit("/", 1)[1]
    with app.app_context():
        row = db.session.execute(select(ResetRow)).scalar_one()
        assert token not in str(vars(row))


def test_an_address_that_is_none_is_asked_for_again(client: FlaskClient) -> None:
    page = post(client, "/en/forgotten", {"email": "amina at example"})
    assert page.status_code == 422
    assert 'value="amina at example"' in page.text
