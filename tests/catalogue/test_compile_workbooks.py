"""The unit `workbooks`: kinds of sheets, profiles, checks, lists of words, rubrics and phrases."""

from decimal import Decimal

import pytest

from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.rules.workbook_values import Field, FieldWords
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level
from tests.catalogue.files import found
from tests.catalogue.workbook_files import (
    CHECKLIST,
    CHECKS,
    FIVE,
    KIT,
    PLAN,
    PROFILE,
    RUBRIC,
    SHEET,
    WORDS_OF_LOGFRAME,
    compiled,
    compiled_kit,
    kit_of,
)

GERMAN = "workbooks/sheets/logframe/de.yml"


def warnings(path: str, old: str, new: str) -> list[tuple[str, str]]:
    """The warnings after a change, each with the id that it is about."""
    result = compiled_kit(path, old, new)
    assert result.value is not None, result.problems
    return [(one.code, str(one.params.get("id"))) for one in result.problems if one.level is Level.WARNING]


def test_the_files_of_workbooks_are_one_unit_and_each_example_is_one() -> None:
    assert {unit_of(path) for path in KIT} == {"workbooks"}
    assert unit_of("examples/sahel/it.yml") == "examples/sahel"
    assert unit_of("examples/README.md") == ""


def test_a_sound_kit_has_no_problems() -> None:
    assert compiled_kit().problems == ()


def test_fields_are_written_in_short() -> None:
    fields = kit_of(compiled_kit()).sheets["plan"].by_id["activities"].by_id
    assert fields["text"] == Field("text", "text")
    assert fields["ready"] == Field("ready", "choice", options=("yes", "no"))
    assert fields["split"].kind == "choices"
    assert fields["output"] == Field("output", "link", to="logframe/results", only={"level": "output"})
    assert (fields["start"].low, fields["start"].high) == (Decimal(1), Decimal(36))


def test_a_part_knows_how_its_nodes_come() -> None:
    kit = kit_of(compiled_kit())
    papers, card = kit.sheets["checklist"].parts
    assert (papers.fixed, papers.is_one, card.fixed, card.is_one) == ("country", False, "", True)
    assert kit.sheets["checklist"].items["es"] == ("permit", "id")
    assert kit.sheets["logframe"].by_id["results"].columns == ("text", "score")
    assert kit.sheets["plan"].by_id["activities"].owner == "output"
    assert (kit.sheets["plan"].module, kit.sheets["plan"].feeds_from) == ("m", ("logframe",))


def test_the_words_stand_beside_the_structure_by_the_same_ids() -> None:
    words = kit_of(compiled_kit()).sheets["logframe"].say("fr")
    assert (words.title, words.term, words.about) == ("Logframe", "Logical framework", "What changes, and how.")
    assert (words.parts["results"].one, words.parts["results"].add) == ("result", "Add a result")
    assert words.parts["results"].fields["text"] == FieldWords(
        "What changes?", hint="One change.", example="Women sell together."
    )
    assert words.parts["results"].fields["level"].options == {"outcome": "Outcome", "output": "Output"}
    assert kit_of(compiled_kit()).sheets["checklist"].say("it").items == {"permit": "Permit", "id": "Identity"}


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "line"),
    [
        (SHEET, "text: line", "text: words", "not_one_of", 7),
        (SHEET, "text: line", "text: [line]", "not_one_of", 7),
        (SHEET, "text: line", "text: {choice: [a], link: b}", "not_one_of", 7),
        (SHEET, "text: line", "text: choice", "field_wrong", 7),
        (SHEET, "text: line", "text: {line: [1, 2]}", "field_wrong", 7),
        (SHEET, "text: line", "text: {choice: [a, a]}", "field_wrong", 7),
        (SHEET, "text: line", "text: {choice: [1, 2]}", "field_wrong", 7),
        (SHEET, "text: line", "text: {choice: {a: b}}", "field_wrong", 7),
        (SHEET, "text: line", "text: {whole: [9, 1]}", "field_wrong", 7),
        (SHEET, "text: line", "text: {whole: [a, b]}", "field_wrong", 7),
        (SHEET, "text: line", "text: {whole: 1}", "field_wrong", 7),
        (SHEET, "text: line", "text: {line: , only: {a: b}}", "field_wrong", 7),
        (SHEET, "logframe/results}", "logframe/results, only: level}", "field_wrong", 8),
        (SHEET, "logframe/results", "logframe/gone", "unknown_part", 8),
        (SHEET, "logframe/results", "gone/results", "unknown_part", 8),
        (SHEET, "logframe/results", "logframe", "unknown_part", 8),
        (SHEET, "matrix", "circle", "not_one_of", 1),
        (SHEET, "columns: [text, score]", "columns: [text, sum]", "unknown_field", 4),
        (SHEET, "columns: [text, score]", "owner: gone", "unknown_field", 4),
        (SHEET, "columns: [text, score]", "owner: text", "owner_is_no_link", 4),
        (SHEET, "columns: [text, score]", "fixed: items", "list_missing", 4),
        (PLAN, "from: [logframe]", "from: [gone]", "unknown_sheet", 3),
        (PLAN, "{level: output}", "{gone: output}", "unknown_field", 10),
        (PLAN, "{level: output}", "{level: impact}", "unknown_choice", 10),
        (CHECKLIST, ", be: [permit]", "", "list_missing", 5),
        (CHECKLIST, "be: [permit]", "uk: [permit]", "not_one_of", 2),
    ],
)
def test_a_broken_sheet_says_where(path: str, old: str, new: str, code: str, line: int) -> None:
    result = compiled_kit(path, old, new)
    assert result.value is None
    assert (code, path.removeprefix("workbooks/"), line) in found(result)


