"""Each check of the logframe finds what it is for. Each case changes a logframe in which every step is there."""

import pytest

from elearn.workbooks.rules.checks.logframe import RULES
from tests.workbooks.books import book, codes, found, profile
from tests.workbooks.villages import (
    MONTHS,
    RESULTS,
    Case,
    expected,
    leads_to_a_lesson,
    says_what_it_knows,
    speaks,
    stays_silent,
    texts,
    village_book,
    villages,
    without,
)

SAYS = {name: {"text": text} for name, (_, _, text) in RESULTS.items()}

NO_OUTCOME = {f"logframe/{name}": None for name in ("income", "together", "shops")}
TWO_OUTCOMES = {"profile": profile(["logframe"], outcomes_max=2)}
ONE_OUTCOME = {"profile": profile(["logframe"], outcomes_max=1)}
AN_ACTIVITY_OF_THE_TREE = {
    **{"objective-tree/o-new/part": "objectives", "objective-tree/o-new/text": "Women know how to dry"},
    "objective-tree/o-new/scope": "in",
}

CASES = (
    Case("L1", {"logframe/living": None}, {"logframe/living/text": "To contribute to peace"}),
    Case("L1b", NO_OUTCOME, {"logframe/shops": None}),
    Case(
        "L1c",
        {"logframe/campaign/parent": "income"},
        {"logframe/campaign/parent": "income", "logframe/units/parent": "shops"},
        "shops/",
        SAYS["shops"],
    ),
    Case("L1d", {"plan/visit/output": "units"}, {"plan/visit/text": "Visit"}, "campaign/", SAYS["campaign"]),
    Case("L1d", {"plan/visit/text": ""}, {"plan/visit/start": ""}, "campaign/", SAYS["campaign"]),
    Case("L2", {"logframe/units/parent": ""}, {"logframe/units/parent": "shops"}, "units/parent", SAYS["units"]),
    Case("L2", {"logframe/units/parent": "gone"}, {"logframe/units": None}, "units/parent", SAYS["units"]),
    Case("L2", {"logframe/units/parent": "living"}, {"logframe/units/parent": "income"}, "units/parent", SAYS["units"]),
    Case("L2", {"logframe/shops/parent": ""}, {"logframe/shops/parent": "income"}, "shops/parent", SAYS["shops"]),
    Case("L2", {"logframe/shops/level": ""}, {"logframe/shops/level": "outcome"}, "shops/level", SAYS["shops"]),
    Case("L2", {"logframe/living/parent": "shops"}, {"logframe/living/parent": ""}, "living/parent", SAYS["living"]),
    Case("L3", {"indicators/net": None}, {"indicators/rule/result": "together"}, "income/", SAYS["income"]),
    Case("L3", {"indicators/net/text": ""}, {"indicators/net/source": ""}, "income/", SAYS["income"]),
    Case("L4", {}, {}, params={"count": "2", "most": "1"}, book=ONE_OUTCOME, book_silent=TWO_OUTCOMES),
    Case(
        "L5",
        {"objective-tree/o-income/scope": "out"},
        {"objective-tree/o-living/scope": "out"},
        "income/objective",
        SAYS["income"],
    ),
    Case("L5", {"logframe/income/objective": ""}, without("objective-tree"), "income/objective", SAYS["income"]),
    Case(
        "L5b",
        AN_ACTIVITY_OF_THE_TREE,
        {**AN_ACTIVITY_OF_THE_TREE, "objective-tree/o-new/ends": "o-trained"},
        params={"text": "Women know how to dry"},
    ),
    Case(
        "L5b",
        {"logframe/income/objective": "o-together"},
        {"logframe/income/objective": "o-together", "objective-tree/o-income/external": "yes"},
        params=SAYS["income"],
    ),
    Case("L6", {"logframe/fees": None}, {"logframe/fees/text": "Fees stay"}, "income/", SAYS["income"]),
    Case("L6", {"logframe/fees/result": "units"}, {"logframe/rains/text": "It rains"}, "income/", SAYS["income"]),
    Case(
        "L7",
        {"logframe/rains/text": "Three drying units are working, with written hygiene rules"},
        {"logframe/rains/text": "Three traders keep their drying places"},
        "rains/text",
        {"text": "Three drying units are working, with written hygiene rules"},
    ),
    Case(
        "L7",
        {"logframe/families/text": "We organise the training hours well"},
        {"logframe/families/text": "Families accept training hours in the evening"},
        "families/text",
        {"text": "We organise the training hours well"},
    ),
    Case(
        "L8",
        {"logframe/income/text": "Organise 12 lessons on net income"},
        {"logframe/trained/text": "Organise 12 lessons on net income"},
        "income/text",
        {"text": "Organise 12 lessons on net income"},
    ),
    Case(
        "L8",
        {"logframe/units/text": "Women improve their hygiene"},
        {"logframe/income/text": "Women improve their hygiene"},
        "units/text",
        {"text": "Women improve their hygiene"},
    ),
    Case(
        "L9",
        {"logframe/campaign/text": "120 women trained, and tested, in SAFE drying."},
        {"logframe/campaign/text": "110 women trained and tested in safe drying"},
        "campaign/text",
        {"text": "120 women trained, and tested, in SAFE drying"},
    ),
)


