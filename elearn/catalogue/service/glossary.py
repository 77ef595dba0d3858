"""The glossary as a page: sorted for a language, searched without minding capitals and accents."""

import unicodedata
from collections.abc import Iterable

from elearn.catalogue.rules.values import Term

Groups = dict[str, list[Term]]


def groups_for(terms: Iterable[Term], language: str) -> Groups:
    """Terms by their first letter, in the order of a language."""
    groups: Groups = {}
    for term in sorted(terms, key=lambda term: _folded(term.name(language))):
        groups.setdefault(letter_of(term, language), []).append(term)
    return groups


def letter_of(term: Term, language: str) -> str:
    """The letter under which a term stands: one of A to Z, or "#"."""
    letter = _folded(term.name(language))[:1].upper()
    return letter if letter.isalpha() else "#"


def search(terms: Iterable[Term], query: str) -> list[Term]:
    """Terms that hold a query in any of their five names."""
    wanted = _folded(query)
    return [term for term in terms if any(wanted in _folded(name) for name in term.names.values())]


def _folded(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
