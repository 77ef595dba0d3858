"""The arithmetic of a budget, to the cent (half a cent goes up).

The order is that of the EU budget for external actions (Annex B): headings 1 to 6 hold the lines; 7 direct costs = 1 to
6; 8 indirect costs = a per cent of 7; 9 = 7 + 8; 10 contingency = a per cent of 7; 11 = 9 + 10; 12 taxes; 13 total =
11 + 12. What partners and volunteers give in kind stands under its heading, as small calls ask.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise

from elearn.calculators.rules.loans import cents
from elearn.catalogue.rules.workbook_values import Heading, Profile
from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.documents import Document, Node

ZERO = Decimal(0)
YEARS = ("year1", "year2", "year3")
OWN = ("own", "partner", "in_kind")  # who pays what the funder does not


@dataclass(frozen=True, slots=True)
class Line:
    """A line in money, in the workbook's currency. `years` add up to `total` where the units of the years do."""

    id: str
    heading: str
    payer: str
    activity: str
    total: Decimal
    years: tuple[Decimal, ...]


@dataclass(frozen=True)
class Budget:
    """The sums of a budget, in the workbook's currency, to the cent.

    `headings`: heading -> its lines and those of its sub-headings ("1" holds "1.1"); each heading of the profile has
    its sum. `groups` (staff, equipment ...), `payers`, `activities`: the lines of each. `years`: the direct costs of
    years 1 to 3. `unplaced`: the lines under no heading of the profile. `sources`: kind -> amount.
    `is_in_kind_accepted`: whether the funder counts what is given in kind.
    """

    lines: Mapping[str, Line]
    headings: Mapping[str, Decimal]
    groups: Mapping[str, Decimal]
    payers: Mapping[str, Decimal]
    activities: Mapping[str, Decimal]
    years: tuple[Decimal, ...]
    unplaced: Decimal
    direct: Decimal
    indirect: Decimal
    contingency: Decimal
    taxes: Decimal
    sources: Mapping[str, Decimal]
    is_in_kind_accepted: bool = True

    @property
    def before_contingency(self) -> Decimal:
        """Direct and indirect costs (9 = 7 + 8)."""
        return self.direct + self.indirect

    @property
    def before_taxes(self) -> Decimal:
        """With contingency, without taxes (11 = 9 + 10)."""
        return self.before_contingency + self.contingency

    @property
    def total(self) -> Decimal:
        """What the project costs in all (13 = 11 + 12)."""
        return self.before_taxes + self.taxes

    @property
    def requested(self) -> Decimal:
        """The grant that is asked for."""
        return self.sources.get("grant", ZERO)

    @property
    def own(self) -> Decimal:
        """What the organisation, its partners and gifts in kind bear; in kind only where the funder accepts it."""
        counted = OWN if self.is_in_kind_accepted else OWN[:-1]
        return sum((self.sources.get(kind, ZERO) for kind in counted), ZERO)

    @property
    def grant_share(self) -> Decimal:
        """The grant in per cent of the total."""
        return share(self.requested, self.total)

    @property
    def own_share(self) -> Decimal:
        """The own contribution in per cent of the total."""
        return share(self.own, self.total)

    @property
    def funded(self) -> Decimal:
        """All sources together."""
        return sum(self.sources.values(), ZERO)

    @property
    def gap(self) -> Decimal:
        """What no source pays yet; below zero where the sources are more than the total."""
        return self.total - self.funded

    def cost_of(self, activity: str) -> Decimal:
        """What an activity costs: the sum of its lines."""
        return self.activities.get(activity, ZERO)


