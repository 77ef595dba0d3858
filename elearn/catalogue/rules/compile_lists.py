"""Compiles the glossary and the country facts: lists that have no source language."""

import csv
import re
from collections.abc import Mapping
from io import StringIO

from elearn.catalogue.rules.readability import WORD
from elearn.catalogue.rules.schemas import FactEntry, GlossaryEntry, RetiredTerm
from elearn.catalogue.rules.values import CountryFact, Term
from elearn.catalogue.rules.yaml_files import LineFinder, read_mapping, to_model
from elearn.core.countries import COUNTRIES
from elearn.core.ids import is_slug
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem, has_errors

GLOSSARY = "glossary.csv"
RETIRED = "glossary/retired.yml"
COLUMNS = ("term_id", "en", "it", "es", "fr", "de", "note")
TERM_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*\Z")
MAX_DEFINITION_WORDS = 20


def compile_glossary(files: Mapping[str, str]) -> tuple[dict[str, Term] | None, list[Problem]]:
    """The terms by id, from `glossary.csv`, `glossary/{lang}.yml` and `glossary/retired.yml`."""
    if GLOSSARY not in files:
        return None, [Problem(GLOSSARY, 0, Level.ERROR, "file_missing")]
    rows, problems = _rows(files[GLOSSARY])
    entries: dict[str, dict[str, GlossaryEntry]] = {}
    retired, found = _retired(files.get(RETIRED, ""), rows)
    problems += found
    for path, text in sorted(files.items()):
        if path in (GLOSSARY, RETIRED) or not path.startswith("glossary/"):
            continue
        language = path.removeprefix("glossary/").removesuffix(".yml")
        if language not in LANGUAGES:
            problems.append(Problem(path, 0, Level.WARNING, "unknown_file"))
            continue
        entries[language], found = _explanations(path, text, rows)
        problems += found
    if has_errors(problems):
        return None, problems
    return {term_id: _term(term_id, row, entries, retired.get(term_id)) for term_id, row in rows.items()}, problems


def _rows(text: str) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    rows: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    try:
        if tuple(reader.fieldnames or ()) != COLUMNS:
            return {}, [Problem(GLOSSARY, 1, Level.ERROR, "wrong_columns", {"expected": ", ".join(COLUMNS)})]
        for row in reader:
            term_id = row["term_id"]
            if None in row or None in row.values():
                problems.append(Problem(GLOSSARY, reader.line_num, Level.ERROR, "wrong_columns", {
                    "expected": ", ".join(COLUMNS)}))  # fmt: skip
                continue
            if not TERM_ID.match(term_id):
                problems.append(Problem(GLOSSARY, reader.line_num, Level.ERROR, "bad_term_id", {"id": term_id}))
            if term_id in rows:
                problems.append(Problem(GLOSSARY, reader.line_num, Level.ERROR, "repeated_id", {"id": term_id}))
            for language in LANGUAGES:
                if not row[language].strip():
                    params = {"id": term_id, "language": language}
                    problems.append(Problem(GLOSSARY, reader.line_num, Level.WARNING, "term_without_name", params))
            rows[term_id] = row
    except csv.Error as error:
        problems.append(Problem(GLOSSARY, reader.line_num + 1, Level.ERROR, "csv_broken", {"detail": str(error)}))
    return rows, problems


def _explanations(path: str, text: str, rows: Mapping[str, object]) -> tuple[dict[str, GlossaryEntry], list[Problem]]:
    values, problems = read_mapping(text, path)
    lines = LineFinder(text)
    entries: dict[str, GlossaryEntry] = {}
    for term_id, value in values.items():
        if term_id not in rows:
            problems.append(Problem(path, lines.line(term_id), Level.ERROR, "unknown_term", {"id": term_id}))
        entry, found = to_model(GlossaryEntry, value, text, path, at=(term_id,))
        problems += found
        if entry is None:
            continue
        entries[term_id] = entry
        words = len(WORD.findall(entry.definition))
        if words > MAX_DEFINITION_WORDS:
            params = {"id": term_id, "words": words, "limit": MAX_DEFINITION_WORDS}
            problems.append(Problem(path, lines.line(term_id), Level.WARNING, "long_definition", params))
    return entries, problems


