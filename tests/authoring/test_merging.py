"""Two authors change one file: what fits together is merged, and nobody's words are lost."""

from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.rules.merging import Clash, merge

BASE = "---\ntitle: T\n---\n\nOne.\n\nTwo.\n\nThree.\n"
LESSON, LIST = "modules/m/lessons/l/it.md", "glossary/it.yml"
WORDS = st.lists(st.sampled_from("abcdefg"), unique=True, min_size=1, max_size=7)


def merged(base: str, mine: str, theirs: str, path: str = LESSON) -> str:
    found = merge(path, base, mine, theirs)
    assert found.clashes == ()
    return found.text(lambda _number, clash: clash.mine)


def test_changes_of_neighbouring_blocks_are_merged() -> None:
    mine, theirs = BASE.replace("One.", "1."), BASE.replace("Two.", "2.")
    assert merged(BASE, mine, theirs) == BASE.replace("One.", "1.").replace("Two.", "2.")


def test_a_title_and_a_block_are_merged() -> None:
    mine, theirs = BASE.replace("title: T", "title: Mine"), BASE.replace("Three.", "3.")
    assert merged(BASE, mine, theirs) == BASE.replace("title: T", "title: Mine").replace("Three.", "3.")


def test_new_blocks_of_both_stay() -> None:
    mine, theirs = BASE.replace("Two.", "Mine.\n\nTwo."), BASE.replace("Two.", "Theirs.\n\nTwo.")
    text = merged(BASE, mine, theirs)
    assert "Mine." in text
    assert "Theirs." in text


def test_the_same_change_twice_is_one_change() -> None:
    same = BASE.replace("Two.", "2.\n\nNew.")
    assert merged(BASE, same, same) == same


def test_words_weigh_more_than_a_removal() -> None:
    mine, theirs = BASE.replace("Two.", "2."), BASE.replace("Two.\n\n", "")
    assert "2." in merged(BASE, mine, theirs)
    assert "2." in merged(BASE, theirs, mine)


def test_two_texts_for_one_block_must_be_chosen_from() -> None:
    mine, theirs = BASE.replace("Two.", "Mine."), BASE.replace("Two.", "Theirs.").replace("One.", "1.")
    found = merge(LESSON, BASE, mine, theirs)
    assert found.clashes == (Clash("\n\nTwo.", "\n\nMine.", "\n\nTheirs."),)
    assert found.text(lambda _number, clash: clash.theirs) == theirs
    assert found.text(lambda _number, clash: clash.mine) == mine.replace("One.", "1.")


def test_lists_are_merged_line_by_line() -> None:
    base = "a: 1\nb: 2\nc: 3\n"
    assert merged(base, base.replace("1", "one"), base.replace("2", "two"), LIST) == "a: one\nb: two\nc: 3\n"


@given(WORDS, WORDS, WORDS)
def test_no_word_that_somebody_added_is_ever_lost(base: list[str], mine: list[str], theirs: list[str]) -> None:
    texts = ["\n\n".join(words) + "\n" for words in (base, mine, theirs)]
    found = merge(LESSON, *texts)
    text = found.text(lambda _number, clash: clash.mine + clash.theirs)
    assert {*mine, *theirs} - {*base} <= set(text)
