import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from elearn.catalogue.rules.workbook_values import Kit
from elearn.core.languages import LANGUAGES
from elearn.workbooks.exports.incoming.proposals import Incoming, Proposal
from elearn.workbooks.exports.incoming.reading import read_xlsx
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.stamp import COPY
from elearn.workbooks.exports.xlsx.writing import write_xlsx
from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.comparison import Kind
from elearn.workbooks.rules.documents import Document, Written, apply, load
from tests.workbooks.books import book
from tests.workbooks.conftest import Examples
from tests.workbooks.spreadsheets import Edited, edited

BUDGET: Mapping[str, Mapping[str, Any]] = {
    "staff": {"part": "lines", "heading": "1", "text": "Coordinator", "unit": "month", "quantity": "6",
              "unit_cost": "450", "payer": "grant", "activity": "build"},
    "flight": {"part": "lines", "heading": "2", "text": "Flight", "quantity": "1", "unit_cost": "820.37",
               "payer": "own", "tax": "yes"},
    "stray": {"part": "lines", "text": "Stray", "quantity": "2", "unit_cost": "3"},
    "rates": {"part": "rates", "indirect": "7"},
    "call": {"part": "sources", "name": "Call", "kind": "grant", "amount": "3000"},
}  # fmt: skip
PLAN = {
    "build": {"part": "activities", "text": "Build the units"},
    "sell": {"part": "activities", "text": "Sell together"},
    "twin": {"part": "activities", "text": "Meet"},
    "other-twin": {"part": "activities", "text": "Meet"},
}
LOGFRAME = {
    "goal": {"part": "results", "level": "impact", "text": "Households live better"},
    "income": {"part": "results", "level": "outcome", "text": "Income grows", "parent": "goal"},
    "units": {"part": "results", "level": "output", "text": "Units work", "parent": "income"},
    "fees": {"part": "assumptions", "result": "income", "text": "Fees stay"},
    "rain": {"part": "assumptions", "result": "units", "text": "Rain as usual"},
    "lost": {"part": "assumptions", "text": "Belongs nowhere"},
}
INDICATORS = {
    "net": {"part": "indicators", "result": "income", "text": "Net income", "baseline": "38", "target": "57"},
    "count": {"part": "indicators", "result": "units", "text": "Units", "baseline": "no", "target": "yes"},
}
SHEETS = {"budget": BUDGET, "plan": PLAN, "logframe": LOGFRAME, "indicators": INDICATORS}


@pytest.fixture(scope="module")
def workbook(kit: Kit) -> Book:
    return book(SHEETS, profile=kit.profiles["small-grant"])


@pytest.fixture(scope="module")
def file(kit: Kit, workbook: Book) -> bytes:
    return write_xlsx(Outgoing("Title", "Place", workbook, kit, "en"))


def read(kit: Kit, workbook: Book, data: bytes, **documents: Document) -> Incoming:
    """What a file proposes for a workbook; some documents may have changed since."""
    return read_xlsx(data, kit, workbook.profile, {**workbook.documents, **documents}, workbook.currency)


def proposed(kit: Kit, workbook: Book, file: bytes, edit: Callable[..., None], *sheets: str) -> list[Proposal]:
    """What an edited file proposes."""
    return list(read(kit, workbook, edited(file, edit, *(sheets or ("budget",)))).proposals)


def news(proposal: Proposal) -> dict[str, Any]:
    """The new values of a proposal by field; the code of the problem where there is one."""
    return {field.name: field.problem.code if field.problem else field.new for field in proposal.fields}


# Round trip ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_nobody_changed_proposes_nothing(kit: Kit, example_book: Examples, language: str) -> None:
    workbook = example_book("it")
    data = write_xlsx(Outgoing("Title", "Place", workbook, kit, language))
    found = read(kit, workbook, data)
    assert found == Incoming(("logframe", "budget"), language, ())


def test_a_file_that_another_program_saved_proposes_nothing(kit: Kit, workbook: Book, file: bytes) -> None:
    assert proposed(kit, workbook, file, lambda *_: None) == []


def test_words_with_strange_characters_come_back_as_they_were(kit: Kit) -> None:
    words = [
        "=1+1",
        "'=1",
        "_x0041_",
        "  two  spaces ",
        "a\nb\r\nc",
        "é\u200b\u00a0ß",
        "1.234",
        "-5",
        "x",
        "12",
        "\t",
        "🌍",
    ]
    lines = {f"l{n}": {"part": "lines", "text": text, "note": text, "unit": text} for n, text in enumerate(words)}
    goals = {f"r{n}": {"part": "results", "level": "output", "text": text} for n, text in enumerate(words)}
    own = book({"budget": lines, "logframe": goals}, profile=kit.profiles["small-grant"])
    assert read(kit, own, write_xlsx(Outgoing("T", "", own, kit, "en"))).proposals == ()


