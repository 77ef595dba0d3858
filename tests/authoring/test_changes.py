"""What a trainer reads about two states of a unit."""

from hypothesis import given
from hypothesis import strategies as st

from elearn.authoring.rules.block_changes import What
from elearn.authoring.rules.changes import Changes, compare
from elearn.authoring.rules.question_changes import Turn
from elearn.core.differences import words_between

LESSON = "modules/m/lessons/first/it.md"
TEXT = """---
title: I quattro livelli
translates: 0123456789abcdef
---
Un progetto promette molte cose.

## Si legge dal basso

/// tip
Comincia dalle attività.
///

L'impatto riguarda molte persone.
"""
KEY = """purpose: check
questions:
  - {id: one, kind: single, options: [a, b], right: a}
  - {id: two, kind: number, right: 3}
  - {id: word, kind: gap, gaps: {verb: {accepted: true}}}
"""
WORDS = """questions:
  one: {stem: Quale?, options: {a: {text: A, reason: sì}, b: {text: B, reason: no}}}
  two: {stem: Quanti?, reasons: {right: sì, wrong: no}}
  word: {stem: Scrivi, text: "Il {verb}.", gaps: {verb: {accepted: [sole], reasons: {right: sì, wrong: no}}}}
"""
QUIZ = {"modules/m/quizzes/check/quiz.yml": KEY, "modules/m/quizzes/check/it.yml": WORDS}


def changed(before: str, after: str) -> Changes:
    """The change of one lesson."""
    return compare({LESSON: before}, {LESSON: after})


def blocks_of(changes: Changes) -> list[tuple[What, str, int]]:
    """What happened to blocks."""
    return [(block.what, block.kind, block.number) for block in changes.files[0].blocks]


def turns(key: str = KEY, words: str = WORDS, **more: str) -> dict[str, tuple[Turn, tuple[str, ...]]]:
    """What happened to questions, and in which languages their words changed."""
    after = {"modules/m/quizzes/check/quiz.yml": key, "modules/m/quizzes/check/it.yml": words}
    after |= {f"modules/m/quizzes/check/{language}.yml": text for language, text in more.items()}
    return {one.question: (one.turn, one.languages) for one in compare(QUIZ, after).questions}


def test_the_same_state_has_no_changes() -> None:
    assert not compare({LESSON: TEXT, **QUIZ}, {LESSON: TEXT, **QUIZ}).any


def test_a_changed_word_is_shown_within_its_block() -> None:
    (block,) = changed(TEXT, TEXT.replace("molte cose", "tante cose")).files[0].blocks
    assert (block.what, block.kind, block.number) == (What.CHANGED, "prose", 1)
    assert [(piece.what, piece.text) for piece in block.words] == [
        ("same", "Un progetto promette "),
        ("gone", "molte"),
        ("new", "tante"),
        ("same", " cose."),
    ]


def test_a_new_block_a_lost_block_and_a_moved_block_are_told_apart() -> None:
    tip = "/// tip\nComincia dalle attività.\n///\n\n"
    assert blocks_of(changed(TEXT, TEXT.replace("## Si legge", "Una frase nuova.\n\n## Si legge"))) == [
        (What.ADDED, "prose", 2)
    ]
    assert blocks_of(changed(TEXT, TEXT.replace(tip, ""))) == [(What.REMOVED, "tip", 3)]
    to_the_top = TEXT.replace(tip, "").replace("Un progetto", f"{tip}Un progetto")
    assert blocks_of(changed(TEXT, to_the_top)) == [(What.MOVED, "tip", 1)]


def test_a_block_that_moved_down_one_place_is_one_change() -> None:
    last = "L'impatto riguarda molte persone.\n"
    moved = TEXT.replace(last, "").replace("## Si legge", f"{last}\n## Si legge")
    changes = changed(TEXT, moved)
    assert len(changes.files[0].blocks) == 1
    assert changes.files[0].blocks[0].what is What.MOVED


