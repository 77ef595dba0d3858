"""Many requests at once, and what happens to answers when people change; on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from flask import Flask
from sqlalchemy import select

from elearn.infra.database import db, transaction
from elearn.progress.models import ProgressFact
from elearn.quizzes.models import Answer, Attempt, PracticeAnswer
from elearn.quizzes.service import privacy
from elearn.quizzes.service.attempts import Saved, answer_question, finish_attempt, start_attempt
from elearn.quizzes.service.practice import practise
from elearn.quizzes.service.sittings import attempts_of
from tests.quizzes.conftest import live_quiz, new_person
from tests.quizzes.questions import RIGHT, WRONG

Result = TypeVar("Result")
THREADS = 8
TIMES = 20


def at_once(app: Flask, work: Callable[[int], Result]) -> list[Result]:
    """Do the same thing twenty times, eight at a time, each in a transaction of its own."""

    def once(number: int) -> Result:
        with app.app_context():
            try:
                with transaction():
                    return work(number)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(once, range(TIMES)))


def start(person_id: int) -> int:
    number = start_attempt(person_id, live_quiz(), 70, "it", None)
    assert number is not None
    return number


def test_twenty_starts_at_once_are_one_attempt(store: Flask) -> None:
    person = new_person(store)
    assert set(at_once(store, lambda _number: start(person))) == {1}
    with store.app_context():
        assert len(db.session.scalars(select(Attempt.id)).all()) == 1


def test_twenty_times_the_same_answer_at_once_is_one_answer(store: Flask) -> None:
    person = new_person(store)
    with store.app_context(), transaction():
        start(person)
    fields = RIGHT["best-outcome"]
    outcomes = at_once(store, lambda _number: answer_question(person, live_quiz(), 1, 1, 1, fields, "it"))
    assert all(isinstance(outcome, Saved) for outcome in outcomes)
    with store.app_context():
        assert len(db.session.scalars(select(Answer.id)).all()) == 1


def test_answers_to_different_questions_at_once_are_all_saved(store: Flask) -> None:
    person = new_person(store)
    with store.app_context(), transaction():
        start(person)

    def answer(number: int) -> object:
        quiz = live_quiz()
        position = number % len(quiz.questions) + 1
        return answer_question(person, quiz, 1, position, 1, RIGHT[list(quiz.questions)[position - 1]], "it")

    assert all(isinstance(outcome, Saved) for outcome in at_once(store, answer))
    with store.app_context():
        assert sorted(db.session.scalars(select(Answer.question_id))) == sorted(RIGHT)


def test_handing_in_and_answering_at_once_leaves_one_result_that_fits_the_answers(store: Flask) -> None:
    person = new_person(store)
    with store.app_context(), transaction():
        start(person)
        answer_question(person, live_quiz(), 1, 1, 1, WRONG["best-outcome"], "it")

    def both(number: int) -> object:
        if number % 4 == 3:
            return finish_attempt(person, live_quiz(), 1)
        return answer_question(person, live_quiz(), 1, 1, 2, RIGHT["best-outcome"], "it")

    at_once(store, both)
    with store.app_context():
        last = db.session.scalars(select(Answer.per_mille).order_by(Answer.revision.desc())).first()
        facts = db.session.scalars(select(ProgressFact.value)).all()
        result = attempts_of(person, live_quiz())[0].per_mille
    assert facts == [result]
    assert result == (91 if last == 1000 else 0)


def test_the_same_practice_answer_at_once_is_one_answer(store: Flask) -> None:
    person = new_person(store)

    def answer(_number: int) -> object:
        quiz = live_quiz()
        return practise(person, "levels", quiz, "best-outcome", 1, RIGHT["best-outcome"], "it")

    at_once(store, answer)
    with store.app_context():
        assert len(db.session.scalars(select(PracticeAnswer.id)).all()) == 1


def test_a_guests_attempts_go_on_after_those_of_the_account(store: Flask) -> None:
    guest, person = new_person(store, "Guest"), new_person(store)
    with store.app_context(), transaction():
        quiz = live_quiz()
        for who, fields in ((person, RIGHT), (guest, WRONG)):
            start(who)
            answer_question(who, quiz, 1, 1, 1, fields["best-outcome"], "it")
            practise(who, "levels", quiz, "losses", 1, fields["losses"], "it")
        finish_attempt(person, quiz, 1)
    with store.app_context(), transaction():
        privacy.carry_over(guest, person)
        privacy.carry_over(guest, person)
    with store.app_context():
        attempts = attempts_of(person, live_quiz())
        practised = select(PracticeAnswer.revision).where(PracticeAnswer.person_id == person)
        assert [attempt.number for attempt in attempts] == [1, 2]
        assert [attempt.finished_at is None for attempt in attempts] == [False, True]
        assert sorted(db.session.scalars(practised)) == [1, 2]
        assert attempts_of(guest, live_quiz()) == ()
        assert start(person) == 2


def test_the_export_holds_every_answer(store: Flask) -> None:
    person = new_person(store)
    with store.app_context(), transaction():
        quiz = live_quiz()
        start(person)
        answer_question(person, quiz, 1, 9, 1, RIGHT["own"], "it")
        practise(person, "levels", quiz, "losses", 1, RIGHT["losses"], "it")
    with store.app_context():
        name, value = privacy.export(person)
    assert name == "quizzes.json"
    assert value["attempts"][0]["answers"][0]["response"] == {"text": RIGHT["own"]["answer"][0]}
    assert value["practice"][0]["question_id"] == "losses"
    assert value["attempts"][0]["started_at"].endswith("+00:00")


def test_erasing_leaves_numbers_without_a_name_and_without_own_words(store: Flask) -> None:
    person = new_person(store)
    with store.app_context(), transaction():
        quiz = live_quiz()
        start(person)
        answer_question(person, quiz, 1, 1, 1, RIGHT["best-outcome"], "it")
        answer_question(person, quiz, 1, 7, 1, RIGHT["verb"], "it")
        answer_question(person, quiz, 1, 9, 1, RIGHT["own"], "it")
        practise(person, "levels", quiz, "losses", 1, RIGHT["losses"], "it")
    with store.app_context(), transaction():
        privacy.erase(person)
    with store.app_context():
        assert db.session.scalars(select(Attempt.person_id)).all() == [None]
        assert db.session.scalars(select(PracticeAnswer.person_id)).all() == [None]
        answers = dict(db.session.execute(select(Answer.question_id, Answer.response)).all())  # type: ignore[arg-type]
        assert answers["best-outcome"] == {"choice": "sell"}
        assert answers["verb"] == {"chosen": {"verb": "contribute"}, "typed": {"word": ""}}
        assert answers["own"] == {"text": ""}
        assert sorted(db.session.scalars(select(Answer.per_mille))) == [1000, 1000, 1000]
