"""What comes out of the clipboard of each program: clean Markdown, and a report of what was kept and dropped."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.exchange.from_markdown import read_markdown
from elearn.authoring.exchange.pasting import MOST_CHARACTERS, TooLargeError, paste, paste_text
from elearn.authoring.exchange.rich import plain, text_of, words
from elearn.authoring.exchange.rich_markdown import write_line
from elearn.markup.blocks import split

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm;} --></style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head>
<body lang=IT style='tab-interval:36.0pt'><!--StartFragment-->
<h1><span lang=EN-GB style='font-family:"Calibri Light";color:#2F5496'>Il mercato<o:p></o:p></span></h1>
<p class=MsoNormal>Ogni <b style='mso-bidi-font-weight:normal'>mese</b> le socie
contano.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>pomodori</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span><span
style='mso-list:Ignore'>o<span>&nbsp;&nbsp;</span></span></span><![endif]>secchi</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>mango</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>&nbsp;</span></span>terzo</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>4.<span>&nbsp;</span></span>quarto</p>
<table class=MsoTableGrid border=1><tr><td width=10><p class=MsoNormal><b>Mese</b></p></td><td><p>Euro</p></td></tr>
<tr><td><p class=MsoNormal>Maggio<o:p></o:p></p></td><td><p class=MsoNormal>38 | 40</p></td></tr></table>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><img width=100 src="file:///C:/Temp/clip_image001.png"></p>
<div style='mso-element:footnote-list'><hr align=left size=1><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span
class=MsoFootnoteReference>[1]</span></a> Dal registro di <i>vendita</i>.</p></div></div>
<!--EndFragment--></body></html>"""

GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr"><span
style="font-size:16pt;color:#000000;font-weight:400">Un titolo</span></h2><p dir="ltr"><span
style="font-weight:700">Forte</span><span style="font-weight:400"> e </span><span
style="font-style:italic;font-weight:400">piano</span>, <a
href="https://www.google.com/url?q=https://example.org/a_b&amp;sa=D"><span>qui</span></a></p><ul><li dir="ltr"><p><span>uno</span></p></li><ul><li><p>due</p></li></ul></ul>
<br /></b>"""

LIBREOFFICE = """<!DOCTYPE html><html><head><title></title><meta name="generator" content="LibreOffice 7.4"/></head>
<body lang="de-DE"><h2 class="western">Überschrift</h2><p style="line-height: 100%"><font color="#ff0000"><font
face="Liberation Serif, serif"><b>Rot</b></font></font> und normal<a class="sdfootnoteanc" name="sdfootnote1anc"
href="#sdfootnote1sym"><sup>1</sup></a>.</p><ol start="2"><li><p>zwei</p></li></ol>
<div id="sdfootnote1"><p class="sdfootnote-western"><a class="sdfootnotesym" name="sdfootnote1sym"
href="#sdfootnote1anc">1</a>Die Note.</p></div></body></html>"""


def test_word_keeps_its_headings_lists_tables_and_footnotes():
    pasted = paste(WORD)
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
    assert paste(GOOGLE).markdown == (
        "## Un titolo\n\n**Forte** e *piano*, [qui](https://example.org/a_b)\n\n- uno\n    - due"
    )


def test_libreoffice_keeps_numbers_and_notes():
    assert paste(LIBREOFFICE).markdown == (
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
    ["<div>" * 20_000 + "x", "<table><tr><td>" * 9_000 + "x", "<ul><li>" * 15_000 + "x", "<p>" + "[" * 20_000, "&#0;" * 9],
)
def test_hostile_html_ends_soon(source):
    begun = time.perf_counter()
    paste(source)
    assert time.perf_counter() - begun < 2


def test_nothing_gives_nothing():
    assert paste("").markdown == paste("<p></p>").markdown == paste("<!-- x -->").markdown == ""
