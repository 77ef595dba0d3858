"""The loan of a workbook: from the fields of its sheet to the loan that the calculators know."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from elearn.calculators.rules.apr import Period, moved
from elearn.calculators.rules.inputs import InputError
from elearn.calculators.rules.loans import Fee, Loan, Method, Plan, RateKind, When, repayment_plan
from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.business import CashPlan
from elearn.workbooks.rules.documents import Document, Node
from elearn.workbooks.rules.periods import as_date


@dataclass(frozen=True, slots=True)
class Repayment:
    """A loan with its plan of repayment, which knows the instalment, the APR and the total cost.

    `loan` is None while the sheet is incomplete; `plan` too, and where there is no such loan: `refusal` says why.
    """

    loan: Loan | None = None
    plan: Plan | None = None
    refusal: InputError | None = None


def loan_of(document: Document) -> Loan | None:
    """The loan of a sheet; None while amount, rate, or payments (the instalment, where it is fixed) are missing.

    The method is French and the rate nominal where nobody chose. Days that cannot be (a first payment before the money
    came) are left out.
    """
    node = document.one("loan")
    amount, rate, method = node.number("amount"), node.number("rate"), Method(node.text("method") or Method.FRENCH)
    agreed = node.number("instalment" if method is Method.FIXED else "payments")
    if amount is None or rate is None or agreed is None:
        return None
    drawn, first_due = as_date(node.text("drawn")), as_date(node.text("first_due"))
    if drawn and first_due and first_due <= drawn:
        drawn = first_due = None
    return Loan(
        amount=amount,
        rate=rate,
        payments=int(node.amount("payments")),
        method=method,
        rate_kind=RateKind(node.text("rate_kind") or RateKind.NOMINAL),
        grace=int(node.amount("grace")),
        instalment=node.amount("instalment"),
        fees=_fees(node),
        drawn=drawn,
        first_due=first_due,
    )


def _fees(node: Node) -> tuple[Fee, ...]:
    once = Fee(node.amount("fee"), node.amount("fee_percent"), financed=node.is_set("fee_financed"))
    monthly = Fee(node.amount("monthly_fee"), when=When.EACH)
    optional = Fee(node.amount("optional"), when=When.EACH, compulsory=False)
    return tuple(fee for fee in (once, monthly, optional) if fee.amount or fee.share)


def repayment_of(document: Document) -> Repayment:
    """The loan of a sheet with its plan, as far as the sheet goes."""
    loan = loan_of(document)
    if loan is None:
        return Repayment()
    try:
        return Repayment(loan, repayment_plan(loan))
    except InputError as refusal:
        return Repayment(loan, refusal=refusal)


def repayment_in(book: Book) -> Repayment:
    """The loan of a workbook with its plan. Ask `book.once(repayment_in)`: many rules need it."""
    return repayment_of(book.sheet("loan"))


def last_day(plan: Plan, drawn: date) -> date:
    """The day of the last payment. Where the plan has no days, it is counted in months from `drawn`."""
    return plan.payments[-1].due or moved(plan.loan.drawn or drawn, Period.MONTH, len(plan.payments))


def due_by_month(document: Document, plan: Plan, cash: CashPlan) -> dict[int, Decimal]:
    """What the loan asks of each month of a cash-flow: month (from 1) -> payment. `document` is the loan's sheet."""
    numbered = enumerate(plan.payments, first_month(document, cash.first))
    return {month: payment.total for month, payment in numbered if 1 <= month <= cash.months}


def first_month(document: Document, first: date | None) -> int:
    """The month of the cash-flow (from 1) in which the first payment is due. `first` is any day of month 1.

    Where the days are not known, it is the month after the one in which the money comes.
    """
    node = document.one("loan")
    due = as_date(node.text("first_due"))
    if first and due:
        return (due.year - first.year) * 12 + due.month - first.month + 1
    return int(node.number("month") or Decimal(1)) + 1
