import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from elearn.catalogue.rules.workbook_values import Kit
from elearn.core.languages import LANGUAGES
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.stamp import COPY, read_stamp
from elearn.workbooks.exports.xlsx.writing import write_xlsx
from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.budget import budget_in
from elearn.workbooks.rules.business import cash_in, prices_in
from elearn.workbooks.rules.lending import repayment_in
from tests.workbooks.books import book
from tests.workbooks.conftest import Examples
from tests.workbooks.formulas import Calculator

# The running case in a small size: with 7 % exactly, indirect costs are 719.6259.
AMICO: Mapping[str, Mapping[str, Any]] = {
    "staff": {"part": "lines", "heading": "1", "text": "Coordinator", "quantity": "6", "unit_cost": "450"},
    "trainer": {"part": "lines", "heading": "1.1", "text": "Trainer", "quantity": "12", "unit_cost": "150"},
    "interpreter": {"part": "lines", "heading": "1", "text": "Interpreter", "quantity": "40", "unit_cost": "25"},
    "travel": {"part": "lines", "heading": "2", "text": "Local travel", "quantity": "6", "unit_cost": "80"},
    "laptops": {"part": "lines", "heading": "3", "text": "Laptops", "quantity": "3", "unit_cost": "420"},
    "room": {"part": "lines", "heading": "4", "text": "Room", "quantity": "12", "unit_cost": "60"},
    "materials": {"part": "lines", "heading": "3", "text": "Materials", "quantity": "1", "unit_cost": "820.37"},
    "kits": {"part": "lines", "heading": "5", "text": "Start-up kits", "quantity": "5", "unit_cost": "200"},
    "monitoring": {"part": "lines", "heading": "5", "text": "Monitoring", "quantity": "2", "unit_cost": "250"},
    "rates": {"part": "rates", "indirect": "7"},
    "donor": {"part": "sources", "name": "Donor", "kind": "grant", "amount": "9900"},
    "own": {"part": "sources", "name": "We", "kind": "own", "amount": "1100"},
}


def outgoing(
    kit: Kit, sheets: Mapping[str, Any], *, profile: str = "small-grant", language: str = "en", **more: Any
) -> Outgoing:
    """A workbook with these sheets, on its way out."""
    return Outgoing("Sahel", "Rome", book(sheets, profile=kit.profiles[profile], **more), kit, language)


def opened(out: Outgoing, *sheets: str) -> dict[str, Worksheet]:
    """The worksheets of the file by the sheet in their stamp, with formulas."""
    file = openpyxl.load_workbook(io.BytesIO(write_xlsx(out, sheets or None)))
    stamps = ((read_stamp(str(worksheet["A1"].value)), worksheet) for worksheet in file.worksheets)
    return {stamp.sheet: worksheet for stamp, worksheet in stamps if stamp}


def beside(worksheet: Worksheet, label: str, *, column: int = 0) -> Any:
    """What the formulas of a row give, the row found by its label: the last one, or the one in a column."""
    calculator = Calculator(worksheet)
    rows = [row for row in worksheet.iter_rows() if any(cell.value == label for cell in row)]
    row, formulas = next((row, found) for row in rows if (found := [cell for cell in row if cell.data_type == "f"]))
    return calculator.value(worksheet.cell(row[0].row, column).coordinate if column else formulas[-1].coordinate)


def at(worksheet: Worksheet, node: str, key: str) -> Any:
    """The cell of a node in the column of a field."""
    column = next(cell.column for row in worksheet.iter_rows(min_row=3) for cell in row if cell.value == key)
    row = next(row[0].row for row in worksheet.iter_rows() if row[0].value == node)
    return worksheet.cell(row, column)


def assert_formulas_give_what_is_written_beside_them(data: bytes) -> int:
    """Every formula of a file gives its own stored value; returns how many there are."""
    formulas, values = (openpyxl.load_workbook(io.BytesIO(data), data_only=one) for one in (False, True))
    count = 0
    for worksheet in formulas.worksheets:
        calculator = Calculator(worksheet)
        for cell in calculator.formulas():
            expected, found = values[worksheet.title][cell].value, calculator.value(cell)
            if isinstance(found, float):
                assert found == pytest.approx(float(expected or 0), abs=1e-9), f"{worksheet.title} {cell}"
            else:
                assert (found or None) == expected, f"{worksheet.title} {cell}"
            count += 1
    return count


