"""Lessons have the length that their readers have time and strength for."""

import re

import pytest

from elearn.catalogue.rules.check_style import NO_WORDS
from elearn.catalogue.rules.readability import sentences
from elearn.catalogue.rules.values import Block, BlockKind, Text
from elearn.core.languages import LANGUAGES
from tests.content.shipped import library

MOST_WORDS_ON_A_SCREEN = 120
MOST_WORDS_IN_A_SENTENCE = 15
WORDS_OF_A_LESSON = range(600, 1001)

UNREAD = (BlockKind.QUESTION, BlockKind.MEDIA)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def read_in(text: Text) -> list[Block]:
    """What a reader reads: not the questions, and not what stands behind a picture."""
    return [block for block in text.blocks if block.kind not in UNREAD]


def words_in(text: Text) -> int:
    return sum(len(WORD.findall(NO_WORDS.sub(" ", f"{block.title} {block.text}"))) for block in read_in(text))


def texts_of(path: str, language: str) -> dict[str, Text]:
    modules = [library().modules[module] for module in library().paths[path].modules]
    lessons = [lesson for module in modules for lesson in module.lessons]
    return {lesson.item: lesson.text.by_language[language] for lesson in lessons}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_for_entrepreneurs_holds_at_most_120_words(language: str) -> None:
    counts = {item: words_in(text) for item, text in texts_of("entrepreneurs", language).items()}
    assert {item: count for item, count in counts.items() if count > MOST_WORDS_ON_A_SCREEN} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_for_entrepreneurs_has_at_most_15_words(language: str) -> None:
    long = [
        (item, sentence.text)
        for item, text in texts_of("entrepreneurs", language).items()
        for block in read_in(text)
        for sentence in sentences(block.text)
        if len(sentence.words) > MOST_WORDS_IN_A_SENTENCE
    ]
    assert long == []


def test_a_lesson_for_operators_has_600_to_1000_words() -> None:
    counts = {item: words_in(text) for item, text in texts_of("operators", "it").items()}
    assert {item: count for item, count in counts.items() if count not in WORDS_OF_A_LESSON} == {}
