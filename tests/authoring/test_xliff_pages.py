"""XLIFF by the pages: a translator's program gets a file and gives it back."""

import io
import re
import zipfile

from flask import Flask
from flask.testing import FlaskClient

from elearn.accounts.rules import Role
from elearn.authoring.rules.desk import State
from elearn.authoring.rules.desk_saving import Change
from elearn.authoring.rules.things import Kind, Thing
from elearn.authoring.service.desk import open_desk, save_parts
from elearn.authoring.service.drafts import draft, save
from elearn.core.ids import short_digest
from elearn.infra.database import transaction
from tests.authoring.conftest import LESSON, MODULE, NewWriter
from tests.forms import token_of

OUT = "/it/teach/xliff/modules/bees"
BACK = "/it/teach/translated"
ONE = Thing(f"{MODULE}/lessons/first", Kind.LESSON)


def give_back(browser: FlaskClient, data: bytes) -> tuple[str, str]:
    """Send a file; the address and the text of the comparison."""
    token = token_of(browser.get(BACK))
    reply = browser.post(BACK, data={"form_token": token, "file": (io.BytesIO(data), "back.xlf")})
    if reply.status_code != 303:
        return str(reply.status_code), reply.get_data(as_text=True)
    return reply.location, browser.get(reply.location).get_data(as_text=True)


def take(browser: FlaskClient, address: str, page: str) -> str:
    """Take over what is ticked; where that leads."""
    ticked = re.findall(r'name="part" value="([^"]+)" checked', page)
    token = token_of(browser.get(address))
    reply = browser.post(address, data={"form_token": token, "part": ticked})
    return reply.location or reply.get_data(as_text=True)


def test_a_lesson_goes_out_is_translated_and_comes_back(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    for version, state in (("2.1", 'state="initial"'), ("1.2", "<source>Uno.</source>")):
        sent = marta.get(f"{OUT}?to=fr&version={version}&folder={ONE.folder}")
        assert sent.mimetype == "application/xliff+xml"
        assert state in sent.get_data(as_text=True)
    xml = marta.get(f"{OUT}?to=fr&folder={ONE.folder}").get_data(as_text=True)
    xml = xml.replace("<source>Uno.</source>", "<source>Uno.</source><target>Un.</target>")
    xml = xml.replace('state="initial"', 'state="final"')
    address, page = give_back(marta, xml.encode())
    assert "<ins>Un.</ins>" in page
    assert take(marta, address, page) == f"{BACK}?taken=1"
    with course.app_context():
        part = open_desk(ONE, "fr").desk.by_key()["1"]
    assert (part.words, part.state) == ("Un.", State.DONE)


def test_what_comes_back_unchanged_changes_nothing(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    with course.app_context(), transaction():
        source = open_desk(ONE, "fr").source_digest
        changes = [Change("1", "Un.", State.DONE, short_digest("")), Change("2", "Deux", State.DRAFT, short_digest(""))]
        save_parts(None, ONE, "fr", source, changes)
    for version in ("2.1", "1.2"):
        xml = marta.get(f"{OUT}?to=fr&version={version}").data
        _address, page = give_back(marta, xml)
        assert 'name="part"' not in page


def test_several_languages_come_as_an_archive(new_writer: NewWriter) -> None:
    sent = new_writer().get(f"{OUT}?to=fr&to=de")
    with zipfile.ZipFile(io.BytesIO(sent.data)) as pack:
        assert pack.namelist() == ["fr.xlf", "de.xlf"]


def test_the_source_changed_while_the_file_was_away(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    xml = marta.get(f"{OUT}?to=fr&folder={ONE.folder}").get_data(as_text=True)
    for word in ("Uno", "Due"):
        xml = xml.replace(f"<source>{word}.</source>", f"<source>{word}.</source><target>F-{word}</target>")
    with course.app_context(), transaction():
        now = draft(LESSON)
        save(None, LESSON, now.body.replace("Uno.", "Zero.\n\nUno."), now.digest, "edited")
    address, page = give_back(marta, xml.encode())
    take(marta, address, page)
    with course.app_context():
        parts = open_desk(ONE, "fr").desk.by_key()
    assert (parts["2"].words, parts["3"].words) == ("F-Uno", "F-Due")


def test_what_is_no_xliff_is_said_in_words(new_writer: NewWriter) -> None:
    status, page = give_back(new_writer(), b"<html/>")
    assert status == "422"
    assert "Questo non è un file XLIFF" in page


def test_a_file_of_another_site_has_nothing_for_this_one(new_writer: NewWriter) -> None:
    xml = '<xliff version="1.2"><file original="x" target-language="fr"><body><trans-unit id="1"><source>a</source>'
    xml += "<target>b</target></trans-unit></body></file></xliff>"
    _address, page = give_back(new_writer(), xml.encode())
    assert "Viene lasciato fuori" in page


def test_nobody_sees_the_file_of_somebody_else(new_writer: NewWriter) -> None:
    marta = new_writer()
    address, _page = give_back(marta, marta.get(f"{OUT}?to=fr").data)
    assert new_writer("carla", Role.COORDINATOR).get(address).status_code == 404
