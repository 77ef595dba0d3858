"""Taking a quiz, as a person does it in a browser."""

import re
from collections.abc import Callable, Mapping

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.accounts.models import PersonRow
from elearn.infra.database import db
from elearn.progress.models import ProgressFact
from elearn.quizzes.models import Answer, Attempt
from elearn.quizzes.service import privacy
from tests.quizzes.conftest import Learner, new_person
from tests.quizzes.questions import RIGHT, WRONG

Positions = Callable[[], Mapping[str, int]]


def count(app: Flask, table: type[Answer] | type[Attempt] | type[ProgressFact]) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def answers(app: Flask) -> list[tuple[str, int, str, int]]:
    """(question, revision, language, per mille) of all answers, in the order of their sending."""
    columns = (Answer.question_id, Answer.revision, Answer.language, Answer.per_mille)
    with app.app_context():
        return [tuple(row) for row in db.session.execute(select(*columns).order_by(Answer.id))]  # type: ignore[misc]


def test_every_right_answer_gives_the_full_result(amina: Learner, positions: Positions, quiz_app: Flask) -> None:
    number = amina.start()
    for name, place in positions().items():
        assert amina.send(number, place, RIGHT[name]).status_code == 303
    assert amina.hand_in(number).status_code == 303
    assert "100 %" in amina.review(number)
    with quiz_app.app_context():
        facts = db.session.execute(select(ProgressFact.item, ProgressFact.verb, ProgressFact.value)).all()
    assert [tuple(fact) for fact in facts] == [("quiz:logframe/check", "scored", 1000)]


def test_each_wrong_answer_costs_its_marks_and_the_pass_mark_decides(amina: Learner, positions: Positions) -> None:
    number = amina.start()
    for name, place in positions().items():
        wrong = name in ("best-outcome", "losses", "broken", "levels")
        amina.send(number, place, WRONG[name] if wrong else RIGHT[name])
    amina.hand_in(number)
    page = amina.review(number)
    assert "63 %" in page  # 7 of 11 marks
    assert "not passed yet" in page
    assert "Not yet." in page


def test_the_start_page_tells_the_rules_and_the_earlier_attempts(amina: Learner, positions: Positions) -> None:
    first = amina.client.get(amina.url()).get_data(as_text=True)
    assert "10 questions" in first
    assert "70 %" in first
    assert "You have not tried this quiz yet." in first
    number = amina.start()
    amina.send(number, 1, RIGHT["best-outcome"])
    running = amina.client.get(amina.url()).get_data(as_text=True)
    assert "Go on with question 2" in running
    amina.hand_in(number)
    later = amina.client.get(amina.url()).get_data(as_text=True)
    assert "9 %" in later
    assert "Start again" in later


def test_a_stranger_can_take_the_quiz_and_keeps_the_attempt_by_the_cookie(quiz_app: Flask) -> None:
    stranger = Learner(quiz_app)
    number = stranger.start()
    assert stranger.send(number, 1, RIGHT["best-outcome"]).status_code == 303
    assert "Go on with question 2" in stranger.client.get(stranger.url()).get_data(as_text=True)
    assert answers(quiz_app) == [("best-outcome", 1, "it", 1000)]


def test_an_attempt_survives_signing_out_and_another_language_half_way(
    amina: Learner, positions: Positions, quiz_app: Flask
) -> None:
    amina.language = "fr"
    number = amina.start()
    names = list(positions())
    options = re.compile(r'name="answer" value="([^"]+)"')
    french = options.findall(amina.page(number, 1))
    for place, name in enumerate(names[:5], 1):
        amina.send(number, place, RIGHT[name])
    amina.sign_out()
    amina.language = "it"
    amina.sign_in()
    assert options.findall(amina.page(number, 1)) == french
    assert 'value="sell" checked' in amina.page(number, 1)
    assert amina.start() == number
    for place, name in enumerate(names[5:], 6):
        amina.send(number, place, RIGHT[name])
    amina.hand_in(number)
    assert [row[2] for row in answers(quiz_app)] == ["fr"] * 5 + ["it"] * 5
    review = amina.review(number)
    assert "Reason of sell (fr)." in review
    assert "Reason of tested (it)." in review
    assert '<div lang="fr">' in review


