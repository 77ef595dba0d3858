"""Words and figures of workbooks as a reader sees them: values of fields, refusals, findings, what somebody did."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from flask_babel import LazyString, format_currency, format_date, format_decimal, get_locale, lazy_gettext
from flask_babel import gettext as _

from elearn.catalogue.rules.workbook_values import CheckText, Field, FieldWords
from elearn.core.numbers import Doubtful, read_number
from elearn.infra.i18n import current_language
from elearn.workbooks.rules.book import Finding
from elearn.workbooks.rules.documents import Node, Value, as_number
from elearn.workbooks.rules.typed import Refusal

MOST_KNOWN = 5000  # numbers as languages write them, kept in this process
SHORT = 80  # characters of a name in a list

ROLES: Mapping[str, LazyString] = {
    "owner": lazy_gettext("Owner: may do everything"),
    "editor": lazy_gettext("Editor: writes in all sheets"),
    "reader": lazy_gettext("Reader: only looks"),
    "mentor": lazy_gettext("Mentor: reads and comments"),
}

REFUSALS: Mapping[str, LazyString] = {
    "not_an_option": lazy_gettext("Choose one of the options."),
    "too_long": lazy_gettext("This text has %(length)s characters. Shorten it to %(limit)s."),
    "not_a_number": lazy_gettext("Write a number, for example 1200 or 12.5."),
    "not_whole": lazy_gettext("Write a whole number, without decimals."),
    "too_many_decimals": lazy_gettext("Write at most two decimals."),
    "out_of_range": lazy_gettext("Write a number from %(low)s to %(high)s."),
    "not_a_date": lazy_gettext("Write a date like 31/12/2027."),
    "circle": lazy_gettext("“%(text)s” already leads here. A link back would close a circle. Choose something else."),
    "unknown_name": lazy_gettext("Nothing has this name. Write it as it stands in its sheet."),
    "ambiguous_name": lazy_gettext("Several have this name. Choose in the workbook which one you mean."),
    "error_in_cell": lazy_gettext("The cell shows an error of the spreadsheet. Correct its formula."),
    "doubtful": lazy_gettext("This can mean two numbers. Write %(whole)s or %(decimals)s."),
}

DID: Mapping[str, LazyString] = {
    "wrote": lazy_gettext("wrote"),
    "example": lazy_gettext("copied the example"),
    "took": lazy_gettext("took over from another sheet"),
    "undid": lazy_gettext("took back version %(of)s"),
    "restored": lazy_gettext("went back to version %(of)s"),
    "imported": lazy_gettext("took over from a file"),
}


def amount(value: Decimal, currency: str) -> str:
    """An amount of money; cents only where there are any."""
    return _amount(current_language(), value, currency)


@lru_cache(maxsize=MOST_KNOWN)
def _amount(_language: str, value: Decimal, currency: str) -> str:
    """What Babel makes of it: it takes longer than all else that a table needs."""
    whole = value == value.to_integral_value()
    shown: str = format_currency(value, currency, format_type="standard")
    if whole:
        shown = format_currency(value.to_integral_value(), currency, currency_digits=False, format=_whole_pattern())
    return shown


def _whole_pattern() -> str:
    pattern: str = get_locale().currency_formats["standard"].pattern
    return pattern.replace(".00", "")


def shorten(text: str, most: int = SHORT) -> str:
    """The beginning of a text, up to a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def number_text(text: str) -> str:
    """A stored number as the reader's language writes it; other text as it is."""
    return _number_text(current_language(), text)


@lru_cache(maxsize=MOST_KNOWN)
def _number_text(_language: str, text: str) -> str:
    number = as_number(text)
    return text if number is None else format_decimal(number)


def refusal_words(refusal: Refusal) -> str:
    """What is wrong with a typed text, and what to do."""
    params = {
        name: number_text(value) if refusal.code == "out_of_range" else value for name, value in refusal.params.items()
    }
    return str(REFUSALS[refusal.code] % params if params else REFUSALS[refusal.code])


class ValueWriter:
    """Writes values for reading. `named` finds the name of a linked node: (sheet, part, id) -> name, "" if gone."""

    def __init__(self, currency: str, named: Callable[[str, str, str], str], headings: Mapping[str, str]) -> None:
        self.currency = currency
        self.named = named
        self.headings = headings

    def show(self, spec: Field, words: FieldWords, value: Value) -> str:
        """A value as text; "" for nothing, and for links to what is gone."""
        if isinstance(value, tuple):
            return ", ".join(shown for one in value if (shown := self._one(spec, words, one)))
        return self._one(spec, words, value) if value else ""

    def _one(self, spec: Field, words: FieldWords, value: str) -> str:
        match spec.kind:
            case "choice" | "choices":
                return words.options.get(value, value)
            case "link" | "links":
                return shorten(self.named(*spec.target, value))
            case "heading":
                return self.headings.get(value, value)
            case "tick":
                return str(_("Yes"))
            case "date":
                return _day(value)
            case "money":
                number = as_number(value)
                return value if number is None else amount(number, self.currency)
            case "percent":
                return str(_("%(score)s %%", score=number_text(value)))
            case "number" | "whole" | "value":
                return number_text(value)
        return value

    def show_for_typing(self, spec: Field, value: Value) -> str:
        """A value as it stands in a field: a number as the reader's language writes it, without thousands."""
        if isinstance(value, tuple):
            return ", ".join(value)
        return _typed(current_language(), value) if spec.kind in ("number", "money", "percent", "value") else value


@lru_cache(maxsize=MOST_KNOWN)
def _typed(_language: str, value: str) -> str:
    number = as_number(value)
    if number is None:
        return value
    typed: str = format_decimal(number, format=f"0.{'#' * 20}")
    return f"{typed}0" if isinstance(read_number(typed), Doubtful) else typed


def _day(value: str) -> str:
    try:
        day: str = format_date(date.fromisoformat(value), "medium")
    except ValueError:
        return value
    return day


#: Beginnings of names of parameters that are money in the workbook's currency; and parameters that stay as they are.
MONEY_PARAMS = ("amount", "limit", "total", "gap")
PLAIN_PARAMS = ("heading", "currency", "own", "year", "start", "end")


def finding_words(finding: Finding, checks: Mapping[str, CheckText], currency: str) -> str:
    """What a finding says in the reader's language; amounts as money."""
    text = checks.get(finding.code)
    if text is None:
        return finding.code
    params = {name: _param(name, value, currency) for name, value in finding.params.items()}
    return text.texts[current_language()].format_map(_Given(params))


def _param(name: str, value: str, currency: str) -> str:
    number = as_number(value)
    if name == "text":
        return shorten(value)
    if name.startswith("date"):
        return _day(value)
    if number is None or name in PLAIN_PARAMS:
        return value
    return amount(number, currency) if name.startswith(MONEY_PARAMS) else format_decimal(number)


class _Given(dict[str, str]):
    """A placeholder that nobody filled stays visible instead of breaking the page."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def did_words(reason: str, of: int | None) -> str:
    """What a revision was, in words."""
    words = DID.get(reason, DID["wrote"])
    return str(words % {"of": of}) if of is not None else str(words)


def name_of(node: Node, field: str) -> str:
    """What a node is called in lists: the beginning of its naming field."""
    return shorten(node.text(field))