def test_the_title_is_named_and_the_stamp_is_silent() -> None:
    after = TEXT.replace("I quattro", "I 4").replace("0123456789abcdef", "fedcba9876543210")
    assert [field.name for field in changed(TEXT, after).files[0].fields] == ["title"]


def test_lessons_of_a_module_are_named_by_their_ids() -> None:
    before = "source: it\nlessons:\n  - {id: a, minutes: 5}\n  - {id: b, minutes: 9}\n"
    after = "source: it\nlessons:\n  - {id: a, minutes: 7}\n  - {id: c, minutes: 9}\n"
    (file,) = compare({"modules/m/module.yml": before}, {"modules/m/module.yml": after}).files
    assert [(field.what, field.name) for field in file.fields] == [
        (What.CHANGED, "lessons"),
        (What.CHANGED, "lessons.a.minutes"),
        (What.ADDED, "lessons.c.minutes"),
        (What.REMOVED, "lessons.b.minutes"),
    ]


def test_a_new_right_answer_is_no_matter_of_wording() -> None:
    assert turns(KEY.replace("right: a}", "right: b}")) == {"one": (Turn.RIGHT, ())}
    assert turns(words=WORDS.replace("Quale?", "Quale è?")) == {"one": (Turn.WORDING, ("it",))}
    assert turns(KEY.replace("right: 3}", "right: 3, tolerance: 1}")) == {"two": (Turn.RIGHT, ())}
    assert turns(KEY.replace("right: 3}", "right: 3, marks: 2}")) == {"two": (Turn.ASKED, ())}


def test_an_accepted_word_more_is_a_new_right_answer_and_its_spelling_is_not() -> None:
    assert turns(words=WORDS.replace("[sole]", "[sole, luna]")) == {"word": (Turn.RIGHT, ("it",))}
    assert turns(words=WORDS.replace("[sole]", "[Sole]")) == {"word": (Turn.WORDING, ("it",))}


def test_a_translation_that_is_new_changes_no_right_answer() -> None:
    assert turns(en=WORDS.replace("sole", "sun")) == {}


def test_added_and_retired_questions() -> None:
    key = KEY.replace("{id: two,", "{id: three,")
    assert turns(key, WORDS.replace("two:", "three:")) == {"three": (Turn.ADDED, ()), "two": (Turn.RETIRED, ())}


def test_a_quiz_that_cannot_be_read_is_a_change_without_questions() -> None:
    (quiz,) = compare(QUIZ, {**QUIZ, "modules/m/quizzes/check/quiz.yml": "questions: ["}).quizzes
    assert (quiz.what, quiz.questions) == (What.CHANGED, ())


def test_terms_and_pictures() -> None:
    before = {"glossary.csv": "term_id,en,it\nresult,result,risultato\n", "modules/m/media/a.webp": "1"}
    after = {"glossary.csv": "term_id,en,it\nresult,outcome,risultato\n", "modules/m/media/a.webp": "2"}
    found = compare(before, after)
    assert [(file.place.kind.value, [field.name for field in file.fields]) for file in found.files] == [
        ("media", []),
        ("glossary", ["result.en"]),
    ]


WORDS_OF_TEXT = st.lists(st.sampled_from(["uno", "due", "tre", "quattro", ".", "\n\n", " "]), max_size=30).map("".join)


@given(WORDS_OF_TEXT, WORDS_OF_TEXT)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = words_between(before, after)
    assert "".join(piece.text for piece in pieces if piece.what != "new") == before
    assert "".join(piece.text for piece in pieces if piece.what != "gone") == after


@given(WORDS_OF_TEXT, WORDS_OF_TEXT)
def test_texts_with_the_same_blocks_have_no_changes_and_others_do(before: str, after: str) -> None:
    assert not compare({LESSON: before}, {LESSON: before}).any
    assert compare({LESSON: before}, {LESSON: after}).any == (before != after)
