"""What comes out of the clipboard of each program: clean Markdown, and a report of what was kept and dropped."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.exchange.from_markdown import read_markdown
from elearn.authoring.exchange.pasting import MOST_CHARACTERS, TooLargeError, paste, paste_text
from elearn.authoring.exchange.rich import plain, text_of, words
from elearn.authoring.exchange.rich_markdown import write_line
from elearn.markup.blocks import split
from tests.timing import soon


def clipboard(program: str) -> str:
    return (Path(__file__).parent / "pasted" / f"{program}.html").read_text(encoding="utf-8")


def test_word_keeps_its_headings_lists_tables_and_footnotes():
    pasted = paste(clipboard("word"))
    assert pasted.markdown == (
        "## Il mercato\n\n"
        "Ogni **mese** le socie contano.[^n1]\n\n"
        "- pomodori\n    - secchi\n- mango\n\n"
        "3. terzo\n4. quarto\n\n"
        "| **Mese** | Euro |\n| --- | --- |\n| Maggio | 38 \\| 40 |\n\n"
        "[^n1]: Dal registro di *vendita*."
    )
    kept, dropped = pasted.report.kept, pasted.report.dropped
    assert (kept["headings"], kept["lists"], kept["tables"], kept["footnotes"]) == (1, 2, 1, 1)
    assert dropped["pictures"] == 1
    assert dropped["looks"] >= 1


def test_google_docs_wraps_everything_in_a_bold_that_is_none():
    assert paste(clipboard("google")).markdown == (
        "## Un titolo\n\n**Forte** e *piano*, [qui](https://example.org/a_b)\n\n- uno\n    - due"
    )


def test_libreoffice_keeps_numbers_and_notes():
    assert paste(clipboard("libreoffice")).markdown == (
        "## Überschrift\n\n**Rot** und normal[^n1].\n\n2. zwei\n\n[^n1]: Die Note."
    )


def test_a_page_of_the_web_loses_scripts_and_dangerous_links():
    pasted = paste(
        '<div onclick="x()"><script>alert(1)</script><nav><a href="javascript:alert(1)">Klick</a></nav>'
        '<p>Gut <a href="mailto:a@b.org">Post</a><iframe src="//evil"></iframe></p><form><input value=a></form></div>'
    )
    assert pasted.markdown == "Klick\n\nGut [Post](mailto:a@b.org)"
    assert pasted.report.dropped == {"scripts": 2, "links": 1, "forms": 1}


def test_cells_that_are_merged_leave_an_empty_place():
    pasted = paste("<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td colspan=2>d</table>")
    assert pasted.markdown == "| a | b |\n| --- | --- |\n|  | c |\n| d |  |"
    assert pasted.report.dropped["merged_cells"] == 2


def test_a_table_of_one_cell_is_a_box_and_its_text_stays_text():
    assert paste("<table><tr><td><p>eins</p><ul><li>zwei</ul></td></tr></table>").markdown == "eins\n\n- zwei"


def test_tracked_changes_and_comments_of_word_are_settled():
    pasted = paste(
        "<p>Neu <ins>hier</ins><del>alt</del><span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>"
        "[A1]</a></span>.</p>"
    )
    assert pasted.markdown == "Neu hier."
    assert pasted.report.dropped == {"deletions": 1, "comments": 1}


def test_plain_text_keeps_its_paragraphs_and_lines():
    pasted = paste("Erste Zeile\r\nzweite # Zeile\r\n\r\n# kein Titel\n\n1. kein Punkt")
    assert pasted.markdown == "Erste Zeile  \nzweite # Zeile\n\n\\# kein Titel\n\n1\\. kein Punkt"


NASTY = st.text(alphabet=st.sampled_from("ab 1.#*_`[]()!<>|\\&;:/-+^=~{}\n\"'"), max_size=60)


@given(NASTY)
def test_words_that_read_like_markdown_stay_words(text):
    """Rendered, the pasted words are the words; and no reader of ours sees a block, a footnote or a link in them."""
    written = paste_text(text).markdown
    assert text_of(read_markdown(written)).split() == text.split()
    found = split(written)
    assert not found.footnotes
    assert all(block.kind == "prose" for block in found.blocks)


@given(NASTY)
def test_a_line_survives_alone(text):
    line = plain(text.replace("\n", " "))
    assert text_of(read_markdown(write_line(line))) == words(line)


def test_more_than_anybody_pastes_is_refused_at_once():
    with pytest.raises(TooLargeError):
        paste("<p>" + "x" * MOST_CHARACTERS)
    with pytest.raises(TooLargeError):
        paste("<p>x" * 200_000)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000 + "x",
        "<table><tr><td>" * 9_000 + "x",
        "<ul><li>" * 15_000 + "x",
        "<p>" + "[" * 20_000,
        "&#0;" * 9,
    ],
)
def test_hostile_html_ends_soon(source):
    soon(2, lambda: paste(source))


def test_nothing_gives_nothing():
    assert paste("").markdown == paste("<p></p>").markdown == paste("<!-- x -->").markdown == ""
