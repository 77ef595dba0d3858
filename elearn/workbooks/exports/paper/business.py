"""Prices, start-up and household of an entrepreneur, with what they come to in a sentence."""

from collections.abc import Iterator

from flask_babel import gettext as _

from elearn.workbooks.exports.paper.blocks import Block, Paragraph, say
from elearn.workbooks.exports.paper.plain import plain, sentence
from elearn.workbooks.exports.paper.wording import Wording
from elearn.workbooks.rules.business import household_in, prices_in, start_up_in


def prices(words: Wording) -> Iterator[Block]:
    """The prices, and the sales from which the business pays for itself."""
    yield from plain(words, "prices")
    sums = words.book.once(prices_in)
    costs, living = sums.break_even(living=False), sums.break_even(living=True)
    if not sums.items:
        return
    if costs is None or living is None:
        yield Paragraph(sentence(_("The prices leave nothing for the fixed costs. Raise a price, or lower a cost.")))
        return
    yield Paragraph(sentence(_(
        "Sell for %(amount)s a month, and your costs are covered. For %(living)s, and you can live from it too.",
        amount=words.money(costs), living=words.money(living),
    )))  # fmt: skip
    yield Paragraph(say(_("You plan to sell for %(amount)s a month.", amount=words.money(sums.sales))))


def start_up(words: Wording) -> Iterator[Block]:
    """What must be there before the first sale, and what is missing."""
    yield from plain(words, "start-up")
    sums = words.book.once(start_up_in)
    uses, gap = words.money(sums.uses), words.money(abs(sums.gap))
    if sums.gap > 0:
        yield Paragraph(sentence(_("You need %(amount)s. %(gap)s are still missing.", amount=uses, gap=gap)))
    elif sums.gap < 0:
        yield Paragraph(sentence(_("You need %(amount)s. The sources are higher: check both lists.", amount=uses)))
    elif sums.uses:
        yield Paragraph(sentence(_("You need %(amount)s, and you know where all of it comes from.", amount=uses)))


def household(words: Wording) -> Iterator[Block]:
    """A month of the household, and what is left of it."""
    yield from plain(words, "household-budget")
    left = words.book.once(household_in).left
    if left < 0:
        missing = _("Each month %(amount)s are missing. Look at the expenses again before you take a loan.",
                    amount=words.money(-left))  # fmt: skip
        yield Paragraph(sentence(missing))
    else:
        yield Paragraph(sentence(_("Each month %(amount)s are left.", amount=words.money(left))))
