"""Compiles an example: a filled workbook that ships, without language in `example.yml`, its words in `{lang}.yml`.

Whether its sheets, fields and links exist is asked over the whole library: `check_examples.py`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from elearn.catalogue.rules.source_file import SourceFile
from elearn.catalogue.rules.wording import Wording
from elearn.catalogue.rules.workbook_schemas import ExampleFile, ExampleWordsFile
from elearn.catalogue.rules.workbook_values import Example
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem, has_errors

PART = "part"
Stored = str | tuple[str, ...]
Documents = dict[str, dict[str, dict[str, Stored]]]  # sheet -> node -> field -> value


def compile_example(example_id: str, files: Mapping[str, str]) -> tuple[Example | None, list[Problem]]:
    """An example from the files of its folder (by path below content/)."""
    folder = f"examples/{example_id}/"
    own = {path.removeprefix(folder): SourceFile(path, text) for path, text in sorted(files.items())
           if path.startswith(folder)}  # fmt: skip
    file = own.pop("example.yml", None)
    if file is None:
        return None, [Problem(f"{folder}example.yml", 0, Level.ERROR, "file_missing")]
    words = {language: own.pop(f"{language}.yml") for language in LANGUAGES if f"{language}.yml" in own}
    for stranger in own.values():
        stranger.problem("unknown_file", level=Level.WARNING)
    head = file.read(ExampleFile)
    example, missing = _example(example_id, folder, head, file, words) if head else (None, [])
    problems = [*missing, *(problem for one in (file, *words.values(), *own.values()) for problem in one.problems)]
    return (None if has_errors(problems) else example), problems


def _example(
    example_id: str, folder: str, head: ExampleFile, file: SourceFile, words: Mapping[str, SourceFile]
) -> tuple[Example, list[Problem]]:
    documents = _documents(head, file)
    read = {language: one.read(ExampleWordsFile) for language, one in words.items()}
    values = {language: value.model_dump() for language, value in read.items() if value}
    wording = Wording(folder, words, values)
    example = Example(
        id=example_id,
        profile=head.profile,
        currency=head.currency,
        country=head.country,
        start=head.start.isoformat(),
        months=head.months,
        documents=documents,
        titles={language: wording.say(language, "title", otherwise=example_id) for language in LANGUAGES},
        places={language: wording.say(language, "place") for language in LANGUAGES},
        words=_words(wording, documents),
    )
    return example, wording.problems


def _documents(head: ExampleFile, file: SourceFile) -> Documents:
    documents: Documents = {}
    for sheet, nodes in head.sheets.items():
        documents[sheet] = {}
        for node, fields in nodes.items():
            at = ("sheets", sheet, node)
            if PART not in fields:
                file.problem("field_missing", *at, field=".".join((*at, PART)))
            own = documents[sheet][node] = {}
            for name, value in fields.items():
                stored = _stored(value)
                if stored is None:
                    file.problem("field_wrong", *at, name, field=".".join((*at, name)))
                else:
                    own[name] = stored
    return documents


def _stored(value: Any) -> Stored | None:
    """A value as a sheet keeps it: numbers and dates are texts. None for what is no value of a field."""
    if isinstance(value, list):
        texts = [_stored(one) for one in value]
        return tuple(one for one in texts if isinstance(one, str)) if all(isinstance(o, str) for o in texts) else None
    if isinstance(value, bool) or value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else None


def _words(wording: Wording, documents: Documents) -> dict[str, dict[str, dict[str, dict[str, str]]]]:
    """The words of every node, in every language: language -> sheet -> node -> field -> text."""
    spoken: dict[str, dict[str, dict[str, dict[str, str]]]] = {}
    for language in LANGUAGES:
        spoken[language] = {
            sheet: {node: _texts(language, wording, sheet, node) for node in nodes}
            for sheet, nodes in documents.items()
        }
        for sheet in wording.keys(language, "sheets"):
            for node in wording.keys(language, "sheets", sheet):
                if node not in documents.get(sheet, {}):
                    wording.is_about_nothing(language, "sheets", sheet, node)
    return spoken


def _texts(language: str, wording: Wording, sheet: str, node: str) -> dict[str, str]:
    """The words of one node: those of every field for which any language has some."""
    every = (wording.keys(one, "sheets", sheet, node) for one in LANGUAGES)
    names = dict.fromkeys(name for names in every for name in names if name != PART)
    return {name: wording.say(language, "sheets", sheet, node, name) for name in names}