def test_the_order_stays_at_every_visit(amina: Learner, positions: Positions) -> None:
    number = amina.start()
    place = positions()["columns"]
    values = re.compile(r'value="([a-z]+)"')
    assert values.findall(amina.page(number, place)) == values.findall(amina.page(number, place))


def test_a_double_click_saves_one_answer(amina: Learner, quiz_app: Flask) -> None:
    number = amina.start()
    for _click in range(2):
        assert amina.send(number, 1, RIGHT["best-outcome"], revision=1).status_code == 303
    assert answers(quiz_app) == [("best-outcome", 1, "it", 1000)]


def test_saving_the_same_answer_again_later_adds_nothing(amina: Learner, quiz_app: Flask) -> None:
    number = amina.start()
    amina.send(number, 1, RIGHT["best-outcome"])
    amina.send(number, 1, RIGHT["best-outcome"])
    assert answers(quiz_app) == [("best-outcome", 1, "it", 1000)]


def test_the_last_revision_counts_and_the_first_stays(amina: Learner, quiz_app: Flask) -> None:
    number = amina.start()
    amina.send(number, 1, WRONG["best-outcome"])
    amina.send(number, 1, RIGHT["best-outcome"])
    assert answers(quiz_app) == [("best-outcome", 1, "it", 0), ("best-outcome", 2, "it", 1000)]
    amina.hand_in(number)
    assert "9 %" in amina.review(number)


def test_another_answer_from_a_second_tab_shows_the_saved_one_and_loses_nothing(
    amina: Learner, quiz_app: Flask
) -> None:
    number = amina.start()
    amina.send(number, 1, RIGHT["best-outcome"], revision=1)
    reply = amina.send(number, 1, WRONG["best-outcome"], revision=1)
    page = reply.get_data(as_text=True)
    assert reply.status_code == 409
    assert "You gave another answer at" in page
    assert re.search(r"sell \(it\) <span[^>]*>\(your answer\)", page)
    assert 'value="train" checked' in page
    assert 'name="revision" value="2"' in page
    assert "Reason" not in page
    assert len(answers(quiz_app)) == 1
    assert amina.send(number, 1, WRONG["best-outcome"], revision=2).status_code == 303
    assert [row[3] for row in answers(quiz_app)] == [1000, 0]


def test_an_older_answer_that_arrives_late_is_kept_and_does_not_count(amina: Learner, quiz_app: Flask) -> None:
    number = amina.start()
    amina.send(number, 1, RIGHT["best-outcome"], revision=2)
    amina.send(number, 1, WRONG["best-outcome"], revision=1)
    assert len(answers(quiz_app)) == 2
    amina.hand_in(number)
    assert "9 %" in amina.review(number)


@pytest.mark.parametrize("revision", ["0", "-1", "52", "99999999", "x", ""])
def test_an_invented_revision_changes_nothing(amina: Learner, quiz_app: Flask, revision: str) -> None:
    number = amina.start()
    assert amina.send(number, 1, RIGHT["best-outcome"], revision=revision).status_code == 422
    assert answers(quiz_app) == []


def test_two_starts_are_one_attempt(amina: Learner, quiz_app: Flask) -> None:
    assert amina.start() == amina.start() == 1
    assert count(quiz_app, Attempt) == 1


def test_handing_in_twice_counts_once(amina: Learner, quiz_app: Flask) -> None:
    number = amina.start()
    amina.hand_in(number)
    assert amina.hand_in(number).status_code == 303
    assert count(quiz_app, ProgressFact) == 1
    assert amina.start() == 2


def test_a_finished_attempt_does_not_change(amina: Learner, quiz_app: Flask) -> None:
    number = amina.start()
    amina.send(number, 1, WRONG["best-outcome"])
    amina.hand_in(number)
    reply = amina.send(number, 1, RIGHT["best-outcome"], revision=2)
    assert reply.status_code == 303
    assert "Nothing was changed." in amina.client.get(reply.location).get_data(as_text=True)
    assert [row[3] for row in answers(quiz_app)] == [0]
    assert amina.send(number, 1, {"move": "up impact"}).status_code == 303
    reply = amina.send(number, 1, RIGHT["best-outcome"], revision=2, json=True)
    assert reply.status_code == 410


