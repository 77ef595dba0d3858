"""Documents and their changes: whatever happens can be taken back exactly, and survives the database."""

import json
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.workbooks.rules.documents import (
    EMPTY,
    Added,
    Change,
    Document,
    Moved,
    Node,
    Removed,
    Written,
    apply,
    dump,
    dump_change,
    fitting,
    load,
    load_change,
    place_of,
    reverse,
    with_their_own,
)

NAMES = ("a", "b", "c", "d", "e")
FIELDS = ("text", "links", "core")
ids = st.sampled_from(NAMES)
places = st.sampled_from(("", *NAMES))
values = st.one_of(st.sampled_from(("", "yes", "Buyers pay late", "  ñ 日\n")), st.lists(ids, max_size=3).map(tuple))
fields = st.dictionaries(st.sampled_from(FIELDS), values.filter(bool), max_size=3)
nodes = st.builds(Node, ids, st.sampled_from(("problems", "lines")), fields)
documents = st.lists(nodes, unique_by=lambda node: node.id).map(lambda some: Document({node.id: node for node in some}))
changes = st.lists(
    st.one_of(
        st.builds(Written, ids, st.sampled_from(FIELDS), values, values),
        st.builds(Added, nodes, places),
        st.builds(Removed, nodes, places),
        st.builds(Moved, ids, places, places),
    ),
    max_size=12,
)


def tree(*names: str) -> Document:
    return Document({name: Node(name, "problems", {"text": name}) for name in names})


def order(document: Document) -> list[str]:
    return list(document.nodes)


@settings(max_examples=150, deadline=None)
@given(documents, changes)
def test_taking_changes_back_gives_the_document_and_its_order_again(document: Document, some: list[Change]) -> None:
    done = fitting(document, some)
    after = apply(document, done)
    back = apply(after, reverse(done))
    assert back == document
    assert order(back) == order(document)
    again = apply(back, reverse(reverse(done)))
    assert (again, order(again)) == (after, order(after))


@settings(max_examples=100, deadline=None)
@given(documents, changes)
def test_only_changes_that_do_nothing_are_left_out(document: Document, some: list[Change]) -> None:
    plain, kept = apply(document, some), apply(document, fitting(document, some))
    assert (kept, order(kept)) == (plain, order(plain))
    assert fitting(document, ()) == ()
    assert all(apply(document, [one]) != document or isinstance(one, Moved) for one in fitting(document, some[:1]))


@settings(max_examples=80, deadline=None)
@given(documents, changes)
def test_the_database_gives_back_what_it_got(document: Document, some: list[Change]) -> None:
    back = load(json.loads(json.dumps(dump(document))))
    assert (back, order(back)) == (document, order(document))
    for change in fitting(document, some):
        assert load_change(json.loads(json.dumps(dump_change(change)))) == change


def test_what_was_made_a_second_time_by_mistake_does_not_remove_the_first_when_it_is_taken_back() -> None:
    document = tree("a", "b")
    done = fitting(document, [Added(Node("a", "problems", {"text": "another"}))])
    assert done == ()
    assert apply(document, reverse(done)) == document


def test_a_field_says_what_stood_there_even_if_the_sender_was_wrong() -> None:
    done = fitting(tree("a"), [Written("a", "text", "something else", "new")])
    assert done == (Written("a", "text", "a", "new"),)


def test_a_new_node_stands_where_it_was_put() -> None:
    new = Node("n", "problems")
    assert order(apply(tree("a", "b"), [Added(new, "")])) == ["n", "a", "b"]
    assert order(apply(tree("a", "b"), [Added(new, "a")])) == ["a", "n", "b"]
    assert order(apply(tree("a", "b"), [Added(new, "gone")])) == ["a", "b", "n"]


def test_a_node_is_removed_with_all_that_belongs_to_it() -> None:
    document = load(
        {
            "i1": {"part": "indicators", "text": "Income"},
            "m1": {"part": "milestones", "indicator": "i1"},
            "i2": {"part": "indicators", "text": "Sales"},
            "a1": {"part": "actuals", "indicator": "i1"},
        }
    )
    owners = {"milestones": "indicator", "actuals": "indicator"}
    assert [node.id for node in with_their_own(document, "i1", owners)] == ["i1", "m1", "a1"]
    assert list(with_their_own(document, "gone", owners)) == []


def test_places_are_named_by_what_stands_before() -> None:
    assert place_of(tree("a", "b"), "a") == ""
    assert place_of(tree("a", "b"), "b") == "a"


def test_a_document_in_which_nothing_is_written_is_empty() -> None:
    assert EMPTY.is_empty
    assert Document({"card": Node("card", "card", {"summary": ""})}).is_empty
    assert not tree("a").is_empty


def test_numbers_are_read_and_words_are_none() -> None:
    node = Node("n", "lines", {"cost": "1234.50", "words": "no", "odd": "NaN", "many": ("1", "2")})
    number: Callable[[str], object] = node.number
    assert str(number("cost")) == "1234.50"
    assert number("words") is None
    assert number("odd") is None
    assert node.amount("words") == 0
    assert node.many("cost") == ("1234.50",)
    assert node.text("many") == "1, 2"
