"""Files of Word, LibreOffice and Google Docs become drafts of lessons; hostile ones are refused in words, and soon."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches
from PIL import Image

from elearn.authoring.exchange.docx_in import read_docx
from elearn.core.refused import RefusedError
from tests.timing import soon

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(body: str, **parts: str) -> bytes:
    """A file by hand: a body, and other parts by name (styles, numbering, footnotes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        links = "".join(f'<Relationship Id="r{one}" Type="{KIND}/{one}" Target="{one}.xml"/>' for one in parts)
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{RELS}">{links}</Relationships>')
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def text_of(data: bytes) -> str:
    (lesson,) = read_docx(data, "prova.docx").lessons
    return lesson.body(lambda question: f"<{question.stem}>", lambda picture: f"<{picture.name}: {picture.alt}>")


def test_word_headings_begin_lessons_and_lists_tables_and_looks_stay():
    document = docx.Document()
    document.add_heading("Il corso", 0)
    document.add_heading("Prima", 1)
    document.add_heading("Sezione", 2)
    paragraph = document.add_paragraph("Un ")
    paragraph.add_run("forte").bold = True
    paragraph.add_run(" e ")
    paragraph.add_run("piano").italic = True
    document.add_paragraph("uno", style="List Bullet")
    document.add_paragraph("sotto", style="List Bullet 2")
    document.add_paragraph("primo", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip([cell for row in table.rows for cell in row.cells], "ABCD", strict=True):
        cell.text = text
    document.add_heading("Seconda", 1)
    document.add_paragraph("# non un titolo")
    draft = read_docx(saved(document), "x.docx")
    assert (draft.title, [lesson.title for lesson in draft.lessons]) == ("Il corso", ["Prima", "Seconda"])
    first, second = (lesson.body(str, str) for lesson in draft.lessons)
    assert first == (
        "## Sezione\n\nUn **forte** e *piano*\n\n- uno\n    - sotto\n\n1. primo\n\n| A | B |\n| --- | --- |\n| C | D |"
    )
    assert second == r"\# non un titolo"
    assert draft.report.kept["lessons"] == 2


def test_a_picture_comes_with_what_its_author_said_of_it():
    picture = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph("Guarda:")
    shape = document.add_picture(io.BytesIO(picture.getvalue()), Inches(1))
    shape._inline.docPr.set("descr", "Un campo rosso")
    draft = read_docx(saved(document), "x.docx")
    assert draft.pictures == {"image1.png": picture.getvalue()}
    assert text_of(saved(document)) == "Guarda:\n\n<image1.png: Un campo rosso>"


def test_tracked_changes_are_settled_and_comments_counted():
    document = docx.Document()
    paragraph = document.add_paragraph("Era ")
    for tag, text in (("w:ins", "nuovo"), ("w:del", "vecchio")):
        change, run = OxmlElement(tag), OxmlElement("w:r")
        words = OxmlElement("w:t" if tag == "w:ins" else "w:delText")
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    note = OxmlElement("w:commentReference")
    note.set(qn("w:id"), "1")
    paragraph.add_run()._r.append(note)
    draft = read_docx(saved(document), "x.docx")
    assert draft.lessons[0].parts == ("Era nuovo",)
    assert draft.report.kept["insertions"] == 1
    assert (draft.report.dropped["deletions"], draft.report.dropped["comments"]) == (1, 1)


def test_libreoffice_numbers_by_a_list_of_its_own_and_names_its_styles_otherwise():
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/></w:lvl>'
        for level, kind in enumerate(("decimal", "bullet"))
    )
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    quote = '<w:p><w:pPr><w:pStyle w:val="Quotations"/></w:pPr><w:r><w:t>detto</w:t></w:r></w:p>'
    note = '<w:p><w:r><w:t>Nota</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    found = text_of(
        packed(
            item.format(0, "uno") + item.format(1, "sotto") + item.format(0, "due") + quote + note,
            numbering=f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
            '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>',
            styles=f'<w:styles {W}><w:style w:styleId="Quotations"><w:name w:val="Quotations"/></w:style></w:styles>',
            footnotes=f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t> Qui.</w:t></w:r></w:p>'
            "</w:footnote></w:footnotes>",
        )
    )
    assert found == "1. uno\n    - sotto\n2. due\n\n> detto\n\nNota[^n1]\n\n[^n1]: Qui."


