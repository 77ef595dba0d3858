"""The cash-flow as a worksheet: what comes in and goes out month by month, with sums and balances as formulas."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import gettext as _

from elearn.workbooks.exports.tables import field_cell, month_columns, tables_of
from elearn.workbooks.exports.xlsx.looks import RED
from elearn.workbooks.exports.xlsx.page import FIRST, Column, File, Page, ref, span
from elearn.workbooks.exports.xlsx.plain import write_card
from elearn.workbooks.rules.business import INCOMING, OUTGOING, cash_in
from elearn.workbooks.rules.documents import Node

SHEET, PART = "cash-flow", "rows"
KIND, FIRST_MONTH = FIRST + 1, FIRST + 2
ZERO = Decimal(0)


def cash_flow_page(file: File) -> None:
    """Write the worksheet of the cash-flow."""
    page = file.page(SHEET, file.labels.title(SHEET))
    start = next(table for table in tables_of(file.out, SHEET) if table.part.is_one)
    cells = write_card(page, start)
    page.next()
    _CashFlow(file, page, cells["opening"]).write()
    page.finish()


class _CashFlow:
    def __init__(self, file: File, page: Page, opening: str) -> None:
        self.file, self.page, self.labels, self.opening = file, page, file.labels, opening
        self.part = file.out.part(SHEET, PART)
        self.plan = file.out.book.once(cash_in)
        self.months = [self.part.by_id[f"m{month}"] for month in range(1, self.plan.months + 1)]
        self.total = FIRST_MONTH + len(self.months)
        self.kinds = self.part.by_id["kind"].options

    def write(self) -> None:
        """Write the table: in, out, what nobody sorted, and the balances."""
        page, labels = self.page, self.labels
        columns = {FIRST: Column(labels.field(SHEET, PART, "name")), KIND: Column(labels.field(SHEET, PART, "kind"))}
        names = [column.header for column in month_columns(self.file.out, SHEET, self.part)]
        columns |= {
            column: Column(name, "money", 11) for column, name in enumerate(names[: len(self.months)], FIRST_MONTH)
        }
        page.header({**columns, self.total: Column(_("Total"), "money")})
        incoming = self.group(_("Money in"), INCOMING, self.plan.incoming)
        outgoing = self.group(_("Money out"), OUTGOING, self.plan.outgoing)
        unsorted = [node for node in self.file.out.document(SHEET).of(PART) if node.text("kind") not in self.kinds]
        if unsorted:
            self.label(_("In no sum: the kind is missing"), "group")
            for node in unsorted:
                self.line(node, ())
        self.balances(incoming, outgoing)

    def group(self, title: str, kinds: Sequence[str], sums: Sequence[Decimal]) -> int:
        """The rows of some kinds, an empty one, and their sum; gives the row of the sum."""
        page = self.page
        self.label(title, "group")
        first = page.row
        of_group = [node for node in self.file.out.document(SHEET).of(PART) if node.text("kind") in kinds]
        for node in (*of_group, Node("", PART)):
            self.line(node, kinds)
        page.cell(FIRST, title, "line", "sum")
        page.cell(KIND, "", "line", "sum")
        for column, amount in enumerate((*sums, sum(sums, ZERO)), FIRST_MONTH):
            page.formula(column, f"=SUM({span(first, column, page.row - 1, column)})", amount, "money", "sum")
        page.next()
        return page.row - 1

    def line(self, node: Node, kinds: Sequence[str]) -> None:
        """A row with its sum over the months."""
        page = self.page
        page.mark(node.id)
        page.cell(FIRST, node.text("name"))
        page.cell(KIND, field_cell(self.labels, SHEET, self.part.by_id["kind"], node))
        page.choose(KIND, page.row, page.row, (self.labels.option(SHEET, PART, "kind", kind) for kind in kinds))
        for column, spec in enumerate(self.months, FIRST_MONTH):
            page.cell(column, field_cell(self.labels, SHEET, spec, node), "money")
        total = sum((node.amount(spec.id) for spec in self.months), ZERO)
        months = span(page.row, FIRST_MONTH, page.row, self.total - 1)
        page.formula(self.total, f"=SUM({months})", total, "money" if node.id else "ready")
        page.next()

    def label(self, title: str, look: str) -> None:
        """A line with a title only."""
        for column in range(FIRST, self.total + 1):
            self.page.cell(column, title if column == FIRST else "", "line", look)
        self.page.next()

    def balances(self, incoming: int, outgoing: int) -> None:
        """What each month begins and ends with: opening + in - out. Red where it ends below zero."""
        page, row = self.page, self.page.row
        for title, shift in ((_("At the start of the month"), 0), (_("At the end of the month"), 1)):
            page.row = row + shift
            page.cell(FIRST, title, "line", "sum")
            page.cell(KIND, "", "line", "sum")
        begins = (self.plan.opening, *self.plan.cash.closing)
        for column, (opening, closing) in enumerate(zip(begins, self.plan.cash.closing, strict=False), FIRST_MONTH):
            page.row = row
            before = f"=N({self.opening})" if column == FIRST_MONTH else f"={ref(row + 1, column - 1)}"
            page.formula(column, before, opening, "money", "sum")
            page.row = row + 1
            formula = f"={ref(row, column)}+{ref(incoming, column)}-{ref(outgoing, column)}"
            page.formula(column, formula, closing, "money", "sum")
        closings = span(row + 1, FIRST_MONTH, row + 1, self.total - 1)
        red = self.file.book.add_format({"font_color": RED, "bold": True})
        rule = {"type": "cell", "criteria": "<", "value": 0, "format": red}
        page.worksheet.conditional_format(closings, rule)
        page.next()
