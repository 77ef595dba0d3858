"""The loan: the offer, what it costs, and the plan of repayment."""

from collections.abc import Iterator
from decimal import Decimal

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from elearn.calculators.rules.loans import Plan
from elearn.workbooks.exports.paper.blocks import Block, Cell, Column, Heading, Paragraph, Table, cell, rows_of, say
from elearn.workbooks.exports.paper.plain import plain, sentence
from elearn.workbooks.exports.paper.wording import Wording
from elearn.workbooks.rules.lending import repayment_in


def loan(words: Wording) -> Iterator[Block]:
    """What the sheet says, then what follows from it where it says enough."""
    yield from plain(words, "loan")
    plan = words.book.once(repayment_in).plan
    if plan is None:
        return
    yield Heading(say(_("What it costs")))
    answer = _("You pay %(amount)s a month. In all the loan costs %(cost)s.",
               amount=words.money(plan.instalment), cost=words.money(plan.cost))  # fmt: skip
    yield Paragraph(sentence(answer))
    rate = _("%(score)s %%", score=format_decimal(plan.apr, "#,##0.00"))
    yield Paragraph(say(_("Annual percentage rate of charge (APR): %(rate)s", rate=rate)))
    yield Heading(say(_("The plan of repayment")))
    yield _repayment(plan)


def _repayment(plan: Plan) -> Table:
    """A row for each payment. The days and the fees have columns only where there are any."""
    columns = [
        (Column(_("Month"), 0.7, is_number=True), lambda row: cell(say(str(row.number)))),
        (Column(_("Due"), 1.2), lambda row: cell(say(format_date(row.due, "medium") if row.due else ""))),
        (Column(_("You pay"), is_number=True), lambda row: _cents(row.total)),
        (Column(_("Interest"), is_number=True), lambda row: _cents(row.interest + row.waiting)),
        (Column(_("Capital"), is_number=True), lambda row: _cents(row.capital)),
        (Column(_("Fees"), is_number=True), lambda row: _cents(row.fees)),
        (Column(_("Still owed"), 1.2, is_number=True), lambda row: _cents(row.balance)),
    ]  # fmt: skip
    if not any(payment.fees for payment in plan.payments):
        del columns[5]
    if plan.payments[0].due is None:
        del columns[1]
    rows = tuple(rows_of(columns, plan.payments))
    return Table(_("The plan of repayment"), tuple(column for column, _make in columns), rows)


def _cents(value: Decimal) -> Cell:
    return cell(say(format_decimal(value, "#,##0.00")))
