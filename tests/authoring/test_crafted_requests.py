"""Requests that no page of ours would send: other people's files through hidden fields and made-up addresses."""

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.accounts.rules import Role
from elearn.authoring.rules.rights import Grant
from elearn.authoring.service.drafts import draft, remove, save
from elearn.authoring.service.granting import grant
from elearn.catalogue.service.publishing import drafts_of
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, LESSON, MODULE, PASSWORD, NewWriter
from tests.authoring.test_docx_back import edited
from tests.authoring.test_word_pages import filled, upload_of
from tests.forms import post, token_of

TEACH = "/it/teach"
HOME = f"{TEACH}/m/bees"
GERMAN = LESSON.replace("it.md", "de.md")
Granted = Callable[..., FlaskClient]


@pytest.fixture
def marta(new_writer: NewWriter) -> FlaskClient:
    return new_writer()


@pytest.fixture
def granted(course: Flask, new_person: Callable[..., int]) -> Granted:
    """Signs somebody in who is no trainer and has one right."""

    def sign_in(role: Grant, scope: str) -> FlaskClient:
        with course.app_context():
            boss = new_person("carla", Role.COORDINATOR)
        person = new_person("joseph", Role.LEARNER)
        with course.app_context(), transaction():
            grant(boss, person, role, scope)
        browser = course.test_client()
        post(browser, "/it/sign-in", {"identity": "joseph", "password": PASSWORD})
        return browser

    return sign_in


def send(browser: FlaskClient, address: str, **form: object) -> int:
    """Send a form; the status that comes back."""
    token = token_of(browser.get("/it/account"))
    return browser.post(address, data={"form_token": token, **form}).status_code


def digest_of(course: Flask, path: str = LESSON) -> str:
    with course.app_context():
        return draft(path).digest


def paths(course: Flask) -> set[str]:
    with course.app_context():
        return set(drafts_of(MODULE))


def test_a_reviewer_writes_no_translation_through_a_word_file(course: Flask, granted: Granted) -> None:
    reviewer = granted(Grant.REVIEWER, MODULE)
    data = edited(reviewer.get(f"{HOME}/word/it-de.docx").data, filled("title", "Erste"), filled("2", "Zwei."))
    page = post(reviewer, f"{HOME}/word", {"as": "back", "file": (io.BytesIO(data), "corso.docx")})
    keys = re.findall(r'name="change" id="[^"]+" value="([^"]+)"', page.text)
    form = {"as": "back", "upload": upload_of(page), "change": keys}
    assert keys
    assert send(reviewer, f"{HOME}/word/take", **form) == 403
    assert GERMAN not in paths(course)


@pytest.mark.parametrize("act", ["published", "no such act"])
def test_a_choice_writes_no_other_act_into_the_history(course: Flask, marta: FlaskClient, act: str) -> None:
    now = digest_of(course)
    form = {"path": LESSON, "base": now, "mine": now, "theirs": now, "act": act}
    assert send(marta, f"{TEACH}/choose", **form) == 400
    assert marta.get(f"{HOME}/history").status_code == 200


@pytest.mark.parametrize(
    "path", [f"{MODULE}/media/x.png", f"{MODULE}/lessons/../it.md", f"{MODULE}//it.md", "README.md"]
)
def test_a_choice_is_about_a_text_of_the_content(course: Flask, marta: FlaskClient, path: str) -> None:
    now = digest_of(course)
    assert send(marta, f"{TEACH}/choose", path=path, base=now, mine=now, theirs=now) == 400


@pytest.mark.parametrize("how", ["whole", "save", "settings"])
def test_no_lesson_begins_by_saving_it(course: Flask, marta: FlaskClient, how: str) -> None:
    before, now = paths(course), digest_of(course)
    form = {"do": how, "text": "x", "title": "x", "start": "0", "count": "0", "kind": "text"}
    assert send(marta, f"{HOME}/never/edit?in=it", opened=now, **form) in (400, 404)
    assert send(marta, f"{HOME}/never/edit?in=it", opened="", **form) in (400, 404)
    assert paths(course) == before


def test_a_lesson_that_was_taken_away_comes_back_with_what_was_typed(
    course: Flask, new_person: Callable[..., int]
) -> None:
    now = digest_of(course)
    with course.app_context(), transaction():
        remove(new_person(), LESSON, now, "removed")
        save(None, LESSON, FILES[LESSON] + "Quattro.\n", now, "edited")
    with course.app_context():
        assert "Quattro." in draft(LESSON).body


def test_a_translator_writes_translations_and_not_what_they_translate(course: Flask, granted: Granted) -> None:
    translator = granted(Grant.TRANSLATOR, "it")
    now = digest_of(course)
    form = {"do": "whole", "text": FILES[LESSON] + "Mine.\n", "opened": now}
    assert send(translator, f"{HOME}/first/edit?in=it", **form) == 403
    assert digest_of(course) == now


def test_a_translator_mends_a_translation_and_not_the_minutes(course: Flask, granted: Granted) -> None:
    translator = granted(Grant.TRANSLATOR, "de")
    with course.app_context(), transaction():
        save(None, GERMAN, "---\ntitle: Erste\n---\n\nEins.\n", None, "translated")
        home = draft(f"{MODULE}/module.yml").digest
    form = {"do": "settings", "title": "Die erste", "minutes": "99", "home": home, "opened": digest_of(course, GERMAN)}
    assert send(translator, f"{HOME}/first/edit?in=de", **form) == 303
    with course.app_context():
        assert "Die erste" in draft(GERMAN).body
        assert draft(f"{MODULE}/module.yml").digest == home


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/\tevil"])
def test_nobody_is_led_to_another_site(course: Flask, marta: FlaskClient, back: str) -> None:
    now = digest_of(course)
    with course.app_context(), transaction():
        save(None, LESSON, FILES[LESSON] + "Quattro.\n", now, "edited")
    token = token_of(marta.get("/it/account"))
    after = digest_of(course)
    for address, form in (
        (f"{TEACH}/choose", {"path": LESSON, "base": after, "mine": after, "theirs": after}),
        (f"{TEACH}/undo/1", {}),
    ):
        reply = marta.post(address, data={"form_token": token, "back": back, **form})
        assert reply.status_code == 303
        assert reply.headers["Location"].startswith(f"{TEACH}/")


def test_only_wording_in_a_text_that_cannot_be_read_changes_nothing(course: Flask, marta: FlaskClient) -> None:
    now = digest_of(course)
    with course.app_context(), transaction():
        save(None, GERMAN, "---\ntitle: Erste\n---\n\nEins.\n", None, "translated")
        save(None, LESSON, "---\ntitle: [\n---\n\nUno.\n", now, "edited")
    assert send(marta, f"{TEACH}/wording", folder=f"{MODULE}/lessons/first") == 303
