"""What a publication would do, as data: for whom, in which languages, to which answers. Templates find the words."""

from collections.abc import Iterator
from dataclasses import dataclass

from elearn.authoring.rules.question_changes import QuestionChange, Turn
from elearn.authoring.rules.remarking import Remarks
from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.rules.values import Module, Renderings, Text


@dataclass(frozen=True, slots=True)
class Behind:
    """A translation that falls behind: `count` more blocks (or questions) than now are shown in older words.

    `kind` is "cover", "lesson" or "quiz"; `id` is empty for the cover.
    """

    kind: str
    id: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionEffect:
    """A question whose right answer changes, with what marking anew would do. `unfinished` attempts go on as they are.

    `to_pass` and `to_fail` are how many results would reach, or lose, the pass mark.
    """

    change: QuestionChange
    remarks: Remarks
    to_pass: int = 0
    to_fail: int = 0


@dataclass(frozen=True, slots=True)
class Effects:
    """What a publication does. `started` counts everybody who has begun the module, the `done` among them."""

    started: int = 0
    done: int = 0
    running: int = 0  # attempts that are not handed in: they go on with the questions that they began with
    behind: tuple[Behind, ...] = ()
    questions: tuple[QuestionEffect, ...] = ()

    @property
    def in_progress(self) -> int:
        """How many have begun and are not done."""
        return self.started - self.done


def needs_choice(change: QuestionChange) -> bool:
    """Whether an author has to say what becomes of past answers. Practice questions count nowhere."""
    return change.turn is Turn.RIGHT and change.purpose == "check"


def falling_behind(before: Module | None, after: Module) -> tuple[Behind, ...]:
    """The translations that are further behind after a change than before it, in reading order."""
    old = dict(_counts(before)) if before else {}
    behind = ((place, count - old.get(place, 0)) for place, count in _counts(after))
    return tuple(Behind(*place, count) for place, count in behind if count > 0)


Counted = tuple[tuple[str, str, str], int]


def _counts(module: Module) -> Iterator[Counted]:
    """How many blocks and questions of each translation are out of date: ((kind, id, language), count)."""
    yield from _of_texts("cover", "", module.text)
    for lesson in module.lessons:
        yield from _of_texts("lesson", lesson.id, lesson.text)
    for quiz in module.quizzes:
        yield from _of_quiz(quiz)


def _of_texts(kind: str, name: str, texts: Renderings[Text]) -> Iterator[Counted]:
    for language, text in texts.by_language.items():
        if language != texts.source:
            blocks = sum(block.stale or block.language is not None for block in text.blocks)
            yield (kind, name, language), blocks + text.title_stale


def _of_quiz(quiz: Quiz) -> Iterator[Counted]:
    for language, words in quiz.by_language.items():
        if language != quiz.source:
            yield ("quiz", quiz.id, language), len(words.stale | words.borrowed)
