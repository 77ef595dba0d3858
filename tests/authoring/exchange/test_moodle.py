"""Moodle XML: what ours becomes and comes back, and what Moodle itself writes."""

import pytest

from elearn.authoring.exchange.questions.moodle_reading import read_moodle
from elearn.authoring.exchange.questions.moodle_writing import write_moodle
from elearn.authoring.exchange.questions.values import ForeignQuestion
from elearn.catalogue.rules.quiz_values import (
    GapKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SingleKey,
)
from elearn.core.refused import RefusedError
from tests.authoring.exchange.meaning import meaning, shipped, without_reasons

WHOLE = ("single", "several", "true_false", "number", "ordering", "gap", "short_text")


def question(kind: str, inside: str, stem: str = "<p>Which?</p>") -> str:
    return (
        f'<question type="{kind}"><name><text>My question</text></name>'
        f'<questiontext format="html"><text><![CDATA[{stem}]]></text></questiontext>{inside}</question>'
    )


def one(kind: str, inside: str, stem: str = "<p>Which?</p>", language: str = "en") -> tuple[ForeignQuestion, set[str]]:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- question: 12 -->\n<quiz>{question(kind, inside, stem)}</quiz>'
    found = read_moodle(text.encode(), language)
    assert len(found.questions) == 1, found.notes
    return found.questions[0], {note.code for note in found.notes} - {"reasons_missing"}


def answer(text: str, fraction: str, feedback: str = "", more: str = "") -> str:
    return (
        f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>'
        f"<feedback format='html'><text>{feedback}</text></feedback>{more}</answer>"
    )


@pytest.mark.parametrize("language", ["it", "en", "es", "fr", "de"])
def test_each_question_that_ships_comes_back_whole_or_says_what_stays_behind(language: str) -> None:
    for asked in shipped(language):
        written = write_moodle([asked], language)
        codes = {note.code for note in written.notes} - {"country_lost", "spelling_stricter"}
        back = read_moodle(written.data, language).questions
        if asked.key.kind in WHOLE:
            assert [meaning(found, language) for found in back] == [meaning(asked, language)]
            assert not codes
        elif asked.key.kind == "matching":
            assert [meaning(found, language) for found in back] == [meaning(without_reasons(asked), language)]
            assert codes == {"reasons_lost"}
        else:
            assert codes & {"groups_as_matching", "scenario_parted"}


def test_choices_with_feedback_fractions_and_tags() -> None:
    inside = (
        "<generalfeedback format='html'><text>In general.</text></generalfeedback>"
        "<defaultgrade>3.0000000</defaultgrade>"
        "<penalty>0.3333333</penalty><hidden>0</hidden><single>true</single><shuffleanswers>true</shuffleanswers>"
        "<correctfeedback format='html'><text>Your answer is correct.</text></correctfeedback>"
        + answer("<p dir='ltr'>Five &lt; six<br></p>", "100", "&lt;b&gt;Yes&lt;/b&gt;")
        + answer("No", "0")
        + "<tags><tag><text>money</text></tag></tags>"
    )
    found, lost = one("multichoice", inside)
    words = found.words["en"]
    assert isinstance(found.key, SingleKey)
    assert found.key.marks == 3
    assert found.tags == ("money",)
    assert [(option.text, option.reason) for option in words.options.values()] == [
        ("Five < six", "**Yes**"),
        ("No", "In general."),
    ]
    assert lost == {"general_as_reason"}


def test_weights_of_several_right_options() -> None:
    inside = "<single>false</single>" + answer("a", "33.33333") + answer("b", "33.33333") + answer("c", "33.33333")
    found, lost = one("multichoice", inside + answer("d", "-33.33333"))
    assert isinstance(found.key, SeveralKey)
    assert not lost
    _found, lost = one("multichoice", inside + answer("d", "-50"))
    assert lost == {"weights_changed"}
    _found, lost = one("multichoice", "<single>1</single>" + answer("a", "100") + answer("b", "50"))
    assert lost == {"weights_lost"}


def test_texts_in_several_languages_become_words_in_each() -> None:
    stem = '<p><span lang="en" class="multilang">Which?</span><span lang="it" class="multilang">Quale?</span></p>'
    yes = '<span class="multilang" lang="it">sì</span> <span class="multilang" lang="en">yes</span>'
    no = "{mlang en}no{mlang}{mlang it}non{mlang}"
    found, lost = one("multichoice", answer(yes, "100") + answer(no, "0"), stem, "it")
    assert [found.words[language].stem for language in ("it", "en")] == ["Quale?", "Which?"]
    assert [option.text for option in found.words["it"].options.values()] == ["sì", "non"]
    assert [option.text for option in found.words["en"].options.values()] == ["yes", "no"]
    assert not lost
    assert one("multichoice", answer(yes, "100") + answer(no, "0"), stem, "de")[1] == {"language_missing"}


