"""Compiles a module: its cover, its lessons, its quizzes, and how they fit together."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from elearn.catalogue.rules.compile_quiz import compile_quiz
from elearn.catalogue.rules.compile_text import compile_renderings
from elearn.catalogue.rules.media_words import check_media_words
from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.rules.schemas import Front, ModuleFile, ModuleFront
from elearn.catalogue.rules.values import BlockKind, Lesson, Media, Module, Renderings, Text
from elearn.catalogue.rules.yaml_files import LineFinder, read_model
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem, has_errors

Older = Callable[[str], str | None]
ByLanguage = dict[str, tuple[str, str]]  # language -> (path, text)

#: Lesson ids that the addresses of a module need for themselves.
RESERVED = frozenset({"quiz"})

_LANGUAGE = "|".join(LANGUAGES)
COVER = re.compile(rf"({_LANGUAGE})\.md\Z")
LESSON = re.compile(rf"lessons/([^/]+)/({_LANGUAGE})\.md\Z")
KEY = re.compile(r"quizzes/([^/]+)/quiz\.yml\Z")
WORDS = re.compile(rf"quizzes/([^/]+)/({_LANGUAGE})\.yml\Z")
DRAWING_WORDS = re.compile(rf"media/({_LANGUAGE})\.yml\Z")
MEDIA_FILE = re.compile(r"media/[^/]+\Z")


@dataclass
class _Folder:
    """The files of a module, sorted by what they are."""

    module_file: tuple[str, str] | None = None
    cover: ByLanguage = field(default_factory=dict)
    lessons: dict[str, ByLanguage] = field(default_factory=dict)
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: dict[str, ByLanguage] = field(default_factory=dict)
    drawing_words: ByLanguage = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)


def compile_module(
    module_id: str, files: Mapping[str, str], media: Mapping[str, Media], older: Older
) -> tuple[Module | None, list[Problem]]:
    """Compile a module from its files (by path below content/) and its media (by file name)."""
    prefix = f"modules/{module_id}/"
    folder = _sorted(prefix, files)
    problems = [Problem(path, 0, Level.WARNING, "unknown_file") for path in folder.strangers]
    if folder.module_file is None:
        return None, [*problems, Problem(prefix + "module.yml", 0, Level.ERROR, "file_missing")]
    path, text = folder.module_file
    head, found = read_model(ModuleFile, text, path)
    problems += found
    if head is None:
        return None, problems
    problems += _check_lists(path, text, head, folder)
    cover, found = _renderings(prefix, folder.cover, head.source, ModuleFront, older)
    problems += found
    lessons, found = _lessons(prefix, module_id, head, folder, older)
    problems += found
    quizzes, found = _quizzes(prefix, module_id, head, folder, older)
    problems += found
    problems += check_media_words(folder.drawing_words, head.source, media)
    if cover is None or has_errors(problems):
        return None, problems
    minutes = {quiz.id: quiz.minutes for quiz in head.quizzes}
    module = Module(
        id=module_id,
        source=head.source,
        text=cover,
        planned_minutes=head.minutes,
        workbook=head.workbook,
        licence=head.licence,
        lessons=lessons,
        quizzes=quizzes,
        quiz_minutes=minutes,
        media=media,
    )
    problems += check_inside(module)
    return (None if has_errors(problems) else module), problems


def _sorted(prefix: str, files: Mapping[str, str]) -> _Folder:
    folder = _Folder()
    for path, text in sorted(files.items()):
        if not path.startswith(prefix):
            continue
        name, file = path.removeprefix(prefix), (path, text)
        if name == "module.yml":
            folder.module_file = file
        elif found := COVER.match(name):
            folder.cover[found[1]] = file
        elif found := LESSON.match(name):
            folder.lessons.setdefault(found[1], {})[found[2]] = file
        elif found := KEY.match(name):
            folder.keys[found[1]] = file
        elif found := WORDS.match(name):
            folder.words.setdefault(found[1], {})[found[2]] = file
        elif found := DRAWING_WORDS.match(name):
            folder.drawing_words[found[1]] = file
        elif not MEDIA_FILE.match(name):
            folder.strangers.append(path)
    return folder


def _check_lists(path: str, text: str, head: ModuleFile, folder: _Folder) -> Iterator[Problem]:
    """The lists of module.yml against the folders that are there."""
    lines = LineFinder(text)
    for name, listed, there in (("lessons", head.lessons, folder.lessons), ("quizzes", head.quizzes, folder.keys)):
        seen: set[str] = set()
        for index, entry in enumerate(listed):
            line = lines.line(name, index)
            if entry.id in seen:
                yield Problem(path, line, Level.ERROR, "repeated_id", {"id": entry.id})
            if entry.id not in there:
                yield Problem(path, line, Level.ERROR, "listed_but_missing", {"id": entry.id, "folder": name})
            if name == "lessons" and entry.id in RESERVED:
                yield Problem(path, line, Level.ERROR, "reserved_id", {"id": entry.id})
            seen.add(entry.id)
    for lesson_id in folder.lessons.keys() - {entry.id for entry in head.lessons}:
        yield Problem(path, lines.line("lessons"), Level.WARNING, "unlisted_lesson", {"id": lesson_id})
    for quiz_id in folder.words.keys() - folder.keys.keys():
        yield Problem(f"{path.rpartition('/')[0]}/quizzes/{quiz_id}/quiz.yml", 0, Level.ERROR, "file_missing")


def _renderings(
    folder: str, files: ByLanguage, source: str, model: type[Front] | type[ModuleFront], older: Older
) -> tuple[Renderings[Text] | None, list[Problem]]:
    if source not in files:
        return None, [Problem(f"{folder}{source}.md", 0, Level.ERROR, "no_source_text", {"language": source})]
    return compile_renderings(files, source, model, older)


def _lessons(
    prefix: str, module_id: str, head: ModuleFile, folder: _Folder, older: Older
) -> tuple[tuple[Lesson, ...], list[Problem]]:
    lessons, problems = [], []
    for entry in head.lessons:
        if entry.id not in folder.lessons:
            continue
        files = folder.lessons[entry.id]
        text, found = _renderings(f"{prefix}lessons/{entry.id}/", files, head.source, Front, older)
        problems += found
        if text:
            lessons.append(Lesson(entry.id, module_id, entry.minutes, text))
    return tuple(lessons), problems


def _quizzes(
    prefix: str, module_id: str, head: ModuleFile, folder: _Folder, older: Older
) -> tuple[tuple[Quiz, ...], list[Problem]]:
    """The quizzes that module.yml lists, in its order, then the practice quizzes."""
    listed = [entry.id for entry in head.quizzes if entry.id in folder.keys]
    quizzes, problems = [], []
    for quiz_id in [*listed, *sorted(folder.keys.keys() - set(listed))]:
        key_file = folder.keys[quiz_id]
        quiz, found = compile_quiz((module_id, quiz_id), key_file, folder.words.get(quiz_id, {}), head.source, older)
        problems += found
        if quiz is None:
            continue
        quizzes.append(quiz)
        if quiz.key.purpose == "check" and quiz_id not in listed:
            problems.append(Problem(key_file[0], 0, Level.ERROR, "unlisted_quiz", {"id": quiz_id}))
    checks = [quiz.id for quiz in quizzes if quiz.key.purpose == "check"]
    if len(checks) > 1:
        problems.append(Problem(f"{prefix}module.yml", 0, Level.ERROR, "two_checks", {"ids": ", ".join(checks)}))
    return tuple(quizzes), problems


def check_inside(module: Module) -> Iterator[Problem]:
    """Whether lessons show media and practice questions that the module really has, and all questions are shown."""
    shown: set[str] = set()
    for lesson in module.lessons:
        for language, text in lesson.text.by_language.items():
            yield from check_shown(module, f"modules/{module.id}/lessons/{lesson.id}/{language}.md", text)
            shown.update(block.title for block in text.blocks if block.kind is BlockKind.QUESTION)
    for quiz in _practice(module).values():
        for question_id in quiz.questions:
            if f"{quiz.id}/{question_id}" not in shown:
                path = f"modules/{module.id}/quizzes/{quiz.id}/quiz.yml"
                yield Problem(path, 0, Level.WARNING, "unused_question", {"id": question_id})


def check_shown(module: Module, path: str, text: Text) -> Iterator[Problem]:
    """Whether the media and practice questions that one text shows are in its module."""
    practice = _practice(module)
    for block in text.blocks:
        if block.kind is BlockKind.MEDIA and block.title not in module.media:
            yield Problem(path, block.line, Level.ERROR, "unknown_media", {"name": block.title})
        if block.kind is BlockKind.QUESTION:
            quiz_id, _, question_id = block.title.partition("/")
            if quiz_id not in practice or question_id not in practice[quiz_id].questions:
                yield Problem(path, block.line, Level.ERROR, "unknown_question", {"name": block.title})


def _practice(module: Module) -> dict[str, Quiz]:
    return {quiz.id: quiz for quiz in module.quizzes if quiz.key.purpose == "practice"}
