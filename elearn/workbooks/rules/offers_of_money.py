"""Amounts that one sheet could take over from another: totals, the grant, the loan in the cash-flow."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.budget import budget_in
from elearn.workbooks.rules.business import cash_in
from elearn.workbooks.rules.documents import Added, Document, Node, Written, last_place
from elearn.workbooks.rules.lending import due_by_month, repayment_in
from elearn.workbooks.rules.offer import Offer, free
from elearn.workbooks.rules.typed import plain


def amount_of(
    code: str, sheet: str, node: str, name: str, of: Callable[[Book], Decimal]
) -> Callable[[Book], Iterator[Offer]]:
    """A single amount that another sheet works out."""

    def find(book: Book) -> Iterator[Offer]:
        stands, computed = book.sheet(sheet).one(node), of(book)
        if computed and stands.number(name) != computed:
            old = stands.text(name)
            new = () if node in book.sheet(sheet).nodes else (Added(Node(node, node), last_place(book.sheet(sheet))),)
            change = Written(node, name, old, plain(computed))
            params = {"amount_old": old, "amount": plain(computed)}
            yield Offer(code, f"{code}.{node}.{name}", (*new, change), node if not new else "", params=params)

    return find


def grant_needed(book: Book) -> Decimal:
    """What the budget asks a funder for; its total where no grant stands in it."""
    budget = book.once(budget_in)
    return budget.requested or budget.total


def loan_in_cash_flow(book: Book) -> Iterator[Offer]:
    """The loan's money and its instalments, in the months in which the loan sheet says."""
    plan, document, loan = book.once(repayment_in).plan, book.sheet("cash-flow"), book.sheet("loan")
    if plan is None:
        return
    cash = book.once(cash_in)
    arrives = max(1, int(loan.one("loan").number("month") or 1))
    due = {f"m{month}": plain(amount) for month, amount in due_by_month(loan, plan, cash).items()}
    for kind, amounts in (("loan", {f"m{arrives}": plain(plan.loan.amount)}), ("instalment", due)):
        yield from _cash_row(document, kind, amounts, cash.months)


def _cash_row(document: Document, kind: str, amounts: Mapping[str, str], months: int) -> Iterator[Offer]:
    """One row of the cash-flow as it should be; nothing where the rows of its kind say so already."""
    rows = [node for node in document.of("rows") if node.text("kind") == kind]
    names = [f"m{month}" for month in range(1, months + 1)]
    if all(sum(row.amount(name) for row in rows) == Decimal(amounts.get(name, 0)) for name in names):
        return
    params = {"amount": next(iter(amounts.values()), "0")}
    code = f"take_{kind}"
    if not rows:
        kept = {name: amounts[name] for name in names if name in amounts}
        node = Node(free(document, kind), "rows", {"kind": kind, **kept})
        yield Offer(code, code, (Added(node, last_place(document)),), params=params)
        return
    first, *others = rows
    changes = [
        Written(row.id, name, row.text(name), amounts.get(name, "") if row is first else "")
        for row in (first, *others)
        for name in names
        if row.text(name) != (amounts.get(name, "") if row is first else "")
    ]
    yield Offer(code, code, tuple(changes), first.id, params=params)
