"""People who give feedback in a browser, without script."""

import re
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.core.ids import random_id
from elearn.infra.database import db, transaction
from elearn.workbooks.models import Review, Workbook
from tests.forms import post, token_of
from tests.workbooks.visits import Writer

PASSWORD = "un treno blu di notte"
MARKS = ("problems", "logic", "indicators", "plan_budget", "participation", "clarity")  # of the rubric `project`


def signed_in(app: Flask, name: str, role: Role = Role.LEARNER, *, language: str = "en", email: str = "") -> Writer:
    """Somebody with a new account, at a browser."""
    identity = email or f"p.{random_id().lower()}"
    with app.app_context(), transaction():
        create_account(name, role, identity=identity, password=PASSWORD, language=language)
    writer = Writer(app, language)
    reply = post(writer.client, f"/{language}/sign-in", {"identity": identity, "password": PASSWORD})
    assert reply.status_code == 303, reply.text
    return writer


class Reviewer:
    """Somebody who answers a request; `name` is the request's."""

    def __init__(self, writer: Writer, name: str) -> None:
        self.client, self.language, self.name = writer.client, writer.language, name

    def url(self, **query: str) -> str:
        """The address of the frozen workbook."""
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        return f"/{self.language}/teach/reviews/{self.name}" + (f"?{asked}" if asked else "")

    def page(self, status: int = 200, **query: str) -> str:
        """The frozen workbook."""
        reply = self.client.get(self.url(**query))
        assert reply.status_code == status, reply.status_code
        return reply.text

    def send(self, do: str, **fields: Any) -> TestResponse:
        """Press a button."""
        token = token_of(self.client.get(f"/{self.language}/account"))
        return self.client.post(self.url(), data={"form_token": token, "do": do, **fields})

    def remark(self, sheet: str, node: str, body: str, **fields: str) -> TestResponse:
        """Keep a remark."""
        name = random_id()
        return self.send("remark", **{"sheet": sheet, "at": node, "name": name, "kind": "fix", "body": body, **fields})

    def approve(self, mark: int = 4, **fields: str) -> TestResponse:
        """Approve with the same mark everywhere."""
        return self.send("approved", **{f"mark-{name}": str(mark) for name in MARKS}, **fields)


def ask(writer: Writer, **fields: str) -> str:
    """Ask for feedback; returns the name of the request."""
    reply = writer.send("ask", {"module": "", "who": "trainer", **fields})
    assert reply.status_code == 303, reply.text
    return waiting_request(writer)


def waiting_request(writer: Writer) -> str:
    """The newest request of a workbook."""
    with writer.client.application.app_context():
        newest = select(Review.public_id).join(Workbook, Workbook.id == Review.workbook_id)
        name = db.session.scalar(newest.where(Workbook.public_id == writer.book).order_by(Review.id.desc()))
    assert name
    return name


def remark_ids(html: str) -> list[str]:
    """The remarks on a page."""
    return re.findall(r'id="r-([^"]+)"', html)
