"""Break-even, margin of safety and cash-flow: the numbers of a small business."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from elearn.calculators.rules.inputs import InputError


@dataclass(frozen=True)
class BreakEven:
    """Where costs are covered. `units` are whole; `sales` is exact, in money: fixed ÷ (1 − variable ÷ price)."""

    margin: Decimal
    units: int
    sales: Decimal


@dataclass(frozen=True)
class Cash:
    """Money at the end of each month; `shortage` is the first month (from 1) that ends below zero, `need` the depth."""

    closing: tuple[Decimal, ...]
    shortage: int | None
    need: Decimal


def break_even(fixed: Decimal, price: Decimal, variable: Decimal, target: Decimal = Decimal(0)) -> BreakEven:
    """How much to sell to cover the fixed costs, and to keep `target` beside them. All in money for one period.

    Units are (fixed + target) ÷ (price − variable), rounded up. Raises InputError when a sale does not leave anything.
    """
    if price <= 0:
        raise InputError("price", "not_positive")
    if fixed < 0 or variable < 0 or target < 0:
        raise InputError("fixed" if fixed < 0 else "variable" if variable < 0 else "target", "negative")
    margin = price - variable
    if margin <= 0:
        raise InputError("price", "below_cost")
    units = (fixed + target) / margin
    return BreakEven(margin, int(units.to_integral_value(ROUND_CEILING)), (fixed + target) * price / margin)


def margin_of_safety(sales: Decimal, needed: Decimal) -> Decimal:
    """How far sales may fall before costs are no longer covered, in per cent of the sales."""
    if sales <= 0:
        raise InputError("sales", "not_positive")
    return (sales - needed) / sales * 100


def cash_flow(opening: Decimal, incoming: Sequence[Decimal], outgoing: Sequence[Decimal]) -> Cash:
    """Month by month: closing = opening + incoming − outgoing. Both lists have one amount for each month."""
    if len(incoming) != len(outgoing):
        raise InputError("outgoing", "other_length")
    closing: list[Decimal] = []
    for income, cost in zip(incoming, outgoing, strict=True):
        opening += income - cost
        closing.append(opening)
    short = next((month for month, left in enumerate(closing, 1) if left < 0), None)
    return Cash(tuple(closing), short, max(Decimal(0), -min(closing, default=Decimal(0))))
