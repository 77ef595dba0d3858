"""Workbooks as PDF: tagged, in their language, the same bytes each time, on as many pages as they should have."""

import json
import re
import zlib
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest
import typst

from elearn.catalogue.rules.workbook_values import Kit
from elearn.core.languages import LANGUAGES
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.paper.blocks import Picture
from elearn.workbooks.exports.paper.contents import paper_of
from elearn.workbooks.exports.pdf import write_pdf
from elearn.workbooks.exports.typesetting import TEMPLATES
from elearn.workbooks.rules.drawing import draw
from elearn.workbooks.rules.trees import tree_of
from tests.workbooks.conftest import Examples
from tests.workbooks.papers import HOSTILE, TITLE, outgoing, saying, small, speaking, with_field

ACCESSIBLE = b"<pdfuaid:part>1</pdfuaid:part>"  # only where typst had neither an error nor a warning
LYING, UPRIGHT = (842, 595), (595, 842)  # A4 in points
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


@pytest.fixture
def example(kit: Kit, example_book: Examples) -> Outgoing:
    return outgoing(kit, example_book("en"))


def made(out: Outgoing, what: str) -> bytes:
    """The PDF."""
    with speaking(out.language):
        return write_pdf(out, what)


def inside(pdf: bytes) -> bytes:
    """The file with its packed objects unpacked."""
    found = [pdf]
    for match in STREAM.finditer(pdf):
        try:
            found.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(found)


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", inside(pdf))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def asked(out: Outgoing, what: str, selector: str) -> list[dict[str, Any]]:
    """The elements that typst finds in the document."""
    with speaking(out.language):
        given = json.dumps(asdict(paper_of(out, what)), default=date.isoformat)
    found: list[dict[str, Any]] = json.loads(
        typst.query(
            TEMPLATES / "paper.typ", selector, root=TEMPLATES, sys_inputs={"given": given}, ignore_system_fonts=True
        )
    )
    return found


def words_of(element: Any) -> str:
    """All text in an element."""
    if isinstance(element, dict):
        if element.get("func") == "text":
            return str(element["text"])
        if element.get("func") == "space":
            return " "
        return "".join(words_of(element[key]) for key in ("body", "child", "children") if key in element)
    return "".join(map(words_of, element)) if isinstance(element, list) else ""


# Accessible ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["sahel-insieme", "amara"])
def test_a_whole_workbook_is_tagged_in_its_language_and_keeps_pdf_ua(
    kit: Kit, example_book: Examples, name: str, language: str
) -> None:
    pdf = made(outgoing(kit, example_book("it", name), language), "workbook")
    assert ACCESSIBLE in pdf
    objects = inside(pdf)
    assert b"/StructTreeRoot" in objects
    assert f"/Lang({language})".encode() in objects.replace(b"/Lang (", b"/Lang(")


def test_what_people_wrote_is_tagged_in_their_language(kit: Kit, example_book: Examples) -> None:
    objects = inside(made(outgoing(kit, example_book("it"), "de"), "logframe")).replace(b"/Lang (", b"/Lang(")
    assert b"/Lang(it)" in objects
    assert b"/Lang(de)" in objects


def test_tables_have_headers_and_pictures_have_words(example: Outgoing) -> None:
    objects = inside(made(example, "problem-tree"))
    assert re.search(rb"/S\s*/Figure", objects)
    assert re.search(rb"/Alt\s*[(<]", objects)
    assert re.search(rb"/S\s*/TH\b", inside(made(example, "logframe")))
    (figure,) = asked(example, "problem-tree", "figure")
    assert "The women producers have a low and irregular income from vegetables" in figure["alt"]


def test_every_sheet_of_an_empty_workbook_is_accessible_too(kit: Kit) -> None:
    out = small(kit, {})
    assert [sheet for sheet in (*kit.sheets, "workbook") if ACCESSIBLE not in made(out, sheet)] == []


def test_the_document_says_its_title(example: Outgoing) -> None:
    assert f"Logframe · {TITLE}".encode() in made(example, "logframe")  # in the metadata, which are not packed


def test_only_fonts_that_typst_carries_are_used(example: Outgoing) -> None:
    names = set(re.findall(rb"/FontName\s*/[A-Z]{6}\+([A-Za-z]+)", inside(made(example, "workbook"))))
    assert names
    assert all(name.startswith(b"Libertinus") for name in names)


