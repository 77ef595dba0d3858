"""Takes the budget and the logframe back from a spreadsheet that somebody edited."""

from collections.abc import Mapping

from elearn.catalogue.rules.workbook_values import Kit, Profile
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGES
from elearn.core.refused import RefusedError
from elearn.workbooks.exports.incoming.comparing import Comparison
from elearn.workbooks.exports.incoming.gate import vet
from elearn.workbooks.exports.incoming.proposals import Incoming, Proposal
from elearn.workbooks.exports.incoming.rows import read_rows
from elearn.workbooks.exports.labels import Labels
from elearn.workbooks.rules.documents import Document

#: Sheet -> the parts that its worksheet holds. A logframe holds indicators beside its results.
TAKEN_BACK: Mapping[str, frozenset[str]] = {
    "budget": frozenset({"budget/lines", "budget/rates", "budget/sources"}),
    "logframe": frozenset({"logframe/results", "indicators/indicators", "logframe/assumptions"}),
}


def read_xlsx(
    data: bytes, kit: Kit, profile: Profile, documents: Mapping[str, Document], currency: str = ""
) -> Incoming:
    """What a file that `write_xlsx` made proposes to change, compared with the workbook's documents.

    Matched by the ids in its hidden column; only what was changed in the file is proposed. `currency` is the
    workbook's. Raises RefusedError: the codes of `gate.vet` and `rows.read_rows`, and other_workbook (`sheet`).
    """
    came = read_rows(vet(data), TAKEN_BACK)
    language = came.language if came.language in LANGUAGES else DEFAULT_LANGUAGE
    proposals: list[Proposal] = []
    for sheet, tables in came.tables.items():
        comparison = Comparison(came, Labels(kit, profile, documents, language), currency)
        if not comparison.is_of_this_workbook(tables):
            raise RefusedError("other_workbook", sheet=sheet)
        for table in tables:
            proposals += comparison.proposals(table)
    return Incoming(tuple(came.tables), language, tuple(proposals))
