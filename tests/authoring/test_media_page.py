"""The pictures, recordings and drawings of a module, as an author handles them."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from elearn.accounts.rules import Role
from elearn.authoring.exchange.arrivals import Remark
from elearn.authoring.service import module_media as media
from elearn.authoring.service.drafts import draft, save
from elearn.authoring.service.events import history
from elearn.authoring.words.media import REFUSALS, REMARKS, remark_words
from elearn.catalogue.service.library import library
from elearn.catalogue.service.media import media_files
from elearn.catalogue.service.publishing import publish
from elearn.core.refused import RefusedError
from elearn.infra.database import transaction
from elearn.infra.security import MOST_BODY_BYTES
from elearn.ui.refusals import refused_words
from tests.authoring.conftest import FILES, LESSON, MODULE, NewWriter
from tests.authoring.pictures import mp3, photo, svg
from tests.forms import token_of

PAGE = "/en/teach/m/bees/media/"
SHOWN = "\n/// media | {}\n    alt: Un'ape.\n///\n"
WORDS = f"{MODULE}/media/it.yml"


@pytest.fixture
def marta(new_writer: NewWriter) -> FlaskClient:
    return new_writer("marta")


def upload(browser: FlaskClient, *files: tuple[bytes, str]) -> TestResponse:
    token = token_of(browser.get(PAGE))
    sent = [("files", FileStorage(BytesIO(data), name)) for data, name in files]
    boundary, body = encode_multipart(MultiDict([("form_token", token), *sent]))
    return browser.post(PAGE, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def change(browser: FlaskClient, name: str, act: str, file: tuple[bytes, str] | None = None) -> TestResponse:
    data: dict[str, object] = {"form_token": token_of(browser.get(PAGE)), "do": act}
    if file:
        data["file"] = (BytesIO(file[0]), file[1])
    return browser.post(f"{PAGE}{name}", data=data, content_type="multipart/form-data")


def show(course: Flask, name: str) -> None:
    """Let the first lesson show a file, and publish."""
    with course.test_request_context(), transaction():
        now = draft(LESSON)
        save(None, LESSON, FILES[LESSON] + SHOWN.format(name), now.digest, "edited")
        assert publish(MODULE, None, "").release


def test_several_files_arrive_light_under_plain_names(course: Flask, marta: FlaskClient) -> None:
    reply = upload(
        marta, (photo((1600, 1200)), "Le mie Api!.JPG"), (mp3(), "voce.mp3"), (svg("<path/>"), "alveare.svg")
    )
    assert reply.status_code == 200
    assert "It is kept as le-mie-api." in reply.text
    assert "It had 1600 × 1200 pixels and has 1" in reply.text
    assert "0 min 10 s" in reply.text
    with course.test_request_context("/en/"):
        names = [item.media.name for item in media.items("bees")]
        assert names[0] == "alveare.svg"
        assert names[2] == "voce.mp3"
        assert [event.act for event in history(MODULE)[:3]] == ["uploaded"] * 3
        assert history(MODULE)[0].name == "Marta"
    page = marta.get(PAGE).text
    assert page.count('loading="lazy"') == 2
    assert '<audio controls preload="none"' in page


def test_the_same_picture_is_kept_once(course: Flask, marta: FlaskClient) -> None:
    data = photo((300, 200))
    upload(marta, (data, "a.jpg"))
    reply = upload(marta, (data, "b.jpg"), (photo((301, 200)), "a.jpg"))
    assert "This file is here already as a.webp." in reply.text
    with course.test_request_context("/en/"):
        assert [item.media.name for item in media.items("bees")] == ["a-2.webp", "a.webp"]


def test_what_cannot_be_used_is_refused_in_words_and_the_rest_arrives(course: Flask, marta: FlaskClient) -> None:
    reply = upload(marta, (b"<html><script>alert(1)</script>", "<b>x</b>.png"), (photo((30, 20)), "a.jpg"))
    assert reply.status_code == 422
    assert "<b>&lt;b&gt;x&lt;/b&gt;.png</b>" in reply.text
    assert "This is a web page, not a picture." in reply.text
    assert "It is kept as a.webp." in reply.text
    assert upload(marta).status_code == 422


def test_other_bytes_under_the_same_name_leave_the_releases_alone(course: Flask, marta: FlaskClient) -> None:
    upload(marta, (photo((300, 200)), "a.jpg"))
    show(course, "a.webp")
    with course.test_request_context("/en/"):
        old = library().modules["bees"].media["a.webp"]
    assert change(marta, "a.webp", "exchange", (photo((120, 80), "PNG"), "new.png")).status_code == 200
    with course.test_request_context("/en/"):
        assert library().modules["bees"].media["a.webp"] == old
        assert media_files().get(old.digest)
        (now,) = media.items("bees")
        assert (now.media.name, now.media.content_type, now.media.width) == ("a.webp", "image/webp", 120)
        assert [use.language for use in now.uses] == ["it"]
    refused = change(marta, "a.webp", "exchange", (mp3(), "voice.mp3"))
    assert refused.status_code == 422
    assert "Only a file of the kind .webp can stand here" in refused.text
    assert change(marta, "none.webp", "exchange", (photo((30, 20)), "b.jpg")).status_code == 404


def test_a_file_that_is_shown_stays_and_one_that_is_not_can_go_and_come_back(course: Flask, marta: FlaskClient) -> None:
    upload(marta, (photo((300, 200)), "a.jpg"), (svg('<text data-t="t">Ape</text>'), "ape.svg"))
    with course.test_request_context(), transaction():
        save(None, WORDS, "ape.svg:\n  t: Ape\n", None, "edited")
    show(course, "a.webp")
    kept = change(marta, "a.webp", "retire")
    assert kept.status_code == 422
    assert "Take it out of these lessons first: Prima lezione" in kept.text
    assert change(marta, "ape.svg", "retire").status_code == 303
    assert "One retired file" in marta.get(PAGE).text
    with course.test_request_context():
        assert draft(WORDS).body.strip() == "{}"
    assert "It is back as ape.svg" in upload(marta, (svg('<text data-t="t">Ape</text>'), "Neu.svg")).text
    assert change(marta, "ape.svg", "retire").status_code == 303
    assert change(marta, "ape.svg", "restore").status_code == 303
    assert change(marta, "ape.svg", "restore").status_code == 404
    assert "retired file" not in marta.get(PAGE).text


def test_a_missing_text_alternative_is_told_with_its_place(course: Flask, marta: FlaskClient) -> None:
    upload(marta, (photo((300, 200)), "a.jpg"))
    assert "No lesson shows it." in marta.get(PAGE).text
    show(course, "a.webp")
    assert "It has a text alternative everywhere." in marta.get(PAGE).text
    with course.test_request_context(), transaction():
        bare = FILES[LESSON] + "\n/// media | a.webp\n///\n"
        save(None, LESSON.replace("it.md", "de.md"), bare, None, "translated")
    page = " ".join(marta.get(PAGE).text.split())
    assert "Text alternative is missing:</" not in page
    assert "Text alternative is missing: Prima lezione (Deutsch)" in page


def test_too_much_at_once_ends_in_words_and_only_for_signed_in_people_it_is_read(marta: FlaskClient) -> None:
    assert upload(marta, (bytes(MOST_BODY_BYTES * 2), "zeros.bin")).status_code == 422
    huge = upload(marta, (bytes(33_000_000), "zeros.bin"))
    assert huge.status_code == 413
    assert "too large" in huge.text


def test_whoever_may_not_write_looks_but_does_not_touch(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer("marta")
    upload(marta, (photo((300, 200)), "a.jpg"))
    amina = new_writer("amina", Role.LEARNER)
    assert amina.get(PAGE).status_code == 403
    token = token_of(amina.get("/en/account"))
    for address in (PAGE, f"{PAGE}a.webp"):
        reply = amina.post(address, data={"form_token": token, "do": "retire"})
        assert reply.status_code == 403


def test_each_remark_and_refusal_has_its_words(course: Flask) -> None:
    with course.test_request_context("/en/"):
        every = {"before": "1", "after": "2", "limit": 3, "size": "4", "suffix": ".png"}
        said = [remark_words(Remark(code, every)) for code in REMARKS]
        said += [refused_words(REFUSALS, RefusedError(code, **every)) for code in REFUSALS]
        assert all(words.endswith(".") and "%" not in words for words in said)
