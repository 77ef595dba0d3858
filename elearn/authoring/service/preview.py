"""Drafts as learners would see them: compiled, and put into the library that they read."""

from collections.abc import Mapping
from dataclasses import replace

from elearn.authoring.rules.problem_names import quizzes_of, with_names
from elearn.catalogue.rules.compile import Compiled
from elearn.catalogue.rules.compile_text import compile_renderings, readable_text
from elearn.catalogue.rules.library import with_unit
from elearn.catalogue.rules.schemas import Front, ModuleFront
from elearn.catalogue.rules.values import Lesson, Library, Module, Renderings, Text
from elearn.catalogue.rules.yaml_files import read_yaml
from elearn.catalogue.service.compiling import compile_changed, stored_media
from elearn.catalogue.service.library import library
from elearn.catalogue.service.publishing import drafts_of
from elearn.catalogue.service.reading import TextView, render_text
from elearn.catalogue.service.texts import older_text, texts_of
from elearn.core.ids import digest
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGES
from elearn.infra.memory import memory

MOST_UNITS = 60

Changes = Mapping[str, str | None]  # path -> text that is not saved; None: the file goes
NOTHING: Changes = {}


def state_of(entries: Mapping[str, str]) -> str:
    """The fingerprint of files: path -> digest. Another file, or another text, is another state."""
    return digest("\n".join(f"{path} {name}" for path, name in sorted(entries.items())))


def compiled(unit: str, changes: Changes = NOTHING) -> Compiled:
    """The drafts of a unit, compiled as publishing would compile them. What is saved is compiled once."""
    entries = drafts_of(unit)
    if changes:
        return compile_changed(unit, entries, changes)
    units = memory("drafts", MOST_UNITS)
    key = unit, state_of(entries)
    found: Compiled = units.get(key) or units.put(key, _named(compile_changed(unit, entries, NOTHING), entries))
    return found


def _named(found: Compiled, entries: Mapping[str, str]) -> Compiled:
    """With Problems of quizzes that name questions as their author knows them."""
    folders = quizzes_of(found.problems)
    if not folders:
        return found
    digests = {path: name for path, name in entries.items() if path.rpartition("/")[0] in folders}
    texts = texts_of(digests.values())
    files = {path: read_yaml(texts[name], path)[0] for path, name in digests.items()}
    return replace(found, problems=with_names(found.problems, files))


def library_with_drafts(unit: str, changes: Changes = NOTHING) -> Library:
    """The library that learners read, with the drafts of one unit in it. A broken module shows what can be shown."""
    found = compiled(unit, changes)
    value = found.value or (_outline(unit) if unit.startswith("modules/") else None)
    state = state_of({**drafts_of(unit), **{path: digest(body or "") for path, body in changes.items()}})
    return with_unit(library(), unit, value, state) if value is not None else library()


def preview_text(unit: str, path: str, body: str, language: str, country: str | None = None) -> TextView:
    """One text as a reader of `language` would see it, saved or not, with errors or without.

    `path` is the file whose text is `body`; another language of the same folder may be the one that is shown.
    """
    shelf = library_with_drafts(unit)
    module = unit.removeprefix("modules/") if unit.startswith("modules/") else None
    return render_text(shelf, text_in(unit, path, body, language), language, country, module)


def text_in(unit: str, path: str, body: str, language: str) -> Text:
    """The rendering of a thing for a reader of `language`, where one of its files says `body`."""
    folder, _, name = path.rpartition("/")
    entries = {one: key for one, key in drafts_of(unit).items() if _is_beside(one, folder)}
    bodies = texts_of(entries.values())
    files = {one.rpartition("/")[2].removesuffix(".md"): (one, bodies[key]) for one, key in entries.items()}
    own = name.removesuffix(".md")
    files[own] = path, body
    source = source_language(unit)
    model = ModuleFront if f"{unit}/{name}" == path and unit.startswith("modules/") else Front
    wanted = {one: files[one] for one in (source, language) if one in files}
    found = compile_renderings(wanted, source, model, older_text)[0] if source in wanted else None
    if found:
        return found.choose(language)
    shown = language if language in files else own
    return readable_text(shown, files[shown][1])


def lesson_to_show(shelf: Library, unit: str, lesson: str, language: str) -> Library:
    """A library in which a lesson of a broken module says what can be shown of its draft in a language."""
    module = shelf.modules.get(unit.removeprefix("modules/"))
    source = source_language(unit)
    folder = f"{unit}/lessons/{lesson}"
    entries = drafts_of(unit)
    path = next((one for one in (f"{folder}/{language}.md", f"{folder}/{source}.md") if one in entries), None)
    if module is None or path is None:
        return shelf
    text = text_in(unit, path, texts_of([entries[path]])[entries[path]], language)
    shown = Lesson(lesson, module.id, 0, Renderings(text.language, {text.language: text}))
    others = tuple(one for one in module.lessons if one.id != lesson)
    here = next((place for place, one in enumerate(module.lessons) if one.id == lesson), len(others))
    changed = replace(module, lessons=(*others[:here], shown, *others[here:]))
    return with_unit(shelf, unit, changed, f"{state_of(entries)} {lesson} {language}")


def source_language(unit: str) -> str:
    """The language in which a unit is written first."""
    value = compiled(unit).value
    if value is None and unit.startswith("modules/"):
        value = library().modules.get(unit.removeprefix("modules/"))
    source: str = getattr(value, "source", DEFAULT_LANGUAGE)
    return source


def _is_beside(path: str, folder: str) -> bool:
    home, _, name = path.rpartition("/")
    return home == folder and name.removesuffix(".md") in LANGUAGES and name.endswith(".md")


def _outline(unit: str) -> Module | None:
    """A module whose files have errors: its media, and the lessons of its last release."""
    media, _lost = stored_media(drafts_of(unit))
    name = unit.removeprefix("modules/")
    live = library().modules.get(name)
    source = live.source if live else DEFAULT_LANGUAGE
    text = live.text if live else Renderings(source, {source: Text(source, "", "…")})
    return Module(
        id=name,
        source=source,
        text=text,
        lessons=live.lessons if live else (),
        quizzes=live.quizzes if live else (),
        media={file.media.name: file.media for file in media.values()},
    )
