"""The units `examples/<id>`, and whether they fit the workbooks of their library."""

import pytest

from elearn.catalogue.rules.references import check_references
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level
from tests.catalogue.files import MODULE, found
from tests.catalogue.workbook_files import (
    CHECKS,
    EXAMPLE,
    FILLED,
    KIT,
    PLAN,
    changed,
    compiled,
    example_of,
    kit_of,
    library_of,
)

PATHS = {
    "paths/p/path.yml": "audience: operators\nhours: 1\nmodules: [m]\n",
    "paths/p/it.md": "---\ntitle: Percorso\n---\n",
}
WHOLE = {**MODULE, **PATHS, **KIT, **FILLED}
FRENCH = "examples/sahel/fr.yml"


def references(path: str, old: str, new: str) -> list[tuple[str, Level, str]]:
    """What the library says after a change: code, level, and the id or place that it is about."""
    return [
        (one.code, one.level, str(one.params.get("field") or one.params.get("id")))
        for one in check_references(library_of(changed(WHOLE, path, old, new)))
    ]


def errors(old: str, new: str) -> list[tuple[str, str]]:
    return [(code, about) for code, level, about in references(EXAMPLE, old, new) if level is Level.ERROR]


def test_a_sound_example_has_no_problems() -> None:
    assert compiled(FILLED, "examples/sahel").problems == ()
    assert check_references(library_of(WHOLE)) == ()


def test_a_library_holds_its_kit_and_its_examples() -> None:
    library = library_of(WHOLE)
    assert library.kit.sheets.keys() == {"logframe", "plan", "checklist"}
    assert library.examples["sahel"].profile == "grant"
    assert not library_of(MODULE).kit.sheets
    assert not library_of(MODULE).examples


def test_values_are_kept_as_sheets_keep_them() -> None:
    example = example_of(compiled(FILLED, "examples/sahel"))
    assert (example.currency, example.country, example.start, example.months) == ("XOF", "it", "2027-01-01", 18)
    train = example.documents["plan"]["train"]
    assert (train["start"], train["date"], train["done"], train["value"]) == ("3", "2027-03-01", "yes", "12.5")
    assert train["split"] == ("sex", "age")


def test_an_example_speaks_every_language() -> None:
    example = example_of(compiled(FILLED, "examples/sahel"))
    assert (example.titles["de"], example.places["de"]) == ("Sahel Insieme", "Kayes")
    assert example.in_language("de")["logframe"]["together"] == {
        "part": "results",
        "level": "outcome",
        "text": "Together, de",
    }


def test_a_language_that_is_missing_borrows_the_english_words() -> None:
    files = {path: text for path, text in FILLED.items() if path != FRENCH}
    result = compiled(files, "examples/sahel")
    assert example_of(result).in_language("fr") == example_of(result).in_language("en")
    assert found(result, Level.WARNING) == [("no_words_in_language", "fr.yml", 0)]


def test_a_text_that_is_missing_in_a_language_is_borrowed_and_reported() -> None:
    result = compiled(changed(FILLED, FRENCH, "{text: Three dryers work}", "{}"), "examples/sahel")
    assert example_of(result).words["fr"]["logframe"]["dryers"] == {"text": "Three dryers work"}
    assert found(result, Level.WARNING) == [("not_in_language", "fr.yml", 6)]


def test_words_for_a_node_that_is_not_there_are_reported() -> None:
    result = compiled(changed(FILLED, FRENCH, "dryers:", "ovens:"), "examples/sahel")
    assert ("words_for_nothing", "fr.yml", 6) in found(result, Level.WARNING)


def test_the_part_of_a_node_is_never_taken_from_the_words() -> None:
    result = compiled(changed(FILLED, FRENCH, "{text: Three", "{part: x, text: Three"), "examples/sahel")
    assert example_of(result).in_language("fr")["logframe"]["dryers"]["part"] == "results"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("XOF", "francs", "field_wrong", 2),
        ("country: it", "country: us", "not_one_of", 3),
        ("2027-01-01", "soon", "not_a_date", 4),
        ("months: 18", "months: 0", "out_of_range", 5),
        ("{part: results, level: outcome}", "{level: outcome}", "field_missing", 8),
        ("level: outcome", "level: {a: b}", "field_wrong", 8),
        ("level: outcome", "level: true", "field_wrong", 8),
        ("level: outcome", "level: ", "field_wrong", 8),
        ("level: outcome", "level: [a, [b]]", "field_wrong", 8),
    ],
)
def test_a_broken_example_says_where(old: str, new: str, code: str, line: int) -> None:
    result = compiled(changed(FILLED, EXAMPLE, old, new), "examples/sahel")
    assert result.value is None
    assert (code, "example.yml", line) in found(result)


