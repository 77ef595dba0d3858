"""Each check of plan, risks, partners, messages, money to find and questions finds what it is for.

Each case is one change of a project in which every step is there.
"""

import pytest

from elearn.workbooks.rules.checks import communication, fundraising, monitoring, partnerships, plan, risks
from tests.workbooks.books import book, codes, found
from tests.workbooks.villages import (
    ACTIVITIES,
    ASSUMPTIONS,
    Case,
    expected,
    leads_to_a_lesson,
    says_what_it_knows,
    speaks,
    stays_silent,
    texts,
    village_book,
    without,
)

RULES = tuple(
    rule
    for module in (plan, risks, partnerships, communication, fundraising, monitoring)
    for rule in module.RULES
)  # fmt: skip
FAMILIES = ("plan", "risks", "partnerships", "communication", "fundraising", "monitoring")

DOES = {name: {"text": values[4]} for name, values in ACTIVITIES.items()}
HOLDS = {name: {"text": text} for name, (_, text) in ASSUMPTIONS.items()}
FEARS = {name: {"text": f"Not so: {text}"} for name, (_, text) in ASSUMPTIONS.items()}
MESSAGE = {"text": "Dried by 120 women"}

ALL_IN_THE_LAST_MONTH = {f"plan/{name}/end": "18" for name in ACTIVITIES}

PLANS = (
    Case(
        "A1",
        {"plan/build/end": "3"},
        {"plan/build/end": "4"},
        "build/start",
        {**DOES["build"], "start": "4", "end": "3"},
    ),
    Case(
        "A1",
        {"plan/visit/end": "19"},
        {"plan/visit/end": "18"},
        "visit/end",
        {**DOES["visit"], "start": "8", "end": "19"},
    ),
    Case(
        "A1",
        {"plan/visit/start": "", "plan/visit/end": "19"},
        {"plan/visit/start": "", "plan/visit/end": ""},
        "visit/end",
        {**DOES["visit"], "start": "19", "end": "19"},
    ),
    Case("A2", {"plan/build/responsible": ""}, {"plan/build/milestone": ""}, "build/responsible", DOES["build"]),
    Case(
        "A3",
        {"budget/b-build": None},
        {"budget/b-build": None, "plan/build/free": "yes"},
        "build/",
        DOES["build"],
    ),
    Case("A3", {"budget/b-build/activity": "teach"}, without("budget"), "build/", DOES["build"]),
    Case(
        "A4",
        ALL_IN_THE_LAST_MONTH,
        {**ALL_IN_THE_LAST_MONTH, "plan/permits/end": "17"},
        params={"month": "18"},
    ),
    Case(
        "A5",
        {"plan/teach/start": "4"},
        {"plan/teach/start": "5"},
        "teach/start",
        {**DOES["teach"], "other": DOES["build"]["text"], "start": "4", "end": "5"},
    ),
    Case(
        "A5",
        {"plan/visit/after": "teach", "plan/visit/start": "7"},
        {"plan/visit/after": "gone", "plan/visit/start": "7"},
        "visit/start",
        {**DOES["visit"], "other": DOES["teach"]["text"], "start": "7", "end": "8"},
    ),
    Case("A6", {"plan/build/output": ""}, {"plan/build/output": "trained"}, "build/output", DOES["build"]),
    Case("A6", {"plan/build/output": "income"}, without("logframe"), "build/output", DOES["build"]),
    Case(
        "A7",
        {"monitoring/relevance/date": "2027-12-01"},
        {"monitoring/relevance/date": "2027-11-30"},
        "relevance/date",
        {"text": "About relevance?"},
    ),
    Case("R1", {"risks/r-fees": None}, {"risks/r-fees/text": "Fees rise"}, params=HOLDS["fees"]),
    Case("R1", {"risks/r-fees/assumption": "rains"}, without("risks"), params=HOLDS["fees"]),
    Case("R2", {"risks/r-fees/response": ""}, {"risks/r-fees/owner": ""}, "r-fees/response", FEARS["fees"]),
    Case(
        "R2",
        {"risks/r-fees/response": "", "risks/r-rains/impact": "medium"},
        {"risks/r-fees/response": "", "risks/r-fees/impact": "medium"},
        "r-fees/response",
        FEARS["fees"],
    ),
    Case(
        "R2",
        {"risks/r-fees/response": "", "risks/r-rains/likelihood": "low"},
        {"risks/r-fees/response": "", "risks/r-fees/likelihood": "low"},
        "r-fees/response",
        FEARS["fees"],
    ),
)

PEOPLE = (
    Case(
        "N1",
        {"partnerships/city/agreement": "none"},
        {"partnerships/city/agreement": "spoken"},
        "city/agreement",
        {"text": "City"},
    ),
    Case(
        "N1",
        {"partnerships/city/agreement": ""},
        {"partnerships/city/agreement": "", "partnerships/city/role": ""},
        "city/agreement",
        {"text": "City"},
    ),
    Case("N2", {"partnerships/city/place": "there"}, {"partnerships/city/place": "both"}),
    Case("N2", {"partnerships/cooperative": None}, {"partnerships/cooperative/place": ""}),
    Case(
        "K1",
        {"communication/box/audience": "Everybody in Rome"},
        {"communication/box/audience": "All parents of one school in Rome"},
        "box/audience",
        {"text": "Everybody in Rome"},
    ),
    Case("K2", {"communication/box/action": ""}, {"communication/box/channel": ""}, "box/action", MESSAGE),
    Case("K3", {"communication/box/consent": ""}, {"communication/box/consent": "yes"}, "box/consent", MESSAGE),
    Case(
        "K3", {"communication/box/consent": "no"}, {"communication/box/consent": "not_needed"}, "box/consent", MESSAGE
    ),
)

