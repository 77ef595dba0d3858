"""The editor of a lesson, as people use it without script."""

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn.accounts.rules import Role
from elearn.authoring.service.drafts import draft, save
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, LESSON, MODULE, NewWriter
from tests.forms import token_of

EDIT = "/it/teach/m/bees/first/edit?in=it"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def sent(browser: FlaskClient, page: str, do: str, **fields: Any) -> TestResponse:
    """Open a page of the editor, fill its form and press a button."""
    html = browser.get(page).get_data(as_text=True)
    hidden = dict(HIDDEN.findall(html[html.index('class="bk on"') :] if 'class="bk on"' in html else html))
    return browser.post(EDIT, data={**hidden, **fields, "do": do})


def body(course: Flask, path: str = LESSON) -> str:
    """The draft of a file."""
    with course.app_context():
        return draft(path).body


def write(course: Flask, text: str, path: str = LESSON) -> None:
    """Let somebody else write a file."""
    with course.app_context(), transaction():
        save(None, path, text, draft(path).digest, "edited")


def test_a_block_is_opened_written_and_saved_and_nothing_else_changes(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    reply = sent(marta, f"{EDIT}&b=1", "save", text="Uno.\r\n\r\nDue, meglio.\r\n\r\nTre.")
    assert reply.status_code == 303
    assert body(course) == FILES[LESSON].replace("Due.", "Due, meglio.")
    page = marta.get(reply.location).get_data(as_text=True)
    assert "Due, meglio." in page
    assert "Annulla" in page


def test_a_special_block_is_added_by_a_plain_form(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    reply = sent(marta, f"{EDIT}&new=turn&after=1", "save", title="", text="Scrivi.", minutes="20", sheet="logframe")
    assert reply.status_code == 303
    assert body(course).endswith("Tre.\n\n/// turn\n    minutes: 20\n    sheet: logframe\nScrivi.\n///\n")


def test_a_form_that_is_sent_twice_adds_nothing_twice(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    html = marta.get(f"{EDIT}&new=note&after=1").get_data(as_text=True)
    fields = {**dict(HIDDEN.findall(html)), "title": "", "text": "Attenzione.", "do": "save"}
    for _time in range(2):
        assert marta.post(EDIT, data=fields).status_code == 303
    assert body(course).count("Attenzione.") == 1


def test_blocks_move_are_copied_taken_out_and_brought_back(course: Flask, new_writer: NewWriter) -> None:
    write(course, FILES[LESSON].replace("Tre.", "## Tre\n\n/// tip\nUn consiglio.\n///"))
    marta = new_writer()
    html = marta.get(EDIT).get_data(as_text=True)
    token = token_of(marta.get(EDIT))
    for how in ("up", "duplicate", "retire"):
        start, count = next(iter(re.findall(r'value="up:(\d+):(\d+)"', html)))
        hidden = dict(HIDDEN.findall(html))
        reply = marta.post(EDIT, data={**hidden, "form_token": token, "do": f"{how}:{start}:{count}"})
        assert reply.status_code == 303, how
        html = marta.get(reply.location).get_data(as_text=True)
    before = body(course)
    event = re.search(r"/teach/undo/(\d+)", html)
    assert event
    marta.post(f"/it/teach/undo/{event[1]}", data={"form_token": token, "back": EDIT})
    assert body(course) != before


def test_two_authors_in_two_blocks_both_keep_their_words(course: Flask, new_writer: NewWriter) -> None:
    write(course, FILES[LESSON].replace("Tre.", "## Tre\n\nAltro."))
    marta = new_writer()
    html = marta.get(f"{EDIT}&b=1").get_data(as_text=True)
    write(course, body(course).replace("Altro.", "Altro, di Carla."))
    fields = dict(HIDDEN.findall(html))
    reply = marta.post(EDIT, data={**fields, "text": "Uno, di Marta.\n\nDue.", "do": "save"})
    assert reply.status_code == 303
    assert "Uno, di Marta." in body(course)
    assert "Altro, di Carla." in body(course)


def test_two_authors_in_one_block_choose_between_two_texts(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    html = marta.get(f"{EDIT}&b=1").get_data(as_text=True)
    write(course, FILES[LESSON].replace("Due.", "Due, di Carla."))
    reply = marta.post(
        EDIT, data={**dict(HIDDEN.findall(html)), "text": "Uno.\n\nDue, di Marta.\n\nTre.", "do": "save"}
    )
    assert reply.status_code == 409
    assert "Due, di Carla." in reply.get_data(as_text=True)
    assert "Due, di Marta." in reply.get_data(as_text=True)


def test_title_and_minutes_are_fields(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    reply = sent(marta, f"{EDIT}&as=settings", "settings", title="Titolo: nuovo", summary="", minutes="12")
    assert reply.status_code == 303
    assert body(course) == FILES[LESSON].replace("title: Prima lezione", "title: 'Titolo: nuovo'")
    assert "minutes: 12" in body(course, f"{MODULE}/module.yml")
    reply = sent(marta, f"{EDIT}&as=settings", "settings", title="Altro titolo", summary="", minutes="un po'")
    assert reply.status_code == 422
    assert "Altro titolo" in reply.get_data(as_text=True)


def test_the_whole_text_comes_back_byte_for_byte_from_its_textarea(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    for text in (FILES[LESSON], FILES[LESSON].replace("\n", "\r\n"), "\n\n" + FILES[LESSON], FILES[LESSON] + "\n \n"):
        write(course, text)
        page = marta.get(f"{EDIT}&as=text").get_data(as_text=True)
        shown = re.search(r'<textarea id="whole"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
        assert shown
        typed = shown[1].replace("\r\n", "\n").replace("\n", "\r\n")
        fields = {**dict(HIDDEN.findall(page)), "text": typed, "do": "whole"}
        assert marta.post(EDIT, data=fields).status_code == 303
        assert body(course) == text
        marta.post(EDIT, data={**fields, "text": typed + "Quattro.\r\n"})
        assert body(course).replace("\r\n", "\n") == (text + "Quattro.\n").replace("\r\n", "\n")
        assert ("\r\n" in body(course)) == ("\r\n" in text)


def test_what_is_too_long_is_not_saved_and_not_lost(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    reply = sent(marta, f"{EDIT}&b=1", "save", text="parola " * 10_000)
    assert reply.status_code == 422
    assert "parola parola" in reply.get_data(as_text=True)
    assert body(course) == FILES[LESSON]


def test_problems_never_stop_a_draft_and_stand_beside_their_block(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    reply = sent(marta, f"{EDIT}&b=1", "save", text="Una [parola](term:nothing).\n\n#### Troppo\n\n![x](y)")
    page = marta.get(reply.location).get_data(as_text=True)
    assert "nothing" in page
    assert 'href="/it/teach/m/bees/first/edit?in=it&amp;b=1"' in page


def test_a_table_grows_by_buttons_and_stays_a_pipe_table(course: Flask, new_writer: NewWriter) -> None:
    write(course, FILES[LESSON].replace("Tre.", "| A | B |\n| --- | ---: |\n| 1 | 2 |"))
    marta = new_writer()
    cells = {"c-0-0": "A", "c-0-1": "B", "c-1-0": "1", "c-1-1": "2", "rules": "--- ---:"}
    raw = "| A | B |\n| --- | ---: |\n| 1 | 2 |"
    page = sent(marta, f"{EDIT}&b=2", "row", raw=raw, **cells).get_data(as_text=True)
    assert 'name="c-2-0"' in page
    sent(marta, f"{EDIT}&b=2", "save", raw=raw, **cells, **{"c-2-0": "3 | 4", "c-2-1": ""})
    assert body(course).endswith("| A | B |\n| --- | ---: |\n| 1 | 2 |\n| 3 \\| 4 |  |\n".replace("|  |", "| |"))


def test_a_word_of_the_glossary_is_found_and_put_in(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    page = sent(marta, f"{EDIT}&b=1", "find", text="Scritto ora.", find="outc").get_data(as_text=True)
    assert "insert:[outcome](term:outcome)" in page
    page = sent(marta, f"{EDIT}&b=1", "insert:[outcome](term:outcome)", text="Scritto ora.").get_data(as_text=True)
    assert "Scritto ora. [outcome](term:outcome)</textarea>" in page
    assert body(course) == FILES[LESSON]


def test_a_new_question_is_made_once_and_shown_in_its_block(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    fields = dict(HIDDEN.findall(marta.get(f"{EDIT}&new=question&after=1").get_data(as_text=True)))
    replies = [marta.post(EDIT, data={**fields, "new": "single", "do": "question"}) for _time in range(2)]
    assert "/quiz" in replies[0].location
    assert replies[1].location == EDIT
    assert body(course).count("/// question | practice/") == 1
    assert marta.get(EDIT).status_code == 200


def test_two_hundred_blocks_are_still_a_page(course: Flask, new_writer: NewWriter) -> None:
    write(
        course, FILES[LESSON] + "".join(f"\n/// note | Donaudampfschifffahrt{n}\nNota {n}.\n///\n" for n in range(200))
    )
    marta = new_writer()
    reply = marta.get(f"{EDIT}&b=150")
    assert reply.status_code == 200
    assert 'id="b-201"' in reply.get_data(as_text=True)


def test_who_else_is_here_is_said(course: Flask, new_writer: NewWriter) -> None:
    carla, marta = new_writer("carla", Role.COORDINATOR), new_writer()
    carla.get(EDIT)
    assert "Carla è qui dalle" in marta.get(EDIT).get_data(as_text=True)
    assert "Marta è qui" not in marta.get(EDIT).get_data(as_text=True)


def test_covers_and_paths_have_the_same_editor(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    for page, words in (("/it/teach/m/bees/cover", "Le api"), ("/it/teach/u/paths/operators/text", "Operatori")):
        assert words in marta.get(page, follow_redirects=True).get_data(as_text=True)
    settings = marta.get("/it/teach/m/bees/cover?in=it&as=settings").get_data(as_text=True)
    assert "Capire le api." in settings
    assert marta.get("/it/teach/m/bees/nothing/edit").status_code == 404
    assert marta.get("/it/teach/u/glossary/text").status_code == 404


def test_learners_stay_outside(course: Flask, new_writer: NewWriter) -> None:
    amina = new_writer("amina", Role.LEARNER)
    assert amina.get(EDIT).status_code == 403