# Pages ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_logframe_of_the_running_case_is_one_page_on_its_side(
    kit: Kit, example_book: Examples, language: str
) -> None:
    book = example_book("it")
    without_plan = {sheet: document for sheet, document in book.documents.items() if sheet != "plan"}
    assert pages(made(outgoing(kit, replace(book, documents=without_plan), language), "logframe")) == [LYING]
    with_activities = pages(made(outgoing(kit, book, language), "logframe"))
    assert with_activities == [LYING, LYING]  # the activity matrix has a page of its own


@pytest.mark.parametrize(
    ("sheet", "name", "form"),
    [("problem-tree", "sahel-insieme", LYING), ("plan", "sahel-insieme", LYING), ("budget", "sahel-insieme", LYING),
     ("narrative", "sahel-insieme", UPRIGHT), ("cash-flow", "amara", LYING), ("loan", "amara", UPRIGHT)],
)  # fmt: skip
def test_each_sheet_has_the_pages_that_it_needs(
    kit: Kit, example_book: Examples, sheet: str, name: str, form: tuple[int, int]
) -> None:
    assert set(pages(made(outgoing(kit, example_book("en", name)), sheet))) == {form}


def test_the_whole_workbook_begins_each_sheet_on_a_page(example: Outgoing) -> None:
    headings = [words_of(one["body"]) for one in asked(example, "workbook", "heading.where(level: 1)")]
    words = [example.words(sheet) for sheet in example.book.profile.sheets if example.book.has_begun(sheet)]
    assert headings == [one.term or one.title for one in words]
    assert len(pages(made(example, "workbook"))) > len(headings)


def test_a_text_longer_than_a_page_goes_on_to_the_next(example: Outgoing) -> None:
    long = " ".join(["a word"] * 850)
    more = with_field(with_field(example, "logframe", "a-needs", "text", long), "indicators", "losses", "source", long)
    pdf = made(more, "logframe")
    assert ACCESSIBLE in pdf
    assert len(pages(pdf)) > 4


# Contents ------------------------------------------------------------------------------------------------------------


def test_all_words_of_the_logframe_are_on_paper(example: Outgoing) -> None:
    cells = {words_of(one["body"]) for one in asked(example, "logframe", "par")}
    written = [node.text("text") for node in example.document("logframe").nodes.values()]
    assert [text for text in written if text not in cells] == []


def test_the_tree_is_drawn_from_the_same_boxes_as_on_the_page(example: Outgoing) -> None:
    with speaking("en"):
        (section,) = paper_of(example, "problem-tree").sections
    picture = section.blocks[0]
    assert isinstance(picture, Picture)
    drawing = draw(tree_of("problem-tree", example.book.documents))
    assert drawing
    assert [box["lines"] for box in picture.data["boxes"]] == [box.lines for box in drawing.boxes]


def test_bars_reach_from_the_first_to_the_last_month(example: Outgoing) -> None:
    with speaking("en"):
        blocks = paper_of(example, "plan").sections[0].blocks
    (picture,) = [block for block in blocks if isinstance(block, Picture)]
    assert picture.data["months"] == 18
    spans = {bar["name"].split("\u00a0")[0]: (bar["start"], bar["end"]) for bar in picture.data["bars"]}
    assert spans["A1.2.3"] == (5, 8)
    assert len(spans) == len(example.document("plan").of("activities"))


# The same, whatever people write -------------------------------------------------------------------------------------


def test_the_same_workbook_gives_the_same_bytes_and_the_day_of_the_book(example: Outgoing) -> None:
    pdf = made(example, "workbook")
    assert made(example, "workbook") == pdf
    assert f"{example.book.today.isoformat()}T00:00:00".encode() in pdf
    later = replace(example, book=replace(example.book, today=example.book.today + timedelta(days=1)))
    assert made(later, "workbook") != pdf


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_pdf(example: Outgoing, text: str) -> None:
    out = saying(example, text)
    for what in ("logframe", "problem-tree", "narrative", "plan"):
        assert ACCESSIBLE in made(out, what)


def test_text_is_never_read_as_markup(example: Outgoing) -> None:
    text = "#panic() *x* $y$ @ref // not a comment"
    (section, *_more) = example.book.profile.narrative
    out = with_field(example, "narrative", section.id, "text", text)
    assert text in [words_of(one["body"]) for one in asked(out, "narrative", "par")]


def test_letters_that_no_font_has_still_give_a_document(example: Outgoing) -> None:
    pdf = made(saying(example, "\U0010fffd\U000e0041 private letters \U0001f9ff"), "narrative")
    assert pages(pdf)
