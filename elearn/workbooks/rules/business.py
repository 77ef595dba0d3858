"""The sums of an entrepreneur's sheets: prices, start-up, cash-flow, household. Those of the loan are in `lending.py`.

Money is in the workbook's currency. The formulas are those of `elearn.calculators.rules.business`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import cached_property

from elearn.calculators.rules import business
from elearn.calculators.rules.inputs import InputError
from elearn.calculators.rules.loans import cents
from elearn.catalogue.rules.workbook_values import LONGEST_CASH_PLAN
from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.documents import Document, Node
from elearn.workbooks.rules.periods import as_date

ZERO = Decimal(0)
USUAL_MONTHS = 12
INCOMING = ("sales", "loan", "own_money", "other_in")
OUTGOING = ("goods", "rent", "wages", "tax", "social", "instalment", "equipment", "owner", "other_out")
EARNED = ("sales", "other_in")
DEBT = ("instalment",)
ONCE = ("equipment",)  # bought once, at the start: no running cost


# Prices --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """Something for sale, in money for one piece. `quantity` (planned) and `capacity` are pieces in a month."""

    id: str
    price: Decimal
    variable: Decimal
    quantity: Decimal
    capacity: Decimal | None

    @property
    def contribution(self) -> Decimal:
        """What one sale leaves for the fixed costs: price − variable costs."""
        return self.price - self.variable


@dataclass(frozen=True)
class Prices:
    """What is sold, and in a month: the `fixed` costs, what the owner needs for a `living`, an `instalment` to pay.

    Items without a price are left out. The mix is the planned quantities; where nobody planned any, one of each item.
    """

    items: tuple[Item, ...]
    fixed: Decimal
    living: Decimal
    instalment: Decimal = ZERO

    @property
    def sales(self) -> Decimal:
        """The planned sales of a month."""
        return sum((item.price * item.quantity for item in self.items), ZERO)

    @cached_property
    def mix(self) -> Mapping[str, Decimal]:
        """Item -> pieces."""
        planned = {item.id: item.quantity for item in self.items}
        return planned if any(planned.values()) else dict.fromkeys(planned, Decimal(1))

    def break_even(self, *, living: bool) -> Decimal | None:
        """The sales of a month that cover all costs, to the cent; None where the mix leaves nothing.

        (fixed costs + instalment) ÷ (1 − variable ÷ price) over the mix; with `living`, the owner lives from it too.
        """
        price = sum((item.price * self.mix[item.id] for item in self.items), ZERO)
        variable = sum((item.variable * self.mix[item.id] for item in self.items), ZERO)
        try:
            return cents(business.break_even(self.fixed, price, variable, self._beside(living=living)).sales)
        except InputError:
            return None

    def units(self, item: Item, *, living: bool) -> int | None:
        """How many of an item must be sold in a month, within the mix, to cover all costs; rounded up."""
        left = sum((one.contribution * self.mix[one.id] for one in self.items), ZERO)
        if left <= 0:
            return None
        needed = (self.fixed + self._beside(living=living)) * self.mix[item.id]
        return int((needed / left).to_integral_value(ROUND_CEILING))

    def _beside(self, *, living: bool) -> Decimal:
        return self.instalment + (self.living if living else ZERO)


def prices_of(document: Document, instalment: Decimal = ZERO) -> Prices:
    """The sums of the prices. `instalment` is that of a loan, where the sales must pay it as well."""
    items = tuple(_item(node) for node in document.of("items") if node.number("price") is not None)
    return Prices(items, _total(document.of("costs")), document.one("owner").amount("living"), instalment)


def _item(node: Node) -> Item:
    variable = node.amount("material") + node.amount("other")
    return Item(node.id, node.amount("price"), variable, node.amount("quantity"), node.number("capacity"))


# Start-up ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StartUp:
    """What must be there before the first sale (`uses`), and who gives the money (`sources`: kind -> amount)."""

    uses: Decimal
    sources: Mapping[str, Decimal]

    @property
    def funded(self) -> Decimal:
        """All sources together."""
        return sum(self.sources.values(), ZERO)

    @property
    def gap(self) -> Decimal:
        """What no source pays yet; below zero where the sources are more than the uses."""
        return self.uses - self.funded


def start_up_of(document: Document) -> StartUp:
    """The sums of the start-up sheet."""
    sources: dict[str, Decimal] = {}
    for node in document.of("sources"):
        sources[node.text("kind")] = sources.get(node.text("kind"), ZERO) + node.amount("amount")
    return StartUp(_total(document.of("uses")), sources)


# Cash-flow -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CashPlan:
    """Money in and out, month by month. `kinds`: kind of row -> an amount for each month.

    Rows without a kind are in no sum: nobody said whether they come in or go out.
    """

    opening: Decimal
    months: int
    kinds: Mapping[str, tuple[Decimal, ...]]
    first: date | None = None

    def of(self, *kinds: str) -> tuple[Decimal, ...]:
        """These kinds together, month by month."""
        rows = [self.kinds[kind] for kind in kinds if kind in self.kinds]
        return tuple(sum(month, ZERO) for month in zip(*rows, strict=True)) or (ZERO,) * self.months

    @cached_property
    def incoming(self) -> tuple[Decimal, ...]:
        """All that comes in, month by month."""
        return self.of(*INCOMING)

    @cached_property
    def outgoing(self) -> tuple[Decimal, ...]:
        """All that goes out, month by month."""
        return self.of(*OUTGOING)

    @cached_property
    def cash(self) -> business.Cash:
        """Closing of each month, the first month that ends below zero (from 1) and the biggest need."""
        return business.cash_flow(self.opening, self.incoming, self.outgoing)

    @cached_property
    def before_debt(self) -> tuple[Decimal, ...]:
        """What each month earns before the instalment: without money that is lent or put in, or spent only once."""
        running = self.of(*(kind for kind in OUTGOING if kind not in (*DEBT, *ONCE)))
        return tuple(earned - spent for earned, spent in zip(self.of(*EARNED), running, strict=True))

    @property
    def coverage(self) -> Decimal | None:
        """Cash before debt ÷ instalments, over the months that have one (see `coverage`); None without any."""
        due = [(cash, paid) for cash, paid in zip(self.before_debt, self.of(*DEBT), strict=True) if paid]
        return coverage(sum((cash for cash, _ in due), ZERO), sum((paid for _, paid in due), ZERO))


def months_of(document: Document) -> int:
    """How many months a sheet with monthly amounts covers: 12 where it does not say, 36 at most."""
    asked = document.one("plan").number("months")
    return min(max(int(asked), 1), LONGEST_CASH_PLAN) if asked is not None else USUAL_MONTHS


def cash_of(document: Document) -> CashPlan:
    """The sums of the cash-flow, over the months that the sheet covers."""
    plan = document.one("plan")
    months = months_of(document)
    kinds: dict[str, tuple[Decimal, ...]] = {}
    for node in document.of("rows"):
        kind = node.text("kind")
        before = kinds.get(kind, (ZERO,) * months)
        kinds[kind] = tuple(amount + node.amount(f"m{month}") for month, amount in enumerate(before, 1))
    return CashPlan(plan.amount("opening"), months, kinds, as_date(plan.text("first")))


def coverage(cash: Decimal, instalment: Decimal) -> Decimal | None:
    """Debt-service coverage (DSCR): cash before debt ÷ instalments, not rounded; None without an instalment.

    Prudent lenders ask for 1.2: the money is there, and a fifth more.
    """
    return cash / instalment if instalment > 0 else None


# Household -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Household:
    """A month of the household, before the business."""

    income: Decimal
    expenses: Decimal
    debts: Decimal

    @property
    def left(self) -> Decimal:
        """What remains in a month: income − expenses − instalments of the debts that are there already."""
        return self.income - self.expenses - self.debts


def household_of(document: Document) -> Household:
    """The sums of the household budget."""
    return Household(*(_total(document.of(part)) for part in ("income", "expenses", "debts")))


# In a workbook: ask `book.once(...)`, for many rules need them -------------------------------------------------------


def prices_in(book: Book) -> Prices:
    """The sums of a workbook's prices."""
    return prices_of(book.sheet("prices"))


def start_up_in(book: Book) -> StartUp:
    """The sums of a workbook's start-up."""
    return start_up_of(book.sheet("start-up"))


def cash_in(book: Book) -> CashPlan:
    """The sums of a workbook's cash-flow."""
    return cash_of(book.sheet("cash-flow"))


def household_in(book: Book) -> Household:
    """The sums of a workbook's household budget."""
    return household_of(book.sheet("household-budget"))


def owner_pay_in(book: Book) -> Decimal:
    """What the owner takes from the business in a month: as the prices say, else on average over the cash-flow."""
    cash = book.once(cash_in)
    return book.once(prices_in).living or cents(sum(cash.of("owner"), ZERO) / cash.months)


def _total(nodes: Iterable[Node]) -> Decimal:
    return sum((node.amount("amount") for node in nodes), ZERO)
