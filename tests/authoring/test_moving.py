"""Everything, or one module, leaves one installation and arrives in another."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.authoring.exchange.parcels import pack, unpack
from elearn.authoring.service.drafts import draft, save
from elearn.authoring.service.moving import arrival, module_parcel
from elearn.catalogue.rules.updates import Step
from elearn.catalogue.service.importing import import_content
from elearn.catalogue.service.texts import older_text
from elearn.core.ids import short_digest
from elearn.infra.config import shipped
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, LESSON, PASSWORD, NewWriter, write_course
from tests.conftest import application_on
from tests.forms import post, token_of

EXCHANGE = "/en/teach/exchange"
OLD = "---\ntitle: Vecchio\n---\n\nPrima.\n"
HONEY = "term_id,en,it,es,fr,de,note\nhoney,honey,miele,miel,miel,Honig,\n"
GERMAN = f"---\ntitle: Erste Lektion\ntranslates: {short_digest(OLD)}\n---\n\nEins.\n"


@pytest.fixture
def elsewhere(tmp_path: Path, empty_database: Path) -> Iterator[Flask]:
    """Another installation, with another little course."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with application_on(empty_database, folder) as application:
        with application.app_context(), transaction():
            save(None, "glossary.csv", HONEY, None, "created")
        yield application


def send(browser: FlaskClient, data: bytes, name: str = "content.zip") -> TestResponse:
    fields = {"form_token": token_of(browser.get(EXCHANGE)), "file": (BytesIO(data), name)}
    return browser.post(EXCHANGE, data=fields, content_type="multipart/form-data")


def accept(browser: FlaskClient, address: str, **fields: object) -> TestResponse:
    return browser.post(address, data={"form_token": token_of(browser.get(address)), **fields})


def body(course: Flask, path: str) -> str:
    with course.app_context():
        return draft(path).body


def test_everything_comes_back_byte_for_byte(course: Flask, new_writer: NewWriter) -> None:
    carla = new_writer("carla", Role.COORDINATOR)
    data = carla.get(f"{EXCHANGE}/content.zip").data
    assert {path: body.encode() for path, body in FILES.items()} == unpack(data)
    page = carla.get(send(carla, data).location).get_data(as_text=True)
    assert "Everything in this file is here already" in page


def test_what_ships_goes_round_through_a_zip(product: Flask) -> None:
    with product.app_context():
        root = shipped("content")
        files = {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}
        found = arrival(pack(files))
        assert set(found.steps.values()) <= {Step.NOTHING, Step.AGREE, Step.KEEP}  # the demo has drafts
        assert found.problems == []


def test_a_changed_zip_is_compared_and_taken_in_as_drafts(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    with course.app_context(), transaction():
        ours = draft("paths/operators/it.md")
        save(None, ours.path, "---\ntitle: Nostro\n---\n", ours.digest, "edited")
    files = {path: text.encode() for path, text in FILES.items()}
    files |= {
        LESSON: b"---\ntitle: Nuova\n---\n\nUno.\n",
        "paths/operators/it.md": b"---\ntitle: Loro\n---\n",
        "pages/help/it.md": b"---\ntitle: Aiuto\n---\n",
    }
    del files["glossary/it.yml"]
    address = send(marta, pack(files)).location
    page = marta.get(address).get_data(as_text=True)
    assert "one changed on both sides" in page
    assert "<ins>Loro</ins>" in page
    assert accept(marta, address).location == f"{EXCHANGE}?taken=2"
    assert body(course, LESSON) == "---\ntitle: Nuova\n---\n\nUno.\n"
    assert "Nostro" in body(course, "paths/operators/it.md")
    assert body(course, "glossary/it.yml") == FILES["glossary/it.yml"]
    assert "Prima lezione" in marta.get("/it/m/bees/first").get_data(as_text=True)
    again = send(marta, pack(files)).location
    assert "one changed on both sides" not in marta.get(again).get_data(as_text=True)
    accept(marta, again, remove="on")
    with course.app_context(), pytest.raises(LookupError):
        draft("glossary/it.yml")


def test_a_module_arrives_with_its_terms_and_the_sources_of_its_translations(
    course: Flask, elsewhere: Flask, new_writer: NewWriter
) -> None:
    linked = FILES[LESSON].replace("Uno.", "Un [esito](term:outcome).")
    with course.app_context(), transaction():
        save(None, LESSON, OLD, draft(LESSON).digest, "edited")
        save(None, LESSON, linked, draft(LESSON).digest, "edited")
        save(None, LESSON.replace("it.md", "de.md"), GERMAN, None, "created")
        parcel = module_parcel("bees")
    assert parcel is not None
    assert f"sources/{short_digest(OLD)}.md" in unpack(parcel)
    marta = signed_in(elsewhere)
    address = send(marta, parcel, "bees.quaderno.zip").location
    assert "outcome" in marta.get(address).get_data(as_text=True)
    assert accept(marta, address).location == f"{EXCHANGE}?taken=8"
    assert body(elsewhere, LESSON) == linked
    assert "outcome,outcome,outcome,efecto,effet,Wirkung,\n" in body(elsewhere, "glossary.csv")
    assert "honey" in body(elsewhere, "glossary.csv")
    assert body(elsewhere, "glossary/it.yml") == FILES["glossary/it.yml"]
    with elsewhere.app_context():
        assert older_text(short_digest(OLD)) == OLD


def test_a_drafted_import_is_never_published_by_an_update(course: Flask, new_writer: NewWriter, tmp_path: Path) -> None:
    marta = new_writer()
    changed = {**{path: text.encode() for path, text in FILES.items()}, LESSON: b"---\ntitle: Nuova\n---\n"}
    accept(marta, send(marta, pack(changed)).location)
    (write_course(tmp_path) / "modules/bees/it.md").write_text(FILES["modules/bees/it.md"] + "\nDi più.\n", "utf-8")
    with course.app_context(), transaction():
        report = import_content(tmp_path / "content", None, "update")
    assert report.waiting == ["modules/bees"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This zip is empty"),
        (b"GIF89a", "This is no zip"),
        (pack({"../evil.md": b"x"}), "leads outside its folder"),
        (pack({"parcel.yml": b"format: quaderno-module\nversion: 9\nmodule: bees\n"}), "newer version of Quaderno"),
        (pack({"parcel.yml": b"format: other\n"}), "This module file is incomplete"),
        (pack({"notes.md": b"x"}), "There is no content in this zip"),
    ],
)
def test_a_refusal_says_what_to_do(data: bytes, words: str, new_writer: NewWriter) -> None:
    reply = send(new_writer(), data)
    assert reply.status_code == 422
    assert words in reply.get_data(as_text=True)


def test_who_may_not_write_everything_moves_nothing(course: Flask, new_writer: NewWriter) -> None:
    marta, carla = new_writer("marta"), new_writer("carla", Role.COORDINATOR)
    address = send(marta, pack({LESSON: b"---\ntitle: x\n---\n"})).location
    assert carla.get(address).location.endswith("over=1")
    post(carla, "/en/teach/people/policy", {}, page="/en/teach/people")
    assert marta.get(f"{EXCHANGE}/content.zip").status_code == 403
    assert marta.get("/en/teach/m/bees/parcel").status_code == 403
    assert marta.get(address).status_code == 403


def signed_in(application: Flask) -> FlaskClient:
    with application.app_context(), transaction():
        create_account("Marta", Role.TRAINER, identity="marta", password=PASSWORD)
    browser = application.test_client()
    post(browser, "/en/sign-in", {"identity": "marta", "password": PASSWORD})
    return browser
