import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from elearn.catalogue.rules.workbook_values import Kit
from elearn.core.languages import LANGUAGES
from elearn.core.refused import RefusedError
from elearn.workbooks.exports.csv import DANGEROUS, write_csv
from elearn.workbooks.exports.lossless import MOST_BYTES, read_json, write_json
from elearn.workbooks.exports.outgoing import Outgoing
from tests.workbooks.books import book
from tests.workbooks.conftest import Examples

LINE = {"part": "lines", "heading": "1", "text": "Trainer; two\nlines", "quantity": "12.5", "unit_cost": "-1234.5"}


def outgoing(kit: Kit, sheets: Mapping[str, Any], language: str = "en") -> Outgoing:
    """A workbook with these sheets, on its way out."""
    return Outgoing("Sahel", "Rome", book(sheets, profile=kit.profiles["small-grant"]), kit, language)


def rows_of(data: bytes, separator: str) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


# CSV -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "separator", "number"), [("en", ",", "-1234.5"), ("it", ";", "-1234,5")])
def test_a_sheet_is_written_as_spreadsheets_of_the_country_read_it(
    kit: Kit, language: str, separator: str, number: str
) -> None:
    data = write_csv(outgoing(kit, {"budget": {"l1": LINE}}, language), "budget")
    assert data.startswith(b"\xef\xbb\xbf")
    words = kit.sheets["budget"].say(language).parts["lines"]
    rows = rows_of(data, separator)
    line = dict(zip(rows[1], rows[2], strict=True))
    assert rows[0] == [words.title]
    assert line[words.fields["text"].term] == LINE["text"]
    assert line[words.fields["unit_cost"].term] == number
    assert line[words.fields["heading"].term] == f"1 {kit.profiles['small-grant'].budget.headings[0].names[language]}"  # type: ignore[union-attr]


def test_each_part_of_a_sheet_has_its_own_title_and_header(kit: Kit) -> None:
    rows = rows_of(write_csv(outgoing(kit, {"budget": {"l1": LINE}}), "budget"), ",")
    words = kit.sheets["budget"].say("en").parts
    titles = [part.title for part in words.values()]
    assert [row[0] for row in rows if row and row[0] in titles] == titles
    assert [words["rates"].fields["indirect"].term, ""] in rows


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "'=1", "''+1"])
def test_a_text_is_no_formula_and_can_be_had_back(kit: Kit, text: str) -> None:
    data = write_csv(outgoing(kit, {"problem-tree": {"p1": {"part": "problems", "text": text}}}), "problem-tree")
    written = rows_of(data, ",")[1][0]
    assert written == f"'{text}"
    assert DANGEROUS.match(written)


def test_words_with_an_apostrophe_stay_as_they_are(kit: Kit) -> None:
    tree = {"p1": {"part": "problems", "text": "'Ndrangheta"}}
    assert rows_of(write_csv(outgoing(kit, {"problem-tree": tree}), "problem-tree"), ",")[1][0] == "'Ndrangheta"


def test_a_fixed_list_names_its_rows(kit: Kit) -> None:
    rows = rows_of(write_csv(outgoing(kit, {}, "de"), "governance"), ";")
    names = list(kit.sheets["governance"].say("de").items.values())
    assert [row[0] for row in rows[2 : 2 + len(names)]] == names


def test_a_plan_of_money_has_a_column_for_each_month(kit: Kit) -> None:
    plan = {"plan": {"part": "plan", "first": "2026-11-30", "months": "14"},
            "sales": {"part": "rows", "name": "Sales", "m1": "5", "m16": "7"}}  # fmt: skip
    rows = rows_of(write_csv(outgoing(kit, {"cash-flow": plan}, "fr"), "cash-flow"), ";")
    header = next(row for row in rows if "nov. 2026" in row)
    assert header[-1] == "févr. 2028"  # month 16 is filled, so it is not left out
    assert len(header) == 2 + 16


def test_every_sheet_of_the_examples_can_be_written(kit: Kit, example_book: Examples) -> None:
    for language in LANGUAGES:
        for example in ("sahel-insieme", "amara"):
            out = Outgoing("T", "P", example_book(language, example), kit, language)
            assert all(write_csv(out, sheet) for sheet in kit.sheets)


# JSON ----------------------------------------------------------------------------------------------------------------


def test_a_workbook_comes_back_whole(kit: Kit, example_book: Examples) -> None:
    for language in LANGUAGES:
        own = example_book(language)
        carried = read_json(write_json(Outgoing("Title", "Rome", own, kit, "de")), kit)
        assert (carried.title, carried.place, carried.profile) == ("Title", "Rome", own.profile.id)
        assert (carried.language, carried.currency, carried.country) == (language, own.currency, own.country)
        assert (carried.start, carried.months) == (own.start, own.months)
        assert carried.documents == own.documents
        for kind, document in own.documents.items():
            assert list(carried.documents[kind].nodes) == list(document.nodes)


