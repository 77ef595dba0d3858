"""From what people type to the values of a document. Nothing is guessed: what can mean two numbers is asked about."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from elearn.catalogue.rules.workbook_values import LISTS, NUMERIC, Field, FieldKind
from elearn.core.ids import is_node_id
from elearn.core.numbers import Doubtful, read_number
from elearn.workbooks.rules.documents import Value, as_number

LONGEST: Mapping[FieldKind, int] = {"line": 300, "text": 6000, "value": 300}
HIGHEST = Decimal(10) ** 12
YEARS = (Decimal(1990), Decimal(2100))
LAST_MONTH = Decimal(120)
WHOLE: frozenset[FieldKind] = frozenset({"whole", "year", "month"})
DECIMALS: Mapping[FieldKind, int] = {"money": 2, "percent": 4, "number": 4}
_BREAKS = re.compile(r"\r\n?")
_SPACES = re.compile(r"[ \t\n]+")  # not those that keep a word and its sign together
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\Z")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a typed text is no value of its field: a code, and its parameters."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


def read_typed(spec: Field, typed: Sequence[str]) -> Value | Refusal:
    """The value of a field from what was sent: one text, or several for lists. Empty is always allowed."""
    if spec.kind in LISTS:
        chosen = tuple(dict.fromkeys(one for one in typed if one))
        return Refusal("not_an_option") if not _are_options(spec, chosen) else chosen
    text = _BREAKS.sub("\n", typed[0]).replace("\0", "").strip() if typed else ""
    return _READERS.get(spec.kind, _read_text)(spec, text) if text else ""


def _are_options(spec: Field, chosen: Sequence[str]) -> bool:
    return set(chosen) <= set(spec.options) if spec.kind == "choices" else all(map(is_node_id, chosen))


def _read_text(spec: Field, text: str) -> Value | Refusal:
    limit = LONGEST.get(spec.kind, LONGEST["line"])
    if len(text) > limit:
        return Refusal("too_long", {"limit": str(limit), "length": str(len(text))})
    return text if spec.kind == "text" else _SPACES.sub(" ", text)


def _read_number(spec: Field, text: str) -> Value | Refusal:
    low, high = _range(spec)
    found = read_number(text)
    if isinstance(found, Doubtful):
        possible = [one for one in (found.whole, found.decimals) if _fits(spec, _decimal(one))]
        if len(possible) == 2:
            return Refusal("doubtful", {"whole": found.whole, "decimals": found.decimals})
        found = _decimal(possible[0]) if possible else None
    if found is None:
        return Refusal("not_a_number")
    if not low <= found <= high:
        return Refusal("out_of_range", {"low": plain(low), "high": plain(high)})
    if not _fits(spec, found):
        return Refusal("not_whole" if spec.kind in WHOLE else "too_many_decimals")
    return plain(found)


def _decimal(unmistakable: str) -> Decimal:
    return Decimal(unmistakable.replace(",", "."))


def _range(spec: Field) -> tuple[Decimal, Decimal]:
    defaults = {
        "year": YEARS,
        "month": (Decimal(1), LAST_MONTH),
        "percent": (Decimal(0), Decimal(1000)),
        "whole": (Decimal(0), HIGHEST),
        "money": (-HIGHEST, HIGHEST),
    }
    low, high = defaults.get(spec.kind, (-HIGHEST, HIGHEST))
    return (low if spec.low is None else spec.low), (high if spec.high is None else spec.high)


def _fits(spec: Field, number: Decimal) -> bool:
    low, high = _range(spec)
    decimals = 0 if spec.kind in WHOLE else DECIMALS.get(spec.kind, 4)
    return low <= number <= high and number == round(number, decimals)


def plain(number: Decimal) -> str:
    """A number as documents keep it: no exponent, no zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_typed(spec: Field, value: Value) -> Value:
    """A value of a file as somebody would have typed it: numbers without zeros at the end, texts without blank ends.

    A form sends back what it shows: what nobody touched must not look like a change.
    """
    if not isinstance(value, str):
        return value
    number = as_number(value) if spec.kind in NUMERIC or spec.kind == "value" else None
    return value.strip() if number is None else plain(number)


def _read_value(spec: Field, text: str) -> Value | Refusal:
    """A number where it is one beyond doubt, else the words."""
    found = read_number(text)
    if isinstance(found, Doubtful):
        return Refusal("doubtful", {"whole": found.whole, "decimals": found.decimals})
    return plain(found) if found is not None else _read_text(spec, text)


def _read_date(_spec: Field, text: str) -> Value | Refusal:
    """ISO 8601 as browsers send it; day, month, year as people write it without one."""
    written = _DAY.match(text)
    try:
        day = date(int(written[3]), int(written[2]), int(written[1])) if written else date.fromisoformat(text)
    except ValueError:
        return Refusal("not_a_date")
    return day.isoformat() if YEARS[0] <= day.year <= YEARS[1] else Refusal("not_a_date")


def _read_tick(_spec: Field, text: str) -> Value | Refusal:
    return "yes" if text == "yes" else Refusal("not_an_option")


def _read_choice(spec: Field, text: str) -> Value | Refusal:
    return text if text in spec.options else Refusal("not_an_option")


def _read_link(_spec: Field, text: str) -> Value | Refusal:
    return text if is_node_id(text) else Refusal("not_an_option")


_READERS: dict[FieldKind, Callable[[Field, str], Value | Refusal]] = {
    **dict.fromkeys(NUMERIC, _read_number),
    "value": _read_value,
    "date": _read_date,
    "tick": _read_tick,
    "choice": _read_choice,
    "link": _read_link,
}
