"""Writing questions in the browser, by plain forms: everything typed stays, ids stay, answers stay."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from elearn.accounts.rules import Role
from elearn.authoring.rules.question_fields import KINDS
from elearn.authoring.service.drafts import draft, save
from elearn.authoring.service.events import history
from elearn.authoring.service.preview import compiled
from elearn.authoring.service.questions import new_practice_question
from elearn.authoring.service.quiz_drafts import QuizDraft, quiz_draft
from elearn.infra.database import db, transaction
from elearn.quizzes.models import Answer, Attempt, PracticeAnswer
from tests.authoring.conftest import LESSON, NewWriter
from tests.forms import token_of

pytestmark = pytest.mark.usefixtures("english")
QUIZ = "/it/teach/m/bees/quiz/check/"
HONEY = f"{QUIZ}honey"
THEN = datetime(2027, 3, 1, tzinfo=UTC)
Fields = dict[str, list[str]]
CONTROL = re.compile(
    r"<(?P<tag>input|textarea|select)\b(?P<attributes>[^>]*)>(?:(?P<text>[^<]*)</textarea>|(?P<options>(?:\s*<option.*?</option>)+))?",
    re.DOTALL,
)


def attribute(attributes: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', attributes)
    return unescape(found[1]) if found else ""


def form_of(page: TestResponse) -> Fields:
    """What a browser would send from the form of a question, without its buttons."""
    html = page.get_data(as_text=True)
    html = html[html.index('class="qform"') : html.index('class="qside"')]
    fields: Fields = {}
    for found in CONTROL.finditer(html):
        attributes = found["attributes"]
        name, kind = attribute(attributes, "name"), attribute(attributes, "type")
        if kind in ("radio", "checkbox") and " checked" not in attributes:
            continue
        value = attribute(attributes, "value")
        if found["tag"] == "textarea":
            value = unescape(found["text"] or "").removeprefix("\n")
        if found["tag"] == "select":
            chosen = re.search(r'<option value="([^"]*)" selected', found["options"] or "")
            value = chosen[1] if chosen else ""
        fields.setdefault(name, []).append(value)
    return fields


def send(client: FlaskClient, url: str, fields: Fields | None = None, do: str = "save", **more: str) -> TestResponse:
    page = client.get(url)
    sent = {**form_of(page), **(fields or {}), "do": [do], **{name: [value] for name, value in more.items()}}
    return client.post(url, data=sent)


def press(client: FlaskClient, do: str) -> TestResponse:
    return client.post(QUIZ, data={"form_token": token_of(client.get(QUIZ)), "do": do})


def check(course: Flask) -> QuizDraft:
    with course.app_context():
        found = quiz_draft("bees", "check")
        _ = found.key, found.words("it"), found.unfinished
        return found


def answered(course: Flask, question: str = "honey") -> None:
    with course.app_context(), transaction():
        attempt = {"public_id": "x", "module": "bees", "quiz": "check", "number": 1, "started_at": THEN}
        rest = {"started_language": "it", "key_digest": "k", "words": {"it": "w"}, "arrangement": {}}
        row = Attempt(**attempt, **rest, finished_at=THEN)
        db.session.add(row)
        db.session.flush()
        answer = {"revision": 1, "response": {"choice": "b"}, "language": "it", "answered_at": THEN, "per_mille": 0}
        db.session.add(Answer(attempt_id=row.id, question_id=question, **answer))


@pytest.fixture
def marta(new_writer: NewWriter) -> FlaskClient:
    return new_writer()


def test_a_question_is_written_and_saved_in_both_files(course: Flask, marta: FlaskClient) -> None:
    reply = send(marta, HONEY, {"stem": ["Che cosa danno le api?"], "option.b.reason": ["Il sale viene dal mare."]})
    assert (reply.status_code, reply.location) == (303, f"{HONEY}?saved=yes")
    words = check(course).words("it").questions["honey"]
    assert (words.stem, words.options["b"].reason) == ("Che cosa danno le api?", "Il sale viene dal mare.")
    page = marta.get(reply.location).get_data(as_text=True)
    assert "The question is saved." in page


def test_saving_it_unchanged_changes_no_byte(course: Flask, marta: FlaskClient) -> None:
    before = check(course)
    assert send(marta, HONEY).status_code == 303
    after = check(course)
    assert (after.key_draft, after.texts) == (before.key_draft, before.texts)


def test_buttons_keep_what_is_typed_and_save_nothing(course: Flask, marta: FlaskClient) -> None:
    before = check(course).key_draft
    page = send(marta, HONEY, {"option.a.text": ["<b>Miele</b>"]}, do="add option")
    fields = form_of(page)
    assert page.status_code == 200
    assert fields["option.a.text"] == ["<b>Miele</b>"]
    assert len(fields["option"]) == 3
    new = fields["option"][2]
    fields |= {f"option.{new}.text": ["Cera"], f"option.{new}.reason": ["Anche."], "do": [f"up option {new}"]}
    moved = form_of(marta.post(HONEY, data=fields))
    assert moved["option"] == ["a", new, "b"]
    assert check(course).key_draft == before
    assert marta.post(HONEY, data={**moved, "do": ["save"]}).status_code == 303
    assert check(course).question("honey").key.options == ("a", new, "b")  # type: ignore[union-attr]


def test_a_missing_reason_is_saved_and_said_beside_its_field(course: Flask, marta: FlaskClient) -> None:
    reply = send(marta, HONEY, {"option.b.reason": [""]})
    page = marta.get(reply.location).get_data(as_text=True)
    assert "Option 2 has no reason." in page
    assert 'href="#q-option.b.reason"' in page
    assert "One thing is missing" in marta.get(QUIZ).get_data(as_text=True)
    with course.app_context():
        assert {one.code for one in compiled("modules/bees").problems if one.level == "error"} == {"no_reason"}


def test_without_a_right_answer_nothing_is_saved_and_nothing_is_lost(course: Flask, marta: FlaskClient) -> None:
    reply = send(marta, HONEY, {"stem": ["Nuova domanda"], "right": []})
    assert reply.status_code == 422
    assert form_of(reply)["stem"] == ["Nuova domanda"]
    assert "Say which answer is right." in reply.get_data(as_text=True)
    assert check(course).words("it").questions["honey"].stem == "Che cosa fanno le api?"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_added_opened_and_sent_back(course: Flask, marta: FlaskClient, kind: str) -> None:
    made = press(marta, f"add {kind}")
    assert made.status_code == 303
    page = marta.get(made.location)
    assert page.status_code == 200
    assert form_of(page)["kind"] == [kind]
    shown = marta.post(made.location, data={**form_of(page), "do": ["show"]})
    assert shown.status_code in (200, 422)  # without a right answer it cannot be shown
    assert len(check(course).key.questions) == 2


# --- ids and past answers ------------------------------------------------------------------------------------------


def test_words_change_freely_although_people_have_answered(course: Flask, marta: FlaskClient) -> None:
    answered(course)
    assert send(marta, HONEY, {"stem": ["Che cosa fanno le api in casa?"]}).location.endswith("honey?saved=yes")


def test_another_right_answer_asks_what_it_means(course: Flask, marta: FlaskClient) -> None:
    answered(course)
    asked = send(marta, HONEY, {"right": ["b"]})
    page = asked.get_data(as_text=True)
    assert asked.status_code == 422
    assert "One answer was given to this question." in page
    assert 'value="corrected"' in page
    assert 'value="same"' not in page
    assert check(course).question("honey").key.right == "a"  # type: ignore[union-attr]
    sent = {**form_of(asked), "said": ["corrected"], "do": ["save"]}
    assert marta.post(HONEY, data=sent).location.endswith("honey?saved=yes")
    assert check(course).question("honey").key.right == "b"  # type: ignore[union-attr]
    with course.app_context():
        assert "corrected" in {one.act for one in history("modules/bees")}


def test_another_question_gets_a_new_id_and_the_old_one_is_retired(course: Flask, marta: FlaskClient) -> None:
    answered(course)
    reply = send(marta, HONEY, {"right": ["b"], "stem": ["Che cosa c'è nel mare?"]}, said="another")
    draft = check(course)
    old, new = draft.key.questions
    assert (old.id, old.retired, new.retired) == ("honey", True, False)
    assert new.id != "honey"
    assert reply.location.endswith(f"{new.id}?saved=another")
    words = draft.words("it").questions
    assert (words["honey"].stem, words[new.id].stem) == ("Che cosa fanno le api?", "Che cosa c'è nel mare?")
    with course.app_context():
        module = compiled("modules/bees").value
    assert [one.id for one in module.quizzes[0].key.questions] == [new.id]  # type: ignore[union-attr]


def test_who_saves_after_somebody_else_sees_the_other_version_first(course: Flask, marta: FlaskClient) -> None:
    opened = form_of(marta.get(HONEY))
    send(marta, HONEY, {"stem": ["Di Carla"]})
    reply = marta.post(HONEY, data={**opened, "stem": ["Di Marta"], "do": ["save"]})
    page = reply.get_data(as_text=True)
    assert reply.status_code == 409
    assert "Di Carla" in page
    assert form_of(reply)["stem"] == ["Di Marta"]
    assert marta.post(HONEY, data={**form_of(reply), "do": ["save"]}).status_code == 303
    assert check(course).words("it").questions["honey"].stem == "Di Marta"


def test_two_authors_write_two_questions_of_one_quiz(course: Flask, marta: FlaskClient) -> None:
    opened = form_of(marta.get(HONEY))
    made = press(marta, "add short_text").location
    send(marta, made, {"stem": ["Perché?"], "model": ["Così."], "criteria": ["Vero."], "reason": ["Basta."]})
    assert marta.post(HONEY, data={**opened, "stem": ["Ancora"], "do": ["save"]}).status_code == 303
    assert {words.stem for words in check(course).words("it").questions.values()} == {"Perché?", "Ancora"}


# --- the quiz ------------------------------------------------------------------------------------------------------


def test_questions_are_ordered_duplicated_retired_and_restored(course: Flask, marta: FlaskClient) -> None:
    copy = press(marta, "duplicate honey").location.rpartition("#")[2]
    assert [one.id for one in check(course).key.questions] == ["honey", copy]
    press(marta, f"up {copy}")
    assert [one.id for one in check(course).key.questions] == [copy, "honey"]
    press(marta, "retire honey")
    assert [one.id for one in check(course).key.asked] == [copy]
    assert "One retired question" in marta.get(QUIZ).get_data(as_text=True)
    press(marta, "restore honey")
    assert len(check(course).key.asked) == 2
    assert check(course).words("it").questions[copy] == check(course).words("it").questions["honey"]


def test_a_practice_question_that_a_lesson_shows_is_not_retired(course: Flask, marta: FlaskClient) -> None:
    with course.app_context(), transaction():
        name = new_practice_question(None, "bees", "true_false")
        text = draft(LESSON)
        save(None, LESSON, f"{text.body}\n/// question | {name}\n///\n", text.digest, "edited")
    page, question = "/it/teach/m/bees/quiz/practice/", name.partition("/")[2]
    reply = marta.post(page, data={"form_token": token_of(marta.get(page)), "do": f"retire {question}"})
    assert reply.status_code == 409
    assert "(first)" in reply.get_data(as_text=True)


def test_lessons_show_the_new_question_where_one_became_another(course: Flask, marta: FlaskClient) -> None:
    with course.app_context(), transaction():
        name = new_practice_question(None, "bees", "true_false")
        assert new_practice_question(None, "bees", "number").startswith("practice/")
        text = draft(LESSON)
        save(None, LESSON, f"{text.body}\n/// question | {name}\n///\n", text.digest, "edited")
    url = f"/it/teach/m/bees/quiz/{name}"
    reasons = {"option.true.reason": ["Sì."], "option.false.reason": ["No."]}
    assert send(marta, url, {"stem": ["È così?"], "right": ["true"], **reasons}).status_code == 303
    with course.app_context(), transaction():
        from_then = quiz_draft("bees", "practice").id
        assert from_then == "practice"
    answered_practice(course, name.partition("/")[2])
    reply = send(marta, url, {"right": ["false"]}, said="another")
    new = reply.location.rpartition("/")[2].partition("?")[0]
    with course.app_context():
        assert f"/// question | practice/{new}\n" in draft(LESSON).body


def answered_practice(course: Flask, question: str) -> None:
    from_lesson = {"module": "bees", "lesson": "first", "quiz": "practice", "question_id": question, "revision": 1}
    with course.app_context(), transaction():
        row = {"response": {"choice": "true"}, "language": "it", "answered_at": THEN, "per_mille": 1000}
        db.session.add(PracticeAnswer(**from_lesson, **row))


def test_the_rules_of_a_quiz_are_saved_and_checked(course: Flask, marta: FlaskClient) -> None:
    rules = {"do": "rules", "title": "Le api", "minutes": "15", "attempts": "3", "pass_rule": "own", "pass_mark": "80"}
    rules |= {"reveal": "passed", "shuffle_questions": "y", "draw": "2"}
    sent = {"form_token": token_of(marta.get(QUIZ)), **rules}
    refused = marta.post(QUIZ, data=sent)
    assert refused.status_code == 422
    assert "The quiz has fewer questions: 1." in refused.get_data(as_text=True)
    assert marta.post(QUIZ, data={**sent, "draw": "1"}).status_code == 303
    draft = check(course)
    assert (draft.key.attempts, draft.key.pass_mark, draft.key.draw) == (3, 80, 1)
    assert (draft.key.reveal, draft.key.shuffle, draft.minutes, draft.title) == ("passed", ("questions",), 15, "Le api")
    marta.post(QUIZ, data={**sent, "draw": "", "attempts": "", "pass_rule": "path"})
    assert (check(course).key.draw, check(course).key.attempts, check(course).key.pass_mark) == (
        "all",
        "unlimited",
        "path",
    )


def test_a_new_quiz_begins_with_its_first_question(course: Flask, marta: FlaskClient) -> None:
    page = "/it/teach/m/bees/quiz/new"
    fields = {"form_token": token_of(marta.get(page)), "title": "Prova", "minutes": "10", "kind": "gap"}
    assert marta.post(page, data={**fields, "purpose": "check"}).status_code == 422  # one quiz counts already
    made = marta.post(page, data={**fields, "purpose": "practice"})
    assert (made.status_code, made.location) == (303, "/it/teach/m/bees/quiz/practice/")
    assert marta.get(made.location).status_code == 200


def test_the_lesson_editor_finds_the_way_to_practice_questions(course: Flask, marta: FlaskClient) -> None:
    assert marta.get("/it/teach/m/bees/practice").location == "/it/teach/m/bees/quiz/new"
    with course.app_context(), transaction():
        new_practice_question(None, "bees", "single")
    assert marta.get("/it/teach/m/bees/practice").location == "/it/teach/m/bees/quiz/practice/#add"


# --- preview and rights --------------------------------------------------------------------------------------------


def test_the_preview_is_what_learners_see_and_says_nothing_before_the_answer(marta: FlaskClient) -> None:
    page = marta.get(f"{HONEY}/preview?spoken=it")
    html = page.get_data(as_text=True)
    assert "Che cosa fanno le api?" in html
    assert "Sì." not in html
    reply = marta.post(f"{HONEY}/preview?spoken=it", data={"form_token": token_of(page), "answer": "b"})
    assert "No." in reply.get_data(as_text=True)
    assert "Sì." in reply.get_data(as_text=True)


def test_a_text_that_no_file_can_hold_is_refused_and_kept_on_the_page(course: Flask, marta: FlaskClient) -> None:
    for stem in ("[" * 20_000, "a" * 300_000):
        fields = {**form_of(marta.get(HONEY)), "stem": [stem], "do": ["save"]}
        page = marta.post(HONEY, data=fields)
        assert page.status_code in (413, 422)
    assert check(course).words("it").questions["honey"].stem == "Che cosa fanno le api?"


def test_markup_in_words_is_only_words(marta: FlaskClient) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    fields = {"stem": [evil], "option.a.text": [evil], "option.b.reason": [f"[x](javascript:alert(1)) {evil}"]}
    assert send(marta, HONEY, fields).status_code == 303
    for url in (QUIZ, HONEY, f"{HONEY}/preview", "/it/teach/questions", f"{HONEY}?saved=<script>"):
        html = marta.get(url).get_data(as_text=True)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "javascript:" not in html.replace("[x](javascript:", "")


def test_a_problem_of_a_part_leads_to_its_case(course: Flask, marta: FlaskClient) -> None:
    made = press(marta, "add scenario").location
    part = form_of(marta.get(made))["part"][0]
    assert marta.get(f"{QUIZ}{part}").location == made


def test_learners_and_translators_do_not_write_questions(course: Flask, new_writer: NewWriter) -> None:
    amina = new_writer("amina", Role.LEARNER)
    assert amina.get(HONEY).status_code == 403
    assert amina.get("/it/teach/questions").status_code == 403


@pytest.mark.parametrize("url", ["/it/teach/m/nothing/quiz/check/", "/it/teach/m/bees/quiz/nothing/", f"{QUIZ}nothing"])
def test_what_is_not_there_is_not_found(marta: FlaskClient, url: str) -> None:
    assert marta.get(url).status_code == 404


def test_saving_a_question_takes_few_statements(course: Flask, marta: FlaskClient) -> None:
    fields = {**form_of(marta.get(HONEY)), "stem": ["Che cosa fanno?"], "do": ["save"]}
    asked: list[str] = []
    with course.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *sent: asked.append(sent[2]))
    marta.post(HONEY, data=fields)
    about_content = [one for one in asked if "content_" in one or "authoring_event" in one]
    assert len(about_content) <= 8, about_content
