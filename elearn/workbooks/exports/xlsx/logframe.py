"""The logframe as a worksheet, in the columns of the EU (Annex E3d), with the activity matrix below.

A row holds a result, an indicator and an assumption, as far as each reaches: nothing is merged, so that rows can be
moved, added and taken back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from flask_babel import gettext as _

from elearn.workbooks.exports.labels import BETWEEN, Cell
from elearn.workbooks.exports.stamp import BETWEEN_IDS, END, ROWS, UNDER, address
from elearn.workbooks.exports.tables import field_cell
from elearn.workbooks.exports.xlsx.page import FIRST, Column, File, Page, span
from elearn.workbooks.rules.budget import budget_in
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.numbering import activity_numbers, result_numbers
from elearn.workbooks.rules.results import actuals_of, assumptions_of, in_order, indicators_of, written

#: The parts that a row may hold, in the order of the ids in its first cell: part -> (sheet, field that names it).
PARTS: Mapping[str, str] = {"results": "logframe", "indicators": "indicators", "assumptions": "logframe"}
#: Fields that follow from where a row stands.
BY_PLACE: Mapping[str, str] = {"indicators": "result", "assumptions": "result"}
NUMBER, CURRENT = "number", "current"
COLUMNS = (
    "results.level", NUMBER, "results.text", "indicators.text", "indicators.baseline", "indicators.baseline_year",
    "indicators.target", "indicators.target_year", CURRENT, "indicators.source", "assumptions.text",
)  # fmt: skip
AT = {key: column for column, key in enumerate(COLUMNS, FIRST)}
ACTIVITIES = {"number": AT[NUMBER], "text": AT["results.text"], "means": AT["indicators.text"],
              "cost": AT["indicators.baseline"], "assumption": AT["assumptions.text"]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands side by side: nodes by part."""

    nodes: Mapping[str, Node]
    under: str = ""
    number: str = ""


def logframe_page(file: File) -> None:
    """Write the worksheet of the logframe."""
    page = file.page("logframe", file.labels.title("logframe"))
    _Matrix(file, page).write()
    page.next()
    _Activities(file, page).write()
    page.finish()


