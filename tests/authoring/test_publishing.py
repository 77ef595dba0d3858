"""Publishing in the browser: what changes and for whom, now or later, with a second person, and back again."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from elearn.accounts.rules import Role
from elearn.authoring.models import Policy, ScheduleRow
from elearn.authoring.service.drafts import draft, save
from elearn.authoring.service.due import publish_due
from elearn.authoring.service.events import history
from elearn.authoring.service.publishing import Refusal, publish
from elearn.authoring.service.reviews import drafts_state
from elearn.catalogue.service.library import library
from elearn.catalogue.service.releases import live_release, releases_of
from elearn.core.clock import now
from elearn.infra.database import db, transaction
from elearn.infra.mail import OutboxMail
from elearn.progress.models import ProgressFact
from elearn.quizzes.service.attempts import answer_question, finish_attempt, start_attempt
from tests.authoring.conftest import LESSON, MODULE, NewWriter
from tests.forms import post

pytestmark = pytest.mark.usefixtures("english")

KEY = f"{MODULE}/quizzes/check/quiz.yml"
WORDS = f"{MODULE}/quizzes/check/it.yml"
PAGE = "/it/teach/m/bees/publish"
RELEASES = "/it/teach/m/bees/releases"


def write(app: Flask, path: str, old: str, new: str, person: int | None = None) -> None:
    """Change a draft."""
    with app.app_context(), transaction():
        found = draft(path)
        assert old in found.body
        save(person, path, found.body.replace(old, new), found.digest, "edited")


def learners_read(app: Flask) -> str:
    """The first lesson as learners read it."""
    return app.test_client().get("/it/m/bees/first").get_data(as_text=True)


def take_quiz(app: Flask, person: int, answer: str) -> None:
    """A learner answers the one question and hands in."""
    with app.app_context(), transaction():
        quiz = library().modules["bees"].checks[0]
        number = start_attempt(person, quiz, 60, "it", None) or 0
        answer_question(person, quiz, number, 1, 1, {"answer": [answer]}, "it")
        finish_attempt(person, quiz, number)


def text(marta: object, address: str = PAGE) -> str:
    """A page."""
    page: str = marta.get(address).get_data(as_text=True)  # type: ignore[attr-defined]
    return page


def mails(app: Flask) -> list[tuple[str, str]]:
    """(recipient, body) of what waits in the outbox."""
    with app.app_context():
        return [(mail.recipient, mail.body) for mail in db.session.scalars(select(OutboxMail))]


def test_nothing_new_is_nothing_to_publish(new_writer: NewWriter) -> None:
    page = text(new_writer())
    assert "There is nothing to publish." in page
    assert "Publish now" not in page


def test_a_typo_is_published_with_one_form(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    write(course, LESSON, "Due.", "Due e mezzo.")
    page = text(marta)
    assert "<ins> e mezzo</ins>" in page
    assert "Nobody has started this module yet." in page
    assert "Due e mezzo" not in learners_read(course)
    seen = page.split('name="seen" value="')[1].split('"')[0]
    reply = post(marta, PAGE, {"seen": seen, "note": "Un refuso"})
    assert reply.status_code == 303
    assert "Published. Learners read it from now on." in text(marta, reply.location)
    assert "Due e mezzo" in learners_read(course)
    with course.app_context():
        assert releases_of(MODULE)[0].note == "Un refuso"
        assert (history(MODULE)[0].act, history(MODULE)[0].name) == ("published", "Marta")


def test_errors_stand_in_the_way_and_lead_to_their_place(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    write(course, LESSON, "Due.", "Due con un [termine](term:nothing).")
    page = text(marta)
    assert "One thing stands in the way" in page
    assert 'href="/it/teach/m/bees/first/edit?in=it#b-1"' in page
    assert "Publish now" not in page
    assert post(marta, PAGE, {"note": ""}, page="/it/teach/m/bees/").status_code == 409
    assert "termine" not in learners_read(course)


def test_what_changed_after_the_look_is_looked_at_again(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    write(course, LESSON, "Due.", "2.")
    seen = text(marta).split('name="seen" value="')[1].split('"')[0]
    write(course, LESSON, "Tre.", "3.")
    reply = post(marta, PAGE, {"seen": seen})
    assert reply.status_code == 409
    assert "somebody changed the texts after you opened this page" in reply.get_data(as_text=True)


def test_past_answers_are_treated_as_the_author_chooses(
    course: Flask, new_writer: NewWriter, new_person: object
) -> None:
    amina, joseph = new_person("amina", Role.LEARNER), new_person("joseph", Role.LEARNER)  # type: ignore[operator]
    take_quiz(course, amina, "a")
    take_quiz(course, joseph, "b")
    marta = new_writer()
    write(course, KEY, "right: a", "right: b")
    page = text(marta)
    assert "2 people have started this module." in page
    assert "1 go up, 1 go down, 0 stay." in page
    assert "One result would pass." in page
    assert "One result would pass no longer." in page
    assert post(marta, PAGE, {"choice-check/honey": "remark"}).status_code == 303
    with course.app_context():
        rows = select(ProgressFact.person_id, ProgressFact.value, ProgressFact.replaces).order_by(ProgressFact.id)
        facts = [tuple(row) for row in db.session.execute(rows.where(ProgressFact.verb == "scored"))]
    assert facts == [(amina, 1000, None), (joseph, 0, None), (amina, 0, 1), (joseph, 1000, 2)]


def test_a_second_person_agrees_to_the_very_words(course: Flask, new_writer: NewWriter) -> None:
    marta, carla = new_writer(), new_writer("carla@example.org", Role.COORDINATOR)
    with course.app_context(), transaction():
        db.session.add(Policy(id=1, trainers_write=True, needs_review=True))
    write(course, LESSON, "Due.", "2.", person=1)
    assert "Publish now" not in text(marta)
    assert post(marta, PAGE, {}, page="/it/teach/m/bees/").status_code == 409
    assert post(marta, "/it/teach/m/bees/review", {"words": "La lezione."}, page=PAGE).status_code == 303
    (mail,) = mails(course)
    assert mail[0] == "carla@example.org"
    assert "/teach/m/bees/publish" in mail[1]
    answer, seen = "/it/teach/m/bees/review/answer", ""
    with course.app_context():
        seen = drafts_state(MODULE)
    own = post(marta, answer, {"do": "approve", "seen": seen}, page="/it/teach/m/bees/")
    assert own.status_code == 409  # not one's own words
    assert post(carla, answer, {"do": "changes", "seen": seen}, page=PAGE).status_code == 422
    assert post(carla, answer, {"do": "approve", "seen": seen, "answer": "Bene."}, page=PAGE).status_code == 303
    assert "Publish now" in text(marta)
    write(course, LESSON, "Tre.", "3.", person=1)
    page = text(marta)
    assert "The review was about other words, so it is void." in page
    assert "Publish now" not in page


def test_a_plan_is_kept_by_the_worker(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    write(course, LESSON, "Due.", "2.")
    place = "/it/teach/m/bees/schedule"
    assert post(marta, place, {"day": "2020-01-01", "time": "08:00"}, page=PAGE).status_code == 422
    assert post(marta, place, {"day": "2999-01-01", "time": "08:00", "note": "A gennaio"}, page=PAGE).status_code == 303
    assert "Planned for" in text(marta)
    with course.app_context():
        assert publish_due() == []
        with transaction():
            db.session.execute(update(ScheduleRow).values(due_at=now() - timedelta(minutes=1)))
        assert publish_due() == [MODULE]
        assert releases_of(MODULE)[0].note == "A gennaio"
        assert publish_due() == []
    assert ">2.<" in learners_read(course)


def test_a_plan_that_cannot_be_done_stays_and_tells_its_author(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer("marta@example.org")
    write(course, LESSON, "Due.", "Due [termine](term:nothing).")
    write(course, LESSON, "Due [", "Due, [")
    with course.app_context(), transaction():
        db.session.add(ScheduleRow(unit=MODULE, due_at=now(), person_id=1, note="", choices={}, failed=""))
    with course.app_context():
        assert publish_due() == []
        assert publish_due() == []
        assert db.session.scalars(select(ScheduleRow.failed)).all() == [Refusal.ERRORS]
    ((recipient, body),) = mails(course)
    assert recipient == "marta@example.org"
    assert "there is 1 error in the drafts" in body
    assert "It could not be done at that time." in text(marta)


def test_releases_are_compared_brought_back_and_withdrawn(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    write(course, LESSON, "Due.", "2.")
    with course.app_context(), transaction():
        first = live_release(MODULE)
        second = publish(None, MODULE, "").release
    assert "<del>Due</del><ins>2</ins>" in text(marta, f"{RELEASES}/{first}/{second}")
    assert marta.get(f"{RELEASES}/{first}/999").status_code == 404
    assert post(marta, f"{RELEASES}/{first}/live", page=RELEASES).status_code == 303
    assert "Due." in learners_read(course)
    assert post(marta, "/it/teach/m/bees/withdraw", page=RELEASES).status_code == 303
    assert course.test_client().get("/it/m/bees/first").status_code == 404
    assert [one.act for one in _history(course)[:2]] == ["withdrawn", "rolled_back"]


def _history(app: Flask) -> list[object]:
    with app.app_context():
        return list(history(MODULE))


def test_every_unit_has_these_pages(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    write(course, "glossary/it.yml", "Il cambiamento.", "Quello che cambia.")
    assert "<ins>Quello che cambia.</ins>" in text(marta, "/it/teach/u/glossary/publish")
    for page in ("releases", "history", "publish"):
        for unit in ("glossary", "paths/operators"):
            assert marta.get(f"/it/teach/u/{unit}/{page}").status_code == 200, (unit, page)
    assert marta.get("/it/teach/u/nothing/publish").status_code == 404


def test_the_history_compares_each_act(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    write(course, LESSON, "Due.", "2.")
    write(course, KEY, "right: a", "right: b")
    page = text(marta, "/it/teach/m/bees/history")
    assert "Prima lezione" in page
    assert "Quiz" in page
    assert "<del>Due</del><ins>2</ins>" in text(marta, "/it/teach/act/1")


def test_an_imaginary_learner_hears_what_is_missing(new_writer: NewWriter) -> None:
    marta = new_writer()
    place = "/it/teach/m/bees/rehearsal"
    assert "The module is complete." in text(marta, place)
    page = text(marta, f"{place}?go=1&lesson-first=opened&quiz-check=")
    assert "The module is not complete yet." in page
    assert "the mark “done” is missing" in page
    assert "the quiz was not tried" in page


def test_a_preview_shows_drafts_and_leaves_no_trace(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    write(course, LESSON, "Due.", "Ancora segreto.")
    place = "/it/teach/m/bees/first/preview"
    page = text(marta, f"{place}?in=fr")
    assert "Ancora segreto." in page
    assert '<html lang="fr"' in page
    assert "Prima lezione" in page
    write(course, LESSON, "title: Prima lezione", "titel: Prima lezione")
    assert "Ancora segreto." in text(marta, place)
    assert "Le api" in text(marta, "/it/teach/m/bees/preview")
    with course.app_context():
        assert db.session.scalars(select(ProgressFact.id)).all() == []


@pytest.mark.parametrize("page", ["publish", "releases", "history", "rehearsal", "preview", "first/preview"])
def test_learners_see_none_of_it(new_writer: NewWriter, page: str) -> None:
    assert new_writer("amina", Role.LEARNER).get(f"/it/teach/m/bees/{page}").status_code == 403


def test_the_page_asks_few_questions(course: Flask, new_writer: NewWriter, new_person: object) -> None:
    for number in range(3):
        take_quiz(course, new_person(f"learner{number}", Role.LEARNER), "a")  # type: ignore[operator]
    marta = new_writer()
    write(course, KEY, "right: a", "right: b")
    marta.get(PAGE)
    asked: list[str] = []
    with course.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    marta.get(PAGE)
    assert len([one for one in asked if one.startswith("SELECT")]) <= 40, len(asked)
