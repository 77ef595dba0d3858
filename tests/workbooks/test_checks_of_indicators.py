"""Each check of indicators finds what it is for. Each case is one change of indicators that are in order."""

import pytest

from elearn.workbooks.rules.checks.indicators import RULES
from tests.workbooks.books import codes, found, profile
from tests.workbooks.villages import (
    INDICATORS,
    RESULTS,
    Case,
    expected,
    leads_to_a_lesson,
    one_field,
    says_what_it_knows,
    speaks,
    stays_silent,
    texts,
    village_book,
    without,
)

SAYS = {name: {"text": values[6]} for name, values in INDICATORS.items()}
A_SURVEY = {"indicators/net/source": "Household survey"}
TWO_EACH = {"profile": profile(["indicators"], indicators_max=2)}
CUMULATIVE = {"indicators/tested/cumulative": "yes"}

MISSING = (
    Case("I1", {"indicators/net/kind": ""}, {"indicators/net/kind": "percent"}, "net/kind", SAYS["net"]),
    Case("I1", {"indicators/net/unit": ""}, {"indicators/school/unit": ""}, "net/unit", SAYS["net"]),
    Case(
        "I2",
        {"indicators/net/baseline": ""},
        {"indicators/net/baseline": "", "indicators/net/no_baseline": "No sales books yet; measured in month 2"},
        "net/baseline",
        SAYS["net"],
    ),
    Case("I2", {"indicators/rule/baseline": ""}, {"indicators/tested/baseline": "0"}, "rule/baseline", SAYS["rule"]),
    Case(
        "I3",
        {"indicators/net/baseline_year": ""},
        {"indicators/net/baseline_year": "", "indicators/net/baseline": ""},
        "net/baseline_year",
        SAYS["net"],
    ),
    Case("I4", {"indicators/net/target": ""}, {"indicators/net/target": "58"}, "net/target", SAYS["net"]),
    Case("I4", {"indicators/net/target_year": ""}, {"indicators/net": None}, "net/target_year", SAYS["net"]),
    Case("I5", {"indicators/net/source": ""}, {"indicators/net/method": ""}, "net/source", SAYS["net"]),
    Case(
        "I12",
        {"indicators/active/split": "age"},
        {"indicators/active/split": ("age", "sex")},  # type: ignore[dict-item]
        "active/split",
        SAYS["active"],
    ),
    Case("I12", {"indicators/active/split": ""}, {"indicators/tested/split": ""}, "active/split", SAYS["active"]),
    Case(
        "I12",
        {"indicators/orders/split": "", "indicators/orders/people": "yes"},
        {"indicators/orders/split": ""},
        "orders/split",
        SAYS["orders"],
    ),
    Case("I13", A_SURVEY, {**A_SURVEY, "indicators/net/budget_line": "b-teach"}, "net/budget_line", SAYS["net"]),
    Case("I13", A_SURVEY, {**A_SURVEY, "indicators/net/cost": "0"}, "net/budget_line", SAYS["net"]),
    Case("I13", A_SURVEY, {**A_SURVEY, **without("budget")}, "net/budget_line", SAYS["net"]),
    Case("I13", {"indicators/net/cost": "750"}, {"indicators/net/cost": "0"}, "net/budget_line", SAYS["net"]),
    Case(
        "I13",
        {"indicators/net/cost": "750", "indicators/net/budget_line": "gone"},
        {"indicators/net/cost": "750", "indicators/net/budget_line": "b-build"},
        "net/budget_line",
        SAYS["net"],
    ),
    Case(
        "I15",
        {"indicators/passing/source": "Project reports"},
        {"indicators/rule/source": "Project reports"},
        "passing/source",
        SAYS["passing"],
    ),
    Case("I16", {"indicators/net/responsible": ""}, {"indicators/net/cost": ""}, "net/responsible", SAYS["net"]),
    Case("I16", {"indicators/net/frequency": ""}, {"indicators/net/method": ""}, "net/frequency", SAYS["net"]),
    Case(
        "I18",
        {"indicators/school/result": "income", "indicators/rule/result": "income"},
        {"indicators/rule/result": "income"},
        "rule/result",
        {"text": RESULTS["income"][2], "count": "3", "most": "2"},
        TWO_EACH,
        TWO_EACH,
    ),
)


