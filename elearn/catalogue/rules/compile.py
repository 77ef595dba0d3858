"""Turns the text of files into values and Problems. Pure: the same files give the same answer, and nothing raises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from elearn.catalogue.rules.compile_examples import compile_example
from elearn.catalogue.rules.compile_lists import GLOSSARY, compile_facts, compile_glossary
from elearn.catalogue.rules.compile_module import compile_module
from elearn.catalogue.rules.compile_text import compile_renderings
from elearn.catalogue.rules.compile_workbooks import compile_workbooks
from elearn.catalogue.rules.schemas import Front, PathFile
from elearn.catalogue.rules.values import CountryFact, Media, Module, Page, Path, Renderings, Term, Text
from elearn.catalogue.rules.workbook_values import Example, Kit
from elearn.catalogue.rules.yaml_files import read_model
from elearn.core.ids import is_slug
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGES
from elearn.core.problems import Level, Problem, has_errors

Facts = Mapping[str, Mapping[str, CountryFact]]  # fact id -> country -> fact
Terms = Mapping[str, Term]
Value = Module | Path | Page | Terms | Facts | Kit | Example
Older = Callable[[str], str | None]

FOLDERS = ("modules", "paths", "pages", "examples")  # each of their folders is a unit
LISTS = ("glossary", "country-facts", "workbooks")  # each is a unit as a whole


@dataclass(frozen=True)
class Compiled:
    """What a unit became. `value` is None when there are errors: a broken unit never reaches learners."""

    unit: str
    value: Value | None
    problems: tuple[Problem, ...] = ()


def unit_of(path: str) -> str:
    """The unit that a file (relative to content/) belongs to; "" for files that are not content (README.md)."""
    parts = path.split("/")
    if parts[0] in FOLDERS and len(parts) > 2:
        return "/".join(parts[:2])
    if path == GLOSSARY:
        return "glossary"
    return parts[0] if parts[0] in LISTS else ""


def compile_unit(unit: str, files: Mapping[str, str], media: Mapping[str, Media], older: Older) -> Compiled:
    """Compile one unit.

    `files` are texts by path relative to content/ (files of other units are ignored), `media` the media of this
    module by file name, `older(short_digest)` gives a former source text where the archive still has it.
    """
    kind, _, name = unit.partition("/")
    if kind in FOLDERS and not is_slug(name):
        return Compiled(unit, None, (Problem(unit, 0, Level.ERROR, "bad_id", {"field": name}),))
    value: Value | None
    if kind == "modules":
        value, problems = compile_module(name, files, media, older)
    elif kind == "paths":
        value, problems = _compile_path(name, files, older)
    elif kind == "pages":
        value, problems = _compile_page(name, files, older)
    elif kind == "examples":
        value, problems = compile_example(name, files)
    elif unit == "workbooks":
        value, problems = compile_workbooks(files)
    elif unit == "glossary":
        value, problems = compile_glossary(files)
    else:
        value, problems = compile_facts(files)
    return Compiled(unit, None if has_errors(problems) else value, tuple(problems))


def _compile_path(path_id: str, files: Mapping[str, str], older: Older) -> tuple[Path | None, list[Problem]]:
    head_path = f"paths/{path_id}/path.yml"
    if head_path not in files:
        return None, [Problem(head_path, 0, Level.ERROR, "file_missing")]
    head, problems = read_model(PathFile, files[head_path], head_path)
    if head is None:
        return None, problems
    text, found = _texts(f"paths/{path_id}/", files, head.source, older, others=("path.yml",))
    problems += found
    for module_id in sorted({one for one in head.modules if head.modules.count(one) > 1}):
        problems.append(Problem(head_path, 0, Level.ERROR, "repeated_id", {"id": module_id}))
    if text is None:
        return None, problems
    path = Path(path_id, head.source, head.audience, head.hours, head.pass_mark, head.modules, text)
    return path, problems


def _compile_page(page_id: str, files: Mapping[str, str], older: Older) -> tuple[Page | None, list[Problem]]:
    text, problems = _texts(f"pages/{page_id}/", files, DEFAULT_LANGUAGE, older)
    return (Page(page_id, text) if text else None), problems


def _texts(
    folder: str, files: Mapping[str, str], source: str, older: Older, others: tuple[str, ...] = ()
) -> tuple[Renderings[Text] | None, list[Problem]]:
    """The texts `{lang}.md` of a folder. `others` are the names of the files that may stand beside them."""
    by_language: dict[str, tuple[str, str]] = {}
    problems: list[Problem] = []
    for path, text in sorted(files.items()):
        name = path.removeprefix(folder)
        if not path.startswith(folder) or name in others:
            continue
        if name.endswith(".md") and name.removesuffix(".md") in LANGUAGES:
            by_language[name.removesuffix(".md")] = path, text
        else:
            problems.append(Problem(path, 0, Level.WARNING, "unknown_file"))
    if source not in by_language:
        missing = Problem(f"{folder}{source}.md", 0, Level.ERROR, "no_source_text", {"language": source})
        return None, [*problems, missing]
    texts, found = compile_renderings(by_language, source, Front, older)
    return texts, problems + found