def by_code(case: object) -> str:
    return case.code if isinstance(case, Case) else ""


@pytest.mark.parametrize("case", CASES, ids=by_code)
def test_it_fires_where_it_should_and_nowhere_near(case: Case) -> None:
    assert speaks(RULES, case) == expected(case)
    assert stays_silent(RULES, case)


@pytest.mark.parametrize("case", CASES, ids=by_code)
def test_its_text_says_what_it_knows_in_five_languages(case: Case) -> None:
    assert says_what_it_knows(texts("logframe")[case.code], case.params)


def test_every_check_has_a_case_and_a_text_that_leads_to_a_lesson() -> None:
    known = texts("logframe")
    assert {case.code for case in CASES} == {rule.code for rule in RULES} == set(known)
    assert all(leads_to_a_lesson(entry) for entry in known.values())


def test_a_logframe_in_which_every_step_is_there_gets_no_finding() -> None:
    assert codes(RULES, village_book()) == set()


def test_an_empty_logframe_gets_no_finding_even_when_other_sheets_are_full() -> None:
    assert codes(RULES, village_book(without("logframe"))) == set()


def test_a_first_outcome_alone_is_told_what_comes_next_and_nothing_else() -> None:
    first = book({"logframe": {"a": {"part": "results", "level": "outcome", "text": "Women sell together"}}})
    assert codes(RULES, first) == {"L1", "L1c", "L3", "L6"}


def test_outcomes_that_serve_each_other_lead_nowhere() -> None:
    circle = village_book({"logframe/income/parent": "together"})
    assert [at.node for at in found(RULES, "L2", circle)] == ["income", "together"]


def test_a_row_without_text_is_no_result_yet() -> None:
    waiting = village_book({"logframe/new/part": "results", "logframe/new/level": "output"})
    assert codes(RULES, waiting) == set()


@pytest.mark.parametrize(
    ("language", "activity", "output"),
    [
        ("it", "Organizzare 12 lezioni", "Le donne migliorano il loro reddito"),
        ("es", "Organizar 12 clases", "Las mujeres mejoran sus ingresos"),
        ("fr", "Organiser 12 leçons", "Les femmes améliorent leur revenu"),
        ("de", "12 Lektionen durchführen", "Die Frauen verbessern ihr Einkommen"),
    ],
)
def test_words_of_another_level_are_found_in_each_language(language: str, activity: str, output: str) -> None:
    sheets = villages()["logframe"]
    sheets["income"]["text"], sheets["units"]["text"] = activity, output
    written = book({"logframe": {name: sheets[name] for name in ("income", "units")}}, language=language, months=MONTHS)
    assert [at.node for at in found(RULES, "L8", written)] == ["income", "units"]
