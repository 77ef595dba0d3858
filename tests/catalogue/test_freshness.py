"""A translation and its source, when the source changes."""

import pytest

from elearn.catalogue.rules.freshness import place_blocks
from elearn.catalogue.rules.values import Block, Freshness, Module, Text
from elearn.core.ids import short_digest
from elearn.core.problems import Level
from elearn.markup.blocks import split
from tests.catalogue.files import KEY, LESSON, WORDS, compiled, found

FRENCH = LESSON.replace("Primo", "Premier").replace("Secondo", "Deuxième").replace("Terzo", "Troisième")
OLD = short_digest(LESSON)


def stamped(text: str, digest: str) -> str:
    return text.replace("---\n", f"---\ntranslates: {digest}\n", 1)


def french(source: str, translation: str, *, keep_old: bool = True) -> tuple[Text, list[tuple[str, str, int]]]:
    """The French lesson, made from LESSON, now that the source is `source`."""
    files = {"modules/m/lessons/one/it.md": source, "modules/m/lessons/one/fr.md": stamped(translation, OLD)}
    result = compiled(files, older={OLD: LESSON} if keep_old else {})
    assert isinstance(result.value, Module), result.problems
    notices = [one for one in found(result, Level.NOTICE) if one[0] != "missing_translation"]
    return result.value.lessons[0].text.by_language["fr"], notices


def shown(text: Text) -> list[tuple[str, bool, str | None]]:
    return [(words(block), block.stale, block.language) for block in text.blocks]


def words(block: Block) -> str:
    return block.text or block.title


def test_a_translation_of_the_present_source_is_fresh() -> None:
    text, notices = french(LESSON, FRENCH)
    assert text.freshness is Freshness.FRESH
    assert notices == []
    assert not any(block.stale for block in text.blocks)


def test_only_the_block_that_changed_is_out_of_date() -> None:
    text, notices = french(LESSON.replace("Secondo", "Secondo, cambiato"), FRENCH)
    assert text.freshness is Freshness.STALE
    assert shown(text) == [
        ("Premier.", False, None),
        ("Deuxième.", True, None),
        ("practice/yes", False, None),
        ("Troisième.", False, None),
    ]
    assert [code for code, _path, _line in notices] == ["stale_translation"]
    assert not text.title_stale


def test_a_new_block_stands_in_the_source_language_and_a_removed_one_goes() -> None:
    text, _ = french(LESSON.replace("Secondo.\n", "Secondo.\n\nTutto nuovo qui.\n").replace("Terzo.\n", ""), FRENCH)
    assert shown(text) == [
        ("Premier.", False, None),
        ("Deuxième.", False, None),
        ("Tutto nuovo qui.", False, "it"),
        ("practice/yes", False, None),
    ]


def test_a_changed_title_is_out_of_date_and_the_blocks_are_not() -> None:
    text, _ = french(LESSON.replace("title: Uno", "title: Uno nuovo"), FRENCH)
    assert text.title_stale
    assert text.freshness is Freshness.STALE
    assert not any(block.stale for block in text.blocks)


def test_a_change_that_no_reader_sees_leaves_the_translation_fresh() -> None:
    text, notices = french(LESSON.replace("---\nPrimo", "reviewed: 2026-11-22\n---\nPrimo"), FRENCH)
    assert text.freshness is Freshness.FRESH
    assert notices == []


def test_without_the_old_source_every_block_is_out_of_date() -> None:
    text, _ = french(LESSON.replace("Secondo", "Altro"), FRENCH, keep_old=False)
    assert [stale for _words, stale, _language in shown(text)] == [True] * 4


def test_a_translation_built_differently_from_its_old_source_is_out_of_date_as_a_whole() -> None:
    text, _ = french(LESSON.replace("Secondo", "Altro"), FRENCH + "\nQuatrième.\n")
    assert all(block.stale for block in text.blocks)


def test_a_translation_with_other_blocks_than_its_source_is_reported_with_the_line() -> None:
    translation = stamped(FRENCH.replace("Deuxième.", "## Deuxième"), OLD)
    result = compiled({"modules/m/lessons/one/fr.md": translation})
    assert ("different_blocks", "lessons/one/fr.md", 8) in found(result, Level.WARNING)


def test_a_translation_that_names_no_source_is_out_of_date() -> None:
    result = compiled({"modules/m/lessons/one/fr.md": FRENCH})
    assert ("no_translates", "lessons/one/fr.md", 0) in found(result, Level.WARNING)
    assert isinstance(result.value, Module)
    assert result.value.lessons[0].text.by_language["fr"].freshness is Freshness.STALE


