"""Checks of the fundraising plan: enough money by its probability, from more than one source, in time."""

from collections.abc import Iterator
from decimal import Decimal

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.periods import as_date
from elearn.workbooks.rules.results import written
from elearn.workbooks.rules.typed import plain

LARGEST_SHARE = 60  # of what is asked for, in per cent: ours, and the one that the lesson on the plan teaches
HUNDRED = Decimal(100)
CENT = Decimal("0.01")
STILL_TO_ASK = ("", "idea", "contacted")


def _open_sources(book: Book) -> list[Node]:
    """The sources that have not said no."""
    return [node for node in written(book, "fundraising", "sources", "name") if node.text("state") != "refused"]


def weighted(source: Node) -> Decimal:
    """What to expect from a source: amount times probability; what has been received counts as it is."""
    certainty = HUNDRED if source.text("state") == "received" else source.amount("probability")
    return source.amount("amount") * certainty / HUNDRED


def less_than_needed(book: Book) -> Iterator[At]:
    """The weighted total does not reach the need. Silent until there is a source."""
    need = book.sheet("fundraising").one("need").amount("amount")
    sources = _open_sources(book)
    total = sum(map(weighted, sources), Decimal(0))
    if sources and total < need:
        yield At("need", "amount", {"total": plain(round(total, 2)), "amount": plain(need)})


def leans_on_one_source(book: Book) -> Iterator[At]:
    """More than 60 % of what is asked for comes from one source."""
    sources = _open_sources(book)
    total = sum((node.amount("amount") for node in sources), Decimal(0))
    for node in sources:
        share = node.amount("amount") * HUNDRED / total if total > 0 else Decimal(0)
        if share > LARGEST_SHARE:
            yield quoting(node, "amount", by="name", percent=f"{share:.0f}")


def too_late(book: Book) -> Iterator[At]:
    """The deadline has passed and nothing was sent."""
    for node in written(book, "fundraising", "sources", "name"):
        deadline = as_date(node.text("deadline"))
        if deadline and deadline < book.today and node.text("state") in STILL_TO_ASK:
            yield quoting(node, "deadline", by="name")


RULES: tuple[Rule, ...] = (
    Rule("F1", Level.WARNING, "fundraising", less_than_needed),
    Rule("F2", Level.WARNING, "fundraising", leans_on_one_source),
    Rule("F3", Level.ERROR, "fundraising", too_late),
)
