"""A repayment plan adds up, whatever the lender and the borrower agree."""

import itertools
from datetime import date
from decimal import Decimal

import pytest

from elearn.calculators.rules.apr import Flow, Period, apr, moved, shown, years_between
from elearn.calculators.rules.inputs import InputError
from elearn.calculators.rules.loans import Fee, Loan, Method, Plan, RateKind, When, repayment_plan

AMARA = Loan(Decimal(8000), Decimal(6), 48)


def plan_of(**changes: object) -> Plan:
    return repayment_plan(Loan(**{"amount": Decimal(8000), "rate": Decimal(6), "payments": 48, **changes}))  # type: ignore[arg-type]


def wanted(code: str, **changes: object) -> None:
    with pytest.raises(InputError) as refused:
        plan_of(**changes)
    assert f"{refused.value.field} {refused.value.code}" == code


@pytest.mark.parametrize("to_the_cent", [True, False])
@pytest.mark.parametrize("period", Period)
@pytest.mark.parametrize("rate_kind", RateKind)
@pytest.mark.parametrize("method", Method)
def test_every_plan_repays_the_capital_and_nothing_more(
    method: Method, rate_kind: RateKind, period: Period, to_the_cent: bool
) -> None:
    for amount, rate, payments, grace in itertools.product(
        ("0.07", "333.33", "8000"), ("0", "6", "240"), (1, 7), (0, 3)
    ):
        loan = Loan(
            Decimal(amount), Decimal(rate), payments, method, rate_kind, period, min(grace, payments - 1),
            instalment=Decimal(amount), to_the_cent=to_the_cent,
        )  # fmt: skip
        if method is Method.FIXED and loan.rate_of_period >= 1:
            continue
        plan = repayment_plan(loan)
        assert round(sum(row.capital for row in plan.payments), 20) == Decimal(amount)
        assert plan.payments[-1].balance == 0
        assert method is Method.FIXED or len(plan.payments) == payments
        assert all(row.balance >= 0 for row in plan.payments)
        assert to_the_cent is False or all(row.total == round(row.total, 2) for row in plan.payments)


def test_amara_pays_187_88_a_month_and_her_last_payment_takes_the_rest() -> None:
    plan = repayment_plan(AMARA)
    assert {row.total for row in plan.payments[:-1]} == {Decimal("187.88")}
    assert plan.payments[-1].total == Decimal("187.89")
    assert (plan.interest, plan.cost) == (Decimal("1018.25"), Decimal("1018.25"))


def test_grace_holds_interest_only_and_is_not_free() -> None:
    plan = plan_of(grace=6)
    assert {row.total for row in plan.payments[:6]} == {Decimal("40.00")}
    assert plan.instalment == Decimal("211.65")
    assert plan.interest > repayment_plan(AMARA).interest


def test_a_linear_loan_costs_less_interest_and_a_bullet_more() -> None:
    linear, french, bullet = (
        plan_of(method=method).interest for method in (Method.LINEAR, Method.FRENCH, Method.BULLET)
    )
    assert linear < french < bullet == Decimal(40) * 48


def test_a_fixed_instalment_decides_how_many_payments_there_are() -> None:
    plan = plan_of(method=Method.FIXED, instalment=Decimal(200))
    assert len(plan.payments) == 45
    assert Decimal(0) < plan.payments[-1].total <= Decimal(200)


def test_an_effective_rate_without_fees_is_the_apr() -> None:
    assert shown(plan_of(rate_kind=RateKind.EFFECTIVE, to_the_cent=False).apr, 6) == Decimal("6.000000")


@pytest.mark.parametrize(
    ("fee", "rate", "instalment"),
    [
        (Fee(Decimal(150)), "7.20", "187.88"),
        (Fee(share=Decimal("1.875")), "7.20", "187.88"),
        (Fee(Decimal(150), compulsory=False), "6.17", "187.88"),
        (Fee(Decimal(150), financed=True), "7.18", "191.40"),
        (Fee(Decimal(1), when=When.EACH), "6.46", "187.88"),
    ],
)
def test_what_a_fee_does_to_the_apr(fee: Fee, rate: str, instalment: str) -> None:
    plan = plan_of(fees=(fee,))
    assert (shown(plan.apr, 2), plan.instalment) == (Decimal(rate), Decimal(instalment))


