"""People with accounts who ask for feedback and give it, in a browser, without script."""

import html
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.catalogue.service.library import library
from elearn.infra.database import db, transaction
from elearn.workbooks.models import Comment, Review, Workbook
from tests.forms import token_of
from tests.workbooks.visits import Writer

PASSWORD = "un treno blu di notte"
TREE = "problem-tree"
_NUMBERS: Iterator[int] = count(1)


class Person(Writer):
    """A person with an account: a learner who writes, or a trainer who reviews."""

    def __init__(
        self, app: Flask, name: str, role: Role = Role.LEARNER, language: str = "en", *, has_email: bool = True
    ) -> None:
        super().__init__(app, language)
        self.app, self.name = app, name
        number = next(_NUMBERS)
        self.identity = f"person{number}@example.org" if has_email else f"person{number}"
        with app.app_context(), transaction():
            self.id = create_account(name, role, identity=self.identity, password=PASSWORD, language=language)
        self.sign_in()

    def sign_in(self) -> None:
        """Sign in with a browser that knows nobody."""
        address = f"/{self.language}/sign-in"
        token = token_of(self.client.get(address))
        sent = {"identity": self.identity, "password": PASSWORD, "form_token": token}
        assert self.client.post(address, data=sent).status_code == 303

    # Asking ----------------------------------------------------------------------------------------------------------

    def write_tree(self) -> "Person":
        """A problem tree with nothing that stops a request."""
        self.add(TREE, "problems", "core", text="Women earn little from shea butter", core="yes", evidence="A survey")
        self.add(TREE, "problems", "alone", text="Each woman sells alone", effects="core")
        self.add(TREE, "problems", "late", text="Buyers pay three months late", effects="core")
        self.add(TREE, "problems", "poor", text="Families skip meals in spring")
        self.save(TREE, "problems", "core", effects="poor")
        return self

    def ask(self, module: str = TREE, question: str = "", who: str = "trainer") -> str:
        """Ask for feedback; returns the name of the request."""
        reply = self.send("ask", {"module": module, "question": question, "who": who})
        assert reply.status_code == 303, reply.text
        return self.requests()[-1]

    def requests(self) -> list[str]:
        """The names of this workbook's requests, oldest first."""
        with self.app.app_context():
            mine = select(Review.public_id).join(Workbook, Workbook.id == Review.workbook_id)
            return list(db.session.scalars(mine.where(Workbook.public_id == self.book).order_by(Review.id)))

    # Reviewing -------------------------------------------------------------------------------------------------------

    def review(self, name: str, status: int = 200, **query: str) -> str:
        """The page of a request."""
        reply = self.client.get(f"/{self.language}/teach/reviews/{name}", query_string=query)
        assert reply.status_code == status, (reply.status_code, reply.location)
        return reply.text

    def inbox(self, **query: str) -> str:
        """What waits."""
        reply = self.client.get(f"/{self.language}/teach/reviews", query_string=query)
        assert reply.status_code == 200
        return reply.text

    def answer(self, review: str, do: str, **fields: Any) -> TestResponse:
        """Press a button on the page of a request."""
        token = token_of(self.client.get(f"/{self.language}/account"))
        return self.client.post(
            f"/{self.language}/teach/reviews/{review}", data={**fields, "do": do, "form_token": token}
        )

    def remark(self, review: str, node: str, body: str, sheet: str = TREE, **fields: Any) -> TestResponse:
        """Write a remark on a row, as a draft."""
        sent = {"sheet": sheet, "at": node, "body": body, "kind": "fix", "name": "", **fields}
        return self.answer(review, "remark", **sent)

    def marks(self, mark: int, rubric: str = "project") -> dict[str, str]:
        """The same mark for every criterion."""
        with self.app.app_context():
            return {f"mark-{one.id}": str(mark) for one in library().kit.rubrics[rubric].criteria}


def words_of(page: str) -> str:
    """What a page says, in one line."""
    main = page[page.index("<main") :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def stored_review(app: Flask, name: str) -> Review:
    """A request as it stands in the database."""
    with app.app_context():
        return db.session.scalars(select(Review).where(Review.public_id == name)).one()


def stored_comments(app: Flask, name: str) -> list[Comment]:
    """The remarks of a request, with drafts and replies, oldest first."""
    with app.app_context():
        mine = select(Comment).join(Review, Review.id == Comment.review_id).where(Review.public_id == name)
        return list(db.session.scalars(mine.order_by(Comment.id)))
