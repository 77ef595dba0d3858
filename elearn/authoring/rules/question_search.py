"""Finding questions across modules: words without accents, tags, kinds, languages, states."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elearn.catalogue.rules.quiz_values import AnyKey, QuestionWords, all_words

ASKED, RETIRED, UNFINISHED = "asked", "retired", "unfinished"
STATES = (ASKED, RETIRED, UNFINISHED)


@dataclass(frozen=True)
class Found:
    """A question somewhere in the course. `languages` are those in which it has words of its own."""

    module: str
    quiz: str
    purpose: str
    source: str
    key: AnyKey
    words: QuestionWords
    languages: tuple[str, ...]
    lacks: int
    text: str  # everything that a search looks through

    @property
    def name(self) -> tuple[str, str, str]:
        """What answers are counted by."""
        return self.module, self.quiz, self.key.id


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. An empty field asks for nothing."""

    words: str = ""
    tag: str = ""
    kind: str = ""
    module: str = ""
    language: str = ""
    state: str = ""


def plainly(text: str) -> str:
    """A text without capitals and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def searched_text(key: AnyKey, words: Iterable[QuestionWords]) -> str:
    """What a search for this question looks through: its id, its tags, and its words in all languages."""
    texts = [key.id, *key.tags, *(text for one in words for text in all_words(one))]
    return plainly("\n".join(texts))


def matching(questions: Iterable[Found], wanted: Wanted) -> list[Found]:
    """The questions that fit everything that is asked for, in their order."""
    searched = plainly(wanted.words).split()
    return [one for one in questions if _fits(one, wanted) and all(word in one.text for word in searched)]


def tags_in(questions: Sequence[Found]) -> tuple[str, ...]:
    """All tags, in order."""
    return tuple(sorted({tag for one in questions for tag in one.key.tags}))


def _fits(one: Found, wanted: Wanted) -> bool:
    states = {ASKED: not one.key.retired, RETIRED: one.key.retired, UNFINISHED: one.lacks > 0}
    return (
        wanted.tag in ("", *one.key.tags)
        and wanted.kind in ("", one.key.kind)
        and wanted.module in ("", one.module)
        and wanted.language in ("", *one.languages)
        and states.get(wanted.state, True)
    )
