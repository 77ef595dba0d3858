"""Checks of a loan: its own arithmetic, what lenders ask (the profile), the other sheets, the papers."""

from collections.abc import Iterator
from decimal import Decimal

from elearn.calculators.rules.loans import Method, Plan, When, cents
from elearn.catalogue.rules.workbook_values import LoanRules
from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.budget import part_of
from elearn.workbooks.rules.business import cash_in, coverage, household_in, owner_pay_in, start_up_in
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.lending import due_by_month, last_day, repayment_in
from elearn.workbooks.rules.periods import as_date
from elearn.workbooks.rules.typed import plain

ROUNDING = Decimal("0.1")  # of an instalment: so little may be left for the last one to take
NOTHING_IS_ASKED = LoanRules()
NEAR_ENOUGH = 1  # people write 188 for 187.88 in a cash-flow
FEES = ("fee", "fee_percent", "monthly_fee")
FIELDS = {"fees": "fee"}  # the calculators' name of an input -> the sheet's field
SETTLED = ("have", "asked", "not_needed")  # papers that nobody has to look for


def _asked(book: Book) -> LoanRules:
    return book.profile.loan or NOTHING_IS_ASKED


def _plan(book: Book) -> Plan | None:
    return book.once(repayment_in).plan


def _sheet(book: Book) -> Node:
    return book.sheet("loan").one("loan")


# The loan itself -----------------------------------------------------------------------------------------------------


def repaid_too_late_or_too_soon(book: Book) -> Iterator[At]:
    """A fixed instalment that repays the loan in another number of payments than was agreed."""
    plan, agreed = _plan(book), _sheet(book).number("payments")
    if plan is None or agreed is None or plan.loan.method is not Method.FIXED:
        return
    rows = plan.payments[: int(agreed)]
    if len(rows) < agreed or rows[-1].balance > plan.instalment * ROUNDING:
        params = {"amount": plain(plan.loan.instalment), "payments": plain(agreed), "needed": str(len(plan.payments))}
        yield At("loan", "payments", params)


def instalment_below_the_interest(book: Book) -> Iterator[At]:
    """A fixed instalment that does not even pay the interest: the debt grows."""
    repayment = book.once(repayment_in)
    if repayment.loan and repayment.refusal and repayment.refusal.field == "instalment":
        interest = cents(repayment.loan.principal * repayment.loan.rate_of_period)
        yield At("loan", "instalment", {"amount": plain(repayment.loan.instalment), "amount_interest": plain(interest)})


def numbers_that_make_no_loan(book: Book) -> Iterator[At]:
    """Another number with which there is no loan: no amount, a grace as long as the loan, fees above it."""
    refusal = book.once(repayment_in).refusal
    if refusal and refusal.field != "instalment":
        yield At("loan", FIELDS.get(refusal.field, refusal.field))


def no_fees_at_all(book: Book) -> Iterator[At]:
    """No word about fees and compulsory insurance: the APR is only right with them. A written 0 is a word."""
    if _plan(book) and not any(_sheet(book).is_set(field) for field in FEES):
        yield At("loan", "fee")


def loan_too_big(book: Book) -> Iterator[At]:
    """More than this kind of loan allows."""
    amount, most = _sheet(book).number("amount"), _asked(book).amount_max
    if most is not None and amount is not None and amount > most:
        yield At("loan", "amount", {"amount": plain(amount), "limit": plain(most)})


def loan_too_long(book: Book) -> Iterator[At]:
    """More months than this kind of loan allows."""
    plan, most = _plan(book), _asked(book).months_max
    if most is not None and plan is not None and len(plan.payments) > most:
        yield At("loan", "payments", {"months": str(len(plan.payments)), "months_limit": str(most)})


def old_debts(book: Book) -> Iterator[At]:
    """A loan that pays old debts."""
    if _sheet(book).text("purpose") == "refinancing":
        yield At("loan", "purpose")


# The loan and the other sheets ---------------------------------------------------------------------------------------


def another_loan_at_the_start(book: Book) -> Iterator[At]:
    """A loan among the sources of the start-up that is not the one of the loan sheet."""
    amount, sources = _sheet(book).number("amount"), book.once(start_up_in).sources
    if amount and sources and sources.get("loan", 0) != amount:
        yield At("", "", {"amount": plain(sources.get("loan", Decimal(0))), "amount_loan": plain(amount)})


def another_loan_in_the_cash(book: Book) -> Iterator[At]:
    """A loan that comes into the cash-flow with another amount. Fees may have been taken off before."""
    loan, cash = book.once(repayment_in).loan, book.once(cash_in)
    if loan is None or not cash.kinds:
        return
    paid_out, comes_in = loan.amount - loan.fees_at(When.START, compulsory=True), sum(cash.of("loan"), Decimal(0))
    if comes_in not in (loan.amount, paid_out):
        yield At("", "", {"amount": plain(comes_in), "amount_loan": plain(loan.amount)})


