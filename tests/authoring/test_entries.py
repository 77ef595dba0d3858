"""One entry is changed; everything else in the file keeps its bytes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.authoring.rules.entries import (
    csv_entries,
    edited_entry,
    put_entry,
    put_row,
    row,
    without_entry,
    yaml_entries,
)
from elearn.catalogue.rules.compile_lists import COLUMNS
from elearn.catalogue.rules.yaml_files import read_mapping
from elearn.infra.config import shipped

GLOSSARY = shipped("content") / "glossary.csv"
LISTS = sorted(
    file
    for folder in ("glossary", "country-facts", "workbooks/checks", "workbooks/sheets", "workbooks/profiles", "paths")
    for file in (shipped("content") / folder).rglob("*.yml")
)
TEXT = """# About the file.

# About the first one.
alpha: one

# About gamma.
gamma:
  words: three  # said so
  # inside
  more: [a, b]
# The end.
"""


@pytest.mark.parametrize("file", LISTS, ids=str)
def test_every_shipped_list_comes_apart_and_together(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = yaml_entries(text)
    assert found.text() == text
    assert [entry.id for entry in found.entries] == list(read_mapping(text, "x")[0])


def test_comments_stay_where_they_belong() -> None:
    found = yaml_entries(TEXT)
    assert found.head == "# About the file.\n\n"
    assert [entry.before for entry in found.entries] == ["# About the first one.\n", "\n# About gamma.\n"]
    assert found.tail == "# The end.\n"
    changed = edited_entry(TEXT, "gamma", lambda value: value["gamma"].update(words="seven"))
    assert changed == TEXT.replace("three", "seven")
    assert edited_entry(TEXT, "alpha", lambda value: value.update(alpha="two")) == TEXT.replace("one\n\n", "two\n\n")
    assert edited_entry(TEXT, "gamma", lambda value: value.clear()) == without_entry(TEXT, "gamma")
    assert without_entry(TEXT, "gamma") == TEXT[: TEXT.index("\n# About gamma")] + "# The end.\n"


def test_a_new_entry_takes_its_place_in_the_order_of_ids() -> None:
    text = put_entry(TEXT, "beta", {"words": "zwei: zwei"})
    assert [entry.id for entry in yaml_entries(text).entries] == ["alpha", "beta", "gamma"]
    assert read_mapping(text, "x")[0]["beta"] == {"words": "zwei: zwei"}
    assert without_entry(text, "beta") == TEXT
    assert put_entry("", "a", {"b": "c"}) == "a:\n  b: c\n"


words = st.text(alphabet='abcäß,;"\n#: -[]{}é“„', max_size=30).map(str.strip)


@settings(max_examples=60)
@given(words, words)
def test_any_words_come_back_and_no_other_row_moves(name: str, note: str) -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    values = {"term_id": "outcome", **dict.fromkeys(COLUMNS[1:6], name), "note": note}
    changed = put_row(text, values)
    assert row(changed, "outcome") == values
    assert [one for one in csv_entries(changed).entries if one.id != "outcome"] == [
        one for one in csv_entries(text).entries if one.id != "outcome"
    ]


def test_the_table_of_the_product_comes_apart_and_together() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    assert csv_entries(text).text() == text
    assert put_row(text, row(text, "outcome")) == text
    added = put_row(text, {"term_id": "outcomes_new", "en": "a, b"})
    ids = [entry.id for entry in csv_entries(added).entries]
    assert ids.index("outcomes_new") == ids.index("outcome") + 1
