"""Two states of a unit, compared as a trainer reads them: by lesson, block, question and term, not by file.

A state is the text of each file by path, and the digest of each file of media.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearn.authoring.rules.block_changes import (
    BlockChange,
    FieldChange,
    What,
    field_changes,
    named_values,
    text_changes,
)
from elearn.authoring.rules.places import Kind, Place, place_in_content
from elearn.authoring.rules.question_changes import QuestionChange, question_changes, settings_changes
from elearn.authoring.rules.term_rows import named_rows
from elearn.catalogue.rules.compile_quiz import quiz_of_texts
from elearn.catalogue.rules.quiz_values import Quiz
from elearn.core.languages import LANGUAGES

State = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileChange:
    """What happened to one file: in its named values, and in its blocks where it is a text."""

    place: Place
    what: What
    fields: tuple[FieldChange, ...] = ()
    blocks: tuple[BlockChange, ...] = ()


@dataclass(frozen=True, slots=True)
class QuizChange:
    """What happened to a quiz: its settings, its title in the languages named, its questions."""

    id: str
    what: What
    settings: tuple[FieldChange, ...] = ()
    questions: tuple[QuestionChange, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two states of a unit, in reading order."""

    files: tuple[FileChange, ...] = ()
    quizzes: tuple[QuizChange, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.files or self.quizzes)

    @property
    def questions(self) -> tuple[QuestionChange, ...]:
        """The questions that changed, of all quizzes."""
        return tuple(question for quiz in self.quizzes for question in quiz.questions)


def compare(before: State, after: State) -> Changes:
    """What changed from one state of a unit to another one."""
    changed = [path for path in {**after, **before} if before.get(path) != after.get(path)]
    places = {path: place_in_content(path) for path in changed}
    files = (_file_change(place, before.get(path), after.get(path)) for path, place in places.items())
    quizzes = {(place.unit, place.id) for place in places.values() if place.kind is Kind.QUIZ}
    return Changes(
        tuple(sorted((one for one in files if one is not None), key=lambda one: one.place.rank)),
        tuple(change for unit, quiz in sorted(quizzes) for change in _quiz_changes(unit, quiz, before, after)),
    )


def _file_change(place: Place, before: str | None, after: str | None) -> FileChange | None:
    """None for files of quizzes, which are compared question by question."""
    if place.kind is Kind.QUIZ:
        return None
    what = What.ADDED if before is None else What.REMOVED if after is None else What.CHANGED
    if place.kind is Kind.MEDIA:
        return FileChange(place, what)
    if place.path.endswith(".md"):
        return FileChange(place, what, *text_changes(before or "", after or ""))
    read = named_rows if place.path.endswith(".csv") else named_values
    return FileChange(place, what, field_changes(read(before or ""), read(after or "")))


def _quiz_changes(unit: str, quiz: str, before: State, after: State) -> Iterator[QuizChange]:
    folder = f"{unit}/quizzes/{quiz}/"
    old, new = _quiz(unit, quiz, folder, before), _quiz(unit, quiz, folder, after)
    was, is_ = f"{folder}quiz.yml" in before, f"{folder}quiz.yml" in after
    what = What.ADDED if not was else What.REMOVED if not is_ else What.CHANGED
    settings = settings_changes(old, new) if old and new else ()
    is_readable = was == bool(old) and is_ == bool(new)
    questions = question_changes(old, new) if is_readable else ()
    names = {language: f"{folder}{language}.yml" for language in LANGUAGES}
    languages = tuple(language for language, path in names.items() if before.get(path) != after.get(path))
    yield QuizChange(quiz, what, settings, questions, languages)


def _quiz(unit: str, quiz: str, folder: str, state: State) -> Quiz | None:
    """The quiz of a state; None where there is none, or none that can be read (its Problems say so)."""
    words = {language: state[path] for language in LANGUAGES if (path := f"{folder}{language}.yml") in state}
    key = state.get(f"{folder}quiz.yml")
    if key is None or not words:
        return None
    source = _source(state.get(f"{unit}/module.yml", ""))
    words = {name: words[name] for name in sorted(words, key=lambda name: name != source)}
    try:
        return quiz_of_texts(unit.partition("/")[2], quiz, key, words, source=next(iter(words)))
    except (ValueError, KeyError):
        return None


def _source(module_file: str) -> str:
    return named_values(module_file).get("source", "it") if module_file else "it"
