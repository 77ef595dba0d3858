"""A lesson's file in pieces: put together again it is the same, byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.rules.pieces import (
    drop_piece,
    duplicate_piece,
    insert_piece,
    join,
    move_piece,
    replace_piece,
    take_apart,
)

CONTENT = Path(__file__).parents[2] / "content"
LESSON = "---\ntitle: T\n---\n\n## One\nWords.[^n]\n\n/// note | Careful\nText.\n///\n\n- a\n\n- b\n\n[^n]: A note.\n"
LINES = st.sampled_from(
    [
        "",
        "",
        "text",
        "## Head",
        "- item",
        "    indented",
        "/// note | T",
        "///",
        "[^a]: note",
        "| a |",
        "---",
        "\ufeff",
        "/// x",
    ]
)


def kinds(text: str) -> list[str]:
    return [piece.kind for piece in take_apart(text).pieces]


def sources(text: str) -> list[str]:
    return [piece.source for piece in take_apart(text).pieces]


def test_every_text_that_ships_comes_back_byte_for_byte_whatever_ends_its_lines() -> None:
    for file in CONTENT.rglob("*.md"):
        text = file.read_bytes().decode()
        for variant in (text, text.replace("\n", "\r\n"), "\ufeff" + text, text.rstrip()):
            assert join(take_apart(variant)) == variant, file


@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_text_that_somebody_may_write_comes_back_byte_for_byte(lines: list[str], end: str, front: bool) -> None:
    text = end.join([*(["---", "title: T", "---"] if front else []), *lines])
    assert join(take_apart(text)) == text
    for index, source in enumerate(sources(text)):
        assert replace_piece(text, index, source) in (text, replace_piece(text, index, source.rstrip()))


def test_pieces_are_headings_paragraphs_lists_special_blocks_and_footnotes() -> None:
    assert kinds(LESSON) == ["prose", "prose", "note", "prose", "footnote"]
    assert sources(LESSON)[3] == "- a\n\n- b"


def test_one_piece_changes_and_no_other_byte() -> None:
    assert replace_piece(LESSON, 1, "Other words.") == LESSON.replace("Words.[^n]", "Other words.")
    assert replace_piece(LESSON, 1, "") == LESSON.replace("Words.[^n]\n", "")


@pytest.mark.parametrize(("index", "steps", "first"), [(1, -1, "Words.[^n]"), (0, 1, "Words.[^n]"), (0, -5, "## One")])
def test_a_piece_moves_up_and_down_and_stops_at_the_ends(index: int, steps: int, first: str) -> None:
    moved = move_piece(LESSON, index, steps)
    assert sources(moved)[0] == first
    assert sorted(sources(moved)) == sorted(sources(LESSON))


def test_moving_there_and_back_leaves_the_same_pieces() -> None:
    assert sources(move_piece(move_piece(LESSON, 2, 1), 3, -1)) == sources(LESSON)


def test_a_new_piece_stands_apart_from_its_neighbours() -> None:
    assert sources(insert_piece(LESSON, 1, "New.\n")) == [*sources(LESSON)[:1], "New.", *sources(LESSON)[1:]]
    assert sources(insert_piece(LESSON, 99, "Last."))[-1] == "Last."
    assert sources(insert_piece("---\ntitle: T\n---\n", 0, "First.")) == ["First."]


def test_a_piece_is_dropped_or_doubled() -> None:
    assert sources(drop_piece(LESSON, 2)) == [*sources(LESSON)[:2], *sources(LESSON)[3:]]
    assert sources(duplicate_piece(LESSON, 2))[2:4] == [sources(LESSON)[2]] * 2


def test_windows_line_ends_stay_windows_line_ends() -> None:
    text = LESSON.replace("\n", "\r\n")
    assert "\n" not in insert_piece(text, 1, "Two\nlines.").replace("\r\n", "")


def test_there_is_no_piece_beyond_the_last() -> None:
    with pytest.raises(IndexError):
        replace_piece(LESSON, 5, "x")
