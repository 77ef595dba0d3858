"""Machine translation: off by default, marks protected, and nothing reaches learners that nobody confirmed."""

import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.rules.desk import State
from elearn.authoring.rules.machine import fragments, hidden, shown, with_fragments
from elearn.authoring.rules.things import Kind, Thing
from elearn.authoring.service.desk import open_desk
from elearn.infra.config import ConfigurationError, Settings, read_settings
from elearn.infra.translation_service import TranslationFailedError, translate_texts
from tests.authoring.conftest import MODULE, NewWriter
from tests.forms import token_of

DESK = "/it/teach/m/bees/first/translate?to=fr"
ONE = Thing(f"{MODULE}/lessons/first", Kind.LESSON)


class Service(BaseHTTPRequestHandler):
    """A translation service that answers with capitals, or as it was told."""

    asked: list[dict[str, Any]]
    answer: bytes | int | None

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({**body, "authorization": self.headers.get("Authorization")})  # type: ignore[attr-defined]
        answer = self.server.answer  # type: ignore[attr-defined]
        if isinstance(answer, int):
            self.send_response(answer)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()
            return
        data = answer or json.dumps({"texts": [text.upper() for text in body["texts"]]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_about: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[Any]:
    """A real server on this machine."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.asked, server.answer = [], None
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def machine(course: Flask, service: Any) -> Any:
    """The course on a site with a translation service."""
    address = f"http://127.0.0.1:{service.server_address[1]}/translate"
    old: Settings = course.config["SETTINGS"]
    values = {name: getattr(old, name) for name in Settings.__dataclass_fields__}
    course.config["SETTINGS"] = Settings(**{**values, "translation_url": address, "translation_key": "secret"})
    return service


def press(browser: Any, do: str, **fields: str) -> str:
    page = browser.get(DESK)
    hidden_fields = dict(re.findall(r'name="(opened|source)" value="([^"]*)"', page.get_data(as_text=True)))
    reply = browser.post(DESK, data={"form_token": token_of(page), "do": do, **hidden_fields, **fields})
    assert reply.status_code == 303
    return str(reply.location)


def test_it_is_off_by_default(new_writer: NewWriter) -> None:
    marta = new_writer()
    page = marta.get(DESK)
    assert 'value="machine' not in page.get_data(as_text=True)
    assert marta.post(DESK, data={"form_token": token_of(page), "do": "machine"}).status_code == 404


def test_the_machine_fills_what_is_missing_and_a_person_confirms(
    course: Flask, machine: Any, new_writer: NewWriter
) -> None:
    marta = new_writer()
    press(marta, "machine", **{"w-2": "Deux."})
    with course.app_context():
        parts = open_desk(ONE, "fr").desk.by_key()
    assert [(parts[key].words, parts[key].state) for key in ("1", "2")] == [
        ("UNO.", State.MACHINE),
        ("Deux.", State.DRAFT),
    ]
    assert machine.asked[0]["authorization"] == "Bearer secret"
    assert (machine.asked[0]["source"], machine.asked[0]["target"]) == ("it", "fr")
    assert "di una macchina" in marta.get(DESK).get_data(as_text=True)
    press(marta, "done:1", **{"w-1": "UNO."})
    with course.app_context():
        assert open_desk(ONE, "fr").desk.by_key()["1"].state is State.DONE


@pytest.mark.parametrize(
    "answer", [500, 302, b"no json", b'{"texts": []}', b'{"texts": "Un."}', b"[" * 100_000, b" " * 2_100_000]
)
def test_a_service_that_fails_loses_nothing(
    course: Flask, machine: Any, new_writer: NewWriter, answer: bytes | int
) -> None:
    machine.answer = answer
    marta = new_writer()
    assert "machine=failed" in press(marta, "machine", **{"w-2": "Deux."})
    with course.app_context():
        assert open_desk(ONE, "fr").desk.by_key()["2"].words == "Deux."


def test_libretranslate_answers_in_its_own_words(course: Flask, machine: Any) -> None:
    machine.answer = b'{"translatedText": ["Un"]}'
    with course.app_context():
        assert translate_texts("it", "fr", ["Uno"]) == ["Un"]
    assert (machine.asked[0]["q"], machine.asked[0]["api_key"]) == (["Uno"], "secret")


def test_a_service_that_is_not_there(course: Flask, machine: Any) -> None:
    machine.shutdown()
    machine.server_close()
    with course.app_context(), pytest.raises(TranslationFailedError):
        translate_texts("it", "fr", ["Uno"])


def test_an_address_without_http_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="ELEARN_TRANSLATION_URL"):
        read_settings({"ELEARN_INSTANCE": str(tmp_path), "ELEARN_TRANSLATION_URL": "file:///etc/passwd"})


# --- marks ---------------------------------------------------------------------------------------------------------

TEXT = "Un [progetto](term:project)\n**promette**.[^a]"


def test_marks_are_numbers_for_the_machine_and_come_back() -> None:
    assert hidden(TEXT) == "Un [[1]]progetto[[/1]]\n[[2]]promette[[/2]].[[3]]"
    assert shown("[[2]]Promet[[/2]] un [[1]]projet[[/1]].[[3]]", TEXT) == "**Promet** un [projet](term:project).[^a]"


@pytest.mark.parametrize("text", ["Un [[1]]projet", "[[1]]a[[2]]b[[/1]]c[[/2]][[3]]", "[[/1]]a[[1]]"])
def test_marks_that_the_machine_spoilt_are_noticed(text: str) -> None:
    assert shown(text, TEXT) is None
    assert with_fragments(TEXT, [one.upper() for one in fragments(TEXT)]) == TEXT.replace("Un ", "UN ").replace(
        "[progetto]", "[PROGETTO]"
    ).replace("promette", "PROMETTE")


@given(st.lists(st.sampled_from(["**a**", "[b](x)", "[^c]", "- ", "\n", " d ", "| e ", "/// note | T\n"])).map("".join))
def test_any_text_survives_an_echo(text: str) -> None:
    assert with_fragments(text, fragments(text)) == text
    assert (shown(hidden(text), text) or "").split() == text.split()
