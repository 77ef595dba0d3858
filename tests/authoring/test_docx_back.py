"""A module goes out to Word and comes back: what was not touched keeps its bytes, the rest is listed block by block."""

import io
import re
import zipfile

import pytest

from elearn.authoring.exchange.docx_accept import accepted, overtaken
from elearn.authoring.exchange.docx_back import read_back
from elearn.authoring.exchange.docx_compare import Change, Kind, compare
from elearn.authoring.exchange.docx_out import write_module
from elearn.core.languages import LANGUAGES
from tests.authoring.outgoing import MODULES, one_language, outgoing, two_columns

LESSON = """---
title: "Un titolo"
summary: Breve.
---
Il primo *paragrafo*, con un [termine](term:outcome) e una nota.[^a]

/// trainer | Marta
Prima riga
che va a capo.
///

- uno
- due

| A | B |
|---|--:|
| c | 1 |

/// media | x.svg
    alt: Un disegno
    caption: Una *didascalia*.
///

[^a]: La nota.
"""
PATH = "modules/prova/lessons/a/it.md"


def edited(data: bytes, *changes: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """The file after somebody changed its XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == part:
                text = body.decode()
                for before, after in changes:
                    assert re.search(before, text), before
                    text = re.sub(before, after, text, count=0 if not after else 1, flags=re.S)
                body = text.encode()
            new.writestr(name, body)
    return out.getvalue()


def sent(text: str = LESSON):
    return outgoing("prova", "it", {PATH: text})


def back(*changes: tuple[str, str], text: str = LESSON, part: str = "word/document.xml") -> tuple[Change, ...]:
    base = sent(text)
    return compare(read_back(edited(write_module(base), *changes, part=part)), base)


@pytest.mark.parametrize(("place", "module"), list(enumerate(MODULES)))
def test_a_shipped_module_that_comes_back_unchanged_yields_no_change(place, module):
    base = one_language(module, LANGUAGES[place % len(LANGUAGES)])
    assert compare(read_back(write_module(base)), base) == ()


@pytest.mark.parametrize(("place", "module"), list(enumerate(MODULES)))
def test_so_do_two_columns(place, module):
    base = two_columns(module, LANGUAGES[1 + place % (len(LANGUAGES) - 1)])
    assert compare(read_back(write_module(base)), base) == ()


def test_a_changed_word_changes_one_block_and_nothing_else():
    (change,) = back((">Il primo <", ">Il secondo <"))
    assert (change.kind, change.block) == (Kind.CHANGED, "0")
    assert change.after == "Il secondo *paragrafo*, con un [termine](term:outcome) e una nota.[^a]"
    assert accepted(LESSON, LESSON, [change]) == LESSON.replace("Il primo", "Il secondo")


def test_a_title_changes_in_the_front_matter_and_its_quotes_stay():
    (change,) = back((">Un titolo<", ">Altro: titolo<"))
    assert accepted(LESSON, LESSON, [change]) == LESSON.replace("Un titolo", "Altro: titolo")


def test_a_callout_keeps_its_kind_and_a_caption_its_emphasis():
    title, caption = back((">Marta<", ">Luca<"), (">Una <", ">La <"))
    assert title.after == "/// trainer | Luca\nPrima riga\nche va a capo.\n///"
    assert caption.after.endswith("    alt: Un disegno\n    caption: La *didascalia*.\n///")


def test_a_table_keeps_how_its_columns_are_aligned():
    (change,) = back((">c<", ">d<"))
    assert change.after == "| A | B |\n|---|--:|\n| d | 1 |"


def test_a_footnote_changes_with_the_block_that_refers_to_it():
    (change,) = back((">La nota.<", ">La nota, nuova.<"), part="word/footnotes.xml")
    assert change.notes == {"a": "[^a]: La nota, nuova."}
    assert accepted(LESSON, LESSON, [change]) == LESSON.replace("La nota.", "La nota, nuova.")


def test_a_paragraph_that_somebody_added_stands_where_it_was_put():
    new = r"</w:sdt><w:p><w:r><w:t>Nuovo!</w:t></w:r></w:p>\1"
    (change,) = back((r'</w:sdt>(<w:sdt><w:sdtPr><w:alias w:val="\[prose\]"/><w:tag w:val="q:1:it:2:)', new))
    assert (change.kind, change.after) == (Kind.ADDED, "Nuovo!")
    assert accepted(LESSON, LESSON, [change]) == LESSON.replace("- uno", "Nuovo!\n\n- uno")


CONTROL = r'(<w:sdt><w:sdtPr><w:alias w:val="[^"]*"/><w:tag w:val="q:1:it:%s:a"/>.*?</w:sdt>)'


def test_a_block_that_is_lost_goes_and_its_footnote_too():
    (change,) = back((CONTROL % "0", ""))
    assert (change.kind, change.block) == (Kind.LOST, "0")
    left = accepted(LESSON, LESSON, [change])
    assert "Il primo" not in left
    assert "[^a]" not in left


def test_a_block_that_was_moved_is_listed_once():
    (change,) = back((CONTROL % "2" + CONTROL % "3", r"\2\1"))
    assert change.kind is Kind.MOVED
    moved = accepted(LESSON, LESSON, [change])
    assert moved.index("| A | B |") < moved.index("- uno")
    assert sorted(moved.split()) == sorted(LESSON.split())


def test_what_somebody_wrote_meanwhile_stays_and_what_both_changed_is_named():
    meanwhile = LESSON.replace("- due", "- due\n- tre").replace("Il primo", "Il terzo")
    changes = back((">Il primo <", ">Il secondo <"), (">c<", ">d<"))
    assert overtaken(LESSON, meanwhile, changes) == {changes[0].key}
    assert accepted(LESSON, meanwhile, [changes[1]]) == meanwhile.replace("| c", "| d")


def test_word_may_drop_the_bookmarks_and_libreoffice_the_tags():
    base = sent()
    data = write_module(base)
    no_tags = edited(data, (r'<w:tag w:val="[^"]*"/>', ""))
    no_marks = edited(data, (r"<w:bookmark(Start|End)[^>]*/>", ""))
    assert compare(read_back(no_tags), base) == compare(read_back(no_marks), base) == ()


def test_what_somebody_types_between_two_paragraphs_of_a_callout_belongs_to_it():
    text = "---\ntitle: T\n---\n/// note\nEins.\n\nZwei.\n///\n"
    base = sent(text)
    bare = re.compile(r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>")
    data = edited(write_module(base), (r">Eins\.<(.*?)</w:p>", r">Eins.<\1</w:p><w:p><w:r><w:t>Neu.</w:t></w:r></w:p>"))
    (change,) = compare(read_back(edited(data, (bare.pattern, ""))), base)
    assert change.after == "/// note\nEins.\n\nNeu.\n\nZwei.\n///"


def test_two_tables_that_touch_stay_two():
    table = "| A | B |\n| --- | --- |\n| c | d |\n"
    data = write_module(sent(f"---\ntitle: T\n---\n{table}\n{table}"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    assert re.search(r"</w:tbl></w:sdtContent></w:sdt><w:p>", text)
