"""Checks of the budget, against the arithmetic and against what the funder asks (the profile).

Sources: the EU budget for external actions (Annex B) for the order of the costs; every ceiling is the profile's.
Ceilings are compared as amounts, after rounding to the cent: 7 % of 10,280.37 may be 719.63, though it is 719.6259.
"""

from collections.abc import Iterator
from decimal import Decimal

from elearn.calculators.rules.loans import cents
from elearn.catalogue.rules.workbook_values import BudgetRules
from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.budget import Budget, budget_in, is_foreign, part_of, share, units_by_year, units_of
from elearn.workbooks.rules.checks.quoting import quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.typed import plain

NOTHING_IS_ASKED = BudgetRules(headings=())
ROUND = 100  # a lump sum is a multiple of it


def _asked(book: Book) -> BudgetRules:
    return book.profile.budget or NOTHING_IS_ASKED


def _lines(book: Book) -> tuple[Node, ...]:
    return book.sheet("budget").of("lines")


# The sums ------------------------------------------------------------------------------------------------------------


def another_total_in_the_file(book: Book) -> Iterator[At]:
    """A line whose total in an imported file is not units times unit cost."""
    lines = book.once(budget_in).lines
    for node in _lines(book):
        stated, total = node.number("stated"), lines[node.id].total
        if stated is not None and stated != total:
            yield quoting(node, "stated", amount_stated=plain(stated), amount=plain(total))


def lines_without_heading(book: Book) -> Iterator[At]:
    """Lines under no heading: the headings do not add up to the direct costs."""
    budget = book.once(budget_in)
    if _asked(book).headings and budget.unplaced:
        placed = plain(budget.direct - budget.unplaced)
        yield At("", "", {"total_headings": placed, "total": plain(budget.direct), "gap": plain(budget.unplaced)})


def years_that_do_not_add_up(book: Book) -> Iterator[At]:
    """A line whose units by year are more or fewer than its units."""
    for node in _lines(book):
        by_year = units_by_year(node)
        if by_year and by_year != units_of(node):
            yield quoting(node, "quantity", units=plain(units_of(node)), years=plain(by_year))


def currency_without_a_dated_rate(book: Book) -> Iterator[At]:
    """A line in another currency that lacks the rate, or the day of the rate."""
    for node in _lines(book):
        if not is_foreign(node, book.currency):
            continue
        missing = "rate" if node.amount("rate") <= 0 else "rate_date" if not node.is_set("rate_date") else ""
        if missing:
            yield quoting(node, missing, currency=node.text("currency"), own=book.currency)


def sources_that_do_not_pay_all(book: Book) -> Iterator[At]:
    """All sources together are less or more than the total."""
    budget = book.once(budget_in)
    if budget.total and budget.gap:
        total, sources, gap = budget.total, budget.funded, abs(budget.gap)
        yield At("", "", {"total": plain(total), "total_sources": plain(sources), "gap": plain(gap)})


# What the funder asks ------------------------------------------------------------------------------------------------


def indirect_above_the_ceiling(book: Book) -> Iterator[At]:
    """Indirect costs above so many per cent of the direct costs."""
    budget, most = book.once(budget_in), _asked(book).indirect_max
    yield from _above("indirect", budget.indirect, budget.direct, most)


def contingency_above_the_ceiling(book: Book) -> Iterator[At]:
    """A contingency above so many per cent of the direct costs."""
    budget, most = book.once(budget_in), _asked(book).contingency_max
    yield from _above("contingency", budget.contingency, budget.direct, most)


def _above(field: str, amount: Decimal, direct: Decimal, most: Decimal | None) -> Iterator[At]:
    if most is not None and amount > part_of(direct, most):
        limit = plain(part_of(direct, most))
        yield At("rates", field, {"amount": plain(amount), "limit": limit, "percent_limit": plain(most)})


def grant_share_too_big(book: Book) -> Iterator[At]:
    """A grant above so many per cent of the total."""
    budget, most = book.once(budget_in), _asked(book).grant_share_max
    if most is not None and budget.total and budget.requested > part_of(budget.total, most):
        yield _share_of(budget, budget.requested, budget.grant_share, most)


def own_share_too_small(book: Book) -> Iterator[At]:
    """An own contribution below so many per cent of the total. Where the grant is too big, that says the same."""
    budget, least = book.once(budget_in), _asked(book).own_share_min
    if least is None or not budget.funded or any(grant_share_too_big(book)):
        return
    if budget.own < part_of(budget.total, least):
        yield _share_of(budget, budget.own, budget.own_share, least)


def _share_of(budget: Budget, amount: Decimal, percent: Decimal, asked: Decimal) -> At:
    params = {"amount": amount, "limit": part_of(budget.total, asked), "percent": percent, "percent_limit": asked}
    return At(params={name: plain(number) for name, number in params.items()})


def grant_too_big(book: Book) -> Iterator[At]:
    """A grant above the highest of the call."""
    requested, most = book.once(budget_in).requested, _asked(book).grant_max
    if most is not None and requested > most:
        yield At("", "", {"amount": plain(requested), "limit": plain(most)})


def grant_too_small(book: Book) -> Iterator[At]:
    """A grant below the lowest of the call."""
    requested, least = book.once(budget_in).requested, _asked(book).grant_min
    if least is not None and 0 < requested < least:
        yield At("", "", {"amount": plain(requested), "limit": plain(least)})