def test_somebody_elses_attempt_has_no_address(amina: Learner, quiz_app: Flask) -> None:
    number = amina.start()
    new_person(quiz_app, "Joseph")
    joseph = Learner(quiz_app)
    joseph.sign_in("joseph")
    for place in ("", "/1", "/hand-in"):
        assert joseph.client.get(joseph.url(f"/attempts/{number}{place}")).status_code == 404
    for place in ("/1", "/hand-in"):
        sent = {"revision": "1", "answer": "sell", "form_token": amina_token(joseph)}
        assert joseph.client.post(joseph.url(f"/attempts/{number}{place}"), data=sent).status_code == 404
    assert answers(quiz_app) == []


def amina_token(learner: Learner) -> str:
    """A form token of the learner's own session."""
    page = learner.client.get(learner.url()).get_data(as_text=True)
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_stranger_is_asked_to_sign_in_for_an_attempt(quiz_app: Flask) -> None:
    reply = quiz_app.test_client().get("/it/m/logframe/quiz/attempts/1")
    assert reply.status_code == 302
    assert "/it/sign-in?next=" in reply.location


@pytest.mark.parametrize("address", ["/attempts/9", "/attempts/1/0", "/attempts/1/11", "/attempts/1/99999"])
def test_a_place_that_does_not_exist_is_not_found(amina: Learner, address: str) -> None:
    amina.start()
    assert amina.client.get(amina.url(address)).status_code == 404


def test_a_module_without_quiz_has_no_quiz_page(amina: Learner) -> None:
    assert amina.client.get("/it/m/nothing/quiz").status_code == 404


@pytest.mark.parametrize(
    ("name", "fields", "message"),
    [
        ("best-outcome", {}, "Choose an answer."),
        ("best-outcome", {"answer": "invented"}, "This answer does not belong to the question."),
        ("broken", {"answer": "a lot"}, "Write a number in digits"),
        ("broken", {"answer": "1.234"}, "Write 1234 for the whole one, or 1.2340 for the decimal one."),
        ("own", {"answer": "short"}, "Write at least 10 characters."),
        ("columns", {"row-target": "reach"}, "Choose an answer for this line."),
        ("upwards", {f"place-{item}": "1" for item in ("activities", "outputs", "outcome", "impact")}, "the place 1"),
    ],
)
def test_what_cannot_be_understood_is_said_beside_the_field_and_kept(
    amina: Learner, positions: Positions, quiz_app: Flask, name: str, fields: dict[str, str], message: str
) -> None:
    number = amina.start()
    reply = amina.send(number, positions()[name], fields)  # type: ignore[arg-type]
    page = reply.get_data(as_text=True)
    assert reply.status_code == 422
    assert page.count(message) >= 2  # on top and beside the field
    assert "<title>Error:" in page
    assert answers(quiz_app) == []
    if name in ("broken", "own"):
        assert fields["answer"] in page
    if name == "columns":
        assert 'value="reach" selected' in page


def test_a_line_moves_and_keeps_what_was_typed(amina: Learner, positions: Positions, quiz_app: Flask) -> None:
    number = amina.start()
    place = positions()["upwards"]
    fields = {"place-impact": "1", "place-outcome": "2", "place-outputs": "3", "place-activities": "4"}
    reply = amina.send(number, place, {**fields, "move": "up outputs"})
    page = reply.get_data(as_text=True)
    assert reply.status_code == 200
    rows = re.findall(r'<select id="q-place-(\w+)"', page)
    assert rows == ["impact", "outputs", "outcome", "activities"]
    assert re.search(r'value="up outputs" autofocus', page)
    assert answers(quiz_app) == []