def numbers(indicator: str, text: str, target: str) -> dict[str, str | None]:
    return {f"indicators/{indicator}/text": text, f"indicators/{indicator}/target": target}


VALUES = (
    one_field("I6", "indicators/net/baseline_year", "2027", "2026", **SAYS["net"], year="2027"),
    one_field("I6b", "indicators/net/target_year", "2029", "2028", **SAYS["net"], year="2029"),
    one_field(
        "I6b", "indicators/school/target_year", "2025", "2035", **SAYS["school"], year="2025"
    ),  # an impact may come late
    Case(
        "I7",
        {"indicators/net/target": "37"},
        {"indicators/net/target": "37", "indicators/net/direction": "down"},
        "net/target",
        {**SAYS["net"], "baseline": "38", "target": "37"},
    ),
    Case(
        "I7",
        {"indicators/net/target": "38.00", "indicators/net/direction": ""},
        {"indicators/net/target": "38.00", "indicators/net/direction": "keep"},
        "net/target",
        {**SAYS["net"], "baseline": "38", "target": "38.00"},
    ),
    one_field("I7", "indicators/rule/target", "No", "yes", **SAYS["rule"], baseline="no", target="No"),
    one_field("I8", "indicators/school/target", "100.1", "100", **SAYS["school"], value="100.1"),
    Case(
        "I8",
        {"indicators/school/baseline": "-1"},
        {"indicators/school/baseline": "-1", "indicators/school/growth": "yes"},
        "school/baseline",
        {**SAYS["school"], "value": "-1"},
    ),
    Case(
        "I8",
        {"indicators/school/target": "120"},
        {"indicators/school/target": "120", "indicators/school/text": "Growth of school attendance"},
        "school/target",
        {**SAYS["school"], "value": "120"},
    ),
    Case(
        "I8",
        {"indicators/active/kind": "percent", "indicators/now/value": "150"},
        {"indicators/active/kind": "number", "indicators/now/value": "150"},
        "now/value",
        {**SAYS["active"], "value": "150"},
    ),
    one_field("I9", "indicators/now/from", "2027-01-01", "2026-12-31", **SAYS["active"]),
    Case(
        "I10",
        {**CUMULATIVE, "indicators/halfway/value": "19"},
        {"indicators/halfway/value": "19"},
        "halfway/value",
        {**SAYS["tested"], "before": "20", "value": "19"},
    ),
    Case(
        "I10",
        {**CUMULATIVE, "indicators/soon/date": "2027-06-30"},
        {**CUMULATIVE, "indicators/soon/date": "2027-06-30", "indicators/soon/value": "60"},
        "soon/value",
        {**SAYS["tested"], "before": "60", "value": "20"},
    ),
    Case(
        "I10",
        {**CUMULATIVE, "indicators/tested/direction": "down"},
        {**CUMULATIVE, "indicators/tested/direction": "down", "indicators/halfway/value": "20"},
        "halfway/value",
        {**SAYS["tested"], "before": "20", "value": "60"},
    ),
    Case(
        "I11",
        {"indicators/now/women": "8"},
        {"indicators/now/women": "15", "indicators/now/men": ""},
        "now/value",
        {**SAYS["active"], "value": "15", "people": "14"},
    ),
    Case(
        "I11",
        {"indicators/now/value": "half of them"},
        {"indicators/now/value": "half of them", "indicators/now/women": "", "indicators/now/men": ""},
        "now/value",
        {**SAYS["active"], "value": "half of them", "people": "15"},
    ),
    Case(
        "I11",
        {"indicators/now/value": "60"},
        {"indicators/now/value": "60", "indicators/active/kind": "percent"},
        "now/value",
        {**SAYS["active"], "value": "60", "people": "15"},
    ),
    Case(
        "I14",
        numbers("tested", "110 women pass the practical test", "110"),
        numbers("tested", "1,100 women pass the practical test", "110"),
        "tested/text",
        {"text": "110 women pass the practical test", "target": "110"},
    ),
    Case(
        "I14",
        numbers("net", "Average net income of 1.250,50 euros", "1250.5"),
        numbers("net", "Average net income in 2028", "1250.5"),
        "net/text",
        {"text": "Average net income of 1.250,50 euros", "target": "1250.5"},
    ),
    Case(
        "I14",
        numbers("net", "Average net income of 1.200 euros", "1200"),
        numbers("net", "Average net income of 1.200 euros", "12"),
        "net/text",
        {"text": "Average net income of 1.200 euros", "target": "1200"},
    ),
    one_field("I17", "indicators/now/date", "2027-12-01", "2027-11-30", **SAYS["active"], value="15"),
    one_field("I17b", "indicators/now/value", "61", "60", **SAYS["active"], value="61", target="20"),
    Case(
        "I17b",
        {"indicators/now/value": "61"},
        {"indicators/now/value": "61", "indicators/active/baseline": "90"},
        "now/value",
        {**SAYS["active"], "value": "61", "target": "20"},
    ),
    Case(
        "I17b",
        {"indicators/now/value": "61", "indicators/active/baseline": ""},
        {"indicators/now/value": "61", "indicators/active/baseline": "", "indicators/active/direction": "down"},
        "now/value",
        {**SAYS["active"], "value": "61", "target": "20"},
    ),
)
CASES = (*MISSING, *VALUES)