def test_a_link_into_a_broken_sheet_is_not_blamed_too() -> None:
    result = compiled_kit(SHEET, "layout: matrix", "layout: circle")
    assert [problem.path for problem in result.problems if problem.level is Level.ERROR] == [SHEET]


def test_a_sheet_without_a_file_of_words_borrows_them() -> None:
    files = {path: text for path, text in KIT.items() if path != GERMAN}
    result = compiled(files, "workbooks")
    assert kit_of(result).sheets["logframe"].say("de") == kit_of(result).sheets["logframe"].say("en")
    assert found(result, Level.WARNING) == [("no_words_in_language", "sheets/logframe/de.yml", 0)]


def test_a_sheet_without_any_words_shows_its_ids() -> None:
    result = compiled({SHEET: KIT[SHEET]}, "workbooks")
    part = kit_of(result).sheets["logframe"].say("it").parts["results"]
    assert (part.title, part.add, part.fields["level"].label) == ("results", "results", "level")
    assert part.fields["level"].options == {"outcome": "outcome", "output": "output"}
    assert len(found(result, Level.WARNING)) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("old", "missing"),
    [
        ("title: Logframe\n", "title"),
        ("about: What changes, and how.\n", "about"),
        ("    title: Results\n", "parts.results.title"),
        ("    add: Add a result\n", "parts.results.add"),
        ("{label: Leads to}", "parts.results.fields.parent.label"),
        (", output: Output", "parts.results.fields.level.options.output"),
    ],
)
def test_a_language_that_is_silent_borrows_the_english_words(old: str, missing: str) -> None:
    new = "{}" if old.startswith("{") else ""
    result = compiled_kit(GERMAN, old, new)
    assert kit_of(result).sheets["logframe"].say("de") == kit_of(result).sheets["logframe"].say("en")
    assert warnings(GERMAN, old, new) == [("not_in_language", missing)]


def test_a_hint_and_a_funders_term_may_be_missing_in_a_language() -> None:
    assert warnings(GERMAN, "term: Logical framework\n", "") == []
    assert warnings(GERMAN, "hint: One change., ", "") == []
    changed = kit_of(compiled_kit(GERMAN, "term: Logical framework\n", ""))
    assert changed.sheets["logframe"].say("de").term == ""


@pytest.mark.parametrize(
    ("old", "new", "unknown"),
    [
        ("parts:", "items: {gone: x}\nparts:", "items.gone"),
        ("parts:", "parts:\n  gone: {title: x}", "parts.gone"),
        ("fields:", "fields:\n      gone: {label: x}", "parts.results.fields.gone"),
        ("{outcome:", "{gone: x, outcome:", "parts.results.fields.level.options.gone"),
    ],
)
def test_words_for_an_unknown_id_are_reported(old: str, new: str, unknown: str) -> None:
    assert warnings(GERMAN, old, new) == [("words_for_nothing", unknown)]


