"""The loan as a worksheet: the offer, and the plan of repayment with formulas (see `calculators/rules/loans.py`)."""

from collections.abc import Mapping
from decimal import Decimal

from flask_babel import gettext as _

from elearn.calculators.rules.apr import shown
from elearn.calculators.rules.loans import Loan, Method, Payment, Plan, RateKind
from elearn.workbooks.exports.tables import tables_of
from elearn.workbooks.exports.xlsx.page import FIRST, Column, File, Page, ref, span
from elearn.workbooks.exports.xlsx.plain import write_card
from elearn.workbooks.rules.lending import repayment_in

SHEET = "loan"
VALUE = FIRST + 1  # the column of the offer and of the figures; the plan begins in the first column
COLUMNS = ("number", "due", "before", "interest", "capital", "fees", "paid", "balance", "waiting")
AT = {name: column for column, name in enumerate(COLUMNS, FIRST)}  # the last one only where there is a longer wait
ZERO = Decimal(0)


def loan_page(file: File) -> None:
    """Write the worksheet of the loan; without the plan while the offer is incomplete or impossible."""
    page = file.page(SHEET, file.labels.title(SHEET))
    given = write_card(page, next(tables_of(file.out, SHEET)))
    page.next()
    plan = file.out.book.once(repayment_in).plan
    if plan:
        _Repayment(page, plan, given).write()
    page.finish()