def month_without_its_instalment(book: Book) -> Iterator[At]:
    """The first month of the cash-flow that does not pay what the plan of repayment asks of it."""
    plan, cash = _plan(book), book.once(cash_in)
    if plan is None or not cash.kinds:
        return
    paid = cash.of("instalment")
    for month, due in due_by_month(book.sheet("loan"), plan, cash).items():
        if due - paid[month - 1] >= NEAR_ENOUGH:
            yield At("", "", {"month": str(month), "amount": plain(due), "amount_planned": plain(paid[month - 1])})
            return


def covered_too_thinly(book: Book) -> Iterator[At]:
    """Cash before debt, divided by the instalment, below what a prudent lender asks."""
    least, found = _asked(book).coverage_min, _coverage(book)
    if least is not None and found is not None and cents(found) < least:
        yield At("", "", {"times": plain(cents(found)), "times_least": plain(least)})


def _coverage(book: Book) -> Decimal | None:
    """By the cash-flow; with the instalment of the loan sheet where the cash-flow has none yet."""
    cash, plan = book.once(cash_in), _plan(book)
    if cash.coverage is None and plan is not None and cash.kinds:
        return coverage(sum(cash.before_debt, Decimal(0)) / cash.months, plan.instalment)
    return cash.coverage


def too_much_for_the_household(book: Book) -> Iterator[At]:
    """An instalment above so many per cent of what the household has left in a month, with the owner's pay."""
    plan, most, left = _plan(book), _asked(book).household_share_max, _left(book)
    if most is None or plan is None or left is None or left <= 0:
        return
    if plan.instalment > part_of(left, most):
        params = {"amount": plan.instalment, "amount_left": left, "percent_limit": most}
        yield At("", "", {name: plain(number) for name, number in params.items()})


def household_without_a_rest(book: Book) -> Iterator[At]:
    """A household that has nothing left in a month, even with the owner's pay, and an instalment to come."""
    plan, household, left = _plan(book), book.once(household_in), _left(book)
    if plan is not None and left is not None and left <= 0:
        comes_in, goes_out = household.income + owner_pay_in(book), household.expenses + household.debts
        params = {"amount": plan.instalment, "amount_in": comes_in, "amount_out": goes_out}
        yield At("", "", {name: plain(number) for name, number in params.items()})


def _left(book: Book) -> Decimal | None:
    """What a month leaves to the household, with what the owner takes from the business; None before it is begun."""
    return book.once(household_in).left + owner_pay_in(book) if book.has_begun("household-budget") else None


# The papers ----------------------------------------------------------------------------------------------------------


def papers_to_find(book: Book) -> Iterator[At]:
    """A paper that is not there, and that nobody has asked for."""
    checklist = book.sheet("checklist")
    for paper in (book.papers or checklist.nodes) if book.has_begun("checklist") else ():
        node = checklist.get(paper)
        if node is None or node.text("state") not in SETTLED:
            yield At(paper, "state")


def permit_ends_before_the_loan(book: Book) -> Iterator[At]:
    """A residence permit that ends before the last payment."""
    plan, permit = _plan(book), book.sheet("checklist").get("permit")
    until = as_date(permit.text("until")) if permit else None
    if plan is None or until is None:
        return
    end = last_day(plan, book.today)
    if until < end:
        yield At("permit", "until", {"date": until.isoformat(), "date_end": end.isoformat()})


RULES: tuple[Rule, ...] = (
    Rule("M1", Level.ERROR, "loan", repaid_too_late_or_too_soon),
    Rule("M2", Level.ERROR, "loan", instalment_below_the_interest),
    Rule("M2b", Level.ERROR, "loan", numbers_that_make_no_loan),
    Rule("M3", Level.TIP, "loan", no_fees_at_all),
    Rule("M4", Level.ERROR, "loan", loan_too_big),
    Rule("M4b", Level.ERROR, "loan", loan_too_long),
    Rule("M5", Level.ERROR, "loan", old_debts),
    Rule("M7", Level.ERROR, "start-up", another_loan_at_the_start),
    Rule("M7b", Level.ERROR, "cash-flow", another_loan_in_the_cash),
    Rule("M7c", Level.ERROR, "cash-flow", month_without_its_instalment),
    Rule("M15", Level.WARNING, "cash-flow", covered_too_thinly),
    Rule("M15b", Level.WARNING, "loan", too_much_for_the_household),
    Rule("M15c", Level.WARNING, "loan", household_without_a_rest),
    Rule("M16", Level.WARNING, "checklist", papers_to_find),
    Rule("M16b", Level.WARNING, "checklist", permit_ends_before_the_loan),
)
