"""A sheet, or the whole workbook, as accessible PDF."""

from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.paper.contents import paper_of
from elearn.workbooks.exports.typesetting import typeset_pdf


def write_pdf(out: Outgoing, what: str) -> bytes:
    """The pages of a sheet (its id) or of the whole workbook ("workbook"), as `paper_of` puts them together."""
    return typeset_pdf(paper_of(out, what))