def test_without_the_hidden_copy_rows_are_compared_with_the_workbook(kit: Kit, workbook: Book, file: bytes) -> None:
    def edit(budget: Edited) -> None:
        budget.write("staff", lines__quantity=8)
        del budget.worksheet.parent[COPY]

    assert [news(one) for one in proposed(kit, workbook, file, edit)] == [{"quantity": "8"}]


# Rows ----------------------------------------------------------------------------------------------------------------


def test_a_changed_cell_is_proposed_with_its_old_and_new_value(kit: Kit, workbook: Book, file: bytes) -> None:
    found = proposed(kit, workbook, file, lambda budget: budget.write("staff", lines__quantity=7.5))
    assert [(one.kind, one.sheet, one.part, one.node) for one in found] == [(Kind.CHANGED, "budget", "lines", "staff")]
    assert [(field.name, field.old, field.new) for field in found[0].fields] == [("quantity", "6", "7.5")]


def test_a_new_row_is_added_behind_its_neighbour_and_under_its_heading(kit: Kit, workbook: Book, file: bytes) -> None:
    def edit(budget: Edited) -> None:
        budget.insert(
            "staff", lines__text="Trainer", lines__quantity=12, lines__unit_cost=150, lines__payer="The grant"
        )

    added = proposed(kit, workbook, file, edit)[0]
    assert (added.kind, added.behind) == (Kind.ADDED, "staff")
    assert news(added) == {
        "text": "Trainer", "quantity": "12", "unit_cost": "150", "payer": "grant", "heading": "1",
    }  # fmt: skip


def test_a_row_that_is_gone_or_emptied_is_only_proposed_to_be_removed(kit: Kit, workbook: Book, file: bytes) -> None:
    def edit(budget: Edited) -> None:
        budget.delete("flight")
        budget.empty("stray")

    found = proposed(kit, workbook, file, edit)
    assert {(one.kind, one.node) for one in found} == {(Kind.REMOVED, "flight"), (Kind.REMOVED, "stray")}


def test_a_row_that_was_copied_is_a_new_one(kit: Kit, workbook: Book, file: bytes) -> None:
    def edit(budget: Edited) -> None:
        place = budget.row("staff")
        budget.worksheet.insert_rows(place + 1)
        for cell in budget.worksheet[place]:
            budget.worksheet.cell(place + 1, cell.column).value = cell.value

    found = proposed(kit, workbook, file, edit)
    assert [one.kind for one in found] == [Kind.ADDED]
    assert news(found[0])["text"] == "Coordinator"


def test_a_row_that_moved_under_another_heading_changes_its_heading(kit: Kit, workbook: Book, file: bytes) -> None:
    def edit(budget: Edited) -> None:
        cells = [cell.value for cell in budget.worksheet[budget.row("staff")]]
        budget.delete("staff")
        budget.insert("flight")
        for column, value in enumerate(cells, 1):
            budget.worksheet.cell(budget.row("flight") + 1, column).value = value

    assert [news(one) for one in proposed(kit, workbook, file, edit)] == [{"heading": "2"}]


def test_percentages_and_sources_come_back_too(kit: Kit, workbook: Book, file: bytes) -> None:
    def edit(budget: Edited) -> None:
        budget.write("indirect", value=0.065)
        budget.write("contingency", value=0.05)
        budget.write("call", sources__amount=2500, sources__kind="In kind, no cash")

    rates, call = proposed(kit, workbook, file, edit)
    assert (rates.part, news(rates)) == ("rates", {"indirect": "6.5", "contingency": "5"})
    assert news(call) == {"amount": "2500", "kind": "in_kind"}


