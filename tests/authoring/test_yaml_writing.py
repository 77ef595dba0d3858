"""YAML out: what forms write is read back as it was meant, and what they do not touch keeps its bytes."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.rules.yaml_writing import edited_yaml, plain, write_yaml
from elearn.catalogue.rules.yaml_files import read_yaml

CONTENT = Path(__file__).parents[2] / "content"
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=30)
VALUES = st.recursive(TEXT | st.integers(-99, 99) | st.booleans(), lambda one: st.lists(one, max_size=3), max_leaves=8)


def test_what_ships_keeps_its_bytes_around_a_change() -> None:
    for file in sorted(CONTENT.glob("modules/*/quizzes/*/quiz.yml"))[:8]:
        text = file.read_text(encoding="utf-8")
        changed = edited_yaml(text, lambda value: value.update(draw=3))
        assert changed.replace("draw: 3", "draw: all") == text


def test_a_change_that_changes_nothing_gives_the_file_back() -> None:
    text = "a:   1 # with a comment\nb: [x,y]\n"
    assert edited_yaml(text, lambda _value: None) == text


def test_comments_quotes_and_order_stay() -> None:
    text = '# Why\nb: "two"\na: one  # first\n'
    assert edited_yaml(text, lambda value: value.update(a="uno")) == '# Why\nb: "two"\na: uno  # first\n'


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), VALUES, min_size=1, max_size=4))
def test_what_is_written_is_read_back(value: dict[str, Any]) -> None:
    found, problems = read_yaml(write_yaml(value), "x.yml")
    assert (problems, found) == ([], value)


@pytest.mark.parametrize(
    "text", ["no", "12:30", "true", "2027-01-31", "1.5", "~", "- a", "a: b", "#x", "&x", "*", " a "]
)
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    assert read_yaml(write_yaml({"a": text, "b": [text]}), "x.yml")[0] == {"a": text, "b": [text]}


def test_ids_stand_on_one_line_and_paragraphs_as_they_are() -> None:
    assert (
        write_yaml({"options": ["a", "b-c"], "text": "One.\nTwo."}) == "options: [a, b-c]\ntext: |-\n  One.\n  Two.\n"
    )
    assert plain("One\r\nTwo") == "One\nTwo"


def test_a_file_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(ValueError, match="no mapping"):
        edited_yaml("- a\n", lambda _value: None)
