"""Trees: a cause with two effects, circles, what hangs loose, and the picture."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.workbooks.rules.documents import Document, Node, Written
from elearn.workbooks.rules.drawing import BOX_WIDTH, Drawing, draw, wrapped
from elearn.workbooks.rules.trees import DEEPEST, Branch, Tree, links_in_circles, tree_of

Links = dict[str, str]  # node -> what it leads to, as letters


def document(links: Links, core: str = "c") -> Document:
    return Document(
        {
            name: Node(
                name,
                "problems",
                {"text": f"Problem {name}", "effects": tuple(effects), **({"core": "yes"} if name == core else {})},
            )
            for name, effects in links.items()
        }
    )


def tree(links: Links, core: str = "c") -> Tree:
    return tree_of("problem-tree", {"problem-tree": document(links, core)})


def names(branch: Branch | None) -> list[str]:
    return [one.node.id for one in branch.walk()] if branch else []


def test_a_cause_with_two_effects_stands_once_and_is_named_twice() -> None:
    found = tree({"c": "", "a": "c", "b": "c", "x": "ab"})
    assert names(found.causes) == ["c", "a", "x", "b", "x"]
    assert found.causes is not None
    first, second = found.causes.children[0].children[0], found.causes.children[1].children[0]
    assert (first.again, second.again) == (False, True)
    assert [node.id for node in first.also] == ["b"]


def test_effects_grow_upwards_from_the_core() -> None:
    found = tree({"c": "ef", "e": "f", "f": "", "a": "c"})
    assert names(found.effects) == ["c", "e", "f", "f"]
    assert names(found.causes) == ["c", "a"]
    assert found.loose == ()


def test_what_is_not_linked_to_the_core_hangs_loose_and_says_what_it_leads_to() -> None:
    found = tree({"c": "e", "e": "", "x": "e", "y": "x", "z": ""})
    assert [names(branch) for branch in found.loose] == [["x", "y"], ["z"]]
    assert [node.id for node in found.loose[0].also] == ["e"]


def test_without_a_core_everything_is_loose() -> None:
    found = tree({"a": "b", "b": ""}, core="")
    assert (found.causes, found.effects, draw(found)) == (None, None, None)
    assert [names(branch) for branch in found.loose] == [["b", "a"]]


def test_the_core_objective_is_the_mirror_of_the_core_problem() -> None:
    objectives = Document(
        {
            "o2": Node("o2", "objectives", {"problem": "x", "ends": ("o1",)}),
            "o1": Node("o1", "objectives", {"problem": "c"}),
        }
    )
    documents = {"problem-tree": document({"c": "", "x": "c"}), "objective-tree": objectives}
    found = tree_of("objective-tree", documents)
    assert found.core == "o1"
    assert names(found.causes) == ["o1", "o2"]


@pytest.mark.parametrize(
    "links", [{"c": "a", "a": "c"}, {"c": "c"}, {"c": "", "a": "b", "b": "a"}, {"c": "ab", "a": "b", "b": "c"}]
)
def test_a_circle_is_shown_to_its_end_and_no_node_twice(links: Links) -> None:
    found = tree(links)
    assert shown(found) == sorted(links)
    assert draw(found) is not None


def test_a_chain_longer_than_any_tree_is_shown_in_pieces() -> None:
    length = 400
    links = {f"n{number}": (f"n{number - 1}",) if number else () for number in range(length)}
    nodes = {name: Node(name, "problems", {"effects": effects}) for name, effects in links.items()}
    found = Tree(Document(nodes), "problems", "effects", "n0")
    assert len(names(found.causes)) == DEEPEST
    assert shown(found) == sorted(links)


def shown(found: Tree) -> list[str]:
    """Every node that stands in the lists with its branches: each must stand there exactly once."""
    up = list(found.effects.walk())[1:] if found.effects else []
    down = list(found.causes.walk()) if found.causes else []
    loose = [one for branch in found.loose for one in branch.walk()]
    return sorted(one.node.id for one in (*up, *down, *loose) if not one.again)


LETTERS = "abcdefgh"
graphs = st.dictionaries(
    st.sampled_from(LETTERS), st.sets(st.sampled_from(LETTERS), max_size=3), min_size=8, max_size=8
)


@settings(max_examples=80, deadline=None)
@given(graphs, st.sampled_from(("", *LETTERS)))
def test_every_node_stands_exactly_once_in_the_lists(graph: dict[str, set[str]], core: str) -> None:
    found = tree({name: "".join(sorted(effects)) for name, effects in graph.items()}, core)
    assert shown(found) == sorted(LETTERS)


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    return [
        (one.node, other.node)
        for one, other in combinations(drawing.boxes, 2)
        if abs(one.x - other.x) < BOX_WIDTH and one.y < other.y + other.height and other.y < one.y + one.height
    ]


@settings(max_examples=80, deadline=None)
@given(graphs, st.sampled_from(LETTERS))
def test_no_two_boxes_touch(graph: dict[str, set[str]], core: str) -> None:
    drawing = draw(tree({name: "".join(sorted(effects)) for name, effects in graph.items()}, core))
    assert drawing is not None
    assert overlaps(drawing) == []
    for box in drawing.boxes:
        assert 0 <= box.x <= box.x + BOX_WIDTH <= drawing.width
        assert 0 <= box.y <= box.y + box.height <= drawing.height


@settings(max_examples=80, deadline=None)
@given(graphs)
def test_every_arrow_goes_up(graph: dict[str, set[str]]) -> None:
    """A letter leads only to earlier ones: no circles."""
    links = {name: "".join(sorted(one for one in effects if one < name)) for name, effects in graph.items()}
    drawing = draw(tree(links, "d"))
    assert drawing is not None
    assert all(line.y1 > line.y2 for line in drawing.lines)


def test_a_cause_of_a_cause_stands_below_both_and_not_on_another_box() -> None:
    drawing = draw(tree({"c": "", "a": "c", "b": "c", "x": "ab", "y": "x", "d": "b", "z": "y", "w": "z"}))
    assert drawing is not None
    y = {box.node: box.y for box in drawing.boxes}
    assert y["c"] < y["a"] == y["b"] < y["x"] < y["y"] < y["z"] < y["w"]
    assert overlaps(drawing) == []


def test_a_text_is_wrapped_and_what_is_too_long_ends_visibly() -> None:
    assert wrapped("one two three", width=7) == ("one two", "three")
    assert wrapped("Donaudampfschifffahrt", width=10) == ("Donaudampf", "schifffahr", "t")
    assert wrapped("a b c d e f g h", width=1, most=2) == ("a", "…")
    assert wrapped("") == ("",)
    assert all(len(line) <= 23 for line in wrapped("word " * 100))


# Links that would close a circle -------------------------------------------------------------------------------------


def written(node: str, old: str, new: str, name: str = "effects") -> Written:
    return Written(node, name, tuple(old), tuple(new))


def test_a_link_back_is_found_with_what_it_links_to() -> None:
    stands = document({"c": "", "a": "c", "b": "a"})
    change = written("c", "", "b")
    assert links_in_circles("problem-tree", stands, [change]) == [(change, stands.nodes["b"])]
    itself = written("a", "c", "ca")
    assert links_in_circles("problem-tree", stands, [itself]) == [(itself, stands.nodes["a"])]


def test_a_second_effect_is_no_circle() -> None:
    stands = document({"c": "", "d": "", "a": "c"})
    assert links_in_circles("problem-tree", stands, [written("a", "c", "cd")]) == []


def test_two_links_of_one_sending_that_close_a_circle_together_are_found() -> None:
    stands = document({"c": "", "a": "", "b": ""})
    first, second = written("a", "", "b"), written("b", "", "a")
    assert [change for change, _to in links_in_circles("problem-tree", stands, [first, second])] == [second]


def test_a_circle_that_stands_already_does_not_stop_other_links() -> None:
    stands = document({"c": "", "a": "b", "b": "a"})
    assert links_in_circles("problem-tree", stands, [written("a", "b", "bc")]) == []


def test_links_of_other_sheets_and_fields_are_free() -> None:
    stands = document({"a": "b", "b": ""})
    assert links_in_circles("plan", stands, [written("b", "", "a")]) == []
    assert links_in_circles("problem-tree", stands, [written("b", "", "a", name="affects")]) == []
