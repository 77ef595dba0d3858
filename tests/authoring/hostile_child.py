"""Runs one hostile thing after the other in a process of its own, and says for each what came of it.

    python -m tests.authoring.hostile_child pictures

Writes a line of JSON for each: its name, the outcome in a word, seconds of the processor, and the most megabytes that
the process ever held.
"""

import io
import json
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from elearn.authoring.exchange.parcels import unpack
from elearn.authoring.exchange.pasting import paste
from elearn.authoring.exchange.pictures import prepare
from elearn.authoring.exchange.questions.sniffing import read_any
from elearn.authoring.exchange.word.package import open_package
from elearn.authoring.exchange.word.reading import read_word
from elearn.catalogue.rules.compile_text import read_source, readable_text
from elearn.catalogue.rules.schemas import Front
from elearn.core.refused import RefusedError
from elearn.markup.render import render_prose
from tests.authoring import pictures

Case = Callable[[], object]


def sent(data: bytes) -> Case:
    """A file that somebody sends for a lesson."""

    def send() -> object:
        try:
            return prepare(data, "a.jpg").content_type
        except RefusedError as refused:
            return refused.code

    return send


def picture_cases() -> Mapping[str, Case]:
    """Pictures that claim too much, and such as no camera makes."""
    files = {
        "png of 30,000 x 30,000": pictures.claimed_png(30_000, 30_000),
        "jpeg of 30,000 x 30,000": pictures.claimed_jpeg(30_000, 30_000),
        "gif of 30,000 x 30,000": pictures.claimed_gif(30_000, 30_000),
        "webp of 16,383 x 16,383": pictures.claimed_webp(),
        "avif of 30,000 x 30,000": pictures.claimed_avif(),
        "png of 2 x 400,000,000": pictures.claimed_png(2, 400_000_000),
        "png with too few pixels": pictures.claimed_png(6_000, 6_000),
        "jpeg of too many passes": pictures.many_passes(5_000),
        "png with a comment of 100 MB": pictures.text_bomb(),
        "drawing of many levels": pictures.svg("<g>" * 15_000 + "</g>" * 15_000),
        "drawing of copies": pictures.copies(99),
        "drawing of entities": b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + pictures.svg("<text>&a;</text>"),
        "one kind in the clothes of another": b"\x89PNG\r\n\x1a\n" + pictures.photo((40, 30)),
        "half a picture": pictures.photo((800, 600), "WEBP")[:900],
        "20 MB of zeros": bytes(20_000_001),
        "60 MB of a picture": pictures.photo((40, 30)) + bytes(60_000_000),
    }
    return {name: sent(data) for name, data in files.items()}


BRACKETS, TOWER = "[" * 20_000, "> - " * 10_000
TEN_MEGABYTES = "Le api fanno il miele, e poi dormono. " * 276_000
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def opened(door: Callable[[], object]) -> Case:
    """Something that comes in by a door: the code of its refusal, or "taken"."""

    def enter() -> object:
        try:
            door()
        except (ValueError, RefusedError) as refused:
            return getattr(refused, "code", type(refused).__name__)
        return "taken"

    return enter


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of anything, under any names."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def bomb(name: str, **others: bytes) -> bytes:
    """A zip of some hundred kilobytes that unpacks to 300 MB."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, data in others.items():
            archive.writestr(other.replace("__", "/").replace("_xml", ".xml"), data)
        with archive.open(name, "w") as entry:
            for _megabyte in range(300):
                entry.write(bytes(1_000_000))
    return target.getvalue()


def document(body: str, before: str = "", **more: bytes) -> bytes:
    """A Word document with this body."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": xml.encode(), **more})


def word(body: str, before: str = "", **more: bytes) -> Case:
    """A Word document that somebody opens."""
    data = document(body, before, **more)
    return opened(lambda: read_word(open_package(data)))


def paragraph(text: str) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def questions(text: str) -> Case:
    """A file of questions of any format."""
    return opened(partial(read_any, text.encode(), "it"))