def test_a_logframe_comes_back_with_results_indicators_and_assumptions(kit: Kit, workbook: Book, file: bytes) -> None:
    def edit(logframe: Edited) -> None:
        logframe.write("net", indicators__target=60, indicators__target_year=2028)
        logframe.write("fees", assumptions__text="Market fees stay stable")
        logframe.insert("units", results__level="Output", results__text="Women trained", indicators__text="Women",
                        assumptions__text="Hours are accepted")  # fmt: skip
        logframe.delete("lost")

    found = {(one.kind, one.part, str(news(one).get("text", ""))): one for one in
             proposed(kit, workbook, file, edit, "logframe")}  # fmt: skip
    assert news(found[Kind.CHANGED, "indicators", ""]) == {"target": "60", "target_year": "2028"}
    assert news(found[Kind.CHANGED, "assumptions", "Market fees stay stable"])
    result = found[Kind.ADDED, "results", "Women trained"]
    assert news(result) == {"level": "output", "text": "Women trained", "parent": "income"}
    assert news(found[Kind.ADDED, "indicators", "Women"])["result"] == result.node
    assert news(found[Kind.ADDED, "assumptions", "Hours are accepted"])["result"] == result.node
    assert any(kind is Kind.REMOVED and one.node == "lost" for (kind, _part, _text), one in found.items())