def test_an_example_needs_its_own_file_and_a_sound_id() -> None:
    files = {path: text for path, text in FILLED.items() if path != EXAMPLE}
    assert found(compiled(files, "examples/sahel")) == [("file_missing", "example.yml", 0)]
    assert [one.code for one in compiled({}, "examples/Sahel Insieme").problems] == ["bad_id"]


@pytest.mark.parametrize(
    ("old", "new", "code", "about"),
    [
        ("profile: grant", "profile: gone", "unknown_profile", "gone"),
        ("  plan:\n", "  gone:\n", "unknown_sheet", "gone"),
        ("part: activities", "part: gone", "unknown_part", "plan/gone"),
        ("start: 3", "begin: 3", "unknown_field", "plan/train/begin"),
        ("start: 3", "start: early", "not_a_number", "plan/train/start"),
        ("start: 3", "start: 2.5", "not_a_number", "plan/train/start"),
        ("start: 3", "start: NaN", "not_a_number", "plan/train/start"),
        ("start: 3", "start: 37", "out_of_range", "plan/train/start"),
        ("start: 3", "start: 0", "out_of_range", "plan/train/start"),
        ("start: 3", "start: [3]", "field_wrong", "plan/train/start"),
        ("ready: yes", "ready: maybe", "unknown_choice", "plan/train/ready"),
        ("[sex, age]", "[sex, place]", "unknown_choice", "plan/train/split"),
        ("date: 2027-03-01", "date: March", "not_a_date", "plan/train/date"),
        ("done: yes", "done: no", "not_one_of", "plan/train/done"),
        ('heading: "1"', 'heading: "2"', "unknown_heading", "plan/train/heading"),
        ("output: dryers", "output: gone", "unknown_node", "plan/train/output"),
        ("output: dryers", "output: together", "unknown_node", "plan/train/output"),
    ],
)
def test_what_an_example_refers_to_must_be_there(old: str, new: str, code: str, about: str) -> None:
    assert (code, about) in errors(old, new)


def test_rows_that_are_given_have_the_ids_of_their_list() -> None:
    sheet = "  checklist:\n    {}: {{part: {}}}\n  plan:\n"
    assert errors("  plan:\n", sheet.format("permit", "papers")) == []
    assert errors("  plan:\n", sheet.format("card", "card")) == []
    assert errors("  plan:\n", sheet.format("id", "papers")) == [("unknown_row", "checklist/id")]  # not in Italy
    assert errors("  plan:\n", sheet.format("other", "card")) == [("unknown_row", "checklist/other")]


def test_a_text_among_the_values_and_a_value_among_the_texts_are_reported() -> None:
    assert references(EXAMPLE, "start: 3", "text: Train") == [
        ("words_without_language", Level.WARNING, "plan/train/text")
    ]
    assert references(FRENCH, "{text: Train}", "{text: Train, start: '3'}") == [
        ("value_among_words", Level.ERROR, "plan/train/start")
    ]
    assert references(FRENCH, "{text: Train}", "{text: Train, gone: x}") == [
        ("unknown_field", Level.ERROR, "plan/train/gone")
    ]
    assert references(FRENCH, "{text: Train}", "{text: Train, value: none}") == []


def test_checks_and_sheets_lead_to_lessons_that_are_there() -> None:
    assert references(CHECKS, "m/one", "m/gone") == [("check_without_lesson", Level.WARNING, "m/gone")]
    assert references(CHECKS, "m/one", "gone") == [("check_without_lesson", Level.WARNING, "gone")]
    assert references(CHECKS, "m/one", "m") == []
    assert references(PLAN, "module: m", "module: gone") == [("unknown_module", Level.WARNING, "gone")]


def test_modules_and_exercises_feed_sheets_that_are_there() -> None:
    head, lesson = "modules/m/module.yml", "modules/m/lessons/one/it.md"
    turn = "/// turn\n    minutes: 5\n    sheet: {}\nText.\n///\n\nTerzo."
    assert references(head, "source: it", "source: it\nworkbook: logframe") == []
    assert references(head, "source: it", "source: it\nworkbook: gone") == [("unknown_sheet", Level.WARNING, "gone")]
    assert references(lesson, "Terzo.", turn.format("plan")) == []
    assert references(lesson, "Terzo.", turn.format("gone")) == [("unknown_sheet", Level.WARNING, "gone")]


@pytest.mark.parametrize("text", ["", "[", "- a\n", "3\n", "sheets: {a: {b: {part: [c]}}}\n", "sheets: {a: b}\n"])
@pytest.mark.parametrize("path", [EXAMPLE, FRENCH])
def test_nothing_raises_whatever_stands_in_a_file(path: str, text: str) -> None:
    files = {**WHOLE, path: text}
    assert compiled(files, "examples/sahel").problems
    check_references(library_of(files))
    assert len(kit_of(compiled(files, "workbooks")).words) == len(LANGUAGES)
