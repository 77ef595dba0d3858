"""A project in which every step is there: six villages and Rome. Tests change one thing at a time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from elearn.catalogue.rules.yaml_files import read_yaml
from elearn.infra.config import shipped
from elearn.workbooks.rules.book import At, Book, Rule
from tests.workbooks.books import LANGUAGES, book, found, profile
from tests.workbooks.money import Changes, Sheets, changed

MONTHS = 18  # from June 2026: until 30 November 2027, and a year of grace until 2028

#: id: level, parent, text
RESULTS = {
    "living": ("impact", "", "To contribute to better living conditions of families in six villages"),
    "income": ("outcome", "living", "Women producers increase and steady their seasonal net income"),
    "together": ("outcome", "income", "Women producers sell their vegetables together"),
    "units": ("output", "together", "Three drying units work with written hygiene rules"),
    "trained": ("output", "together", "120 women trained and tested in safe drying"),
    "shops": ("outcome", "living", "Shops in Rome order dried vegetables again and again"),
    "campaign": ("output", "shops", "20 young people run the campaign in Rome"),
}
#: id: result, kind, unit, baseline, target, target year, text, source
INDICATORS = {
    "school": ("living", "percent", "", "71", "80", "2030", "School attendance", "School registers"),
    "net": ("income", "number", "euros", "38", "57", "2028", "Average net income per month", "Sales books"),
    "rule": ("together", "yesno", "", "no", "yes", "2027", "The joint sales rule is adopted", "Minutes"),
    "passing": ("units", "number", "units", "0", "3", "2027", "Drying units that pass the inspection", "Checklist"),
    "tested": ("trained", "number", "women", "0", "110", "2027", "Women who pass the practical test", "Test sheets"),
    "orders": ("shops", "number", "shops", "0", "10", "2027", "Shops that order again", "Order book"),
    "active": ("campaign", "number", "people", "0", "20", "2027", "Young people who stay active", "Activity log"),
}
#: id: output, start, end, after, text
ACTIVITIES = {
    "permits": ("units", "3", "3", (), "Ask for the permits"),
    "build": ("units", "4", "5", ("permits",), "Build the drying units"),
    "teach": ("trained", "5", "8", ("build",), "Hold six training days"),
    "visit": ("campaign", "8", "14", (), "Visit the shops in Rome"),
}
ASSUMPTIONS = {
    "fees": ("income", "Market fees stay stable"),
    "buyers": ("together", "Buyers in town accept dried vegetables"),
    "rains": ("units", "The rains stay within the usual range"),
    "families": ("trained", "Families accept the training hours"),
    "imports": ("shops", "Import rules for dried food do not change"),
    "seasons": ("campaign", "Shops keep their present opening hours"),
}


def villages() -> Sheets:
    """The sheets of the project, in order."""
    return {
        "objective-tree": {
            f"o-{name}": {"part": "objectives", "text": text, "scope": "in", "ends": (f"o-{parent}",) if parent else ()}
            for name, (_, parent, text) in RESULTS.items()
        },
        "logframe": {
            **{
                name: {"part": "results", "level": level, "parent": parent, "text": text, "objective": f"o-{name}"}
                for name, (level, parent, text) in RESULTS.items()
            },
            **{
                name: {"part": "assumptions", "result": result, "text": text}
                for name, (result, text) in ASSUMPTIONS.items()
            },
        },
        "indicators": {**_indicators(), **_values()},
        "plan": {
            name: {
                **{"part": "activities", "output": output, "start": start, "end": end, "after": after},
                **{"text": text, "responsible": "Fatou"},
            }
            for name, (output, start, end, after, text) in ACTIVITIES.items()
        },
        "risks": {
            f"r-{name}": {
                **{"part": "risks", "text": f"Not so: {text}", "assumption": name},
                **{"likelihood": "high", "impact": "high", "response": "Talk to them in month 1"},
            }
            for name, (_, text) in ASSUMPTIONS.items()
        },
        "budget": {
            f"b-{name}": {"part": "lines", "text": name, "activity": name, "quantity": "1", "unit_cost": "100"}
            for name in ACTIVITIES
        },
        **_around(),
    }


def _indicators() -> dict[str, dict[str, Any]]:
    names = ("result", "kind", "unit", "baseline", "target", "target_year", "text", "source")
    return {
        name: {
            **{"part": "indicators", **dict(zip(names, values, strict=True)), "baseline_year": "2026"},
            **{"direction": "up", "frequency": "yearly", "responsible": "Salif", "split": ("sex",)},
        }
        for name, values in INDICATORS.items()
    }


def _values() -> dict[str, dict[str, Any]]:
    return {
        "halfway": {"part": "milestones", "indicator": "tested", "date": "2027-01-31", "value": "60"},
        "soon": {"part": "milestones", "indicator": "tested", "date": "2026-10-31", "value": "20"},
        "now": {
            **{"part": "actuals", "indicator": "active", "from": "2026-06-01", "date": "2026-12-31"},
            **{"value": "15", "women": "9", "men": "6"},
        },
    }


def _around() -> Sheets:
    """Partners, messages, sources of money, questions."""
    sources = (("members", "1800", "90"), ("call", "20000", "50"), ("foundation", "20000", "50"))
    questions = (("relevance", "school"), ("effectiveness", "net"), ("sustainability", "passing"))
    return {
        "partnerships": {
            "cooperative": {
                **{"part": "partners", "name": "The cooperative", "place": "there"},
                **{"role": "Builds", "agreement": "agreement"},
            },
            "city": {
                "part": "partners",
                "name": "City",
                "place": "here",
                "role": "Lends",
                "agreement": "letter",
            },
        },
        "communication": {
            "box": {
                **{"part": "messages", "audience": "40 shop owners in Rome", "message": "Dried by 120 women"},
                **{"action": "Order a box", "consent": "yes"},
            },
        },
        "fundraising": {
            "need": {"part": "need", "amount": "21620"},
            **{
                name: {"part": "sources", "name": name, "amount": amount, "probability": sure, "deadline": "2026-03-01"}
                for name, amount, sure in sources
            },
        },
        "monitoring": {
            criterion: {
                **{"part": "questions", "criterion": criterion, "question": f"About {criterion}?"},
                **{"indicator": indicator, "date": "2027-11-30", "use": "The assembly"},
            }
            for criterion, indicator in questions
        },
    }


def village_book(changes: Changes | None = None, **more: Any) -> Book:
    """The project with changes of its sheets ("sheet/node/field" -> value) and of the Book."""
    sheets = changed(villages(), changes or {})
    return book(sheets, **{"profile": profile(sheets), "start": date(2026, 6, 1), "months": MONTHS, **more})


@dataclass(frozen=True)
class Case:
    """A change that makes a check speak, once, and one as near as possible that does not.

    `at` is "node/field" of the place. `book` and `book_silent` are changes of the Book.
    """

    code: str
    fires: Changes
    silent: Changes
    at: str = "/"
    params: Mapping[str, str] = field(default_factory=dict)
    book: Mapping[str, Any] = field(default_factory=dict)
    book_silent: Mapping[str, Any] = field(default_factory=dict)


def one_field(code: str, path: str, fires: str, silent: str, **params: str) -> Case:
    """The case of one field ("sheet/node/field"), at which the check speaks."""
    return Case(code, {path: fires}, {path: silent}, path.partition("/")[2], params)


def speaks(rules: Iterable[Rule], case: Case) -> list[At]:
    """What the check finds in the case that fires."""
    return found(rules, case.code, village_book(case.fires, **case.book))


def stays_silent(rules: Iterable[Rule], case: Case) -> bool:
    """Whether the check finds nothing in the case that is silent."""
    return not found(rules, case.code, village_book(case.silent, **case.book_silent))


def expected(case: Case) -> list[At]:
    """Where the check should find something."""
    node, _, name = case.at.partition("/")
    return [At(node, name, case.params)]


@cache
def texts(*families: str) -> dict[str, dict[str, str]]:
    """The shipped texts of checks by code, of these families."""
    known: dict[str, dict[str, str]] = {}
    for family in families:
        path = shipped("content") / "workbooks" / "checks" / f"{family}.yml"
        entries, problems = read_yaml(path.read_text(encoding="utf-8"), path.name)
        assert not problems, problems
        known |= entries
    return known


def says_what_it_knows(entry: Mapping[str, str], params: Mapping[str, str]) -> bool:
    """Whether a text stands in five languages and uses just these parameters in each of them."""
    return set(entry) == {"lesson", *LANGUAGES} and all(
        set(re.findall(r"{(\w+)}", entry[language])) == set(params) for language in LANGUAGES
    )


def leads_to_a_lesson(entry: Mapping[str, str]) -> bool:
    """Whether its lesson, or module while that has none, exists."""
    module, _, lesson = entry["lesson"].partition("/")
    path = shipped("content") / "modules" / module
    return (path / "lessons" / lesson).is_dir() if lesson else path.is_dir()


def without(sheet: str) -> Changes:
    """The changes that empty a sheet."""
    return {f"{sheet}/{node}": None for node in villages()[sheet]}
