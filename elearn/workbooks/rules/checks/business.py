"""Checks of an entrepreneur's numbers: prices, start-up, cash-flow, household. Those of the loan are in `loan.py`."""

from collections.abc import Iterator
from decimal import Decimal

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.business import Item, cash_in, household_in, prices_in, start_up_in
from elearn.workbooks.rules.checks.quoting import quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.typed import plain

FULL_SPEED = Decimal("0.8")  # a first month that sells more than this part of month 12 leaves no time to be found
YEAR = 12


# Start-up and prices -------------------------------------------------------------------------------------------------


def sources_are_not_uses(book: Book) -> Iterator[At]:
    """The money for the start is less or more than the start costs."""
    start_up = book.once(start_up_in)
    if start_up.uses and start_up.gap:
        total, sources, gap = start_up.uses, start_up.funded, abs(start_up.gap)
        yield At("", "", {"total": plain(total), "total_sources": plain(sources), "gap": plain(gap)})


def price_eaten_by_its_costs(book: Book) -> Iterator[At]:
    """A price that leaves nothing: however much is sold, the fixed costs are never covered."""
    for item in book.once(prices_in).items:
        if item.contribution <= 0:
            amounts = {"amount": plain(item.price), "amount_variable": plain(item.variable)}
            yield quoting(_node(book, item), "price", by="name", **amounts)


def sales_below_break_even(book: Book) -> Iterator[At]:
    """Planned sales that do not pay the costs and the owner."""
    prices = book.once(prices_in)
    needed = prices.break_even(living=True)
    if needed is not None and 0 < prices.sales < needed:
        yield At("", "", {"amount": plain(prices.sales), "amount_needed": plain(needed)})


def more_than_can_be_made(book: Book) -> Iterator[At]:
    """To pay the costs and the owner, more must be sold than can be made."""
    prices = book.once(prices_in)
    for item in prices.items:
        units = prices.units(item, living=True)
        if item.capacity and units is not None and units > item.capacity:
            yield quoting(_node(book, item), "capacity", by="name", units=str(units), capacity=plain(item.capacity))


def _node(book: Book, item: Item) -> Node:
    return book.sheet("prices").nodes[item.id]


# Cash-flow -----------------------------------------------------------------------------------------------------------


def month_without_money(book: Book) -> Iterator[At]:
    """The first month that ends below zero, with what is missing then and at the deepest."""
    cash = book.once(cash_in).cash
    if cash.shortage:
        missing = -cash.closing[cash.shortage - 1]
        params = {"month": str(cash.shortage), "amount": plain(missing), "amount_need": plain(cash.need)}
        yield At("", "", params)


def row_that_counts_nowhere(book: Book) -> Iterator[At]:
    """A row with amounts of which nobody said whether they come in or go out: it is in no sum."""
    months = [f"m{month}" for month in range(1, book.once(cash_in).months + 1)]
    for node in book.sheet("cash-flow").of("rows"):
        if not node.is_set("kind") and any(node.amount(month) for month in months):
            yield quoting(node, "kind", by="name")


def owner_without_pay(book: Book) -> Iterator[At]:
    """A cash-flow with sales in which the owner takes nothing to live."""
    yield from _sales_without(book, "owner")


def no_tax(book: Book) -> Iterator[At]:
    """A cash-flow with sales and without taxes."""
    yield from _sales_without(book, "tax")


def no_social_contributions(book: Book) -> Iterator[At]:
    """A cash-flow with sales and without social security contributions."""
    yield from _sales_without(book, "social")


def _sales_without(book: Book, kind: str) -> Iterator[At]:
    cash = book.once(cash_in)
    if any(cash.of("sales")) and not any(cash.of(kind)):
        yield At()


def prices_that_forget_the_owner(book: Book) -> Iterator[At]:
    """Prices that say nothing of what the owner needs to live."""
    prices = book.once(prices_in)
    if prices.items and not prices.living:
        yield At("owner", "living")


def household_without_expenses(book: Book) -> Iterator[At]:
    """A household with an income and no expense."""
    household = book.once(household_in)
    if household.income and not household.expenses:
        yield At()


def every_month_the_same(book: Book) -> Iterator[At]:
    """The same sales in each of the first twelve months: few trades have no season."""
    sales = book.once(cash_in).of("sales")[:YEAR]
    if len(sales) == YEAR and sales[0] and len(set(sales)) == 1:
        yield At("", "", {"amount": plain(sales[0])})


def full_speed_at_once(book: Book) -> Iterator[At]:
    """Sales of the first month above four fifths of those of month 12."""
    sales = book.once(cash_in).of("sales")
    if len(sales) >= YEAR and sales[0] > sales[YEAR - 1] * FULL_SPEED > 0:
        yield At("", "", {"amount": plain(sales[0]), "amount_later": plain(sales[YEAR - 1])})


RULES: tuple[Rule, ...] = (
    Rule("M6", Level.ERROR, "start-up", sources_are_not_uses),
    Rule("M8", Level.ERROR, "cash-flow", month_without_money),
    Rule("M9", Level.WARNING, "cash-flow", owner_without_pay),
    Rule("M9b", Level.WARNING, "prices", prices_that_forget_the_owner),
    Rule("M9c", Level.WARNING, "household-budget", household_without_expenses),
    Rule("M10", Level.ERROR, "prices", price_eaten_by_its_costs),
    Rule("M11", Level.WARNING, "prices", sales_below_break_even),
    Rule("M11b", Level.WARNING, "prices", more_than_can_be_made),
    Rule("M12", Level.WARNING, "cash-flow", no_tax),
    Rule("M12b", Level.WARNING, "cash-flow", no_social_contributions),
    Rule("M13", Level.TIP, "cash-flow", every_month_the_same),
    Rule("M14", Level.TIP, "cash-flow", full_speed_at_once),
    Rule("M17", Level.WARNING, "cash-flow", row_that_counts_nowhere),
)
