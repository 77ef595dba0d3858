"""What people type into a field, in five languages, and what the field says when it is no value."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from flask import Flask

from elearn.catalogue.rules.workbook_values import LISTS, Field, FieldKind, FieldWords
from elearn.catalogue.service.library import library
from elearn.infra.i18n import speak
from elearn.workbooks.rules.offer import SEEN
from elearn.workbooks.rules.typed import Refusal, plain, read_typed
from elearn.workbooks.service.books import example_documents, kit
from elearn.workbooks.words import REFUSALS, ValueWriter, refusal_words
from tests.workbooks.books import LANGUAGES


def typed(kind: FieldKind, *texts: str, **more: object) -> object:
    return read_typed(Field("f", kind, **more), texts)  # type: ignore[arg-type]


def code(kind: FieldKind, text: str, **more: object) -> str:
    found = typed(kind, text, **more)
    assert isinstance(found, Refusal), found
    return found.code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234,50", "1234.5"),  # Italian, Spanish, French, German
        ("1234.50", "1234.5"),  # English
        ("1.234,50", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1 234,50", "1234.5"),  # French
        ("1\u202f234,50 €", "1234.5"),
        ("€ 1.234.567", "1234567"),
        ("1'234.50", "1234.5"),
        ("-12,5", "-12.5"),
        ("\u221212,5", "-12.5"),
        ("١٢٣٤٫٥".replace("٫", ","), "1234.5"),
        ("0", "0"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_as_five_languages_write_them(text: str, value: str) -> None:
    assert typed("money", text) == value


def test_a_number_that_can_mean_two_is_asked_about() -> None:
    assert typed("number", "1.234") == Refusal("doubtful", {"whole": "1234", "decimals": "1.2340"})
    assert typed("number", "1,234") == Refusal("doubtful", {"whole": "1234", "decimals": "1,2340"})
    assert typed("number", "1,2340") == "1.234"


def test_a_number_is_not_doubtful_where_the_field_can_hold_only_one_of_both() -> None:
    assert typed("money", "1.234") == "1234"  # money has two decimals
    assert typed("whole", "1.234") == "1234"
    assert typed("percent", "1.234", high=Decimal(100)) == "1.234"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("number", "many", "not_a_number"),
        ("number", "12 35", "not_a_number"),
        ("number", "1e5", "not_a_number"),
        ("number", "9" * 30, "not_a_number"),
        ("number", "1234567890123", "out_of_range"),
        ("number", "1,23456", "too_many_decimals"),
        ("whole", "12,5", "not_whole"),
        ("whole", "-1", "out_of_range"),
        ("percent", "-1", "out_of_range"),
        ("year", "26", "out_of_range"),
        ("month", "0", "out_of_range"),
        ("month", "121", "out_of_range"),
        ("date", "31/02/2027", "not_a_date"),
        ("date", "31/12/27", "not_a_date"),
        ("date", "2027-13-01", "not_a_date"),
        ("date", "01/01/1066", "not_a_date"),
        ("date", "tomorrow", "not_a_date"),
        ("tick", "on", "not_an_option"),
        ("choice", "other", "not_an_option"),
        ("link", "../x", "not_an_option"),
        ("line", "x" * 301, "too_long"),
        ("text", "x" * 6001, "too_long"),
    ],
)
def test_what_is_no_value_is_refused_with_a_reason(kind: FieldKind, text: str, expected: str) -> None:
    assert code(kind, text) == expected


def test_limits_of_the_sheet_count() -> None:
    spec = {"low": Decimal(12), "high": Decimal(36)}
    assert typed("whole", "36", **spec) == "36"
    assert typed("whole", "37", **spec) == Refusal("out_of_range", {"low": "12", "high": "36"})


@pytest.mark.parametrize("text", ["31/12/2027", "31.12.2027", "31-12-2027", "2027-12-31"])
def test_dates_are_read_as_people_and_browsers_write_them(text: str) -> None:
    assert typed("date", text) == "2027-12-31"


def test_nothing_is_always_allowed() -> None:
    kinds: tuple[FieldKind, ...] = (
        "line",
        "text",
        "number",
        "money",
        "value",
        "year",
        "date",
        "tick",
        "choice",
        "link",
    )
    for kind in kinds:
        assert typed(kind, "  ") == ""
        assert typed(kind) == ""
    assert typed("links", "") == ()


def test_texts_keep_their_lines_and_lines_have_one() -> None:
    assert typed("text", " first\r\n second\rthird ") == "first\n second\nthird"
    assert typed("line", " one\r\n  line ") == "one line"


def test_a_value_is_a_number_or_words() -> None:
    assert typed("value", "1.200,5") == "1200.5"
    assert typed("value", "no") == "no"
    assert code("value", "1.234") == "doubtful"


def test_lists_hold_each_option_once_and_nothing_else() -> None:
    assert typed("choices", "sex", "age", "sex", options=("sex", "age")) == ("sex", "age")
    assert typed("choices", "sex", "shoe", options=("sex", "age")) == Refusal("not_an_option")
    assert typed("links", "p1", "p2", "p1") == ("p1", "p2")
    assert typed("links", "p1", "<script>") == Refusal("not_an_option")


@pytest.mark.parametrize("number", ["0", "-0.5", "1200", "0.0001", "655.957", "1000000"])
def test_numbers_are_kept_without_exponent_and_without_zeros_behind(number: str) -> None:
    assert plain(Decimal(number)) == number
    assert plain(Decimal(number) + Decimal("0.00000")) == number


def writer() -> ValueWriter:
    return ValueWriter("EUR", lambda *_node: "", {})


@contextmanager
def speaking(app: Flask, language: str) -> Iterator[None]:
    with app.test_request_context():
        speak(language)
        yield


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_a_field_is_read_back_as_the_same(workbook_app: Flask, language: str) -> None:
    """A form without script sends every field: what nobody touched must not look like a change."""
    changed = []
    with speaking(workbook_app, language):
        for example in library().examples:
            for sheet, document in example_documents(example, language).items():
                for node in document.nodes.values():
                    for name, value in node.fields.items():
                        spec = kit().sheets[sheet].by_id[node.part].by_id.get(name)
                        if spec is None:
                            assert name == SEEN
                            continue
                        texts = list(value) if spec.kind in LISTS else [writer().show_for_typing(spec, value)]
                        if read_typed(spec, texts) != value:
                            changed.append((sheet, node.id, name, value, read_typed(spec, texts)))
    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_that_was_clear_once_is_never_asked_about_again(workbook_app: Flask, language: str) -> None:
    numbers = ["655.957", "1.125", "-1.234", "0.125", "1234.5", "1234567.891", "999.999", "0.0001", "1000", "12"]
    spec = Field("rate", "number")
    with speaking(workbook_app, language):
        assert [read_typed(spec, [writer().show_for_typing(spec, number)]) for number in numbers] == numbers


def test_a_long_number_among_words_keeps_all_its_digits(workbook_app: Flask) -> None:
    spec = Field("baseline", "value")
    with speaking(workbook_app, "it"):
        assert read_typed(spec, [writer().show_for_typing(spec, "3.14159265")]) == "3.14159265"


def test_amounts_read_as_the_language_writes_them(workbook_app: Flask) -> None:
    spec, words = Field("amount", "money"), FieldWords("Amount")
    with speaking(workbook_app, "de"):
        assert writer().show(spec, words, "1234.5") == "1.234,50\xa0€"
    with speaking(workbook_app, "en"):
        assert writer().show(spec, words, "1234") == "€1,234"
        assert ValueWriter("XOF", lambda *_node: "", {}).show(spec, words, "1234").endswith("1,234")


def test_every_refusal_has_words(workbook_app: Flask) -> None:
    with speaking(workbook_app, "en"):
        for name, params in (
            ("too_long", {"limit": "300", "length": "400"}),
            ("doubtful", {"whole": "1234", "decimals": "1.2340"}),
            ("circle", {"text": "Shops close"}),
        ):
            assert "%(" not in refusal_words(Refusal(name, params))
        assert refusal_words(Refusal("out_of_range", {"low": "1", "high": "1000000"})).endswith("to 1,000,000.")
        assert set(REFUSALS) >= {"not_an_option", "not_a_number", "not_whole", "too_many_decimals", "not_a_date"}
