"""The translation board and the translation desk, as people use them by plain forms."""

import gzip
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from elearn.accounts.rules import Role
from elearn.authoring.models import GrantRow
from elearn.authoring.service.drafts import draft, save
from elearn.core.clock import now
from elearn.core.ids import digest, short_digest
from elearn.infra.database import db, transaction
from tests.authoring.conftest import FILES, LESSON, NewWriter
from tests.forms import token_of
from tests.statements import statements

DESK = "/it/teach/m/bees/first/translate?to=fr"
BOARD = "/it/teach/translations"


def send(browser: FlaskClient, do: str, words: dict[str, str], address: str = DESK, **more: str) -> tuple[int, str]:
    """Press a button of the desk; the status, and where it leads or what the page says."""
    page = browser.get(address)
    fields = dict(re.findall(r'name="(opened|source)" value="([^"]*)"', page.get_data(as_text=True)))
    fields |= {f"w-{key}": text for key, text in words.items()} | more
    reply = browser.post(address, data={"form_token": token_of(page), "do": do, **fields})
    return reply.status_code, reply.location or reply.get_data(as_text=True)


def grant(app: Flask, person: int, role: str, scope: str) -> None:
    with app.app_context(), transaction():
        values = {"person_id": person, "role": role, "scope": scope, "granted_at": now()}
        db.session.execute(insert(GrantRow).values(**values))


def change_source(app: Flask, old: str, new: str) -> None:
    with app.app_context(), transaction():
        opened = draft(LESSON)
        save(None, LESSON, opened.body.replace(old, new), opened.digest, "edited")


def test_from_the_board_to_a_translated_block_and_back(new_writer: NewWriter) -> None:
    marta = new_writer()
    board = marta.get(BOARD).get_data(as_text=True)
    assert "Le api" in board
    assert "3 da fare" in board
    unit = marta.get(f"{BOARD}/modules/bees").get_data(as_text=True)
    assert DESK.replace("&", "&amp;") in unit
    status, place = send(marta, "done:1", {"title": "Première leçon", "1": "Un.", "2": ""})
    assert (status, place) == (303, f"{DESK}#p-2")
    page = marta.get(DESK).get_data(as_text=True)
    assert "1 parti su 4 sono fatte" in page
    assert "Première leçon" in page
    assert "bozza" in marta.get(f"{BOARD}/modules/bees").get_data(as_text=True)


def test_copy_source_puts_the_words_of_the_source_there(new_writer: NewWriter) -> None:
    marta = new_writer()
    assert send(marta, "copy:1", {"1": "", "2": ""}) == (303, f"{DESK}#p-1")
    assert re.search(r">\s*Uno\.</textarea>", marta.get(DESK).get_data(as_text=True))


def test_words_that_do_not_fit_come_back_with_the_reason(new_writer: NewWriter) -> None:
    status, page = send(new_writer(), "done:1", {"1": "Un.\n\nEt deux."})
    assert status == 422
    assert "Et deux." in page
    assert "Togli le righe vuote" in page


CASE = "/// case | Un caso\nDue.\n///"
FRENCH = LESSON.replace("it.md", "fr.md")


