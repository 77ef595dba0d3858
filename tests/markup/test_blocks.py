"""Splitting a text into blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.markup.blocks import Split, split


def kinds(text: str) -> list[str]:
    return [block.kind for block in split(text).blocks]


def codes(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in split(text, "x.md").problems]


def test_each_paragraph_list_table_and_heading_is_a_block_of_its_own() -> None:
    text = "Uno\nancora uno\n\n## Due\nTre\n\n- a\n- b\n\n| a |\n| - |\n| b |\n"
    blocks = split(text, first_line=10).blocks
    assert [(block.line, block.text) for block in blocks] == [
        (10, "Uno\nancora uno"),
        (13, "## Due"),
        (14, "Tre"),
        (16, "- a\n- b"),
        (19, "| a |\n| - |\n| b |"),
    ]


def test_a_list_with_empty_lines_between_its_items_stays_one_list() -> None:
    assert [block.text for block in split("1. a\n\n2. b\n\n    more of b\n\nEnd").blocks] == [
        "1. a\n\n2. b\n\n    more of b",
        "End",
    ]


def test_a_special_block_has_title_options_and_text() -> None:
    text = '/// media | chain.svg\n    alt: "Four: boxes"\n    caption: The chain\n///\n'
    text += "/// turn\n    minutes: 5\nDo it.\n///"
    media, turn = split(text).blocks
    assert (media.kind, media.title, dict(media.options)) == (
        "media",
        "chain.svg",
        {"alt": "Four: boxes", "caption": "The chain"},
    )
    assert (turn.kind, turn.line, turn.text, dict(turn.options)) == ("turn", 5, "Do it.", {"minutes": "5"})


def test_a_special_block_needs_no_empty_line_around_it() -> None:
    assert kinds("before\n/// note\ninside\n///\nafter") == ["prose", "note", "prose"]


def test_footnotes_leave_the_text_and_may_have_several_paragraphs() -> None:
    result = split("Text.[^a]\n\n[^a]: One\ntwo\n\n    three\n\nEnd")
    assert [(note.id, note.text, note.line) for note in result.footnotes] == [("a", "One\ntwo\n\nthree", 3)]
    assert [block.text for block in result.blocks] == ["Text.[^a]", "End"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// note\nno end", [("unclosed_block", 1)]),
        ("text\n\n///", [("stray_fence", 3)]),
        ("/// 12", [("bad_block_opening", 1)]),
        ("//// note\nx\n////", [("bad_block_opening", 1), ("bad_block_opening", 3)]),
        ("/// note\na\n/// tip\nb\n///\n///", [("nested_block", 3)]),
        ("/// nota\nx\n///", [("unknown_block", 1)]),
        ("/// case\nx\n///", [("block_without_title", 1)]),
        ("/// note\n    colour: red\nx\n///", [("unknown_option", 1)]),
        ("/// turn\n    minutes: 1\n    minutes: 2\nx\n///", [("duplicate_option", 3)]),
        ("/// note\n\n///", [("empty_block", 1)]),
        ("/// question | practice/a\nx\n///", [("unexpected_text", 1)]),
        ("[^a]: one\n[^a]: two\n", [("duplicate_footnote", 2)]),
    ],
)
def test_what_cannot_be_understood_is_a_problem_with_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(text) == expected


PIECES = st.sampled_from(
    [
        *("", "", "text", "## h", "- a", "1. b", "    in", "| a | b |", "/// note", "/// note | T", "///", "/// x"),
        *("////", "[^a]: note", "[^a]", "    alt: x", "> q", "/// media | m.svg", "\ttab: 1", " ", "\u2028odd\x0b"),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("\n".join)))
def test_no_line_of_a_text_is_ever_lost(text: str) -> None:
    result = split(text)
    assert written_lines(result) == [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def written_lines(result: Split) -> list[str]:
    """The lines of all pieces in the order of the file; raises when two pieces overlap."""
    pieces = sorted((*result.blocks, *result.footnotes), key=lambda piece: piece.line)
    last = 0
    for piece in pieces:
        assert piece.line > last
        last = piece.line + piece.source.count("\n")
    return [line for piece in pieces for line in piece.source.split("\n") if line.strip()]