def heading_not_allowed(book: Book) -> Iterator[At]:
    """A line under a heading that the call does not have or does not pay."""
    allowed = {heading.id for heading in _asked(book).headings if heading.allowed}
    for node in _lines(book):
        if allowed and node.is_set("heading") and node.text("heading") not in allowed:
            yield quoting(node, "heading", heading=node.text("heading"))


def line_without_unit(book: Book) -> Iterator[At]:
    """A line with a cost that does not say what it counts."""
    lines = book.once(budget_in).lines
    for node in _lines(book):
        if lines[node.id].total and not node.is_set("unit"):
            yield quoting(node, "unit")


def lump_sum_without_reason(book: Book) -> Iterator[At]:
    """A single round amount above the funder's limit, without a note that explains it."""
    lines, most = book.once(budget_in).lines, _asked(book).lump_sum_max
    for node in _lines(book):
        total = lines[node.id].total
        is_lump_sum = units_of(node) == 1 and total % ROUND == 0
        if most is not None and total > most and is_lump_sum and not node.is_set("note"):
            yield quoting(node, "note", amount=plain(total))


def staff_above_the_share(book: Book) -> Iterator[At]:
    """Staff above so many per cent of the direct costs."""
    yield from _group_above(book, "staff", _asked(book).staff_max)


def equipment_above_the_share(book: Book) -> Iterator[At]:
    """Equipment above so many per cent of the direct costs."""
    yield from _group_above(book, "equipment", _asked(book).equipment_max)


def _group_above(book: Book, group: str, most: Decimal | None) -> Iterator[At]:
    budget = book.once(budget_in)
    amount = budget.groups.get(group, Decimal(0))
    if most is not None and amount > part_of(budget.direct, most):
        params = {"amount": plain(amount), "percent": plain(share(amount, budget.direct)), "percent_limit": plain(most)}
        yield At("", "", params)


def in_kind_not_accepted(book: Book) -> Iterator[At]:
    """Something in kind, a line or a source, where the funder does not count it."""
    if _asked(book).in_kind:
        return
    for node in _lines(book):
        if node.text("payer") == "in_kind":
            yield quoting(node, "payer")
    for node in book.sheet("budget").of("sources"):
        if node.text("kind") == "in_kind":
            yield quoting(node, "kind", by="name")


def nothing_for_what_is_demanded(book: Book) -> Iterator[At]:
    """No money for something that the funder wants to see: monitoring, visibility, audit."""
    budget, asked = book.once(budget_in), _asked(book)
    for group in asked.demands if budget.direct else ():
        if not budget.groups.get(group):
            heading = next((one.id for one in asked.headings if one.group == group), group)
            yield At("", "", {"heading": heading})


# Care ----------------------------------------------------------------------------------------------------------------


def taxes_that_come_back(book: Book) -> Iterator[At]:
    """A tax in the budget that the organisation gets back: it is no cost."""
    lines = book.once(budget_in).lines
    for node in _lines(book):
        if node.is_set("tax") and lines[node.id].total:
            yield quoting(node, "tax", amount=plain(lines[node.id].total))


def taxes_of_the_budget_that_come_back(book: Book) -> Iterator[At]:
    """Taxes below the lines that the organisation gets back."""
    rates = book.sheet("budget").one("rates")
    if rates.is_set("taxes_back") and rates.amount("taxes"):
        yield At("rates", "taxes", {"amount": plain(rates.amount("taxes"))})


def cost_for_each_person(book: Book) -> Iterator[At]:
    """Not a fault: what the project costs for each person who is reached directly."""
    total, people = book.once(budget_in).total, book.sheet("card").one("card").amount("direct")
    if total and people > 0:
        yield At("", "", {"amount": plain(cents(total / people)), "people": plain(people)})


RULES: tuple[Rule, ...] = (
    Rule("B1", Level.ERROR, "budget", another_total_in_the_file),
    Rule("B2", Level.ERROR, "budget", lines_without_heading),
    Rule("B3", Level.ERROR, "budget", indirect_above_the_ceiling),
    Rule("B4", Level.ERROR, "budget", contingency_above_the_ceiling),
    Rule("B5", Level.ERROR, "budget", sources_that_do_not_pay_all),
    Rule("B6", Level.ERROR, "budget", grant_share_too_big),
    Rule("B6b", Level.ERROR, "budget", own_share_too_small),
    Rule("B7", Level.ERROR, "budget", grant_too_big),
    Rule("B7b", Level.ERROR, "budget", grant_too_small),
    Rule("B8", Level.ERROR, "budget", heading_not_allowed),
    Rule("B9", Level.WARNING, "budget", line_without_unit),
    Rule("B9b", Level.WARNING, "budget", lump_sum_without_reason),
    Rule("B10", Level.WARNING, "budget", staff_above_the_share),
    Rule("B10b", Level.WARNING, "budget", equipment_above_the_share),
    Rule("B11", Level.WARNING, "budget", in_kind_not_accepted),
    Rule("B12", Level.WARNING, "budget", nothing_for_what_is_demanded),
    Rule("B13", Level.ERROR, "budget", years_that_do_not_add_up),
    Rule("B14", Level.WARNING, "budget", taxes_that_come_back),
    Rule("B14b", Level.WARNING, "budget", taxes_of_the_budget_that_come_back),
    Rule("B15", Level.TIP, "budget", cost_for_each_person),
    Rule("B16", Level.ERROR, "budget", currency_without_a_dated_rate),
)
