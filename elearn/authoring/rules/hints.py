"""How easy a text is to read, measured while it is written (ux.md, section 6). Hints never block anything."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from elearn.authoring.rules.recognising import FoundTerm
from elearn.catalogue.rules.check_style import (
    GULPEASE,
    GULPEASE_ELSEWHERE,
    LONG_WORD,
    LONG_WORD_ELSEWHERE,
    MAX_AVERAGE,
    MAX_SENTENCE,
    MAX_SHARE_OF_LONG_WORDS,
)
from elearn.catalogue.rules.readability import Sentence, gulpease, sentences

MOST_WORDS_SHOWN = 20
NEARLY = 10  # points of Gulpease below the target that are still "could be easier"
TOO_LONG_AVERAGE = 20
BLOCK_LINE = re.compile(r"^(?:///.*|    [a-z]+:.*)$", re.MULTILINE)
FRONT = re.compile(r"\A---\n.*?^---$", re.DOTALL | re.MULTILINE)


class Ease(StrEnum):
    """How a text reads. NOTHING: there are no words yet."""

    NOTHING = "nothing"
    EASY = "easy"
    FAIR = "fair"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class LongSentence:
    """A sentence above the limit: its line in the text (from 1), how many words, and its beginning."""

    line: int
    words: int
    start: str


@dataclass(frozen=True, slots=True)
class Avoided:
    """A word that the glossary asks not to use, as written, and the term to write instead."""

    word: str
    better: str
    line: int


@dataclass(frozen=True, slots=True)
class Hints:
    """What a reader will find easy or hard. `gulpease` is None outside Italian; `average` is words per sentence."""

    ease: Ease
    words: int
    sentences: int
    average: float
    gulpease: int | None
    long_sentences: tuple[LongSentence, ...]
    long_words: tuple[str, ...]
    terms_found: tuple[FoundTerm, ...]
    avoided: tuple[Avoided, ...]


def measure(
    language: str,
    markdown: str,
    audience: str,
    terms_found: tuple[FoundTerm, ...] = (),
    avoided: tuple[Avoided, ...] = (),
) -> Hints:
    """The hints for a text. `audience` is that of the path ("operators", "entrepreneurs" or "")."""
    found = list(sentences(BLOCK_LINE.sub("", FRONT.sub(lambda front: "\n" * front[0].count("\n"), markdown))))
    words = [word for sentence in found for word in sentence.words]
    average = len(words) / len(found) if found else 0.0
    limit = LONG_WORD.get(language, LONG_WORD_ELSEWHERE)
    long_words = [word for word in words if len(word) > limit and "." not in word]  # addresses are not read
    index = _gulpease(words, found) if language == "it" and words else None
    share = len(long_words) / len(words) if words else 0.0
    return Hints(
        ease=_ease(len(words), average, index, share, GULPEASE.get(audience, GULPEASE_ELSEWHERE)),
        words=len(words),
        sentences=len(found),
        average=round(average, 1),
        gulpease=index,
        long_sentences=tuple(_long(sentence) for sentence in found if len(sentence.words) > MAX_SENTENCE),
        long_words=tuple(dict.fromkeys(long_words))[:MOST_WORDS_SHOWN],
        terms_found=terms_found,
        avoided=avoided,
    )


def _ease(words: int, average: float, index: int | None, share: float, target: int) -> Ease:
    if not words:
        return Ease.NOTHING
    hard = average > TOO_LONG_AVERAGE or (index is not None and index < target - NEARLY)
    if hard or share > 2 * MAX_SHARE_OF_LONG_WORDS:
        return Ease.HARD
    fair = average > MAX_AVERAGE or (index is not None and index < target)
    return Ease.FAIR if fair or (index is None and share > MAX_SHARE_OF_LONG_WORDS) else Ease.EASY


def _gulpease(words: Sequence[str], found: Sequence[Sentence]) -> int:
    letters = sum(character.isalpha() for word in words for character in word)
    return round(gulpease(len(words), letters, len(found)))


def _long(sentence: Sentence) -> LongSentence:
    return LongSentence(sentence.line + 1, len(sentence.words), " ".join(sentence.text.split()[:6]))
