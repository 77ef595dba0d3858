"""The glossary in the browser: found, made, changed by two people, retired, restored."""

from flask import Flask

from elearn.accounts.rules import Role
from elearn.authoring.models import GrantRow
from elearn.authoring.rules.entries import row
from elearn.authoring.service.drafts import draft
from elearn.catalogue.rules.compile_lists import GLOSSARY
from elearn.catalogue.service.library import library
from elearn.catalogue.service.publishing import publish
from elearn.core.clock import now
from elearn.infra.database import db, transaction
from tests.authoring.conftest import FILES, NewWriter, fields_of
from tests.forms import post, token_of

TERM = "/en/teach/glossary/outcome"
NAME_DE = f"{GLOSSARY}:outcome.de"
DEFINITION = "glossary/it.yml:outcome.definition"


def glossary_file(course: Flask, path: str = GLOSSARY) -> str:
    with course.app_context():
        return draft(path).body


def test_a_term_is_found_by_any_of_its_names(new_writer: NewWriter) -> None:
    marta = new_writer()
    assert "efecto" in marta.get("/en/teach/glossary?q=EFECTO").get_data(as_text=True)
    assert "No term has this word" in marta.get("/en/teach/glossary?q=nothing").get_data(as_text=True)
    assert marta.get("/en/teach/glossary/nothing").status_code == 404


def test_a_new_term_gets_an_id_for_ever(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    made = post(marta, "/en/teach/glossary/new", {"en": "Value chain, local", "it": "filiera"})
    assert made.location == "/en/teach/glossary/value_chain_local?saved=yes"
    assert row(glossary_file(course), "value_chain_local")["en"] == "Value chain, local"
    assert FILES[GLOSSARY] in glossary_file(course)
    again = post(marta, "/en/teach/glossary/new", {"en": "value chain, LOCAL"})
    assert again.status_code == 422
    assert "There is such a term already" in again.get_data(as_text=True)
    assert post(marta, "/en/teach/glossary/new", {}).status_code == 422


def test_what_is_typed_goes_to_its_file_and_nothing_else_moves(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    typed = {**fields_of(marta.get(TERM)), "glossary/de.yml:outcome.definition": "Die Veränderung: alles."}
    assert marta.post(TERM, data=typed).location == f"{TERM}?saved=yes"
    assert glossary_file(course, "glossary/de.yml") == "outcome:\n  definition: 'Die Veränderung: alles.'\n"
    assert glossary_file(course) == FILES[GLOSSARY]
    assert marta.post(TERM, data=fields_of(marta.get(TERM))).location == f"{TERM}?saved=same"


def test_two_people_write_into_one_term_and_nobody_loses_a_word(course: Flask, new_writer: NewWriter) -> None:
    marta, carla = new_writer(), new_writer("carla")
    hers, his = fields_of(marta.get(TERM)), fields_of(carla.get(TERM))
    assert carla.post(TERM, data={**his, NAME_DE: "Effekt", DEFINITION: "Quello che cambia."}).status_code == 303
    merged = marta.post(TERM, data={**hers, f"{GLOSSARY}:outcome.fr": "résultat"})
    assert merged.location == f"{TERM}?saved=merged"
    assert row(glossary_file(course), "outcome")["de"] == "Effekt"
    clash = marta.post(TERM, data={**hers, DEFINITION: "La differenza."})
    page = clash.get_data(as_text=True)
    assert clash.status_code == 422
    assert "La differenza." in page
    assert "Quello che cambia." in page
    chosen = marta.post(TERM, data={**fields_of(clash), DEFINITION: "La differenza che resta."})
    assert chosen.location == f"{TERM}?saved=yes"
    assert row(glossary_file(course), "outcome")["de"] == "Effekt"


def test_an_error_stands_beside_its_field_and_nothing_typed_is_lost(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    typed = {**fields_of(marta.get(TERM)), DEFINITION: "", "glossary/it.yml:outcome.example": "Vendono di più."}
    refused = marta.post(TERM, data=typed)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert f'href="#{DEFINITION}"' in page
    assert "Vendono di più." in page
    assert glossary_file(course, "glossary/it.yml") == FILES["glossary/it.yml"]


def test_a_retired_term_leaves_the_glossary_and_comes_back(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    post(marta, "/en/teach/glossary/new", {"en": "change"})
    wrong = marta.post(f"{TERM}/retire", data={"form_token": token_of(marta.get(TERM)), "instead": "nowhere"})
    assert "nowhere" in marta.get(wrong.location).get_data(as_text=True)
    marta.post(f"{TERM}/retire", data={"form_token": token_of(marta.get(TERM)), "instead": "Change"})
    with course.app_context(), transaction():
        assert publish("glossary", None, "").release
        assert library().terms["outcome"].instead == "change"
    assert "efecto" not in marta.get("/es/glossary?letter=all").get_data(as_text=True)
    assert "efecto" in marta.get("/es/teach/glossary?retired=1").get_data(as_text=True)
    marta.post(f"{TERM}/restore", data={"form_token": token_of(marta.get(TERM))})
    assert glossary_file(course, "glossary/retired.yml").strip() in ("", "{}")


def test_a_translator_writes_in_one_language_only(course: Flask, new_writer: NewWriter) -> None:
    tina = new_writer("tina", Role.LEARNER)
    assert tina.get(TERM).status_code == 403
    with course.app_context(), transaction():
        db.session.add(GrantRow(person_id=1, role="translator", scope="de", granted_at=now()))
    page = tina.get(TERM)
    typed = fields_of(page)
    assert NAME_DE in typed
    assert f"{GLOSSARY}:outcome.fr" not in typed
    tina.post(TERM, data={**typed, NAME_DE: "Effekt", f"{GLOSSARY}:outcome.fr": "mine"})
    names = row(glossary_file(course), "outcome")
    assert (names["de"], names["fr"]) == ("Effekt", "effet")
    token = {"form_token": typed["form_token"]}
    assert tina.post(f"{TERM}/retire", data=token).status_code == 403
    assert tina.post("/en/teach/glossary/new", data=token).status_code == 403
