"""A workbook as one spreadsheet file, a worksheet or two for each sheet."""

from collections.abc import Callable, Mapping, Sequence

from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.xlsx.budget import budget_page
from elearn.workbooks.exports.xlsx.cash_flow import cash_flow_page
from elearn.workbooks.exports.xlsx.indicators import indicators_pages
from elearn.workbooks.exports.xlsx.loan import loan_page
from elearn.workbooks.exports.xlsx.logframe import logframe_page
from elearn.workbooks.exports.xlsx.page import File
from elearn.workbooks.exports.xlsx.plain import plain_page
from elearn.workbooks.exports.xlsx.plan import plan_page
from elearn.workbooks.exports.xlsx.prices import prices_page

PAGES: Mapping[str, Callable[[File], None]] = {
    "budget": budget_page,
    "cash-flow": cash_flow_page,
    "indicators": indicators_pages,
    "loan": loan_page,
    "logframe": logframe_page,
    "plan": plan_page,
    "prices": prices_page,
}


def write_xlsx(out: Outgoing, sheets: Sequence[str] | None = None) -> bytes:
    """The sheets asked for, by default all that are begun; the empty forms of all where none is.

    Labels are in `out.language`. A few words (Total ...) are gettext's: whoever calls chooses its language first.
    """
    file = File(out)
    for sheet in sheets or begun(out):
        page = PAGES.get(sheet)
        if page:
            page(file)
        else:
            plain_page(file, sheet)
    return file.to_bytes()


def begun(out: Outgoing) -> tuple[str, ...]:
    """The sheets in which somebody wrote, in the order of the profile, others last; all of the profile where none."""
    order = dict.fromkeys((*out.book.profile.sheets, *out.kit.sheets))
    return tuple(sheet for sheet in order if out.book.has_begun(sheet)) or out.book.profile.sheets
