"""The results of a logframe with their indicators, as IATI 2.03 wants them.

Codes are those of IATI's lists: ResultType 1 output, 2 outcome, 3 impact, 9 other; IndicatorMeasure 1 unit,
2 percentage, 4 ordinal, 5 qualitative. A qualitative indicator has no values, only comments.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from xml.etree.ElementTree import Element, SubElement

from flask_babel import gettext as _

from elearn.workbooks.exports.iati.narratives import Voices
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.rules.documents import Node, as_number
from elearn.workbooks.rules.periods import as_date, last_day
from elearn.workbooks.rules.results import (
    IMPACT,
    OUTCOME,
    OUTPUT,
    actuals_of,
    in_order,
    indicators_of,
    milestones_of,
    written,
)
from elearn.workbooks.words import shorten

SHEET = "indicators"
TYPES: Mapping[str, str] = {OUTPUT: "1", OUTCOME: "2", IMPACT: "3"}
OTHER_TYPE = "9"
UNIT, QUALITATIVE = "1", "5"
MEASURES: Mapping[str, str] = {"percent": "2", "quality": "4", "yesno": QUALITATIVE}
ASCENDING: Mapping[str, str] = {"up": "1", "down": "0"}
OWN_LIST = "99"  # vocabulary: a list of the organisation or of its funder
SEXES: Mapping[str, str] = {"women": "female", "men": "male"}
PLACE = "place"  # the `ref` of the project's location


@dataclass
class Period:
    """A stretch of time with the values that were planned and measured for it: (node, field)."""

    start: date
    end: date
    targets: list[tuple[Node, str]] = field(default_factory=list)
    actuals: list[Node] = field(default_factory=list)


def add_results(activity: Element, voices: Voices) -> None:
    """Add all results that have an indicator; IATI takes no others."""
    order = in_order(voices.book)
    for result in order:
        indicators = indicators_of(voices.book, result.id)
        if not indicators:
            stays_out = _("“%(text)s” stays out: it has no indicator yet.", text=shorten(result.text("text")))
            voices.left_out.append(stays_out)
            continue
        made = SubElement(activity, "result", {"type": TYPES.get(result.text("level"), OTHER_TYPE)})
        voices.narrate(made, "title", voices.own("logframe", result.id, "text"))
        for indicator in indicators:
            _Indicator(voices, indicator).add_to(made)
    known = {result.id for result in order}
    for node in written(voices.book, SHEET, "indicators"):
        if node.text("result") not in known:
            voices.left_out.append(_("The indicator “%(text)s” belongs to no result.", text=shorten(node.text("text"))))


class _Indicator:
    def __init__(self, voices: Voices, node: Node) -> None:
        self.voices, self.node, self.book = voices, node, voices.book
        self.milestones = [one for one in milestones_of(self.book, node.id) if one.is_set("value")]
        self.actuals = [one for one in actuals_of(self.book, node.id) if one.is_set("value")]
        values = [node.text("baseline"), node.text("target")]
        values += [one.text("value") for one in (*self.milestones, *self.actuals)]
        has_words = any(value and as_number(value) is None for value in values)
        self.measure = QUALITATIVE if has_words else MEASURES.get(node.text("kind"), UNIT)

    def add_to(self, result: Element) -> None:
        """Add the indicator with its baseline and its periods."""
        voices, node = self.voices, self.node
        ascending = ASCENDING.get(node.text("direction"), "")
        made = SubElement(
            result, "indicator", {"measure": self.measure, **({"ascending": ascending} if ascending else {})}
        )
        voices.narrate(made, "title", voices.own(SHEET, node.id, "text"))
        voices.narrate(made, "description", self.description)
        if node.is_set("code"):
            SubElement(made, "reference", {"vocabulary": OWN_LIST, "code": node.text("code")})
        self.add_baseline(made)
        for period in self.periods():
            self.add_period(made, period)

    def description(self, out: Outgoing) -> str:
        """What is counted, in which unit, and where the proof is."""
        node = out.document(SHEET).get(self.node.id) or Node(self.node.id, "indicators")
        words = out.kit.sheets[SHEET].say(out.book.language).parts["indicators"].fields
        texts = [node.text("definition")]
        texts += [
            f"{words[name].term or words[name].label}: {node.text(name)}"
            for name in ("unit", "source")
            if node.is_set(name)
        ]
        return " ".join(text if text.endswith(".") else f"{text}." for text in texts if text)

    def add_baseline(self, made: Element) -> None:
        """Add the value at the start, for which IATI needs the year."""
        year = _year(self.node, "baseline_year")
        if self.node.is_set("baseline") and year is None:
            self.leave_out(_("The baseline of “%(text)s” has no year.", text=self.name))
        elif self.node.is_set("baseline"):
            baseline = SubElement(made, "baseline", {"year": str(year), **self.value(self.node.text("baseline"))})
            self.add_place(baseline)
            if self.measure == QUALITATIVE:
                self.voices.narrate(baseline, "comment", self.voices.own(SHEET, self.node.id, "baseline"))

    def add_place(self, made: Element) -> None:
        """Say where, if the project has a place."""
        if self.voices.outs[0].place:
            SubElement(made, "location", {"ref": PLACE})

    def value(self, text: str) -> dict[str, str]:
        """A value as attribute; nothing for words."""
        return {} if self.measure == QUALITATIVE else {"value": text}

    @property
    def name(self) -> str:
        """What the indicator is called in a sentence."""
        return shorten(self.node.text("text"))

    def leave_out(self, words: str) -> None:
        """Say what does not reach the file."""
        self.voices.left_out.append(words)

    # Periods ----------------------------------------------------------------------------------------------------------

    def periods(self) -> list[Period]:
        """The periods in their order, one for each day on which a value was planned or measured."""
        found: dict[date, Period] = {}
        for one in self.milestones:
            if end := self.day_of(one):
                self.period(found, end).targets.append((one, "value"))
        if self.node.is_set("target"):
            end = self.end_of_target()
            if end:
                self.period(found, end).targets.append((self.node, "target"))
            else:
                self.leave_out(_("The target of “%(text)s” has no year.", text=self.name))
        for one in self.actuals:
            if end := self.day_of(one):
                period = self.period(found, end)
                period.actuals.append(one)
                period.start = min(as_date(one.text("from")) or period.start, end)
        return [found[end] for end in sorted(found)]

    def period(self, found: dict[date, Period], end: date) -> Period:
        """The period that ends on a day; it begins with the project, or with the year where that is later."""
        start = self.book.start
        begin = start if start and start <= end else date(end.year, 1, 1)
        return found.setdefault(end, Period(begin, end))

    def day_of(self, node: Node) -> date | None:
        """The day of a value; a value without one stays out."""
        day = as_date(node.text("date"))
        if day is None:
            self.leave_out(_("A value of “%(text)s” has no date.", text=self.name))
        return day

    def end_of_target(self) -> date | None:
        """The last day of the target's year, or of the project where it ends in that year."""
        year, end = _year(self.node, "target_year"), last_day(self.book)
        if year is None:
            return None
        return end if end and end.year == year else date(year, 12, 31)

    def add_period(self, made: Element, period: Period) -> None:
        """Add a period; women and men stand beside the whole value."""
        element = SubElement(made, "period")
        SubElement(element, "period-start", {"iso-date": period.start.isoformat()})
        SubElement(element, "period-end", {"iso-date": period.end.isoformat()})
        for node, name in period.targets:
            self.add_value(element, "target", node, name)
        for node in period.actuals:
            self.add_value(element, "actual", node, "value", evidence="evidence")
            for name, sex in SEXES.items():
                if node.is_set(name) and self.measure != QUALITATIVE:
                    part = SubElement(element, "actual", {"value": node.text(name)})
                    SubElement(part, "dimension", {"name": "sex", "value": sex})

    def add_value(self, period: Element, tag: str, node: Node, name: str, evidence: str = "") -> None:
        """Add a planned or measured value, with words that belong to it as comment."""
        made = SubElement(period, tag, self.value(node.text(name)))
        names = [name] if self.measure == QUALITATIVE else []
        self.voices.narrate(made, "comment", self.words_of(node, [*names, *([evidence] if evidence else [])]))

    def words_of(self, node: Node, names: list[str]) -> Callable[[Outgoing], str]:
        """What each workbook says in some fields, one after the other."""
        texts = [self.voices.own(SHEET, node.id, name) for name in names]
        return lambda out: ". ".join(said for text in texts if (said := text(out)))


def _year(node: Node, name: str) -> int | None:
    """A year, None where no calendar has it."""
    year = node.number(name)
    return int(year) if year is not None and MINYEAR <= year <= MAXYEAR else None