def test_words_that_are_numbers_are_read_as_words() -> None:
    words = WORDS_OF_LOGFRAME.replace("options: {outcome: Outcome", "options: {outcome: 1")
    kit = kit_of(compiled_kit(GERMAN, "", words))
    assert kit.sheets["logframe"].say("de").parts["results"].fields["level"].options["outcome"] == "1"


def test_words_without_a_sheet_are_a_mistake() -> None:
    files = {path: text for path, text in KIT.items() if path != CHECKLIST}
    assert found(compiled(files, "workbooks")) == [
        ("file_missing", "sheets/checklist/sheet.yml", 0),
        ("unknown_sheet", "profiles/grant.yml", 4),
    ]


def test_a_profile_says_what_a_funder_asks() -> None:
    profile = kit_of(compiled_kit()).profiles["grant"]
    assert (profile.sheets, profile.required) == (("logframe", "plan", "checklist"), ("logframe",))
    assert (profile.blocking, profile.rubric, profile.peers_are_hidden) == (frozenset({"L1"}), "peer", False)
    assert profile.terms["outcome"]["es"] == "S"
    assert profile.budget is not None
    assert profile.loan is not None
    assert (profile.budget.indirect_max, profile.budget.grant_max) == (Decimal(7), Decimal(9900))
    assert (profile.budget.headings[0].names["de"], profile.budget.headings[0].group) == ("D", "staff")
    assert (profile.budget.demands, profile.loan.months_max) == (("staff",), 60)
    assert (profile.narrative[0].titles["fr"], profile.narrative[0].hints["fr"]) == ("F", "")
    assert profile.narrative[0].words_max == 300


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("plan, checklist]", "plan, gone]", "unknown_sheet", 4),
        ("plan, checklist]", "plan, plan]", "repeated_id", 4),
        ("required: [logframe]", "required: [budget]", "unlisted_sheet", 5),
        ("blocking: [L1]", "blocking: [L1, X9]", "unknown_check", 6),
        ("rubric: peer", "rubric: gone", "unknown_rubric", 8),
        ("rubric: peer", "peer_rubric: gone", "unknown_rubric", 8),
        ("outcome:", "aim:", "not_one_of", 7),
        ("indirect_max: 7", "indirect_max: seven", "not_a_number", 13),
        ("indirect_max: 7", "indirect_max: 700", "out_of_range", 13),
        ("- {id: needs", "- {id: needs, title: {en: E}}\n  - {id: needs", "repeated_id", 17),
        ("operators", "everybody", "not_one_of", 1),
        (f"about: {FIVE}", "about: {}", "too_few", 3),
    ],
)
def test_a_broken_profile_says_where(old: str, new: str, code: str, line: int) -> None:
    result = compiled_kit(PROFILE, old, new)
    assert result.value is None
    assert (code, "profiles/grant.yml", line) in found(result)


def test_names_without_a_language_borrow_the_english_ones() -> None:
    changed = kit_of(compiled_kit(PROFILE, f"name: {FIVE}", "name: {it: I, en: E}"))
    assert changed.profiles["grant"].names == {"it": "I", "en": "E", "es": "E", "fr": "E", "de": "E"}
    assert warnings(PROFILE, f"name: {FIVE}", "name: {it: I, en: E}") == [("not_in_language", "name")] * 3


def test_a_demand_that_no_heading_can_meet_is_reported() -> None:
    assert warnings(PROFILE, "demands: [staff]", "demands: [audit]") == [("demand_without_heading", "audit")]


def test_a_check_speaks_five_languages() -> None:
    check = kit_of(compiled_kit()).checks["L1"]
    assert (check.lesson, check.texts["it"]) == ("m/one", "Mancano {count} output.")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("{count} productos", "productos", "placeholders_differ", 5),
        ("{count} productos", "{count} de {all} productos", "placeholders_differ", 5),
        ("{count} productos", "{number} productos", "placeholders_differ", 5),
        ("{count} productos", "{count productos", "broken_placeholder", 5),
        ("{count} productos", "{count.real} productos", "broken_placeholder", 5),
        ("{count} productos", "{count:3} productos", "broken_placeholder", 5),
        ("{count} productos", "{} productos", "broken_placeholder", 5),
        ("  es:", "  pt:", "field_unknown", 5),
        ("m/one", "M One", "bad_id", 2),
    ],
)
def test_a_broken_check_says_where(old: str, new: str, code: str, line: int) -> None:
    result = compiled_kit(CHECKS, old, new)
    assert result.value is None
    assert (code, "checks/logframe.yml", line) in found(result)


