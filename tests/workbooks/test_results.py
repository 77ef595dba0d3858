"""Results with what is around them, their numbers, and how far an indicator has come."""

from datetime import date
from decimal import Decimal

import pytest

from elearn.workbooks.rules.numbering import activity_numbers, result_numbers
from elearn.workbooks.rules.periods import as_date, last_day, plus_months
from elearn.workbooks.rules.results import (
    activities_of,
    actuals_of,
    assumptions_of,
    chain,
    children_of,
    in_order,
    indicators_of,
    milestones_of,
    progress,
    progress_of,
)
from tests.workbooks.books import book
from tests.workbooks.villages import village_book


def ids(nodes: object) -> list[str]:
    return [node.id for node in nodes]  # type: ignore[attr-defined]


# Numbers -------------------------------------------------------------------------------------------------------------


def test_results_are_numbered_by_what_they_serve() -> None:
    assert result_numbers(village_book()) == {
        "income": "1",
        "together": "1.1",
        "units": "1.1.1",
        "trained": "1.1.2",
        "shops": "2",
        "campaign": "2.1",
    }


def test_activities_are_numbered_by_their_output() -> None:
    assert activity_numbers(village_book()) == {
        "permits": "A1.1.1.1",
        "build": "A1.1.1.2",
        "teach": "A1.1.2.1",
        "visit": "A2.1.1",
    }


def test_numbers_close_up_when_a_result_goes() -> None:
    numbers = result_numbers(village_book({"logframe/units": None}))
    assert numbers["trained"] == "1.1.1"
    assert (
        result_numbers(village_book({"logframe/income": None}))["shops"] == "2"
    )  # "together" is an outcome of its own


def test_what_is_linked_to_nothing_has_no_number() -> None:
    loose = village_book({"logframe/units/parent": "", "plan/visit/output": "income"})
    assert "units" not in result_numbers(loose)
    assert set(activity_numbers(loose)) == {"teach"}


def test_a_circle_of_outcomes_has_no_numbers_and_holds_nobody_up() -> None:
    assert set(result_numbers(village_book({"logframe/income/parent": "together"}))) == {"shops", "campaign"}


def test_a_chain_of_a_thousand_outcomes_is_numbered() -> None:
    rows = {
        f"o{place}": {"part": "results", "level": "outcome", "text": "x", "parent": f"o{place - 1}"}
        for place in range(1000)
    }
    assert len(result_numbers(book({"logframe": rows}))) == 1000


# Queries -------------------------------------------------------------------------------------------------------------


def test_a_reader_goes_through_each_outcome_with_what_serves_it() -> None:
    assert ids(chain(village_book())) == ["income", "together", "units", "trained", "shops", "campaign"]


def test_a_logframe_lists_results_by_level_and_what_is_loose_behind_its_level() -> None:
    loose = village_book({"logframe/units/parent": "", "logframe/shops/level": ""})
    assert ids(in_order(village_book())) == [
        *("living", "income", "together", "shops"),
        *("units", "trained", "campaign"),
    ]
    assert ids(in_order(loose)) == ["living", "income", "together", "trained", "units", "campaign", "shops"]


def test_a_result_knows_what_is_around_it() -> None:
    project = village_book()
    assert ids(children_of(project, "together")) == ["units", "trained"]
    assert ids(assumptions_of(project, "units")) == ["rains"]
    assert ids(indicators_of(project, "trained")) == ["tested"]
    assert ids(activities_of(project, "units")) == ["permits", "build"]
    assert ids(activities_of(project, "income")) == []


def test_values_come_by_their_days() -> None:
    project = village_book()
    assert ids(milestones_of(project, "tested")) == ["soon", "halfway"]
    assert ids(actuals_of(project, "active")) == ["now"]


# Progress ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("baseline", "actual", "target", "done"),
    [
        ("38", "50", "57", 63),
        ("40", "34", "20", 30),
        ("40", "44", "20", -20),
        ("38", "38", "57", 0),
        ("0", "12", "10", 120),
    ],
)
def test_progress_is_the_way_done_of_the_whole_way(baseline: str, actual: str, target: str, done: int) -> None:
    found = progress(Decimal(baseline), Decimal(actual), Decimal(target))
    assert found is not None
    assert round(found) == done


def test_there_is_no_progress_where_there_is_no_way() -> None:
    one = Decimal(1)
    assert progress(None, one, one) is None
    assert progress(one, None, Decimal(2)) is None
    assert progress(one, one, None) is None
    assert progress(one, Decimal(2), one) is None


def test_the_latest_value_counts_and_words_are_no_progress() -> None:
    later = {
        **{"indicators/then/part": "actuals", "indicators/then/indicator": "active"},
        "indicators/then/date": "2026-09-30",
        "indicators/then/value": "5",
    }
    project = village_book(later)
    active = project.sheet("indicators").nodes["active"]
    assert progress_of(project, active) == 75  # 15 of 20 in December, not 5 in September
    worded = village_book({"indicators/now/value": "many"})
    assert progress_of(worded, active) is None
    assert progress_of(village_book({"indicators/now": None}), active) is None


def test_a_day_without_a_value_does_not_hide_the_value_before_it() -> None:
    empty = {"indicators/later/part": "actuals", "indicators/later/indicator": "active"}
    project = village_book({**empty, "indicators/later/date": "2027-03-31"})
    assert progress_of(project, project.sheet("indicators").nodes["active"]) == 75


# Days ----------------------------------------------------------------------------------------------------------------


def test_a_project_ends_on_the_day_before_its_months_are_over() -> None:
    project = village_book()
    assert last_day(project) == date(2027, 11, 30)
    assert last_day(project, 12) == date(2028, 11, 30)
    assert last_day(book({}, months=0)) is None
    assert last_day(book({}, start=None)) is None


def test_the_last_of_january_plus_a_month_is_the_last_of_february() -> None:
    assert plus_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert plus_months(date(2027, 1, 31), 13) == date(2028, 2, 29)
    assert plus_months(date(2026, 12, 1), 1) == date(2027, 1, 1)


def test_what_is_no_day_is_none() -> None:
    assert as_date("2027-02-29") is None
    assert as_date("") is None
    assert as_date("2028-02-29") == date(2028, 2, 29)
