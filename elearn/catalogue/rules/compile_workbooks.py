"""Compiles the unit `workbooks`: the kinds of sheets, the profiles, and the words that belong to them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from elearn.catalogue.rules.compile_profiles import check_profile, compile_profile, compile_rubric
from elearn.catalogue.rules.compile_sentences import compile_checks, compile_phrases, compile_words
from elearn.catalogue.rules.compile_sheets import check_links, compile_sheet
from elearn.catalogue.rules.source_file import SourceFile
from elearn.catalogue.rules.workbook_values import Kit, SheetKind
from elearn.core.ids import is_slug
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem, has_errors

Value = TypeVar("Value")
Files = dict[str, SourceFile]

PREFIX = "workbooks/"
WORDS_FOLDER = "workbooks/words/"
_LANGUAGE = "|".join(LANGUAGES)
SHEET = re.compile(r"sheets/([^/]+)/sheet\.yml\Z")
SHEET_WORDS = re.compile(rf"sheets/([^/]+)/({_LANGUAGE})\.yml\Z")
PROFILE = re.compile(r"profiles/([^/]+)\.yml\Z")
CHECKS = re.compile(r"checks/([^/]+)\.yml\Z")
WORDS = re.compile(rf"words/({_LANGUAGE})\.yml\Z")
RUBRIC = re.compile(r"rubrics/([^/]+)\.yml\Z")
PHRASES = "phrases.yml"


@dataclass
class _Folder:
    """The files of the unit, sorted by what they are."""

    sheets: Files = field(default_factory=dict)
    sheet_words: dict[str, Files] = field(default_factory=dict)
    profiles: Files = field(default_factory=dict)
    checks: Files = field(default_factory=dict)
    words: Files = field(default_factory=dict)
    rubrics: Files = field(default_factory=dict)
    phrases: Files = field(default_factory=dict)
    every: list[SourceFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def compile_workbooks(files: Mapping[str, str]) -> tuple[Kit | None, list[Problem]]:
    """Everything that workbooks need, from the files of `workbooks/` (by path below content/)."""
    folder = _sorted(files)
    sheets = _sheets(folder)
    profiles = _each(folder.profiles, compile_profile)
    rubrics = _each(folder.rubrics, compile_rubric)
    checks = compile_checks(folder.checks.values())
    check_links(sheets, folder.sheets)
    for profile in profiles.values():
        check_profile(profile, folder.profiles[profile.id], folder.sheets, checks, folder.rubrics)
    phrases = tuple(phrase for file in folder.phrases.values() for phrase in compile_phrases(file))
    kit = Kit(sheets, profiles, checks, compile_words(folder.words), rubrics, phrases)
    missing = [language for language in LANGUAGES if folder.words and language not in folder.words]
    folder.problems += [
        Problem(f"{WORDS_FOLDER}{one}.yml", 0, Level.WARNING, "no_word_lists", {"language": one}) for one in missing
    ]
    problems = folder.problems + [problem for file in folder.every for problem in file.problems]
    return (None if has_errors(problems) else kit), problems


def _sorted(files: Mapping[str, str]) -> _Folder:
    folder = _Folder()
    shelves = (
        (SHEET, folder.sheets), (PROFILE, folder.profiles), (CHECKS, folder.checks), (WORDS, folder.words),
        (RUBRIC, folder.rubrics),
    )  # fmt: skip
    for path, text in sorted(files.items()):
        if not path.startswith(PREFIX):
            continue
        name, file = path.removeprefix(PREFIX), SourceFile(path, text)
        folder.every.append(file)
        if found := SHEET_WORDS.match(name):
            folder.sheet_words.setdefault(found[1], {})[found[2]] = file
        elif name == PHRASES:
            folder.phrases[name] = file
        else:
            shelf, key = next(((shelf, one[1]) for form, shelf in shelves if (one := form.match(name))), (None, ""))
            if shelf is None:
                file.problem("unknown_file", level=Level.WARNING)
            elif is_slug(key):
                shelf[key] = file
            else:
                file.problem("bad_id", field=key)
    return folder


def _sheets(folder: _Folder) -> dict[str, SheetKind]:
    sheets = {}
    for sheet_id, file in folder.sheets.items():
        sheet, found = compile_sheet(sheet_id, file, folder.sheet_words.get(sheet_id, {}))
        folder.problems += found
        if sheet:
            sheets[sheet_id] = sheet
    for sheet_id in folder.sheet_words.keys() - folder.sheets.keys():
        folder.problems.append(Problem(f"{PREFIX}sheets/{sheet_id}/sheet.yml", 0, Level.ERROR, "file_missing"))
    return sheets


def _each(files: Files, compile_one: Callable[[str, SourceFile], Value | None]) -> dict[str, Value]:
    compiled = ((one, compile_one(one, file)) for one, file in files.items())
    return {one: value for one, value in compiled if value is not None}
