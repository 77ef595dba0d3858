"""What was frozen for a request, and who may still read it: members, reviewers, colleagues; what a mentor decides."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from elearn.accounts.rules import Role
from elearn.catalogue.service.importing import import_content
from elearn.catalogue.service.library import library
from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.infra.config import shipped
from elearn.infra.database import db, transaction
from elearn.infra.mail import OutboxMail
from elearn.progress.models import ProgressFact
from elearn.workbooks.models import Review
from elearn.workbooks.rules.reviewing import may_withdraw, typed_text
from elearn.workbooks.service.books import open_book
from elearn.workbooks.service.reviewing import find_asked
from tests.pages import ValidatingClient
from tests.progress.test_statements import statements
from tests.workbooks.books import LANGUAGES
from tests.workbooks.reviewers import Reviewer, ask, remark_ids, signed_in
from tests.workbooks.visits import Writer

TREE = "problem-tree"


@pytest.fixture(autouse=True)
def speak_english(english: None) -> None:
    """These tests quote the interface in the language of the code."""


@pytest.fixture
def ada(workbook_app: Flask) -> Writer:
    """A guest whose workbook is the example."""
    return Writer(workbook_app).begin(copy="sahel-insieme")


@pytest.fixture
def marta(workbook_app: Flask) -> Writer:
    """A trainer."""
    return signed_in(workbook_app, "Marta Conti", Role.TRAINER)


@pytest.fixture
def review(ada: Writer, marta: Writer) -> Reviewer:
    """What Ada asked for, opened by Marta."""
    reviewer = Reviewer(marta, ask(ada))
    reviewer.page()
    return reviewer


def nodes_of(page: str) -> list[str]:
    """The rows of a frozen sheet."""
    return re.findall(r'<li id="n-([^"]+)"', page)


# What was sent -------------------------------------------------------------------------------------------------------


def test_members_read_what_was_sent_as_it_was_and_nobody_else(workbook_app: Flask, ada: Writer, marta: Writer) -> None:
    name = ask(ada, question="Is the core problem clear?")
    ada.add(TREE, "problems", "later", text="This came later")
    for role in ("reader", "mentor", "editor"):
        Writer(workbook_app).join(ada.invite(role)).page(f"feedback/{name}?sheet={TREE}")
    page = ada.page(f"feedback/{name}?sheet={TREE}")
    assert "Is the core problem clear?" in page
    assert nodes_of(page)
    assert "This came later" not in page
    assert "Write a remark" not in page
    for stranger in (Writer(workbook_app).begin(), marta, signed_in(workbook_app, "Another learner")):
        assert stranger.client.get(ada.url(f"feedback/{name}")).status_code == 404


def test_a_request_of_another_workbook_is_not_found_under_ones_own(workbook_app: Flask, ada: Writer) -> None:
    other = Writer(workbook_app).begin(copy="sahel-insieme")
    ada.page(f"feedback/{ask(other)}", 404)


def test_what_a_reviewer_has_not_sent_is_not_to_be_read(ada: Writer, review: Reviewer) -> None:
    node = nodes_of(review.page(sheet=TREE))[0]
    review.remark(TREE, node, "Not finished yet.")
    review.send("save", **{"mark-logic": "2", "text-logic": "Weak", "summary": "Half a thought"})
    pages = ada.page(f"feedback/{review.name}?sheet={TREE}") + ada.page("feedback") + ada.page(TREE)
    for words in ("Not finished yet.", "Weak", "Half a thought"):
        assert words not in pages
    with ada.client.application.app_context():
        asker = db.session.scalar(select(Review.asked_by).where(Review.public_id == review.name))
        book = open_book(asker, ada.book)
        assert book
        found = find_asked(book, review.name)
        assert found
        assert (found.marks, found.summary, found.drafts, found.said) == ({}, "", (), ())


def test_a_remark_whose_row_is_gone_stands_in_what_was_sent(ada: Writer, review: Reviewer) -> None:
    node = nodes_of(review.page(sheet=TREE))[0]
    review.remark(TREE, node, "Who says so?")
    review.send("changes")
    ada.send(f"{TREE}/nodes/{node}", {"part": "problems", "do": "remove"})
    found = re.search(r'href="([^"]+/feedback/[^"]+sheet=problem-tree[^"]*)"', ada.page("feedback"))
    assert found
    assert "Who says so?" in ada.client.get(found[1].replace("&amp;", "&")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_frozen_workbook_is_a_sound_page_in_every_language(workbook_app: Flask, language: str) -> None:
    trainer = signed_in(workbook_app, "Marta Conti", Role.TRAINER, language=language)
    amara = Writer(workbook_app, language).begin(copy="amara", profile="entrepreneur")
    review = Reviewer(trainer, ask(amara))
    for sheet in re.findall(r"\?sheet=([a-z-]+)\"", review.page()):
        review.page(sheet=sheet)
        amara.page(f"feedback/{review.name}?sheet={sheet}")


# What a reviewer needs to see ----------------------------------------------------------------------------------------


def test_the_amounts_of_the_months_are_shown(workbook_app: Flask, marta: Writer) -> None:
    amara = Writer(workbook_app).begin(copy="amara", profile="entrepreneur")
    page = Reviewer(marta, ask(amara)).page(sheet="cash-flow")
    with workbook_app.app_context():
        rows = library().examples["amara"].documents["cash-flow"].values()
    amounts = [str(row["m1"]) for row in rows if "m1" in row]
    assert amounts
    for amount in amounts:
        assert f'<td class="end">{amount}</td>' in page


def test_sums_and_the_drawn_tree_are_shown(review: Reviewer) -> None:
    assert "What it adds up to" in review.page(sheet="budget")
    assert '<svg class="tree"' in review.page(sheet=TREE)


def test_a_part_in_which_nothing_stands_can_be_remarked_where_its_rows_are_given(
    workbook_app: Flask, ada: Writer, marta: Writer
) -> None:
    bare = Writer(workbook_app).begin()
    bare.send(f"{TREE}/example")
    bare.save("narrative", "sections", "needs", text="Women sell alone.")
    review = Reviewer(marta, ask(bare))
    page = review.page(sheet="narrative")
    empty = next(node for node in nodes_of(page) if node != "needs")
    assert "Nothing is written here yet." in page
    assert review.remark("narrative", empty, "Begin with this one.").status_code == 303


def test_replies_and_what_is_done_are_seen_in_the_next_review_and_not_by_a_colleague(
    workbook_app: Flask, ada: Writer, review: Reviewer, marta: Writer
) -> None:
    node = nodes_of(review.page(sheet=TREE))[0]
    review.remark(TREE, node, "Who says so?")
    review.send("changes")
    remark = remark_ids(ada.page(TREE))[0]
    ada.send(f"remarks/{remark}", do="reply", body="The women told us.")
    ada.send(f"remarks/{remark}", do="done")
    page = Reviewer(marta, ask(ada)).page(sheet=TREE)
    for words in ("Who says so?", "The women told us.", ", done"):
        assert words in page
    colleague = signed_in(workbook_app, "Ben").begin(copy="sahel-insieme")
    exchanged = ask(ada, who="peer")
    with workbook_app.app_context(), transaction():
        ben = db.session.scalar(select(Review.asked_by).where(Review.public_id == ask(colleague, module=TREE)))
        db.session.execute(update(Review).where(Review.public_id == exchanged).values(reviewer_id=ben))
    assert "Who says so?" not in Reviewer(colleague, exchanged).page(sheet=TREE)


def test_a_draft_can_be_changed(review: Reviewer) -> None:
    node, name = nodes_of(review.page(sheet=TREE))[0], random_id()
    review.remark(TREE, node, "Too harsh.", name=name, kind="fix", field="text")
    form = review.page(sheet=TREE, at=node, draft=name)
    assert ">Too harsh.</textarea>" in form
    assert f'name="name" value="{name}"' in form
    review.remark(TREE, node, "Kinder.", name=name, kind="question")
    page = review.page(sheet=TREE)
    assert "Kinder." in page
    assert "Too harsh." not in page


def test_the_workbooks_before_and_after_are_one_click_away(own_workbook_app: Flask) -> None:
    marta = signed_in(own_workbook_app, "Marta Conti", Role.TRAINER)
    names = [ask(Writer(own_workbook_app).begin(copy="sahel-insieme")) for _number in range(3)]
    beside = []
    for name in names:
        _before, _mark, rest = Reviewer(marta, name).page().partition('aria-label="Requests"')
        links = rest.partition("</nav>")[0]
        beside.append([one for one in names if f"/teach/reviews/{one}" in links])
    assert beside == [[names[1]], [names[0], names[2]], [names[1]]]


def test_a_frozen_sheet_asks_few_questions_however_much_was_said(workbook_app: Flask, review: Reviewer) -> None:
    node = nodes_of(review.page(sheet=TREE))[0]
    review.remark(TREE, node, "One.")
    with statements(workbook_app) as few:
        review.page(sheet=TREE)
    for number in range(20):
        review.remark(TREE, node, f"Remark {number}")
    with statements(workbook_app) as many:
        review.page(sheet=TREE)
    assert len(many) == len(few)


# Whose answer it is --------------------------------------------------------------------------------------------------


def test_whoever_kept_something_keeps_the_answer_until_somebody_says_they_go_on(
    workbook_app: Flask, review: Reviewer
) -> None:
    review.send("save", summary="Half of it.")
    with workbook_app.app_context(), transaction():
        long_ago = now() - timedelta(hours=30)
        mine = update(Review).where(Review.public_id == review.name)
        db.session.execute(mine.values(seen_at=long_ago, opened_at=long_ago))
    second = Reviewer(signed_in(workbook_app, "Carla Neri", Role.COORDINATOR), review.name)
    page = second.page()
    assert "Marta Conti began to answer" in page
    assert "Your answer" not in page
    assert "Your answer" in review.page()
    assert second.send("take-over").status_code == 303
    assert "Half of it." in second.page()


def test_a_mentor_approves_and_the_step_still_waits_for_a_trainer(workbook_app: Flask) -> None:
    """Whoever owns a workbook can be its mentor in another browser."""
    anna = signed_in(workbook_app, "Anna").begin(copy="sahel-insieme")
    mentor = Writer(workbook_app).join(anna.invite("mentor"))
    review = Reviewer(mentor, ask(anna, module="logical-framework"))
    assert "The module is complete when a trainer approves." in review.page()
    assert review.approve().status_code == 303
    assert "Approved" in anna.page("feedback")
    assert verbs_of(workbook_app, review.name) == {"opened"}
    trainer = Reviewer(signed_in(workbook_app, "Marta Conti", Role.TRAINER), ask(anna, module="logical-framework"))
    assert "The module is complete when a trainer approves." not in trainer.page()
    assert trainer.approve().status_code == 303
    assert verbs_of(workbook_app, review.name) == {"opened", "done"}


def verbs_of(app: Flask, name: str) -> set[str]:
    """What the ledger says about the step of whoever asked."""
    with app.app_context():
        asker = select(Review.asked_by).where(Review.public_id == name).scalar_subquery()
        return set(db.session.scalars(select(ProgressFact.verb).where(ProgressFact.person_id == asker)))


# Asking and exchanging -----------------------------------------------------------------------------------------------


def test_who_asks_again_reads_that_the_first_request_is_still_on_its_way(ada: Writer) -> None:
    assert "have been asked" not in ada.page("ask")
    ask(ada)
    page = ada.page("ask")
    assert "A trainer has been asked about these sheets already" in page
    assert "Withdraw the request to ask anew" in page
    assert "has been asked" not in ada.page(f"ask?module={TREE}")  # another step


def test_an_exchange_can_be_withdrawn_while_it_is_read_and_a_trainers_work_is_not_thrown_away() -> None:
    assert [may_withdraw(kind, "asked") for kind in ("trainer", "peer")] == [True, True]
    assert [may_withdraw(kind, "open") for kind in ("trainer", "peer")] == [False, True]
    assert [may_withdraw(kind, "sent") for kind in ("trainer", "peer")] == [False, False]


def test_whoever_withdraws_an_exchange_reads_the_other_no_more_and_the_other_finds_somebody(
    own_workbook_app: Flask,
) -> None:
    ada, ben, cleo = (signed_in(own_workbook_app, name).begin(copy="sahel-insieme") for name in ("Ada", "Ben", "Cleo"))
    first, second, third = (ask(writer, who="peer") for writer in (ada, ben, cleo))
    assert ada.send("feedback", withdraw=first).status_code == 303
    Reviewer(ada, second).page(404)
    Reviewer(ben, first).page(404)
    Reviewer(cleo, second).page()
    Reviewer(ben, third).page()


def test_who_waited_for_a_colleague_gets_a_mail_in_their_language(own_workbook_app: Flask) -> None:
    addresses = [f"{random_id().lower()}@example.org" for _number in range(2)]
    waiting, coming = (
        signed_in(own_workbook_app, name, language=language, email=address).begin(copy="sahel-insieme")
        for name, language, address in zip(("Ada", "Ben"), ("es", "fr"), addresses, strict=True)
    )
    ask(waiting, who="peer")
    ask(coming, who="peer")
    with own_workbook_app.app_context():
        mails = db.session.scalars(select(OutboxMail)).all()
    assert [mail.recipient for mail in mails] == [addresses[0]]
    assert "/es/teach/reviews" in mails[0].body
    assert "Ben" not in mails[0].body


def test_line_ends_cost_nobody_the_last_words() -> None:
    typed = "\r\n".join(["word"] * 800)  # 800 * 4 letters and 799 line ends: 3999 as browsers count
    assert typed_text(typed, 3999) == typed.replace("\r\n", "\n")


# PostgreSQL ----------------------------------------------------------------------------------------------------------


@pytest.mark.postgres
def test_asking_exchanging_and_answering_work_on_postgresql(postgres_app: Flask) -> None:
    postgres_app.test_client_class = ValidatingClient
    with postgres_app.app_context(), transaction():
        import_content(shipped("content"), who=None, note="test")
    ada, ben = (signed_in(postgres_app, name).begin(copy="sahel-insieme") for name in ("Ada", "Ben"))
    for asker, reader in ((ada, ben), (ben, ada)):
        mine = ask(asker, who="peer")
        if asker is ben:
            review = Reviewer(reader, mine)
            review.remark(TREE, nodes_of(review.page(sheet=TREE))[0], "Who says so?")
            assert review.send("read").status_code == 303
    assert "Who says so?" in ben.page(TREE)
    marta = signed_in(postgres_app, "Marta Conti", Role.TRAINER)
    trainers = Reviewer(marta, ask(ada))
    assert "One workbook waits" in marta.client.get("/en/teach/reviews").text
    trainers.page()
    assert trainers.approve().status_code == 303
    assert "Approved" in ada.page("feedback")
    with postgres_app.app_context():
        outcomes = set(db.session.scalars(select(Review.outcome)))
    assert outcomes == {"", "read", "approved"}
