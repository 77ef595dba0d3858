"""The ledger only grows, and the same thing said twice counts once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.core.clock import now
from elearn.infra.database import db, transaction
from elearn.progress.models import ProgressFact
from elearn.progress.rules.facts import Verb
from elearn.progress.service import privacy
from elearn.progress.service.ledger import carry_over, record
from elearn.progress.service.standing import records_in_module
from tests.progress.conftest import NewPerson

LESSON = "lesson:m/l1"
QUIZ = "quiz:m/check"


def how_many() -> int:
    return db.session.execute(select(func.count()).select_from(ProgressFact)).scalar_one()


def test_what_is_said_twice_counts_once(store: Flask, new_person: NewPerson) -> None:
    person = new_person()
    with store.app_context(), transaction():
        said = [record(person, LESSON, verb) for verb in (Verb.OPENED, Verb.OPENED, Verb.DONE, Verb.DONE)]
        assert said == [True, False, True, False]
        assert how_many() == 2


def test_two_clicks_at_once_count_once(store: Flask, new_person: NewPerson) -> None:
    person = new_person()
    start = Barrier(4)

    def click(_number: int) -> bool:
        with store.app_context():
            start.wait()
            with transaction():
                return record(person, LESSON, Verb.DONE)

    with ThreadPoolExecutor(4) as clicks:
        assert sorted(clicks.map(click, range(4))) == [False, False, False, True]
    with store.app_context():
        assert how_many() == 1


def test_done_and_undone_alternate_as_often_as_somebody_likes(store: Flask, new_person: NewPerson) -> None:
    person = new_person()
    verbs = [Verb.UNDONE, Verb.DONE, Verb.UNDONE, Verb.UNDONE, Verb.DONE, Verb.DONE, Verb.UNDONE]
    with store.app_context(), transaction():
        assert [record(person, LESSON, verb) for verb in verbs] == [False, True, True, False, True, False, True]


def test_an_attempt_is_scored_once(store: Flask, new_person: NewPerson) -> None:
    person = new_person()
    with store.app_context(), transaction():
        assert record(person, QUIZ, Verb.SCORED, value=640, client_id="attempt:x")
        assert not record(person, QUIZ, Verb.SCORED, value=640, client_id="attempt:x")
        assert record(person, QUIZ, Verb.SCORED, value=820, client_id="attempt:y")
        found = records_in_module(person, "m")[QUIZ]
        assert (found.best, found.tries) == (820, 2)


@pytest.mark.parametrize(
    ("verb", "value"), [(Verb.SCORED, None), (Verb.DONE, 5), (Verb.SCORED, 1001), (Verb.SCORED, -1)]
)
def test_a_score_needs_a_value_and_nothing_else_has_one(store: Flask, verb: Verb, value: int | None) -> None:
    with store.app_context(), pytest.raises(ValueError, match="score"):
        record(1, LESSON, verb, value=value)


@pytest.mark.parametrize("item", ["", "lesson", "lesson:m", "page:m/x", "lesson:/x"])
def test_only_items_have_facts(store: Flask, item: str) -> None:
    with store.app_context(), pytest.raises(ValueError, match="item"):
        record(1, item, Verb.DONE)


def test_a_clock_that_is_ahead_cannot_have_the_last_word_for_ever(store: Flask, new_person: NewPerson) -> None:
    person = new_person()
    with store.app_context(), transaction():
        record(person, LESSON, Verb.DONE, at=now() + timedelta(days=9), client_id="phone-1", source="offline")
        assert record(person, LESSON, Verb.UNDONE)
        found = records_in_module(person, "m")[LESSON]
        assert found.done_at
        assert found.undone_at
        assert found.done_at <= found.undone_at <= now()


def test_a_request_sees_what_it_has_written(store: Flask, new_person: NewPerson) -> None:
    person = new_person()
    with store.app_context(), transaction():
        assert records_in_module(person, "m") == {}
        record(person, LESSON, Verb.DONE)
        assert LESSON in records_in_module(person, "m")


def test_a_guests_facts_move_to_the_account_once(store: Flask, new_person: NewPerson) -> None:
    guest, person = new_person(), new_person()
    with store.app_context(), transaction():
        record(guest, LESSON, Verb.OPENED)
        record(guest, LESSON, Verb.DONE)
        record(guest, QUIZ, Verb.SCORED, value=900, client_id="attempt:g")
        record(person, LESSON, Verb.OPENED)
        record(person, LESSON, Verb.DONE)
        carry_over(guest, person)
        carry_over(guest, person)
        assert how_many() == 3
        assert records_in_module(guest, "m") == {}
        assert records_in_module(person, "m")[QUIZ].best == 900


def test_marks_work_on_after_a_guest_was_carried_over(store: Flask, new_person: NewPerson) -> None:
    guest, person = new_person(), new_person()
    with store.app_context(), transaction():
        record(person, LESSON, Verb.DONE)
        for verb in (Verb.DONE, Verb.UNDONE):
            record(guest, LESSON, verb)
        carry_over(guest, person)
        assert record(person, LESSON, Verb.DONE)
        assert record(person, LESSON, Verb.UNDONE)
        assert record(person, LESSON, Verb.DONE)


def test_personal_data_is_complete_and_can_be_erased(store: Flask, new_person: NewPerson) -> None:
    person, other = new_person(), new_person()
    with store.app_context(), transaction():
        record(person, LESSON, Verb.DONE)
        record(person, QUIZ, Verb.SCORED, value=900, client_id="attempt:g")
        record(other, LESSON, Verb.DONE)
        name, lines = privacy.export(person)
        assert name == "progress.json"
        assert [(line["item"], line["verb"], line["value"]) for line in lines] == [
            (LESSON, "done", None),
            (QUIZ, "scored", 900),
        ]
        assert set(lines[0]) == {column.name for column in ProgressFact.__table__.columns} - {
            "id",
            "person_id",
            "module",
            "replaces",
        }
        privacy.erase(person)
        assert how_many() == 1
