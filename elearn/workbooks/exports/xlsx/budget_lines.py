"""The lines of a budget under their headings, with the formulas of each line."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from flask_babel import gettext as _

from elearn.workbooks.exports.labels import Cell, heading_above
from elearn.workbooks.exports.stamp import ROWS, UNDER, address
from elearn.workbooks.exports.tables import field_cell
from elearn.workbooks.exports.xlsx.page import FIRST, Column, File, Page, ref, span
from elearn.workbooks.rules.budget import YEARS, Budget, budget_in
from elearn.workbooks.rules.documents import Node

SHEET, PART = "budget", "lines"
LINES = address(SHEET, PART)
STATED = "stated"  # the total: what a file says comes back as this field
FOREIGN = ("currency", "rate", "rate_date")
ZERO = Decimal(0)
EMPTY_ROW = Node("", PART)


class Lines:
    """Writes the lines of a budget. Afterwards it knows where they stand: `first` and `last` row, and each column."""

    def __init__(self, file: File, page: Page) -> None:
        self.file, self.page, self.labels, self.book = file, page, file.labels, file.out.book
        self.part = file.out.part(SHEET, PART)
        self.nodes = file.out.document(SHEET).of(PART)
        self.sums: Budget = self.book.once(budget_in)
        self.columns = dict(self._columns())
        self.at = {name: place for place, name in enumerate(self.columns, FIRST)}
        self.fields = tuple(name for name in self.columns if name in self.part.by_id)
        self.headings = self.labels.headings
        self.below: dict[str, list[str]] = {}
        for heading in self.headings:
            self.below.setdefault(heading_above(heading.rpartition(".")[0], self.headings), []).append(heading)
        self.lines: dict[str, list[Node]] = {}
        for node in self.nodes:
            self.lines.setdefault(heading_above(node.text("heading"), self.headings), []).append(node)
        self.first = self.last = 0

    def _columns(self) -> Iterator[tuple[str, Column]]:
        has_years = any(node.is_set(year) for node in self.nodes for year in YEARS)
        has_rates = any(node.is_set("currency") for node in self.nodes)
        yield from self._fields("text", "unit", "quantity", *(YEARS if has_years else ()), "unit_cost")
        yield from self._fields(*(FOREIGN if has_rates else ()))
        yield STATED, Column(_("Total"), "money")
        yield "subtotal", Column(_("Subtotal"), "money")
        for number, year in enumerate(YEARS if has_years else (), 1):
            yield f"{year}_amount", Column(_("Year %(num)d", num=number), "money")
        yield from self._fields("payer", "partner", "activity", "tax", "note")

    def _fields(self, *names: str) -> Iterator[tuple[str, Column]]:
        for name in names:
            kind = "text" if name == "text" else self.part.by_id[name].kind
            yield name, Column(self.labels.field(SHEET, PART, name), kind)

    def cells_of(self, name: str) -> str:
        """All cells of a column, as a range."""
        return span(self.first, self.at[name], self.last, self.at[name])

    def write(self) -> None:
        """Write the table."""
        page = self.page
        page.keys(f"{ROWS} {LINES}", {self.at[name]: f"{PART}.{name}" for name in self.fields})
        self.file.copy(LINES, "", (*self.fields, "heading"))
        page.header({self.at[name]: column for name, column in self.columns.items()})
        self.first = page.row
        for heading in self.below.get("", ()):
            self._block(heading)
        if "" in self.lines or not self.headings:
            self._block("")
        self.last = page.row - 1
        self._offer_names()

    def _block(self, heading: str) -> None:
        """A heading with its lines, an empty row for another one, and the headings below it."""
        page, row = self.page, self.page.row
        page.mark(f"{UNDER} {heading}")
        for column in self.at.values():
            page.cell(column, "", "line", "group")
        page.cell(FIRST, self.labels.heading(heading) if heading else _("Without a heading"), "line", "group")
        page.next()
        for node in (*self.lines.get(heading, ()), EMPTY_ROW):
            self._line(node, heading)
        for below in self.below.get(heading, ()) if heading else ():
            self._block(below)
        after, page.row = page.row, row
        own = span(row + 1, self.at[STATED], after - 1, self.at[STATED])
        amount = self.sums.headings[heading] if heading else self.sums.unplaced
        page.formula(self.at["subtotal"], f"=SUM({own})", amount, "money", "group")
        page.row = after

    def _line(self, node: Node, heading: str) -> None:
        page, kind = self.page, "money" if node.id else "ready"
        cells: dict[str, Cell] = {}
        for name in self.fields:
            if name != STATED:
                spec = self.part.by_id[name]
                cells[name] = field_cell(self.labels, SHEET, spec, node)
                page.cell(self.at[name], cells[name], spec.kind)
        cells[STATED] = total = self.sums.lines[node.id].total if node.id else ZERO
        page.mark(node.id)
        page.formula(self.at[STATED], f"=ROUND({self._units()}*{self._cost()},2)", total, kind)
        page.cell(self.at["subtotal"], "", "money", "calculated")
        amounts = self.sums.lines[node.id].years if node.id else (ZERO,) * len(YEARS)
        self._show_years(amounts, kind)
        if node.id:
            self.file.copy(LINES, node.id, (*(cells[name] for name in self.fields), heading))
        page.next()

    def _show_years(self, amounts: Sequence[Decimal], kind: str) -> None:
        """What each year costs, rounded in the running sum so that no cent is lost between the years."""
        for count, year in enumerate(YEARS if YEARS[0] in self.at else (), 1):
            formula = f"=ROUND(SUM({self._years_until(count)})*{self._cost()},2)"
            if count > 1:
                formula += f"-ROUND(SUM({self._years_until(count - 1)})*{self._cost()},2)"
            self.page.formula(self.at[f"{year}_amount"], formula, amounts[count - 1], kind)

    def _units(self) -> str:
        """The units of this row: those of the years where nobody wrote a quantity."""
        quantity = ref(self.page.row, self.at["quantity"])
        if YEARS[0] not in self.at:
            return quantity
        return f'IF({quantity}="",SUM({self._years_until(len(YEARS))}),{quantity})'

    def _years_until(self, count: int) -> str:
        """The units of the first years of this row."""
        row = self.page.row
        return span(row, self.at[YEARS[0]], row, self.at[YEARS[count - 1]])

    def _cost(self) -> str:
        """The cost of one unit in the workbook's currency."""
        row, cost = self.page.row, ref(self.page.row, self.at["unit_cost"])
        if "rate" not in self.at:
            return cost
        currency, rate = ref(row, self.at["currency"]), ref(row, self.at["rate"])
        is_own = f'OR(TRIM({currency})="",UPPER(TRIM({currency}))="{self.book.currency.upper()}")'
        return f"({cost}/IF({is_own},1,IF(N({rate})>0,{rate},1)))"

    def _offer_names(self) -> None:
        """Lists to choose from: who pays, which partner, which activity."""
        payer = self.part.by_id["payer"]
        names: Mapping[str, Sequence[str]] = {
            payer.id: [self.labels.option(SHEET, PART, payer.id, one) for one in payer.options],
            **{name: self._names(*self.part.by_id[name].target) for name in ("partner", "activity")},
        }
        for name, offered in names.items():
            self.page.choose(self.at[name], self.first, self.last, offered)

    def _names(self, sheet: str, part: str) -> list[str]:
        return [self.labels.node(sheet, part, node.id) for node in self.book.sheet(sheet).of(part)]
