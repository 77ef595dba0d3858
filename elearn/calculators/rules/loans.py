"""Repayment plans: four methods, two kinds of rate, grace, fees, with or without cents.

Formulas: the French instalment is A = P·i / (1 − (1 + i)^−n), and P / n without interest; the linear method repays
P / n each time; the bullet method repays everything at the end; with fixed instalments the number of payments follows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from functools import cached_property

from elearn.calculators.rules.apr import Flow, Period, apr, moved, years_between
from elearn.calculators.rules.inputs import InputError

CENT = Decimal("0.01")
MAX_PAYMENTS = 600


class Method(StrEnum):
    """How the capital is repaid."""

    FRENCH = "french"
    LINEAR = "linear"
    BULLET = "bullet"
    FIXED = "fixed"


class RateKind(StrEnum):
    """A nominal rate is divided by the periods of a year, an effective one is compounded over them."""

    NOMINAL = "nominal"
    EFFECTIVE = "effective"


class When(StrEnum):
    """When a fee is due."""

    START = "start"
    EACH = "each"


@dataclass(frozen=True)
class Fee:
    """A cost beside the interest: `amount` in money, or `share` in per cent of the amount that was asked for.

    A compulsory fee counts in the APR; an optional one is only shown. A financed fee is added to the loan; it can only
    be due at the start.
    """

    amount: Decimal = Decimal(0)
    share: Decimal = Decimal(0)
    when: When = When.START
    compulsory: bool = True
    financed: bool = False

    def of(self, asked: Decimal) -> Decimal:
        """The fee in money, to the cent."""
        return cents(self.amount + asked * self.share / 100)


@dataclass(frozen=True)
class Loan:
    """What lender and borrower agree. `rate` is yearly, in per cent; `grace` payments hold interest only.

    `instalment` is needed by the method FIXED alone, whose `payments` follow from it. With `drawn` and `first_due` the
    APR counts days, without them whole periods. `to_the_cent` rounds each row, and the last one takes the rest.
    """

    amount: Decimal
    rate: Decimal
    payments: int = 0
    method: Method = Method.FRENCH
    rate_kind: RateKind = RateKind.NOMINAL
    period: Period = Period.MONTH
    grace: int = 0
    instalment: Decimal = Decimal(0)
    fees: tuple[Fee, ...] = ()
    drawn: date | None = None
    first_due: date | None = None
    to_the_cent: bool = True

    @property
    def principal(self) -> Decimal:
        """What is owed on the first day: the amount and the fees that are financed."""
        return self.amount + sum((fee.of(self.amount) for fee in self.fees if fee.financed), Decimal(0))

    @property
    def count(self) -> int:
        """How many payments were agreed; 0 where a fixed instalment decides it."""
        return 0 if self.method is Method.FIXED else self.payments

    @property
    def rate_of_period(self) -> Decimal:
        """The rate of one period, as a factor (0.005 for 6 % a year, nominal, by the month)."""
        yearly = self.rate / 100
        if self.rate_kind is RateKind.NOMINAL:
            return yearly / self.period.per_year
        return (1 + yearly) ** self.one_period - 1

    @property
    def one_period(self) -> Decimal:
        """The time between two payments, in years."""
        return Decimal(1) / self.period.per_year

    @cached_property
    def wait(self) -> Decimal:
        """The time before the first payment, in years: counted in days where the days are known, else one period."""
        if self.drawn and self.first_due:
            return years_between(self.drawn, self.first_due, self.period)
        return self.one_period

    @property
    def rate_of_the_delay(self) -> Decimal:
        """What the wait for the first payment adds to the rate of one period, as a factor; exactly 0 for one period."""
        yearly = self.rate / 100
        if self.rate_kind is RateKind.NOMINAL:
            return yearly * (self.wait - self.one_period)
        return (1 + yearly) ** self.wait - (1 + yearly) ** self.one_period

    def fees_at(self, when: When, *, compulsory: bool) -> Decimal:
        """The fees that are paid in cash at a time, in money."""
        chosen = (fee for fee in self.fees if fee.when is when and fee.compulsory is compulsory and not fee.financed)
        return sum((fee.of(self.amount) for fee in chosen), Decimal(0))


@dataclass(frozen=True)
class Payment:
    """One row of a plan. `waiting` is the interest of a first wait that is longer (or shorter) than one period."""

    number: int
    due: date | None
    interest: Decimal
    capital: Decimal
    fees: Decimal
    balance: Decimal
    waiting: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """What is paid on this day."""
        return self.interest + self.waiting + self.capital + self.fees


@dataclass(frozen=True)
class Plan:
    """A loan, payment by payment, with what it costs."""

    loan: Loan
    payments: tuple[Payment, ...]

    @property
    def instalment(self) -> Decimal:
        """The usual payment: that of the first month after the grace, without fees and without the wait."""
        row = self.payments[min(self.loan.grace, len(self.payments) - 1)]
        return row.interest + row.capital

    @property
    def interest(self) -> Decimal:
        """All interest, in money."""
        return sum((payment.interest + payment.waiting for payment in self.payments), Decimal(0))

    @property
    def payable(self) -> Decimal:
        """Everything the borrower hands over, with compulsory fees."""
        return sum((payment.total for payment in self.payments), Decimal(0)) + self._at_the_start

    @property
    def cost(self) -> Decimal:
        """The total cost of borrowing: what is handed over, less what was received."""
        return self.payable - self.loan.amount

    @property
    def optional(self) -> Decimal:
        """What may be refused: the fees that are not compulsory, over the whole loan."""
        once, each = (self.loan.fees_at(when, compulsory=False) for when in (When.START, When.EACH))
        return once + each * len(self.payments)

    @property
    def apr(self) -> Decimal:
        """The annual percentage rate of charge, in per cent, not rounded (see `apr.py`)."""
        received = Flow(Decimal(0), self.loan.amount - self._at_the_start)
        return apr((received, *(Flow(self._years(payment), -payment.total) for payment in self.payments)))

    @property
    def _at_the_start(self) -> Decimal:
        return self.loan.fees_at(When.START, compulsory=True)

    def _years(self, payment: Payment) -> Decimal:
        return self.loan.wait + (payment.number - 1) * self.loan.one_period


def cents(amount: Decimal) -> Decimal:
    """An amount of money to the cent; half a cent goes up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def repayment_plan(loan: Loan) -> Plan:
    """The plan of a loan. Raises InputError, with the field to mend, when there is no such loan."""
    _check(loan)
    with localcontext(prec=40):
        return Plan(loan, tuple(_rows(loan)))


