"""The indicators as two worksheets: all that is known of them, and their values over time with the progress."""

from collections import Counter
from decimal import Decimal

from flask_babel import gettext as _

from elearn.workbooks.exports.labels import Cell
from elearn.workbooks.exports.tables import field_cell
from elearn.workbooks.exports.xlsx.page import FIRST, Column, File, Page, ref, span
from elearn.workbooks.exports.xlsx.plain import plain_page
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.numbering import result_numbers
from elearn.workbooks.rules.periods import as_date
from elearn.workbooks.rules.results import actuals_of, progress_of, written

SHEET = "indicators"
GIVEN = ("text", "unit", "baseline", "baseline_year", "target", "target_year")
SPARE_COLUMNS = 2  # for the values to come
HIGHEST = "9.99E+307"  # LOOKUP of a number that is not there finds the last number of a row

Moment = tuple[str, int]  # a day, and which of several values of that day


def indicators_pages(file: File) -> None:
    """Write both worksheets."""
    plain_page(file, SHEET)
    page = file.page("tracking", _("Progress"))
    _Tracking(file, page).write()
    page.finish()


class _Tracking:
    """An indicator in each row, a day of measuring in each column."""

    def __init__(self, file: File, page: Page) -> None:
        self.labels, self.page, self.book = file.labels, page, file.out.book
        self.nodes = written(self.book, SHEET, "indicators")
        self.spec = file.out.part(SHEET, "actuals").by_id["value"]
        self.part = file.out.part(SHEET, "indicators")
        self.numbers = result_numbers(self.book)
        self.values = {node.id: self.by_moment(node) for node in self.nodes}
        self.moments = sorted({moment for values in self.values.values() for moment in values})
        self.at = {name: column for column, name in enumerate(GIVEN, FIRST + 1)}
        self.first_value = FIRST + 1 + len(GIVEN)
        self.current = self.first_value + len(self.moments) + SPARE_COLUMNS

    def by_moment(self, indicator: Node) -> dict[Moment, Node]:
        """The values of an indicator by the day on which they were measured."""
        days: Counter[str] = Counter()
        found: dict[Moment, Node] = {}
        for node in actuals_of(self.book, indicator.id):
            found[node.text("date"), days[node.text("date")]] = node
            days[node.text("date")] += 1
        return found

    def write(self) -> None:
        """Write the table."""
        columns = {FIRST: Column(_("Number"), "month")}
        columns |= {
            column: Column(self.labels.field(SHEET, "indicators", name), self.part.by_id[name].kind)
            for name, column in self.at.items()
        }
        for column in range(self.first_value, self.current):
            columns[column] = Column("", "value")
        columns[self.current] = Column(self.labels.field(SHEET, "actuals", "value"), "value")
        columns[self.current + 1] = Column(_("Progress"), "percent")
        self.page.header(columns)
        self.page.row -= 1
        for column, (day, _nth) in enumerate(self.moments, self.first_value):
            self.page.cell(column, as_date(day) or day, "date", "head")
        self.page.next()
        for node in self.nodes:
            self.row(node)

    def row(self, node: Node) -> None:
        """An indicator with its values, the latest of them and the progress."""
        page, values = self.page, self.values[node.id]
        page.mark(node.id)
        page.cell(FIRST, self.numbers.get(node.text("result"), ""))
        for name, column in self.at.items():
            spec = self.part.by_id[name]
            page.cell(column, field_cell(self.labels, SHEET, spec, node), spec.kind)
        for column in range(self.first_value, self.current):
            page.cell(column, "", "value")
        for column, moment in enumerate(self.moments, self.first_value):
            if moment in values:
                page.cell(column, field_cell(self.labels, SHEET, self.spec, values[moment]), "value")
        self.results(node, [one for one in values.values() if one.is_set("value")])
        page.next()

    def results(self, node: Node, values: list[Node]) -> None:
        """The latest value and how much of the way it is. Words are shown, but there is no progress to calculate."""
        page, row = self.page, self.page.row
        latest: Cell = field_cell(self.labels, SHEET, self.spec, values[-1]) if values else ""
        if isinstance(latest, str) and latest:
            page.cell(self.current, latest, "value", "calculated")
            page.cell(self.current + 1, "", "percent", "calculated")
            return
        shown = span(row, self.first_value, row, self.current - 1)
        last = f'=IF(COUNT({shown})=0,"",LOOKUP({HIGHEST},{shown}))'
        page.formula(self.current, last, latest if isinstance(latest, Decimal) else None, "value")
        baseline, target, current = (ref(row, one) for one in (self.at["baseline"], self.at["target"], self.current))
        is_known = f"AND(COUNT({baseline},{target},{current})=3,{target}<>{baseline})"
        formula = f'=IF({is_known},({current}-{baseline})/({target}-{baseline}),"")'
        page.formula(self.current + 1, formula, progress_of(self.book, node), "percent")
