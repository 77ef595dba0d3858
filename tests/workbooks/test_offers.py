"""What sheets offer each other: each feed, taken once, offered no more; and again when the source changes."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.documents import Change, Document, apply, fitting, reverse
from elearn.workbooks.rules.offer import SEEN, Offer, free
from elearn.workbooks.rules.offers import FEEDS, mirror, offers, problems_to_turn, remembering
from elearn.workbooks.rules.trees import tree_of
from tests.workbooks.books import Sheet, book
from tests.workbooks.conftest import Examples

PROBLEMS: Sheet = {
    "late": {"part": "problems", "text": "Buyers pay late"},
    "core": {"part": "problems", "text": "Women earn little", "core": "yes", "effects": ["leave"]},
    "alone": {"part": "problems", "text": "Each woman sells alone", "effects": ["core", "late"]},
    "leave": {"part": "problems", "text": "Young people leave"},
}
OBJECTIVES: Sheet = {
    "o-core": {
        "part": "objectives",
        "text": "Women earn enough",
        "problem": "core",
        "ends": ["o-stay"],
        SEEN: "Women earn little",
    },
    "o-alone": {
        "part": "objectives",
        "text": "Women sell together",
        "problem": "alone",
        "ends": ["o-core"],
        "scope": "in",
    },
    "o-stay": {"part": "objectives", "text": "Young people stay", "problem": "leave", "scope": "in"},
    "o-rain": {"part": "objectives", "text": "It rains", "ends": ["o-core"], "external": "yes", "scope": "in"},
    "o-out": {"part": "objectives", "text": "Roads are built", "ends": ["o-core"], "scope": "out"},
}
RESULTS: Sheet = {
    "r1": {"part": "results", "level": "outcome", "text": "Women sell more"},
    "r2": {"part": "results", "level": "output", "text": "A shop is open", "parent": "r1"},
    "r3": {"part": "results", "level": "output", "text": ""},
    "a1": {"part": "assumptions", "result": "r2", "text": "The road stays open"},
}
PLAN: Sheet = {
    "t1": {"part": "activities", "text": "Train\nten women", "output": "r2"},
    "t2": {"part": "activities", "text": "Meet the mayor", "free": "yes"},
    "t3": {"part": "activities", "text": "Build dryers"},
}
LOAN: Sheet = {
    "loan": {
        "part": "loan", "amount": "1200", "rate": "0", "rate_kind": "nominal", "method": "linear",
        "payments": "12", "month": "2",
    }
}  # fmt: skip


def after(of: Book, sheet: str, changes: Iterable[Change]) -> Book:
    documents = {**of.documents, sheet: apply(of.sheet(sheet), changes)}
    return replace(of, documents=documents)


def rewrite(of: Book, sheet: str, node: str, **fields: str) -> Book:
    old = of.sheet(sheet).nodes[node]
    new = replace(old, fields={**old.fields, **fields})
    return replace(of, documents={**of.documents, sheet: Document({**of.sheet(sheet).nodes, node: new})})


def keys(of: Book, sheet: str) -> list[str]:
    return [offer.key for offer in offers(of, sheet)]


def take_all(of: Book, sheet: str) -> Book:
    """Take over everything, as one press of a button does."""
    return after(of, sheet, [change for offer in offers(of, sheet) for change in offer.changes])


def only(of: Book, sheet: str) -> Offer:
    (offer,) = offers(of, sheet)
    return offer


FULL = {"problem-tree": PROBLEMS, "objective-tree": OBJECTIVES, "logframe": RESULTS, "plan": PLAN, "loan": LOAN}


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("indicators", ["add_indicator.r1", "add_indicator.r2"]),
        ("plan", ["add_activity.r2"]),
        ("risks", ["add_risk.a1"]),
        ("budget", ["add_line.t1", "add_line.t3"]),
        ("logframe", ["add_result.o-stay", "add_result.o-core", "add_result.o-alone"]),
        ("cash-flow", ["take_loan", "take_instalment"]),
    ],
)
def test_each_feed_offers_what_is_not_there_yet_and_then_no_more(sheet: str, expected: list[str]) -> None:
    source = {name: nodes for name, nodes in FULL.items() if name != sheet}
    before = book(source)
    assert keys(before, sheet) == expected
    taken = take_all(before, sheet)
    assert keys(taken, sheet) == []
    assert len(taken.sheet(sheet).nodes) == len(expected)


@pytest.mark.parametrize("sheet", sorted(FEEDS))
def test_what_is_taken_twice_is_there_once_and_can_be_taken_back(example_book: Examples, sheet: str) -> None:
    for name in ("sahel-insieme", "amara"):
        full = example_book("it", name)
        before = replace(full, documents={kind: one for kind, one in full.documents.items() if kind != sheet})
        changes = [change for offer in offers(before, sheet) for change in offer.changes]
        done = fitting(before.sheet(sheet), [*changes, *changes])
        taken = after(before, sheet, done)
        assert taken.sheet(sheet) == after(before, sheet, changes).sheet(sheet)
        assert keys(taken, sheet) == []
        assert apply(taken.sheet(sheet), reverse(done)) == before.sheet(sheet)


def test_what_is_taken_stands_in_the_order_of_its_source() -> None:
    taken = take_all(book({"logframe": RESULTS, "plan": PLAN}), "budget")
    assert list(taken.sheet("budget").nodes) == ["l-t1", "l-t3"]


def test_a_budget_line_has_one_line_of_words_even_if_its_activity_has_two() -> None:
    taken = take_all(book({"plan": PLAN}), "budget")
    assert taken.sheet("budget").nodes["l-t1"].text("text") == "Train ten women"
    assert keys(taken, "budget") == []


def test_results_come_with_their_level_and_serve_the_one_above() -> None:
    taken = take_all(book({"problem-tree": PROBLEMS, "objective-tree": OBJECTIVES}), "logframe").sheet("logframe")
    assert [(node.text("level"), node.text("objective"), node.text("parent")) for node in taken.nodes.values()] == [
        ("impact", "o-stay", ""),
        ("outcome", "o-core", "r-o-stay"),
        ("output", "o-alone", "r-o-core"),
    ]


def test_new_words_at_the_source_are_offered_and_taken() -> None:
    linked = take_all(book({"problem-tree": PROBLEMS, "objective-tree": OBJECTIVES}), "logframe")
    changed = rewrite(linked, "objective-tree", "o-core", text="Women earn twice as much")
    offer = only(changed, "logframe")
    assert (offer.code, offer.node, offer.params["new"]) == ("take_wording", "r-o-core", "Women earn twice as much")
    taken = after(changed, "logframe", offer.changes)
    assert taken.sheet("logframe").nodes["r-o-core"].text("text") == "Women earn twice as much"
    assert keys(taken, "logframe") == []


def test_whoever_keeps_their_words_is_asked_again_only_when_the_source_changes_again() -> None:
    linked = take_all(book({"plan": PLAN}), "budget")
    mine = rewrite(linked, "budget", "l-t3", text="Dryers, ours")
    changed = rewrite(mine, "plan", "t3", text="Build six dryers")
    kept = after(changed, "budget", only(changed, "budget").keeps)
    assert kept.sheet("budget").nodes["l-t3"].text("text") == "Dryers, ours"
    assert keys(kept, "budget") == []
    assert keys(rewrite(kept, "plan", "t3", text="Build eight dryers"), "budget") == ["take_wording.l-t3"]


def test_an_objective_only_says_that_its_problem_has_new_words() -> None:
    changed = rewrite(book(FULL), "problem-tree", "core", text="Women earn nothing")
    offer = next(one for one in offers(changed, "objective-tree") if one.code == "look_again")
    looked = after(changed, "objective-tree", offer.changes)
    assert looked.sheet("objective-tree").nodes["o-core"].text("text") == "Women earn enough"
    assert "look_again.o-core" not in keys(looked, "objective-tree")


def test_a_copied_example_notices_when_a_source_changes(example_book: Examples) -> None:
    full = example_book("it")
    full = replace(full, documents=remembering(full.documents))
    assert [key for sheet in FEEDS for key in keys(full, sheet) if key.startswith(("take_wording", "look_again"))] == []
    objective = next(node for node in full.sheet("logframe").of("results") if node.is_set("objective"))
    changed = rewrite(full, "objective-tree", objective.text("objective"), text="Qualcosa d'altro")
    assert f"take_wording.{objective.id}" in keys(changed, "logframe")


# The mirror ----------------------------------------------------------------------------------------------------------


def test_the_mirror_turns_the_core_first_and_then_each_problem_with_its_links() -> None:
    now = book({"problem-tree": PROBLEMS})
    turned = []
    while waiting := problems_to_turn(now):
        turned.append(waiting[0].id)
        now = after(now, "objective-tree", mirror(now, waiting[0].id, f"Not: {waiting[0].text('text')}"))
    assert turned == ["core", "late", "alone", "leave"]
    ends = {node.text("problem"): set(node.many("ends")) for node in now.sheet("objective-tree").nodes.values()}
    assert ends == {"core": {"o-leave"}, "late": set(), "alone": {"o-core", "o-late"}, "leave": set()}
    assert tree_of("objective-tree", now.documents).core == "o-core"
    assert keys(now, "objective-tree") == []


def test_a_problem_is_turned_once() -> None:
    now = book({"problem-tree": PROBLEMS})
    now = after(now, "objective-tree", mirror(now, "core", "Enough"))
    assert mirror(now, "core", "More than enough") == ()
    assert mirror(now, "gone", "Something") == ()


def test_a_problem_whose_mirror_was_unlinked_can_be_turned_again() -> None:
    now = book({"problem-tree": PROBLEMS, "objective-tree": {"o-core": {"part": "objectives", "text": "Mine"}}})
    now = after(now, "objective-tree", mirror(now, "core", "Enough"))
    assert {node.text("text") for node in now.sheet("objective-tree").nodes.values()} == {"Mine", "Enough"}
    assert "core" not in {node.id for node in problems_to_turn(now)}


def test_a_new_link_of_the_problem_tree_is_offered_to_its_mirror_unless_it_closes_a_circle() -> None:
    problems = {**PROBLEMS, "late": {**PROBLEMS["late"], "effects": ["core"]}}
    objectives = {**OBJECTIVES, "o-late": {"part": "objectives", "text": "Buyers pay", "problem": "late"}}
    now = book({"problem-tree": problems, "objective-tree": objectives})
    assert keys(now, "objective-tree") == ["link_ends.o-late", "link_ends.o-alone"]
    assert keys(take_all(now, "objective-tree"), "objective-tree") == []
    against = rewrite(now, "objective-tree", "o-core", ends="o-late")
    assert "link_ends.o-late" not in keys(against, "objective-tree")


# Money ---------------------------------------------------------------------------------------------------------------


def test_the_instalments_come_into_their_months_and_follow_the_loan() -> None:
    now = book({"loan": LOAN, "cash-flow": {"plan": {"part": "plan", "months": "12"}}})
    taken = take_all(now, "cash-flow")
    rows = {node.text("kind"): node for node in taken.sheet("cash-flow").of("rows")}
    assert rows["loan"].amount("m2") == 1200
    assert [rows["instalment"].amount(f"m{month}") for month in (2, 3, 12)] == [0, 100, 100]
    assert "m13" not in rows["instalment"].fields
    dearer = rewrite(taken, "loan", "loan", amount="2400")
    assert keys(dearer, "cash-flow") == ["take_loan", "take_instalment"]
    assert keys(take_all(dearer, "cash-flow"), "cash-flow") == []


def test_a_row_of_the_cash_flow_that_became_something_else_is_not_in_the_way() -> None:
    rows: Sheet = {"loan": {"part": "rows", "name": "Sewing", "kind": "sales", "m1": "100"}}
    taken = take_all(book({"loan": LOAN, "cash-flow": rows}), "cash-flow").sheet("cash-flow")
    assert taken.nodes["loan"].text("name") == "Sewing"
    assert sorted(node.text("kind") for node in taken.of("rows")) == ["instalment", "loan", "sales"]


def test_the_card_takes_its_amounts_from_the_budget(example_book: Examples) -> None:
    full = example_book("it")
    now = replace(full, documents={kind: one for kind, one in full.documents.items() if kind != "card"})
    card = take_all(now, "card").sheet("card").one("card")
    known = full.sheet("card").one("card")
    assert [card.amount(name) for name in ("total", "asked", "months")] == [
        known.amount(name) for name in ("total", "asked", "months")
    ]
    assert card.amount("total") > Decimal(0)
    changed = rewrite(full, "card", "card", months="7")
    assert only(changed, "card").params == {"amount_old": "7", "amount": str(full.months)}


def test_names_of_new_nodes_are_free_and_short() -> None:
    document = book({"plan": PLAN}).sheet("plan")
    assert free(document, "new") == "new"
    assert free(document, "t1") == "t1-2"
    assert len(free(document, "x" * 90)) <= 40
