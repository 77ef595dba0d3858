"""What a module's drafts hold, as its page lists it: also where some of its files have errors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from elearn.authoring.service.drafts import Draft, DraftMissingError, drafts
from elearn.catalogue.rules.compile_quiz import read_key
from elearn.catalogue.rules.compile_text import readable_text
from elearn.catalogue.rules.schemas import ModuleFile
from elearn.catalogue.rules.yaml_files import read_mapping, read_model
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGES

_LANGUAGE = "|".join(LANGUAGES)
LESSON_FILE = re.compile(rf"lessons/([^/]+)/({_LANGUAGE})\.md\Z")
QUIZ_FILE = re.compile(rf"quizzes/([^/]+)/(?:quiz|{_LANGUAGE})\.yml\Z")


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson of the drafts. `minutes` is 0 for one that is retired; `languages` are those that it exists in."""

    id: str
    title: str
    minutes: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizRow:
    """A quiz of the drafts: `counts` for completion, or is there for practice; how many questions it has."""

    id: str
    title: str
    counts: bool
    minutes: int
    questions: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A module in a list: its file, its title, lessons in order, retired lessons, quizzes."""

    unit: str
    source: str
    title: str
    summary: str
    file: ModuleFile
    lessons: tuple[LessonRow, ...]
    retired: tuple[LessonRow, ...]
    quizzes: tuple[QuizRow, ...]

    @property
    def id(self) -> str:
        """The module's id."""
        return self.unit.removeprefix("modules/")


def outline(unit: str, language: str) -> Outline:
    """The outline of a module, with titles in a language where it has them. DraftMissingError without files."""
    files = drafts(unit)
    if not files:
        raise DraftMissingError(unit)
    head = _head(files, unit)
    cover = _title(files, f"{unit}/", language, head.source)
    lessons = _by_id(files, unit, LESSON_FILE)
    listed = {entry.id: entry.minutes for entry in head.lessons if entry.id in lessons}
    rows = {
        name: LessonRow(
            name,
            _title(files, f"{unit}/lessons/{name}/", language, head.source)[0],
            listed.get(name, 0),
            tuple(one for one in LANGUAGES if one in lessons[name]),
        )
        for name in [*listed, *sorted(lessons.keys() - listed.keys())]
    }
    minutes = {entry.id: entry.minutes for entry in head.quizzes}
    quizzes = _by_id(files, unit, QUIZ_FILE)
    return Outline(
        unit=unit,
        source=head.source,
        title=cover[0],
        summary=cover[1],
        file=head,
        lessons=tuple(rows[name] for name in listed),
        retired=tuple(row for name, row in rows.items() if name not in listed),
        quizzes=tuple(_quiz(files, unit, name, minutes.get(name, 0), language, head.source) for name in quizzes),
    )


def _head(files: Mapping[str, Draft], unit: str) -> ModuleFile:
    file = files.get(f"{unit}/module.yml")
    head = read_model(ModuleFile, file.body, file.path)[0] if file else None
    return head or ModuleFile()


def _title(files: Mapping[str, Draft], folder: str, language: str, source: str) -> tuple[str, str]:
    """Title and summary of a text, in a language or in the source's; its folder's name where it has no text."""
    for one in (language, source, DEFAULT_LANGUAGE):
        if file := files.get(f"{folder}{one}.md"):
            text = readable_text(one, file.body)
            return text.title, text.summary
    return folder.rstrip("/").rpartition("/")[2], ""


def _by_id(files: Mapping[str, Draft], unit: str, pattern: re.Pattern[str]) -> dict[str, set[str]]:
    """The ids of lessons or quizzes that have files, with the names of those files."""
    found: dict[str, set[str]] = {}
    for path in files:
        if match := pattern.match(path.removeprefix(f"{unit}/")):
            found.setdefault(match[1], set()).add(path.rpartition("/")[2].partition(".")[0])
    return found


def _quiz(files: Mapping[str, Draft], unit: str, name: str, minutes: int, language: str, source: str) -> QuizRow:
    folder = f"{unit}/quizzes/{name}/"
    key_file = files.get(f"{folder}quiz.yml")
    key = read_key(key_file.path, key_file.body)[0] if key_file else None
    words = next((files[f"{folder}{one}.yml"] for one in (language, source) if f"{folder}{one}.yml" in files), None)
    title = read_mapping(words.body, words.path)[0].get("title", "") if words else ""
    counts = key.purpose == "check" if key else minutes > 0
    return QuizRow(name, str(title), counts, minutes, len(key.questions) if key else 0)
