"""What lies between two versions, as a person reads it."""

from elearn.core.differences import Piece, words_between
from elearn.workbooks.rules.comparison import FieldChange, Kind, NodeChange, compare
from elearn.workbooks.rules.documents import Document, Node


def sheet(**texts: str) -> Document:
    return Document({name: Node(name, "problems", {"text": text}) for name, text in texts.items()})


def kinds(old: Document, new: Document) -> list[tuple[str, str]]:
    return [(change.kind.value, change.node.id) for change in compare(old, new)]


def test_the_same_versions_have_no_differences() -> None:
    assert compare(sheet(a="A", b="B"), sheet(a="A", b="B")) == ()


def test_new_changed_and_removed_nodes_are_told_in_the_order_of_the_newer_sheet() -> None:
    old, new = sheet(a="A", b="B", c="C"), sheet(n="N", a="A", c="CC")
    assert kinds(old, new) == [("added", "n"), ("changed", "c"), ("removed", "b")]


def test_a_node_that_only_moved_is_said_to_have_moved() -> None:
    assert kinds(sheet(a="A", b="B", c="C"), sheet(c="C", a="A", b="B")) == [("moved", "c")]


def test_a_changed_node_names_its_fields_with_both_values() -> None:
    old = Document({"a": Node("a", "problems", {"text": "A", "effects": ("b",)})})
    new = Document({"a": Node("a", "problems", {"effects": ("b", "c"), "core": "yes"})})
    assert compare(old, new) == (
        NodeChange(
            Kind.CHANGED,
            new.nodes["a"],
            (FieldChange("text", "A", ""), FieldChange("effects", ("b",), ("b", "c")), FieldChange("core", "", "yes")),
        ),
    )


def test_a_removed_node_shows_what_stood_in_it() -> None:
    (change,) = compare(sheet(a="A"), Document())
    assert change.fields == (FieldChange("text", "A", ""),)


def test_two_texts_are_told_word_by_word() -> None:
    assert words_between("Women sell alone.", "Women sell together.") == (
        Piece("same", "Women sell "),
        Piece("gone", "alone"),
        Piece("new", "together"),
        Piece("same", "."),
    )


def test_the_pieces_make_both_texts() -> None:
    for old, new in (("", "new"), ("old", ""), ("a b c", "c b a"), ("one\n two", "one two"), ("l'acqua", "l’acqua")):
        pieces = words_between(old, new)
        assert "".join(piece.text for piece in pieces if piece.what != "new") == old
        assert "".join(piece.text for piece in pieces if piece.what != "gone") == new


def test_beyond_its_limit_a_long_text_counts_as_changed() -> None:
    old = " ".join(f"word{number % 97}" for number in range(990))
    new = " ".join(f"word{number % 89}" for number in range(990))
    assert words_between(old, new)
    assert words_between("x" * 6000, "y " * 3000) == (Piece("gone", "x" * 6000), Piece("new", "y " * 3000))