# Formulas ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", ["sahel-insieme", "amara"])
def test_every_formula_of_the_examples_gives_the_figure_of_the_rules(
    kit: Kit, example_book: Examples, example: str, language: str
) -> None:
    data = write_xlsx(Outgoing("Title", "Place", example_book(language, example), kit, language))
    assert assert_formulas_give_what_is_written_beside_them(data) > 300


def test_a_budget_adds_up_in_the_spreadsheet(kit: Kit) -> None:
    worksheet = opened(outgoing(kit, {"budget": AMICO}))["budget"]
    assert beside(worksheet, "Direct costs") == 10280.37
    assert beside(worksheet, "Indirect costs") == 719.63
    assert beside(worksheet, "Total") == 11000.00
    assert beside(worksheet, "Sources together") == 11000.00
    assert beside(worksheet, "Still without a source") == 0


def test_the_formulas_of_a_budget_are_those_that_people_know(kit: Kit) -> None:
    worksheet = opened(outgoing(kit, {"budget": AMICO}))["budget"]
    row = at(worksheet, "staff", "lines.quantity").row
    assert at(worksheet, "staff", "lines.stated").value == f"=ROUND(D{row}*E{row},2)"
    heading = worksheet.cell(row - 1, 7).value
    assert heading.startswith(f"=SUM(F{row}:F")


def test_a_change_in_the_spreadsheet_changes_what_follows(kit: Kit) -> None:
    worksheet = opened(outgoing(kit, {"budget": AMICO}))["budget"]
    at(worksheet, "staff", "lines.quantity").value = 7
    changed = {**AMICO, "staff": {**AMICO["staff"], "quantity": "7"}}
    sums = budget_in(outgoing(kit, {"budget": changed}).book)
    assert Decimal(str(beside(worksheet, "Total"))) == sums.total
    assert Decimal(str(beside(worksheet, "1 Human resources"))) == sums.headings["1"]


def test_a_line_typed_into_the_empty_row_of_a_heading_counts(kit: Kit) -> None:
    worksheet = opened(outgoing(kit, {"budget": AMICO}))["budget"]
    last = max(at(worksheet, node, "lines.text").row for node in ("staff", "trainer", "interpreter"))
    worksheet.cell(last + 1, 4).value, worksheet.cell(last + 1, 5).value = 2, 100
    assert beside(worksheet, "Direct costs") == 10480.37
    assert beside(worksheet, "1 Human resources") == 5700


def test_lines_in_another_currency_and_over_several_years_are_calculated_as_the_rules_do(kit: Kit) -> None:
    lines = {
        "nets": {"part": "lines", "heading": "3", "text": "Nets", "quantity": "10", "unit_cost": "19678.71",
                 "currency": "XOF", "rate": "655.957", "rate_date": "2026-05-01", "payer": "grant"},
        "field": {"part": "lines", "heading": "1", "text": "Coordinator", "unit_cost": "33.335", "year1": "1",
                  "year2": "2", "year3": "0.5", "payer": "own"},
        "same": {"part": "lines", "heading": "1.2", "text": "Own money", "quantity": "3", "unit_cost": "7",
                 "currency": "eur", "rate": "2"},
        "stray": {"part": "lines", "heading": "77", "text": "Stray", "quantity": "2", "unit_cost": "-3"},
        "rates": {"part": "rates", "indirect": "6.5", "contingency": "5", "taxes": "12.34"},
    }  # fmt: skip
    for profile in ("small-grant", "eu-action", "entrepreneur"):
        out = outgoing(kit, {"budget": lines}, profile=profile)
        data = write_xlsx(out)
        assert_formulas_give_what_is_written_beside_them(data)
        assert Decimal(str(beside(opened(out)["budget"], "Total"))) == budget_in(out.book).total


