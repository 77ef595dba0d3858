"""The arithmetic of budgets, to the cent."""

from dataclasses import replace
from decimal import Decimal

import pytest

from elearn.workbooks.rules.budget import Budget, budget_of, part_of
from elearn.workbooks.rules.documents import load
from tests.workbooks.books import profile
from tests.workbooks.money import ASKED, Changes, changed, small_grant

FORM = profile(["budget"], budget=ASKED)


def budget(changes: Changes | None = None) -> Budget:
    return budget_of(load(changed(small_grant(), changes or {})["budget"]), FORM, "EUR")


def of_one_line(**fields: str) -> Budget:
    return budget_of(load({"a": {"part": "lines", **fields}}), FORM, "EUR")


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def test_the_small_grant_adds_up_to_the_cent() -> None:
    found = budget()
    assert found.direct == money("10,280.37")
    assert found.indirect == money("719.63")
    assert found.total == money("11,000.00")
    assert (found.requested, found.own, found.gap) == (money("9,900"), money("1,100"), 0)
    assert (found.grant_share, found.own_share) == (90, 10)


def test_the_ceiling_of_the_contingency_is_a_part_of_the_direct_costs() -> None:
    assert part_of(budget().direct, Decimal(5)) == money("514.02")


def test_indirect_costs_of_36_000_are_2_520_and_the_own_tenth_3_852() -> None:
    lines = {"a": {"part": "lines", "quantity": "1", "unit_cost": "36000"}, "rates": {"part": "rates", "indirect": "7"}}
    found = budget_of(load(lines), FORM, "EUR")
    assert (found.indirect, found.total, part_of(found.total, Decimal(10))) == (2520, 38520, 3852)


def test_contingency_comes_after_indirect_costs_and_taxes_after_both() -> None:
    found = budget({"budget/rates/contingency": "5", "budget/rates/taxes": "100.10"})
    assert found.before_contingency == money("11,000.00")
    assert found.before_taxes == money("11,514.02")
    assert found.total == money("11,614.12")


def test_half_a_cent_goes_up() -> None:
    assert of_one_line(quantity="0.5", unit_cost="33.33").direct == money("16.67")
    assert part_of(Decimal("0.50"), Decimal(1)) == money("0.01")


def test_a_heading_holds_its_sub_headings() -> None:
    headings = budget().headings
    assert (headings["1"], headings["1.1"]) == (4500, 2700)
    assert (headings["5"], headings["5.8"]) == (3220, 500)


def test_a_heading_without_lines_has_a_sum_too() -> None:
    assert budget().headings["3.9"] == 0


def test_headings_add_up_to_the_direct_costs_but_for_lines_without_one() -> None:
    found = budget({"budget/travel/heading": ""})
    assert found.unplaced == 480
    assert sum(found.headings[top] for top in "1235") + found.unplaced == found.direct


def test_a_sub_heading_belongs_to_the_group_of_its_heading() -> None:
    assert budget().groups["staff"] == 4500
    assert budget().groups["services"] == 2720, "5.8 has a group of its own"


def test_an_activity_costs_what_its_lines_cost() -> None:
    assert budget().cost_of("training") == 2700 + 1800 + 720
    assert budget().cost_of("nothing") == 0


def test_who_pays_is_summed_line_by_line() -> None:
    found = budget({"budget/room/payer": "partner", "budget/travel/payer": "partner", "budget/kits/payer": "own"})
    assert (found.payers["partner"], found.payers["own"]) == (1200, 1000)


def test_without_a_table_of_sources_those_who_pay_the_lines_are_the_sources() -> None:
    nobody: Changes = {"budget/grant": None, "budget/own": None}
    found = budget({**nobody, "budget/room/payer": "own", "budget/kits/payer": "grant"})
    assert (found.requested, found.own) == (1000, 720)
    assert found.gap == money("9,280.00")
    assert budget(nobody).sources == {}


def test_the_gap_says_what_no_source_pays_and_is_negative_where_they_pay_too_much() -> None:
    assert budget({"budget/own/amount": "1000"}).gap == 100
    assert budget({"budget/own/amount": "1200.50"}).gap == money("-100.50")


def test_partners_and_gifts_in_kind_are_own_share() -> None:
    changes = {"budget/own/amount": "600", "budget/gift/part": "sources", "budget/gift/amount": "500"}
    assert budget({**changes, "budget/gift/kind": "partner"}).own_share == 10
    assert budget({**changes, "budget/gift/kind": "in_kind"}).own_share == 10


def test_gifts_in_kind_are_no_own_share_where_the_funder_does_not_count_them() -> None:
    form = profile(["budget"], budget=replace(ASKED, in_kind=False))
    sheet = changed(small_grant(), {"budget/own/kind": "in_kind"})["budget"]
    assert budget_of(load(sheet), form, "EUR").own == 0


def test_another_currency_is_divided_by_its_rate() -> None:
    found = of_one_line(quantity="10", unit_cost="65595.70", currency="XOF", rate="655.957")
    assert found.direct == money("1,000.00")


@pytest.mark.parametrize("fields", [{"currency": "eur", "rate": "2"}, {"currency": "USD"}, {"rate": "2"}])
def test_nothing_is_converted_without_another_currency_and_a_rate(fields: dict[str, str]) -> None:
    assert of_one_line(quantity="2", unit_cost="10", **fields).direct == 20


def test_years_are_units_of_a_year_times_unit_cost() -> None:
    found = budget({"budget/coordinator/year1": "4", "budget/coordinator/year2": "2", "budget/room/year1": "12"})
    assert found.years == (1800 + 720, 900, 0)


def test_no_cent_is_lost_between_the_years() -> None:
    found = of_one_line(unit_cost="33.33", quantity="1.5", year1="0.5", year2="0.5", year3="0.5")
    assert found.lines["a"].years == (money("16.67"), money("16.66"), money("16.67"))
    assert sum(found.years) == found.direct == money("50.00")


def test_units_are_those_of_the_years_where_nobody_wrote_a_quantity() -> None:
    assert of_one_line(unit_cost="10", year1="2", year3="1").direct == 30
    assert of_one_line(unit_cost="10", quantity="5", year1="2").direct == 50


def test_an_empty_sheet_is_a_budget_of_nothing() -> None:
    found = budget_of(load({}), profile(["budget"]), "EUR")
    assert (found.total, found.gap, found.own_share, found.years) == (0, 0, 0, (0, 0, 0))