def budget_of(document: Document, profile: Profile, currency: str = "") -> Budget:
    """The sums of a budget sheet. Lines in `currency` (the workbook's) are not converted.

    A rate is how much of the line's currency one unit of the workbook's buys ("1 EUR = 655.957 XOF"), as the European
    Commission publishes it. Where the table of sources is empty, those who pay the lines are the sources.
    """
    lines = [_line(node, currency) for node in document.of("lines")]
    rates = document.one("rates")
    direct = sum((line.total for line in lines), ZERO)
    payers = _sums((line.payer, line.total) for line in lines)
    sources = _sums((node.text("kind"), cents(node.amount("amount"))) for node in document.of("sources"))
    groups = {heading.id: heading.group for heading in _headings(profile)}
    return Budget(
        lines={line.id: line for line in lines},
        headings=_sums(_by_heading(lines), start=groups),
        groups=_sums((group_of(line.heading, groups), line.total) for line in lines),
        payers=payers,
        activities=_sums((line.activity, line.total) for line in lines),
        years=tuple(sum(amounts, ZERO) for amounts in zip(*(line.years for line in lines), strict=True)) or (ZERO,) * 3,
        unplaced=sum((line.total for line in lines if not _is_placed(line.heading, groups)), ZERO),
        direct=direct,
        indirect=part_of(direct, rates.amount("indirect")),
        contingency=part_of(direct, rates.amount("contingency")),
        taxes=cents(rates.amount("taxes")),
        sources=sources if any(sources.values()) else {kind: paid for kind, paid in payers.items() if kind and paid},
        is_in_kind_accepted=profile.budget is None or profile.budget.in_kind,
    )


def budget_in(book: Book) -> Budget:
    """The sums of a workbook's budget. Ask `book.once(budget_in)`: many rules need them."""
    return budget_of(book.sheet("budget"), book.profile, book.currency)


def part_of(base: Decimal, per_cent: Decimal) -> Decimal:
    """So many per cent of an amount, to the cent. Ceilings are compared with this: 7 % of 10,280.37 is 719.63."""
    return cents(base * per_cent / 100)


def share(part: Decimal, whole: Decimal) -> Decimal:
    """A part in per cent of the whole, with two digits; 0 of nothing."""
    return cents(part * 100 / whole) if whole else ZERO


def units_of(node: Node) -> Decimal:
    """How many units a line has: the quantity, or the units of the years where nobody wrote one."""
    quantity = node.number("quantity")
    return units_by_year(node) if quantity is None else quantity


def units_by_year(node: Node) -> Decimal:
    """The units of all years of a line."""
    return sum((node.amount(year) for year in YEARS), ZERO)


def is_foreign(node: Node, currency: str) -> bool:
    """Whether a line is in another currency than the workbook."""
    own = node.text("currency").strip().upper()
    return bool(own) and own != currency.upper()


def group_of(heading: str, groups: Mapping[str, str]) -> str:
    """What a heading is for (`groups`: heading -> group): its own group, else that of the heading above it."""
    return next((groups[one] for one in _upwards(heading) if groups.get(one)), "")


def _headings(profile: Profile) -> tuple[Heading, ...]:
    return profile.budget.headings if profile.budget else ()


def _line(node: Node, currency: str) -> Line:
    """Units times unit cost. Years are rounded in the running sum, so that no cent is lost between them."""
    rate = node.amount("rate") if is_foreign(node, currency) else ZERO
    cost = node.amount("unit_cost") / (rate if rate > 0 else 1)
    until = accumulate((node.amount(year) for year in YEARS), initial=ZERO)
    years = tuple(cents(after * cost) - cents(before * cost) for before, after in pairwise(until))
    total = cents(units_of(node) * cost)
    return Line(node.id, node.text("heading"), node.text("payer"), node.text("activity"), total, years)


def _sums(amounts: Iterable[tuple[str, Decimal]], start: Iterable[str] = ()) -> dict[str, Decimal]:
    found: defaultdict[str, Decimal] = defaultdict(lambda: ZERO, dict.fromkeys(start, ZERO))
    for key, amount in amounts:
        found[key] += amount
    return dict(found)


def _by_heading(lines: Iterable[Line]) -> Iterable[tuple[str, Decimal]]:
    return ((heading, line.total) for line in lines for heading in _upwards(line.heading))


def _is_placed(heading: str, groups: Mapping[str, str]) -> bool:
    return any(one in groups for one in _upwards(heading))


def _upwards(heading: str) -> tuple[str, ...]:
    """A heading and those that hold it: "1.1.2", "1.1", "1"."""
    parts = heading.split(".")
    return tuple(".".join(parts[:length]) for length in range(len(parts), 0, -1))
