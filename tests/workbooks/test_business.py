"""The sums of an entrepreneur's sheets: the published case of a cash-flow, and Amara's numbers."""

from datetime import date
from decimal import Decimal

import pytest

from elearn.workbooks.rules.business import (
    CashPlan,
    Household,
    Prices,
    cash_of,
    coverage,
    household_of,
    prices_of,
    start_up_of,
)
from elearn.workbooks.rules.documents import Document, load
from elearn.workbooks.rules.lending import due_by_month, first_month, last_day, loan_of, repayment_of
from tests.workbooks.money import tailoring


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def every_month(amount: str, first: int = 1, months: int = 12) -> dict[str, str]:
    return {f"m{month}": amount for month in range(first, months + 1)}


def cash_flow(**rows: dict[str, str]) -> CashPlan:
    """Sales of 1,400 of which goods take 630 and rent 380; a loan that buys equipment; `rows` are added by kind."""
    usual = {
        "sales": every_month("1400"),
        "goods": every_month("630"),
        "rent": every_month("380"),
        "loan": {"m1": "6000"},
        "equipment": {"m1": "5200"},
        "instalment": every_month("274.11", first=2),
    }
    nodes = {kind: {"part": "rows", "kind": kind, **row} for kind, row in (usual | rows).items()}
    return cash_of(load({"plan": {"part": "plan", "opening": "500", "months": "12"}, **nodes}))


# Cash-flow -----------------------------------------------------------------------------------------------------------


def test_the_published_cash_flow_closes_to_the_cent() -> None:
    found = cash_flow().cash
    assert [found.closing[month - 1] for month in (1, 2, 12)] == [money("1690.00"), money("1805.89"), money("2964.79")]
    assert (found.shortage, found.need) == (None, 0)


def test_with_what_the_owner_takes_the_ninth_month_is_short() -> None:
    found = cash_flow(owner=every_month("300")).cash
    assert [found.closing[month - 1] for month in (8, 9, 12)] == [money("101.23"), money("-82.88"), money("-635.21")]
    assert (found.shortage, found.need) == (9, money("635.21"))


def test_coverage_counts_what_a_month_earns_before_debt() -> None:
    assert cash_flow().before_debt == (390,) * 12, "neither the loan nor what it buys"
    assert round(cash_flow().coverage or 0, 2) == money("1.42")
    assert round(cash_flow(owner=every_month("300")).coverage or 0, 2) == money("0.33")


def test_cash_of_260_covers_an_instalment_of_187_88_1_38_times() -> None:
    assert round(coverage(Decimal(260), money("187.88")) or 0, 2) == money("1.38")


def test_without_instalments_nothing_has_to_be_covered() -> None:
    assert cash_flow(instalment={}).coverage is None


def test_rows_of_one_kind_are_added_up_month_by_month() -> None:
    plan = load(
        {
            "a": {"part": "rows", "kind": "rent", "m1": "500", "m2": "500"},
            "b": {"part": "rows", "kind": "rent", "m2": "45.50"},
        }
    )
    assert cash_of(plan).outgoing[:3] == (500, money("545.50"), 0)


def test_a_row_without_a_kind_is_in_no_sum() -> None:
    found = cash_of(load({"a": {"part": "rows", "m1": "500"}}))
    assert found.cash.closing == (0,) * 12


@pytest.mark.parametrize(("asked", "months"), [("", 12), ("24", 24), ("99", 36), ("0", 1)])
def test_a_cash_flow_has_the_months_that_were_asked_for_up_to_36(asked: str, months: int) -> None:
    sheet = {"plan": {"part": "plan", "months": asked}, "a": {"part": "rows", "kind": "sales", **every_month("1")}}
    assert len(cash_of(load(sheet)).cash.closing) == months


def test_amara_runs_short_in_the_third_month() -> None:
    comes_in, goes_out = (1200, 1800, 2100, 2500, 2700, 2900), (2600, 1900, 2750, 1950, 1950, 2000)
    rows = {
        "a": {"part": "rows", "kind": "sales", **{f"m{i}": str(amount) for i, amount in enumerate(comes_in, 1)}},
        "b": {"part": "rows", "kind": "other_out", **{f"m{i}": str(amount) for i, amount in enumerate(goes_out, 1)}},
    }
    found = cash_of(load({"plan": {"part": "plan", "opening": "2000"}, **rows})).cash
    assert found.closing[:6] == (600, 500, -150, 400, 1150, 2050)
    assert (found.shortage, found.need) == (3, 150)


# Prices --------------------------------------------------------------------------------------------------------------


def shop(*items: tuple[str, str, str], fixed: str = "990", living: str = "1210", instalment: str = "0") -> Prices:
    """Items are (price, material, planned quantity)."""
    names = ("price", "material", "quantity")
    nodes = {f"i{i}": {"part": "items", **dict(zip(names, item, strict=True))} for i, item in enumerate(items)}
    costs = {"c": {"part": "costs", "amount": fixed}, "owner": {"part": "owner", "living": living}}
    return prices_of(load({**nodes, **costs}), Decimal(instalment))


def test_amara_needs_90_repairs_and_200_to_live_from_them() -> None:
    found = shop(("15", "4", "200"))
    repair = found.items[0]
    assert repair.contribution == 11
    assert (found.units(repair, living=False), found.units(repair, living=True)) == (90, 200)
    assert (found.break_even(living=False), found.break_even(living=True)) == (1350, 3000)


