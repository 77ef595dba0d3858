"""Two people, or two windows, and one sheet: what fits together is merged, the rest is asked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.workbooks.rules.documents import Added, Change, Document, Node, Removed, Value, Written, apply, fitting
from elearn.workbooks.rules.merging import Conflict, Merged, merge

P = Node("p", "problems", {"text": "Shops close", "evidence": "Survey", "effects": ("x", "y"), "core": "yes"})
BASE = Document({"p": P, "x": Node("x", "problems"), "y": Node("y", "problems"), "z": Node("z", "problems")})


def after(*theirs: Change) -> Document:
    return apply(BASE, theirs)


def send(theirs: tuple[Change, ...], node: str = "p", **mine: Value) -> tuple[Merged, Document]:
    """What I send, written on BASE, after their changes: (what the merge says, the document then)."""
    merged = merge(after(*theirs), theirs, {node: mine})
    return merged, apply(after(*theirs), merged.changes)


def test_two_people_in_two_fields_both_keep_their_words() -> None:
    merged, then = send((Written("p", "evidence", "Survey", "Interviews"),), text="All shops close")
    assert then.nodes["p"].text("text") == "All shops close"
    assert then.nodes["p"].text("evidence") == "Interviews"
    assert merged.conflicts == ()


def test_two_people_who_write_the_same_have_no_conflict() -> None:
    merged, _then = send((Written("p", "text", "Shops close", "All close"),), text="All close")
    assert merged == Merged(())


def test_two_texts_for_one_field_are_both_there_and_nothing_is_written() -> None:
    merged, then = send((Written("p", "text", "Shops close", "Theirs"),), text="Mine")
    assert merged.conflicts == (Conflict("p", "text", "Mine", "Theirs", "Shops close"),)
    assert then.nodes["p"].text("text") == "Theirs"


def test_a_full_form_with_old_values_never_undoes_what_somebody_else_did() -> None:
    theirs = (
        Written("p", "text", "Shops close", "Theirs"),
        Written("p", "effects", ("x", "y"), ("x", "y", "z")),
        Written("p", "core", "yes", ""),
    )
    merged, then = send(theirs, text="Shops close", evidence="Mine", effects=("x", "y"), core="yes")
    assert merged.changes == (Written("p", "evidence", "Survey", "Mine"),)
    assert then.nodes["p"].fields["effects"] == ("x", "y", "z")
    assert not then.nodes["p"].is_set("core")


def test_a_field_that_changed_there_and_back_counts_as_untouched() -> None:
    theirs = (Written("p", "text", "Shops close", "Theirs"), Written("p", "text", "Theirs", "Shops close"))
    merged, then = send(theirs, text="Mine")
    assert merged.conflicts == ()
    assert then.nodes["p"].text("text") == "Mine"


def test_links_are_merged_as_sets() -> None:
    _merged, then = send((Written("p", "effects", ("x", "y"), ("y", "z")),), effects=("x",))
    assert then.nodes["p"].many("effects") == ("z",)
    _merged, then = send((Written("p", "effects", ("x", "y"), ()),), effects=("x", "y", "z"))
    assert then.nodes["p"].many("effects") == ("z",)


def test_links_into_an_empty_field_are_merged_too() -> None:
    theirs = (Written("x", "effects", "", ("y",)),)
    merged = merge(after(*theirs), theirs, {"x": {"effects": ("z",)}})
    assert apply(after(*theirs), merged.changes).nodes["x"].many("effects") == ("y", "z")


def test_emptying_a_field_is_a_change_like_another() -> None:
    _merged, then = send((), text="")
    assert "text" not in then.nodes["p"].fields
    merged, _then = send((Written("p", "text", "Shops close", ""),), text="Mine")
    assert merged.conflicts == (Conflict("p", "text", "Mine", "", "Shops close"),)


def test_a_node_that_somebody_removed_comes_back_with_what_was_typed_where_it_stood() -> None:
    removed = (Removed(P, ""),)
    merged, then = send(removed, text="Mine", evidence="Survey")
    assert merged.brought_back == ("p",)
    assert list(then.nodes) == ["p", "x", "y", "z"]
    assert then.nodes["p"].text("text") == "Mine"
    assert then.nodes["p"].fields["effects"] == ("x", "y")


def test_a_form_without_new_words_does_not_bring_a_removed_node_back() -> None:
    merged, then = send((Removed(P, ""),), text="Shops close", evidence="Survey")
    assert merged == Merged(())
    assert "p" not in then.nodes


def test_a_node_that_was_changed_and_then_removed_asks_which_text_stays() -> None:
    changed = Written("p", "text", "Shops close", "Theirs")
    gone = after(changed).nodes["p"]
    merged, then = send((changed, Removed(gone, "")), text="Mine")
    assert merged.brought_back == ("p",)
    assert merged.conflicts == (Conflict("p", "text", "Mine", "Theirs", "Shops close"),)
    assert then.nodes["p"].text("text") == "Theirs"


def test_words_for_a_node_that_never_was_are_passed_over() -> None:
    merged, then = send((), node="nobody", text="Mine")
    assert merged == Merged(())
    assert then == BASE


texts = st.sampled_from(("", "A", "B", "C"))
links = st.lists(st.sampled_from("xyz"), max_size=3, unique=True).map(tuple)


@settings(max_examples=100, deadline=None)
@given(texts, texts, texts, links, links, links)
def test_whatever_two_people_do_only_the_same_field_asks(
    base: str,
    theirs: str,
    mine: str,
    base_links: tuple[str, ...],
    their_links: tuple[str, ...],
    my_links: tuple[str, ...],
) -> None:
    document = Document({"p": Node("p", "problems", {"text": base, "effects": base_links})})
    wanted = [Written("p", "text", base, theirs), Written("p", "effects", base_links, their_links)]
    done = fitting(document, wanted)
    now = apply(document, done)
    merged = merge(now, done, {"p": {"text": mine, "effects": my_links}})
    then = apply(now, merged.changes).nodes["p"]
    assert bool(merged.conflicts) is (len({base, theirs, mine}) == 3)
    expected = theirs if mine == base or merged.conflicts else mine
    assert then.text("text") == expected
    kept = {one for one in their_links if one in my_links or one not in base_links}
    assert set(then.many("effects")) == kept | {one for one in my_links if one not in base_links}


def test_a_node_added_twice_is_added_once() -> None:
    assert fitting(BASE, [Added(P), Added(P)]) == ()