def test_google_docs_writes_links_as_fields_and_looks_into_every_run():
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:rPr><w:b w:val="1"/></w:rPr>'
        "<w:t>Titolo</w:t></w:r></w:p>"
        '<w:p><w:r><w:rPr><w:b w:val="0"/><w:color w:val="ff0000"/></w:rPr><w:t xml:space="preserve">Vedi </w:t></w:r>'
        + field.format("begin")
        + '<w:r><w:instrText> HYPERLINK "https://example.org" </w:instrText></w:r>'
        + field.format("separate")
        + "<w:r><w:t>qui</w:t></w:r>"
        + field.format("end")
        + "</w:p>"
    )
    styles = f'<w:styles {W}><w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>'
    assert text_of(packed(body, styles=styles)) == "## Titolo\n\nVedi [qui](https://example.org)"


def paragraphs(*lines: str) -> bytes:
    return packed("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines))


def test_questions_in_the_plain_form_become_questions():
    draft = read_docx(
        paragraphs(
            "Intro", "Quale è un output?", "A) Un corso", "*B) Tre essiccatoi", "Motivo: Esiste.", "C) Pace", "Fine"
        ),
        "x.docx",
    )
    first, question, last = draft.lessons[0].parts
    assert (first, last) == ("Intro", "Fine")
    assert question.key("output").right == "b"
    words = question.words()
    assert (words.stem, words.options["b"].text, words.options["b"].reason) == (
        "Quale è un output?",
        "Tre essiccatoi",
        "Esiste.",
    )
    assert draft.report.kept["questions"] == 1


@pytest.mark.parametrize("label", ["Reason", "Motivo", "Razón", "Raison ", "Grund", "Begründung"])
def test_reasons_are_known_in_five_languages_and_several_answers_may_be_right(label):
    (question,) = (
        read_docx(paragraphs("Welche?", "*a) eins", f"{label}: darum", "b)* zwei", "c) drei"), "x").lessons[0].parts
    )
    assert question.key("x").right == ("a", "b")
    assert question.options[0].reason == "darum"


def test_options_without_a_star_stay_text():
    (text,) = read_docx(paragraphs("Welche?", "A) eins", "B) zwei"), "x.docx").lessons[0].parts
    assert text == "Welche?\n\nA) eins\n\nB) zwei"


# --- hostile files -----------------------------------------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in {"[Content_Types].xml": b"<Types/>", **parts}.items():
            archive.writestr(name, body)
    return out.getvalue()


LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document ' + W.encode() + b">&b;</w:document>"
OUTSIDE = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document ' + W.encode() + b">&a;</w:document>"
DEEP = b"<w:document " + W.encode() + b"><w:body>" + b"<w:sdt><w:sdtContent>" * 20_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no_archive"),
        (b"%PDF-1.7", "no_archive"),
        (b"PK\x03\x04broken", "broken_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_or_locked"),
        (zipped(**{"content.xml": b"<a/>"}), "open_document"),
        (zipped(**{"xl/workbook.xml": b"<a/>"}), "no_document"),
        (zipped(**{"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), "macros"),
        (zipped(**{"word/document.xml": b"<a/>", "../../evil.xml": b"<a/>"}), "broken_file"),
        (zipped(**{"word/document.xml": LAUGHS}), "broken_file"),
        (zipped(**{"word/document.xml": OUTSIDE}), "broken_file"),
        (zipped(**{"word/document.xml": DEEP}), "broken_file"),
        (zipped(**{"word/document.xml": b" " * 90_000_000}), "unpacks_too_large"),
        (paragraphs("wort " * 2_000_000), "unpacks_too_large"),
        (packed("<w:p/>" * 500_000), "unpacks_too_large"),
        (bytes(30_000_000), "too_large"),
    ],
)
def test_a_hostile_file_is_refused_by_name_and_soon(data, code):
    assert soon(2, lambda: refusal(data)) == code


def refusal(data):
    with pytest.raises(RefusedError) as refused:
        read_docx(data, "x.docx")
    return refused.value.code


def test_ten_megabytes_of_true_text_are_refused_within_two_seconds_and_bounded_memory():
    data = paragraphs(*(f"{number} {number * 7919 % 1_000_003} " * 40 for number in range(16_000)))
    tracemalloc.start()
    assert soon(2, lambda: refusal(data)) == "too_much_text"
    assert tracemalloc.get_traced_memory()[1] < 150_000_000
    tracemalloc.stop()


def huge_png(side: int) -> bytes:
    """A picture that says that it is huge."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))


def test_a_picture_of_thirty_thousand_pixels_and_drawings_of_windows_are_left_and_listed():
    document = docx.Document()
    picture = io.BytesIO()
    Image.new("RGB", (20, 10)).save(picture, "PNG")
    document.add_picture(io.BytesIO(picture.getvalue()))
    data, out = saved(document), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, huge_png(30_000) if name.startswith("word/media/") else old.read(name))
    draft = read_docx(out.getvalue(), "x.docx")
    assert draft.pictures == {}
    assert draft.report.dropped["huge_pictures"] == 1
