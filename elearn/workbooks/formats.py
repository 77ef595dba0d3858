"""The kinds of files that a workbook, or one of its sheets, can be downloaded as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from elearn.catalogue.rules.workbook_values import Profile
from elearn.workbooks.exports.csv import write_csv
from elearn.workbooks.exports.docx.writing import write_docx
from elearn.workbooks.exports.iati.writing import write_iati
from elearn.workbooks.exports.lossless import write_json
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.pdf import write_pdf
from elearn.workbooks.exports.xlsx.writing import write_xlsx

WHOLE = "workbook"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called, its type, how it is made from a workbook and a sheet (or `WHOLE`).

    `needs` is a sheet without which there is nothing to write.
    """

    label: LazyString
    content_type: str
    write: Callable[[Outgoing, str], bytes]
    whole: bool = True
    sheets: bool = True
    needs: str = ""

    def offers(self, what: str, profile: Profile) -> bool:
        """Whether a sheet, or the whole workbook, of this profile comes as such a file."""
        if self.needs and self.needs not in profile.sheets:
            return False
        return self.whole if what == WHOLE else self.sheets and what in profile.sheets


FORMATS: Mapping[str, Format] = {
    "docx": Format(
        lazy_gettext("Word, to send to a funder"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write_docx,
    ),
    "xlsx": Format(
        lazy_gettext("Excel, to calculate on"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda out, what: write_xlsx(out, None if what == WHOLE else [what]),
    ),
    "pdf": Format(lazy_gettext("PDF, to print"), "application/pdf", write_pdf),
    "csv": Format(lazy_gettext("CSV, for other programs"), "text/csv; charset=utf-8", write_csv, whole=False),
    "json": Format(
        lazy_gettext("JSON, to keep or to move elsewhere"),
        "application/json",
        lambda out, _what: write_json(out),
        sheets=False,
    ),
    "xml": Format(
        lazy_gettext("IATI, open data about the project"),
        "application/xml",
        lambda out, _what: write_iati(out),
        sheets=False,
        needs="logframe",
    ),
}
