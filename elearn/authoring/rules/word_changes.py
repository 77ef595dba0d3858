"""Two versions of a text, word by word: what stayed, what went, what came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

#: Comparing all words with all words: beyond this number of pairs a text is shown as replaced, not compared.
MOST_PAIRS = 1_000_000
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Fate(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together and share their fate. The runs that are not NEW are the old text, byte by byte."""

    fate: Fate
    text: str


def word_changes(before: str, after: str) -> tuple[Run, ...]:
    """The runs of a text that was changed, in reading order; what went stands before what came in its place."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    runs = [Run(Fate.SAME, "".join(old[:start])), *_compared(middle_old, middle_new)]
    return tuple(_joined([*runs, Run(Fate.SAME, "".join(old[len(old) - end :]))]))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (first, second) in pairs if first != second), min(len(one), len(other)))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    if len(old) * len(new) > MOST_PAIRS:
        yield Run(Fate.GONE, "".join(old))
        yield Run(Fate.NEW, "".join(new))
        return
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Run(Fate.SAME, "".join(old[i1:i2]))
        else:
            yield Run(Fate.GONE, "".join(old[i1:i2]))
            yield Run(Fate.NEW, "".join(new[j1:j2]))


def _joined(runs: Sequence[Run]) -> Iterator[Run]:
    """Neighbours of one fate become one. A lone space between two changes belongs to both: it reads better."""
    went, came = "", ""
    kept = [run for run in runs if run.text]
    for index, run in enumerate(kept):
        is_between = run.fate is Fate.SAME and run.text.isspace() and 0 < index < len(kept) - 1
        if run.fate is Fate.SAME and not (is_between and "\n" not in run.text):
            yield from _pair(went, came)
            went = came = ""
            yield run
            continue
        went += run.text if run.fate is not Fate.NEW else ""
        came += run.text if run.fate is not Fate.GONE else ""
    yield from _pair(went, came)


def _pair(went: str, came: str) -> Iterator[Run]:
    if went:
        yield Run(Fate.GONE, went)
    if came:
        yield Run(Fate.NEW, came)
