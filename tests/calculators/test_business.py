"""Amara's numbers, and those of the published exercises."""

from decimal import Decimal

import pytest

from elearn.calculators.rules.business import break_even, cash_flow, margin_of_safety
from elearn.calculators.rules.inputs import InputError


def amounts(*values: float) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def test_amara_needs_90_repairs_and_200_to_live_from_them() -> None:
    assert break_even(*amounts(990, 15, 4)).units == 90
    assert break_even(*amounts(990, 15, 4, 1210)).units == 200


def test_units_are_rounded_up_and_the_ratio_of_sales_never() -> None:
    found = break_even(*amounts(13_268, 30, 14.5))
    assert (found.units, found.margin, round(found.sales)) == (856, Decimal("15.5"), 25_680)


def test_sales_may_fall_so_far_before_costs_are_not_covered() -> None:
    assert margin_of_safety(*amounts(3000, 1350)) == 55


def test_the_first_month_below_zero_is_named_with_what_is_missing() -> None:
    cash = cash_flow(
        Decimal(2000), amounts(1200, 1800, 2100, 2500, 2700, 2900), amounts(2600, 1900, 2750, 1950, 1950, 2000)
    )
    assert cash.closing == tuple(amounts(600, 500, -150, 400, 1150, 2050))
    assert (cash.shortage, cash.need) == (3, 150)


def test_cash_that_never_runs_out_needs_nothing() -> None:
    cash = cash_flow(Decimal(0), amounts(10, 10), amounts(5, 15))
    assert (cash.shortage, cash.need) == (None, 0)


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ((990, 0, 0), "price: not_positive"),
        ((990, 4, 4), "price: below_cost"),
        ((-1, 15, 4), "fixed: negative"),
        ((1, 15, -4), "variable: negative"),
        ((1, 15, 4, -1), "target: negative"),
    ],
)
def test_a_break_even_that_cannot_be_is_refused(numbers: tuple[float, ...], code: str) -> None:
    with pytest.raises(InputError, match=code):
        break_even(*amounts(*numbers))


def test_other_numbers_that_cannot_be_are_refused() -> None:
    with pytest.raises(InputError, match="outgoing: other_length"):
        cash_flow(Decimal(0), amounts(1), amounts(1, 2))
    with pytest.raises(InputError, match="sales: not_positive"):
        margin_of_safety(Decimal(0), Decimal(1))
