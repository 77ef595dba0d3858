"""The glossary and the country facts."""

from collections.abc import Mapping
from typing import Any, cast

import pytest

from elearn.catalogue.rules.compile import Compiled, compile_unit
from elearn.core.problems import Level
from tests.catalogue.files import found

HEADER = "term_id,en,it,es,fr,de,note\n"
CSV = HEADER + 'outcome,outcome,esito,efecto,effet,Wirkung,"a, b"\n'
FACT = """ceiling:
  topic: microcredit
  title: {it: Quanto}
  text: {it: Fino a 75.000 euro.}
  source: {title: Decreto, issuer: Gazzetta, year: 2023}
  valid_on: 2026-02-01
  review_by: 2027-01-31
"""


def glossary(files: Mapping[str, str]) -> Compiled:
    return compile_unit("glossary", {"glossary.csv": CSV, **files}, {}, lambda _digest: None)


def facts(text: str, country: str = "it") -> Compiled:
    return compile_unit("country-facts", {f"country-facts/{country}.yml": text}, {}, lambda _digest: None)


def test_terms_have_names_and_where_written_definitions() -> None:
    terms = cast(
        Any, glossary({"glossary/it.yml": "outcome: {definition: Il cambiamento., avoid: [risultato]}\n"}).value
    )
    assert terms["outcome"].names["de"] == "Wirkung"
    assert terms["outcome"].definitions == {"it": "Il cambiamento."}
    assert terms["outcome"].avoid == {"it": ("risultato",)}
    assert terms["outcome"].note == "a, b"


@pytest.mark.parametrize(
    ("files", "code", "line"),
    [
        ({"glossary.csv": "term,en\n"}, "wrong_columns", 1),
        ({"glossary.csv": CSV + "short,a\n"}, "wrong_columns", 3),
        ({"glossary.csv": CSV + "outcome,a,b,c,d,e,\n"}, "repeated_id", 3),
        ({"glossary.csv": CSV + "Not-An-Id,a,b,c,d,e,\n"}, "bad_term_id", 3),
        ({"glossary.csv": CSV + 'x,"a'}, "csv_broken", 3),
        ({"glossary/it.yml": "outcome: {definition: a}\nnothing: {definition: b}\n"}, "unknown_term", 2),
        ({"glossary/it.yml": "outcome:\n  example: a\n"}, "field_missing", 1),
        ({"glossary/it.yml": "- a\n"}, "not_a_list_of_ids", 1),
        ({"glossary/it.yml": "outcome: {definition: ''}\n"}, "empty_text", 1),
    ],
)
def test_a_broken_glossary_says_where(files: Mapping[str, str], code: str, line: int) -> None:
    result = glossary(files)
    assert result.value is None
    assert (code, line) in [(one, where) for one, _path, where in found(result)]


def test_long_definitions_and_missing_names_are_warnings() -> None:
    result = glossary(
        {"glossary.csv": CSV + "x,a,,c,d,e,\n", "glossary/it.yml": f"outcome: {{definition: {'a ' * 21}}}\n"}
    )
    assert result.value is not None
    assert [code for code, _path, _line in found(result, Level.WARNING)] == ["term_without_name", "long_definition"]


def test_a_retired_term_keeps_its_words_and_says_what_to_use_instead() -> None:
    more = CSV + "change,change,cambiamento,cambio,changement,Änderung,\n"
    retired = "change: {since: 2027-01-31, instead: outcome}\n"
    terms = cast(Any, glossary({"glossary.csv": more, "glossary/retired.yml": retired}).value)
    assert terms["change"].names["de"] == "Änderung"
    assert (str(terms["change"].retired_on), terms["change"].instead) == ("2027-01-31", "outcome")
    assert terms["outcome"].retired_on is None
    lost = glossary({"glossary/retired.yml": "nothing: {since: 2027-01-31, instead: nowhere}\n"})
    assert [code for code, _path, _line in found(lost)] == ["unknown_term", "unknown_term"]


def test_a_retired_fact_is_shown_no_more() -> None:
    assert facts(FACT + "  retired: 2027-06-30\n").value == {}


def test_a_fact_stands_under_its_id_and_country() -> None:
    result = facts(FACT)
    fact = cast(Any, result.value)["ceiling"]["it"]
    assert fact.texts == {"it": "Fino a 75.000 euro."}
    assert str(fact.review_by) == "2027-01-31"
    assert {code for code, _path, _line in found(result, Level.NOTICE)} == {"fact_not_translated"}


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("2027-01-31", "soon", "not_a_date", 7),
        ("2027-01-31", "2025-01-31", "review_before_valid", 1),
        ("ceiling", "Ceiling", "bad_id", 1),
        ("it: Quanto", "pt: Quanto", "not_one_of", 3),
        ("year: 2023", "year: 23", "out_of_range", 5),
        ("year: 2023", "year: 2023, url: javascript:x", "bad_address", 5),
    ],
)
def test_a_broken_fact_says_where(old: str, new: str, code: str, line: int) -> None:
    result = facts(FACT.replace(old, new))
    assert result.value is None
    assert (code, "it.yml", line) in found(result)
