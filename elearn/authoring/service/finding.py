"""What a text may link to, found by a few letters: words of the glossary, country facts, lessons."""

from collections.abc import Iterator
from dataclasses import dataclass

from elearn.catalogue.rules.values import Library
from elearn.catalogue.service.glossary import search

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Something to link to: what kind it is, its name for the author, and the link as Markdown."""

    kind: str
    name: str
    markdown: str


def find(shelf: Library, query: str, language: str) -> list[Found]:
    """The best few of each kind: terms, then facts, then lessons. Nothing for an empty query."""
    words = query.strip().lower()
    if not words:
        return []
    kinds = (_terms(shelf, words, language), _facts(shelf, words, language), _lessons(shelf, words, language))
    return [one for found in kinds for one in list(found)[:MOST_FOUND]]


def _terms(shelf: Library, words: str, language: str) -> Iterator[Found]:
    found = sorted(search(shelf.terms.values(), words), key=lambda term: len(term.names.get(language, term.id)))
    for term in found:
        name = term.names.get(language, term.id)
        yield Found("term", name, f"[{_plain(name)}](term:{term.id})")


def _facts(shelf: Library, words: str, language: str) -> Iterator[Found]:
    for name, by_country in shelf.facts.items():
        fact = next(iter(by_country.values()))
        title = fact.titles.get(language) or next(iter(fact.titles.values()), name)
        if words in f"{title} {name} {fact.topic}".lower():
            yield Found("fact", title, f"[{_plain(title)}](fact:{name})")


def _lessons(shelf: Library, words: str, language: str) -> Iterator[Found]:
    for module in shelf.modules.values():
        for lesson in module.lessons:
            title = lesson.text.choose(language).title
            if words in title.lower():
                yield Found("lesson", title, f"[{_plain(title)}](lesson:{module.id}/{lesson.id})")


def _plain(words: str) -> str:
    return words.replace("[", "").replace("]", "")