class _Repayment:
    def __init__(self, page: Page, plan: Plan, given: Mapping[str, str]) -> None:
        self.page, self.plan, self.loan, self.given = page, plan, plan.loan, given
        self.cells: dict[str, str] = {}
        self.waits = plan.payments[0].waiting != 0

    def write(self) -> None:
        """Write what follows from the offer, what the loan costs, and every payment."""
        summary = self.page.row
        self.figures()
        self.page.row += 4  # room for the costs, which need the rows of the plan
        first = self.page.row + 1
        self.header()
        for payment in self.plan.payments:
            self.payment(payment, is_first=self.page.row == first)
        self.sums(first)
        after, self.page.row = self.page.row, summary + len(self.cells)
        self.costs(first, after - 2)
        self.page.row = after

    # Figures ---------------------------------------------------------------------------------------------------------

    def figure(self, name: str, label: str, formula: str, value: Decimal, kind: str = "money") -> None:
        """A line with a figure, which later formulas use by its name."""
        self.page.cell(FIRST, label, "line", "group")
        self.page.formula(VALUE, formula, value, kind)
        self.cells[name] = ref(self.page.row, VALUE, fixed="both")
        self.page.next()

    def figures(self) -> None:
        """What is owed on the first day, the rates, and the usual instalment."""
        loan, given = self.loan, self.given
        fee = f"ROUND(N({given['fee']})+{given['amount']}*N({given['fee_percent']}),2)"
        self.figure("fees", _("Fees at the start"), f"={fee}", _fees_at_start(loan))
        financed = f'IF({given["fee_financed"]}="",0,{self.cells["fees"]})'
        self.figure("owed", _("Owed on the first day"), f"={given['amount']}+{financed}", loan.principal)
        yearly = given["rate"]
        is_nominal = loan.rate_kind is RateKind.NOMINAL
        rate = f"={yearly}/12" if is_nominal else f"=(1+{yearly})^(1/12)-1"
        self.figure("rate", _("Interest per month"), rate, loan.rate_of_period * 100, "rate")
        if self.waits:
            self.figure("wait", _("Wait for the first payment, in years"), f"={loan.wait:f}", loan.wait, "number")
            whole, month = self.cells["wait"], "1/12"
            delay = f"={yearly}*({whole}-{month})" if is_nominal else f"=(1+{yearly})^{whole}-(1+{yearly})^({month})"
            self.figure("delay", _("Interest of the longer wait"), delay, loan.rate_of_the_delay * 100, "rate")
        self.figure("usual", *self.usual())

    def usual(self) -> tuple[str, str, Decimal]:
        """The instalment, or the capital in each payment of the linear method: label, formula, value."""
        owed, rate, given = self.cells["owed"], self.cells["rate"], self.given
        count = f"({given['payments']}-N({given['grace']}))"
        equal_parts = f"ROUND({owed}/{count},2)"
        match self.loan.method:
            case Method.FRENCH:
                french = f"ROUND({owed}*{rate}/(1-(1+{rate})^-{count}),2)"
                return _("Instalment per month"), f"=IF({rate}=0,{equal_parts},{french})", self.plan.instalment
            case Method.LINEAR:
                row = self.plan.payments[min(self.loan.grace, len(self.plan.payments) - 1)]
                return _("Repaid with each instalment"), f"={equal_parts}", row.capital
            case Method.BULLET:
                return _("Repaid with each instalment"), "=0", ZERO
        return _("Instalment per month"), f"=N({given['instalment']})", self.loan.instalment

    def costs(self, first: int, last: int) -> None:
        """What is handed over in all, what the loan costs, and the APR, which the product calculates."""
        paid = span(first, AT["paid"], last, AT["paid"])
        at_once = f'IF({self.given["fee_financed"]}="",{self.cells["fees"]},0)'
        self.figure("payable", _("You hand over in all"), f"=SUM({paid})+{at_once}", self.plan.payable)
        cost = f"={self.cells['payable']}-{self.given['amount']}"
        self.figure("cost", _("The loan costs"), cost, self.plan.cost)
        self.page.cell(FIRST, _("Yearly rate with all fees (APR)"), "line", "group")
        self.page.cell(VALUE, shown(self.plan.apr, 2), "percent")

    # The plan --------------------------------------------------------------------------------------------------------

    def header(self) -> None:
        """The line above the payments."""
        heads = (
            _("Number"), _("Due"), _("Owed before"), _("Interest"), _("Repaid"), _("Fees"), _("Payment"),
            _("Still to repay"), _("Interest of the longer wait"),
        )  # fmt: skip
        kinds = ("whole", "date", *["money"] * 7)
        columns = {column: Column(head, kind) for column, head, kind in zip(AT.values(), heads, kinds, strict=True)}
        if not self.waits:
            del columns[AT["waiting"]]
        self.page.header(columns)

    def payment(self, payment: Payment, *, is_first: bool) -> None:
        """A payment. The last one takes the rest."""
        page, row = self.page, self.page.row
        before, interest, capital, fees = (ref(row, AT[name]) for name in ("before", "interest", "capital", "fees"))
        page.cell(AT["number"], Decimal(payment.number), "whole")
        page.cell(AT["due"], payment.due or "", "date")
        owed = self.cells["owed"] if is_first else ref(row - 1, AT["balance"])
        page.formula(AT["before"], f"={owed}", payment.balance + payment.capital)
        page.formula(AT["interest"], f"=ROUND({before}*{self.cells['rate']},2)", payment.interest)
        page.formula(AT["capital"], self.capital(payment.number, before, interest), payment.capital)
        page.formula(AT["fees"], self.fees(payment.number, before), payment.fees)
        paid = f"={interest}+{capital}+{fees}"
        if self.waits:
            waiting = f"=ROUND({before}*{self.cells['delay']},2)" if is_first else "=0"
            page.formula(AT["waiting"], waiting, payment.waiting)
            paid += f"+{ref(row, AT['waiting'])}"
        page.formula(AT["paid"], paid, payment.total)
        page.formula(AT["balance"], f"={before}-{capital}", payment.balance)
        page.next()

    def fees(self, number: int, before: str) -> str:
        """What is paid with each instalment beside it."""
        is_due = f"{before}>0" if self.loan.method is Method.FIXED else f"{number}<={self.given['payments']}"
        return f"=IF({is_due},ROUND(N({self.given['monthly_fee']}),2),0)"

    def capital(self, number: int, before: str, interest: str) -> str:
        """What a payment takes off the debt."""
        usual, given = self.cells["usual"], self.given
        each = f"MIN({usual},{before})" if self.loan.method is Method.LINEAR else f"MIN({usual}-{interest},{before})"
        if self.loan.method is Method.FIXED:
            return f"=IF({number}<=N({given['grace']}),0,{each})"
        each = "0" if self.loan.method is Method.BULLET else each
        return f"=IF({number}={given['payments']},{before},IF({number}<=N({given['grace']}),0,{each}))"

    def sums(self, first: int) -> None:
        """What all payments come to."""
        page, payments = self.page, self.plan.payments
        totals = {
            "interest": sum((one.interest for one in payments), ZERO),
            "capital": sum((one.capital for one in payments), ZERO),
            "fees": sum((one.fees for one in payments), ZERO),
            "paid": sum((one.total for one in payments), ZERO),
        }
        page.cell(FIRST, _("Total"), "line", "sum")
        for name, total in totals.items():
            formula = f"=SUM({span(first, AT[name], page.row - 1, AT[name])})"
            page.formula(AT[name], formula, total, "money", "sum")
        page.next()


def _fees_at_start(loan: Loan) -> Decimal:
    """The fee that is paid once or added to the loan; monthly fees are not among them."""
    return sum((fee.of(loan.amount) for fee in loan.fees if fee.when == "start"), ZERO)