# Values --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1.234,50", "1234.5"), ("1,234.50", "1234.5"), ("1 234,5", "1234.5"), ("€ 12", "12"), (33.333333, "33.33"),
        (0.1 + 0.2, "0.3"), (1.005, "1.01"), ("twelve", "not_a_number"), (1e300, "not_a_number"),
        (True, "not_a_number"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_of_five_languages_write_them(
    kit: Kit, workbook: Book, file: bytes, written: Any, expected: str
) -> None:
    found = proposed(kit, workbook, file, lambda budget: budget.write("staff", lines__unit_cost=written))
    assert news(found[0]) == {"unit_cost": expected}


def test_a_number_that_can_mean_two_is_asked_about(kit: Kit, workbook: Book, file: bytes) -> None:
    found = proposed(kit, workbook, file, lambda budget: budget.write("staff", lines__quantity="1.234"))
    problem = found[0].fields[0].problem
    assert problem
    assert (problem.code, problem.params) == ("doubtful", {"whole": "1234", "decimals": "1.2340"})
    assert found[0].changes(workbook.sheet("budget")) == ()


def test_a_percentage_typed_without_its_sign_is_asked_about(kit: Kit, workbook: Book, file: bytes) -> None:
    found = proposed(kit, workbook, file, lambda budget: budget.write("indirect", value=8))
    assert news(found[0]) == {"indirect": "doubtful"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_options_are_understood_in_five_languages(
    kit: Kit, workbook: Book, file: bytes, language: str
) -> None:
    name = kit.sheets["budget"].say(language).parts["lines"].fields["payer"].options["partner"]
    found = proposed(kit, workbook, file, lambda budget: budget.write("staff", lines__payer=f" {name.upper()} "))
    assert news(found[0]) == {"payer": "partner"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("sell together", "sell"), ("Meet", "ambiguous_name"), ("Nothing like this", "unknown_name"), (None, "")],
)
def test_links_are_found_by_name(kit: Kit, workbook: Book, file: bytes, name: str | None, expected: str) -> None:
    found = proposed(kit, workbook, file, lambda budget: budget.write("staff", lines__activity=name))
    assert news(found[0]) == {"activity": expected}


def test_ticks_are_read_and_taken_away(kit: Kit, workbook: Book, file: bytes) -> None:
    def edit(budget: Edited) -> None:
        budget.write("staff", lines__tax="Sì")
        budget.write("flight", lines__tax="no")

    assert [news(one) for one in proposed(kit, workbook, file, edit)] == [{"tax": "yes"}, {"tax": ""}]


def test_a_cell_with_an_error_is_a_problem_of_its_row(kit: Kit, workbook: Book, file: bytes) -> None:
    def edit(budget: Edited) -> None:
        cell = budget.worksheet.cell(budget.row("staff"), budget.column("lines.quantity"))
        cell.value, cell.data_type = "#REF!", "e"

    assert [news(one) for one in proposed(kit, workbook, file, edit)] == [{"quantity": "error_in_cell"}]


def test_a_total_written_over_the_formula_is_kept_as_the_file_says_it(kit: Kit, workbook: Book, file: bytes) -> None:
    found = proposed(kit, workbook, file, lambda budget: budget.write("staff", lines__stated=2800))
    assert [news(one) for one in found] == [{"stated": "2800"}]


def test_a_total_that_follows_from_the_row_is_not_kept(kit: Kit, workbook: Book, file: bytes) -> None:
    found = proposed(kit, workbook, file, lambda budget: budget.write("staff", lines__stated=900, lines__quantity=2))
    assert [news(one) for one in found] == [{"quantity": "2"}]


# Meanwhile -----------------------------------------------------------------------------------------------------------


def test_what_others_changed_meanwhile_is_not_taken_back(kit: Kit, workbook: Book, file: bytes) -> None:
    now = apply(workbook.sheet("budget"), [Written("flight", "unit_cost", "820.37", "900")])
    added = load({"late": {"part": "lines", "text": "Came later", "heading": "1"}}).nodes
    now = Document({**now.nodes, **added})
    data = edited(file, lambda budget: budget.write("staff", lines__quantity=7), "budget")
    found = read(kit, workbook, data, budget=now).proposals
    assert [(one.node, news(one)) for one in found] == [("staff", {"quantity": "7"})]


def test_a_cell_that_both_changed_says_so(kit: Kit, workbook: Book, file: bytes) -> None:
    now = apply(workbook.sheet("budget"), [Written("staff", "quantity", "6", "9")])
    data = edited(file, lambda budget: budget.write("staff", lines__quantity=7), "budget")
    field = read(kit, workbook, data, budget=now).proposals[0].fields[0]
    assert (field.old, field.new, field.is_stale) == ("9", "7", True)


def test_a_row_that_somebody_removed_comes_back_only_if_it_was_changed(kit: Kit, workbook: Book, file: bytes) -> None:
    nodes = {name: node for name, node in workbook.sheet("budget").nodes.items() if name not in ("staff", "flight")}
    data = edited(file, lambda budget: budget.write("staff", lines__quantity=7), "budget")
    found = read(kit, workbook, data, budget=Document(nodes)).proposals
    assert [(one.kind, one.node) for one in found] == [(Kind.ADDED, "staff")]
    assert news(found[0])["activity"] == "build"
    assert found[0].fields[0].is_stale


def test_accepted_rows_change_the_workbook_and_are_not_proposed_again(kit: Kit, workbook: Book, file: bytes) -> None:
    def edit(budget: Edited, logframe: Edited) -> None:
        budget.write("staff", lines__quantity=7)
        budget.delete("flight")
        for _twice in range(2):
            budget.insert("stray", lines__text="Same", lines__quantity=1)
        logframe.insert("units", results__level="Output", results__text="New", indicators__text="New too")

    data = edited(file, edit, "budget", "logframe")
    documents = dict(workbook.documents)
    for one in read(kit, workbook, data).proposals:
        documents[one.sheet] = apply(documents[one.sheet], one.changes(documents[one.sheet]))
    assert documents["budget"].nodes["staff"].text("quantity") == "7"
    assert "flight" not in documents["budget"].nodes
    assert [node.text("text") for node in documents["budget"].of("lines")].count("Same") == 2
    assert read(kit, workbook, data, **documents).proposals == ()


def test_an_empty_form_that_somebody_filled_makes_new_rows(kit: Kit) -> None:
    empty = book({}, profile=kit.profiles["small-grant"])
    form = write_xlsx(Outgoing("T", "", empty, kit, "fr"), ["budget"])
    found = proposed(kit, empty, form, lambda budget: budget.insert("#under 2", lines__text="Vol", lines__quantity=2))
    assert [(one.kind, news(one)) for one in found] == [
        (Kind.ADDED, {"text": "Vol", "quantity": "2", "heading": "2"}),
    ]  # fmt: skip


# Anything ------------------------------------------------------------------------------------------------------------

TYPED = ("", None, 0, -1, 1e308, 5e-324, "x" * 7000, "1.234", "2026-01-01", True, "#REF!", "\n", "ß|#end", "🌍", 99.9)


def test_whatever_people_type_gives_proposals_or_problems(kit: Kit, workbook: Book, file: bytes) -> None:
    chance = random.Random(4)  # noqa: S311 - only to type anything anywhere, the same in each run

    def edit(*worksheets: Edited) -> None:
        cells = [cell for one in worksheets for row in one.worksheet.iter_rows(min_row=6, min_col=2) for cell in row]
        for cell in chance.sample(cells, len(cells) // 3):
            cell.value = chance.choice(TYPED)

    for _ in range(10):
        data = edited(file, edit, "budget", "logframe")
        for one in read(kit, workbook, data).proposals:
            apply(workbook.sheet(one.sheet), one.changes(workbook.sheet(one.sheet)))


def test_a_large_file_that_nobody_changed_proposes_nothing(kit: Kit) -> None:
    lines = {f"l{n}": {"part": "lines", "heading": str(n % 5 + 1), "text": f"Line {n}", "quantity": str(n),
                       "unit_cost": "1.5"} for n in range(1500)}  # fmt: skip
    large = book({"budget": lines}, profile=kit.profiles["small-grant"])
    data = write_xlsx(Outgoing("T", "", large, kit, "en"), ["budget"])
    assert read(kit, large, data).proposals == ()
