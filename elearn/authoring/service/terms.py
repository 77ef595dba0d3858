"""The terms of the glossary: found, made, retired, restored. An id is never used for another term."""

import unicodedata
from collections.abc import Mapping
from typing import cast

from elearn.authoring.rules.entries import put_entry, put_row, row, without_entry
from elearn.authoring.rules.naming import slug_of
from elearn.authoring.service.drafts import DraftMissingError, draft, save
from elearn.authoring.service.past import left_texts
from elearn.authoring.service.preview import compiled
from elearn.catalogue.rules.compile import Terms
from elearn.catalogue.rules.compile_lists import COLUMNS, GLOSSARY, RETIRED
from elearn.catalogue.rules.values import Term
from elearn.catalogue.service.library import library
from elearn.core.clock import today

UNIT = "glossary"


def terms() -> Mapping[str, Term]:
    """The drafts of all terms by id; those that readers see while the drafts have errors."""
    found = cast(Terms | None, compiled(UNIT).value)
    return library().terms if found is None else found


def find_terms(query: str, language: str, *, retired: bool = False) -> list[Term]:
    """Terms whose id or any name holds the query, in the order of a language."""
    wanted = _folded(query)
    found = [term for term in terms().values() if (term.retired_on is not None) == retired]
    if wanted:
        found = [one for one in found if any(wanted in _folded(text) for text in (one.id, *one.names.values()))]
    return sorted(found, key=lambda term: _folded(term.name(language)))


def term_named(words: str) -> Term | None:
    """The term with this id or exactly this name in any language, or None."""
    wanted = _folded(words.strip())
    known = terms()
    return known.get(words.strip()) or next(
        (one for one in known.values() if wanted and wanted in (_folded(name) for name in one.names.values())), None
    )


def create_term(person_id: int, names: Mapping[str, str]) -> str:
    """Make a term with a name in at least one language; returns its id, which nothing ever had."""
    opened = _glossary()
    first = names.get("en") or next(name for name in names.values() if name)
    term_id = _free_id(opened[0], first)
    body = put_row(opened[0], {"term_id": term_id, **{code: names.get(code, "").strip() for code in COLUMNS[1:6]}})
    save(person_id, GLOSSARY, body, opened[1], "created", term_id)
    return term_id


def retire_term(person_id: int, term_id: str, instead: str) -> None:
    """Say that nobody should use a term any more, and which one takes its place ("" for none)."""
    body, opened = _retired()
    value = {"since": today(), **({"instead": instead} if instead else {})}
    save(person_id, RETIRED, put_entry(body, term_id, value), opened, "retired", term_id)


def restore_term(person_id: int, term_id: str) -> None:
    """Bring a retired term back."""
    body, opened = _retired()
    save(person_id, RETIRED, without_entry(body, term_id), opened, "restored", term_id)


def _free_id(table: str, words: str) -> str:
    """The id that words suggest, in the glossary's style. Retired terms keep their rows, so theirs are taken."""
    tables = [table, *left_texts(GLOSSARY)]
    slug = slug_of(words).replace("-", "_")
    number, found = 1, slug
    while any(row(one, found) for one in tables):
        number += 1
        found = f"{slug}_{number}"
    return found


def _glossary() -> tuple[str, str | None]:
    try:
        opened = draft(GLOSSARY)
    except DraftMissingError:
        return ",".join(COLUMNS) + "\n", None
    return opened.body, opened.digest


def _retired() -> tuple[str, str | None]:
    try:
        opened = draft(RETIRED)
    except DraftMissingError:
        return "", None
    return opened.body, opened.digest


def _folded(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