def test_the_published_break_even_pays_the_owner_and_the_loan() -> None:
    found = shop(("100", "45", "14"), fixed="380", living="300", instalment="274.11")
    assert found.break_even(living=True) == money("1734.75")


def test_the_mix_carries_the_costs_together() -> None:
    found = shop(("15", "4", "100"), ("30", "19", "50"), fixed="1650", living="0")
    assert found.sales == 3000
    assert found.break_even(living=False) == 3000
    assert [found.units(item, living=False) for item in found.items] == [100, 50]


def test_pieces_are_rounded_up() -> None:
    found = shop(("15", "4", "200"), fixed="991")
    assert found.units(found.items[0], living=False) == 91


def test_without_planned_quantities_the_mix_is_one_of_each() -> None:
    found = shop(("15", "4", ""))
    assert (found.sales, found.units(found.items[0], living=False)) == (0, 90)


def test_a_mix_that_leaves_nothing_has_no_break_even() -> None:
    found = shop(("4", "4", "200"))
    assert found.break_even(living=False) is None
    assert found.units(found.items[0], living=False) is None


def test_items_without_a_price_are_left_out() -> None:
    assert shop(("", "4", "10")).items == ()
    assert shop().break_even(living=True) is None


# Start-up and household ----------------------------------------------------------------------------------------------


def test_the_gap_of_a_start_is_what_no_source_pays() -> None:
    start_up = start_up_of(load(tailoring()["start-up"]))
    assert (start_up.uses, start_up.sources, start_up.gap) == (10_000, {"own": 2000, "loan": 8000}, 0)


def test_a_household_has_left_what_expenses_and_debts_leave() -> None:
    assert household_of(load(tailoring()["household-budget"])).left == 1450 - 980 - 50
    assert Household(Decimal(1450), Decimal(980 + 350), Decimal(0)).left == 120


# Loan ----------------------------------------------------------------------------------------------------------------


def loan(**fields: str) -> Document:
    usual = {"part": "loan", "amount": "8000", "rate": "6", "payments": "48"}
    return load({"loan": usual | fields})


def test_a_loan_of_8000_at_6_per_cent_costs_187_88_a_month() -> None:
    plan = repayment_of(loan(fee="150")).plan
    assert plan is not None
    assert plan.instalment == money("187.88")
    assert round(plan.apr, 2) == money("7.20")
    assert round(plan.cost - 150) == 1018


def test_six_months_of_grace_hold_interest_only() -> None:
    plan = repayment_of(loan(grace="6")).plan
    assert plan is not None
    assert [payment.total for payment in plan.payments[5:7]] == [money("40.00"), money("211.65")]


@pytest.mark.parametrize("missing", ["amount", "rate", "payments"])
def test_an_incomplete_loan_is_none_yet(missing: str) -> None:
    assert loan_of(loan(**{missing: ""})) is None
    assert repayment_of(loan(**{missing: ""})).plan is None


def test_with_a_fixed_instalment_the_payments_follow() -> None:
    assert loan_of(loan(method="fixed")) is None
    plan = repayment_of(loan(method="fixed", instalment="1000", payments="", rate="0")).plan
    assert plan is not None
    assert len(plan.payments) == 8


def test_monthly_fees_are_paid_with_each_instalment_and_optional_ones_are_only_told() -> None:
    plan = repayment_of(loan(monthly_fee="2", optional="5")).plan
    assert plan is not None
    assert (plan.payments[0].total, plan.optional) == (money("189.88"), 240)


def test_financed_fees_are_lent_too() -> None:
    found = loan_of(loan(fee_percent="2", fee_financed="yes"))
    assert found is not None
    assert found.principal == 8160


def test_a_loan_that_cannot_be_says_why() -> None:
    found = repayment_of(loan(grace="48"))
    assert found.plan is None
    assert found.refusal is not None
    assert found.refusal.field == "grace"


def test_days_that_cannot_be_are_left_out() -> None:
    known = loan_of(loan(drawn="2026-03-01", first_due="2026-04-01"))
    turned = loan_of(loan(drawn="2026-04-01", first_due="2026-03-01"))
    assert known is not None
    assert turned is not None
    assert (known.drawn, known.first_due) == (date(2026, 3, 1), date(2026, 4, 1))
    assert (turned.drawn, turned.first_due) == (None, None)


def test_the_last_day_is_that_of_the_last_payment() -> None:
    with_days, without = (repayment_of(loan(first_due=day)).plan for day in ("2026-04-15", ""))
    assert with_days is not None
    assert without is not None
    assert last_day(with_days, date(2026, 3, 1)) == date(2030, 3, 15)
    assert last_day(without, date(2026, 3, 1)) == date(2030, 3, 1)


def test_the_first_instalment_falls_in_the_month_after_the_money_or_on_its_day() -> None:
    assert first_month(loan(), None) == 2
    assert first_month(loan(month="3"), None) == 4
    assert first_month(loan(first_due="2026-06-10"), date(2026, 4, 30)) == 3


def test_each_month_of_the_cash_flow_knows_what_the_loan_asks_of_it() -> None:
    sheet = loan(payments="3", rate="0", amount="300", month="2")
    plan, cash = repayment_of(sheet).plan, cash_of(load({"plan": {"part": "plan", "months": "12"}}))
    assert plan is not None
    assert due_by_month(sheet, plan, cash) == {3: 100, 4: 100, 5: 100}
