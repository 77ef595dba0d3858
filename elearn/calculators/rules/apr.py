"""The annual percentage rate of charge (APR, TAEG, TAE, effektiver Jahreszins).

Source: the equation and the remarks of Annex I of Directives 2008/48/EC and 2014/17/EU, kept in Annex III of Directive
(EU) 2023/2225: sum of drawdowns · (1 + X)^−t = sum of repayments and charges · (1 + X)^−s, in years from the first
drawdown. A year has 52 weeks or 12 equal months; for days, 365 or 366.
"""

import math
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from elearn.calculators.rules.inputs import InputError

STEPS = 200  # halvings: far more than a float can hold
WIDEST = 1e9  # a rate of a hundred thousand million per cent is no rate
LOWEST = -0.999999


class Period(StrEnum):
    """The time between two payments."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def per_year(self) -> int:
        """How many of them a year has."""
        return {"week": 52, "month": 12, "quarter": 4, "year": 1}[self.value]


@dataclass(frozen=True)
class Flow:
    """Money at a time (in years from the first drawdown): positive to the borrower, negative from the borrower."""

    years: Decimal
    amount: Decimal


def apr(flows: Iterable[Flow]) -> Decimal:
    """The APR in per cent, not rounded, right to nine digits. Raises InputError("flows", …) when there is none.

    The rate nearest to zero is looked for outwards, and then enclosed between two bounds that only come nearer. A
    charge that is paid before the first drawdown makes a second, absurd rate possible; that one is never met.
    """
    known = [(float(flow.years), float(flow.amount)) for flow in flows if flow.amount]
    if not any(amount > 0 for _, amount in known) or not any(amount < 0 for _, amount in known):
        raise InputError("flows", "one_sided")

    def left(rate: float) -> float:
        return math.fsum(amount * math.pow(1 + rate, -years) for years, amount in known)

    at_zero = left(0.0)
    if at_zero == 0:
        return Decimal(0)
    low, high = _bounds(left, at_zero)
    return Decimal(str(_between(left, low, high))) * 100


def shown(rate: Decimal, digits: int = 1) -> Decimal:
    """A rate as it is printed: the directives ask for at least one decimal, half up."""
    return rate.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def years_between(drawn: date, paid: date, period: Period) -> Decimal:
    """The time between two days in years, by remark (c) of the Annex.

    Whole periods are counted back from the payment; the days that are left are a part of the year that ends there.
    """
    if paid <= drawn:
        return -years_between(paid, drawn, period) if paid < drawn else Decimal(0)
    whole = 0
    while moved(paid, period, -(whole + 1)) >= drawn:
        whole += 1
    meeting = moved(paid, period, -whole)
    year = (meeting - moved(meeting, Period.YEAR, -1)).days
    return Decimal(whole) / period.per_year + Decimal((meeting - drawn).days) / year


def moved(day: date, period: Period, count: int) -> date:
    """A day, so many periods later; the 31st becomes the last day of a shorter month."""
    if period is Period.WEEK:
        return day + timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 + count * 12 // period.per_year
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _bounds(left: Callable[[float], float], at_zero: float) -> tuple[float, float]:
    """Two rates between which the sign of what is left changes; the first such pair, seen from zero."""
    inner, upwards = 0.0, at_zero < 0
    outer = 0.01 if upwards else -0.01
    while left(outer) * at_zero > 0:
        inner = outer
        outer = outer * 1.25 if upwards else (outer + LOWEST) / 2
        if outer > WIDEST or outer - LOWEST < 1e-9:
            raise InputError("flows", "no_rate")
    return (inner, outer) if upwards else (outer, inner)


def _between(left: Callable[[float], float], low: float, high: float) -> float:
    below = left(low) > 0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if (left(middle) > 0) == below:
            low = middle
        else:
            high = middle
    return (low + high) / 2