def _check(loan: Loan) -> None:
    if loan.amount <= 0:
        raise InputError("amount", "not_positive")
    if not 0 <= loan.rate <= 1000:
        raise InputError("rate", "out_of_range")
    if any(fee.financed and fee.when is not When.START for fee in loan.fees):
        raise InputError("fees", "only_at_the_start")
    if loan.amount <= loan.fees_at(When.START, compulsory=True):
        raise InputError("fees", "eat_the_loan")
    if loan.method is Method.FIXED:
        if loan.instalment <= loan.principal * loan.rate_of_period:
            raise InputError("instalment", "below_interest")
    elif not 1 <= loan.payments <= MAX_PAYMENTS:
        raise InputError("payments", "out_of_range")
    elif not 0 <= loan.grace < loan.payments:
        raise InputError("grace", "out_of_range")


def _rows(loan: Loan) -> Iterator[Payment]:
    balance, rate = loan.principal, loan.rate_of_period
    fees = loan.fees_at(When.EACH, compulsory=True)
    usual = _usual_payment(loan)
    number = 0
    while balance > 0 or number < loan.count:
        number += 1
        if number > MAX_PAYMENTS:
            raise InputError("instalment", "never_ends")
        interest = _rounded(loan, balance * rate)
        waiting = _rounded(loan, balance * loan.rate_of_the_delay) if number == 1 else Decimal(0)
        capital = min(_capital(loan, number, usual, interest), balance)
        if number == loan.count:
            capital = balance
        balance -= capital
        yield Payment(number, _due(loan, number), interest, capital, fees, balance, waiting)


def _capital(loan: Loan, number: int, usual: Decimal, interest: Decimal) -> Decimal:
    """What a payment takes off the debt."""
    if number <= loan.grace or loan.method is Method.BULLET:
        return Decimal(0)
    return usual if loan.method is Method.LINEAR else usual - interest


def _usual_payment(loan: Loan) -> Decimal:
    """The instalment of the methods FRENCH and FIXED; the capital in each payment of LINEAR."""
    rate, count = loan.rate_of_period, loan.payments - loan.grace
    if loan.method is Method.FIXED:
        return loan.instalment
    if loan.method is Method.LINEAR or rate == 0:
        return _rounded(loan, loan.principal / count)
    return _rounded(loan, loan.principal * rate / (1 - (1 + rate) ** -count))


def _rounded(loan: Loan, amount: Decimal) -> Decimal:
    return cents(amount) if loan.to_the_cent else amount


def _due(loan: Loan, number: int) -> date | None:
    return moved(loan.first_due, loan.period, number - 1) if loan.first_due else None
