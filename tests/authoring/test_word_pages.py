"""Word files and pasting in the browser: out, back, in. Nothing changes before somebody has looked."""

import html
import io
import re

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from elearn.accounts.rules import Role
from elearn.authoring.service.drafts import draft, drafts
from elearn.catalogue.service.media import is_media
from elearn.catalogue.service.publishing import drafts_of
from tests.authoring.conftest import LESSON, MODULE, NewWriter
from tests.authoring.test_docx_back import edited
from tests.forms import post

HOME = "/it/teach/m/bees"
WORD = f"{HOME}/word"


@pytest.fixture
def marta(new_writer: NewWriter) -> FlaskClient:
    return new_writer()


def body(course: Flask, path: str = LESSON) -> str:
    with course.app_context():
        return draft(path).body


def send(browser: FlaskClient, data: bytes, kind: str):
    return post(browser, WORD, {"as": kind, "file": (io.BytesIO(data), "corso.docx")})


def upload_of(page) -> str:
    return re.search(r'name="upload" value="([^"]+)"', page.text)[1]


def a_document() -> bytes:
    picture = io.BytesIO()
    Image.effect_noise((300, 200), 80).save(picture, "PNG")
    document = docx.Document()
    document.add_heading("Il miele", 1)
    document.add_paragraph("Dolce.")
    document.add_picture(io.BytesIO(picture.getvalue()))._inline.docPr.set("descr", "Un vaso")
    for line in ("Da dove viene?", "A) Dal sale", "*B) Dalle api", "Motivo: Lo fanno loro."):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_module_goes_out_is_changed_and_comes_back(course: Flask, marta: FlaskClient) -> None:
    data = marta.get(f"{WORD}/it.docx").data
    page = send(marta, edited(data, (">Due.<", ">Due cose.<"), (">Tre.<", ">Molte.<")), "back")
    assert page.text.count('name="change"') == 2
    assert "<ins> cose</ins>" in page.text
    assert "Due cose" not in body(course)
    first = re.search(r'name="change" id="[^"]+" value="([^"]+)"', page.text)[1]
    reply = post(marta, f"{WORD}/take", {"as": "back", "upload": upload_of(page), "change": first}, page=WORD)
    assert reply.status_code == 303
    assert body(course) == "---\ntitle: Prima lezione\n---\n\nUno.\n\nDue cose.\n\nTre.\n"


def filled(block: str, words: str) -> tuple[str, str]:
    """Words typed into the empty cell of a block of the first lesson."""
    mark = rf'(<w:tag w:val="q:[0-9]+:de:{block}:first"/>.*?<w:p)(?:/>|>.*?</w:p>)'
    return mark, rf"\1><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_a_translator_fills_the_right_column(course: Flask, marta: FlaskClient) -> None:
    data = edited(marta.get(f"{WORD}/it-de.docx").data, filled("title", "Erste"), filled("2", "Zwei."))
    page = send(marta, data, "back")
    keys = re.findall(r'name="change" id="[^"]+" value="([^"]+)"', page.text)
    assert [key.rpartition("#")[2].partition(".")[0] for key in keys] == ["title", "2"]
    post(marta, f"{WORD}/take", {"as": "back", "upload": upload_of(page), "change": keys}, page=WORD)
    german = body(course, LESSON.replace("it.md", "de.md"))
    assert "title: Erste" in german
    assert german.endswith("Uno.\n\nZwei.\n\nTre.\n")
    again = send(marta, marta.get(f"{WORD}/it-de.docx").data, "back")
    assert 'name="change"' not in again.text


def test_what_comes_back_unchanged_says_so(marta: FlaskClient) -> None:
    page = send(marta, marta.get(f"{WORD}/it.docx").data, "back")
    assert "Non c'è niente da riprendere" in html.unescape(page.text)


def test_lessons_come_in_with_their_pictures_and_questions(course: Flask, marta: FlaskClient) -> None:
    page = send(marta, a_document(), "lessons")
    assert "Il miele" in page.text
    with course.app_context():
        before = set(drafts(MODULE))
    post(marta, f"{WORD}/take", {"as": "lessons", "upload": upload_of(page)}, page=WORD)
    with course.app_context():
        found, media = drafts(MODULE), [path for path in drafts_of(MODULE) if is_media(path)]
    assert set(found) - before == {
        f"{MODULE}/lessons/il-miele/it.md",
        f"{MODULE}/quizzes/practice/quiz.yml",
        f"{MODULE}/quizzes/practice/it.yml",
    }
    (picture,) = media
    lesson = found[f"{MODULE}/lessons/il-miele/it.md"].body
    assert f"/// media | {picture.rpartition('/')[2]}\n    alt: Un vaso\n///" in lesson
    assert "/// question | practice/da-dove-viene\n///" in lesson
    assert "right: b" in found[f"{MODULE}/quizzes/practice/quiz.yml"].body
    assert "Lo fanno loro." in found[f"{MODULE}/quizzes/practice/it.yml"].body


def test_a_module_is_made_of_a_file(course: Flask, marta: FlaskClient) -> None:
    address = "/it/teach/modules/from-word"
    page = post(marta, address, {"file": (io.BytesIO(a_document()), "Le_api.docx")})
    assert "Le api" in page.text
    again = post(marta, address, {"upload": upload_of(page), "summary": "", "source": "it"})
    assert again.status_code == 422
    reply = post(marta, address, {"upload": upload_of(page), "summary": "Un corso.", "source": "it"})
    assert reply.status_code == 303
    with course.app_context():
        assert "modules/le-api/lessons/il-miele/it.md" in drafts("modules/le-api")


def test_a_file_that_is_no_word_file_is_refused_in_words(marta: FlaskClient) -> None:
    for kind in ("back", "lessons"):
        reply = send(marta, b"%PDF-1.7", kind)
        assert (reply.status_code, ".docx" in reply.text) == (422, True)
    assert send(marta, a_document(), "back").status_code == 422


def test_whoever_may_not_write_cannot_send_or_take(course: Flask, new_writer: NewWriter) -> None:
    learner = new_writer("amina", Role.LEARNER)
    assert learner.get(WORD).status_code in (302, 403)


def test_pasting_is_looked_at_put_in_its_place_and_taken_back(course: Flask, marta: FlaskClient) -> None:
    address = f"{HOME}/first/paste"
    before = body(course)
    page = post(marta, address, {"text": "x", "html": "<h1>Titolo</h1><p style='color:red'>Testo <b>forte</b></p>"})
    assert "<strong>forte</strong>" in page.text
    assert body(course) == before
    markdown = re.search(r"<textarea[^>]*>([^<]*)", page.text)[1]
    post(marta, address, {"do": "put", "markdown": markdown, "behind": "1"})
    assert body(course) == before.replace("Due.\n", "Due.\n\n## Titolo\n\nTesto **forte**\n")
    done = marta.get(f"{address}?in=it&put=yes")
    undo = re.search(r'action="(/it/teach/undo/\d+)"', done.text)[1]
    post(marta, undo, {"back": address}, page=address)
    assert body(course) == before


def test_a_pasted_footnote_gets_a_name_of_its_own(course: Flask, marta: FlaskClient) -> None:
    address = f"{HOME}/first/paste"
    for text in ("Eins[^n1]\n\n[^n1]: Erste.", "Zwei[^n1]\n\n[^n1]: Zweite."):
        post(marta, address, {"do": "put", "markdown": text, "behind": "99"})
    assert body(course).endswith("Eins[^n1]\n\nZwei[^n2]\n\n[^n1]: Erste.\n\n[^n2]: Zweite.\n")
