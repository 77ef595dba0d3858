"""A whole workbook as JSON, without loss: to keep, to carry to another installation, to read by other programs."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from elearn.catalogue.rules.workbook_values import LISTS, NUMERIC, Field, Kit, SheetKind
from elearn.core.countries import COUNTRIES
from elearn.core.languages import LANGUAGES
from elearn.core.refused import RefusedError
from elearn.workbooks.exports.labels import LARGEST
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.rules.documents import PART, Document, as_number, dump, load
from elearn.workbooks.rules.offer import SEEN
from elearn.workbooks.rules.periods import as_date
from elearn.workbooks.rules.typed import LAST_MONTH, LONGEST

FORMAT, VERSION = "quaderno-workbook", 1
MOST_BYTES = 5 * 2**20
MOST_NODES = 5000
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")  # given rows (tax_code) have an underscore
TRACE = Field(SEEN, "text")  # what stood in the node that this one was made from
CURRENCY = re.compile(r"[A-Z]{3}\Z")


@dataclass(frozen=True)
class Carried:
    """A workbook that came as a file. `language` is the one that people write in."""

    title: str
    place: str
    profile: str
    language: str
    currency: str
    country: str
    start: date | None
    months: int
    documents: Mapping[str, Document]


def write_json(out: Outgoing) -> bytes:
    """A workbook with everything that people wrote in it, as UTF-8."""
    book = out.book
    data = {
        "format": FORMAT,
        "version": VERSION,
        "title": out.title,
        "place": out.place,
        "profile": book.profile.id,
        "language": book.language,
        "currency": book.currency,
        "country": book.country,
        "start": book.start.isoformat() if book.start else "",
        "months": book.months,
        "documents": {kind: dump(document) for kind, document in book.documents.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", errors="replace")


def read_json(data: bytes, kit: Kit) -> Carried:
    """The workbook of a file that `write_json` made.

    Raises RefusedError: too_large (`most` bytes), not_json, other_format, unknown_version (`version`), unknown_profile
    (`profile`), wrong_shape (`at`: where, like "documents/budget/k3/unit_cost").
    """
    if len(data) > MOST_BYTES:
        raise RefusedError("too_large", most=MOST_BYTES)
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as broken:
        raise RefusedError("not_json") from broken
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise RefusedError("other_format")
    if found.get("version") != VERSION:
        raise RefusedError("unknown_version", version=str(found.get("version"))[:20])
    return _carried(found, kit)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _carried(found: Mapping[str, Any], kit: Kit) -> Carried:
    profile, start = found.get("profile"), _field(found, "start", lambda text: text in ("", str(as_date(text))))
    months = found.get("months")
    if not isinstance(profile, str) or profile not in kit.profiles:
        raise RefusedError("unknown_profile", profile=str(profile)[:60])
    if type(months) is not int or not 0 <= months <= LAST_MONTH:
        raise RefusedError("wrong_shape", at="months")
    return Carried(
        title=_field(found, "title", _is_line),
        place=_field(found, "place", _is_line),
        profile=profile,
        language=_field(found, "language", LANGUAGES.__contains__),
        currency=_field(found, "currency", lambda text: CURRENCY.match(text) is not None),
        country=_field(found, "country", ("", *COUNTRIES).__contains__),
        start=as_date(start),
        months=months,
        documents=_documents(found.get("documents"), kit),
    )


def _field(found: Mapping[str, Any], name: str, is_right: Callable[[str], bool]) -> str:
    text = found.get(name)
    if not isinstance(text, str) or not is_right(text):
        raise RefusedError("wrong_shape", at=name)
    return text


def _is_line(text: str) -> bool:
    return len(text) <= LONGEST["line"] and _is_clean(text)


def _is_clean(text: str) -> bool:
    """Whether databases and files can keep a text: no NUL, no half of a pair of UTF-16."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _documents(found: Any, kit: Kit) -> dict[str, Document]:
    if not isinstance(found, dict):
        raise RefusedError("wrong_shape", at="documents")
    documents = {sheet: _document(sheet, nodes, kit.sheets.get(sheet)) for sheet, nodes in found.items()}
    if sum(len(document.nodes) for document in documents.values()) > MOST_NODES:
        raise RefusedError("wrong_shape", at="documents")
    return documents


def _document(sheet: str, nodes: Any, kind: SheetKind | None) -> Document:
    if kind is None or not isinstance(nodes, dict):
        raise RefusedError("wrong_shape", at=f"documents/{sheet[:60]}")
    for node_id, fields in nodes.items():
        at = f"documents/{sheet}/{node_id[:60]}"
        if not (isinstance(fields, dict) and ID.match(node_id) and str(fields.get(PART)) in kind.by_id):
            raise RefusedError("wrong_shape", at=at)
        part = kind.by_id[str(fields[PART])]
        for name, value in fields.items():
            if name != PART and not _is_value(part.by_id.get(name, TRACE if name == SEEN else None), value):
                raise RefusedError("wrong_shape", at=f"{at}/{name[:60]}")
    return load(nodes)


def _is_value(spec: Field | None, value: Any) -> bool:
    """Whether a document may keep a value in this field. Options and links may be gone: pages leave those out."""
    if spec is None:
        return False
    if spec.kind in LISTS and isinstance(value, list):
        return all(isinstance(one, str) and ID.match(one) for one in value)
    if not isinstance(value, str) or len(value) > LONGEST["text"] or not _is_clean(value):
        return False
    if spec.kind in NUMERIC:
        number = as_number(value)
        return number is not None and abs(number) < LARGEST
    return spec.kind != "date" or value == str(as_date(value))
