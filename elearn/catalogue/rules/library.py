"""Puts compiled units on their shelves."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import cast

from elearn.catalogue.rules.compile import Facts, Terms, Value
from elearn.catalogue.rules.values import Library, Module, Page, Path, Text
from elearn.catalogue.rules.workbook_values import Example, Kit
from elearn.core.ids import short_digest

NO_KIT = Kit({}, {}, {}, {}, {})


def build_library(values: Mapping[str, Value | None], fingerprint: str) -> Library:
    """A library of compiled values by unit. Units without a value (broken ones) are left out."""
    ordered = [values[unit] for unit in sorted(values)]
    paths = {value.id: value for value in ordered if isinstance(value, Path)}
    kit = next((value for value in ordered if isinstance(value, Kit)), NO_KIT)
    return Library(
        fingerprint=fingerprint,
        paths=paths,
        modules=_modules(ordered, paths.values(), kit),
        pages={value.id: value for value in ordered if isinstance(value, Page)},
        terms=cast(Terms, values.get("glossary") or {}),
        facts=cast(Facts, values.get("country-facts") or {}),
        kit=kit,
        examples={value.id: value for value in ordered if isinstance(value, Example)},
    )


def with_unit(library: Library, unit: str, value: Value, state: str) -> Library:
    """A library in which one unit is another one: what learners would read. `state` names the other one."""
    values: dict[str, Value | None] = {
        "glossary": library.terms,
        "country-facts": library.facts,
        **({"workbooks": library.kit} if library.kit is not NO_KIT else {}),
        **{f"{folder}/{one.id}": one for folder, shelf in _shelves(library).items() for one in shelf.values()},
        unit: value,
    }
    return build_library(values, short_digest(f"{library.fingerprint} {unit} {state}"))


def _shelves(library: Library) -> dict[str, Mapping[str, Module | Path | Page | Example]]:
    return {
        "modules": library.modules,
        "paths": library.paths,
        "pages": library.pages,
        "examples": library.examples,
    }


def _modules(ordered: Iterable[Value | None], paths: Iterable[Path], kit: Kit) -> dict[str, Module]:
    """The modules by id. Operators have a trainer: the sheet that a module feeds counts when it is approved."""
    with_trainers = {module for path in paths if path.audience == "operators" for module in path.modules}
    return {
        value.id: replace(value, needs_approval=True)
        if value.id in with_trainers and value.workbook in kit.sheets
        else value
        for value in ordered
        if isinstance(value, Module)
    }


def all_texts(library: Library) -> Iterator[tuple[str, Text]]:
    """Every text of a library, in every language, with the path of its file."""
    for module in library.modules.values():
        yield from module_texts(module)
    shelves = chain(
        (("paths", path.id, path.text) for path in library.paths.values()),
        (("pages", page.id, page.text) for page in library.pages.values()),
    )
    for folder, name, texts in shelves:
        for language, text in texts.by_language.items():
            yield f"{folder}/{name}/{language}.md", text


def module_texts(module: Module) -> Iterator[tuple[str, Text]]:
    """Every text of a module, in every language, with the path of its file."""
    for language, text in module.text.by_language.items():
        yield f"modules/{module.id}/{language}.md", text
    for lesson in module.lessons:
        for language, text in lesson.text.by_language.items():
            yield f"modules/{module.id}/lessons/{lesson.id}/{language}.md", text