def test_numbers_with_units_and_short_answers_with_wildcards() -> None:
    inside = (
        answer("3.5", "100", "Right", "<tolerance>0.05</tolerance>")
        + answer("3", "50", "Almost", "<tolerance>0</tolerance>")
        + answer("*", "0", "Count again", "<tolerance>0</tolerance>")
        + "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit>"
        "<unit><multiplier>1000</multiplier><unit_name>m</unit_name></unit></units>"
    )
    found, lost = one("numerical", inside)
    assert isinstance(found.key, NumberKey)
    assert (found.key.right, found.key.tolerance, found.words["en"].unit) == (3.5, 0.05, "km")
    assert found.words["en"].reasons.wrong == "Count again"
    assert lost == {"answer_lost", "further_unit_lost"}
    found, lost = one("shortanswer", "<usecase>1</usecase>" + answer("Rome", "100") + answer("Ro*", "100"))
    assert found.words["en"].gaps["gap-a"].accepted == ("Rome",)
    assert lost == {"wildcard_lost", "case_lost"}


@pytest.mark.parametrize("kind", ["matching", "ddmatch"])
def test_pairs_with_a_distractor(kind: str) -> None:
    rows = [("Cat", "meows"), ("Dog", "barks"), ("", "sings")]
    inside = "".join(
        f"<subquestion format='html'><text>{item}</text><answer><text>{said}</text></answer></subquestion>"
        for item, said in rows
    )
    found, _lost = one(kind, "<shuffleanswers>0</shuffleanswers>" + inside)
    assert isinstance(found.key, MatchingKey)
    assert found.key.extra == ("answer-c",)


def test_embedded_answers() -> None:
    stem = (
        "<p>Fill in.</p><p>The capital is {1:SHORTANSWER:=Rome#Yes~%50%Roma#Almost~*#No}, in "
        "{:MULTICHOICE_V:~Spain#No\\}~=Italy#Yes &amp; yes}. Two and two is {2:NUMERICAL:=4:0.1#ok}.</p>"
    )
    found, lost = one("cloze", "", stem)
    words = found.words["en"]
    assert isinstance(found.key, GapKey)
    assert words.stem == "Fill in."
    assert words.text == "The capital is {gap-a}, in {gap-b}. Two and two is {gap-c}."
    assert words.gaps["gap-a"].accepted == ("Rome",)
    assert words.gaps["gap-b"].options["a"].reason == "No}"
    assert words.gaps["gap-b"].options["b"].reason == "Yes & yes"
    assert lost == {"answer_lost", "gap_weight_lost", "tolerance_lost"}


@pytest.mark.parametrize(("kind", "tag"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_words_that_are_put_into_places(kind: str, tag: str) -> None:
    words = [("cat", 1), ("mat", 2), ("dog", 1), ("hat", 2)]
    inside = "".join(f"<{tag}><text>{word}</text><group>{group}</group></{tag}>" for word, group in words)
    found, _lost = one(kind, inside, "The [[1]] sat on the [[2]]. {really}")
    assert isinstance(found.key, GapKey)
    first = found.key.gaps["gap-a"]
    assert isinstance(first, SelectGap)
    assert [option.text for option in found.words["en"].gaps["gap-a"].options.values()] == ["cat", "dog"]
    assert found.words["en"].text == "The {gap-a} sat on the {gap-b}. &#123;really&#125;"


def test_essays_orders_pictures_and_hints() -> None:
    found, lost = one("essay", "<graderinfo format='html'><text>Look for it</text></graderinfo>")
    assert isinstance(found.key, ShortTextKey)
    assert found.words["en"].model == "Look for it"
    inside = answer("first", "1") + answer("second", "2") + "<hint format='html'><text>Think</text></hint>"
    picture = '<p>Look <img src="@@PLUGINFILE@@/map.png" alt="A map"></p>'
    found, lost = one("ordering", inside + '<file name="map.png" encoding="base64">aGVsbG8=</file>', picture)
    assert isinstance(found.key, OrderingKey)
    assert lost == {"hint_lost", "picture_lost", "file_lost"}


def test_categories_become_tags_and_other_types_are_named() -> None:
    text = (
        '<quiz><question type="category"><category><text>$course$/top/Finance</text></category></question>'
        + question("truefalse", answer("true", "100") + answer("false", "0"))
        + question("calculated", "")
        + question("description", "")
        + "</quiz>"
    )
    for data in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        found = read_moodle(data, "en")
        assert [one.tags for one in found.questions] == [("Finance",)]
        assert [note.code for note in found.notes] == ["reasons_missing", "type_left_out", "description"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<quiz></quiz>", "no_questions"),
        ("<html></html>", "no_moodle"),
        ("<quiz><question></quiz>", "broken_xml"),
        ('<!-- x --><!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>', "document_type"),
        ("<quiz>" + "<a>" * 1000 + "</a>" * 1000 + "</quiz>", "broken_xml"),
        ("<quiz>" + "<a/>" * 310_000 + "</quiz>", "too_many_elements"),
        ("<quiz>" + "<question/>" * 501 + "</quiz>", "too_many_questions"),
        ("<quiz>&unknown;</quiz>", "broken_xml"),
        ("x" * (9 * 2**20), "too_large"),
    ],
)
def test_files_that_are_refused(text: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_moodle(text.encode(), "en")
    assert refused.value.code == code


def test_long_texts_and_brackets_end_in_words() -> None:
    for stem in ("[" * 20_000, "x" * 20_000, "<b>" * 20_000, "{1:SA:" * 3_000, "\\" * 10_000):
        found = read_moodle(f"<quiz>{question('shortanswer', answer('a', '100'), stem)}</quiz>".encode(), "en")
        assert len(found.questions) == 1 or found.notes[0].code == "too_long"
