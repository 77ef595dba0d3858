"""From form fields to a response, and back: what a person sent, understood or not.

A field is named after its place in the question: "answer"; "row-fees" and "place-fees" for rows and places;
everything of a scenario's part begins with the part and a point ("why.answer").
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SimpleKey,
    SingleKey,
    TrueFalseKey,
)
from elearn.core.numbers import Doubtful, read_number
from elearn.quizzes.rules.marking import SHORTEST_TEXT
from elearn.quizzes.rules.responses import (
    Arrangement,
    Choice,
    Choices,
    FreeText,
    Gaps,
    Number,
    Parts,
    Response,
    Rows,
    SimpleResponse,
)

Fields = Mapping[str, Sequence[str]]
Value = TypeVar("Value")
ANSWER = "answer"
LONGEST_TEXT = 2000
LONGEST_WORD = 100


class Fault(StrEnum):
    """Why a field could not be understood. The words stand in `quizzes/forms.py`."""

    NOTHING_CHOSEN = "nothing_chosen"
    NOTHING_TYPED = "nothing_typed"
    NOT_A_NUMBER = "not_a_number"
    DOUBTFUL_NUMBER = "doubtful_number"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    ROW_OPEN = "row_open"
    SAME_PLACE = "same_place"
    UNKNOWN = "unknown"  # an id that the question does not have: a page that was changed by hand, or is very old


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one field, with the values that its message names."""

    name: str
    fault: Fault
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Understood:
    """The fields make a response."""

    response: Response


@dataclass(frozen=True)
class Misunderstood:
    """The fields make no response; at least one complaint, in the order of the page."""

    complaints: tuple[Complaint, ...]


class _MisreadError(Exception):
    """A field cannot be understood."""

    def __init__(self, *complaints: Complaint) -> None:
        super().__init__(*complaints)
        self.complaints = complaints


def understand(key: AnyKey, fields: Fields) -> Understood | Misunderstood:
    """The response that the fields of a form make."""
    try:
        if not isinstance(key, ScenarioKey):
            return Understood(_simple(key, fields, ""))
        return Understood(Parts(dict(_every((part.id, _reader(part, fields)) for part in key.parts))))
    except _MisreadError as wrong:
        return Misunderstood(wrong.complaints)


def _reader(part: SimpleKey, fields: Fields) -> Callable[[], SimpleResponse]:
    return lambda: _simple(part, fields, f"{part.id}.")


def _every(readers: Iterable[tuple[str, Callable[[], Value]]]) -> Iterator[tuple[str, Value]]:
    """Read all, so that a page can show all complaints at once."""
    complaints: list[Complaint] = []
    for name, read in readers:
        try:
            yield name, read()
        except _MisreadError as wrong:
            complaints += wrong.complaints
    if complaints:
        raise _MisreadError(*complaints)


def _simple(key: SimpleKey, fields: Fields, prefix: str) -> SimpleResponse:
    name = prefix + ANSWER
    match key:
        case SingleKey():
            return Choice(_option(fields, name, key.options))
        case TrueFalseKey():
            return Choice(_option(fields, name, ("true", "false")))
        case SeveralKey():
            return _several(key, fields, name)
        case NumberKey():
            return _number(fields, name)
        case OrderingKey():
            return _arrangement(key, fields, prefix)
        case MatchingKey():
            return _rows(key, (*key.right.values(), *key.extra), fields, prefix)
        case GroupsKey():
            return _rows(key, key.groups, fields, prefix)
        case GapKey():
            return _gaps(key, fields, prefix)
        case ShortTextKey():
            return _free_text(fields, name)


def first(fields: Fields, name: str) -> str:
    """The value of a field, "" if it was not sent."""
    values = fields.get(name) or ("",)
    return values[0]


def _option(fields: Fields, name: str, options: Sequence[str], fault: Fault = Fault.NOTHING_CHOSEN) -> str:
    value = first(fields, name)
    if not value:
        raise _MisreadError(Complaint(name, fault))
    if value not in options or len(fields[name]) > 1:
        raise _MisreadError(Complaint(name, Fault.UNKNOWN))
    return value


def _several(key: SeveralKey, fields: Fields, name: str) -> Choices:
    chosen = frozenset(fields.get(name, ()))
    if not chosen:
        raise _MisreadError(Complaint(name, Fault.NOTHING_CHOSEN))
    if not chosen <= set(key.options):
        raise _MisreadError(Complaint(name, Fault.UNKNOWN))
    return Choices(chosen)


