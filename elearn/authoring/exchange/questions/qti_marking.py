"""The declarations and rules of an item that we write.

Choices, pairs and typed words are marked by mappings, numbers and orders by conditions. Each reason is a feedback; the
outcome FEEDBACK gathers the identifiers of those that are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from elearn.authoring.exchange.questions.leaving import figure_text
from elearn.authoring.exchange.questions.qti_names import Dialect
from elearn.authoring.exchange.xml_reading import Element
from elearn.catalogue.rules.quiz_values import NumberKey, Reasons

SCORE, FEEDBACK, MOST = "SCORE", "FEEDBACK", "MAXSCORE"


@dataclass(frozen=True, slots=True)
class Response:
    """A response: its identifier, the right answers, and what they are worth."""

    id: str
    right: Sequence[str]
    worth: float


@dataclass
class Marking:
    """Gathers what the interactions of an item need, and writes it."""

    dialect: Dialect
    item: Element
    feedback: dict[str, str] = field(default_factory=dict)
    mapped: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)  # responses whose value names their feedback
    rules: list[Element] = field(default_factory=list)

    # --- declarations ----------------------------------------------------------------------------------------------

    def response(self, response: Response, cardinality: str, base: str, points: Mapping[str, float]) -> Element:
        """A declaration. Points that are negative have a floor: nobody has less than nothing."""
        declared = self.dialect.element(
            self.item, "responseDeclaration", identifier=response.id, cardinality=cardinality, baseType=base
        )
        if response.right:
            correct = self.dialect.element(declared, "correctResponse")
            for one in response.right:
                self.dialect.element(correct, "value").text = one
        if points:
            floor = {"lowerBound": "0"} if min(points.values()) < 0 else {}
            mapping = self.dialect.element(declared, "mapping", defaultValue="0", **floor)
            for key, value in points.items():
                entry = self.dialect.element(mapping, "mapEntry", mapKey=key, mappedValue=figure_text(round(value, 6)))
                if base == "string":
                    entry.set(self.dialect.attribute("caseSensitive"), "false")
            self.mapped.append(response.id)
        return declared

    def choice(
        self, response: Response, points: Mapping[str, float], reasons: Mapping[str, str], *, is_several: bool
    ) -> None:
        """Choices. The answer itself names the reasons that are shown."""
        self.response(response, "multiple" if is_several else "single", "identifier", points)
        if any(reasons.values()):
            self.spoken.append(response.id)
        self.feedback |= {name: reason for name, reason in reasons.items() if reason}

    def pairs(self, response: Response, reasons: Mapping[str, str]) -> None:
        """Pairs: each right one has its share."""
        share = response.worth / len(response.right)
        self.response(response, "multiple", "directedPair", dict.fromkeys(response.right, share))
        self._shown_when_answered(response.id, reasons)

    def order(self, response: Response, reasons: Mapping[str, str]) -> None:
        """An order: all or nothing."""
        self.response(response, "ordered", "identifier", {})
        rule, right = self._when()
        match = self.dialect.element(right, "match")
        self._variable(match, response.id)
        self.dialect.element(match, "correct", identifier=response.id)
        self._score(right, response.worth)
        self.rules.append(rule)
        self._shown_when_answered(response.id, reasons)

    def number(self, response: Response, key: NumberKey, reasons: Reasons, part: str) -> None:
        """A number within its tolerance."""
        right = Response(response.id, [figure_text(key.right)], response.worth)
        self.response(right, "single", "float", {})
        rule, then = self._when()
        tolerance = figure_text(key.tolerance)
        mode = {"toleranceMode": "absolute", "tolerance": f"{tolerance} {tolerance}"}
        equal = self.dialect.element(then, "equal", **(mode if key.tolerance else {"toleranceMode": "exact"}))
        self._variable(equal, response.id)
        self.dialect.element(equal, "correct", identifier=response.id)
        self._score(then, response.worth)
        self._say_right_and_wrong(rule, then, response.id, reasons, part)

    def typed(self, response: Response, reasons: Reasons, scope: str) -> None:
        """Typed words: each accepted one has full points."""
        first = Response(response.id, response.right[:1], response.worth)
        self.response(first, "single", "string", dict.fromkeys(response.right, response.worth))
        if reasons != Reasons():
            rule, then = self._when()
            more = self.dialect.element(then, "gt")
            self.dialect.element(more, "mapResponse", identifier=response.id)
            self.dialect.element(more, "baseValue", baseType="float").text = "0"
            self._say_right_and_wrong(rule, then, response.id, reasons, scope)

    def free(self, response: Response, reason: str, part: str) -> None:
        """A free text: full points for any, until somebody reads it."""
        self.response(response, "single", "string", {})
        rule, then = self._when()
        self._answered(then, response.id)
        self._score(then, response.worth)
        if reason:
            self._say(then, f"{part}.REASON" if part else "REASON", reason)
        self.rules.append(rule)

    def declare(self, marks: int) -> None:
        """The outcomes."""
        for name, value in ((SCORE, "0"), (MOST, str(marks))):
            outcome = self.dialect.element(
                self.item, "outcomeDeclaration", identifier=name, cardinality="single", baseType="float"
            )
            default = self.dialect.element(outcome, "defaultValue")
            self.dialect.element(default, "value").text = value
        self.dialect.element(
            self.item, "outcomeDeclaration", identifier=FEEDBACK, cardinality="multiple", baseType="identifier"
        )

    # --- rules -----------------------------------------------------------------------------------------------------

    def process(self) -> None:
        """The rules: mappings first, then conditions."""
        processing = self.dialect.element(self.item, "responseProcessing")
        if self.mapped:
            total = self.dialect.element(self._set(processing, SCORE), "sum")
            for name in self.mapped:
                self.dialect.element(total, "mapResponse", identifier=name)
        if self.spoken:
            shown = self.dialect.element(self._set(processing, FEEDBACK), "multiple")
            for name in self.spoken:
                self._variable(shown, name)
        for rule in self.rules:
            processing.append(rule)
        if not len(processing):
            self._set(processing, SCORE).append(self._figure(0))

    def _when(self) -> tuple[Element, Element]:
        rule = self.dialect.element(None, "responseCondition")
        return rule, self.dialect.element(rule, "responseIf")

    def _answered(self, parent: Element, name: str) -> None:
        self._variable(self.dialect.element(self.dialect.element(parent, "not"), "isNull"), name)

    def _variable(self, parent: Element, name: str) -> None:
        self.dialect.element(parent, "variable", identifier=name)

    def _set(self, parent: Element, name: str) -> Element:
        return self.dialect.element(parent, "setOutcomeValue", identifier=name)

    def _figure(self, value: float) -> Element:
        element = self.dialect.element(None, "baseValue", baseType="float")
        element.text = figure_text(round(value, 6))
        return element

    def _score(self, branch: Element, worth: float) -> None:
        total = self.dialect.element(self._set(branch, SCORE), "sum")
        self._variable(total, SCORE)
        total.append(self._figure(worth))

    def _say(self, branch: Element, name: str, reason: str) -> None:
        self.feedback[name] = reason
        shown = self.dialect.element(self._set(branch, FEEDBACK), "multiple")
        self._variable(shown, FEEDBACK)
        self.dialect.element(shown, "baseValue", baseType="identifier").text = name

    def _say_right_and_wrong(self, rule: Element, then: Element, name: str, reasons: Reasons, scope: str) -> None:
        """What is said to a right and to a wrong answer; nothing to none."""
        if reasons.right:
            self._say(then, f"{scope}.RIGHT" if scope else "RIGHT", reasons.right)
        if reasons.wrong:
            other = self.dialect.element(rule, "responseElseIf")
            self._answered(other, name)
            self._say(other, f"{scope}.WRONG" if scope else "WRONG", reasons.wrong)
        if len(then) > 1:  # a condition that does nothing is none
            self.rules.append(rule)
        elif reasons.wrong:
            self._set(then, SCORE).append(self._kept())
            self.rules.append(rule)

    def _kept(self) -> Element:
        """The score as it stands: a rule must do something."""
        return self.dialect.element(None, "variable", identifier=SCORE)

    def _shown_when_answered(self, name: str, reasons: Mapping[str, str]) -> None:
        told = {one: reason for one, reason in reasons.items() if reason}
        if not told:
            return
        rule, then = self._when()
        self._answered(then, name)
        self.feedback |= told
        shown = self.dialect.element(self._set(then, FEEDBACK), "multiple")
        self._variable(shown, FEEDBACK)
        for one in told:
            self.dialect.element(shown, "baseValue", baseType="identifier").text = one
        self.rules.append(rule)