LOANS: tuple[Mapping[str, str], ...] = (
    {"amount": "8000", "rate": "6", "payments": "48", "method": "french", "fee": "150", "fee_percent": "1.5"},
    {"amount": "8000", "rate": "0", "payments": "7", "method": "french"},
    {"amount": "10000", "rate": "7.9", "payments": "36", "method": "french", "grace": "6", "monthly_fee": "2.5"},
    {"amount": "5000", "rate": "9", "payments": "24", "rate_kind": "effective", "fee": "100", "fee_financed": "yes"},
    {"amount": "5000", "rate": "9", "payments": "13", "method": "linear", "grace": "2", "optional": "4"},
    {"amount": "5000", "rate": "9", "payments": "12", "method": "bullet"},
    {"amount": "3000", "rate": "12", "method": "fixed", "instalment": "271.33", "monthly_fee": "1"},
    {"amount": "8000", "rate": "6", "payments": "12", "drawn": "2026-01-15", "first_due": "2026-04-01"},
    {"amount": "8000", "rate": "6", "payments": "12", "rate_kind": "effective", "drawn": "2026-01-15",
     "first_due": "2026-04-01"},
)  # fmt: skip


@pytest.mark.parametrize("loan", LOANS)
def test_a_repayment_plan_ends_at_zero_in_the_spreadsheet_too(kit: Kit, loan: Mapping[str, str]) -> None:
    out = outgoing(kit, {"loan": {"loan": {"part": "loan", **loan}}}, profile="entrepreneur")
    assert_formulas_give_what_is_written_beside_them(write_xlsx(out))
    plan = repayment_in(out.book).plan
    assert plan
    assert beside(opened(out)["loan"], "The loan costs") == pytest.approx(float(plan.cost), abs=1e-9)


def test_a_loan_that_is_not_complete_has_no_plan(kit: Kit) -> None:
    out = outgoing(kit, {"loan": {"loan": {"part": "loan", "amount": "8000"}}}, profile="entrepreneur")
    assert not list(Calculator(opened(out)["loan"]).formulas())


def test_the_month_that_ends_below_zero_is_seen(kit: Kit) -> None:
    instalments = {f"m{month}": "274.11" for month in range(2, 13)}
    rows = {
        "plan": {"part": "plan", "opening": "500", "first": "2027-01-31", "months": "12"},
        "sales": {"part": "rows", "name": "Sales", "kind": "sales", **{f"m{month}": "1400" for month in range(1, 13)}},
        "out": {"part": "rows", "name": "Goods", "kind": "goods", **{f"m{month}": "1010" for month in range(1, 13)}},
        "loan": {"part": "rows", "name": "Loan", "kind": "loan", "m1": "6000"},
        "machine": {"part": "rows", "name": "Machine", "kind": "equipment", "m1": "5200"},
        "back": {"part": "rows", "name": "Back", "kind": "instalment", **instalments},
        "owner": {"part": "rows", "name": "Me", "kind": "owner", **{f"m{month}": "300" for month in range(1, 13)}},
        "unsorted": {"part": "rows", "name": "?", "m1": "99999"},
    }  # fmt: skip
    out = outgoing(kit, {"cash-flow": rows}, profile="entrepreneur")
    assert_formulas_give_what_is_written_beside_them(write_xlsx(out))
    worksheet = opened(out)["cash-flow"]
    closing = [beside(worksheet, "At the end of the month", column=column) for column in range(4, 16)]
    assert [Decimal(str(round(amount, 2))) for amount in closing] == list(cash_in(out.book).cash.closing)
    assert next(month for month, amount in enumerate(closing, 1) if amount < 0) == 9
    assert "Jan 2027" in [cell.value for row in worksheet.iter_rows() for cell in row]


def test_the_break_even_is_that_of_the_rules(kit: Kit) -> None:
    sheet = {
        "repair": {"part": "items", "name": "Repair", "price": "15", "material": "4", "quantity": "0"},
        "dress": {"part": "items", "name": "Dress", "price": "80", "material": "30", "other": "5"},
        "later": {"part": "items", "name": "Later", "quantity": "9"},
        "rent": {"part": "costs", "name": "Rent", "amount": "990"},
        "owner": {"part": "owner", "living": "1210"},
    }
    out = outgoing(kit, {"prices": sheet}, profile="entrepreneur")
    assert_formulas_give_what_is_written_beside_them(write_xlsx(out))
    found = beside(opened(out)["prices"], "Sales per month that also pay you")
    assert Decimal(str(found)) == prices_in(out.book).break_even(living=True)


