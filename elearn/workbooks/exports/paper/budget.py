"""The budget: the lines under their headings, the sums in the order of the EU budget, and the sources."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _

from elearn.workbooks.exports.paper.blocks import Block, Cell, Column, Heading, Row, Table, cell, own, say
from elearn.workbooks.exports.paper.plain import filled, part_blocks
from elearn.workbooks.exports.paper.wording import NO_BREAK, Wording
from elearn.workbooks.rules.budget import YEARS, Budget, budget_in, is_foreign, units_of
from elearn.workbooks.rules.documents import Node

SHEET = "budget"
ZERO = Decimal(0)


def budget(words: Wording) -> Iterator[Block]:
    """The lines with all sums, then who pays, then what was given as percentages and taxes."""
    sums = words.book.once(budget_in)
    yield _Lines(words, sums).table()
    yield Heading(say(words.title(SHEET, "sources")))
    yield _sources(words, sums)
    rates = words.out.part(SHEET, "rates")
    if filled(words, SHEET, rates):
        yield Heading(say(words.title(SHEET, "rates")))
        yield from part_blocks(words, SHEET, rates)


class _Lines:
    """The table of lines."""

    def __init__(self, words: Wording, sums: Budget) -> None:
        self.words, self.sums = words, sums
        self.nodes = words.out.document(SHEET).of("lines")
        self.years = [place for place in range(len(YEARS)) if sums.years[place]]
        self.width = 7 + len(self.years)

    def table(self) -> Table:
        """Headings with their lines, then the sums."""
        words = self.words
        label = words.labels.field
        columns = (
            Column(label(SHEET, "lines", "text"), 5),
            Column(label(SHEET, "lines", "activity"), 1.3),
            Column(label(SHEET, "lines", "payer"), 1.8),
            Column(label(SHEET, "lines", "unit"), 1.3),
            Column(label(SHEET, "lines", "quantity"), 1.2, is_number=True),
            Column(label(SHEET, "lines", "unit_cost"), 1.7, is_number=True),
            *(Column(_("Year %(num)d", num=year + 1), 1.7, is_number=True) for year in self.years),
            Column(_("Total"), 1.8, is_number=True),
        )
        return Table(words.title(SHEET, "lines"), columns, (*self.lines(), *self.totals()))

    def lines(self) -> Iterator[Row]:
        """The lines below their headings, those without a known heading last."""
        headings = self.words.book.profile.budget.headings if self.words.book.profile.budget else ()
        known = {heading.id for heading in headings}
        for heading in headings:
            own_lines = [node for node in self.nodes if node.text("heading") == heading.id]
            if own_lines or self.sums.headings.get(heading.id):
                total = self.sums.headings.get(heading.id, ZERO)
                yield self.named(self.words.labels.heading(heading.id), total, "group")
                yield from map(self.line, own_lines)
        others = [node for node in self.nodes if node.text("heading") not in known]
        if others:
            total = sum((self.sums.lines[node.id].total for node in others), ZERO)
            yield self.named(_("Under no heading"), total, "group")
            yield from map(self.line, others)

    def named(self, name: str, total: Decimal, look: Literal["group", "sum"]) -> Row:
        """A row with a name over all columns but the last, which holds an amount."""
        return Row((cell(say(name), columns=self.width - 1), cell(say(self.words.money(total)))), look)

    def line(self, node: Node) -> Row:
        """A line with what it costs."""
        words, line = self.words, self.sums.lines[node.id]
        units = units_of(node)
        return Row((
            cell(*words.lines(SHEET, node, "text"), *words.lines(SHEET, node, "note")),
            cell(say(words.numbers.get(node.text("activity"), ""))),
            cell(*words.lines(SHEET, node, "payer"), *words.lines(SHEET, node, "partner")),
            cell(*words.lines(SHEET, node, "unit")),
            cell(say(format_decimal(units) if units else "")),
            self.unit_cost(node),
            *(cell(say(words.money(line.years[year]) if line.years[year] else "")) for year in self.years),
            cell(say(words.money(line.total))),
        ))  # fmt: skip

    def unit_cost(self, node: Node) -> Cell:
        """The cost of a unit; in another currency with its rate and the day of the rate."""
        words, cost = self.words, node.number("unit_cost")
        if cost is None:
            return Cell()
        if not is_foreign(node, words.book.currency):
            return cell(say(words.money(cost)))
        currency = node.text("currency").strip().upper()
        rate = f"1{NO_BREAK}{words.book.currency} = {words.text(SHEET, node, 'rate')}{NO_BREAK}{currency}"
        day = words.text(SHEET, node, "rate_date")
        shown = say(f"{format_decimal(cost)}{NO_BREAK}{currency}")
        return cell(shown, say(rate if node.is_set("rate") else ""), say(day))

    def totals(self) -> Iterator[Row]:
        """What the lines add up to; what is nothing is left out, but never the total."""
        sums = self.sums
        amounts = (
            (_("Direct costs"), sums.direct),
            (_("Indirect costs"), sums.indirect),
            (_("Contingency reserve"), sums.contingency),
            (_("Taxes"), sums.taxes),
        )
        yield from (self.named(name, value, "sum") for name, value in amounts if value)
        yield self.named(_("Total"), sums.total, "sum")


def _sources(words: Wording, sums: Budget) -> Table:
    """Where the money comes from; by the lines where the table of sources is empty."""

    def named(kind: str) -> str:
        return words.labels.option(SHEET, "sources", "kind", kind)

    given = [node for node in words.out.document(SHEET).of("sources") if node.amount("amount")]
    label = words.labels.field
    columns = (
        Column(label(SHEET, "sources", "name"), 4), Column(label(SHEET, "sources", "kind"), 2),
        Column(label(SHEET, "sources", "amount"), 1.6, is_number=True),
        Column(_("Share of the total"), 1.4, is_number=True),
    )  # fmt: skip
    shown = [(own(node.text("name")), named(node.text("kind")), node.amount("amount")) for node in given]
    shown = shown or [(say(named(kind)), "", value) for kind, value in sums.sources.items()]
    rows = [Row((cell(name), cell(say(kind)), *_amounts(words, value, sums.total))) for name, kind, value in shown]
    rows.append(Row((cell(say(_("Total")), columns=2), *_amounts(words, sums.funded, sums.total)), "sum"))
    if sums.gap:
        gap = _("No source pays this yet") if sums.gap > 0 else _("The sources are higher than the costs")
        rows.append(Row((cell(say(gap), columns=2), *_amounts(words, sums.gap, sums.total)), "sum"))
    return Table(words.title(SHEET, "sources"), columns, tuple(rows))


def _amounts(words: Wording, value: Decimal, total: Decimal) -> tuple[Cell, Cell]:
    share = format_percent(value / total, "#,##0.##%") if total else ""
    return cell(say(words.money(value))), cell(say(share))