def _retired(text: str, rows: Mapping[str, object]) -> tuple[dict[str, RetiredTerm], list[Problem]]:
    """The terms that nobody should link any more. Their rows stay: an id is never used again."""
    values, problems = read_mapping(text, RETIRED)
    lines = LineFinder(text)
    retired: dict[str, RetiredTerm] = {}
    for term_id, value in values.items():
        entry, found = to_model(RetiredTerm, value, text, RETIRED, at=(term_id,))
        problems += found
        if entry:
            retired[term_id] = entry
        for name in (term_id, entry.instead if entry else ""):
            if name and name not in rows:
                problems.append(Problem(RETIRED, lines.line(term_id), Level.ERROR, "unknown_term", {"id": name}))
    return retired, problems


def _term(
    term_id: str,
    row: Mapping[str, str],
    entries: Mapping[str, Mapping[str, GlossaryEntry]],
    retired: RetiredTerm | None,
) -> Term:
    own = {language: by_id[term_id] for language, by_id in entries.items() if term_id in by_id}
    return Term(
        id=term_id,
        names={language: row[language].strip() for language in LANGUAGES if row[language].strip()},
        definitions={language: entry.definition for language, entry in own.items()},
        examples={language: entry.example for language, entry in own.items() if entry.example},
        avoid={language: entry.avoid for language, entry in own.items() if entry.avoid},
        note=row["note"],
        retired_on=retired.since if retired else None,
        instead=retired.instead if retired else "",
    )


def compile_facts(files: Mapping[str, str]) -> tuple[dict[str, dict[str, CountryFact]] | None, list[Problem]]:
    """The country facts, fact id -> country -> fact, from `country-facts/{country}.yml`."""
    facts: dict[str, dict[str, CountryFact]] = {}
    problems: list[Problem] = []
    for path, text in sorted(files.items()):
        if not path.startswith("country-facts/"):
            continue
        country = path.removeprefix("country-facts/").removesuffix(".yml")
        if country not in COUNTRIES:
            problems.append(Problem(path, 0, Level.WARNING, "unknown_file"))
            continue
        values, found = read_mapping(text, path)
        problems += found
        lines = LineFinder(text)
        for fact_id, value in values.items():
            line = lines.line(fact_id)
            if not is_slug(fact_id):
                problems.append(Problem(path, line, Level.ERROR, "bad_id", {"field": fact_id}))
            entry, found = to_model(FactEntry, value, text, path, at=(fact_id,))
            problems += found
            if entry:
                problems += _check_fact(path, line, fact_id, entry)
                if entry.retired is None:  # a retired entry keeps its place in the file, so that its id stays taken
                    facts.setdefault(fact_id, {})[country] = _fact(fact_id, country, entry)
    return (None if has_errors(problems) else facts), problems


def _check_fact(path: str, line: int, fact_id: str, entry: FactEntry) -> list[Problem]:
    found = [
        Problem(path, line, Level.NOTICE, "fact_not_translated", {"id": fact_id, "language": language})
        for language in LANGUAGES
        if language not in entry.text or language not in entry.title
    ]
    if entry.review_by <= entry.valid_on:
        found.append(Problem(path, line, Level.ERROR, "review_before_valid", {"id": fact_id}))
    return found


def _fact(fact_id: str, country: str, entry: FactEntry) -> CountryFact:
    return CountryFact(
        id=fact_id,
        country=country,
        topic=entry.topic,
        titles={str(language): words for language, words in entry.title.items()},
        texts={str(language): words for language, words in entry.text.items()},
        source_title=entry.source.title,
        source_issuer=entry.source.issuer,
        source_year=entry.source.year,
        valid_on=entry.valid_on,
        review_by=entry.review_by,
        source_url=entry.source.url,
    )