def moodle(stem: str, before: str = "") -> str:
    """A question of Moodle."""
    asked = f"<questiontext format='html'><text>{stem}</text></questiontext>"
    answer = "<answer fraction='100'><text>x</text></answer><answer fraction='0'><text>y</text></answer>"
    return f"{before}<quiz><question type='multichoice'><name><text>a</text></name>{asked}{answer}</question></quiz>"


def lesson(text: str) -> Case:
    """A lesson as it is checked, and as its author sees it with all its errors: the codes of its Problems."""

    def look() -> object:
        path = "modules/m/lessons/a/it.md"
        _source, problems = read_source(path, f"---\ntitle: A\n---\n{text}\n", Front)
        for block in readable_text("it", text).blocks:
            render_prose(block.text)
        return ",".join(sorted({problem.code for problem in problems}))

    return look


def text_cases() -> Mapping[str, Case]:
    """Texts that are long, deep or full of brackets, by every door."""
    return {
        "lesson of brackets": lesson(BRACKETS),
        "lesson of quotes in lists": lesson(TOWER),
        "lesson of a megabyte": lesson("Una frase breve. " * 60_000),
        "pasted brackets": opened(lambda: paste(BRACKETS)),
        "pasted HTML in HTML": opened(lambda: paste("<div>" * 30_000 + "x")),
        "10 MB pasted": opened(lambda: paste(TEN_MEGABYTES)),
        "questions of brackets": questions("::a::" + BRACKETS + "{=x ~y}"),
        "questions of braces": questions("{" * 20_000 + "}" * 20_000),
        "10 MB of questions": questions("::a::x {=a ~b}\n\n" * 640_000),
        "Moodle's brackets": questions(moodle(BRACKETS)),
        "Moodle's tower": questions("<quiz>" + "<a>" * 50_000 + "</a>" * 50_000 + "</quiz>"),
        "Word's brackets": word(paragraph(BRACKETS)),
        "10 MB in Word": word(paragraph(TEN_MEGABYTES)),
        "Word's tables in tables": word("<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000),
    }


def archive_cases() -> Mapping[str, Case]:
    """Archives that unpack to too much or to somewhere else, and XML that grows or reads files."""
    types = {"[Content_Types]_xml": b"<Types/>"}
    return {
        "bomb of content": opened(partial(unpack, bomb("modules/m/module.yml"))),
        "bomb in Word": opened(partial(open_package, bomb("word/document.xml", **types))),
        "bomb of questions": opened(partial(read_any, bomb("imsmanifest.xml"), "it")),
        "content that climbs": opened(partial(unpack, zipped({"../../modules/m/module.yml": b"a: 1"}))),
        "content from the root": opened(partial(unpack, zipped({"/etc/modules/m/module.yml": b"a: 1"}))),
        "content of Windows": opened(partial(unpack, zipped({"modules\\..\\..\\a.yml": b"a: 1"}))),
        "Word that climbs": word(paragraph("x"), **{"../../evil.xml": b"<a/>"}),
        "questions that climb": opened(partial(read_any, zipped({"../imsmanifest.xml": b"<manifest/>"}), "it")),
        "entities in Word": word(paragraph("&c;"), LAUGHS),
        "files in Word": word(paragraph("&c;"), OUTSIDE),
        "entities in Moodle": questions(moodle("&c;", LAUGHS)),
        "files in Moodle": questions(moodle("&c;", OUTSIDE)),
    }


CASES = {"pictures": picture_cases, "texts": text_cases, "archives": archive_cases}


def main() -> None:
    """Run the cases of the group that the command line names."""
    for name, case in CASES[sys.argv[1]]().items():
        before = time.process_time()
        outcome = case()
        seconds = time.process_time() - before
        most = _most_megabytes()
        print(json.dumps({"name": name, "outcome": outcome, "seconds": seconds, "megabytes": most}), flush=True)


def _most_megabytes() -> int:
    """The most that this process ever held. (`ru_maxrss` would begin with what its parent held.)"""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main()