def test_a_second_writing_is_the_same_to_the_byte(kit: Kit, example_book: Examples) -> None:
    first = write_json(Outgoing("T", "", example_book("it", "amara"), kit, "it"))
    carried = read_json(first, kit)
    again = book({}, profile=kit.profiles[carried.profile], documents=carried.documents, language="it",
                 start=carried.start, months=carried.months, country=carried.country)  # fmt: skip
    assert write_json(Outgoing("T", "", again, kit, "en")) == first


def test_an_empty_workbook_comes_back(kit: Kit) -> None:
    own = book({}, profile=kit.profiles["entrepreneur"], start=None, months=0)
    carried = read_json(write_json(Outgoing("", "", own, kit, "en")), kit)
    assert (carried.start, carried.months, carried.documents) == (None, 0, {})


GOOD = {
    "format": "quaderno-workbook", "version": 1, "title": "T", "place": "", "profile": "small-grant", "language": "it",
    "currency": "EUR", "country": "it", "start": "2026-06-01", "months": 18,
    "documents": {"budget": {"l1": {"part": "lines", "text": "Trainer", "quantity": "2"}}},
}  # fmt: skip


def budget(**fields: Any) -> dict[str, Any]:
    """A file with one budget line."""
    return {**GOOD, "documents": {"budget": {"l1": {"part": "lines", **fields}}}}


def test_the_good_file_is_read(kit: Kit) -> None:
    assert read_json(json.dumps(GOOD).encode("utf-8-sig"), kit).start == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("file", "at"),
    [
        ({**GOOD, "title": 5}, "title"),
        ({**GOOD, "title": "x" * 301}, "title"),
        ({**GOOD, "title": "\ud800"}, "title"),
        ({**GOOD, "language": "ru"}, "language"),
        ({**GOOD, "currency": "euro"}, "currency"),
        ({**GOOD, "country": "us"}, "country"),
        ({**GOOD, "start": "tomorrow"}, "start"),
        ({**GOOD, "start": "20260601"}, "start"),
        ({**GOOD, "months": -1}, "months"),
        ({**GOOD, "months": 1.5}, "months"),
        ({**GOOD, "months": True}, "months"),
        ({**GOOD, "documents": []}, "documents"),
        ({**GOOD, "documents": {"secrets": {}}}, "documents/secrets"),
        ({**GOOD, "documents": {"budget": []}}, "documents/budget"),
        ({**GOOD, "documents": {"budget": {"l1": "x"}}}, "documents/budget/l1"),
        ({**GOOD, "documents": {"budget": {"l1": {"part": "people"}}}}, "documents/budget/l1"),
        ({**GOOD, "documents": {"budget": {"l1": {"part": ["lines"]}}}}, "documents/budget/l1"),
        ({**GOOD, "documents": {"budget": {"../l1": {"part": "lines"}}}}, "documents/budget/../l1"),
        ({**GOOD, "documents": {"budget": {f"l{n}": {"part": "lines"} for n in range(5001)}}}, "documents"),
        (budget(price="2"), "documents/budget/l1/price"),
        (budget(quantity=2), "documents/budget/l1/quantity"),
        (budget(quantity="two"), "documents/budget/l1/quantity"),
        (budget(quantity="1e400"), "documents/budget/l1/quantity"),
        (budget(rate_date="soon"), "documents/budget/l1/rate_date"),
        (budget(text="a\x00b"), "documents/budget/l1/text"),
        (budget(note="x" * 6001), "documents/budget/l1/note"),
        (budget(text=["a"]), "documents/budget/l1/text"),
    ],
)
def test_a_wrong_shape_is_refused_with_its_place(kit: Kit, file: dict[str, Any], at: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_json(json.dumps(file).encode(), kit)
    assert (refused.value.code, refused.value.params) == ("wrong_shape", {"at": at})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_json"),
        (b"\xff\xfe{}", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"months": NaN}', "not_json"),
        (b'{"months": ' + b"9" * 5000 + b"}", "not_json"),
        (b'{"a": 1, "a": 2}', "not_json"),
        (b"[]", "other_format"),
        (b'{"format": "iati"}', "other_format"),
        (json.dumps({**GOOD, "version": 2}).encode(), "unknown_version"),
        (json.dumps({**GOOD, "version": "1"}).encode(), "unknown_version"),
        (json.dumps({**GOOD, "profile": "nobody"}).encode(), "unknown_profile"),
        (json.dumps({**GOOD, "profile": ["small-grant"]}).encode(), "unknown_profile"),
        (b" " * (MOST_BYTES + 1), "too_large"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_at_once(kit: Kit, data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_json(data, kit)
    assert refused.value.code == code
