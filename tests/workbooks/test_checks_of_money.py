"""Each check of money finds what it is for, and is silent where the numbers are just in order."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from elearn.catalogue.rules.yaml_files import read_yaml
from elearn.infra.config import shipped
from elearn.workbooks.rules.book import At, Book, Rule
from elearn.workbooks.rules.checks import budget, business, canvas, governance, loan, narrative, whole
from tests.workbooks.books import LANGUAGES, codes, found, profile
from tests.workbooks.money import grant_book, loan_book
from tests.workbooks.money_cases import ALL, Build, Case

RULES: tuple[Rule, ...] = tuple(
    rule for module in (budget, whole, business, loan, canvas, narrative, governance) for rule in module.RULES
)
FAMILIES = ("budget", "whole", "business", "canvas", "narrative", "governance")


@pytest.mark.parametrize(("case", "build"), ALL, ids=lambda one: one.code if isinstance(one, Case) else "")
def test_it_fires_where_it_should_and_nowhere_near(case: Case, build: Build) -> None:
    speaks = found(RULES, case.code, build(case.fires, asked=case.asked, **case.book))
    silent = found(RULES, case.code, build(case.silent, asked=case.asked_silent, **case.book_silent))
    assert [f"{at.node}/{at.field}" for at in speaks] == [case.at]
    assert silent == []


def test_every_check_of_money_has_a_case() -> None:
    assert {case.code for case, _ in ALL} == {rule.code for rule in RULES}


def test_a_workbook_whose_numbers_agree_gets_nothing_but_its_cost_per_person() -> None:
    assert codes(RULES, grant_book()) == {"B15"}
    assert codes(RULES, loan_book()) == set()


def test_an_empty_workbook_gets_nothing_but_its_missing_sheets() -> None:
    empty: dict[str, Any] = {"documents": {}, "requests": ()}
    assert codes(RULES, grant_book(**empty)) == {"W1"}
    assert codes(RULES, loan_book(**empty)) == set()


def test_without_a_form_of_a_funder_or_a_lender_no_ceiling_is_checked() -> None:
    changes = {"budget/rates/indirect": "60", "budget/own/amount": "1"}
    assert codes(RULES, grant_book(changes, profile=profile(["budget"]))) == {"B5", "B15", "W4"}
    debt = {"loan/loan/amount": "80000", "household-budget/wages/amount": "1"}
    assert codes(RULES, loan_book(debt, profile=profile(["loan"]))) == {"M7", "M7b", "M7c"}


# What the findings say of the numbers --------------------------------------------------------------------------------


def params(code: str, book: Book) -> Mapping[str, str]:
    (at,) = found(RULES, code, book)
    return at.params


def test_eight_per_cent_of_indirect_costs_are_822_43_where_719_63_are_allowed() -> None:
    told = params("B3", grant_book({"budget/rates/indirect": "8"}))
    assert told == {"amount": "822.43", "limit": "719.63", "percent_limit": "7"}


def test_the_gap_is_told_without_a_sign_whichever_side_is_short() -> None:
    for amount in ("1000", "1200"):
        assert params("B5", grant_book({"budget/own/amount": amount}))["gap"] == "100"


def test_a_grant_that_is_too_big_is_not_told_twice() -> None:
    too_big = grant_book({"budget/grant/amount": "10000", "budget/own/amount": "1000"})
    assert codes(RULES, too_big) & {"B6", "B6b"} == {"B6"}


def test_the_demanded_heading_is_named() -> None:
    assert params("B12", grant_book({"budget/monitoring": None})) == {"heading": "5.8"}


def test_each_missing_sheet_and_each_open_request_stands_at_its_own_sheet() -> None:
    open_book = grant_book({"card/card": None}, requests=(("plan", "training"), ("budget", "room")))
    assert found(RULES, "W1", open_book) == [At(sheet="card")]
    assert [(at.sheet, at.node) for at in found(RULES, "W5", open_book)] == [("plan", "training"), ("budget", "room")]


def test_percentages_of_people_are_no_number_of_people() -> None:
    assert found(RULES, "W2", grant_book({"indicators/trained/kind": "percent", "card/card/direct": "30"})) == []


def test_the_first_short_month_is_told_with_what_is_missing_and_the_deepest_need() -> None:
    told = params("M8", loan_book({"cash-flow/thread/m4": "2500", "cash-flow/thread/m5": "2000"}))
    assert told == {"month": "4", "amount": "73.64", "amount_need": "1376.52"}


def test_the_first_month_without_its_instalment_is_told() -> None:
    told = params("M7c", loan_book({"cash-flow/loan-out/m5": "100", "cash-flow/loan-out/m9": ""}))
    assert told == {"month": "5", "amount": "187.88", "amount_planned": "100"}


def test_coverage_takes_the_loan_sheet_where_the_cash_flow_has_no_instalment_yet() -> None:
    told = params("M15", loan_book({"cash-flow/loan-out": None}, asked={"coverage_min": Decimal(2)}))
    assert told == {"times": "1.64", "times_least": "2"}


def test_the_household_counts_what_the_owner_takes_by_the_prices_or_else_by_the_cash_flow() -> None:
    spends = {"household-budget/home/amount": "2000"}
    assert found(RULES, "M15c", loan_book(spends)) == []
    told = params("M15b", loan_book({**spends, "prices/owner/living": "", "cash-flow/owner/m1": "2000"}))
    assert told == {"amount": "187.88", "amount_left": "162.5", "percent_limit": "50"}


def test_a_household_that_nobody_has_written_down_is_not_judged() -> None:
    nobody = {f"household-budget/{node}": None for node in ("wages", "home", "friend")}
    for living in ("1", ""):
        alone = loan_book({**nobody, "prices/owner/living": living, "cash-flow/owner": None})
        assert codes(RULES, alone) & {"M15b", "M15c"} == set()


def test_a_loan_that_ends_late_says_how_many_payments_it_needs() -> None:
    told = params("M1", loan_book({"loan/loan/method": "fixed", "loan/loan/instalment": "180"}))
    assert told == {"amount": "180", "payments": "48", "needed": "51"}


def test_papers_of_the_country_that_nobody_touched_are_missing_too() -> None:
    found_papers = found(RULES, "M16", loan_book(papers=("identity", "privacy", "tutor")))
    assert [at.node for at in found_papers] == ["privacy", "tutor"]


# Their texts ---------------------------------------------------------------------------------------------------------


@cache
def texts() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    for family in FAMILIES:
        path = shipped("content") / "workbooks" / "checks" / f"{family}.yml"
        entries, problems = read_yaml(path.read_text(encoding="utf-8"), path.name)
        assert not problems, problems
        known |= entries
    return known


def test_every_check_of_money_has_its_text_in_five_languages() -> None:
    known = texts()
    assert set(known) == {rule.code for rule in RULES}
    assert all(set(entry) == {"lesson", *LANGUAGES} for entry in known.values())


@pytest.mark.parametrize(("case", "build"), ALL, ids=lambda one: one.code if isinstance(one, Case) else "")
def test_a_text_uses_the_parameters_that_its_check_gives(case: Case, build: Build) -> None:
    entry = texts()[case.code]
    (at,) = found(RULES, case.code, build(case.fires, asked=case.asked, **case.book))
    for language in LANGUAGES:
        assert set(re.findall(r"{(\w+)}", entry[language])) == set(at.params), (case.code, language)


def test_each_text_leads_to_a_lesson_or_module_that_exists() -> None:
    modules = shipped("content") / "modules"
    for code, entry in texts().items():
        module, _, lesson = entry["lesson"].partition("/")
        path = modules / module / "lessons" / lesson if lesson else modules / module
        assert not module or path.is_dir(), code
