"""Two authors change one file: what fits together is merged, block by block for a lesson, line by line for the rest.

Whoever saves names the text that the page showed. A block that nobody else touched takes the new words; new blocks of
both stay; words weigh more than a removal. Only where both wrote something else into one block must somebody choose.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from elearn.authoring.rules.pieces import take_apart


@dataclass(frozen=True, slots=True)
class Clash:
    """A block that two people changed: what stood there before both, what I wrote, what they saved."""

    base: str
    mine: str
    theirs: str


Choice = Callable[[int, Clash], str]  # number of the clash, from 0 -> what shall stand there


@dataclass(frozen=True, slots=True)
class Merge:
    """Three texts in one: stretches that are settled, and clashes."""

    parts: tuple[str | Clash, ...]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """What somebody must choose."""
        return tuple(part for part in self.parts if isinstance(part, Clash))

    def text(self, choose: Choice) -> str:
        """The merged file, once everything is chosen."""
        numbers = iter(range(len(self.parts)))
        return "".join(part if isinstance(part, str) else choose(next(numbers), part) for part in self.parts)


def merge(path: str, base: str, mine: str, theirs: str) -> Merge:
    """Merge what two people made of `base`. `path` says what kind of file it is."""
    if base in (mine, theirs) or mine == theirs:
        return Merge((theirs if mine in (base, theirs) else mine,))
    cut = _blocks if path.endswith(".md") else _lines
    before, ours, others = cut(base), cut(mine), cut(theirs)
    return Merge(tuple(_merged(before, _Version.of(before, ours), _Version.of(before, others))))


@dataclass(frozen=True, slots=True)
class _Version:
    """A text told as a change of the base: what became of each of its blocks (None: removed), what came before it."""

    kept: tuple[str | None, ...]
    added: tuple[tuple[str, ...], ...]  # one more than kept: the last came at the end

    @classmethod
    def of(cls, base: list[str], text: list[str]) -> "_Version":
        kept: list[str | None] = [None] * len(base)
        added: list[tuple[str, ...]] = [()] * (len(base) + 1)
        for what, i1, i2, j1, j2 in SequenceMatcher(None, base, text, autojunk=False).get_opcodes():
            if what == "insert":
                added[i1] = tuple(text[j1:j2])
                continue
            for i, j in zip_longest(range(i1, i2), range(j1, min(j2, j1 + i2 - i1))):
                kept[i] = None if j is None else text[j]
            added[i2] = tuple(text[j1 + i2 - i1 : j2])
        return cls(tuple(kept), tuple(added))


def _merged(base: list[str], mine: _Version, theirs: _Version) -> Iterable[str | Clash]:
    for place in range(len(base) + 1):
        yield "".join(theirs.added[place])
        if mine.added[place] != theirs.added[place]:
            yield "".join(mine.added[place])
        if place < len(base):
            yield _chosen(base[place], mine.kept[place], theirs.kept[place])


def _chosen(base: str, mine: str | None, theirs: str | None) -> str | Clash:
    if mine in (theirs, base):
        return theirs or ""
    if theirs == base:
        return mine or ""
    if mine is None or theirs is None:
        return mine or theirs or ""
    return Clash(base, mine, theirs)


def _blocks(text: str) -> list[str]:
    sheet = take_apart(text)
    return [*_lines(sheet.front), *(piece.before + piece.source for piece in sheet.pieces), sheet.tail]


def _lines(text: str) -> list[str]:
    *ended, last = text.split("\n")
    return [*(line + "\n" for line in ended), last]
