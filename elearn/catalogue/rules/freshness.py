"""How a translation stands to its source, block by block.

The translation was made from an old source. What stands in both sources is fresh, what changed is stale, what is new
is shown in the source language until somebody translates it, and what is gone goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from elearn.catalogue.rules.partial import Partial
from elearn.core.ids import short_digest
from elearn.markup.blocks import RawBlock, Split

#: Below this likeness two blocks are not taken for versions of each other.
ALIKE = 0.5
#: Beyond this number of pairs we pair by place: comparing all with all would be slow.
MAX_PAIRS = 400


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of the shown text. `borrowed`: it stands in the source language, for want of a translation."""

    block: RawBlock
    stale: bool = False
    borrowed: bool = False


def is_current(translates: str, source_text: str) -> bool:
    """Whether a translation says that it translates exactly this source (the first 16 digits of its SHA-256)."""
    return translates == short_digest(source_text)


def same_structure(first: Sequence[RawBlock], second: Sequence[RawBlock]) -> bool:
    """Whether two texts have the same blocks in the same order, as far as language does not matter."""
    return [shape(block) for block in first] == [shape(block) for block in second]


def first_difference(source: Sequence[RawBlock], translation: Sequence[RawBlock]) -> int:
    """The index of the first block whose kind differs; the length of the shorter text when one only goes on."""
    pairs = zip(source, translation, strict=False)
    return next(
        (index for index, (one, other) in enumerate(pairs) if shape(one) != shape(other)),
        min(len(source), len(translation)),
    )


def place_blocks(
    source: Split, old: Split | None, translation: Split, partial: Partial | None = None, *, is_exact: bool = False
) -> tuple[Placed, ...]:
    """The blocks to show of a translation that was made from `old`, now that the source is `source`.

    Without the old source, or where the translation was built differently from it, every block is stale. `partial`
    says which parts of the old source are not translated yet, `is_exact` that it was counted on this very source.
    """
    if old is None or not same_structure(old.blocks, translation.blocks):
        return tuple(Placed(block, stale=True) for block in translation.blocks)
    states = partial or Partial("")
    placed = []
    for before, now, same in pair_blocks(source, old, is_exact=is_exact):
        if now is None:
            continue
        if before is None or states.waits(str(before + 1)):
            block = source.blocks[now]
            placed.append(Placed(block, borrowed=block.kind != "question"))  # its words have their own translation
        else:
            stale = not same or states.is_outdated(str(before + 1))
            placed.append(Placed(translation.blocks[before], stale=stale))
    return tuple(placed)


def pair_blocks(source: Split, old: Split, *, is_exact: bool = False) -> "list[Pair]":
    """Which block of an old source is which one now: (old place, place now, whether it is unchanged).

    With `is_exact`, both have the same blocks by place, and what changed is known from elsewhere.
    """
    if is_exact and len(source.blocks) == len(old.blocks):
        return [(place, place, True) for place in range(len(source.blocks))]
    return _paired(_keys(old), _keys(source))


def shape(block: RawBlock) -> tuple[str, str]:
    """What a block has in common with its translation: its kind, and what media, a question and prose are."""
    if block.kind in ("media", "question"):
        return block.kind, block.title
    if block.kind != "prose":
        return block.kind, ""
    start = block.text.lstrip()[:1]
    return block.kind, start if start in "#|" else ""


def _keys(split: Split) -> list[tuple[tuple[str, str], str]]:
    """What makes each block what it is: its shape, its text and the footnotes that it refers to."""
    keys = []
    for block in split.blocks:
        notes = [note.source for note in split.footnotes if f"[^{note.id}]" in block.source]
        keys.append((shape(block), "\n".join([block.source, *notes])))
    return keys


Key = tuple[tuple[str, str], str]
Pair = tuple[int | None, int | None, bool]  # old index, new index, unchanged


def _paired(old: Sequence[Key], new: Sequence[Key]) -> list[Pair]:
    pairs: list[Pair] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pairs += [(i, j, True) for i, j in zip(range(i1, i2), range(j1, j2), strict=True)]
        else:
            pairs += _changed(old, new, range(i1, i2), range(j1, j2))
    return pairs


def _changed(old: Sequence[Key], new: Sequence[Key], olds: range, news: range) -> list[Pair]:
    """Pair the blocks of a changed stretch: by place if the kinds agree, else by likeness, in order."""
    if [old[i][0] for i in olds] == [new[j][0] for j in news]:
        return [(i, j, False) for i, j in zip(olds, news, strict=True)]
    best, likeness = None, ALIKE
    if olds and news and len(olds) * len(news) <= MAX_PAIRS:
        for i in olds:
            for j in news:
                found = _likeness(old[i], new[j])
                if found > likeness:
                    best, likeness = (i, j), found
    if best is None:
        return [*((i, None, False) for i in olds), *((None, j, False) for j in news)]
    i, j = best
    before = _changed(old, new, range(olds.start, i), range(news.start, j))
    after = _changed(old, new, range(i + 1, olds.stop), range(j + 1, news.stop))
    return [*before, (i, j, False), *after]


def _likeness(one: Key, other: Key) -> float:
    if one[0] != other[0]:
        return 0.0
    matcher = SequenceMatcher(None, one[1].split(), other[1].split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > ALIKE else 0.0
