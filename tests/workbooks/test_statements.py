"""How many questions a sheet of 300 nodes asks the database."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.infra.database import db, transaction
from elearn.workbooks.models import Member, Workbook
from elearn.workbooks.rules.documents import Added, Document, Node
from elearn.workbooks.service.books import open_book
from elearn.workbooks.service.writing import apply_plan
from tests.pages import ValidatingClient
from tests.progress.test_statements import statements
from tests.workbooks.visits import Writer

NODES = 300


@pytest.fixture
def writer(workbook_app: Flask) -> Writer:
    """Somebody with a tree of 300 problems, seven below each."""
    writer = Writer(workbook_app).begin()
    with workbook_app.app_context(), transaction():
        owner = db.session.scalars(
            select(Member.person_id).join(Workbook).where(Workbook.public_id == writer.book)
        ).one()
        found = open_book(owner, writer.book)
        assert found is not None
        nodes = [Added(node, "last") for node in forest().nodes.values()]
        apply_plan(found, "problem-tree", owner, lambda _document: nodes, "wrote")
    return writer


def forest(nodes: int = NODES) -> Document:
    """A tree in which every problem has seven causes."""
    return Document(
        {
            f"p{number}": Node(
                f"p{number}",
                "problems",
                {"text": f"Buyers pay late in village {number}"}
                | ({"effects": (f"p{(number - 1) // 7}",)} if number else {"core": "yes"}),
            )
            for number in range(nodes)
        }
    )


def test_opening_a_sheet_of_300_nodes_asks_at_most_six_questions(
    workbook_app: Flask,
    writer: Writer,
) -> None:
    client = writer.client
    assert isinstance(client, ValidatingClient)
    with statements(workbook_app) as first:
        plain(client, writer.url("problem-tree"))
    assert len(first) <= 6, first
    with statements(workbook_app) as again:
        plain(client, writer.url("problem-tree?open=p3"))
    assert len(again) < len(first), again  # the documents are known


def plain(client: ValidatingClient, address: str) -> None:
    """Open a page that is larger than the budget of pages allows: 300 nodes are."""
    reply = super(ValidatingClient, client).open(address)
    assert reply.status_code == 200
    assert reply.get_data(as_text=True).count("data-open") >= 300


def test_saving_a_cell_asks_at_most_nine_questions(workbook_app: Flask, writer: Writer) -> None:
    token = writer.form("people", "leave")["form_token"][0]
    fields = {"part": "problems", "base": "1", "shown": "text", "f-text": "Buyers pay", "form_token": token}
    with statements(workbook_app) as sent:
        assert writer.client.post(writer.url("problem-tree/nodes/p3"), data=fields).status_code == 303
    assert len(sent) <= 9, sent
