"""Prices as a worksheet: what each sale leaves, and the break-even over the mix of what is sold, as formulas."""

from collections.abc import Mapping
from decimal import Decimal

from flask_babel import gettext as _

from elearn.workbooks.exports.tables import Table, tables_of
from elearn.workbooks.exports.xlsx.page import FIRST, Column, File, Page, ref, span
from elearn.workbooks.exports.xlsx.plain import write_card, write_grid
from elearn.workbooks.rules.business import Item, Prices, prices_in

SHEET = "prices"
GIVEN = ("price", "material", "other", "quantity")
ZERO = Decimal(0)


def prices_page(file: File) -> None:
    """Write the worksheet of the prices."""
    page = file.page(SHEET, file.labels.title(SHEET))
    tables = {table.part.id: table for table in tables_of(file.out, SHEET)}
    prices = _Prices(file, page, tables["items"])
    page.section(tables["items"].title)
    prices.items()
    page.next()
    page.section(tables["costs"].title)
    first = page.row + 1
    write_grid(page, tables["costs"])
    fixed = span(first, FIRST + 1, first + max(len(tables["costs"].rows), 1) - 1, FIRST + 1)
    page.next()
    page.section(tables["owner"].title)
    living = write_card(page, tables["owner"])["living"]
    page.next()
    prices.break_even(fixed, living)
    page.finish()


class _Prices:
    def __init__(self, file: File, page: Page, table: Table) -> None:
        self.page, self.table = page, table
        self.prices: Prices = file.out.book.once(prices_in)
        self.known: Mapping[str, Item] = {item.id: item for item in self.prices.items}
        self.at = {column.name: number for number, column in enumerate(table.columns, FIRST)}
        self.added = {
            name: FIRST + len(table.columns) + place for place, name in enumerate(("left", "sales", "mix"))
        }  # fmt: skip
        self.first, self.last = 0, 0

    def items(self) -> None:
        """What is sold, with what a sale leaves, the planned sales, and the mix."""
        page = self.page
        heads = {number: Column(one.header, one.kind) for number, one in enumerate(self.table.columns, FIRST)}
        names = (("left", _("Left of each sale")), ("sales", _("Sales per month")), ("mix", _("Pieces in the mix")))
        heads |= {self.added[name]: Column(head, "number" if name == "mix" else "money") for name, head in names}
        page.header(heads)
        self.first, self.last = page.row, page.row + max(len(self.table.rows), 1) - 1
        for row in self.table.rows:
            page.mark(row.node.id)
            for number, cell in enumerate(row.cells, FIRST):
                page.cell(number, cell, self.table.columns[number - FIRST].kind)
            self.results(self.known.get(row.node.id))
            page.next()
        page.row = self.last + 1
        sales = self.cells(self.added["sales"])
        page.cell(FIRST, _("Total"), "line", "sum")
        page.formula(self.added["sales"], f"=SUM({sales})", self.prices.sales, "money", "sum")
        page.next()

    def results(self, item: Item | None) -> None:
        """The formulas of a row. Without a price, a thing is not for sale yet and counts nowhere."""
        page, row = self.page, self.page.row
        price, material, other, quantity = (
            ref(row, self.at[one]) for one in ("price", "material", "other", "quantity")
        )
        left = f'=IF({price}="","",{price}-N({material})-N({other}))'
        page.formula(self.added["left"], left, item.contribution if item else None)
        page.formula(self.added["sales"], f"=N({price})*N({quantity})", item.price * item.quantity if item else ZERO)
        planned = f'SUMIF({self.cells(self.at["price"])},"<>",{self.cells(self.at["quantity"])})'
        mix = f'=IF({price}="",0,IF({planned}=0,1,N({quantity})))'
        page.formula(self.added["mix"], mix, self.prices.mix[item.id] if item else ZERO, "number")

    def cells(self, column: int) -> str:
        """A column of the items, as a range that stays where it is."""
        return f"{ref(self.first, column, fixed='row')}:{ref(self.last, column, fixed='row')}"

    def break_even(self, fixed: str, living: str) -> None:
        """The sales from which costs are covered: costs ÷ (what the mix leaves ÷ what it sells for)."""
        page, prices = self.page, self.prices
        page.section(_("Break-even"))
        mix = self.cells(self.added["mix"])
        sold, left = (self.cells(column) for column in (self.at["price"], self.added["left"]))
        value, margin = f"SUMPRODUCT({sold},{mix})", f"SUMPRODUCT({left},{mix})"
        rows = (
            (_("Fixed costs per month"), f"=SUM({fixed})", prices.fixed),
            (_("Sales per month that cover the costs"), self.formula(f"SUM({fixed})", value, margin),
             prices.break_even(living=False)),
            (_("Sales per month that also pay you"), self.formula(f"(SUM({fixed})+N({living}))", value, margin),
             prices.break_even(living=True)),
        )  # fmt: skip
        for label, formula, amount in rows:
            page.cell(FIRST, label, "line", "group")
            page.formula(FIRST + 1, formula, amount, "money", "sum")
            page.next()

    @staticmethod
    def formula(costs: str, value: str, margin: str) -> str:
        """Break-even sales; nothing where the mix leaves nothing."""
        return f'=IF({margin}>0,ROUND({costs}*{value}/{margin},2),"")'
