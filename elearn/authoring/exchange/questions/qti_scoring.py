"""Runs the response processing of an item for one answer: what it scores, and which outcomes it sets.

Programs write the right answer as `correctResponse`, as a mapping, or by hand as conditions, and feedback always by
conditions. Whoever asks here gives an answer and sees what the item itself says to it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from elearn.authoring.exchange.questions.qti_expressions import (
    OPERATORS,
    TRUE,
    UnknownRuleError,
    Value,
    number_of,
    same,
)
from elearn.authoring.exchange.xml_reading import Element, child, children, text_in

MOST_STEPS = 3_000  # for all answers that are tried with one item
MOST_STEPS_OF_ALL = 60_000  # for all items of a package
Answers = Mapping[str, Sequence[str]]
NUMBERS = ("float", "integer")


@dataclass(frozen=True)
class Declared:
    """The declaration of a response. `mapping` is of answers and their scores."""

    id: str
    cardinality: str
    base: str
    correct: tuple[str, ...]
    mapping: Mapping[str, float]
    default: float = 0.0
    bounds: tuple[float | None, float | None] = (None, None)
    is_case_sensitive: bool = True

    def value(self, text: str) -> str | float:
        """A text as a value of this response's type."""
        return number_of(text) if self.base in NUMBERS else " ".join(text.split()) if "air" in self.base else text


def declared(element: Element) -> Declared:
    """A `responseDeclaration`."""
    mapping = child(element, "mapping")
    entries = {one.get("mapKey", ""): _figure(one.get("mappedValue")) for one in children(mapping, "mapEntry")}
    found = mapping.attrib if mapping is not None else {}
    bounds = [_figure(found[name]) if name in found else None for name in ("lowerBound", "upperBound")]
    sensitive = [one.get("caseSensitive", "true") != "false" for one in children(mapping, "mapEntry")]
    return Declared(
        element.get("identifier", ""),
        element.get("cardinality", "single"),
        element.get("baseType", "identifier"),
        tuple(" ".join(text_in(one).split()) for one in children(child(element, "correctResponse"), "value")),
        entries,
        _figure(found.get("defaultValue")),
        (bounds[0], bounds[1]),
        all(sensitive),
    )


def _figure(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


@dataclass
class Scoring:
    """The rules of one item."""

    item: Element
    responses: Mapping[str, Declared]
    outcomes: dict[str, Value] = field(default_factory=dict)
    given: Answers = field(default_factory=dict)
    most_steps: int = MOST_STEPS
    steps: int = 0

    def run(self, given: Answers) -> Mapping[str, Value]:
        """The outcomes after these answers. UnknownRuleError where a rule is not known here, or there are too many."""
        self.outcomes, self.given = {}, given
        processing = child(self.item, "responseProcessing")
        if processing is None:
            return {}
        template = (processing.get("template") or processing.get("templateLocation") or "").rpartition("/")[2]
        if template and not len(processing):
            self._template(template)
        else:
            self._rules(children(processing))
        return self.outcomes

    def score(self, given: Answers) -> float:
        """What the item gives for these answers."""
        value = self.run(given).get("SCORE")
        return float(value[0]) if value and isinstance(value[0], float) else 0.0

    def _template(self, name: str) -> None:
        for response in self.responses.values():
            if name.startswith("map_response"):
                self.outcomes["SCORE"] = self.mapped(response.id)
            elif name.startswith(("match_correct", "cc2_match", "CC2_match")):
                is_right = same(self.variable(response.id), self.correct(response.id))
                self.outcomes["SCORE"] = (1.0 if is_right else 0.0,)
            else:
                raise UnknownRuleError(name)
            return

    # --- rules -----------------------------------------------------------------------------------------------------

    def _rules(self, rules: Iterable[Element]) -> bool:
        """Run rules in order; False after `exitResponse`."""
        for rule in rules:
            self._step()
            name = rule.tag
            if name == "exitResponse":
                return False
            if name == "setOutcomeValue":
                self.outcomes[rule.get("identifier", "")] = self._one(rule)
            elif name == "responseCondition":
                if not self._condition(rule):
                    return False
            elif name == "responseProcessingFragment":
                if not self._rules(children(rule)):
                    return False
            else:
                raise UnknownRuleError(name)
        return True

    def _condition(self, rule: Element) -> bool:
        for branch in children(rule):
            if branch.tag == "responseElse":
                return self._rules(children(branch))
            test, *rest = list(children(branch)) or [None]
            if self._value(test) == TRUE:
                return self._rules(rest)
        return True

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self.most_steps:
            raise UnknownRuleError("steps")

    # --- values ----------------------------------------------------------------------------------------------------

    def _one(self, parent: Element) -> Value:
        return self._value(next(children(parent), None))

    def _value(self, element: Element | None) -> Value:
        self._step()
        if element is None:
            return None
        if element.tag in _LEAVES:
            return _LEAVES[element.tag](self, element)
        if element.tag not in OPERATORS:
            raise UnknownRuleError(str(element.tag))
        values = [self._value(one) for one in children(element)]
        try:
            return OPERATORS[element.tag](element, values)
        except (IndexError, ValueError, ArithmeticError):
            raise UnknownRuleError(str(element.tag)) from None

    def variable(self, name: str) -> Value:
        """The answer to a response, or an outcome as it stands."""
        if name in self.responses:
            response = self.responses[name]
            given = tuple(response.value(text) for text in self.given.get(name, ()))
            return given or None
        return self.outcomes.get(name, _default(self.item, name))

    def correct(self, name: str) -> Value:
        """The right answer to a response."""
        response = self.responses.get(name)
        return (tuple(response.value(text) for text in response.correct) or None) if response else None

    def mapped(self, name: str) -> Value:
        """What the mapping of a response gives for its answer."""
        response = self.responses.get(name)
        if response is None:
            raise UnknownRuleError(name)
        entries = response.mapping
        given = [" ".join(one.split()) for one in self.given.get(name, ())]
        if not response.is_case_sensitive:
            entries = {key.lower(): value for key, value in entries.items()}
            given = [one.lower() for one in given]
        total = sum(entries.get(one, response.default) for one in dict.fromkeys(given))
        least, most = response.bounds
        total = max(total, least) if least is not None else total
        return (min(total, most) if most is not None else float(total),)


def _default(item: Element, name: str) -> Value:
    for outcome in children(item, "outcomeDeclaration"):
        if outcome.get("identifier") == name:
            is_number = outcome.get("baseType") in NUMBERS
            found = [text_in(one) for one in children(child(outcome, "defaultValue"), "value")]
            if found:
                return tuple(number_of(one) if is_number else one for one in found)
            return (0.0,) if is_number else None
    return None


def _base_value(_scoring: Scoring, element: Element) -> Value:
    text = text_in(element)
    return (number_of(text) if element.get("baseType") in NUMBERS else " ".join(text.split()),)


_LEAVES: Mapping[str, Callable[[Scoring, Element], Value]] = {
    "baseValue": _base_value,
    "variable": lambda scoring, one: scoring.variable(one.get("identifier", "")),
    "correct": lambda scoring, one: scoring.correct(one.get("identifier", "")),
    "mapResponse": lambda scoring, one: scoring.mapped(one.get("identifier", "")),
    "null": lambda _scoring, _one: None,
}
