"""The cash-flow: money in and out, twelve months side by side."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flask_babel import format_decimal
from flask_babel import gettext as _

from elearn.workbooks.exports.paper.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
    cell,
    own,
    say,
)  # fmt: skip
from elearn.workbooks.exports.paper.plain import sentence
from elearn.workbooks.exports.paper.wording import Wording
from elearn.workbooks.exports.tables import month_columns
from elearn.workbooks.rules.business import INCOMING, OUTGOING, CashPlan, cash_in
from elearn.workbooks.rules.documents import Node

SHEET, PART = "cash-flow", "rows"
YEAR = 12
ZERO = Decimal(0)


def cash_flow(words: Wording) -> Iterator[Block]:
    """What there is at the start, a table for each year, and whether the money is enough."""
    sums = words.book.once(cash_in)
    opening = words.labels.field(SHEET, "plan", "opening")
    yield Paragraph(say(f"{opening}: {words.money(sums.opening)}"))
    names = [column.header for column in month_columns(words.out, SHEET, words.out.part(SHEET, PART))]
    for first in range(0, sums.months, YEAR):
        months = range(first, min(first + YEAR, sums.months))
        if sums.months > YEAR:
            yield Heading(say(f"{names[first]} – {names[months[-1]]}"))
        yield Table(words.title(SHEET, PART), _columns(words, names, months), tuple(_rows(words, sums, months)))
    yield Paragraph(sentence(_answer(words, sums)))


def _answer(words: Wording, sums: CashPlan) -> str:
    month, need, left = sums.cash.shortage, words.money(sums.cash.need), words.money(sums.cash.closing[-1])
    if month:
        return str(_("Month %(month)s ends below zero. At the worst %(amount)s are missing.", month=month, amount=need))
    return str(_("No month ends below zero. At the end %(amount)s are left.", amount=left))


def _columns(words: Wording, names: Sequence[str], months: range) -> tuple[Column, ...]:
    return (
        Column(words.labels.field(SHEET, PART, "name"), 2.4),
        *(Column(names[month], is_number=True) for month in months),
        Column(_("Total"), 1.1, is_number=True),
    )


def _rows(words: Wording, sums: CashPlan, months: range) -> Iterator[Row]:
    nodes = words.out.document(SHEET).of(PART)
    for title, kinds, totals in ((_("Money in"), INCOMING, sums.incoming), (_("Money out"), OUTGOING, sums.outgoing)):
        yield from (_line(words, node, months) for node in nodes if node.text("kind") in kinds)
        yield _sum(title, [totals[month] for month in months])
    unsorted = [node for node in nodes if node.text("kind") not in (*INCOMING, *OUTGOING)]
    if unsorted:
        yield Row((cell(say(_("In no sum: the kind is missing")), columns=len(months) + 2),), "group")
        yield from (_line(words, node, months) for node in unsorted)
    begins = (sums.opening, *sums.cash.closing)
    yield _sum(_("At the start of the month"), [begins[month] for month in months], is_added=False)
    yield _sum(_("At the end of the month"), [sums.cash.closing[month] for month in months], is_added=False)


def _line(words: Wording, node: Node, months: range) -> Row:
    amounts = [node.amount(f"m{month + 1}") for month in months]
    name = own(node.text("name")) or say(words.text(SHEET, node, "kind"))
    return Row((cell(name), *(_amount(one) if one else Cell() for one in amounts), _amount(sum(amounts, ZERO))))


def _sum(title: str, amounts: Sequence[Decimal], *, is_added: bool = True) -> Row:
    """A row of sums; balances are not added up over the months."""
    total = _amount(sum(amounts, ZERO)) if is_added else Cell()
    return Row((cell(say(title)), *map(_amount, amounts), total), "sum")


def _amount(value: Decimal) -> Cell:
    """An amount without its currency: there is little room."""
    is_whole = value == value.to_integral_value()
    return cell(say(format_decimal(value, "#,##0" if is_whole else "#,##0.00")))