def test_the_cost_is_what_is_paid_less_what_was_received() -> None:
    plan = plan_of(fees=(Fee(Decimal(150)), Fee(Decimal(90), compulsory=False), Fee(Decimal(2), when=When.EACH)))
    assert plan.cost == plan.interest + 150 + 48 * 2
    assert plan.payable == plan.cost + 8000


def test_days_count_when_the_days_are_known_and_a_wait_costs_interest() -> None:
    late = plan_of(drawn=date(2026, 1, 1), first_due=date(2026, 3, 31))
    assert [row.due for row in late.payments[:3]] == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    assert late.payments[0].waiting == Decimal("79.45")
    assert late.instalment == repayment_plan(AMARA).instalment
    assert abs(late.apr - repayment_plan(AMARA).apr) < Decimal("0.02")


def test_a_month_is_a_month_whatever_its_length() -> None:
    assert years_between(date(2024, 1, 31), date(2024, 2, 29), Period.MONTH) < Decimal(1) / 12
    assert years_between(date(2025, 1, 15), date(2026, 1, 15), Period.MONTH) == 1
    assert years_between(date(2026, 1, 1), date(2026, 1, 15), Period.WEEK) == Decimal(2) / 52
    assert years_between(date(2026, 3, 1), date(2026, 1, 1), Period.MONTH) == -Decimal(2) / 12
    assert moved(date(2024, 2, 29), Period.YEAR, 1) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([(0, 100), (1, -100)], "0.0"),
        ([(0, 100), (1, -101)], "1.0"),
        ([(0, 100), (1, -50)], "-50.0"),
        ([(0, 1000), *((month / 12, -120) for month in range(1, 11))], "50.4"),
        ([(0, 500), (1 / 12, -600)], "791.6"),
        ([(0, 100), (1 / 365, -200)], None),
    ],
)
def test_the_solver_finds_the_rate_or_says_that_there_is_none(flows: list[tuple[float, int]], rate: str | None) -> None:
    known = [Flow(Decimal(str(years)), Decimal(amount)) for years, amount in flows]
    if rate is None:
        with pytest.raises(InputError, match="no_rate"):
            apr(known)
    else:
        assert shown(apr(known)) == Decimal(rate)


def test_what_is_no_loan_is_refused_with_the_field_to_mend() -> None:
    wanted("amount not_positive", amount=Decimal(0))
    wanted("rate out_of_range", rate=Decimal(-1))
    wanted("payments out_of_range", payments=0)
    wanted("payments out_of_range", payments=601)
    wanted("grace out_of_range", grace=48)
    wanted("fees eat_the_loan", fees=(Fee(Decimal(8000)),))
    wanted("fees only_at_the_start", fees=(Fee(Decimal(5), when=When.EACH, financed=True),))
    wanted("instalment below_interest", method=Method.FIXED, instalment=Decimal(40))
    wanted("instalment never_ends", method=Method.FIXED, instalment=Decimal("40.01"))
    with pytest.raises(InputError, match="one_sided"):
        apr([Flow(Decimal(0), Decimal(5))])


@pytest.mark.parametrize("days", [{}, {"drawn": date(2026, 1, 1), "first_due": date(2026, 2, 1)}])
@pytest.mark.parametrize("rate_kind", RateKind)
def test_a_wait_of_one_month_costs_nothing_more_not_even_by_rounding(
    rate_kind: RateKind, days: dict[str, date]
) -> None:
    for amount in range(1158, 20_000, 120):  # at 5 % a month's interest ends on half a cent, and may go either way
        plan = plan_of(amount=Decimal(amount), rate=Decimal(5), rate_kind=rate_kind, **days)
        assert plan.payments[0].waiting == 0
        assert plan.payments[0].total == plan.payments[1].total == plan.instalment
