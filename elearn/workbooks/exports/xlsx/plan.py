"""The activity plan as a worksheet: the activities, and beside them a bar over the months of each (Gantt)."""

from decimal import Decimal

from flask_babel import gettext as _

from elearn.workbooks.exports.tables import field_cell
from elearn.workbooks.exports.xlsx.looks import BAR
from elearn.workbooks.exports.xlsx.page import FIRST, Column, File, Page, ref, span
from elearn.workbooks.rules.budget import budget_in
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.numbering import activity_numbers
from elearn.workbooks.rules.typed import LAST_MONTH

SHEET, PART = "plan", "activities"
FILLED = "■"
MONTH_WIDTH = 3.3
FEWEST_MONTHS = 12
SPARE_ROWS = 3


def plan_page(file: File) -> None:
    """Write the worksheet of the plan."""
    page = file.page(SHEET, file.labels.title(SHEET))
    _Plan(file, page).write()
    page.finish()


class _Plan:
    def __init__(self, file: File, page: Page) -> None:
        self.labels, self.page, self.book = file.labels, page, file.out.book
        self.part = file.out.part(SHEET, PART)
        self.nodes = file.out.document(SHEET).of(PART)
        self.numbers, self.sums = activity_numbers(self.book), self.book.once(budget_in)
        names = ("number", *self.part.by_id, "cost")
        self.at = {name: column for column, name in enumerate(names, FIRST)}
        self.first_month = FIRST + len(names)
        ends = (node.amount("end") for node in self.nodes)
        longest = max((Decimal(self.book.months or FEWEST_MONTHS), *ends))
        self.months = int(min(longest, LAST_MONTH))

    def write(self) -> None:
        """Write the table and its bars."""
        page = self.page
        columns = {
            self.at[name]: Column(self.labels.field(SHEET, PART, name), spec.kind)
            for name, spec in self.part.by_id.items()
        }
        columns |= {self.at["number"]: Column(_("Number"), "month"), self.at["cost"]: Column(_("Cost"), "money")}
        columns |= {self.first_month + month: Column("", "month", MONTH_WIDTH) for month in range(self.months)}
        self.header_row = page.row
        page.header(dict(sorted(columns.items())))
        page.row -= 1
        for month in range(self.months):
            page.cell(self.first_month + month, Decimal(month + 1), "month", "head")
        page.next()
        for node in (*self.nodes, *[Node("", PART)] * SPARE_ROWS):
            self.row(node)
        self.fill()

    def row(self, node: Node) -> None:
        """An activity and its months."""
        page = self.page
        page.mark(node.id)
        page.cell(self.at["number"], self.numbers.get(node.id, ""), "line", "calculated")
        page.cell(self.at["cost"], self.sums.cost_of(node.id) if node.id else "", "money", "calculated")
        for name, spec in self.part.by_id.items():
            page.cell(self.at[name], field_cell(self.labels, SHEET, spec, node), spec.kind)
        start, end = node.number("start"), node.number("end")
        for month in range(self.months):
            is_filled = start is not None and end is not None and start <= month + 1 <= end
            page.formula(self.first_month + month, self.bar(month), FILLED if is_filled else "", "line", "bar")
        page.next()

    def bar(self, month: int) -> str:
        """Whether a month lies between the first and the last one of an activity."""
        row = self.page.row
        start, end = (ref(row, self.at[name], fixed="column") for name in ("start", "end"))
        number = ref(self.header_row, self.first_month + month, fixed="row")
        return f'=IF(AND(COUNT({start},{end})=2,{number}>={start},{number}<={end}),"{FILLED}","")'

    def fill(self) -> None:
        """Colour the cells of the bars."""
        book, last = self.page.file.book, self.first_month + self.months - 1
        bars = span(self.header_row + 1, self.first_month, self.page.row - 1, last)
        rule = {"type": "cell", "criteria": "==", "value": f'"{FILLED}"', "format": book.add_format({"bg_color": BAR})}
        self.page.worksheet.conditional_format(bars, rule)
