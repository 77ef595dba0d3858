"""Which pages a document has: those of a sheet, or of all that people began."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from flask_babel import format_date
from flask_babel import gettext as _

from elearn.core.languages import LANGUAGE_NAMES
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.paper.blocks import Block, Card, Entry, Line, Paper, Paragraph, Section, own, say
from elearn.workbooks.exports.paper.budget import budget
from elearn.workbooks.exports.paper.business import household, prices, start_up
from elearn.workbooks.exports.paper.cash_flow import cash_flow
from elearn.workbooks.exports.paper.loan import loan
from elearn.workbooks.exports.paper.logframe import logframe
from elearn.workbooks.exports.paper.narrative import narrative
from elearn.workbooks.exports.paper.plain import is_wide, plain
from elearn.workbooks.exports.paper.plan import plan
from elearn.workbooks.exports.paper.trees import tree
from elearn.workbooks.exports.paper.wording import Wording, joined
from elearn.workbooks.exports.printable import printable

WHOLE = "workbook"

PAGES: Mapping[str, Callable[[Wording], Iterator[Block]]] = {
    "problem-tree": partial(tree, sheet="problem-tree"),
    "objective-tree": partial(tree, sheet="objective-tree"),
    "logframe": logframe,
    "plan": plan,
    "budget": budget,
    "prices": prices,
    "start-up": start_up,
    "cash-flow": cash_flow,
    "loan": loan,
    "household-budget": household,
    "narrative": narrative,
}
WIDE = frozenset({"problem-tree", "objective-tree", "logframe", "plan", "budget", "cash-flow"})
UPRIGHT = frozenset({"indicators", "loan", "narrative"})


def paper_of(out: Outgoing, what: str) -> Paper:
    """The document of a sheet, or of the WHOLE workbook.

    Labels are in `out.language`; generic words and figures in the language that gettext speaks: whoever calls chooses
    the same one first. Raises KeyError for a sheet that does not exist.
    """
    words = Wording(printable(out))
    sheets = begun(out) if what == WHOLE else (what,)
    return Paper(
        title=words.out.title,
        subject="" if what == WHOLE else words.labels.title(what),
        about=_about(words),
        language=out.language,
        own_language=out.book.language,
        day=out.book.today,
        sections=tuple(_section(words, sheet) for sheet in sheets),
        cover=_cover(words) if what == WHOLE else None,
    )


def begun(out: Outgoing) -> tuple[str, ...]:
    """The sheets in which somebody wrote, in the order of the profile; those of another profile come last."""
    order = dict.fromkeys((*out.book.profile.sheets, *out.kit.sheets))
    return tuple(sheet for sheet in order if sheet in out.kit.sheets and out.book.has_begun(sheet))


def _section(words: Wording, sheet: str) -> Section:
    pages = PAGES.get(sheet, partial(plain, sheet=sheet))
    blocks = tuple(pages(words)) or (Paragraph(say(_("Not written yet"))),)
    wide = sheet in WIDE or (sheet not in UPRIGHT and is_wide(words, sheet))
    return Section(words.labels.title(sheet), blocks, wide)


def _about(words: Wording) -> Line:
    """What stands under the title of a sheet: the project, its place, the day."""
    day = say(format_date(words.book.today, "long"))
    return joined(own(words.out.title), own(words.out.place), day, by=" · ")


def _cover(words: Wording) -> Card:
    """What the first page says of the workbook."""
    book = words.book
    entries = (
        (_("Place"), own(words.out.place)),
        (_("Form"), say(book.profile.names[words.out.language])),
        (_("First day"), say(format_date(book.start, "long") if book.start else "")),
        (_("Duration in months"), say(str(book.months or ""))),
        (_("Currency"), say(book.currency)),
        (_("Language"), say(LANGUAGE_NAMES[book.language])),
        (_("As of"), say(format_date(book.today, "long"))),
    )
    return Card(_("Workbook"), tuple(Entry(label, (line,)) for label, line in entries if line))
