"""The library that ships with the product, compiled once for all tests of a process."""

from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from elearn.catalogue.rules.compile import Compiled, compile_unit, unit_of
from elearn.catalogue.rules.library import build_library
from elearn.catalogue.rules.quiz_values import Quiz, ScenarioKey, SimpleKey, all_words
from elearn.catalogue.rules.values import Library, Media, Module
from elearn.infra.config import shipped

TEXTS = (".md", ".yml", ".csv")


@cache
def compiled() -> tuple[Compiled, ...]:
    root = shipped("content")
    texts: dict[str, dict[str, str]] = {}
    media: dict[str, dict[str, Media]] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        unit = unit_of(name)
        if path.is_file() and unit and path.suffix in TEXTS:
            texts.setdefault(unit, {})[name] = path.read_bytes().decode()
        elif path.is_file() and unit:
            file = PurePosixPath(name).name
            media.setdefault(unit, {})[file] = Media(file, "0" * 64, 1, "image/svg+xml", 1, 1)
    return tuple(compile_unit(unit, files, media.get(unit, {}), lambda _d: None) for unit, files in texts.items())


@cache
def library() -> Library:
    return build_library({unit.unit: unit.value for unit in compiled()}, "shipped")


def quiz_of(module: Module, quiz_id: str) -> Quiz:
    """A quiz of a module, by its id."""
    return next(quiz for quiz in module.quizzes if quiz.id == quiz_id)


def texts_of_question(module: Module, quiz_id: str, question: str, language: str) -> tuple[str, ...]:
    """Every text that the words of a question hold, in one language."""
    return tuple(all_words(quiz_of(module, quiz_id).by_language[language].words.questions[question]))


def simple_keys(quiz: Quiz) -> Iterator[tuple[str, SimpleKey]]:
    """The questions of a quiz, and the parts of its scenarios, each with the question's id."""
    for key in quiz.key.questions:
        for part in key.parts if isinstance(key, ScenarioKey) else (key,):
            yield key.id, part