def _number(fields: Fields, name: str) -> Number:
    typed = first(fields, name).strip()
    if not typed:
        raise _MisreadError(Complaint(name, Fault.NOTHING_TYPED))
    value = read_number(typed)
    if value is None:
        raise _MisreadError(Complaint(name, Fault.NOT_A_NUMBER))
    if isinstance(value, Doubtful):
        params = {"typed": typed, "whole": value.whole, "decimals": value.decimals}
        raise _MisreadError(Complaint(name, Fault.DOUBTFUL_NUMBER, params))
    return Number(value)


def _arrangement(key: OrderingKey, fields: Fields, prefix: str) -> Arrangement:
    numbers = [str(number) for number in range(1, len(key.right) + 1)]
    names = {item: f"{prefix}place-{item}" for item in key.right}
    places = dict(_every((item, _option_reader(fields, name, numbers)) for item, name in names.items()))
    twice = [item for item, place in places.items() if list(places.values()).count(place) > 1]
    if twice:
        raise _MisreadError(*(Complaint(names[item], Fault.SAME_PLACE, {"place": places[item]}) for item in twice))
    return Arrangement(tuple(sorted(key.right, key=lambda item: int(places[item]))))


def _rows(key: MatchingKey | GroupsKey, answers: Sequence[str], fields: Fields, prefix: str) -> Rows:
    readers = ((row, _option_reader(fields, f"{prefix}row-{row}", answers)) for row in key.right)
    return Rows(dict(_every(readers)))


def _option_reader(fields: Fields, name: str, options: Sequence[str]) -> Callable[[], str]:
    return lambda: _option(fields, name, options, Fault.ROW_OPEN)


def _gaps(key: GapKey, fields: Fields, prefix: str) -> Gaps:
    readers: dict[str, Callable[[], str]] = {}
    for gap, choice in key.gaps.items():
        name = f"{prefix}row-{gap}"
        if isinstance(choice, SelectGap):
            readers[gap] = _option_reader(fields, name, choice.options)
        else:
            readers[gap] = _word_reader(fields, name)
    values = dict(_every(readers.items()))
    selects = {gap for gap, choice in key.gaps.items() if isinstance(choice, SelectGap)}
    return Gaps(
        chosen={gap: value for gap, value in values.items() if gap in selects},
        typed={gap: value for gap, value in values.items() if gap not in selects},
    )


def _word_reader(fields: Fields, name: str) -> Callable[[], str]:
    return lambda: _text(fields, name, LONGEST_WORD)


def _text(fields: Fields, name: str, longest: int) -> str:
    typed = first(fields, name).replace("\r\n", "\n").replace("\0", "").strip()
    if not typed:
        raise _MisreadError(Complaint(name, Fault.NOTHING_TYPED))
    if len(typed) > longest:
        raise _MisreadError(Complaint(name, Fault.TOO_LONG, {"longest": str(longest)}))
    return typed


def _free_text(fields: Fields, name: str) -> FreeText:
    typed = _text(fields, name, LONGEST_TEXT)
    if len(typed) < SHORTEST_TEXT:
        raise _MisreadError(Complaint(name, Fault.TOO_SHORT, {"shortest": str(SHORTEST_TEXT)}))
    return FreeText(typed)


def fields_of(response: Response, prefix: str = "") -> dict[str, list[str]]:
    """The fields that make this response: to show a saved answer in its form. Numbers stand with a point."""
    match response:
        case Choice(option):
            return {prefix + ANSWER: [option]}
        case Choices(options):
            return {prefix + ANSWER: sorted(options)}
        case Number(value):
            return {prefix + ANSWER: [_unmistakable(value)]}
        case Arrangement(items):
            return {f"{prefix}place-{item}": [str(number)] for number, item in enumerate(items, 1)}
        case Rows(by_row):
            return {f"{prefix}row-{row}": [answer] for row, answer in by_row.items()}
        case Gaps(chosen, typed):
            return {f"{prefix}row-{gap}": [value] for gap, value in {**chosen, **typed}.items()}
        case FreeText(text):
            return {prefix + ANSWER: [text]}
        case Parts(by_part):
            return {name: value for part, one in by_part.items() for name, value in fields_of(one, f"{part}.").items()}


def _unmistakable(value: Decimal) -> str:
    """A number as nobody doubts it: "1.2340", for "1.234" could be a thousand."""
    text = f"{value.normalize():f}"
    return f"{text}0" if isinstance(read_number(text), Doubtful) else text
