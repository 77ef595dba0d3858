"""An offer as it is made to people: so much now, so many times so much."""

from dataclasses import dataclass
from decimal import Decimal

from elearn.calculators.rules.apr import Flow, apr
from elearn.calculators.rules.inputs import InputError


@dataclass(frozen=True)
class Offer:
    """What an offer costs in all, in money, and in a year (`apr`, in per cent)."""

    instalment: Decimal
    payable: Decimal
    cost: Decimal
    apr: Decimal


def judge(amount: Decimal, count: int, instalment: Decimal, fees: Decimal) -> Offer:
    """An offer of `amount` for `count` monthly instalments, with fees at the start. InputError if it is none."""
    if fees >= amount:
        raise InputError("fees", "eat_the_loan")
    payments = [Flow(Decimal(number) / 12, -instalment) for number in range(1, count + 1)]
    payable = instalment * count + fees
    return Offer(instalment, payable, payable - amount, apr([Flow(Decimal(0), amount - fees), *payments]))
