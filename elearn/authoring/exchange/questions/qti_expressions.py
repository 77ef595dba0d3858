"""The expressions of response processing that need nothing but their values."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import isclose, prod

from elearn.authoring.exchange.xml_reading import Element

Value = tuple[str | float, ...] | None  # None is nothing; true is ("true",)
TRUE: Value = ("true",)
FALSE: Value = ("false",)


class UnknownRuleError(ValueError):
    """The item uses a rule that is not run here."""


def number_of(text: str) -> float:
    """A number as QTI writes it. UnknownRuleError for anything else."""
    try:
        return float(text)
    except ValueError:
        raise UnknownRuleError(text) from None


def _truth(value: object) -> Value:
    return TRUE if value else FALSE


def same(first: Value, second: Value) -> bool:
    """Whether two values are the same. The order of several counts for nobody who asks here."""
    if first is None or second is None or len(first) != len(second):
        return False
    if all(_alike(one, other) for one, other in zip(first, second, strict=True)):
        return True
    return len(first) > 1 and Counter(first) == Counter(second)


def _alike(one: str | float, other: str | float) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        return isclose(_as_number(one), _as_number(other), abs_tol=1e-9)
    return one == other


def _as_number(value: str | float) -> float:
    return value if isinstance(value, float) else number_of(value)


def _match(_element: Element, values: Sequence[Value]) -> Value:
    return _truth(same(values[0], values[1]))


def _string_match(element: Element, values: Sequence[Value]) -> Value:
    first, second = (str(value[0]) if value else "" for value in values)
    if element.get("caseSensitive") == "false":
        first, second = first.lower(), second.lower()
    return _truth(second in first if element.get("substring") == "true" else first == second)


def _equal(element: Element, values: Sequence[Value]) -> Value:
    if not values[0] or not values[1]:
        return FALSE
    given, right = _as_number(values[0][0]), _as_number(values[1][0])
    below, above = tolerances(element, right)
    return _truth(right - below - 1e-9 <= given <= right + above + 1e-9)


def tolerances(element: Element, right: float) -> tuple[float, float]:
    """How far below and above `right` an `equal` lets an answer be."""
    mode = element.get("toleranceMode", "exact")
    if mode == "exact":
        return 0.0, 0.0
    found = [abs(number_of(one)) for one in element.get("tolerance", "0").split()] or [0.0]
    below, above = found[0], found[-1]
    return (below, above) if mode == "absolute" else (abs(right) * below / 100, abs(right) * above / 100)


def _numbers(values: Sequence[Value]) -> list[float]:
    return [_as_number(one) for value in values for one in value or ()]


def _compared(test: Callable[[float, float], bool]) -> Callable[[Element, Sequence[Value]], Value]:
    def compare(_element: Element, values: Sequence[Value]) -> Value:
        if not values[0] or not values[1]:
            return FALSE
        return _truth(test(_as_number(values[0][0]), _as_number(values[1][0])))

    return compare


def _joined(_element: Element, values: Sequence[Value]) -> Value:
    return tuple(one for value in values for one in value or ()) or None


def _divided(_element: Element, values: Sequence[Value]) -> Value:
    first, second = _numbers(values)
    return (first / second,) if second else None


OPERATORS: Mapping[str, Callable[[Element, Sequence[Value]], Value]] = {
    "match": _match,
    "stringMatch": _string_match,
    "equal": _equal,
    "and": lambda _one, values: _truth(all(value == TRUE for value in values)),
    "or": lambda _one, values: _truth(any(value == TRUE for value in values)),
    "not": lambda _one, values: _truth(values[0] != TRUE),
    "isNull": lambda _one, values: _truth(values[0] is None),
    "member": lambda _one, values: _truth(values[0] and values[1] and values[0][0] in values[1]),
    "contains": lambda _one, values: _truth(values[0] and values[1] and not Counter(values[1]) - Counter(values[0])),
    "sum": lambda _one, values: (float(sum(_numbers(values))),),
    "product": lambda _one, values: (float(prod(_numbers(values))),),
    "subtract": lambda _one, values: (_numbers(values)[0] - sum(_numbers(values)[1:]),),
    "divide": _divided,
    "max": lambda _one, values: (max(_numbers(values), default=0.0),),
    "min": lambda _one, values: (min(_numbers(values), default=0.0),),
    "gt": _compared(lambda one, other: one > other),
    "gte": _compared(lambda one, other: one >= other),
    "lt": _compared(lambda one, other: one < other),
    "lte": _compared(lambda one, other: one <= other),
    "multiple": _joined,
    "ordered": _joined,
    "containerSize": lambda _one, values: (float(len(values[0] or ())),),
}
