"""Figures that others have published come out."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from elearn.calculators.rules.apr import Flow, Period, apr, shown, years_between
from elearn.calculators.rules.business import break_even
from elearn.calculators.rules.loans import Loan, cents, repayment_plan

PUBLISHED: dict[str, Any] = json.loads((Path(__file__).parent / "published.json").read_text(encoding="utf-8"))


def years(text: str) -> Decimal:
    exact = sum((Fraction(part) for part in text.split("+")), Fraction(0))
    return Decimal(exact.numerator) / exact.denominator


def flows(case: dict[str, Any]) -> list[Flow]:
    found = [Flow(years(at), Decimal(amount)) for at, amount in case["flows"]]
    for amount, count, per_year, first in case.get("series", ()):
        start = years(first)
        found += [Flow(start + Decimal(number) / int(per_year), Decimal(amount)) for number in range(int(count))]
    monthly = enumerate(case.get("monthly", ()), 1)
    return found + [Flow(Decimal(month) / 12, -Decimal(amount)) for month, amount in monthly]


@pytest.mark.parametrize("case", PUBLISHED["apr"], ids=lambda case: case["id"])
def test_the_apr_of_a_published_example(case: dict[str, Any]) -> None:
    rate = apr(flows(case))
    assert abs(rate - Decimal(case["x"])) <= Decimal(case["tolerance"])
    assert shown(rate) == Decimal(case["printed"])


@pytest.mark.parametrize("case", [case for case in PUBLISHED["apr"] if "dates" in case], ids=lambda case: case["id"])
def test_days_are_counted_as_in_the_examples(case: dict[str, Any]) -> None:
    drawn, first = (date.fromisoformat(day) for day in case["dates"])
    assert abs(years_between(drawn, first, Period.MONTH) - years(case["series"][0][3])) < Decimal("1e-20")


@pytest.mark.parametrize(("amount", "rate", "payments", "instalment"), PUBLISHED["instalment"])
def test_a_published_instalment(amount: str, rate: str, payments: str, instalment: str) -> None:
    plan = repayment_plan(Loan(Decimal(amount), Decimal(rate) * 100, int(payments)))
    assert plan.instalment == Decimal(instalment)


def test_the_table_of_the_commission_is_not_rounded_inside() -> None:
    table = PUBLISHED["unrounded_plan"]
    plan = repayment_plan(Loan(Decimal(200_000), Decimal(6), 240, to_the_cent=False))
    for number, interest, capital, balance in table["rows"]:
        row = plan.payments[int(number) - 1]
        assert [cents(row.interest), cents(row.capital), cents(row.balance)] == [
            cents(Decimal(value)) for value in (interest, capital, balance)
        ]
    year = plan.payments[:12]
    assert cents(sum(row.interest for row in year)) == Decimal(table["year1"]["interest"])
    assert cents(sum(row.capital for row in year)) == cents(Decimal(table["year1"]["capital"]))
    assert abs(plan.interest - Decimal(table["interest_total"])) < Decimal("0.05")


@pytest.mark.parametrize("case", PUBLISHED["break_even"])
def test_a_published_break_even(case: dict[str, str]) -> None:
    fixed, price, variable = (Decimal(case[name]) for name in ("fixed", "price", "variable"))
    found = break_even(fixed, price, variable, Decimal(case.get("target_profit", 0)))
    assert found.units == int(case.get("units_target") or case["units"])
    if sales := case.get("sales_target") or case.get("sales"):
        assert found.sales == Decimal(sales)