def test_a_digest_of_digits_only_is_read_as_a_digest() -> None:
    translation = stamped(FRENCH, "0123456789012345")
    result = compiled({"modules/m/lessons/one/fr.md": translation}, older={"0123456789012345": LESSON})
    assert isinstance(result.value, Module)
    assert result.value.lessons[0].text.by_language["fr"].freshness is Freshness.FRESH


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c d\n\nz", "x y\n\na b c d e\n\nz", ["x y!", "A?", "Z"]),  # a new one before a changed one
        ("a b c d\n\nz", "z", ["Z"]),
        ("a b c d\n\nz", "q r s t\n\nz", ["A?", "Z"]),  # same kinds: a rewritten block
        ("a b c d\n\nz", "a b c d[^n]\n\nz\n\n[^n]: new", ["A?", "Z"]),
        ("a b c d\n\nz", "## a\n\nz", ["## a!", "Z"]),  # a heading is no version of a paragraph
    ],
)
def test_blocks_are_paired_by_likeness(old: str, new: str, expected: list[str]) -> None:
    placed = place_blocks(split(new), split(old), split("A\n\nZ"))
    assert [one.block.text + "?" * one.stale + "!" * one.borrowed for one in placed] == expected


def test_a_footnote_that_changed_makes_its_block_out_of_date() -> None:
    old, new = "a[^n]\n\nb\n\n[^n]: one", "a[^n]\n\nb\n\n[^n]: two"
    placed = place_blocks(split(new), split(old), split("A[^n]\n\nB\n\n[^n]: uno"))
    assert [one.stale for one in placed] == [True, False]


QUIZ = "modules/m/quizzes/practice/"
FRENCH_WORDS = f"translates: {short_digest(WORDS)}\n" + WORDS.replace("È così?", "Est-ce vrai ?")


def french_quiz(key: str, source: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """The stem of the last question in French, the stale and the borrowed questions."""
    files = {QUIZ + "quiz.yml": key, QUIZ + "it.yml": source, QUIZ + "fr.yml": FRENCH_WORDS}
    result = compiled(files, older={short_digest(WORDS): WORDS})
    assert isinstance(result.value, Module), result.problems
    rendering = result.value.quizzes[0].choose("fr")
    return list(rendering.words.questions.values())[-1].stem, rendering.stale, rendering.borrowed


def test_a_quiz_is_out_of_date_question_by_question() -> None:
    assert french_quiz(KEY, WORDS) == ("Est-ce vrai ?", frozenset(), frozenset())
    assert french_quiz(KEY, WORDS + "title: Nuovo\n") == ("Est-ce vrai ?", frozenset(), frozenset())
    assert french_quiz(KEY, WORDS.replace("È così?", "È proprio così?"))[1:] == (frozenset({"yes"}), frozenset())


def test_a_new_question_is_borrowed_from_the_source() -> None:
    key = KEY + "  - {id: why, kind: short_text}\n"
    source = WORDS + "  why: {stem: Perché?, model: Così., criteria: [Vero.], reason: Basta.}\n"
    assert french_quiz(key, source) == ("Perché?", frozenset(), frozenset({"why"}))


def test_a_question_whose_options_changed_is_borrowed_whole() -> None:
    key = "purpose: practice\nquestions:\n  - {id: 'yes', kind: single, options: [a, b], right: a}\n"
    source = "questions:\n  'yes':\n    stem: Quale?\n    options: {a: {text: A, reason: R}, b: {text: B, reason: R}}\n"
    assert french_quiz(key, source) == ("Quale?", frozenset(), frozenset({"yes"}))


def test_a_retired_question_is_checked_and_kept_but_not_asked() -> None:
    key = KEY + "  - {id: old, kind: true_false, right: true, retired: true}\n"
    old = "  old: {stem: Era così?, options: {'true': {reason: Sì.}, 'false': {reason: No.}}}\n"
    files = {QUIZ + "quiz.yml": key, QUIZ + "it.yml": WORDS + old, QUIZ + "fr.yml": FRENCH_WORDS}
    result = compiled(files, older={short_digest(WORDS): WORDS})
    assert isinstance(result.value, Module), result.problems
    quiz = result.value.quizzes[0]
    assert list(quiz.questions) == ["yes"]
    assert {name for one in quiz.by_language.values() for name in one.words.questions} == {"yes"}
    assert not [one for one in result.problems if one.code == "stale_questions"], "nobody reads its translation"
    broken = compiled({**files, QUIZ + "it.yml": WORDS + old.replace("Sì.", "''")})
    assert "no_reason" in {one.code for one in broken.problems}
