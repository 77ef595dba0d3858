"""What an author's text is shown with: the library of learners, with this module's media, questions and lessons as
they are drafted. Made without compiling the module's texts, which are what changes all the time.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from elearn.catalogue.rules.compile_quiz import compile_quiz
from elearn.catalogue.rules.compile_text import readable_text
from elearn.catalogue.rules.library import with_unit
from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.rules.schemas import ModuleFile
from elearn.catalogue.rules.values import Lesson, Library, Module, Renderings, Text
from elearn.catalogue.rules.yaml_files import read_model
from elearn.catalogue.service.compiling import stored_media
from elearn.catalogue.service.library import library
from elearn.catalogue.service.reading import TextView, render_text
from elearn.catalogue.service.texts import older_text, texts_of
from elearn.core.ids import digest
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGES
from elearn.infra.memory import memory

MOST_MODULES = 30
QUIZ_FILE = re.compile(r"modules/[^/]+/quizzes/([^/]+)/([^/]+)\.yml\Z")
Entries = Mapping[str, str]  # path -> digest


def shelf_for(unit: str, entries: Entries) -> Library:
    """The library to show a unit's drafts in. `entries` are the unit's drafts: path -> digest."""
    if not unit.startswith("modules/"):
        return library()
    state = digest("\n".join(f"{path} {name}" for path, name in sorted(entries.items()) if not path.endswith(".md")))
    shelves = memory("workshops", MOST_MODULES)
    key = unit, state, library().fingerprint
    found: Library | None = shelves.get(key)
    if found is None:
        found = shelves.put(key, with_unit(library(), unit, _outline(unit, entries), f"workshop {state}"))
    return found


def rendered(shelf: Library, unit: str, body: str, language: str, country: str | None) -> TextView:
    """A text as it would be shown, block by block as it is written, with errors or without."""
    own = readable_text(language, body)
    text = replace(own, digest=f"drafted {own.digest}")  # not what readers get of the same words: nothing is borrowed
    module = unit.removeprefix("modules/") if unit.startswith("modules/") else None
    return render_text(shelf, text, language, country, module)


def source_of_unit(unit: str, shelf: Library) -> str:
    """The language in which a unit is written first."""
    kind, _, name = unit.partition("/")
    if kind == "modules":
        return shelf.modules[name].source
    return shelf.paths[name].source if kind == "paths" and name in shelf.paths else DEFAULT_LANGUAGE


def _outline(unit: str, entries: Entries) -> Module:
    """A module without the words of its lessons."""
    name, home = unit.removeprefix("modules/"), f"{unit}/module.yml"
    quizzes = {path: key for path, key in entries.items() if QUIZ_FILE.match(path)}
    wanted = [*quizzes.values(), *([entries[home]] if home in entries else [])]
    bodies = texts_of(wanted)
    head, _problems = read_model(ModuleFile, bodies.get(entries.get(home, ""), ""), home)
    source = head.source if head else DEFAULT_LANGUAGE
    media, _lost = stored_media(entries)
    return Module(
        id=name,
        source=source,
        text=_words(source, name),
        lessons=tuple(Lesson(one.id, name, one.minutes, _words(source, one.id)) for one in head.lessons)
        if head
        else (),
        workbook=head.workbook if head else None,
        quizzes=_quizzes(name, source, {path: bodies[key] for path, key in quizzes.items()}),
        media={file.media.name: file.media for file in media.values()},
    )


def _quizzes(module: str, source: str, files: Mapping[str, str]) -> tuple[Quiz, ...]:
    by_quiz: dict[str, dict[str, tuple[str, str]]] = {}
    for path, body in sorted(files.items()):
        if found := QUIZ_FILE.match(path):
            by_quiz.setdefault(found[1], {})[found[2]] = path, body
    made = []
    for quiz, own in by_quiz.items():
        if "quiz" in own:
            words = {language: file for language, file in own.items() if language in LANGUAGES}
            made.append(compile_quiz((module, quiz), own["quiz"], words, source, older_text)[0])
    return tuple(quiz for quiz in made if quiz)


def _words(source: str, title: str) -> Renderings[Text]:
    return Renderings(source, {source: Text(source, "", title)})
