"""What a person answers: one small value per shape of question, and its JSON form.

A response holds ids, numbers and the person's own words; it never holds words of the content, so it means the same
in every language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Choice:
    """One option. For true/false the option is "true" or "false"."""

    option: str


@dataclass(frozen=True)
class Choices:
    """Several options."""

    options: frozenset[str]


@dataclass(frozen=True)
class Number:
    """A number."""

    value: Decimal


@dataclass(frozen=True)
class Arrangement:
    """Items from first to last."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """One answer or group per item."""

    by_row: Mapping[str, str]


@dataclass(frozen=True)
class Gaps:
    """A sentence filled in: chosen options by gap, and typed words by gap."""

    chosen: Mapping[str, str]
    typed: Mapping[str, str]


@dataclass(frozen=True)
class FreeText:
    """An answer in the person's own words."""

    text: str


@dataclass(frozen=True)
class Parts:
    """The responses to the parts of a scenario, by part."""

    by_part: Mapping[str, "SimpleResponse"]


SimpleResponse = Choice | Choices | Number | Arrangement | Rows | Gaps | FreeText
Response = SimpleResponse | Parts


def to_json(response: Response) -> dict[str, Any]:
    """The JSON form of a response: equal responses have equal forms."""
    match response:
        case Choice(option):
            return {"choice": option}
        case Choices(options):
            return {"choices": sorted(options)}
        case Number(value):
            return {"number": f"{value.normalize():f}"}
        case Arrangement(items):
            return {"order": list(items)}
        case Rows(by_row):
            return {"rows": dict(sorted(by_row.items()))}
        case Gaps(chosen, typed):
            return {"chosen": dict(sorted(chosen.items())), "typed": dict(sorted(typed.items()))}
        case FreeText(text):
            return {"text": text}
        case Parts(by_part):
            return {"parts": {part: to_json(answer) for part, answer in sorted(by_part.items())}}


def from_json(value: Mapping[str, Any]) -> Response:
    """The response with this JSON form. ValueError if there is none."""
    if "parts" in value:
        return Parts({part: _simple(answer) for part, answer in value["parts"].items()})
    return _simple(value)


def _simple(value: Mapping[str, Any]) -> SimpleResponse:
    match value:
        case {"choice": option}:
            return Choice(option)
        case {"choices": options}:
            return Choices(frozenset(options))
        case {"number": number}:
            return Number(Decimal(number))
        case {"order": items}:
            return Arrangement(tuple(items))
        case {"rows": by_row}:
            return Rows(by_row)
        case {"chosen": chosen, "typed": typed}:
            return Gaps(chosen, typed)
        case {"text": text}:
            return FreeText(text)
    raise ValueError(f"Not a response: {sorted(value)}")


def without_own_words(value: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON form without what a person wrote freely: what may stay as statistics when the person is erased."""
    if "parts" in value:
        return {"parts": {part: without_own_words(answer) for part, answer in value["parts"].items()}}
    if "text" in value:
        return {"text": ""}
    if "typed" in value:
        return {**value, "typed": dict.fromkeys(value["typed"], "")}
    return dict(value)