class _Matrix:
    """Results with their indicators and assumptions."""

    def __init__(self, file: File, page: Page) -> None:
        self.file, self.page, self.labels, self.book = file, page, file.labels, file.out.book
        self.numbers = result_numbers(self.book)
        self.fields = {
            part: [key.partition(".")[2] for key in COLUMNS if key.startswith(f"{part}.")] for part in PARTS
        }  # fmt: skip

    def write(self) -> None:
        """Write the table."""
        page, addresses = self.page, " ".join(address(sheet, part) for part, sheet in PARTS.items())
        page.keys(f"{ROWS} {addresses}", {column: key for key, column in AT.items() if "." in key})
        for part, sheet in PARTS.items():
            self.file.copy(address(sheet, part), "", [*self.fields[part], *filter(None, [BY_PLACE.get(part)])])
        page.header({AT[key]: self.column(key) for key in COLUMNS})
        first = page.row
        rows = [row for result in in_order(self.book) for row in self.rows_of(result)]
        for row in rows:
            self.row(row)
        strangers = list(self.strangers({row.nodes[part].id for row in rows for part in row.nodes}))
        if strangers:
            page.mark(UNDER)
            page.cell(FIRST, _("Without a result"), "line", "group")
            page.next()
        for row in (*strangers, _Row({})):
            self.row(row)
        level = self.file.out.part("logframe", "results").by_id["level"]
        names = (self.labels.option("logframe", "results", "level", one) for one in level.options)
        page.choose(AT["results.level"], first, page.row - 1, names)
        page.mark(END)

    def column(self, key: str) -> Column:
        """What stands above a column."""
        part, _dot, name = key.partition(".")
        if key == NUMBER:
            return Column(_("Number"), "month")
        if key == CURRENT:
            return Column(self.labels.field("indicators", "actuals", "value"), "value")
        spec = self.file.out.part(PARTS[part], part).by_id[name]
        width = {"results.text": 36.0, "indicators.text": 34.0, "indicators.source": 28.0, "assumptions.text": 30.0}
        return Column(self.labels.field(PARTS[part], part, name), spec.kind, width.get(key, 0))

    def rows_of(self, result: Node) -> Iterator[_Row]:
        """A result with its indicators and assumptions side by side."""
        beside = zip_longest(indicators_of(self.book, result.id), assumptions_of(self.book, result.id))
        for place, (indicator, assumption) in enumerate(list(beside) or [(None, None)]):
            nodes = {"results": None if place else result, "indicators": indicator, "assumptions": assumption}
            present = {part: node for part, node in nodes.items() if node is not None}
            yield _Row(present, result.id, "" if place else self.numbers.get(result.id, ""))

    def strangers(self, shown: set[str]) -> Iterator[_Row]:
        """Indicators and assumptions that belong to no result."""
        for part in BY_PLACE:
            for node in written(self.book, PARTS[part], part):
                if node.id not in shown:
                    yield _Row({part: node})

    def row(self, row: _Row) -> None:
        """Write a row, and keep a copy of it."""
        page = self.page
        ids = [row.nodes[part].id if part in row.nodes else "" for part in PARTS]
        page.mark(BETWEEN_IDS.join(ids) if any(ids) else "")
        page.cell(AT[NUMBER], row.number, "line", "calculated")
        indicator = row.nodes.get("indicators")
        current = self.current(indicator) if indicator else ""
        page.cell(AT[CURRENT], current, "value", "calculated")
        for part, sheet in PARTS.items():
            node = row.nodes.get(part) or Node("", part)
            cells: list[Cell] = []
            for name in self.fields[part]:
                spec = self.file.out.part(sheet, part).by_id[name]
                cells.append(field_cell(self.labels, sheet, spec, node))
                page.cell(AT[f"{part}.{name}"], cells[-1], "text" if spec.kind == "line" else spec.kind)
            if node.id:
                self.file.copy(address(sheet, part), node.id, [*cells, *([row.under] if part in BY_PLACE else [])])
        page.next()

    def current(self, indicator: Node) -> Cell:
        """The latest value that was measured."""
        values = [node for node in actuals_of(self.book, indicator.id) if node.is_set("value")]
        spec = self.file.out.part("indicators", "actuals").by_id["value"]
        return field_cell(self.labels, "indicators", spec, values[-1]) if values else ""


class _Activities:
    """The activity matrix: activities numbered to their outputs, means, costs and assumptions."""

    def __init__(self, file: File, page: Page) -> None:
        self.file, self.page, self.labels, self.book = file, page, file.labels, file.out.book
        self.sums = self.book.once(budget_in)

    def write(self) -> None:
        """Write the table with the sum of the costs."""
        activities = written(self.book, "plan", "activities")
        if not activities:
            return
        page, numbers = self.page, activity_numbers(self.book)
        order = {result: place for place, result in enumerate(result_numbers(self.book))}
        page.section(self.labels.words("plan").parts["activities"].title)
        heads = {
            "number": _("Number"), "text": self.labels.field("plan", "activities", "text"), "means": _("Means"),
            "cost": _("Cost"), "assumption": self.labels.field("plan", "activities", "assumption"),
        }  # fmt: skip
        page.header(
            {ACTIVITIES[name]: Column(head, "money" if name == "cost" else "line") for name, head in heads.items()}
        )
        first = page.row
        for node in sorted(activities, key=lambda one: order.get(one.text("output"), len(order))):
            page.cell(ACTIVITIES["number"], numbers.get(node.id, ""))
            page.cell(ACTIVITIES["text"], node.text("text"))
            page.cell(ACTIVITIES["means"], self.means(node))
            page.cell(ACTIVITIES["cost"], self.sums.cost_of(node.id), "money")
            page.cell(ACTIVITIES["assumption"], node.text("assumption"))
            page.next()
        column, total = ACTIVITIES["cost"], sum((self.sums.cost_of(node.id) for node in activities), Decimal(0))
        page.cell(ACTIVITIES["text"], _("Total"), "line", "sum")
        page.formula(column, f"=SUM({span(first, column, page.row - 1, column)})", total, "money", "sum")
        page.next()

    def means(self, activity: Node) -> str:
        """What the budget holds for an activity."""
        lines = self.book.sheet("budget").linking("activity", activity.id, "lines")
        return BETWEEN.join(node.text("text") for node in lines)