def test_a_special_block_is_translated_field_by_field(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    change_source(course, "Due.", CASE)
    status, page = send(marta, "done:2", {"2.title": "Un cas", "2.text": ""})
    assert status == 422
    assert "ancora vuoti" in page
    assert re.search(r'name="w-2.title"[^>]*>\s*Un cas</textarea>', page)
    assert re.search(r'name="w-2.text"[^>]*aria-invalid="true"', page)
    assert send(marta, "done:2", {"2.title": "Un cas", "2.text": "Deux."})[0] == 303
    with course.app_context():
        assert "/// case | Un cas\nDeux.\n///" in draft(FRENCH).body


def test_copy_source_fills_the_fields_that_are_empty(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    change_source(course, "Due.", CASE)
    assert send(marta, "copy:2", {"2.title": "Un cas", "2.text": ""})[0] == 303
    with course.app_context():
        assert "/// case | Un cas\nDue.\n///" in draft(FRENCH).body


def test_a_script_is_told_that_a_part_waits_for_its_other_fields(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    change_source(course, "Due.", CASE)
    page = marta.get(DESK)
    fields = dict(re.findall(r'name="(opened|source)" value="([^"]*)"', page.get_data(as_text=True)))
    fields |= {"form_token": token_of(page), "do": "save", "w-2.title": "Un cas", "w-2.text": ""}
    said = marta.post(DESK, data=fields, headers={"Accept": "application/json"}).get_json()
    assert (said["waiting"], said["faults"]) == (["2"], {})


def test_lines_of_the_file_are_no_lines_of_the_field_and_stay_where_nothing_changed(
    course: Flask, new_writer: NewWriter
) -> None:
    marta = new_writer()
    send(marta, "done:1", {"1": "Une phrase\nlongue."})
    assert re.search(r">\s*Une phrase longue.</textarea>", marta.get(DESK).get_data(as_text=True))
    assert send(marta, "save", {"1": "Une phrase longue.", "2": "Deux."})[0] == 303
    with course.app_context():
        assert "Une phrase\nlongue." in draft(FRENCH).body
    assert "1 parti su 4 sono fatte" in marta.get(DESK).get_data(as_text=True)


def test_a_changed_block_shows_what_changed_and_the_author_says_it_was_wording_only(
    course: Flask, new_writer: NewWriter
) -> None:
    marta = new_writer()
    for key, words in {"title": "Première", "1": "Un.", "2": "Deux.", "3": "Trois."}.items():
        send(marta, f"done:{key}", {key: words})
    change_source(course, "Due.", "Due, oggi.")
    assert "<ins>, oggi</ins>" in marta.get(DESK).get_data(as_text=True)
    unit = f"{BOARD}/modules/bees"
    page = marta.get(f"{unit}?state=outdated")
    assert "da aggiornare" in page.get_data(as_text=True)
    fields = {"form_token": token_of(page), "folder": "modules/bees/lessons/first", "to": "fr"}
    assert marta.post("/it/teach/wording", data=fields).location == unit
    assert "<ins>" not in marta.get(DESK).get_data(as_text=True)


def test_the_source_changes_while_somebody_types(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    opened = digest(FILES[LESSON])
    change_source(course, "Due.\n\n", "")
    status, page = send(
        marta, "save", {"2": "Deux.", "3": "Trois."}, source=opened, opened=f"2={short_digest('')} 3={short_digest('')}"
    )
    assert status == 422
    assert "originale è cambiato mentre traducevi" in page
    assert "Deux." in page
    assert "Trois." in page


def test_somebody_else_wrote_in_the_same_block(new_writer: NewWriter) -> None:
    marta, carla = new_writer(), new_writer("carla", Role.COORDINATOR)
    send(marta, "done:1", {"1": "Un."})
    status, page = send(carla, "done:1", {"1": "Le un."}, opened=f"1={short_digest('')}")
    assert status == 422
    assert "Qualcun altro ha scritto qui" in page
    assert "Le un." in page
    assert send(carla, "done:1", {"1": "Le un."})[0] == 303


def test_a_script_saves_one_part_and_is_told_what_became_of_it(new_writer: NewWriter) -> None:
    marta = new_writer()
    page = marta.get(DESK)
    source = re.search(r'name="source" value="(\w+)"', page.get_data(as_text=True))
    assert source
    fields = {"form_token": token_of(page), "do": "save", "source": source[1], "w-1": "Un."}
    fields["opened"] = f"1={short_digest('')}"
    said = marta.post(DESK, data=fields, headers={"Accept": "application/json"}).get_json()
    assert said["saved"]["1"]["state"] == "draft"
    assert said["saved"]["1"]["opened"] == short_digest("Un.")


def test_saving_a_part_takes_few_statements(course: Flask, new_writer: NewWriter) -> None:
    """Those of saving alone: who is here and what they may do is asked on every page."""
    marta = new_writer()
    send(marta, "done:1", {"1": "Un."})
    page = marta.get(DESK)
    fields = dict(re.findall(r'name="(opened|source)" value="([^"]*)"', page.get_data(as_text=True)))
    with statements(course) as asked:
        marta.post(DESK, data={"form_token": token_of(page), "do": "save", "w-2": "Deux.", **fields})
    about_content = [one for one in asked if "content_" in one or "authoring_event" in one]
    assert len(about_content) <= 8, about_content


def test_a_translator_writes_only_in_their_languages(
    course: Flask, new_person: Callable[..., int], new_writer: NewWriter
) -> None:
    joseph = new_writer("joseph", Role.LEARNER)
    assert joseph.get(DESK).status_code == 403
    with course.app_context():
        from_table = db.session.connection()
        person = from_table.exec_driver_sql("select id from accounts_person where name = 'Joseph'").scalar_one()
    grant(course, person, "translator", "fr")
    assert joseph.get(DESK).status_code == 200
    assert joseph.get(DESK.replace("fr", "de")).status_code == 403
    assert "Français" in joseph.get(f"{BOARD}?mine=yes").get_data(as_text=True)
    unit = joseph.get(f"{BOARD}/modules/bees?mine=yes").get_data(as_text=True)
    assert "to=fr" in unit
    assert "to=de" not in unit


@pytest.mark.parametrize(
    "address",
    [
        "/it/teach/m/bees/translate?to=fr",
        "/it/teach/m/bees/quiz/check/translate?to=fr",
        "/it/teach/paths/operators/translate?to=de",
    ],
)
def test_covers_quizzes_and_paths_have_a_desk(new_writer: NewWriter, address: str) -> None:
    marta = new_writer()
    page = marta.get(address)
    assert page.status_code == 200
    key = re.search(r'name="w-([^"]+)"', page.get_data(as_text=True))
    assert key
    assert send(marta, f"done:{key[1]}", {key[1]: "Quelques mots"}, address)[0] == 303


@pytest.mark.parametrize("address", ["/it/teach/m/none/first/translate?to=fr", DESK.replace("fr", "it"), f"{DESK}x"])
def test_what_is_not_there_is_not_found(new_writer: NewWriter, address: str) -> None:
    assert new_writer().get(address).status_code == 404


def test_a_broken_source_is_said_in_words(course: Flask, new_writer: NewWriter) -> None:
    change_source(course, "title: Prima lezione", "title: [")
    reply = new_writer().get(DESK)
    assert reply.status_code == 422
    assert "originale ha un errore" in reply.get_data(as_text=True)


def test_the_board_of_everything_that_ships_is_light_and_asks_little(product: Flask) -> None:
    from_marta = product.test_client()
    page = from_marta.get("/de/sign-in")
    fields = {"form_token": token_of(page), "identity": "marta", "password": "quaderno"}
    from_marta.post("/de/sign-in", data=fields)
    from_marta.get("/de/teach/translations")
    with statements(product) as asked:
        board = from_marta.get("/de/teach/translations")
    assert len(asked) <= 7, asked
    assert len(gzip.compress(board.data)) <= 12_000
    desk = from_marta.get("/de/teach/m/logical-framework/four-levels/translate?to=de")
    assert len(gzip.compress(desk.data)) <= 16_000
