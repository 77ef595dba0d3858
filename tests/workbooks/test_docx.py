"""Workbooks as Word documents, read again with python-docx."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table
from PIL import Image

from elearn.catalogue.rules.workbook_values import Kit
from elearn.core.languages import LANGUAGES
from elearn.workbooks.exports.docx.writing import write_docx
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.rules.budget import budget_in
from elearn.workbooks.rules.documents import Document as Sheet
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.results import assumptions_of, in_order, indicators_of
from elearn.workbooks.rules.trees import Branch, tree_of
from elearn.workbooks.words import amount
from tests.workbooks.conftest import Examples
from tests.workbooks.papers import HOSTILE, TITLE, outgoing, saying, small, speaking, with_field

INDICATOR = 1  # places of columns in the logframe
BASELINE, TARGET, CURRENT, SOURCE, ASSUMPTION = 2, 3, 4, 5, 6


def written(out: Outgoing, what: str) -> Document:
    """The document, opened again."""
    with speaking(out.language):
        return docx.Document(io.BytesIO(write_docx(out, what)))


@pytest.fixture
def example(kit: Kit, example_book: Examples) -> Outgoing:
    return outgoing(kit, example_book("en"))


def texts(table: Table) -> list[list[str]]:
    """The rows of a table as texts."""
    return [[cell.text for cell in row.cells] for row in table.rows]


# The logframe --------------------------------------------------------------------------------------------------------


def test_the_logframe_lies_on_its_side_on_a4(example: Outgoing) -> None:
    section = written(example, "logframe").sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)


def test_the_header_row_comes_again_on_each_page_and_no_row_is_split(example: Outgoing) -> None:
    for table in written(example, "logframe").tables:
        rows = [row._tr.trPr for row in table.rows]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_the_columns_are_those_of_the_eu(example: Outgoing) -> None:
    assert texts(written(example, "logframe").tables[0])[0] == [
        "Results chain", "Indicators", "Baseline (value and year)", "Target (value and year)", "Current value (year)",
        "Sources and means of verification", "Assumptions",
    ]  # fmt: skip


def test_each_result_stands_with_its_indicators_and_assumptions(example: Outgoing) -> None:
    rows = texts(written(example, "logframe").tables[0])[1:]
    book = example.book
    expected = [
        (result.text("text"), indicator.text("text"), indicator.text("source"),
         [one.text("text") for one in assumptions_of(book, result.id)] or ["Not asked at this level."])
        for result in in_order(book) for indicator in indicators_of(book, result.id)
    ]  # fmt: skip
    found = [
        (row[0].split("\n")[1], row[INDICATOR].rsplit(" (", 1)[0], row[SOURCE], row[ASSUMPTION].split("\n"))
        for row in rows
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("indicator", "values"),
    [
        ("Average net income", ["38\u00a0(2026)", "57\u00a0(2028)", "50\u00a0(2027)"]),
        ("Share of the harvest", ["40\u00a0%\u00a0(2026)", "20\u00a0%\u00a0(2028)", "34\u00a0%\u00a0(2027)"]),
        ("Joint sales rule", ["no\u00a0(2026)", "yes\u00a0(2027)", "yes\u00a0(2027)"]),
        ("School attendance", ["71\u00a0%\u00a0(2026)", "district average\u00a0(2030)", ""]),
    ],
)
def test_values_stand_with_their_years(example: Outgoing, indicator: str, values: list[str]) -> None:
    rows = texts(written(example, "logframe").tables[0])
    row = next(row for row in rows if row[INDICATOR].startswith(indicator))
    assert [re.sub(r"(?<=\d)\s%", "\u00a0%", one) for one in row[BASELINE : CURRENT + 1]] == values


def test_results_have_their_level_and_number(example: Outgoing) -> None:
    rows = texts(written(example, "logframe").tables[0])[1:]
    names = list(dict.fromkeys(row[0].split("\n")[0] for row in rows))
    assert names == [
        "Impact", "Outcome\u00a01", "Outcome\u00a02", "Output\u00a01.1", "Output\u00a01.2", "Output\u00a01.3",
        "Output\u00a02.1",
    ]  # fmt: skip


def test_a_result_without_indicator_and_an_indicator_without_result_are_there(kit: Kit) -> None:
    out = small(kit, {
        "logframe": {"o": {"part": "results", "level": "outcome", "text": "Women earn more"}},
        "indicators": {"i": {"part": "indicators", "text": "Shops that order"}},
    })  # fmt: skip
    rows = texts(written(out, "logframe").tables[0])[1:]
    assert rows == [["Outcome\u00a01\nWomen earn more", *[""] * 6], ["Without a result", "Shops that order", *[""] * 5]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_funder_has_its_own_words(kit: Kit, example_book: Examples, language: str) -> None:
    profile = kit.profiles["aics-order"]
    out = outgoing(kit, replace(example_book("it"), profile=profile), language)
    names = {row[0].split("\n")[0].split("\u00a0")[0] for row in texts(written(out, "logframe").tables[0])[1:]}
    assert {profile.terms[level][language] for level in ("impact", "outcome")} <= names


def test_activities_have_their_means_and_costs(example: Outgoing) -> None:
    *rows, total = texts(written(example, "logframe").tables[1])[1:]
    sums = example.book.once(budget_in)
    activities = example.document("plan").of("activities")
    with speaking("en"):
        costs = {node.text("text"): amount(sums.cost_of(node.id), "EUR") for node in activities}
    assert {row[0].split("\u00a0", 1)[1]: row[2] for row in rows} == costs
    assert total[2] == "€36,000"
    build = next(row for row in rows if row[0].startswith("A1.1.3\u00a0"))
    assert build[1] == "Drying unit: frame, nets and trays; Drying unit: frame, nets and trays, paid by gifts"


# Trees ---------------------------------------------------------------------------------------------------------------


def levels(document: Document) -> list[tuple[int, str]]:
    """(level, text) of the entries of lists; the level is the one that Word counts."""
    numbered = [(one.style.element.pPr.numPr, one) for one in document.paragraphs if "List" in one.style.name]
    return [(numbers.ilvl.val, one.text.split("\n")[0]) for numbers, one in numbered]


def walked(branch: Branch, level: int = 0) -> Iterator[tuple[int, str]]:
    """(level, text) of a branch and all below it."""
    yield level, branch.node.text("text")
    for child in branch.children:
        yield from walked(child, level + 1)


@pytest.mark.parametrize("sheet", ["problem-tree", "objective-tree"])
def test_the_list_of_a_tree_is_nested_as_the_tree(example: Outgoing, sheet: str) -> None:
    tree = tree_of(sheet, example.book.documents)
    assert tree.effects
    assert tree.causes
    expected = [entry for child in tree.effects.children for entry in walked(child)] + list(walked(tree.causes))
    expected += [entry for branch in tree.loose for entry in walked(branch)]
    found = levels(written(example, sheet))
    assert [level for level, _text in found] == [level for level, _text in expected]
    assert all(line.startswith(text) for (_, line), (_, text) in zip(found, expected, strict=True))
    assert max(level for level, _text in found) > 3


def test_all_levels_of_a_list_belong_to_one_list(example: Outgoing) -> None:
    document = written(example, "problem-tree")
    numbers = {one.style.element.pPr.numPr.numId.val for one in document.paragraphs if "List" in one.style.name}
    assert len(numbers) == 1


def test_a_node_says_where_else_it_leads_and_who_said_it(example: Outgoing) -> None:
    paragraphs = [one.text for one in written(example, "problem-tree").paragraphs]
    drying = next(one for one in paragraphs if one.startswith("Drying is not safe – "))
    assert "Leads also to “Shops in Rome cannot find reliable products from the villages”." in drying
    assert "Evidence: Seen in two villages, February 2026" in drying


def test_the_picture_of_a_tree_says_in_words_what_it_is(example: Outgoing) -> None:
    document = written(example, "problem-tree")
    (picture,) = document.inline_shapes
    words = picture._inline.docPr.get("descr")
    assert "19 boxes" in words
    assert "The women producers have a low and irregular income from vegetables" in words
    section = document.sections[0]
    assert picture.width <= section.page_width - section.left_margin - section.right_margin
    name = picture._inline.graphic.graphicData.pic.blipFill.blip.embed
    image = Image.open(io.BytesIO(document.part.related_parts[name].blob))
    assert image.format == "PNG"
    assert image.width / image.height == pytest.approx(picture.width / picture.height, rel=0.01)


def test_a_tree_without_a_core_is_a_list_only(kit: Kit) -> None:
    out = small(kit, {"problem-tree": {"p": {"part": "problems", "text": "Shops close"}}})
    document = written(out, "problem-tree")
    assert not document.inline_shapes
    assert levels(document) == [(0, "Shops close")]


# Narrative and whole -------------------------------------------------------------------------------------------------


def test_the_narrative_has_the_order_and_titles_of_the_profile(example: Outgoing) -> None:
    document = written(example, "narrative")
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert headings == [section.titles["en"] for section in example.book.profile.narrative]
    first = example.book.profile.narrative[0].id
    assert example.document("narrative").nodes[first].text("text") in [one.text for one in document.paragraphs]


def test_lines_that_begin_with_a_dash_become_a_list(example: Outgoing) -> None:
    section = example.book.profile.narrative[0].id
    text = "Two things:\n- women earn more\n- young people stay\n\nAnd then\nthe end."
    document = written(with_field(example, "narrative", section, "text", text), "narrative")
    found = [(one.style.name, one.text) for one in document.paragraphs]
    start = found.index(("Normal", "Two things:"))
    assert found[start + 1 : start + 4] == [
        ("List Bullet", "women earn more"), ("List Bullet", "young people stay"), ("Normal", "And then\nthe end."),
    ]  # fmt: skip


def test_a_section_that_another_profile_asked_for_is_kept(kit: Kit, example_book: Examples) -> None:
    book = example_book("en")
    aics = {section.id: section.titles["en"] for section in kit.profiles["aics-order"].narrative}
    stranger = next(one for one in aics if one not in {section.id for section in book.profile.narrative})
    document = Sheet({**book.sheet("narrative").nodes, stranger: Node(stranger, "sections", {"text": "Kept."})})
    out = outgoing(kit, replace(book, documents={**book.documents, "narrative": document}))
    paragraphs = [one.text for one in written(out, "narrative").paragraphs if one.text]
    assert paragraphs[-2:] == [aics[stranger], "Kept."]


@pytest.mark.parametrize(("name", "profile"), [("sahel-insieme", "small-grant"), ("amara", "entrepreneur")])
def test_the_whole_workbook_has_all_sheets_of_the_profile_in_order(
    kit: Kit, example_book: Examples, name: str, profile: str
) -> None:
    out = outgoing(kit, example_book("en", name))
    document = written(out, "workbook")
    words = {sheet: out.words(sheet) for sheet in kit.profiles[profile].sheets if out.book.has_begun(sheet)}
    titles = [one.term or one.title for one in words.values()]
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == titles
    assert document.paragraphs[0].text == TITLE
    assert document.paragraphs[0].style.name == "Title"


def test_an_empty_workbook_has_its_first_page(kit: Kit) -> None:
    assert written(small(kit, {}), "workbook").paragraphs[0].text == TITLE


@pytest.mark.parametrize("what", ["workbook", "narrative", "budget"])
def test_headings_skip_no_level(example: Outgoing, what: str) -> None:
    names = [one.style.name for one in written(example, what).paragraphs if one.style.name.startswith("Heading")]
    found = [int(name.removeprefix("Heading ")) for name in names]
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))


# Languages and looks -------------------------------------------------------------------------------------------------


def test_labels_and_texts_carry_their_own_languages(kit: Kit, example_book: Examples) -> None:
    out = outgoing(kit, example_book("en"), "de")
    document = written(out, "logframe")
    assert document.core_properties.language == "de-DE"
    assert document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:val")) == "de-DE"
    cell = document.tables[0].cell(1, ASSUMPTION - 1)
    runs = {run.text: run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}") for run in cell.paragraphs[0].runs}
    assert runs["School registers"].get(qn("w:val")) == "en-GB"
    header = document.tables[0].cell(0, INDICATOR).paragraphs[0].runs[0]
    assert header._r.find(f"{qn('w:rPr')}/{qn('w:lang')}") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_label_a_document(kit: Kit, example_book: Examples, language: str) -> None:
    document = written(outgoing(kit, example_book("it"), language), "workbook")
    title = kit.sheets["problem-tree"].say(language)
    assert (title.term or title.title) in [one.text for one in document.paragraphs]
    assert document.core_properties.title == TITLE


def test_nothing_is_painted_by_hand(example: Outgoing) -> None:
    body = written(example, "workbook").element.body
    of_runs = {child.tag for properties in body.iter(qn("w:rPr")) for child in properties}
    assert of_runs == {qn("w:rStyle"), qn("w:lang")}
    of_paragraphs = {child.tag for properties in body.iter(qn("w:pPr")) for child in properties}
    assert of_paragraphs <= {qn("w:pStyle"), qn("w:pageBreakBefore"), qn("w:sectPr")}


def test_every_style_that_is_used_is_there(example: Outgoing) -> None:
    document = written(example, "workbook")
    tags = [qn(name) for name in ("w:pStyle", "w:rStyle", "w:tblStyle")]
    used = {one.get(qn("w:val")) for one in document.element.body.iter(*tags)}
    assert used <= {style.style_id for style in document.styles}


# Robust and fast -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_document(example: Outgoing, text: str) -> None:
    out = saying(example, text)
    for what in ("logframe", "narrative"):  # a table and running text; the pictures are typst's
        assert written(out, what).paragraphs


def test_strange_texts_come_through_unchanged(example: Outgoing) -> None:
    text = "<b>&amp; ]]> #panic() *x* {name} %s"
    assert text in [one.text for one in written(saying(example, text), "narrative").paragraphs]
