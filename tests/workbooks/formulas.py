"""A small spreadsheet that calculates: enough of the formulas of .xlsx files to check those that we write."""

import math
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?(?:E[+-]?\d+)?)|"(?P<text>[^"]*)"|(?P<name>[A-Z]+)\(|(?P<range>\$?[A-Z]+\$?\d+"""
    r""":\$?[A-Z]+\$?\d+)|(?P<cell>\$?[A-Z]+\$?\d+)|(?P<sign><>|<=|>=|[-+*/^=<>(),]))"""
)
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}


class Calculator:
    """Calculates the cells of a worksheet that was read with its formulas."""

    def __init__(self, worksheet: Worksheet) -> None:
        self.worksheet = worksheet
        self._known: dict[str, Any] = {}

    def value(self, cell: str) -> Any:
        """What a cell shows."""
        if cell not in self._known:
            written = self.worksheet[cell].value
            is_formula = self.worksheet[cell].data_type == "f"
            self._known[cell] = _Formula(self, written[1:]).result() if is_formula else written
        return self._known[cell]

    def values(self, cells: str) -> list[Any]:
        """What the cells of a range show, row by row."""
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        rows = self.worksheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
        return [self.value(cell.coordinate) for row in rows for cell in row]

    def formulas(self) -> Iterator[str]:
        """The cells that hold a formula."""
        for row in self.worksheet.iter_rows():
            yield from (cell.coordinate for cell in row if cell.data_type == "f")


class _Formula:
    """A recursive descent: comparison, sum, product, power, sign, value."""

    def __init__(self, sheet: Calculator, text: str) -> None:
        self.sheet, self.tokens, self.place = sheet, list(TOKEN.finditer(text)), 0
        assert "".join(token[0] for token in self.tokens) == text, f"cannot read {text}"

    def result(self) -> Any:
        value = self.comparison()
        assert self.place == len(self.tokens), "something is left over"
        return value

    def sign(self, *signs: str) -> str:
        """Take one of these signs, if it comes next."""
        token = self.tokens[self.place] if self.place < len(self.tokens) else None
        if token is None or token["sign"] not in signs:
            return ""
        self.place += 1
        return token["sign"]

    def comparison(self) -> Any:
        value = self.sum()
        while sign := self.sign(*COMPARE):
            other = self.sum()
            nothing = "" if isinstance(value, str) or isinstance(other, str) else 0  # what an empty cell is
            value = COMPARE[sign](nothing if value is None else value, nothing if other is None else other)
        return value

    def sum(self) -> Any:
        value = self.product()
        while sign := self.sign("+", "-"):
            other = number(self.product())
            value = number(value) + other if sign == "+" else number(value) - other
        return value

    def product(self) -> Any:
        value = self.power()
        while sign := self.sign("*", "/"):
            other = number(self.power())
            value = number(value) * other if sign == "*" else (number(value) / other if other else math.nan)
        return value

    def power(self) -> Any:
        value = self.unary()
        while self.sign("^"):
            base, exponent = number(value), number(self.unary())
            value = base**exponent if base or exponent > 0 else math.nan
        return value

    def unary(self) -> Any:
        return -number(self.unary()) if self.sign("-") else self.atom()

    def atom(self) -> Any:
        token = self.tokens[self.place]
        self.place += 1
        if token["number"]:
            return float(token["number"])
        if token["text"] is not None:
            return token["text"]
        if token["cell"]:
            return self.sheet.value(token["cell"].replace("$", ""))
        if token["range"]:
            return self.sheet.values(token["range"])
        if token["name"]:
            return FUNCTIONS[token["name"]](*self.arguments())
        assert token["sign"] == "(", token[0]
        value = self.comparison()
        assert self.sign(")")
        return value

    def arguments(self) -> list[Any]:
        found = [self.comparison()]
        while self.sign(","):
            found.append(self.comparison())
        assert self.sign(")")
        return found


def number(value: Any) -> float:
    """A value in a calculation: an empty cell counts as 0, a text is an error, which stays one (NaN)."""
    return math.nan if isinstance(value, str) else float(value or 0)


def numbers(*values: Any) -> list[float]:
    """The numbers among values and ranges."""
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return [float(one) for one in flat if isinstance(one, int | float) and not isinstance(one, bool)]


def rounded(value: Any, digits: Any) -> float:
    """Half goes up, as in spreadsheets, which round what 15 digits show."""
    if math.isnan(number(value)):
        return math.nan
    exact = Decimal(f"{number(value):.15g}")
    return float(exact.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP))


def last_number(_beyond: Any, values: list[Any]) -> float:
    """LOOKUP of a number that is larger than all: the last one."""
    return numbers(values)[-1] if numbers(values) else math.nan


def sum_if(where: list[Any], what: Any, amounts: list[Any]) -> float:
    """SUMIF by a text, or by "<>": where anything stands."""
    fits = [one not in (None, "") if what == "<>" else one == what for one in where]
    return math.fsum(number(amount) for amount, is_wanted in zip(amounts, fits, strict=True) if is_wanted)


def sum_product(*ranges: list[Any]) -> float:
    """SUMPRODUCT: a text counts as 0."""
    rows = zip(*ranges, strict=True)
    return math.fsum(math.prod(one if isinstance(one, int | float) else 0.0 for one in row) for row in rows)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *values: math.fsum(numbers(*values)),
    "ROUND": rounded,
    "MIN": lambda *values: min(numbers(*values)),
    "IF": lambda test, then, otherwise: then if test else otherwise,
    "AND": lambda *tests: all(tests),
    "OR": lambda *tests: any(tests),
    "N": lambda value: float(value) if isinstance(value, int | float) else 0.0,
    "COUNT": lambda *values: len(numbers(*values)),
    "TRIM": lambda text: " ".join(str(text or "").split()),
    "UPPER": lambda text: str(text).upper(),
    "LOOKUP": last_number,
    "SUMIF": sum_if,
    "SUMPRODUCT": sum_product,
}
