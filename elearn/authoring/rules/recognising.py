"""Finds the terms of the glossary in a text, so that an author can link them while writing.

Words are compared without capitals and without the endings of the plural, language by language. That is a comparison
of letters, not of grammar. Its limits: irregular plurals ("Leute"), plurals that change the middle of a compound
("chiffres d'affaires" is found, "procès-verbaux" is not), and verbs are not recognised; a word that only looks like a
plural may be. A person decides about each suggestion.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from elearn.catalogue.rules.values import Term

Stems = tuple[str, ...]
Lexicon = Mapping[str, Sequence[tuple[Stems, str, str]]]  # first stem -> (all stems, term id, name), longest first

WORD = re.compile(r"[^\W\d_]+|\d+")
GAP = re.compile(r"[ \t\u00a0]*\n?[ \t\u00a0]*\Z|['’‑-]\Z")  # what may stand between the words of one term
IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
EITHER = re.compile(r"\s+(?:o|or|ou|oder)\s+|\s*/\s*|\s*;\s*")
SHORTEST_ABBREVIATION, SHORTEST_WORD = 2, 4
LINKED = re.compile(r"\[[^\[\]]*\]\(\s*<?term:([a-z0-9_]+)")
#: What holds no running words: links, notes, code, headings, the first lines and options of blocks.
NO_PROSE = re.compile(
    r"!?\[[^\[\]]*\]\([^()]*\)|\[\^[^\]\s]+\]:?|`[^`\n]*`|https?://\S+"
    r"|^#{1,6}[ \t].*$|^///.*$|^ {4}[a-z]+:.*$",
    re.MULTILINE,
)
FRONT = re.compile(r"\A---\n.*?^---$", re.DOTALL | re.MULTILINE)
#: Endings of the plural and of agreement, longest first, and what takes their place.
ENDINGS: Mapping[str, Sequence[tuple[str, str]]] = {
    "it": (("chi", "c"), ("che", "c"), ("ghi", "g"), ("ghe", "g"), ("a", ""), ("e", ""), ("i", ""), ("o", "")),
    "en": (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("ss", "ss"), ("s", "")),
    "es": (("ces", "z"), ("ones", "on"), ("ión", "ion"), ("es", ""), ("as", ""), ("os", ""),
           ("s", ""), ("a", ""), ("e", ""), ("o", "")),
    "fr": (("eaux", "eau"), ("aux", "al"), ("ées", "é"), ("és", "é"), ("ée", "é"), ("es", ""), ("s", ""), ("x", ""),
           ("e", "")),
    "de": (("innen", "in"), ("ern", ""), ("en", ""), ("er", ""), ("em", ""), ("es", ""), ("e", ""), ("n", ""),
           ("s", "")),
}  # fmt: skip
LEAST_LETTERS = 3  # that must stay when an ending goes


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term at its first place in a text: `text[start:end]` are the words as written, on `line` (from 1)."""

    id: str
    name: str
    written: str
    line: int
    start: int
    end: int


def stem(word: str, language: str) -> str:
    """A word without capitals and without the ending of the plural, to compare it with others."""
    word = word.casefold()
    if language == "de":
        word = "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))
    for ending, instead in ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_LETTERS:
            return word.removesuffix(ending) + instead
    return word


def lexicon(terms: Iterable[Term], language: str) -> Lexicon:
    """The names under which a language knows its terms. Only explained terms: others have nothing to tell a reader."""
    found: dict[str, list[tuple[Stems, str, str]]] = {}
    for term in terms:
        if not term.definitions.get(language) or term.retired_on:
            continue
        name = term.names.get(language, "")
        for variant in dict.fromkeys(_variants(name)):
            stems = tuple(stem(word, language) for word in WORD.findall(variant))
            if stems:
                found.setdefault(stems[0], []).append((stems, term.id, name))
    return {first: sorted(entries, key=lambda entry: -len(entry[0])) for first, entries in found.items()}


def recognise(text: str, language: str, known: Lexicon) -> tuple[FoundTerm, ...]:
    """The terms in a Markdown text that it does not link yet: each once, at its first place, the longest name first."""
    linked = set(LINKED.findall(text))
    plain = NO_PROSE.sub(_blank, FRONT.sub(_blank, text))
    words = list(WORD.finditer(plain))
    stems = [stem(word[0], language) for word in words]
    found: dict[str, FoundTerm] = {}
    place = 0
    while place < len(words):
        length = 1
        for entry, term_id, name in _matches(known, plain, words, stems, place):
            length = len(entry)
            if term_id not in linked and term_id not in found:
                start, end = words[place].start(), words[place + length - 1].end()
                line = text.count("\n", 0, start) + 1
                found[term_id] = FoundTerm(term_id, name, text[start:end], line, start, end)
        place += length
    return tuple(found.values())


def _matches(
    known: Lexicon, plain: str, words: Sequence[re.Match[str]], stems: Sequence[str], place: int
) -> Iterator[tuple[Stems, str, str]]:
    """The entries of the longest name that begins at this word: several where terms share a name."""
    longest = 0
    for entry in known.get(stems[place], ()):
        size = len(entry[0])
        if size < longest:
            return
        if tuple(stems[place : place + size]) == entry[0] and _is_one_run(plain, words[place : place + size]):
            longest = size
            yield entry


def _is_one_run(plain: str, words: Sequence[re.Match[str]]) -> bool:
    return all(GAP.match(plain[one.end() : two.start()]) for one, two in pairwise(words))


def _variants(name: str) -> Iterator[str]:
    """The names within a name: "valore di partenza (baseline)" is two, "autore o autrice" is two."""
    inner = IN_BRACKETS.findall(name)
    outer = IN_BRACKETS.sub("", name)
    for whole in (outer, *inner):
        for variant in EITHER.split(whole):
            least = SHORTEST_ABBREVIATION if variant.isupper() else SHORTEST_WORD
            if len(variant) >= least:
                yield variant


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\0", found[0])