def test_the_key_never_reaches_a_page_before_the_answer(amina: Learner, positions: Positions) -> None:
    number = amina.start()
    for name, place in positions().items():
        for _visit in range(2):
            page = amina.page(number, place)
            for secret in ("Reason", "Model", "Criterion", "indicatore", "tolerance", 'right"', "per_mille"):
                assert secret not in page, (name, secret)
            amina.send(number, place, RIGHT[name])
    assert "Reason" not in amina.client.get(amina.url(f"/attempts/{number}/hand-in")).get_data(as_text=True)


def test_the_hand_in_page_lists_what_is_open(amina: Learner, positions: Positions) -> None:
    number = amina.start()
    names = list(positions())
    for place, name in enumerate(names[:-1], 1):
        amina.send(number, place, RIGHT[name])
    page = amina.client.get(amina.url(f"/attempts/{number}/hand-in")).get_data(as_text=True)
    assert "1 question has no answer yet." in page
    assert "Answer question 10" in page
    assert "Answer question 9" not in page


def test_an_attempt_opens_at_its_first_open_question(amina: Learner) -> None:
    number = amina.start()
    amina.send(number, 1, RIGHT["best-outcome"])
    reply = amina.client.get(amina.url(f"/attempts/{number}"))
    assert reply.location.endswith(f"/attempts/{number}/2")


def test_the_review_shows_every_question_with_every_reason(amina: Learner, positions: Positions) -> None:
    number = amina.start()
    for name, place in positions().items():
        if name in WRONG and name != "road":
            amina.send(number, place, WRONG[name])
    amina.hand_in(number)
    page = amina.review(number)
    for name in ("sell", "train", "dryers", "fees", "staff", "true", "wrong", "impact", "baseline", "tested", "hope"):
        assert f"Reason of {name} (it)." in page, name
    assert page.count("You gave no answer.") == 2
    assert "Model (it)." in page
    assert "group outcome (it)" in page
    assert "12,5 EUR" in page


def test_a_script_gets_the_same_answers_in_json(amina: Learner, quiz_app: Flask) -> None:
    number = amina.start()
    saved = amina.send(number, 1, RIGHT["best-outcome"], json=True, revision=1)
    assert saved.status_code == 200
    assert saved.json
    assert saved.json["revision"] == 2
    again = amina.send(number, 1, RIGHT["best-outcome"], json=True, revision=1)
    assert again.json == saved.json
    other = amina.send(number, 1, WRONG["best-outcome"], json=True, revision=1)
    assert other.status_code == 409
    assert other.json
    assert other.json["revision"] == 2
    wrong = amina.send(number, 1, {"answer": "invented"}, json=True)
    assert wrong.status_code == 422
    assert len(answers(quiz_app)) == 1


def test_the_script_is_small_and_finds_its_words_on_the_page(amina: Learner, quiz_app: Flask) -> None:
    page = amina.page(amina.start(), 1)
    for word in ("data-saved=", "data-kept=", "data-open=", "data-attempt=", 'role="status"'):
        assert word in page
    address = re.search(r'src="(/static/quiz\.[0-9a-f]+\.js)"', page)
    assert address
    with amina.client.get(address[1]) as script:
        assert script.status_code == 200
        assert len(script.data) < 3072


def test_marks_leave_with_the_data_only_after_the_attempt_is_handed_in(amina: Learner, quiz_app: Flask) -> None:
    number = amina.start()
    amina.send(number, 1, RIGHT["best-outcome"])

    def marks() -> list[int | None]:
        with quiz_app.app_context():
            person_id = db.session.scalar(select(PersonRow.id))
            assert person_id is not None
            _name, data = privacy.export(person_id)
            return [answer["per_mille"] for answer in data["attempts"][0]["answers"]]

    assert marks() == [None]
    amina.hand_in(number)
    assert marks() == [1000]


@pytest.mark.parametrize("number", ["99999999999999999999", "2147483648", "0", "-1", "1e3", "٣"])
def test_a_number_that_is_no_attempt_is_no_page(amina: Learner, number: str) -> None:
    amina.start()
    for place in (f"/attempts/{number}", f"/attempts/{number}/1", f"/attempts/1/{number}"):
        assert amina.client.get(amina.url(place)).status_code == 404