MONEY = (
    Case(
        "F1",
        {"fundraising/need/amount": "21620.01"},
        {"fundraising/need/amount": "21620"},
        "need/amount",
        {"total": "21620", "amount": "21620.01"},
    ),
    Case(
        "F1",
        {"fundraising/call/state": "refused"},
        {"fundraising/call/state": "received", "fundraising/need/amount": "31620"},
        "need/amount",
        {"total": "11620", "amount": "21620"},
    ),
    Case(
        "F2",
        {"fundraising/call/amount": "34668", "fundraising/foundation/amount": "1000"},
        {"fundraising/call/amount": "32700"},  # of 54,500: just 60 %
        "call/amount",
        {"text": "call", "percent": "93"},
    ),
    Case(
        "F3",
        {"fundraising/call/deadline": "2026-02-28"},
        {"fundraising/call/deadline": "2026-03-01"},
        "call/deadline",
        {"text": "call"},
    ),
    Case(
        "F3",
        {"fundraising/call/deadline": "2026-02-28", "fundraising/call/state": "contacted"},
        {"fundraising/call/deadline": "2026-02-28", "fundraising/call/state": "asked"},
        "call/deadline",
        {"text": "call"},
    ),
)

QUESTIONS = (
    Case(
        "E1",
        {"monitoring/sustainability/question": ""},
        {"monitoring/sustainability/criterion": "impact"},
        params={"count": "2", "least": "3"},
    ),
    Case(
        "E2",
        {"monitoring/relevance/indicator": "", "monitoring/effectiveness/indicator": "tested"},
        {"monitoring/relevance/indicator": "", "monitoring/effectiveness/indicator": "net"},
    ),
    Case(
        "E2",
        {"monitoring/relevance": None, "monitoring/effectiveness": None},
        {f"monitoring/{name}/indicator": "" for name in ("relevance", "effectiveness", "sustainability")},
    ),
    Case(
        "E3",
        {"monitoring/relevance/use": ""},
        {"monitoring/relevance/person": ""},
        "relevance/use",
        {"text": "About relevance?"},
    ),
)
CASES = (*PLANS, *PEOPLE, *MONEY, *QUESTIONS)


def by_code(case: object) -> str:
    return case.code if isinstance(case, Case) else ""


@pytest.mark.parametrize("case", CASES, ids=by_code)
def test_it_fires_where_it_should_and_nowhere_near(case: Case) -> None:
    assert speaks(RULES, case) == expected(case)
    assert stays_silent(RULES, case)


@pytest.mark.parametrize("case", CASES, ids=by_code)
def test_its_text_says_what_it_knows_in_five_languages(case: Case) -> None:
    assert says_what_it_knows(texts(*FAMILIES)[case.code], case.params)


def test_every_check_has_a_case_and_a_text_that_leads_to_a_lesson() -> None:
    known = texts(*FAMILIES)
    assert {case.code for case in CASES} == {rule.code for rule in RULES} == set(known)
    assert all(leads_to_a_lesson(entry) for entry in known.values())


def test_a_project_in_order_gets_no_finding() -> None:
    assert codes(RULES, village_book()) == set()


@pytest.mark.parametrize("sheet", ["plan", "risks", "partnerships", "communication", "fundraising", "monitoring"])
def test_a_sheet_that_nobody_has_begun_gets_no_finding(sheet: str) -> None:
    begun = village_book(without(sheet))
    assert [rule.code for rule in RULES if rule.sheet == sheet and list(rule.find(begun))] == []


def test_without_a_duration_no_month_is_too_late() -> None:
    assert codes(RULES, village_book({"plan/visit/end": "60"}, months=0)) == set()


def test_activities_that_wait_for_themselves_or_each_other_do_not_stop_the_checks() -> None:
    itself = village_book({"plan/build/after": "build"})
    each_other = village_book({"plan/permits/after": "build"})
    assert found(RULES, "A5", itself) == []
    assert [at.node for at in found(RULES, "A5", each_other)] == ["permits"]


def test_the_first_plan_of_the_lesson_is_short_and_leans_on_one_source() -> None:
    sources = {"members": ("1800", "90"), "dinner": ("1000", "75"), "call": ("34668", "25")}
    sheet = {
        "need": {"part": "need", "amount": "38520"},
        **{
            name: {"part": "sources", "name": name, "amount": amount, "probability": sure}
            for name, (amount, sure) in sources.items()
        },
    }
    first = book({"fundraising": sheet})
    assert [at.params for at in found(RULES, "F1", first)] == [{"total": "11037", "amount": "38520"}]
    assert [at.params for at in found(RULES, "F2", first)] == [{"text": "call", "percent": "93"}]


@pytest.mark.parametrize(
    ("language", "audience"),
    [("it", "Tutti"), ("es", "Todo el mundo"), ("fr", "Tout le monde"), ("de", "Die Allgemeinheit")],
)
def test_an_audience_that_is_everybody_is_found_in_each_language(language: str, audience: str) -> None:
    sheet = {"m": {"part": "messages", "audience": audience}}
    assert [at.node for at in found(RULES, "K1", book({"communication": sheet}, language=language))] == ["m"]
