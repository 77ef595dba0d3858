"""The kinds of files that a workbook, or one of its sheets, can be downloaded as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from elearn.workbooks.exports.csv import write_csv
from elearn.workbooks.exports.lossless import write_json
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.xlsx.writing import write_xlsx

WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called, its type, how it is made from a workbook and a sheet (or `WHOLE`)."""

    label: LazyString
    content_type: str
    write: Callable[[Outgoing, str], bytes]
    whole: bool = True
    sheets: bool = True


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(
        lazy_gettext("Excel, to calculate on"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda out, what: write_xlsx(out, None if what == WHOLE else [what]),
    ),
    "csv": Format(lazy_gettext("CSV, for other programs"), "text/csv; charset=utf-8", write_csv, whole=False),
    "json": Format(
        lazy_gettext("JSON, to keep or to move elsewhere"),
        "application/json",
        lambda out, _what: write_json(out),
        sheets=False,
    ),
}
