"""The terms of the glossary in a part that somebody translates: those it links, then those it only names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from elearn.authoring.rules.recognising import Lexicon, recognise
from elearn.catalogue.rules.values import Term
from elearn.markup.links import written_links

LINK = re.compile(r"\[[^\[\]^][^\[\]]*\]\(<?([^()\s<>]*)[^()]*\)")
REFERENCE = re.compile(r"\[\^[^\]\s]+\](?!:)")


@dataclass(frozen=True, slots=True)
class TermPair:
    """A term in both languages; `other` is "" where the target language has no name for it yet.

    `link` is how the other text links it, "" where the source only names it.
    """

    name: str
    other: str
    link: str = ""


def term_pairs(
    text: str, languages: tuple[str, str], terms: Mapping[str, Term], known: Lexicon
) -> tuple[TermPair, ...]:
    """The terms of a text in (source language, target language)."""
    own, other = languages
    linked = [link.name for link in written_links(text) if link.scheme == "term"]
    named = [found.id for found in recognise(text, own, known)]
    there = (terms[name] for name in dict.fromkeys([*linked, *named]) if name in terms)
    return tuple(_pair(one, own, other, is_linked=one.id in linked) for one in there)


def marks_of(text: str) -> tuple[str, ...]:
    """The links and references to footnotes of a text as they are written, except links to terms."""
    links = [link[0] for link in LINK.finditer(text) if not link[1].startswith("term:")]
    return tuple(dict.fromkeys([*links, *REFERENCE.findall(text)]))


def _pair(term: Term, own: str, other: str, *, is_linked: bool) -> TermPair:
    name, there = term.names.get(own, term.id), term.names.get(other, "")
    return TermPair(name, there, f"[{there or name}](term:{term.id})" if is_linked else "")
