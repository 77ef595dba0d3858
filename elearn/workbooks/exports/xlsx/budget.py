"""The budget as a worksheet: its lines, the sums of `rules/budget.py` as formulas, and the sources."""

from decimal import Decimal

from flask_babel import gettext as _

from elearn.workbooks.exports.stamp import CARD, END, ROWS, VALUE, address
from elearn.workbooks.exports.tables import field_cell
from elearn.workbooks.exports.xlsx.budget_lines import SHEET, STATED, ZERO, Lines
from elearn.workbooks.exports.xlsx.page import FIRST, Column, File, ref, span
from elearn.workbooks.rules.budget import YEARS
from elearn.workbooks.rules.documents import Node

RATES, SOURCES = address(SHEET, "rates"), address(SHEET, "sources")
SPARE_ROWS = 2


def budget_page(file: File) -> None:
    """Write the worksheet of the budget."""
    page = file.page(SHEET, file.labels.title(SHEET))
    lines = Lines(file, page)
    lines.write()
    total = _Sums(lines).write()
    page.next()
    _Sources(lines, total).write()
    page.finish()


class _Sums:
    """What comes below the lines, in the order of the EU budget: 7 direct costs to 13 total."""

    def __init__(self, lines: Lines) -> None:
        self.lines, self.file, self.page, self.sums = lines, lines.file, lines.page, lines.sums
        self.total = lines.at[STATED]
        self.value = lines.at["unit_cost"]  # percentages stand in the column of unit costs
        self.part = self.file.out.part(SHEET, "rates")
        self.rates = self.file.out.document(SHEET).one("rates")

    def write(self) -> str:
        """Write the sums; gives the cell of the total."""
        sums = self.sums
        self.page.mark(END)
        self.years()
        direct = self.sum(_("Direct costs"), f"=SUM({self.lines.cells_of(STATED)})", sums.direct)
        self.keys()
        indirect = self.given("indirect", direct, sums.indirect)
        running = self.sum(_("Direct and indirect costs"), f"={direct}+{indirect}", sums.before_contingency)
        contingency = self.given("contingency", direct, sums.contingency)
        running = self.sum(_("Total before taxes"), f"={running}+{contingency}", sums.before_taxes)
        taxes = self.given("taxes", "", sums.taxes)
        self.given("taxes_back", "", None)
        self.page.mark(END)
        return self.sum(_("Total"), f"={running}+{taxes}", sums.total)

    def keys(self) -> None:
        """Say where the percentages and taxes stand, and keep a copy of them."""
        fields = tuple(self.part.by_id)
        self.page.keys(f"{CARD} {RATES}", {self.value: VALUE})
        self.file.copy(RATES, "", fields)
        specs = (self.part.by_id[name] for name in fields)
        self.file.copy(RATES, self.rates.id, [field_cell(self.file.labels, SHEET, one, self.rates) for one in specs])

    def years(self) -> None:
        """The direct costs of each year, in the row of the direct costs."""
        for year, amount in zip(YEARS, self.sums.years, strict=True):
            name = f"{year}_amount"
            if name in self.lines.at:
                formula = f"=SUM({self.lines.cells_of(name)})"
                self.page.formula(self.lines.at[name], formula, amount, "money", "sum")

    def sum(self, label: str, formula: str, value: Decimal) -> str:
        """A line with a sum; gives its cell."""
        self.page.cell(FIRST, label, "line", "sum")
        self.page.formula(self.total, formula, value, "money", "sum")
        self.page.next()
        return ref(self.page.row - 1, self.total)

    def given(self, name: str, direct: str, value: Decimal | None) -> str:
        """A line for what people write: per cents of the direct costs, or an amount. Gives the cell of the amount."""
        page, spec = self.page, self.part.by_id[name]
        page.mark(name)
        page.cell(FIRST, self.file.labels.field(SHEET, "rates", name))
        page.cell(self.value, field_cell(self.file.labels, SHEET, spec, self.rates), spec.kind)
        written = ref(page.row, self.value)
        if value is not None:
            page.formula(self.total, f"=ROUND({written}*{direct},2)" if direct else f"=ROUND({written},2)", value)
        page.next()
        return ref(page.row - 1, self.total)


class _Sources:
    """Who pays: by the lines, and by the table of sources, which wins where something stands in it."""

    def __init__(self, lines: Lines, total: str) -> None:
        self.lines, self.file, self.page, self.labels = lines, lines.file, lines.page, lines.labels
        self.cell_of_total = total
        self.amount = lines.at[STATED]
        self.part = self.file.out.part(SHEET, "sources")
        self.columns = {FIRST: "name", FIRST + 1: "kind", self.amount: "amount"}
        self.kinds = self.part.by_id["kind"].options

    def write(self) -> None:
        """Write both tables, what they come to, and the gap."""
        sums = self.lines.sums
        self.page.section(_("Who pays the lines"))
        paid = self.paid_by_lines()
        self.page.next()
        self.page.section(self.labels.words(SHEET).parts["sources"].title)
        given = self.table()
        funded = self.result(_("Sources together"), f"=IF(SUM({given})<>0,SUM({given}),SUM({paid}))", sums.funded)
        self.result(_("Still without a source"), f"={self.cell_of_total}-{funded}", sums.gap)

    def paid_by_lines(self) -> str:
        """What the lines say about who pays them; gives the amounts."""
        page, first = self.page, self.page.row
        payers, totals = self.lines.cells_of("payer"), self.lines.cells_of(STATED)
        for kind in self.kinds:
            page.cell(FIRST, self.labels.option(SHEET, "lines", "payer", kind))
            formula = f"=SUMIF({payers},{ref(page.row, FIRST)},{totals})"
            page.formula(self.amount, formula, self.lines.sums.payers.get(kind, ZERO))
            page.next()
        return span(first, self.amount, page.row - 1, self.amount)

    def table(self) -> str:
        """The sources, with empty rows for others; gives the amounts."""
        page, names = self.page, tuple(self.columns.values())
        page.keys(f"{ROWS} {SOURCES}", {column: f"sources.{name}" for column, name in self.columns.items()})
        self.file.copy(SOURCES, "", names)
        heads = (Column(self.labels.field(SHEET, "sources", name)) for name in names)
        page.header(dict(zip(self.columns, heads, strict=True)))
        first = page.row
        for node in (*self.file.out.document(SHEET).of("sources"), *[Node("", "sources")] * SPARE_ROWS):
            cells = [field_cell(self.labels, SHEET, self.part.by_id[name], node) for name in names]
            for (column, name), cell in zip(self.columns.items(), cells, strict=True):
                page.cell(column, cell, self.part.by_id[name].kind)
            page.mark(node.id)
            if node.id:
                self.file.copy(SOURCES, node.id, cells)
            page.next()
        kinds = (self.labels.option(SHEET, "sources", "kind", kind) for kind in self.kinds)
        page.choose(FIRST + 1, first, page.row - 1, kinds)
        page.mark(END)
        return span(first, self.amount, page.row - 1, self.amount)

    def result(self, label: str, formula: str, value: Decimal) -> str:
        """A line with what it comes to; gives its cell."""
        self.page.cell(FIRST, label, "line", "sum")
        self.page.formula(self.amount, formula, value, "money", "sum")
        self.page.next()
        return ref(self.page.row - 1, self.amount)