def by_code(case: object) -> str:
    return case.code if isinstance(case, Case) else ""


@pytest.mark.parametrize("case", CASES, ids=by_code)
def test_it_fires_where_it_should_and_nowhere_near(case: Case) -> None:
    assert speaks(RULES, case) == expected(case)
    assert stays_silent(RULES, case)


@pytest.mark.parametrize("case", CASES, ids=by_code)
def test_its_text_says_what_it_knows_in_five_languages(case: Case) -> None:
    assert says_what_it_knows(texts("indicators")[case.code], case.params)


def test_every_check_has_a_case_and_a_text_that_leads_to_a_lesson() -> None:
    known = texts("indicators")
    assert {case.code for case in CASES} == {rule.code for rule in RULES} == set(known)
    assert all(leads_to_a_lesson(entry) for entry in known.values())


def test_indicators_that_are_in_order_get_no_finding() -> None:
    assert codes(RULES, village_book()) == set()


def test_a_row_without_text_is_no_indicator_yet_and_its_values_wait_with_it() -> None:
    waiting = village_book({"indicators/active/text": "", "indicators/active/source": "", "indicators/now/value": "99"})
    assert codes(RULES, waiting) == set()


def test_twenty_women_trained_without_a_start_is_told_all_that_is_missing() -> None:
    first = {"indicators/a/part": "indicators", "indicators/a/text": "20 women trained"}
    assert codes(RULES, village_book({**without("indicators"), **first})) == {"I1", "I2", "I4", "I5", "I16"}


def test_without_the_dates_of_the_project_no_year_and_no_day_is_wrong() -> None:
    changes = {"indicators/net/target_year": "2040", "indicators/now/date": "2040-01-01"}
    assert codes(RULES, village_book(changes, start=None)) == set()
    assert codes(RULES, village_book(changes, months=0)) == set()


def test_an_indicator_for_each_result_is_not_too_many() -> None:
    assert found(RULES, "I18", village_book(profile=profile(["indicators"], indicators_max=1))) == []
