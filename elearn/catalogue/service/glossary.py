"""The glossary as a page: sorted for a language, searched without minding capitals and accents."""

import unicodedata
from collections.abc import Iterable

from elearn.catalogue.rules.values import Term

Groups = list[tuple[str, list[Term]]]


def glossary_for(terms: Iterable[Term], language: str, query: str = "") -> Groups:
    """(letter, terms) in the order of a language. A query is looked for in all five names."""
    wanted = _folded(query)
    found = [term for term in terms if not wanted or any(wanted in _folded(name) for name in term.names.values())]
    groups: dict[str, list[Term]] = {}
    for term in sorted(found, key=lambda term: _folded(term.names[language])):
        letter = _folded(term.names[language])[:1].upper()
        groups.setdefault(letter if letter.isalpha() else "#", []).append(term)
    return list(groups.items())


def _folded(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
