"""Compiles the sentences of workbooks: what checks say, which words they look for, and what trainers say often."""

from collections.abc import Iterable, Mapping
from string import Formatter

from elearn.catalogue.rules.source_file import SourceFile
from elearn.catalogue.rules.wording import in_every_language
from elearn.catalogue.rules.workbook_schemas import CheckEntry, PhraseEntry, Spoken
from elearn.catalogue.rules.workbook_values import CheckText, Phrase, WordLists
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level


def compile_checks(files: Iterable[SourceFile]) -> dict[str, CheckText]:
    """The texts of checks by code, from `checks/<family>.yml`."""
    checks: dict[str, CheckText] = {}
    for file in files:
        for code, value in file.mapping().items():
            entry = file.entry(CheckEntry, value, code)
            if code in checks:
                file.problem("repeated_id", code, id=code)
            if entry:
                _check_placeholders(entry, file, code)
                checks[code] = CheckText(code, entry.lesson, _texts(entry, file, code))
    return checks


def compile_phrases(file: SourceFile) -> tuple[Phrase, ...]:
    """The sentences of trainers, in order, from `phrases.yml`."""
    entries = ((one, file.entry(PhraseEntry, value, one)) for one, value in file.mapping().items())
    return tuple(Phrase(one, entry.kind, _texts(entry, file, one)) for one, entry in entries if entry)


def compile_words(files: Mapping[str, SourceFile]) -> dict[str, WordLists]:
    """The lists of words by language, from `words/{lang}.yml`.

    No language borrows the words of another one: a list that is missing is empty, so that nothing is found.
    """
    lists = {language: _lists(file) for language, file in files.items()}
    names = sorted({name for own in lists.values() for name in own})
    for language, file in files.items():
        for name in names:
            if name not in lists[language]:
                file.problem("no_word_list", level=Level.WARNING, id=name, language=language)
    return {
        language: WordLists(language, {name: lists.get(language, {}).get(name, ()) for name in names})
        for language in LANGUAGES
    }


def _lists(file: SourceFile) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, value in file.mapping().items():
        words = file.entry(tuple[str, ...], value, name)
        if words is not None and not all(word.strip() for word in words):
            file.problem("empty_text", name, field=name)
        found[name] = words or ()
    return found


def _texts(entry: Spoken, file: SourceFile, code: str) -> dict[str, str]:
    if not entry.texts:
        file.problem("field_missing", code, field=f"{code}.en")
    return in_every_language(entry.texts, file, code)


def _check_placeholders(entry: Spoken, file: SourceFile, code: str) -> None:
    """Whether every language has the same `{name}`: the code of a check fills them in by name."""
    expected: frozenset[str] | None = None
    for language, text in entry.texts.items():
        names = placeholders(text)
        if names is None:
            file.problem("broken_placeholder", code, language, id=code, language=language)
            continue
        expected = names if expected is None else expected
        if names != expected:
            wanted = ", ".join(f"{{{name}}}" for name in sorted(expected)) or "–"
            file.problem("placeholders_differ", code, language, id=code, language=language, expected=wanted)


def placeholders(text: str) -> frozenset[str] | None:
    """The names in braces of a text; None where a brace is no placeholder, or says more than a name."""
    try:
        pieces = [piece[1:] for piece in Formatter().parse(text)]
    except ValueError:
        return None
    names = [piece for piece in pieces if piece[0] is not None]
    if any(not name.isidentifier() or form or conversion for name, form, conversion in names if name is not None):
        return None
    return frozenset(name for name, _form, _conversion in names if name is not None)