# Worksheets ----------------------------------------------------------------------------------------------------------


def test_the_logframe_has_the_columns_of_the_eu(kit: Kit, example_book: Examples) -> None:
    worksheet = opened(Outgoing("T", "P", example_book("en"), kit, "en"), "logframe")["logframe"]
    heads = [cell.value for cell in worksheet[5]][1:]
    assert heads == [
        "Level", "Number", "Description", "Indicators", "Baseline", "Baseline year", "Target", "Target year",
        "Current value", "Sources and means of verification", "Assumptions",
    ]  # fmt: skip
    numbers = [cell.value for cell in worksheet["C"] if cell.value]
    assert {"1", "1.1", "2.1", "A1.1.1"} <= set(numbers)


def test_the_progress_of_an_indicator_is_calculated(kit: Kit, example_book: Examples) -> None:
    worksheet = opened(Outgoing("T", "P", example_book("en"), kit, "en"), "indicators")["tracking"]
    formula = at(worksheet, "income", "Progress").coordinate
    assert Calculator(worksheet).value(formula) == pytest.approx((50 - 38) / (57 - 38))


def test_a_value_measured_later_moves_the_progress(kit: Kit, example_book: Examples) -> None:
    worksheet = opened(Outgoing("T", "P", example_book("en"), kit, "en"), "indicators")["tracking"]
    progress = at(worksheet, "income", "Progress")
    worksheet.cell(progress.row, progress.column - 2).value = 57
    assert Calculator(worksheet).value(progress.coordinate) == 1


def test_the_months_of_an_activity_are_filled(kit: Kit) -> None:
    plan = {"a1": {"part": "activities", "text": "Build", "start": "2", "end": "4"}}
    worksheet = opened(outgoing(kit, {"plan": plan}, months=6))["plan"]
    calculator = Calculator(worksheet)
    bars = [calculator.value(cell.coordinate) for cell in worksheet[5] if cell.data_type == "f"]
    assert bars == ["", "■", "■", "■", "", ""]
    assert worksheet.conditional_formatting


def test_every_sheet_can_be_written_full_or_empty(kit: Kit, example_book: Examples) -> None:
    for language in LANGUAGES:
        for out in (outgoing(kit, {}, language=language), Outgoing("T", "P", example_book(language), kit, language)):
            assert set(kit.sheets) <= opened(out, *kit.sheets).keys()


def test_only_sheets_that_are_begun_are_written(kit: Kit) -> None:
    assert set(opened(outgoing(kit, {"budget": AMICO}))) == {"budget", COPY}


