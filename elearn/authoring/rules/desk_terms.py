"""The terms of the glossary in a part that somebody translates: those it links, then those it only names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from elearn.authoring.rules.recognising import Lexicon, recognise
from elearn.catalogue.rules.values import Term
from elearn.markup.links import written_links

LINK = re.compile(r"\[([^\[\]^][^\[\]]*)\]\((<?([^()\s<>]*)[^()]*)\)")
REFERENCE = re.compile(r"\[\^[^\]\s]+\](?!:)")


@dataclass(frozen=True, slots=True)
class TermPair:
    """A term in both languages; `other` is "" where the target language has no name for it yet."""

    name: str
    other: str


def term_pairs(
    text: str, languages: tuple[str, str], terms: Mapping[str, Term], known: Lexicon
) -> tuple[TermPair, ...]:
    """The terms of a text in (source language, target language)."""
    own, other = languages
    linked = [link.name for link in written_links(text) if link.scheme == "term"]
    named = [found.id for found in recognise(text, own, known)]
    there = (terms[name] for name in dict.fromkeys([*linked, *named]) if name in terms)
    return tuple(TermPair(one.names.get(own, one.id), one.names.get(other, "")) for one in there)


def marks_of(text: str, languages: tuple[str, str], terms: Mapping[str, Term]) -> tuple[str, ...]:
    """The links and footnotes of a text as they are written in the target language; a term has its name there."""
    other = languages[1]
    found = []
    for words, target, address in LINK.findall(text):
        scheme, _colon, name = address.partition(":")
        term = terms.get(name) if scheme == "term" else None
        found.append(f"[{term.names.get(other, words) if term else words}]({target})")
    return tuple(dict.fromkeys([*found, *REFERENCE.findall(text)]))
