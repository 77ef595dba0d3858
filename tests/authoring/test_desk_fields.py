"""The fields of the translation desk: words only, and everything else from the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.rules.desk import Files
from elearn.authoring.rules.desk_fields import (
    WHOLE,
    fields_of,
    flowing,
    spoken,
    values_of,
    wanting,
    with_source,
    words_of,
)
from elearn.authoring.rules.desk_saving import opened_as
from elearn.authoring.rules.desk_text import text_desk, text_faults
from elearn.catalogue.rules.freshness import shape
from elearn.markup.blocks import split
from tests.authoring.test_desk_text import model_of, shipped

HEADING = "## Il calendario"
CASE = "/// case | Tre settimane dopo\nAmara torna.\n\n- una voce\n///"
MEDIA = "/// media | alveare.svg\n    alt: Un alveare.\n    decorative: no\n    caption: Le api\n///"
TURN = "/// turn\n    minutes: 5\n    sheet: cash-flow\nApri il piano.\n\n1. Segna le date.\n2. Conta.\n///"
DONE_TURN = "/// turn\n    minutes: 5\n    sheet: cash-flow\nAuf.\n\n1. Schreibe.\n2. Zähle.\n///"
CHECKLIST = "/// checklist | Prima\n- uno\n- due\n///"
TABLE = "| Quando | Che cosa |\n| --- | --: |\n| Oggi | 1.200 |\n|  | a \\| b |"
NOTED = "Chi presta.[^a]\n\n[^a]: La carta,\nin due righe."
LIST = "- una voce\n- un'altra,\n  più lunga\n- la terza"
BLOCKS = (HEADING, CASE, MEDIA, TURN, CHECKLIST, TABLE, NOTED, LIST, "Un paragrafo.")


def names(source: str) -> list[tuple[str, str]]:
    return [(one.name, one.label) for one in fields_of(source, "")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (HEADING, [("", "heading")]),
        (CASE, [("title", "title"), ("text", "text")]),
        ("/// trainer | Marta\nCiao.\n///", [("title", "name"), ("text", "text")]),
        ("/// note\nCiao.\n///", [("", "text")]),
        (MEDIA, [("alt", "alt"), ("caption", "caption")]),
        (TURN, [("", "text")]),
        (CHECKLIST, [("title", "title"), ("text", "lines")]),
        (TABLE, [("c-0-0", "cell"), ("c-0-1", "cell"), ("c-1-0", "cell"), ("c-1-1", "cell"), ("c-2-1", "cell")]),
        (NOTED, [("text", "text"), ("note-1", "note")]),
    ],
)
def test_each_kind_has_fields_for_its_words(source: str, expected: list[tuple[str, str]]) -> None:
    assert names(source) == expected


@pytest.mark.parametrize(
    ("source", "typed", "words"),
    [
        (HEADING, {"": "Der Kalender"}, "## Der Kalender"),
        (HEADING, {"": "### Der\r\nKalender "}, "## Der Kalender"),
        (
            CASE,
            {"title": "Drei Wochen", "text": "Sie kommt.\n\nein Punkt"},
            "/// case | Drei Wochen\nSie kommt.\n\n- ein Punkt\n///",
        ),
        ("/// note\nCiao.\n///", {"": "Hallo."}, "/// note\nHallo.\n///"),
        ("/// note\nCiao.\n///", {"": "/// note\nHallo.\n///"}, "/// note\nHallo.\n///"),
        (
            MEDIA,
            {"alt": '"Ein" Korb', "caption": ""},
            '/// media | alveare.svg\n    alt: "Ein" Korb\n    decorative: no\n///',
        ),
        (TURN, {"": "Auf.\n\nSchreibe.\nZähle."}, DONE_TURN),
        (
            CHECKLIST,
            {"title": "Vorher", "text": "eins\nzwei\ndrei"},
            "/// checklist | Vorher\n- eins\n- zwei\n- drei\n///",
        ),
        (
            TABLE,
            {"c-0-0": "Wann", "c-0-1": "Was", "c-1-0": "Heute", "c-1-1": "", "c-2-1": "c | d"},
            "| Wann | Was |\n| --- | --: |\n| Heute | 1.200 |\n|  | c \\| d |",
        ),
        (NOTED, {"text": "Wer leiht.", "note-1": "Das Papier."}, "Wer leiht.[^a]\n\n[^a]: Das Papier."),
        (NOTED, {"text": "Wer[^a] leiht.", "note-1": "Das\n\nPapier."}, "Wer[^a] leiht.\n\n[^a]: Das\n\n    Papier."),
        (LIST, {"": "eins\n- zwei\ndrei"}, "- eins\n- zwei\n- drei"),
        (LIST, {"": "nur ein Satz"}, "nur ein Satz"),
    ],
)  # fmt: skip
def test_typed_words_go_into_the_block_of_the_source(source: str, typed: dict[str, str], words: str) -> None:
    assert words_of(source, typed) == words


@pytest.mark.parametrize("source", BLOCKS)
def test_nothing_typed_is_nothing_translated_and_copying_gives_the_source(source: str) -> None:
    empty = values_of(fields_of(source, ""))
    assert words_of(source, empty) == ""
    assert words_of(source, with_source(source, empty)) == source


def test_figures_stand_there_already() -> None:
    fields = {one.name: one.value for one in fields_of(TABLE, "")}
    assert fields == {"c-0-0": "", "c-0-1": "", "c-1-0": "", "c-1-1": "1.200", "c-2-1": ""}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (MEDIA, MEDIA.replace("    decorative: no\n", "")),
        (CASE, "/// case | Drei\nSie.\n///\n\n[^x]: Eine Fußnote."),
        (TABLE, "| A | B |\n|---|---|\n| C | D |"),
        (HEADING, "### Der Kalender"),
        ("Un paragrafo.", "Eins.\n\nZwei."),
    ],
)
def test_words_that_no_field_could_hold_are_shown_as_they_are_written(source: str, words: str) -> None:
    fields = fields_of(source, words)
    assert [one.name for one in fields] == [WHOLE]
    assert words_of(source, values_of(fields)) == words


def test_fields_without_words_are_named_where_the_source_says_something() -> None:
    typed = {"c-0-0": "Wann", "c-1-0": "Heute", "c-1-1": "", "c-2-1": "c"}
    assert [one.name for one in wanting(TABLE, typed)] == ["c-0-1"]


def test_what_is_told_of_a_block_are_its_words() -> None:
    assert spoken(MEDIA) == "Un alveare.\n\nLe api"
    assert spoken(HEADING) == "Il calendario"


def test_all_that_ships_is_shown_in_fields_and_comes_back_byte_for_byte() -> None:
    for path, source, translation in shipped():
        for one in text_desk(Files(source, source, translation), model_of(path)).segments:
            if one.key.isdecimal() and one.has_words:
                fields = fields_of(one.source, one.words)
                assert words_of(one.source, values_of(fields)) == one.words, (path, one.key)
                assert fields[0].name != WHOLE, (path, one.key)
                shown = words_of(one.source, values_of(flowing(fields)))
                assert opened_as(one.key, shown) == opened_as(one.key, one.words), (path, one.key)


WORDS = st.text("aà .,|#-\n[]:'\"1/", min_size=1, max_size=30)


@given(st.sampled_from(BLOCKS), st.data())
def test_whatever_is_typed_stays_in_its_block_or_is_refused_and_shown_again(source: str, data: st.DataObject) -> None:
    values = {one.name: data.draw(WORDS) for one in fields_of(source, "")}
    words = words_of(source, values)
    again = fields_of(source, words)
    assert words_of(source, values_of(again)) == words
    desk = text_desk(Files(f"---\ntitle: T\n---\n{source}\n"), model_of("modules/a/lessons/b/it.md"))
    if words and not text_faults(desk.segments[1], words):
        assert shape(split(words).blocks[0]) == shape(split(source).blocks[0])
