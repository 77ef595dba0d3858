"""Each check of stakeholders, trees and strategy finds what it is for, and stays silent in a case as near as possible.

The cases change a small project in which nothing is to be found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from elearn.workbooks.rules.book import At, Book, Rule
from elearn.workbooks.rules.checks import objective_tree, problem_tree, stakeholders, strategy
from elearn.workbooks.rules.engine import check
from tests.workbooks.books import book, codes, found, profile

RULES: tuple[Rule, ...] = (*stakeholders.RULES, *problem_tree.RULES, *objective_tree.RULES, *strategy.RULES)
SHEETS = ("stakeholders", "problem-tree", "objective-tree", "strategy", "logframe")

PROBLEMS = {
    "school": ((), "Children leave school"),
    "income": (("school",), "Women producers have a low income"),
    "losses": (("income",), "4 kilos out of 10 are lost"),
    "price": (("income",), "The price is low"),
    "rot": (("losses",), "Vegetables rot in three days"),
    "alone": (("price",), "Each woman sells on her own"),
    "rain": (("rot",), "In some years it rains too much"),
}
OBJECTIVES = {
    "o-school": ("school", (), "in", "Children stay in school"),
    "o-income": ("income", ("o-school",), "in", "Women producers have a steady income"),
    "o-losses": ("losses", ("o-income",), "in", "2 kilos out of 10 are lost"),
    "o-price": ("price", ("o-income",), "out", "The price is agreed"),
    "o-rot": ("rot", ("o-losses",), "in", "Vegetables keep until they are sold"),
    "o-alone": ("alone", ("o-price",), "out", "Women sell together"),
    "o-rain": ("rain", ("o-rot",), "out", "Rains stay within the usual range"),
}

Changes = Mapping[str, Any]  # "sheet/node/field" -> value; "sheet/node" -> None takes the node away


def sheets() -> dict[str, dict[str, dict[str, Any]]]:
    """A small project in which these checks find nothing."""
    group = {"part": "groups", "interest": "5", "influence": "2"}
    marks = {"part": "options", "relevance": "5"}
    return {
        "stakeholders": {
            "women": {
                **{**group, "name": "Women producers", "place": "there", "attitude": "for"},
                **{"affected": "yes", "involve": "They choose the hours"},
            },
            "traders": {**group, "name": "Traders", "place": "there", "attitude": "against"},
            "shops": {**group, "name": "Shops in Rome", "place": "here", "attitude": "neutral"},
        },
        "problem-tree": {
            name: {
                **{"part": "problems", "text": text, "effects": effects, "affects": ("women",)},
                **({"core": "yes", "evidence": "30 interviews, 2026"} if name == "income" else {}),
            }
            for name, (effects, text) in PROBLEMS.items()
        },
        "objective-tree": {
            name: {
                **{"part": "objectives", "text": text, "problem": problem, "ends": ends, "scope": scope},
                **({"external": "yes"} if name == "o-rain" else {}),
            }
            for name, (problem, ends, scope, text) in OBJECTIVES.items()
        },
        "strategy": {
            "keep": {**marks, "name": "Preserve", "branch": "o-losses"},
            "sell": {**marks, "name": "Sell together", "branch": "o-price"},
            "decision": {"part": "decision", "chosen": "keep", "reason": "They ask for it", "left_out": "No lending"},
        },
        "logframe": {
            "out": {"part": "results", "level": "output", "text": "Three drying units work", "objective": "o-rot"},
            "a-rain": {"part": "assumptions", "result": "out", "text": "Rains stay usual", "objective": "o-rain"},
            "a-price": {"part": "assumptions", "result": "out", "text": "Prices hold", "objective": "o-price"},
        },
    }


def project(changes: Changes | None = None, **more: Any) -> Book:
    """The project with changes."""
    nodes = sheets()
    for place, value in (changes or {}).items():
        sheet, node, *name = place.split("/")
        if name:
            nodes[sheet].setdefault(node, {"part": "new"})[name[0]] = value
        elif node:
            del nodes[sheet][node]
        else:
            nodes[sheet] = {}
    return book(nodes, **{"profile": profile(SHEETS), **more})


@dataclass(frozen=True)
class Case:
    """A change that makes a check speak once, one as near as possible that does not, and where: "node/field"."""

    code: str
    fires: Changes
    silent: Changes
    at: str = "/"
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code} {next(iter(self.fires))}"

    @property
    def place(self) -> At:
        node, _, name = self.at.partition("/")
        return At(node, name, self.params)


P, B, S, G, L = "problem-tree", "objective-tree", "strategy", "stakeholders", "logframe"
ALONE = {"text": "Each woman sells on her own"}
LOST = {"text": "4 kilos out of 10 are lost"}
LONG = "Women of the six villages " + "and of the town " * 5 + "sell at once"
TWO = "Vegetables rot and the price is low"


def new_problem(**fields: Any) -> Changes:
    return {f"{P}/new/{name}": value for name, value in {"part": "problems", **fields}.items()}


def new_objective(**fields: Any) -> Changes:
    return {f"{B}/o-new/{name}": value for name, value in {"part": "objectives", **fields}.items()}


CASES = (
    # Stakeholders
    Case("S1", {f"{G}/women/affected": ""}, {f"{G}/women/affected": "", f"{G}/shops/affected": "yes"}),
    Case("S1", {f"{G}/women": None}, {f"{G}/": None}),
    Case("S2", {f"{G}/shops/place": "there"}, {f"{G}/shops/place": "both"}),
    Case("S2", {f"{G}/shops": None}, {f"{G}/shops": None, f"{G}/traders": None}),
    Case(
        "S3",
        {f"{G}/traders/attitude": "for", f"{G}/shops/attitude": "for"},
        {f"{G}/traders/attitude": "for"},
    ),
    Case(
        "S4",
        {f"{G}/women/involve": ""},
        {f"{G}/women/involve": "", f"{G}/women/affected": ""},
        "women/involve",
        {"text": "Women producers"},
    ),
    # Problem tree
    Case("P1", {f"{P}/income/core": ""}, {f"{P}/": None}, params={"count": "0"}),
    Case(
        "P1",
        {f"{P}/price/core": "yes"},
        {f"{P}/price/core": "yes", f"{P}/income/core": ""},
        "price/core",
        {"count": "2"},
    ),
    Case(
        "P2",
        {f"{P}/school/effects": ("rot",)},
        {f"{P}/rain/effects": ("rot", "alone")},
        "school/effects",
        {
            "chain": "Children leave school → Vegetables rot in three days → 4 kilos out of 10 are lost "
            "→ Women producers have a low income → Children leave school"
        },
    ),
    Case(
        "P2",
        {f"{P}/rot/effects": ("losses", "rot")},
        {f"{P}/rot/effects": ("losses", "gone")},
        "rot/effects",
        {"chain": "Vegetables rot in three days → Vegetables rot in three days"},
    ),
    Case(
        "P3",
        new_problem(text="The road is closed"),
        new_problem(text="The road is closed", effects=("price",)),
        "new/effects",
        {"text": "The road is closed"},
    ),
    Case(
        "P3", {f"{P}/alone/effects": ("gone",)}, {f"{P}/alone": None}, "alone/effects", {"text": PROBLEMS["alone"][1]}
    ),
    Case(
        "P4",
        {f"{P}/price/effects": ("losses",)},
        {f"{P}/price/effects": ("losses", "income")},
        "income/effects",
        {"causes": "1", "effects": "1"},
    ),
    Case(
        "P4",
        {f"{P}/income/effects": ()},
        {f"{P}/losses/effects": ("income", "school")},
        "income/effects",
        {"causes": "2", "effects": "0"},
    ),
    Case("P5", {f"{P}/alone": None}, {f"{P}/rain": None}, "price/", {"text": "The price is low"}),
    Case(
        "P6",
        {f"{P}/rot/text": "Lack of drying units"},
        {f"{P}/rot/text": "Women without land pay rent"},
        "rot/text",
        {"text": "Lack of drying units"},
    ),
    Case(
        "P7",
        {f"{P}/rot/text": LONG},
        {f"{P}/rot/text": " ".join(LONG.split()[:25])},
        "rot/text",
        {"text": "Women of the six villages and of the town and of the town and of the…", "words": "28"},
    ),
    Case(
        "P7b",
        {f"{P}/rot/text": TWO},
        {f"{P}/rot/text": "Women have a low and irregular income"},
        "rot/text",
        {"text": TWO},
    ),
    Case(
        "P8",
        {f"{P}/income/evidence": ""},
        {f"{P}/price/evidence": ""},
        "income/evidence",
        {"text": PROBLEMS["income"][1]},
    ),
    Case(
        "P9",
        {f"{P}/{name}/affects": () for name in PROBLEMS},
        {f"{P}/{name}/affects": () for name in PROBLEMS if name != "rain"},
    ),
    # Objective tree
    Case("O1", {f"{B}/o-alone": None}, {f"{B}/": None}, params={"problem": PROBLEMS["alone"][1]}),
    Case("O1", new_problem(text="The road is closed"), new_problem(core=""), params={"problem": "The road is closed"}),
    Case(
        "O1b",
        new_objective(text="The store is cool"),
        new_objective(text="The store is cool", added="yes"),
        "o-new/problem",
        {"text": "The store is cool"},
    ),
    Case(
        "O1b",
        {f"{B}/o-rot/problem": "gone"},
        {f"{B}/o-rot/problem": "rain"},
        "o-rot/problem",
        {"text": OBJECTIVES["o-rot"][3]},
    ),
    Case(
        "O2",
        {f"{B}/o-rot/ends": ()},
        {f"{B}/o-rain/ends": ()},
        "o-rot/ends",
        {"text": OBJECTIVES["o-rot"][3], "end": OBJECTIVES["o-losses"][3]},
    ),
    Case(
        "O2",
        {f"{B}/o-rot/ends": ("o-new",), **new_objective(text="The store is cool", added="yes")},
        {f"{B}/o-rot/ends": ("o-new",), **new_objective(text="The store is cool", added="yes", ends=("o-losses",))},
        "o-rot/ends",
        {"text": OBJECTIVES["o-rot"][3], "end": OBJECTIVES["o-losses"][3]},
    ),
    Case(
        "O3",
        {f"{B}/o-alone/text": "Each woman sells on her own."},
        {f"{B}/o-alone/text": "Each woman sells at one price"},
        "o-alone/text",
        {"text": "Each woman sells on her own"},
    ),
    Case(
        "O3",
        {f"{B}/o-price/text": "Women do not get a fair price"},
        {f"{B}/o-price/text": "No woman gets a low price"},
        "o-price/text",
        {"text": "Women do not get a fair price"},
    ),
    Case("O3", {f"{B}/o-losses/text": LOST["text"]}, {f"{P}/losses/text": "40 are lost"}, "o-losses/text", LOST),
    Case(
        "O3",
        {f"{B}/o-rain/text": "It rains too much", f"{B}/o-rain/external": ""},
        {f"{B}/o-rain/text": "It rains too much"},
        "o-rain/text",
        {"text": "It rains too much"},
    ),
    Case(
        "O4",
        {f"{B}/{name}/scope": "out" for name in OBJECTIVES},
        {f"{B}/{name}/scope": "out" for name in OBJECTIVES if name != "o-rot"},
    ),
    Case(
        "O5",
        new_objective(text="Shops sell more", added="yes", scope="in"),
        new_objective(text="Shops sell more", added="yes", scope="out"),
        "o-new/ends",
        {"text": "Shops sell more", "core": OBJECTIVES["o-income"][3]},
    ),
    Case(
        "O5",
        {f"{B}/o-price/scope": "in", f"{B}/o-price/ends": (), f"{B}/o-alone/scope": "in"},
        {f"{B}/o-alone/scope": "in"},
        "o-price/ends",
        {"text": OBJECTIVES["o-price"][3], "core": OBJECTIVES["o-income"][3]},
    ),
    Case(
        "O6",
        {f"{B}/o-price/text": "Women earn more through joint sales"},
        {f"{B}/o-price/text": "Women earn an income all through the year"},
        "o-price/text",
        {"text": "Women earn more through joint sales"},
    ),
    Case("O7", {f"{L}/a-rain/objective": ""}, {f"{L}/": None}, "o-rain/scope", {"text": OBJECTIVES["o-rain"][3]}),
    Case(
        "O7",
        {f"{L}/a-price": None},
        {f"{L}/a-price": None, f"{B}/o-price/scope": "in", f"{L}/out/objective": "o-alone"},
        "o-price/scope",
        {"text": OBJECTIVES["o-price"][3]},
    ),
    # Strategy
    Case("O8", {f"{S}/decision/reason": ""}, {f"{S}/decision/chosen": ""}, "decision/reason", {"text": "Preserve"}),
    Case("O9", {f"{S}/decision/left_out": ""}, {f"{S}/decision/chosen": ""}, "decision/left_out", {"text": "Preserve"}),
)


def test_nothing_is_found_in_the_project() -> None:
    assert codes(RULES, project()) == set()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_check_finds_what_it_is_for(case: Case) -> None:
    assert found(RULES, case.code, project(case.fires)) == [case.place]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_check_stays_silent_nearby(case: Case) -> None:
    assert found(RULES, case.code, project(case.silent)) == []


def test_every_check_has_a_case() -> None:
    assert {rule.code for rule in RULES} == {case.code for case in CASES}


def test_an_empty_workbook_has_no_findings() -> None:
    assert codes(RULES, book({}, profile=profile(SHEETS))) == set()


def test_what_follows_from_a_chosen_objective_is_not_a_lost_condition() -> None:
    assert found(RULES, "O7", project({f"{B}/o-school/scope": "out"})) == []


def test_what_only_leads_to_a_lost_condition_is_not_told_again() -> None:
    lost = found(RULES, "O7", project({f"{L}/a-price": None}))
    assert [at.node for at in lost] == ["o-price"]


def test_a_workbook_without_stakeholders_is_not_asked_who_is_affected() -> None:
    changes = {f"{P}/{name}/affects": () for name in PROBLEMS}
    assert found(RULES, "P9", project(changes, profile=profile(["problem-tree"]))) == []


def test_a_circle_is_told_once_and_ends_the_search() -> None:
    nodes = {
        f"p{n}": {"part": "problems", "text": f"Problem {n}", "effects": (f"p{(n + 1) % 300}",)} for n in range(300)
    }
    (at,) = found(RULES, "P2", book({P: nodes}))
    assert at.node == "p0"


# Texts and engine ----------------------------------------------------------------------------------------------------


def test_every_finding_has_a_text_with_its_parameters_in_five_languages(kit: Any) -> None:
    for case in CASES:
        texts = kit.checks[case.code].texts
        assert set(texts) == {"it", "en", "es", "fr", "de"}
        for text in texts.values():
            assert all(f"{{{name}}}" in text for name in case.params), (case.code, text)
            assert text.format(**case.params)


def test_every_text_leads_to_a_lesson_or_a_module(kit: Any) -> None:
    assert [case.code for case in CASES if not kit.checks[case.code].lesson] == []


def test_findings_come_in_the_order_of_the_sheets_their_nodes_and_levels() -> None:
    changes = {
        **{f"{B}/o-alone": None, f"{P}/rot/text": "Lack of drying units", f"{P}/income/evidence": ""},
        **{f"{P}/price/effects": ("losses",), f"{S}/decision/reason": "", f"{G}/women/involve": ""},
    }
    order = profile(["problem-tree", "stakeholders", "objective-tree"])
    told = [(one.sheet, one.node, one.code) for one in check(project(changes, profile=order))]
    assert told == [
        (P, "income", "P4"),
        (P, "income", "P8"),
        (P, "rot", "P6"),
        (G, "women", "S4"),
        (B, "", "O1"),
        (B, "o-price", "O2"),
    ]


def test_errors_come_before_tips_of_the_same_node() -> None:
    changes = {f"{P}/school/effects": ("rot",), f"{P}/school/text": "Lack of schools"}
    told = [one.code for one in check(project(changes, profile=profile([P]))) if one.node == "school"]
    assert told == ["P2", "P6"]
