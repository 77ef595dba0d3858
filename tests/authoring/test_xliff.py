"""XLIFF out and in: nothing changes on the way, and files changed by programs are read as far as they can be."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.authoring.exchange.xliff import Unit, XliffFile, write_xliff
from elearn.authoring.exchange.xliff_reading import SentUnit, read_xliff, words_of
from elearn.authoring.rules.codes import Code, pieces_of
from elearn.authoring.rules.desk import Files, State
from elearn.authoring.rules.desk_saving import desk_of
from elearn.authoring.rules.things import thing_of
from elearn.core.refused import RefusedError

CONTENT = Path(__file__).parents[2] / "content"
SOURCE = "Un [progetto](term:project) **promette** molto.[^a]\n\n[^a]: La *carta*."
TARGET = "**Beaucoup**, un [projet](term:project) le promet.[^a]\n\n[^a]: Le papier."
VERSIONS = ["2.1", "1.2"]


def sent(xml: bytes) -> SentUnit:
    return read_xliff(xml)[0].units[0]


def out(version: str, source: str = SOURCE, target: str = TARGET, state: State = State.DONE) -> str:
    unit = Unit("3", source, target, state, ("progetto = projet",))
    return write_xliff([XliffFile("modules/m/lessons/l", "d" * 64, "it", "fr", (unit,))], version).decode()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_part_goes_out_and_comes_back(version: str) -> None:
    (file,) = read_xliff(out(version).encode())
    assert (file.folder, file.digest, file.language) == ("modules/m/lessons/l", "d" * 64, "fr")
    assert file.units[0].key == "3"
    assert file.units[0].is_final
    words, problems = words_of(file.units[0], SOURCE)
    assert words == TARGET
    assert [one.params["codes"] for one in problems] == ["*…*"]


@pytest.mark.parametrize("version", VERSIONS)
def test_marks_are_codes_and_terms_are_notes(version: str) -> None:
    xml = out(version)
    assert "(term:project)" not in re.sub(r"<data .*?</data>|equiv-text=\S+|disp=\S+", "", xml)
    assert "progetto = projet" in xml


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_not_translated_comes_back_as_nothing(version: str) -> None:
    assert sent(out(version, target="", state=State.MISSING).encode()).pieces is None


def test_a_program_split_the_segment_renamed_the_namespace_and_turned_codes_round() -> None:
    xml = """<?xml version="1.0"?><x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" xmlns:q="urn:q" version="2.0"
 trgLang="fr-FR" srcLang="it"><x:file q:tool="yes" original="modules/m/lessons/l#dd" id="f1"><x:group id="g"><x:unit
 q:done="1" name="3" id="u1"><x:segment state="final" id="1"><x:source>Un <x:pc id="1">p</x:pc></x:source><x:target
>Un <x:sc id="1"/>projet<x:ec startRef="1"/></x:target></x:segment><x:ignorable><x:source> </x:source></x:ignorable
><x:segment id="2" state="final"><x:source>b<x:ph id="3"/></x:source><x:target><x:mrk id="m"
 type="q:x">promet</x:mrk><x:ph id="3"/></x:target></x:segment></x:unit></x:group></x:file></x:xliff>"""
    (file,) = read_xliff(xml.encode())
    words, _problems = words_of(file.units[0], SOURCE)
    assert file.language == "fr"
    assert words == "Un [projet](term:project) promet[^a]"


def test_old_programs_write_halves_of_pairs() -> None:
    target = '<target state="final">Un <bpt id="1">[</bpt>projet<ept id="1">]</ept><x id="3"/></target>'
    xml = re.sub(r"<target.*?</target>", target, out("1.2"), flags=re.DOTALL)
    assert words_of(sent(xml.encode()), SOURCE)[0] == "Un [projet](term:project)[^a]"


def test_a_part_that_is_only_half_translated_is_told() -> None:
    xml = out("2.1").replace("</segment>", "</segment><segment><source>E poi.</source></segment>")
    assert [one.code for one in words_of(sent(xml.encode()), SOURCE)[1]] == ["xliff_cut"]


def test_codes_that_nobody_knows_are_told() -> None:
    xml = out("2.1").replace("</target>", '<ph id="77"/></target>')
    words, problems = words_of(sent(xml.encode()), SOURCE)
    assert words is None
    assert [(one.code, one.params["codes"]) for one in problems] == [("xliff_code_unknown", "77")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><xliff version='2.1'/>", "document_type"),
        (b"<html/>", "no_xliff"),
        (b"<xliff><file>", "broken_xml"),
        (b"<xliff>" + b"<a/>" * 400_000 + b"</xliff>", "too_many_elements"),
        (b" " * (8 * 2**20 + 1), "too_large"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><xliff>&a;</xliff>".encode("utf-16"), "document_type"),
    ],
)
def test_hostile_files_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_xliff(data)
    assert refused.value.code == code


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_that_ships_comes_back_as_it_went(version: str) -> None:
    for translation in sorted(CONTENT.glob("**/fr.*")):
        found = thing_of(str(translation.relative_to(CONTENT)))
        if found is None or not (source := translation.with_stem("it")).is_file():
            continue
        thing, text = found[0], source.read_text()
        segments = [one for one in desk_of(thing, Files(text, text, translation.read_text())).segments if one.has_words]
        units = tuple(Unit(one.key, one.source, one.words, one.state) for one in segments)
        (file,) = read_xliff(write_xliff([XliffFile(thing.folder, "", "it", "fr", units)], version))
        back = {unit.key: words_of(unit, one.source)[0] for unit, one in zip(file.units, segments, strict=True)}
        assert back == {one.key: one.words for one in segments}, translation


TEXTS = st.lists(
    st.sampled_from(
        ["**a**", "*b*", "[c](term:d)", "[^e]", "`f`", " | ", "\n", "- ", "/// note | T\n", "## ", "g", "é<&>", "{x}"]
    ),
    max_size=12,
).map("".join)


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back_as_it_went(source: str, target: str) -> None:
    source = "x " + source
    for version in VERSIONS:
        words, _ = words_of(sent(out(version, source, target).encode()), source)
        assert words == (target if target.strip() else None)


@given(st.text(max_size=60))
def test_pieces_are_the_text(text: str) -> None:
    def flat(pieces: tuple[str | Code, ...]) -> str:
        return "".join(one if isinstance(one, str) else one.start + flat(one.inner or ()) + one.end for one in pieces)

    assert flat(pieces_of(text)) == text