def test_a_check_stands_in_one_file_only() -> None:
    result = compiled({**KIT, "workbooks/checks/other.yml": KIT[CHECKS]}, "workbooks")
    assert found(result) == [("repeated_id", "checks/other.yml", 1)]


def test_a_check_without_words_is_a_mistake() -> None:
    result = compiled({**KIT, "workbooks/checks/other.yml": "L2:\n  lesson: m\n"}, "workbooks")
    assert found(result) == [("field_missing", "checks/other.yml", 1)]


def test_each_language_has_its_own_lists_of_words() -> None:
    assert kit_of(compiled_kit()).words["fr"].lists == {"absence": ("lack of", "no ")}


def test_a_language_never_borrows_lists_of_words() -> None:
    path = "workbooks/words/fr.yml"
    assert kit_of(compiled_kit(path, "absence", "means")).words["fr"].lists["absence"] == ()
    assert ("no_word_list", "absence") in warnings(path, "absence", "means")
    without = compiled({one: text for one, text in KIT.items() if one != path}, "workbooks")
    assert kit_of(without).words["fr"].lists == {"absence": ()}
    assert found(without, Level.WARNING) == [("no_word_lists", "words/fr.yml", 0)]


@pytest.mark.parametrize(("words", "code"), [("[3]", "not_text"), ("['']", "empty_text"), ("lack", "field_wrong")])
def test_a_list_of_words_holds_words(words: str, code: str) -> None:
    result = compiled_kit("workbooks/words/fr.yml", "[lack of, 'no ']", words)
    assert found(result) == [(code, "words/fr.yml", 1)]


def test_a_rubric_has_weights_and_marks_with_words() -> None:
    rubric = kit_of(compiled_kit()).rubrics["peer"]
    assert [(one.id, one.weight) for one in rubric.criteria] == [("logic", 60), ("budget", 40)]
    assert (rubric.pass_mark, rubric.criteria[0].anchors[5]["es"]) == (60, "S")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("weight: 60", "weight: 50", "wrong_weights", 1),
        ("id: budget", "id: logic", "repeated_id", 1),
        ("2: {", "6: {", "not_one_of", 2),
        (f"2: {FIVE}, ", "", "mark_without_words", 2),
    ],
)
def test_a_broken_rubric_says_where(old: str, new: str, code: str, line: int) -> None:
    result = compiled_kit(RUBRIC, old, new)
    assert result.value is None
    assert (code, "rubrics/peer.yml", line) in found(result)


def test_phrases_keep_their_order() -> None:
    phrases = f"b: {{kind: praise, {FIVE[1:]}\na: {{kind: fix, {FIVE[1:]}\n"
    assert [one.id for one in kit_of(compiled_kit("workbooks/phrases.yml", "", phrases)).phrases] == ["b", "a"]


def test_a_stranger_among_the_files_is_reported() -> None:
    result = compiled({**KIT, "workbooks/sheets/logframe/pt.yml": "title: x\n"}, "workbooks")
    assert found(result, Level.WARNING) == [("unknown_file", "sheets/logframe/pt.yml", 0)]
    result = compiled({**KIT, "workbooks/profiles/My_Own.yml": KIT[PROFILE]}, "workbooks")
    assert found(result) == [("bad_id", "profiles/My_Own.yml", 0)]


@pytest.mark.parametrize(
    "text", ["", "[", "- a\n", "3\n", "a: {b: [c]}\n", "parts: {a: {fields: {b: {c: }}}}\n", "1: 2\n"]
)
@pytest.mark.parametrize("path", sorted(KIT))
def test_nothing_raises_whatever_stands_in_a_file(path: str, text: str) -> None:
    assert compiled({**KIT, path: text}, "workbooks").problems or text == ""
