"""Colleagues read each other's work, through the pages: who is paired with whom, and what each of them sees."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts.rules import Role
from elearn.accounts.service import privacy
from elearn.infra.database import db, transaction
from elearn.progress.models import ProgressFact
from elearn.workbooks.models import Review, Workbook
from tests.workbooks.reviewers import Reviewer, ask, signed_in, waiting_request
from tests.workbooks.visits import Writer

TREE = "problem-tree"


@pytest.fixture(autouse=True)
def speak_english(english: None) -> None:
    """These tests quote the interface in the language of the code."""


@pytest.fixture
def app(own_workbook_app: Flask) -> Flask:
    """Nobody else waits here."""
    return own_workbook_app


def learner(app: Flask, name: str) -> Writer:
    """Somebody with an account and a workbook of their own, called like them."""
    return signed_in(app, name).begin(copy="sahel-insieme", title=f"Work {name[0]}")


def exchange(writer: Writer) -> str:
    """Ask for a colleague; returns the name of the request."""
    return ask(writer, who="peer", question=f"Question of {writer.book}")


def readers(app: Flask) -> dict[str, str]:
    """title of a workbook -> title of the workbook whose person reads it, for those that are paired."""
    with app.app_context():
        rows = db.session.execute(
            select(Workbook.title, Review.asked_by, Review.reviewer_id).join(Review, Review.workbook_id == Workbook.id)
        ).all()
    asked = {row.asked_by: row.title for row in rows}
    return {row.title: asked.get(row.reviewer_id, "?") for row in rows if row.reviewer_id}


def inbox(writer: Writer) -> str:
    return writer.client.get("/en/teach/reviews").text


def test_two_who_wait_are_paired_and_told(app: Flask) -> None:
    ada, ben = learner(app, "Ada Lovelace"), learner(app, "Ben Okri")
    exchange(ada)
    assert "Waiting for a colleague" in ada.page("feedback")
    assert "Nothing is waiting." in inbox(ben)
    exchange(ben)
    assert readers(app) == {"Work A": "Work B", "Work B": "Work A"}
    assert "Waiting for a colleague who wants to exchange" not in ada.page("feedback")
    assert "Work B" in inbox(ada)
    assert "waits for your feedback" in ada.client.get("/en/w/").text


def test_neither_sees_the_others_name(app: Flask) -> None:
    ada, ben = learner(app, "Ada Lovelace"), learner(app, "Ben Okri")
    exchange(ada)
    exchange(ben)
    review = Reviewer(ada, waiting_request(ben))
    pages = [inbox(ada), review.page()]
    review.remark(TREE, first_node(app, review), "Who says so?")
    assert review.send("read", summary="I learnt from it.").status_code == 303
    assert "Ben Okri" not in "".join(pages)
    own = ben.page("feedback") + ben.page(TREE)
    assert "Who says so?" in own
    assert "I learnt from it." in own
    assert "Read by a colleague" in own
    assert "Ada Lovelace" not in own


def first_node(app: Flask, review: Reviewer) -> str:
    """The first problem on the page."""
    page = review.page(sheet=TREE)
    start = page.index('<li id="n-') + len('<li id="n-')
    return page[start : page.index('"', start)]


def test_each_sees_only_what_the_other_froze(app: Flask) -> None:
    ada, ben, third = (learner(app, name) for name in ("Ada", "Ben", "Cleo"))
    first, second = exchange(ada), exchange(ben)
    ben.add(TREE, "problems", "later", text="This came later")
    page = Reviewer(ada, second).page(sheet=TREE)
    assert "Work B" in page
    assert "This came later" not in page
    assert ada.client.get(ben.url()).status_code == 404
    Reviewer(ada, first).page(404)
    Reviewer(third, first).page(404)
    Reviewer(third, second).page(404)
    Reviewer(signed_in(app, "Marta", Role.TRAINER), first).page(404)


def test_of_three_the_last_waits_for_a_fourth(app: Flask) -> None:
    people = [learner(app, name) for name in ("Ada", "Ben", "Cleo")]
    for person in people:
        exchange(person)
    assert readers(app) == {"Work A": "Work B", "Work B": "Work A"}
    dora = learner(app, "Dora")
    exchange(dora)
    assert readers(app)["Work C"] == "Work D"


def test_nobody_is_paired_with_themselves_or_with_a_workbook_of_their_own(app: Flask) -> None:
    ada = learner(app, "Ada")
    exchange(ada)
    other = Writer(app)
    other.client = ada.client
    other.begin(copy="sahel-insieme", title="Work 2")
    exchange(other)
    assert readers(app) == {}
    ben = signed_in(app, "Ben").join(ada.invite())  # writes in Ada's workbook
    ben.begin(copy="sahel-insieme", title="Work B")
    exchange(ben)
    assert readers(app) == {"Work 2": "Work B", "Work B": "Work 2"}


def test_operators_and_entrepreneurs_are_not_paired(app: Flask) -> None:
    ada, amara = learner(app, "Ada"), signed_in(app, "Amara").begin(copy="amara", profile="entrepreneur")
    exchange(ada)
    exchange(amara)
    assert readers(app) == {}


def test_a_workbook_in_the_bin_is_paired_with_nobody(app: Flask) -> None:
    ada, ben = learner(app, "Ada"), learner(app, "Ben")
    exchange(ada)
    ada.send("bin")
    exchange(ben)
    assert readers(app) == {}


def test_a_guest_who_asks_can_also_answer(app: Flask) -> None:
    guest = Writer(app).begin(copy="sahel-insieme", title="Work G")
    ada = learner(app, "Ada")
    exchange(guest)
    exchange(ada)
    assert "Work A" in inbox(guest)
    assert "waits for your feedback" in guest.client.get("/en/w/").text
    review = Reviewer(guest, waiting_request(ada))
    review.page()
    assert review.send("read", summary="Thank you.").status_code == 303
    assert "Thank you." in ada.page("feedback")


def test_a_colleague_neither_approves_nor_asks_for_changes(app: Flask) -> None:
    ada, ben = learner(app, "Ada"), learner(app, "Ben")
    exchange(ada)
    exchange(ben)
    review = Reviewer(ada, waiting_request(ben))
    review.page()
    for outcome in ("approved", "changes"):
        review.send(outcome, summary="Fine")
    with app.app_context():
        state = db.session.execute(select(Review.state, Review.outcome).where(Review.public_id == review.name)).one()
        done = db.session.scalars(select(ProgressFact.item).where(ProgressFact.verb == "done")).all()
    assert state.outcome in ("", "read")
    assert done == []


def test_when_a_colleague_is_erased_the_other_finds_a_new_one(app: Flask) -> None:
    ada, ben, cleo = (learner(app, name) for name in ("Ada", "Ben", "Cleo"))
    exchange(ada)
    exchange(ben)
    review = Reviewer(ada, waiting_request(ben))
    review.page()  # Ada began
    review.remark(TREE, first_node(app, review), "Half a thought")
    with app.app_context(), transaction():
        person = db.session.scalar(select(Review.reviewer_id).where(Review.public_id == review.name))
        assert person
        privacy.erase(person)
    exchange(cleo)
    assert readers(app) == {"Work B": "Work C", "Work C": "Work B"}
    assert "Half a thought" not in Reviewer(cleo, review.name).page(sheet=TREE)


def test_a_colleague_sees_no_changes_since_a_review_that_somebody_else_wrote(app: Flask) -> None:
    ada, ben, cleo = (learner(app, name) for name in ("Ada", "Ben", "Cleo"))
    exchange(ada)
    exchange(ben)
    review = Reviewer(ada, waiting_request(ben))
    review.page()
    review.send("read", summary="Good.")
    ben.add(TREE, "problems", "later", text="This came later")
    exchange(ben)
    exchange(cleo)
    assert "since the last review" not in Reviewer(cleo, waiting_request(ben)).page(sheet=TREE)
