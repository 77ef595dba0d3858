"""What a person takes away of their workbooks, and what is left when they are erased."""

import csv
import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts.service import privacy
from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.infra.database import db, empty_write_ahead_log, transaction
from elearn.workbooks.models import Comment, Member, Review, Revision, Snapshot, Workbook
from tests.accounts.test_privacy import MAP, files_with
from tests.forms import post
from tests.workbooks.visits import Writer

#: table -> the parts of the export that hold its columns
PARTS = {
    "workbooks_workbook": ("workbooks",),
    "workbooks_member": ("workbooks",),
    "workbooks_sheet": ("sheets",),
    "workbooks_revision": ("revisions",),
    "workbooks_review": ("requests", "reviews"),
    "workbooks_comment": ("comments",),
}
CANARY = "Kanarienvogel"
TREE = "problem-tree"


@pytest.fixture
def ada(workbook_app: Flask) -> Writer:
    """A guest who wrote something that nobody else writes."""
    return busy(Writer(workbook_app))


def busy(writer: Writer) -> Writer:
    writer.begin(title=f"{CANARY} project", place=f"{CANARY}hausen", start="2027-01-31", months="18", country="de")
    writer.add(TREE, "problems", "core", text=f"{CANARY} one", core="yes")
    writer.save(TREE, "problems", "core", text=f"{CANARY} two", evidence=f"{CANARY} said so")
    writer.send(f"{TREE}/undo")
    writer.invite("editor")
    return writer


def owner_of(app: Flask, book: str) -> int:
    with app.app_context():
        query = select(Member.person_id).join(Workbook).where(Workbook.public_id == book, Member.role == "owner")
        return db.session.scalars(query).one()


def exported(writer: Writer) -> dict[str, Any]:
    reply = post(writer.client, "/en/account/export", page="/en/account")
    with ZipFile(BytesIO(reply.data)) as archive:
        found: dict[str, Any] = json.loads(archive.read("data.json"))["workbooks"]
        return found


def reviewed(app: Flask, book: str, person: int) -> None:
    """Give a person a request for feedback, an answer of their own and a remark."""
    moment = now()
    with app.app_context(), transaction():
        own = db.session.scalars(select(Workbook.id).where(Workbook.public_id == book)).one()
        empty: dict[str, Any] = {"documents": {}, "versions": {}, "findings": []}
        snapshot = Snapshot(workbook_id=own, digest="", made_at=moment, **empty)
        db.session.add(snapshot)
        db.session.flush()
        for name, who in (("asked_by", "asked"), ("reviewer_id", "answered")):
            words = {"question": f"{CANARY} {who}", "marks": {}, "public_id": random_id(), name: person}
            states = {"kind": "peer", "state": "asked", "asked_at": moment}
            db.session.add(Review(workbook_id=own, snapshot_id=snapshot.id, **states, **words))
        place = {"sheet": TREE, "node": "core", "kind": "fix", "state": "open", "language": "en", "made_at": moment}
        words = {"public_id": random_id(), "body": f"{CANARY} remarked", "author_id": person}
        db.session.add(Comment(workbook_id=own, **place, **words))


def test_the_export_holds_every_column_that_the_privacy_map_promises(ada: Writer, workbook_app: Flask) -> None:
    reviewed(workbook_app, ada.book, owner_of(workbook_app, ada.book))
    found = exported(ada)
    of_people = {"asked_by", "reviewer_id", "author_id", "person_id"}  # whose it is: the file is the person's own
    missing = []
    with MAP.open(encoding="utf-8", newline="") as source:
        for line in csv.DictReader(source):
            parts = PARTS.get(line["table"], ())
            if line["exported"] == "yes" and line["column"] not in of_people:
                missing += [(part, line["column"]) for part in parts if line["column"] not in found[part][0]]
    assert missing == []
    packed = json.dumps(found, ensure_ascii=False)
    for words in (" project", "hausen", " one", " two", " said so", " asked", " answered", " remarked"):
        assert CANARY + words in packed
    assert found["workbooks"][0]["start"] == "2027-01-31"
    assert [one["reason"] for one in found["revisions"]] == ["wrote", "wrote", "undid"]


def test_erasing_leaves_no_trace_of_a_workbook_of_ones_own(own_workbook_app: Flask, tmp_path: Path) -> None:
    writer = busy(Writer(own_workbook_app))
    reader = Writer(own_workbook_app).join(writer.invite("reader"))
    assert files_with(tmp_path, CANARY)
    assert post(writer.client, "/en/account/erase", {"word": "erase"}).status_code == 303
    with own_workbook_app.app_context():
        for model in (Workbook, Member, Revision, Snapshot):
            assert db.session.scalar(select(func.count()).select_from(model)) == 0, model
        db.session.rollback()
        empty_write_ahead_log()
    assert files_with(tmp_path, CANARY) == []
    assert reader.client.get(reader.url()).status_code == 404


def test_the_work_of_a_group_stays_without_the_name_and_an_editor_owns_it(ada: Writer, workbook_app: Flask) -> None:
    reader = Writer(workbook_app).join(ada.invite("reader"))
    mentor = Writer(workbook_app).join(ada.invite("mentor"))
    editor = Writer(workbook_app).join(ada.invite("editor"))
    person = owner_of(workbook_app, ada.book)
    with workbook_app.app_context(), transaction():
        privacy.erase(person)
    assert f"{CANARY} one" in editor.page(TREE)
    assert editor.send("people", do="withdraw", role="editor").status_code == 303
    assert mentor.send("people", do="withdraw", role="editor").status_code == 403
    assert reader.page(f"{TREE}/history").count("A guest wrote") == 2
    with workbook_app.app_context():
        assert db.session.scalar(select(func.count()).where(Revision.person_id == person)) == 0
