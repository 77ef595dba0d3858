"""Feedback of trainers, through the pages: asking, the inbox, the frozen workbook, remarks, marks, the answer."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from elearn.accounts.rules import Role
from elearn.accounts.service import privacy
from elearn.catalogue.rules.workbook_values import SheetKind
from elearn.catalogue.service.library import library
from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.infra.database import db, transaction
from elearn.infra.mail import OutboxMail
from elearn.progress.models import ProgressFact
from elearn.workbooks.models import Comment, Review, Snapshot
from tests.forms import token_of
from tests.progress.test_statements import statements
from tests.workbooks.reviewers import Reviewer, ask, remark_ids, signed_in, waiting_request
from tests.workbooks.visits import Writer

TREE = "problem-tree"
STEP = "workbook:logical-framework/logframe"


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


def node_of(app: Flask, review: Reviewer, sheet: str, part: str = "") -> str:
    """A node of the frozen sheet."""
    with app.app_context():
        frozen = select(Snapshot.documents).join(Review, Review.snapshot_id == Snapshot.id)
        documents = db.session.scalars(frozen.where(Review.public_id == review.name)).one()
    nodes: dict[str, dict[str, str]] = documents[sheet]
    return next(name for name, node in nodes.items() if not part or node["part"] == part)


def state_of(app: Flask, name: str) -> Review:
    with app.app_context():
        return db.session.scalars(select(Review).where(Review.public_id == name)).one()


# Asking --------------------------------------------------------------------------------------------------------------


def test_a_double_click_asks_once(workbook_app: Flask, ada: Writer) -> None:
    assert ask(ada, question="Is the core problem clear?") == ask(ada, question="Is the core problem clear?")
    page = ada.page("feedback?asked=1")
    assert page.count("Is the core problem clear?") == 1
    assert "Waiting for a trainer." in page


def test_empty_sheets_are_refused_and_the_question_stays(workbook_app: Flask) -> None:
    writer = Writer(workbook_app).begin()
    reply = writer.send("ask", module="", who="peer", question="Is this enough?")
    assert reply.status_code == 422
    assert "These sheets are empty." in reply.text
    assert "Is this enough?" in reply.text
    assert re.search(r'value="peer" checked', reply.text)


def test_what_the_funder_wants_mended_first_stops_asking_and_other_findings_do_not(ada: Writer) -> None:
    for node in re.findall(r'"#?n-([^"]+)"', ada.page(TREE)):
        ada.send(f"{TREE}/nodes/{node}", {"part": "problems", "do": "remove"})
    ada.add(TREE, "problems", "alone", text="Each woman sells alone")  # no core problem: P1 or P2
    reply = ada.send("ask", module="problem-tree", question="What now?")
    assert reply.status_code == 422
    assert "The form of your funder wants these mended first" in reply.text
    assert "What now?" in reply.text  # nothing typed is lost
    assert ada.send("ask", module="logical-framework").status_code == 303


def test_a_module_that_the_profile_does_not_serve_cannot_be_asked_for(ada: Writer) -> None:
    assert ada.client.get(ada.url("ask?module=nothing")).status_code == 404
    offered = re.findall(r'<option value="([^"]+)"', ada.page("ask"))
    assert "problem-tree" in offered
    assert len(offered) == len(set(offered))


def test_a_request_can_be_withdrawn_until_somebody_reads_it(workbook_app: Flask, ada: Writer, marta: Writer) -> None:
    name = ask(ada)
    assert ada.send("feedback", withdraw=name).status_code == 303
    Reviewer(marta, name).page(404)
    again = ask(ada)
    assert again != name
    Reviewer(marta, again).page()
    ada.send("feedback", withdraw=again)
    assert state_of(workbook_app, again).state == "open"


def test_asking_opens_the_step_of_the_module(workbook_app: Flask, ada: Writer) -> None:
    ask(ada, module="logical-framework")
    assert facts(workbook_app, ada) == {(STEP, "opened")}


def facts(app: Flask, writer: Writer) -> set[tuple[str, str]]:
    """What the ledger says about the person who began this workbook."""
    with app.app_context():
        asker = select(Review.asked_by).where(Review.public_id == waiting_request(writer)).scalar_subquery()
        rows = db.session.execute(select(ProgressFact.item, ProgressFact.verb).where(ProgressFact.person_id == asker))
        return {(row.item, row.verb) for row in rows}


# The inbox -----------------------------------------------------------------------------------------------------------


def many(app: Flask, writer: Writer, count: int) -> None:
    """As many requests of one workbook as a busy month brings, each a minute older than the one before."""
    ask(writer, question="Request 0")
    with app.app_context(), transaction():
        first = db.session.scalars(select(Review)).one()
        for number in range(1, count):
            db.session.add(
                Review(
                    **{"public_id": random_id(), "workbook_id": first.workbook_id, "snapshot_id": first.snapshot_id},
                    **{"kind": "trainer", "state": "asked", "question": f"Request {number}", "marks": {}},
                    **{"asked_by": first.asked_by, "asked_at": now() - timedelta(minutes=number)},
                )
            )


def test_the_inbox_shows_the_oldest_first_in_pages_without_a_query_per_row(own_workbook_app: Flask) -> None:
    app = own_workbook_app
    marta = signed_in(app, "Marta Conti", Role.TRAINER)
    ada = Writer(app).begin(copy="sahel-insieme")
    ask(ada, question="Request 0")
    with statements(app) as for_one:
        marta.client.get("/en/teach/reviews")
    ada.send("feedback", withdraw=waiting_request(ada))
    with app.app_context(), transaction():
        db.session.execute(delete(Review))
    many(app, ada, 200)
    with statements(app) as for_many:
        first = marta.client.get("/en/teach/reviews").text
    assert len(for_many) == len(for_one) <= 8, for_many
    numbers = [int(number) for number in re.findall(r"Request (\d+)", first)]
    assert numbers == list(range(199, 149, -1))
    assert "200 workbooks wait" in first
    assert re.findall(r"Request (\d+)", marta.client.get("/en/teach/reviews?page=4").text)[-1] == "0"
    for page in ("0", "-3", "99", "9" * 30, "x"):
        assert "Request" in marta.client.get(f"/en/teach/reviews?page={page}").text, page


def test_an_empty_inbox_says_when_the_last_answer_was(own_workbook_app: Flask) -> None:
    marta = signed_in(own_workbook_app, "Marta Conti", Role.TRAINER)
    assert "Your last answer" not in marta.client.get("/en/teach/reviews").text
    review = Reviewer(marta, ask(Writer(own_workbook_app).begin(copy="sahel-insieme")))
    review.page()
    assert review.send("changes", summary="Look at the causes again.").status_code == 303
    page = marta.client.get("/en/teach/reviews?sent=1").text
    assert "Nothing is waiting." in page
    assert "Your last answer" in page


def test_a_workbook_in_the_bin_waits_for_nobody(own_workbook_app: Flask) -> None:
    marta = signed_in(own_workbook_app, "Marta Conti", Role.TRAINER)
    ada = Writer(own_workbook_app).begin(copy="sahel-insieme")
    name = ask(ada)
    ada.send("bin")
    page = marta.client.get("/en/teach/reviews").text
    assert "Nothing is waiting." in page
    assert 'class="count"' not in page
    Reviewer(marta, name).page(404)


# Rights --------------------------------------------------------------------------------------------------------------


def test_only_staff_and_the_mentor_of_a_workbook_answer(workbook_app: Flask, ada: Writer) -> None:
    name = ask(ada)
    reader = Writer(workbook_app).join(ada.invite("reader"))
    mentor = Writer(workbook_app).join(ada.invite("mentor"))
    other = Writer(workbook_app).begin()
    learner = signed_in(workbook_app, "Another learner")
    for person in (ada, reader, other, learner):
        assert person.client.get(Reviewer(person, name).url()).status_code == 404
        token = token_of(person.client.get("/en/w/new"))
        sent = person.client.post(Reviewer(person, name).url(), data={"form_token": token, "do": "approved"})
        assert sent.status_code == 404
    assert Writer(workbook_app).client.get(f"/en/teach/reviews/{name}").status_code == 302
    for place in ("ask", "feedback"):
        sent = reader.send(place, module="")
        assert sent.status_code == 403, place
        assert other.client.get(ada.url(place)).status_code == 404
    assert reader.client.get(ada.url("ask")).status_code == 403
    assert "Your answer" in Reviewer(mentor, name).page()
    for role in (Role.TRAINER, Role.COORDINATOR, Role.ADMINISTRATOR):
        Reviewer(signed_in(workbook_app, "Staff", role), name).page()


def test_nobody_approves_a_workbook_in_which_they_write(workbook_app: Flask, marta: Writer) -> None:
    marta.begin(copy="sahel-insieme")
    Reviewer(marta, ask(marta)).page(404)


# The frozen workbook -------------------------------------------------------------------------------------------------


def test_a_later_edit_of_the_learner_does_not_show(ada: Writer, review: Reviewer) -> None:
    ada.add(TREE, "problems", "later", text="This came later")
    assert "This came later" not in review.page(sheet=TREE)


def test_headings_are_the_reviewers_and_words_the_learners(workbook_app: Flask) -> None:
    spanish = Writer(workbook_app, "es").begin(copy="sahel-insieme")
    italian = signed_in(workbook_app, "Marta Conti", Role.TRAINER, language="it")
    with workbook_app.app_context():
        words = library().kit.sheets["card"].say("it")
        example = library().examples["sahel-insieme"].in_language("es")["card"]["card"]
    page = Reviewer(italian, ask(spanish)).page(sheet="card")
    assert words.title in page
    assert words.parts["card"].title in page
    assert f'<dd class="own" lang="es">{example["summary"]}' in page


def test_every_sheet_of_the_example_can_be_reviewed_within_the_weight_of_a_page(review: Reviewer) -> None:
    sheets = re.findall(r"\?sheet=([a-z-]+)\"", review.page())
    assert len(sheets) > 10
    for sheet in sheets:
        page = review.page(sheet=sheet)
        nodes = re.findall(r"[?&;]at=([^&#\"]+)", page)
        assert nodes, sheet
        assert 'name="body"' in review.page(sheet=sheet, at=nodes[0])


@pytest.mark.parametrize("sheet", ["card", "narrative", "governance", TREE])
def test_given_and_single_parts_can_be_remarked_too(
    workbook_app: Flask, ada: Writer, review: Reviewer, sheet: str
) -> None:
    node = node_of(workbook_app, review, sheet)
    assert review.remark(sheet, node, "Say more about this.").status_code == 303
    assert "Say more about this." in review.page(sheet=sheet)
    review.send("changes")
    assert "Say more about this." in ada.page(sheet)
    assert "The row is not there any more" not in ada.page("feedback")


def test_changes_since_the_last_review_are_listed(ada: Writer, review: Reviewer, marta: Writer) -> None:
    assert "since the last review" not in review.page(sheet=TREE)
    review.send("changes", summary="Begin again.")
    ada.add(TREE, "problems", "later", text="This came later")
    page = Reviewer(marta, ask(ada)).page(sheet=TREE)
    assert "One change since the last review" in page
    assert re.search(r"This came later</b> <span[^>]*>New", page)


def test_a_workbook_with_another_profile_since_is_still_shown_as_it_was(ada: Writer, review: Reviewer) -> None:
    cover = {"title": "A business", "language": "en", "currency": "EUR", "profile": "entrepreneur", "months": "18"}
    assert ada.send("cover", cover).status_code == 303
    assert "at=" in review.page(sheet=TREE)


# Remarks -------------------------------------------------------------------------------------------------------------


def test_a_phrase_is_put_in_in_the_language_of_the_workbook(workbook_app: Flask, marta: Writer) -> None:
    spanish = Writer(workbook_app, "es").begin(copy="sahel-insieme")
    review = Reviewer(marta, ask(spanish))
    review.page()
    with workbook_app.app_context():
        phrase = next(one for one in library().kit.phrases if one.kind == "praise")
    node = node_of(workbook_app, review, TREE)
    assert review.remark(TREE, node, "", phrase=phrase.id, kind="fix").status_code == 303
    assert phrase.texts["es"] in review.page(sheet=TREE)
    review.send("changes")
    assert phrase.texts["es"] in spanish.page(f"{TREE}?open={node}")
    with workbook_app.app_context():
        kinds = select(Comment.kind).join(Review, Review.id == Comment.review_id)
        assert db.session.scalars(kinds.where(Review.public_id == review.name)).all() == [
            "praise"
        ]  # as the phrase says


def test_a_remark_is_a_draft_until_it_is_sent(workbook_app: Flask, ada: Writer, review: Reviewer) -> None:
    node = node_of(workbook_app, review, TREE)
    review.remark(TREE, node, "Who says so?", kind="question", field="text")
    assert "Who says so?" in review.page(sheet=TREE)
    assert "Who says so?" not in ada.page(TREE) + ada.page("feedback")
    assert review.send("changes").status_code == 303
    assert "Who says so?" in ada.page(TREE)
    assert "Marta Conti" in ada.page(TREE)


def test_keeping_a_remark_twice_keeps_one(workbook_app: Flask, review: Reviewer) -> None:
    node, name = node_of(workbook_app, review, TREE), random_id()
    for _press in range(2):
        review.remark(TREE, node, "Once only.", name=name)
    assert review.page(sheet=TREE).count("Once only.") == 1


def test_a_name_that_another_remark_has_takes_nothing_over(
    workbook_app: Flask, review: Reviewer, marta: Writer
) -> None:
    node, name = node_of(workbook_app, review, TREE), random_id()
    review.remark(TREE, node, "Mine.", name=name)
    other = Reviewer(marta, ask(Writer(workbook_app).begin(copy="sahel-insieme")))
    other.page()
    for sent in (name, "", "x" * 300):
        assert (
            other.remark(TREE, node_of(workbook_app, other, TREE), f"Another {sent[:3]}", name=sent).status_code == 303
        )
    assert "Mine." in review.page(sheet=TREE)
    assert "Another xxx" in other.page(sheet=TREE)


def test_a_remark_can_be_taken_back(workbook_app: Flask, ada: Writer, review: Reviewer) -> None:
    review.remark(TREE, node_of(workbook_app, review, TREE), "Too harsh.")
    found = re.search(r'name="name" value="([^"]+)">(?:(?!</form>).)*value="remove"', review.page(sheet=TREE))
    assert found
    assert review.send("remove", name=found[1], sheet=TREE).status_code == 303
    assert "Too harsh." not in review.page(sheet=TREE)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"body": " "}, 422), ({"sheet": "canvas"}, 400), ({"sheet": "nothing"}, 400), ({"node": "nowhere"}, 400)],
)
def test_remarks_without_words_or_on_nothing_are_refused(
    workbook_app: Flask, review: Reviewer, wrong: dict[str, str], status: int
) -> None:
    node = node_of(workbook_app, review, TREE)
    reply = review.remark(**{"sheet": TREE, "node": node, "body": "Typed with care.", **wrong})
    assert reply.status_code == status
    assert 'id="errors"' in reply.text or status == 400
    with workbook_app.app_context():
        kept = select(func.count()).select_from(Comment).join(Review, Review.id == Comment.review_id)
        assert db.session.scalar(kept.where(Review.public_id == review.name)) == 0


def test_a_field_that_the_row_does_not_have_is_not_kept(workbook_app: Flask, review: Reviewer) -> None:
    review.remark(TREE, node_of(workbook_app, review, TREE), "About what?", field="nothing" * 50)
    with workbook_app.app_context():
        assert db.session.scalar(select(Comment.field).where(Comment.body == "About what?")) == ""
    review.page(sheet=TREE)


# Two reviewers -------------------------------------------------------------------------------------------------------


def test_a_second_reviewer_sees_who_is_at_it_and_may_take_over(workbook_app: Flask, review: Reviewer) -> None:
    review.send("save", summary="Half of it.")
    second = Reviewer(signed_in(workbook_app, "Carla Neri", Role.COORDINATOR), review.name)
    page = second.page()
    assert "Marta Conti has been reading this since" in page
    assert "Your answer" not in page
    assert "Marta Conti" in second.client.get("/en/teach/reviews").text
    assert second.send("approved").status_code == 409
    assert second.send("take-over").status_code == 303
    page = second.page()
    assert "Half of it." in page
    assert "Your answer" in page
    assert "Carla Neri has been reading this since" in review.page()


def test_what_was_typed_while_somebody_took_over_is_shown(workbook_app: Flask, review: Reviewer) -> None:
    second = Reviewer(signed_in(workbook_app, "Carla Neri", Role.COORDINATOR), review.name)
    second.send("take-over")
    late = review.remark(TREE, node_of(workbook_app, review, TREE), "A long careful remark.")
    assert (late.status_code, "A long careful remark." in late.text) == (409, True)
    late = review.send("save", summary="A careful word.", **{"text-logic": "A careful reason."})
    assert (late.status_code, "A careful word." in late.text, "A careful reason." in late.text) == (409, True, True)
    assert second.send("changes", summary="Sent.").status_code == 303
    late = review.send("changes", summary="Too late.")
    assert (late.status_code, "Too late." in late.text) == (410, True)


def test_a_reviewer_without_a_name_is_at_it_too(workbook_app: Flask, ada: Writer, marta: Writer) -> None:
    mentor = Writer(workbook_app).join(ada.invite("mentor"))
    name = ask(ada)
    Reviewer(mentor, name).page()
    page = Reviewer(marta, name).page()
    assert "has been reading this since" in page
    assert "Your answer" not in page


def test_looking_at_a_request_is_noted_and_after_ten_quiet_minutes_the_next_one_begins(
    workbook_app: Flask, review: Reviewer
) -> None:
    seen = state_of(workbook_app, review.name)
    assert (seen.state, seen.reviewer_id is not None, seen.seen_at is not None) == ("open", True, True)
    with workbook_app.app_context(), transaction():
        quiet = now() - timedelta(minutes=11)
        db.session.execute(update(Review).where(Review.public_id == review.name).values(seen_at=quiet))
    second = Reviewer(signed_in(workbook_app, "Carla Neri", Role.COORDINATOR), review.name)
    assert "Your answer" in second.page()
    assert state_of(workbook_app, review.name).reviewer_id != seen.reviewer_id


# The answer ----------------------------------------------------------------------------------------------------------


def test_marks_and_words_are_kept_for_later(review: Reviewer) -> None:
    assert (
        review.send("save", **{"mark-logic": "3", "text-clarity": "Long", "summary": "On the way"}).status_code == 303
    )
    page = review.page()
    assert re.search(r'name="mark-logic" value="3" checked', page)
    assert 'name="text-clarity" value="Long"' in page
    assert "On the way" in page
    review.send("save", **{"text-clarity": "", "summary": ""})
    page = review.page()
    assert 'name="text-clarity" value=""' in page
    assert "On the way" not in page


@pytest.mark.parametrize("mark", ["0", "6", "9" * 5000, "٣", "-1", "x"])
def test_marks_go_from_one_to_five(workbook_app: Flask, review: Reviewer, mark: str) -> None:
    review.send("save", **{"mark-logic": mark, "text-logic": "why"})
    assert state_of(workbook_app, review.name).marks == {"logic": {"mark": None, "text": "why"}}
    review.page()


def test_approval_needs_all_marks_and_enough_of_them_and_nothing_typed_is_lost(
    workbook_app: Flask, review: Reviewer
) -> None:
    reply = review.send("approved", **{"mark-logic": "5", "text-logic": "Clear", "summary": "Very good"})
    assert reply.status_code == 422
    assert "Give every criterion a mark before you approve." in reply.text
    assert 'value="Clear"' in reply.text
    assert "Very good" in reply.text
    reply = review.approve(2)
    assert reply.status_code == 422
    assert "The marks make 40 of 100, approval needs 60." in reply.text
    assert state_of(workbook_app, review.name).state == "open"


def test_changes_without_a_word_are_refused(review: Reviewer) -> None:
    assert review.send("changes").status_code == 422
    assert review.send("changes", summary=" ").status_code == 422


def test_a_trainer_decides_and_does_not_only_read(workbook_app: Flask, review: Reviewer) -> None:
    assert review.send("read", summary="Fine").status_code == 400
    assert review.send("nonsense", summary="Fine").status_code in (303, 400)
    assert state_of(workbook_app, review.name).state == "open"


def test_a_double_click_on_send_sends_once(workbook_app: Flask, ada: Writer, marta: Writer) -> None:
    anna = signed_in(workbook_app, "Anna", language="it", email=f"{random_id().lower()}@example.org")
    anna.begin(copy="sahel-insieme")
    review = Reviewer(marta, ask(anna))
    review.page()
    first, second = (review.send("changes", summary="Look at the causes.") for _press in range(2))
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    with workbook_app.app_context():
        mails = db.session.scalars(select(OutboxMail).where(OutboxMail.recipient.like("%@example.org"))).all()
    assert len([mail for mail in mails if anna.book in mail.body]) == 1
    assert review.send("save", summary="Something else").status_code == 410
    assert state_of(workbook_app, review.name).summary == "Look at the causes."


def test_the_mail_speaks_the_learners_language_and_goes_only_where_there_is_an_address(
    workbook_app: Flask, ada: Writer, marta: Writer
) -> None:
    anna = signed_in(workbook_app, "Anna", language="it", email=f"{random_id().lower()}@example.org")
    anna.begin(copy="sahel-insieme")
    for writer in (anna, ada):
        review = Reviewer(marta, ask(writer))
        review.page()
        assert review.send("changes", summary="Look at the causes.").location.startswith("/en/")
    with workbook_app.app_context():
        bodies = db.session.scalars(select(OutboxMail.body)).all()
    assert [body for body in bodies if f"/it/w/{anna.book}/feedback" in body and "Anna" in body]
    assert not [body for body in bodies if ada.book in body]


def test_an_approval_completes_the_step_of_all_who_write(workbook_app: Flask, marta: Writer) -> None:
    anna = signed_in(workbook_app, "Anna").begin(copy="sahel-insieme")
    ben = signed_in(workbook_app, "Ben").join(anna.invite())
    reader = signed_in(workbook_app, "Rosa").join(anna.invite("reader"))
    review = Reviewer(marta, ask(anna, module="logical-framework"))
    review.page()
    why = "/en/learn/why/logical-framework"
    before = anna.client.get(why).text
    assert review.approve().status_code == 303
    after = anna.client.get(why).text
    assert before != after
    assert ben.client.get(why).text.count("Approved") == after.count("Approved")
    assert (STEP, "done") in facts(workbook_app, anna)
    with workbook_app.app_context():
        done = select(func.count()).select_from(ProgressFact).where(ProgressFact.verb == "done")
        mine = ProgressFact.item == STEP
        people = db.session.scalar(done.where(mine, ProgressFact.at > now() - timedelta(seconds=60)))
    assert people == 2, reader


def test_an_approval_of_the_whole_completes_no_step_whose_sheet_is_empty(workbook_app: Flask, marta: Writer) -> None:
    anna = signed_in(workbook_app, "Anna").begin()
    anna.send(f"{TREE}/example")
    review = Reviewer(marta, ask(anna))
    review.page()
    assert review.approve().status_code == 303
    assert {item for item, verb in facts(workbook_app, anna) if verb == "done"} == {
        "workbook:problem-tree/problem-tree"
    }


# The learner ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def answered(workbook_app: Flask, ada: Writer, review: Reviewer) -> tuple[str, str]:
    """(node, remark) of a sent remark on the tree."""
    node = node_of(workbook_app, review, TREE)
    review.remark(TREE, node, "Who says so?")
    assert review.send("changes", summary="One thing to mend.").status_code == 303
    return node, remark_ids(ada.page(TREE))[0]


def test_the_learner_replies_marks_done_and_opens_again(ada: Writer, answered: tuple[str, str]) -> None:
    node, remark = answered
    place = f"remarks/{remark}"
    for _press in range(2):
        assert ada.send(place, do="reply", body="The women told us.", sheet=TREE, node=node).status_code == 303
    assert ada.page(TREE).count("The women told us.") == 1
    assert ada.send(place, do="done", body="And we wrote it down.").status_code == 303
    page = ada.page("feedback")
    assert "Open again" in page
    assert "And we wrote it down." in page  # typed beside the button that was pressed
    ada.send(place, do="again")
    assert "Open again" not in ada.page("feedback")
    assert ada.send("remarks/nothing", do="done").status_code == 404
    assert ada.send("remarks/nothing", do="reply", body="x").status_code == 404


def test_a_request_for_a_change_is_a_finding_until_it_is_done(ada: Writer, answered: tuple[str, str]) -> None:
    before = ada.page(TREE)
    ada.send(f"remarks/{answered[1]}", do="done")
    assert before.count('class="look') > ada.page(TREE).count('class="look')


def test_a_remark_goes_where_its_row_goes_and_is_listed_when_the_row_is_gone(
    ada: Writer, answered: tuple[str, str]
) -> None:
    node, remark = answered
    ada.send(f"{TREE}/nodes/{node}", {"part": "problems", "do": "down"})
    ada.save(TREE, "problems", node, text="Now in other words")
    assert remark in remark_ids(ada.page(f"{TREE}?open={node}"))
    ada.send(f"{TREE}/nodes/{node}", {"part": "problems", "do": "remove"})
    assert remark not in remark_ids(ada.page(TREE))
    page = ada.page("feedback")
    assert remark in remark_ids(page)
    assert "The row is not there any more." in page


def test_a_remark_on_a_row_beside_given_ones_is_listed_when_the_row_is_gone(workbook_app: Flask, marta: Writer) -> None:
    amara = Writer(workbook_app).begin(copy="amara", profile="entrepreneur")
    review = Reviewer(marta, ask(amara))
    review.page()
    sheet, part = next(
        (kind.id, part.id)
        for kind in _kinds(workbook_app)
        if kind.id in re.findall(r"\?sheet=([a-z-]+)\"", review.page())
        and any(one.is_one or one.fixed for one in kind.parts)
        for part in kind.parts
        if not part.is_one and not part.fixed
    )
    node = node_of(workbook_app, review, sheet, part)
    review.remark(sheet, node, "Is this needed?")
    review.send("changes")
    amara.send(f"{sheet}/nodes/{node}", {"part": part, "do": "remove"})
    assert "The row is not there any more." in amara.page("feedback")


def _kinds(app: Flask) -> list[SheetKind]:
    with app.app_context():
        return list(library().kit.sheets.values())


def test_new_answers_are_counted_until_they_are_read(ada: Writer, answered: tuple[str, str]) -> None:
    assert "One new answer" in ada.page("")
    assert "One thing to mend." in ada.page("feedback")
    assert ada.send("feedback").status_code == 303
    assert "new answer" not in ada.page("")
    assert "I have read it" not in ada.page("feedback")


def test_readers_see_remarks_on_single_parts_too(workbook_app: Flask, ada: Writer, review: Reviewer) -> None:
    review.remark("card", "card", "Say for whom.")
    review.send("changes")
    assert "Say for whom." in Writer(workbook_app).join(ada.invite("reader")).page("card")


def test_readers_see_remarks_and_answer_none_while_mentors_do(
    workbook_app: Flask, ada: Writer, answered: tuple[str, str]
) -> None:
    reader = Writer(workbook_app).join(ada.invite("reader"))
    mentor = Writer(workbook_app).join(ada.invite("mentor"))
    assert "Who says so?" in reader.page(TREE)
    assert reader.send(f"remarks/{answered[1]}", do="done").status_code == 403
    assert mentor.send(f"remarks/{answered[1]}", do="reply", body="Ask them.").status_code == 303
    other = Writer(workbook_app).begin()
    assert other.send(f"remarks/{answered[1]}", do="done").status_code == 404


def test_sixty_remarks_on_one_sheet_are_shown_within_the_weight_of_a_page(
    workbook_app: Flask, ada: Writer, review: Reviewer
) -> None:
    node = node_of(workbook_app, review, TREE)
    for number in range(60):
        review.remark(TREE, node, f"Remark {number} says in a sentence or two what is missing here and why it matters.")
    assert "60 remarks are ready" in review.page(sheet=TREE)
    review.send("changes")
    with statements(workbook_app) as sent:
        page = ada.page(TREE)
    assert len(remark_ids(page)) == 60
    assert len(sent) <= 8, sent
    assert len(remark_ids(ada.page("feedback"))) == 60


def test_erased_people_leave_no_name(workbook_app: Flask, ada: Writer, marta: Writer) -> None:
    review = Reviewer(marta, ask(ada))
    review.page()
    review.remark(TREE, node_of(workbook_app, review, TREE), "Who says so?")
    review.send("changes", summary="Nearly.")
    assert "Marta Conti" in ada.page("feedback")
    with workbook_app.app_context(), transaction():
        erase(review.name)
    page = ada.page("feedback") + ada.page(TREE)
    assert "Who says so?" in page
    assert "Marta Conti" not in page


def erase(name: str) -> None:
    """Erase the reviewer of a request, as the account page does."""
    person = db.session.scalar(select(Review.reviewer_id).where(Review.public_id == name))
    assert person
    privacy.erase(person)
