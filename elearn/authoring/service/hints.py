"""Readability and style of a text while somebody writes it."""

from typing import NamedTuple

from elearn.authoring.rules.hints import Avoided, Hints, measure
from elearn.authoring.rules.recognising import Lexicon, lexicon, recognise
from elearn.catalogue.rules.check_style import Variants, avoided_words, variants_of
from elearn.catalogue.service.library import library
from elearn.infra.memory import memory

MOST_LEXICONS = 10  # five languages, while a new glossary takes the place of the old one


class _Words(NamedTuple):
    """What a language knows of the glossary: names to recognise, and words to avoid."""

    known: Lexicon
    avoid: Variants


def hints(language: str, markdown: str, audience: str = "") -> Hints:
    """What a reader of `language` would find easy or hard in a text, and the terms that it could explain.

    `audience` is that of the module's path ("" where it has none). Terms are those of the published glossary.
    """
    words = _words(language)
    avoided = tuple(Avoided(word, better, line + 1) for line, word, better in avoided_words(markdown, words.avoid))
    return measure(language, markdown, audience, recognise(markdown, language, words.known), avoided)


def _words(language: str) -> _Words:
    shelf, found = memory("hints", MOST_LEXICONS), library()
    key = (found.fingerprint, language)
    known: _Words | None = shelf.get(key)
    if known is None:
        known = shelf.put(key, _Words(lexicon(found.terms.values(), language), variants_of(found, language)))
    return known
