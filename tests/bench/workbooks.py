"""A workbook of 300 nodes, what its checks take, and 2,000 edits of eight people at once."""

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import insert, select

from elearn.accounts.models import PersonRow
from elearn.app import create_app
from elearn.catalogue.service.library import library
from elearn.core.clock import now
from elearn.infra.config import Settings
from elearn.infra.database import db, transaction
from elearn.workbooks.formats import FORMATS, WHOLE
from elearn.workbooks.models import Member
from elearn.workbooks.rules.documents import Document, Node
from elearn.workbooks.rules.engine import check
from elearn.workbooks.rules.periods import as_date
from elearn.workbooks.service.books import Cover, OpenBook, begin_workbook, example_documents, open_book
from elearn.workbooks.service.carrying import outgoing_of
from elearn.workbooks.service.sheets import book_of, documents_of
from tests.workbooks.together import lost_edits, shared_workbook, write_together

EXAMPLE = "sahel-insieme"
NODES = 300
GROWING = ("budget", "problem-tree", "indicators", "plan", "risks")  # where large projects have more of the same
WRITERS, EDITS = 8, 250


def application(folder: Path) -> Flask:
    """The application on an instance, in this process."""
    return create_app(Settings(instance=folder, production=False, secret="b" * 40))


def large(documents: Mapping[str, Document]) -> dict[str, Document]:
    """The running case with more of the same, so that there are 300 nodes in all."""
    found = dict(documents)
    turn = 0
    while sum(len(document.nodes) for document in found.values()) < NODES:
        sheet = GROWING[turn % len(GROWING)]
        originals = list(documents[sheet].nodes.values())
        node = originals[turn // len(GROWING) % len(originals)]
        copy = Node(f"copy-{turn}", node.part, {name: one for name, one in node.fields.items() if name != "core"})
        found[sheet] = Document({**found[sheet].nodes, copy.id: copy})
        turn += 1
    return found


def make_workbook(app: Flask, people: int) -> str:
    """A workbook of 300 nodes that the first bench people share; returns its address in Italian."""
    with app.app_context(), transaction():
        persons = db.session.scalars(
            select(PersonRow.id).where(PersonRow.public_id.in_(f"bench-{number}" for number in range(people)))
        ).all()
        case = library().examples[EXAMPLE]
        cover = Cover("Sahel Insieme", "Roma", case.profile, "it", case.currency, case.country)
        cover = replace(cover, start=as_date(case.start), months=case.months)
        name = begin_workbook(persons[0], cover, large(example_documents(EXAMPLE, "it")))
        found = open_book(persons[0], name or "")
        assert found is not None
        for person in persons[1:]:
            values = {"workbook_id": found.id, "person_id": person, "role": "editor", "joined_at": now()}
            db.session.execute(insert(Member).values(values))
    return f"/it/w/{found.public_id}"


def milliseconds_of_checks(app: Flask, name: str) -> float:
    """How long all checks over the workbook take, in the middle of many times."""
    taken = []
    with app.app_context():
        found = _opened(name)
        documents = documents_of(found)
        for _time in range(15):
            started = time.perf_counter()
            assert check(book_of(found, documents))
            taken.append(time.perf_counter() - started)
    return median(taken) * 1000


def seconds_of_files(app: Flask, name: str) -> dict[str, float]:
    """How long the whole workbook takes as a file, by kind of file; fonts are read before."""
    taken = {}
    with app.app_context(), app.test_request_context("/it/"):
        found = _opened(name)
        out = outgoing_of(found, documents_of(found))
        for ending in ("docx", "xlsx", "pdf"):
            FORMATS[ending].write(out, "card")
            started = time.perf_counter()
            FORMATS[ending].write(out, WHOLE)
            taken[ending] = time.perf_counter() - started
    return taken


def _opened(name: str) -> OpenBook:
    person = db.session.scalars(select(PersonRow.id).where(PersonRow.public_id == "bench-0")).one()
    found = open_book(person, name)
    assert found is not None
    return found


def edits_at_once(app: Flask) -> tuple[int, float]:
    """(acknowledged edits that stand in no revision, edits per second) of 2,000 edits to one sheet."""
    book, persons = shared_workbook(app, WRITERS)
    started = time.monotonic()
    kept = write_together(app, book, persons, EDITS)
    seconds = time.monotonic() - started
    return len(lost_edits(app, book, kept)), WRITERS * EDITS / seconds
