"""QTI 2.2 and 3.0: ours go and come back whole; items as other programs write them."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from elearn.authoring.exchange.questions.qti2 import write_qti22
from elearn.authoring.exchange.questions.qti3 import write_qti30
from elearn.authoring.exchange.questions.qti_names import QTI22, QTI30, Dialect
from elearn.authoring.exchange.questions.qti_package import MANIFEST, read_qti
from elearn.authoring.exchange.questions.values import ForeignQuestion, Written
from elearn.catalogue.rules.quiz_values import (
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SingleKey,
    TrueFalseKey,
)
from elearn.core.refused import RefusedError
from tests.authoring.exchange.meaning import meaning, shipped

NAMESPACE = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
SIDE = {"country_lost", "all_or_nothing_there", "spelling_stricter"}
BOTH = pytest.mark.parametrize(("write", "dialect"), [(write_qti22, QTI22), (write_qti30, QTI30)])
Write = Callable[[list[ForeignQuestion], str], Written]


def item(body: str, responses: str = "", rules: str = "", feedback: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><assessmentItem {NAMESPACE} identifier="i-1" title="An item" '
        f'adaptive="false" timeDependent="false">{responses}<itemBody>{body}</itemBody>{rules}{feedback}'
        "</assessmentItem>"
    )


def one(text: str, language: str = "en") -> tuple[ForeignQuestion, set[str]]:
    found = read_qti(text.encode(), language)
    assert len(found.questions) == 1, found.notes
    return found.questions[0], {note.code for note in found.notes} - {"reasons_missing"}


def response(right: str = "", cardinality: str = "single", base: str = "identifier", more: str = "") -> str:
    values = "".join(f"<value>{value}</value>" for value in right.split("|") if value)
    correct = f"<correctResponse>{values}</correctResponse>" if values else ""
    declared = f'identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}"'
    return f"<responseDeclaration {declared}>{correct}{more}</responseDeclaration>"


CHOICES = (
    '<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1"><prompt>Which?</prompt>'
    '<simpleChoice identifier="choice_1">one</simpleChoice><simpleChoice identifier="choice_2">two</simpleChoice>'
    "</choiceInteraction>"
)
MATCH_CORRECT = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'


# --- ours ----------------------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("language", ["it", "de"])
def test_each_question_that_ships_comes_back_with_its_ids_and_reasons(
    write: Write, dialect: Dialect, language: str
) -> None:
    asked = list(shipped(language))[::3]
    by_id = {question.key.id: question for question in asked}
    written = write(list(by_id.values()), language)
    back = read_qti(written.data, language)
    assert {note.code for note in written.notes} <= SIDE
    assert not back.notes
    assert [found.key.id for found in back.questions] == list(by_id)
    for found in back.questions:
        kept = {"country": None}
        expected = by_id[found.key.id].key.model_copy(update=kept)
        if not isinstance(expected, ScenarioKey):
            assert found.key == expected
        assert meaning(found, language) == meaning(by_id[found.key.id], language)


@BOTH
def test_a_package_is_sound(write: Write, dialect: Dialect) -> None:
    written = write(list(shipped())[:60], "it")
    with ZipFile(BytesIO(written.data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = etree.fromstring(parts.pop(MANIFEST))
    listed = [file.get("href") for file in manifest.iter(f"{{{dialect.manifest}}}file")]
    assert sorted(listed) == sorted(parts)
    for data in parts.values():
        root = etree.fromstring(data)
        tagged = [element for element in root.iter() if "hoice" in str(element.tag) and element.get("identifier")]
        names = [element.get("identifier") for element in tagged]
        assert max(Counter(names).values(), default=1) == 1
        assert all(str(element.tag).startswith(f"{{{dialect.namespace}}}") for element in root.iter())
        declared = [one.get("identifier") for one in root if "esponse" in str(one.tag) and one.get("identifier")]
        attribute = dialect.attribute("responseIdentifier")
        assert sorted(declared) == sorted(one.get(attribute) for one in root.iter() if one.get(attribute))
        shown = [one.get("identifier") for one in root.iter(f"{{{dialect.namespace}}}{dialect.tag('modalFeedback')}")]
        assert len(shown) == len(set(shown))


# --- of others -----------------------------------------------------------------------------------------------------


def test_a_choice_with_prefixes_columns_and_feedback_by_conditions() -> None:
    """As TAO writes it: the outcome of each feedback is set by hand."""
    rules = (
        "<qti:responseProcessing><qti:responseCondition><qti:responseIf>"
        '<qti:match><qti:variable identifier="RESPONSE"/><qti:correct identifier="RESPONSE"/></qti:match>'
        '<qti:setOutcomeValue identifier="SCORE"><qti:baseValue baseType="float">1</qti:baseValue>'
        "</qti:setOutcomeValue>"
        '<qti:setOutcomeValue identifier="FEEDBACK_1"><qti:baseValue baseType="identifier">yes</qti:baseValue>'
        "</qti:setOutcomeValue></qti:responseIf><qti:responseElse>"
        '<qti:setOutcomeValue identifier="FEEDBACK_1"><qti:baseValue baseType="identifier">no</qti:baseValue>'
        "</qti:setOutcomeValue></qti:responseElse></qti:responseCondition></qti:responseProcessing>"
    )
    feedback = "".join(
        f'<qti:modalFeedback identifier="{name}" outcomeIdentifier="FEEDBACK_1" showHide="show"><div>{text}</div>'
        "</qti:modalFeedback>"
        for name, text in (("yes", "Well done"), ("no", "Think again"))
    )
    text = (
        '<?xml version="1.0"?><qti:assessmentItem xmlns:qti="http://www.imsglobal.org/xsd/imsqti_v2p2" '
        'identifier="i99" title="T">'
        '<qti:responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">'
        "<qti:correctResponse><qti:value><![CDATA[choice_2]]></qti:value></qti:correctResponse></qti:responseDeclaration>"
        '<qti:itemBody><div class="grid-row"><div class="col-12"><p>Look <strong>here</strong>.</p>'
        '<qti:choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><qti:prompt>Which?</qti:prompt>'
        '<qti:simpleChoice identifier="choice_1"><p>A</p></qti:simpleChoice>'
        '<qti:simpleChoice identifier="choice_2">B</qti:simpleChoice>'
        f"</qti:choiceInteraction></div></div></qti:itemBody>{rules}{feedback}</qti:assessmentItem>"
    )
    question, lost = one(text)
    words = question.words["en"]
    assert isinstance(question.key, SingleKey)
    assert question.key.right == "choice-2"
    assert words.stem == "Look **here**. Which?"
    assert [option.reason for option in words.options.values()] == ["Think again", "Well done"]
    assert not lost


def test_the_right_choice_is_found_in_rules_that_were_written_by_hand() -> None:
    rules = (
        "<responseProcessing><responseCondition><responseIf>"
        '<match><variable identifier="RESPONSE"/><baseValue baseType="identifier">choice_2</baseValue></match>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">2</baseValue></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )
    question, _lost = one(item(CHOICES, response(), rules))
    assert isinstance(question.key, SingleKey)
    assert question.key.right == "choice-2"


def test_feedback_within_a_choice_and_true_or_false() -> None:
    body = (
        '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>It rains.</prompt>'
        '<simpleChoice identifier="A">True<feedbackInline outcomeIdentifier="F" identifier="A" showHide="show">Wet.'
        '</feedbackInline></simpleChoice><simpleChoice identifier="B">False</simpleChoice></choiceInteraction>'
    )
    question, _lost = one(item(body, response("A"), MATCH_CORRECT))
    assert isinstance(question.key, TrueFalseKey)
    assert question.words["en"].options["true"].reason == "Wet."


def test_several_choices_with_a_mapping() -> None:
    entries = "".join(
        f'<mapEntry mapKey="choice_{number}" mappedValue="{points}"/>' for number, points in ((1, 1), (2, 1), (3, -1))
    )
    body = CHOICES.replace('maxChoices="1"', 'maxChoices="0"').replace(
        "</choiceInteraction>", '<simpleChoice identifier="choice_3">three</simpleChoice></choiceInteraction>'
    )
    mapping = f'<mapping lowerBound="0" defaultValue="0">{entries}</mapping>'
    question, lost = one(item(body, response("choice_1|choice_2", "multiple", more=mapping)))
    assert isinstance(question.key, SeveralKey)
    assert question.key.right == ("choice-1", "choice-2")
    assert not lost
    assert one(item(body, response("choice_1", "multiple"), MATCH_CORRECT))[1] == {"all_or_nothing"}


def test_numbers_and_words_that_are_typed() -> None:
    rules = (
        '<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" tolerance="0.5 0.5">'
        '<variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>'
        '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )
    entry = '<p>How far? <textEntryInteraction responseIdentifier="RESPONSE" expectedLength="5"/> km</p>'
    question, _lost = one(item(entry, response("12", base="float"), rules))
    assert isinstance(question.key, NumberKey)
    assert (question.key.right, question.key.tolerance) == (12, 0.5)
    assert (question.words["en"].stem, question.words["en"].unit) == ("How far?", "km")
    mapping = (
        '<mapping defaultValue="0"><mapEntry mapKey="Rome" mappedValue="1"/><mapEntry mapKey="Roma" mappedValue="1"/>'
        '<mapEntry mapKey="Milan" mappedValue="0.5"/></mapping>'
    )
    question, lost = one(
        item("<p>Answer.</p>" + entry.replace("How far?", "It is"), response("Rome", base="string", more=mapping))
    )
    assert question.words["en"].gaps["gap-a"].accepted == ("Rome", "Roma")
    assert (question.words["en"].stem, question.words["en"].text) == ("Answer.", "It is {gap-a} km")
    assert lost == {"answer_lost"}


def test_orders_pairs_and_groups() -> None:
    choices = "".join(f'<simpleChoice identifier="{name}">{name}</simpleChoice>' for name in "ABC")
    body = f'<orderInteraction responseIdentifier="RESPONSE"><prompt>Order.</prompt>{choices}</orderInteraction>'
    question, _lost = one(item(body, response("C|A|B", "ordered"), MATCH_CORRECT))
    assert isinstance(question.key, OrderingKey)
    assert question.key.right == ("c", "a", "b")

    def match(sets: tuple[str, str], pairs: str) -> ForeignQuestion:
        made = "".join(
            "<simpleMatchSet>"
            + "".join(
                f'<simpleAssociableChoice identifier="{x}" matchMax="4">{x}</simpleAssociableChoice>' for x in one
            )
            + "</simpleMatchSet>"
            for one in sets
        )
        body = f'<matchInteraction responseIdentifier="RESPONSE"><prompt>Match.</prompt>{made}</matchInteraction>'
        return one(item(body, response(pairs, "multiple", "directedPair")))[0]

    assert isinstance(match(("AB", "XYZ"), "A X|B Y").key, MatchingKey)
    groups = match(("ABC", "XY"), "A X|B Y|C X").key
    assert isinstance(groups, GroupsKey)
    assert dict(groups.right) == {"a": "x", "b": "y", "c": "x"}
    turned = match(("XY", "ABC"), "X A|Y B|X C").key
    assert isinstance(turned, GroupsKey)
    assert set(turned.right) == {"a", "b", "c"}


def test_gaps_that_are_chosen_or_filled_by_dragging() -> None:
    inline = (
        '<p>The sky is <inlineChoiceInteraction responseIdentifier="RESPONSE"><inlineChoice identifier="G">green'
        '</inlineChoice><inlineChoice identifier="B">blue</inlineChoice></inlineChoiceInteraction> today.</p>'
    )
    question, _lost = one(item(inline, response("B"), MATCH_CORRECT))
    assert isinstance(question.key, GapKey)
    assert question.words["en"].text == "The sky is {gap-a} today."
    drag = (
        '<gapMatchInteraction responseIdentifier="RESPONSE"><prompt>Fill in.</prompt>'
        '<gapText identifier="W" matchMax="1">winter</gapText><gapText identifier="S" matchMax="1">summer</gapText>'
        '<blockquote><p>Now is the <gap identifier="G1"/> of our <gap identifier="G2"/>.</p></blockquote>'
        "</gapMatchInteraction>"
    )
    question, _lost = one(item(drag, response("W G1|S G2", "multiple", "directedPair")))
    assert isinstance(question.key, GapKey)
    gap = question.key.gaps["g2"]
    assert isinstance(gap, SelectGap)
    assert gap.right == "s"
    assert question.words["en"].stem == "Fill in."
    assert question.words["en"].text == "Now is the {g1} of our {g2}."


def test_free_texts_and_several_interactions() -> None:
    essay = '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>Tell us.</prompt></extendedTextInteraction>'
    assert isinstance(one(item(essay, response(base="string")))[0].key, ShortTextKey)
    second = CHOICES.replace("RESPONSE", "R2").replace("Which?", "And now?")
    other = response("choice_1").replace("RESPONSE", "R2")
    question, _lost = one(item(f"<p>A story.</p>{CHOICES}{second}", response("choice_2") + other))
    assert isinstance(question.key, ScenarioKey)
    assert question.words["en"].stem == "A story."
    assert [part.stem for part in question.words["en"].parts.values()] == ["Which?", "And now?"]


def test_version_three_with_other_names_and_pictures() -> None:
    text = (
        '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="q" title="Three" '
        'xml:lang="fr"><qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">'
        "<qti-correct-response><qti-value>b</qti-value></qti-correct-response></qti-response-declaration>"
        '<qti-item-body><p>Look: <img src="map.png" alt="A map"/></p><qti-choice-interaction max-choices="1" '
        'response-identifier="RESPONSE"><qti-prompt>Which?</qti-prompt><qti-simple-choice identifier="a">A'
        '</qti-simple-choice><qti-simple-choice identifier="b">B</qti-simple-choice></qti-choice-interaction>'
        "</qti-item-body></qti-assessment-item>"
    )
    question, lost = one(text)
    assert isinstance(question.key, SingleKey)
    assert question.key.right == "b"
    assert lost == {"picture_lost", "other_language"}


def packed(files: dict[str, str]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def test_packages_of_others_say_what_was_left() -> None:
    manifest = (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>'
        '<resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"><file href="test.xml"/></resource>'
        '<resource identifier="b" type="imsqti_item_xmlv2p1" href="items/b%20b/qti.xml"/>'
        '<resource identifier="x" type="imsqti_item_xmlv2p1" href="gone.xml"/></resources></manifest>'
    )
    files = {
        "imsmanifest.xml": manifest,
        "test.xml": "<assessmentTest/>",
        "items/b b/qti.xml": item(CHOICES, response("choice_1")),
        "items/a.xml": item("<p>Only text</p>"),
        "items/broken.xml": "<assessmentItem>",
        "items/b b/map.png": "",
    }
    found = read_qti(packed(files), "en")
    assert len(found.questions) == 1
    assert {note.code for note in found.notes} == {
        *("test_left_out", "listed_file_missing", "description", "file_left_out", "file_lost", "reasons_missing"),
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html/>", "no_qti"),
        (b"<questestinterop/>", "old_qti"),
        (b'<!DOCTYPE a SYSTEM "http://x.y/z"><assessmentItem/>', "document_type"),
        (packed({"a.txt": "x"}), "no_questions"),
        (packed({"../a.xml": "<a/>"}), "no_questions"),
        (packed({f"{number}.xml": item("") for number in range(501)}), "too_many_questions"),
        (b"PK\x03\x04 nothing", "broken_file"),
    ],
)
def test_files_that_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_qti(data, "en")
    assert refused.value.code == code


def test_rules_without_end_and_unknown_rules_end_in_words() -> None:
    null = '<isNull><variable identifier="RESPONSE"/></isNull>'
    for test, times in ((null, 150), (f"<or>{null * 300}</or>", 1), ("<customOperator/>", 1)):
        rules = f"<responseCondition><responseIf>{test}</responseIf></responseCondition>" * times
        question, _lost = one(item(CHOICES, response("choice_1"), f"<responseProcessing>{rules}</responseProcessing>"))
        assert isinstance(question.key, SingleKey)
    endless = f"<responseProcessing><or>{null * 5_000}</or></responseProcessing>"
    found = read_qti(item(CHOICES, response("choice_1"), endless).encode(), "en")
    assert [note.code for note in found.notes] == ["too_many_parts"]
    for unknown in ("hotspotInteraction", "uploadInteraction", "sliderInteraction"):
        found = read_qti(item(f'<{unknown} responseIdentifier="RESPONSE"/>', response()).encode(), "en")
        assert [(note.code, note.params["type"]) for note in found.notes] == [("type_left_out", unknown)]
