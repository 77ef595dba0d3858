"""Reading a number as five languages write it.

A comma or a point may stand before the decimals, and spaces, apostrophes, points or commas between thousands. Where a
text can mean two numbers ("1.234"), nobody guesses: the person is asked.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

LONGEST = 24
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'\u2019](?=\d{3}(?!\d))")
_SIGN = re.compile(r"^€\s*|\s*[€%]$")
_BEHIND_A_MARK = re.compile(r"[.,]\d*[ \u00a0\u202f\u2009'\u2019]\d")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?\Z")
_DOUBTFUL = re.compile(r"([+-]?[1-9]\d{0,2})[.,](\d{3})\Z")
_GROUPED = (
    re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?\Z|[+-]?\d{1,3}\.\d{3},\d+\Z"),
    re.compile(r"[+-]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?\Z|[+-]?\d{1,3},\d{3}\.\d+\Z"),
)


@dataclass(frozen=True)
class Doubtful:
    """A text that can mean two numbers: the whole one, and the one with decimals."""

    whole: str
    decimals: str


def read_number(text: str) -> Decimal | Doubtful | None:
    """The number that a person typed; `Doubtful` where it can mean two, None where it is no number."""
    plain = _SIGN.sub("", text.strip()).replace("\u2212", "-")
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in plain)  # digits of other scripts
    if not plain or len(plain) > LONGEST or _BEHIND_A_MARK.search(plain):
        return None
    joined = _SPACES.sub("", plain)
    thousands_are_marked = joined != plain
    doubtful = _DOUBTFUL.match(joined)
    if doubtful and not thousands_are_marked:
        return Doubtful(whole="".join(doubtful.groups()), decimals=joined + "0")
    if _PLAIN.match(joined):
        return Decimal(joined.replace(",", "."))
    points, commas = _GROUPED
    if points.match(joined):
        return Decimal(joined.replace(".", "").replace(",", "."))
    if commas.match(joined):
        return Decimal(joined.replace(",", ""))
    return None