def test_labels_speak_the_language_asked_for_and_words_stay_as_written(kit: Kit, example_book: Examples) -> None:
    worksheet = opened(Outgoing("T", "P", example_book("it"), kit, "de"), "problem-tree")["problem-tree"]
    texts = [cell.value for row in worksheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert kit.sheets["problem-tree"].say("de").parts["problems"].fields["text"].term in texts
    core = example_book("it").sheet("problem-tree").of("problems")[0].text("text")
    assert core in texts


def test_pages_are_ready_to_print(kit: Kit, example_book: Examples) -> None:
    for name, worksheet in opened(Outgoing("T", "P", example_book("en"), kit, "en")).items():
        if name == COPY:
            continue
        assert worksheet.page_setup.orientation == "landscape"
        assert (worksheet.page_setup.fitToWidth or 1, worksheet.page_setup.fitToHeight) == (1, 0)
        assert worksheet.sheet_properties.pageSetUpPr.fitToPage
        assert worksheet.print_area
        assert worksheet.column_dimensions["A"].hidden
        if name not in ("card", "loan"):
            assert worksheet.print_title_rows
            assert worksheet.freeze_panes


def test_the_file_says_its_title_and_language(kit: Kit) -> None:
    file = openpyxl.load_workbook(io.BytesIO(write_xlsx(outgoing(kit, {"budget": AMICO}, language="fr"))))
    assert file.properties.title == "Sahel"
    assert {prop.name: prop.value for prop in file.custom_doc_props} == {"Language": "fr"}


def test_what_only_programs_read_is_hidden(kit: Kit) -> None:
    file = openpyxl.load_workbook(io.BytesIO(write_xlsx(outgoing(kit, {"budget": AMICO}))))
    assert {worksheet.sheet_state for worksheet in file.worksheets[1:]} == {"veryHidden"}
    assert file.worksheets[0].row_dimensions[4].hidden


# Hostile words -------------------------------------------------------------------------------------------------------

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "'=1", '=HYPERLINK("http://x","y")',
           "a\x00b\x0b\ud800\uffff", "_x0041_", "x" * 40_000, "{=1}", "http://example.org")  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_never_becomes_a_formula_or_a_link(kit: Kit, text: str) -> None:
    sheets = {
        "budget": {"l1": {"part": "lines", "heading": "1", "text": text, "unit": text, "note": text}},
        "logframe": {"r1": {"part": "results", "level": "impact", "text": text}},
        "cash-flow": {"c1": {"part": "rows", "name": text, "kind": text}},
        "plan": {"a1": {"part": "activities", "text": text, "responsible": text, "start": text}},
        "problem-tree": {"p1": {"part": "problems", "text": text, "core": text}},
    }
    out = outgoing(kit, sheets)
    out = Outgoing(text, text, out.book, kit, "en")
    file = openpyxl.load_workbook(io.BytesIO(write_xlsx(out, list(sheets))))
    for worksheet in file.worksheets:
        for row in worksheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or text not in str(cell.value)
                assert cell.hyperlink is None


def test_names_of_worksheets_are_short_and_different(kit: Kit) -> None:
    for language in LANGUAGES:
        file = openpyxl.load_workbook(io.BytesIO(write_xlsx(outgoing(kit, {}, language=language), list(kit.sheets))))
        names = [worksheet.title.lower() for worksheet in file.worksheets]
        assert len(set(names)) == len(names)
        assert max(map(len, names)) <= 31


def test_numbers_that_no_spreadsheet_can_hold_stay_text(kit: Kit) -> None:
    indicator = {"part": "indicators", "text": "Much", "baseline": "1e400", "target": "NaN", "cost": "-1e16"}
    worksheet = opened(outgoing(kit, {"indicators": {"i1": indicator}}), "indicators")["indicators"]
    texts = {cell.value for row in worksheet.iter_rows() for cell in row if cell.data_type == "s"}
    assert {"1e400", "NaN", "-1e16"} <= texts


# Speed ---------------------------------------------------------------------------------------------------------------


def large_book(kit: Kit, nodes: int) -> Book:
    """A workbook with so many nodes in each of the large sheets."""
    each = range(nodes)
    sheets = {
        "budget": {f"l{n}": {"part": "lines", "heading": str(n % 5 + 1), "text": f"Line {n}", "quantity": str(n),
                             "unit_cost": "12.34", "payer": "grant", "activity": f"a{n}"} for n in each},
        "plan": {f"a{n}": {"part": "activities", "text": f"Activity {n}", "output": f"r{n}", "start": "1", "end": "30"}
                 for n in each},
        "logframe": {f"r{n}": {"part": "results", "level": "output", "text": f"Result {n}"} for n in each},
        "indicators": {f"i{n}": {"part": "indicators", "text": f"Indicator {n}", "result": f"r{n}", "baseline": "1",
                                 "target": "2"} for n in each},
    }  # fmt: skip
    return book(sheets, profile=kit.profiles["small-grant"], start=date(2026, 6, 1), months=36)


def test_a_workbook_with_400_nodes_is_written_whole(kit: Kit) -> None:
    file = openpyxl.load_workbook(io.BytesIO(write_xlsx(Outgoing("Large", "", large_book(kit, 100), kit, "en"))))
    ids = {str(row[0].value) for worksheet in file for row in worksheet.iter_rows(max_col=1)}
    assert {f"r{number}" for number in range(100)} <= {one for text in ids for one in text.split("|")}
