"""Writing block by block: every text survives being shown as forms; saving is cheap; typing is one act."""

from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.forms.text import form_of, source_from
from elearn.authoring.rules.front_fields import read_front, with_front
from elearn.authoring.rules.stretches import Stretch, duplicate, move, put, stretches
from elearn.authoring.rules.tables import read_table, write_table
from elearn.authoring.service.drafts import draft, undo
from elearn.authoring.service.events import history
from tests.authoring.conftest import FILES, LESSON, MODULE, NewWriter
from tests.authoring.test_lesson_editor import EDIT, HIDDEN
from tests.statements import statements

CONTENT = Path(__file__).parents[2] / "content"
MOST_STATEMENTS = 8
LINES = st.sampled_from(
    [
        *("", "", "text", "that goes on", "## Head", "### Small", "- item", "- more", "  of it", "    indented"),
        *("/// note | T", "///", "/// media | a.png", "    alt: a", "[^a]: note", "| a | b |", "| --- | --- |"),
        *("| 1 | 2 \\| 3 |", "1. one", "> said", "20\xa0%", "two  ", "/// turn", '    alt: "q"', "---", "\ufeff"),
    ]
)


def as_sent(block: Stretch) -> str:
    """The Markdown that comes out of a block's form when a browser sends it as it was shown."""
    form = form_of(block, "")
    values = {name: text.replace("\r\n", "\n").replace("\n", "\r\n") for name, text in form.values.items()}
    values.setdefault("raw", values.get("text", ""))
    return source_from(type(form)(form.kind, "", form.start, form.count, values, form.grid, form.notes), block.source)


def survives(text: str) -> None:
    """Every block, opened as a form and sent unchanged, leaves the file as it is."""
    for block in stretches(text):
        assert put(text, block.start, block.count, as_sent(block)).text == text, block


def test_every_block_that_ships_survives_its_form_byte_for_byte() -> None:
    for file in CONTENT.rglob("*.md"):
        text = file.read_bytes().decode()
        survives(text)
        survives(text.replace("\n", "\r\n"))
        front = read_front(text)
        if front and "title" in front:
            assert with_front(text, {"title": front["title"], "summary": front.get("summary", "")}) == text


@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_block_that_somebody_may_write_survives_its_form(lines: list[str], end: str, front: bool) -> None:
    survives(end.join([*(["---", "title: T", "---"] if front else []), *lines]))


def words(text: str) -> list[str]:
    """What people read; a byte order mark is nothing of it."""
    return text.replace("\ufeff", "").split()


@given(st.lists(LINES, max_size=25), st.integers(0, 8), st.sampled_from([-1, 1]))
def test_moving_and_copying_lose_no_words(lines: list[str], number: int, steps: int) -> None:
    text = "\n".join(lines)
    for block in stretches(text)[number : number + 1]:
        moved = move(text, block.start, block.count, steps).text
        assert sorted(words(moved)) == sorted(words(text))
        copied = duplicate(text, block.start, block.count).text
        assert sorted(words(copied)) == sorted([*words(text), *words(block.source)])


def test_a_remark_passes_one_paragraph_at_a_time() -> None:
    text = "## A\n\nOne.\n\nTwo.\n\n/// tip\nT.\n///\n"
    tip = stretches(text)[1]
    assert move(text, tip.start, tip.count, -1).text == "## A\n\nOne.\n\n/// tip\nT.\n///\n\nTwo.\n"


def test_two_lists_that_grow_together_are_no_matter_for_a_script() -> None:
    assert not put("- a\n", 1, 0, "- b").is_apart
    assert put("a\n", 1, 0, "- b").is_apart


@pytest.mark.parametrize("source", ["| a |\n| --- |\n| b |", "| | a |\n| :-- | --: |\n| b | |"])
def test_a_table_as_cells_is_the_same_table(source: str) -> None:
    grid = read_table(source)
    assert grid
    assert write_table(grid) == source


def test_saving_a_block_while_somebody_writes_costs_few_statements(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    fields = dict(HIDDEN.findall(marta.get(f"{EDIT}&b=1").get_data(as_text=True)))
    counts, said = [], {}
    for turn in range(3):
        with statements(course) as made:
            reply = marta.post(EDIT, data={**fields, "text": f"Uno {turn}."}, headers={"Accept": "application/json"})
        said = reply.get_json()
        fields |= {"opened": said["digest"], "start": said["start"], "count": said["count"]}
        counts.append(len(made))
    assert max(counts) <= MOST_STATEMENTS, counts
    with course.app_context():
        assert [act.act for act in history(MODULE)] == ["typed"]
        assert undo(None, history(MODULE)[0].id)
        assert draft(LESSON).body == FILES[LESSON]
