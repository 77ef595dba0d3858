"""Eight people write in one sheet at the same time, on both databases: nothing that was acknowledged is lost."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.catalogue.service.importing import import_content
from elearn.core.ids import random_id
from elearn.infra.config import shipped
from elearn.infra.database import db, transaction
from elearn.workbooks.models import Member, Workbook
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.roles import MemberRole
from elearn.workbooks.service.books import Cover, begin_workbook, open_book
from elearn.workbooks.service.members import change_role, members_of, remove_member
from elearn.workbooks.service.sheets import documents_of
from elearn.workbooks.service.writing import add_node, undo, write_fields
from tests.workbooks.together import SHEET, lost_edits, replayed, revisions_of, shared_workbook, stored, write_together

PEOPLE = 8
EDITS = 100  # `make bench` does more


@pytest.fixture
def postgres_workbook_app(postgres_app: Flask, tmp_path: Path) -> Flask:
    """The application with the content of workbooks on PostgreSQL."""
    shutil.copytree(shipped("content") / "workbooks", tmp_path / "content" / "workbooks")
    with postgres_app.app_context(), transaction():
        import_content(tmp_path / "content", None, "test")
    return postgres_app


@pytest.fixture(
    params=["workbook_app", pytest.param("postgres_workbook_app", marks=pytest.mark.postgres)],
    ids=["sqlite", "postgres"],
)
def store(request: pytest.FixtureRequest) -> Flask:
    """The application, once on each database."""
    found: Flask = request.getfixturevalue(request.param)
    return found


def test_the_edits_of_eight_people_at_once_are_all_there(store: Flask) -> None:
    book, persons = shared_workbook(store, PEOPLE)
    kept = write_together(store, book, persons, EDITS)
    assert sum(len(one.taken) + one.conflicts for one in kept) == PEOPLE * EDITS
    assert sum(one.conflicts for one in kept) > 0
    assert lost_edits(store, book, kept) == []
    assert replayed(store, book) == stored(store, book)


def at_once(app: Flask, works: list[Callable[[], object]]) -> list[object]:
    """Do several things at the same time, each in a transaction of its own."""

    def once(work: Callable[[], object]) -> object:
        with app.app_context():
            try:
                with transaction():
                    return work()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(PEOPLE) as threads:
        return list(threads.map(once, works))


def test_the_same_form_at_once_begins_one_workbook_and_adds_one_node(store: Flask) -> None:
    book, (person, *_others) = shared_workbook(store, 2)
    name, cover = random_id(), Cover("Once", "", "small-grant", "en", "EUR")
    begun = at_once(store, [lambda: begin_workbook(person, cover, name=name)] * PEOPLE)
    assert set(begun) == {name}
    at_once(store, [lambda: add_node(book, SHEET, person, Node("n", "problems", {"text": "One"}))] * PEOPLE)
    with store.app_context():
        mine = select(func.count()).select_from(Workbook).where(Workbook.public_id == name)
        assert db.session.scalar(mine) == 1
    assert [version for version, _changes in revisions_of(store, book)] == [1, 2]


def test_two_links_that_close_a_circle_together_are_not_both_made(store: Flask) -> None:
    book, (ada, ben) = shared_workbook(store, 2)
    at_once(
        store,
        [
            lambda: write_fields(book, SHEET, ada, 1, {"p0": {"effects": ("p1",)}}),
            lambda: write_fields(book, SHEET, ben, 1, {"p1": {"effects": ("p0",)}}),
        ],
    )
    links = [stored(store, book).nodes[name].many("effects") for name in ("p0", "p1")]
    assert sorted(links) in ([(), ("p0",)], [(), ("p1",)])


def test_taking_back_at_once_takes_back_each_change_once(store: Flask) -> None:
    book, (ada, *_others) = shared_workbook(store, 2)
    with store.app_context(), transaction():
        for number in range(4):
            write_fields(book, SHEET, ada, 99, {"p0": {"text": f"Text {number}"}})
    at_once(store, [lambda: undo(book, SHEET, ada)] * 3)
    assert stored(store, book).nodes["p0"].text("text") == "Text 0"
    assert replayed(store, book) == stored(store, book)


def test_two_owners_who_leave_at_once_leave_one_behind(store: Flask) -> None:
    book, _persons = shared_workbook(store, 2)
    with store.app_context(), transaction():
        members = members_of(book)
        change_role(book, members[1].public_id, MemberRole.OWNER)
    left = at_once(store, [lambda one=one: remove_member(book, one.public_id) for one in members])  # type: ignore[misc]
    assert sorted(map(bool, left)) == [False, True]
    with store.app_context():
        assert db.session.scalars(select(Member.role).where(Member.workbook_id == book.id)).all() == ["owner"]


def test_nobody_sees_a_sheet_that_was_erased_or_never_committed(workbook_app: Flask) -> None:
    """SQLite gives the number of an erased sheet again, and a version that was undone comes a second time."""
    app = workbook_app
    book, (ada, _ben) = shared_workbook(app, 2)

    def write(text: str) -> None:
        write_fields(book, SHEET, ada, 99, {"p0": {"text": text}})

    def seen() -> str:
        found = open_book(ada, book.public_id)
        assert found is not None
        return documents_of(found)[SHEET].nodes["p0"].text("text")

    with app.app_context():
        write("Never committed")
        assert seen() == "Never committed"
        db.session.rollback()
        with transaction():
            write("Committed")
        assert seen() == "Committed"
        with transaction():
            db.session.execute(Workbook.__table__.delete().where(Workbook.id == book.id))
        again, (cid, _dan) = shared_workbook(app, 2)
        old, new = book.sheets[SHEET].id, again.sheets[SHEET].id
        assert old == new
        fresh = open_book(cid, again.public_id)
        assert fresh is not None
        assert not documents_of(fresh)[SHEET].nodes["p0"].is_set("text")
