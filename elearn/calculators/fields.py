"""A field for an amount, a rate or a count: reads what people type, and asks where it can mean two numbers."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from flask import request
from flask_babel import format_decimal
from flask_babel import gettext as _
from wtforms import StringField

from elearn.core.numbers import Doubtful, read_number

DECIMALS = 4  # money has two; a rate may have more


class NumberField(StringField):
    """A number between `low` and `high`, with a unit behind it. An empty field is `default`, or asks for a number.

    `doubt` holds the two numbers that the typed text can mean: for each, how it is shown, and the address of this page
    with it in the field.
    """

    def __init__(
        self, label: Any, low: str = "0", high: str = "1000000", unit: str = "€", whole: bool = False, **kwargs: Any
    ) -> None:
        self.low, self.high, self.unit, self.whole = Decimal(low), Decimal(high), unit, whole
        self.doubt: tuple[tuple[str, str], ...] = ()
        super().__init__(label, **kwargs)

    def process_formdata(self, values: list[str]) -> None:
        """Read the first value that was sent."""
        self.typed = values[0].strip() if values else ""
        self.data = self.default if not self.typed else self._read(self.typed)
        if self.data is None:
            raise ValueError(self._how())

    def _read(self, typed: str) -> Decimal:
        read = read_number(typed)
        if isinstance(read, Doubtful):
            possible = [text for text in (read.whole, read.decimals) if self._fits(_value_of(text))]
            if len(possible) == 2:
                self.doubt = tuple((format_decimal(_value_of(text)), _with(self.name, text)) for text in possible)
                words = _(
                    "%(field)s: “%(typed)s” can mean two numbers. Which one do you mean?", **self._named(typed=typed)
                )
                raise ValueError(words)
            read = _value_of(possible[0]) if possible else None
        if read is None or not self._fits(read):
            raise ValueError(self._how())
        return read

    def _fits(self, value: Decimal) -> bool:
        return self.low <= value <= self.high and value == round(value, 0 if self.whole else DECIMALS)

    def _how(self) -> str:
        named = self._named(low=format_decimal(self.low), high=format_decimal(self.high))
        if self.whole:
            whole: str = _("%(field)s: write a whole number from %(low)s to %(high)s.", **named)
            return whole
        words: str = _("%(field)s: write a number from %(low)s to %(high)s.", **named)
        return words

    def _named(self, **more: str) -> dict[str, str]:
        return {"field": str(self.label.text), **more}

    def _value(self) -> str:
        """What stands in the field: what was typed, else the number as the reader's language writes it."""
        typed: str = getattr(self, "typed", "")
        return typed or ("" if self.data is None else format_decimal(self.data))


def _value_of(unmistakable: str) -> Decimal:
    return Decimal(unmistakable.replace(",", "."))


def _with(name: str, value: str) -> str:
    """The address of this page with another value in one field."""
    return "?" + urlencode({**request.args.to_dict(), name: value})
