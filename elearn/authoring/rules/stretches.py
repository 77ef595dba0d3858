"""A text as the editor shows it: stretches of prose under one heading, tables, special blocks, footnotes.

A stretch is one or more neighbouring pieces. Whoever edits one names the pieces (`start`, `count`) of the text that was
opened, so that what others do meanwhile cannot lead the words to another place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from elearn.authoring.rules.pieces import NOTE, Piece, Sheet, arranged, cleaned, join, take_apart
from elearn.markup.blocks import HEADING, PROSE

TEXT, TABLE, NOTES = "text", "table", "footnotes"
TABLE_ROW = re.compile(r" {0,3}\|")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block of the editor. `kind` is text, table, footnotes or the word behind `///`; `line` is its first line."""

    kind: str
    start: int
    count: int
    source: str
    line: int

    @property
    def end(self) -> int:
        """The piece behind it."""
        return self.start + self.count

    @property
    def last_line(self) -> int:
        """The last line of the file that belongs to it."""
        return self.line + self.source.count("\n")


@dataclass(frozen=True, slots=True)
class Put:
    """A text after one stretch was written: the whole, and the pieces that hold these words now.

    `is_apart` is False where the words grew together with a neighbour: two lists that follow each other are one.
    """

    text: str
    start: int
    count: int
    is_apart: bool = True


def stretches(text: str) -> tuple[Stretch, ...]:
    """The blocks of a file, as the editor shows them."""
    sheet = take_apart(text)
    found: list[Stretch] = []
    line = 1 + sheet.front.count("\n")
    for index, piece in enumerate(sheet.pieces):
        line += piece.before.count("\n")
        kind = _kind(piece)
        if found and _goes_on(found[-1].kind, kind, piece):
            last = found[-1]
            source = last.source + piece.before + piece.source
            found[-1] = replace(last, count=last.count + 1, source=source)
        else:
            found.append(Stretch(kind, index, 1, piece.source, line))
        line += piece.source.count("\n")
    return tuple(found)


def source_of(text: str, start: int, count: int) -> str:
    """The words of neighbouring pieces, as they stand in the file. IndexError where there are no such pieces."""
    sheet = take_apart(text)
    _look(sheet, start, count)
    return _joined(sheet.pieces[start : start + count])


def put(text: str, start: int, count: int, source: str) -> Put:
    """The file with other words in place of `count` pieces from `start`; a new block where `count` is 0.

    An empty source takes the pieces out. IndexError where there are no such pieces.
    """
    sheet = take_apart(text)
    if count:
        _look(sheet, start, count)
    start = min(start, len(sheet.pieces))
    written = cleaned(source, sheet.newline)
    old = sheet.pieces[start : start + count]
    if written == cleaned(_joined(old), sheet.newline):
        return Put(text, start, count)
    if not written:
        return Put(arranged(sheet, [*sheet.pieces[:start], *sheet.pieces[start + count :]]), start, 0)
    if not count:
        pieces = [*sheet.pieces[:start], Piece("", written, ""), *sheet.pieces[start:]]
        return _found(arranged(sheet, pieces), start, written)
    pieces = [*sheet.pieces[:start], replace(old[0], source=written), *sheet.pieces[start + count :]]
    return _found(join(replace(sheet, pieces=tuple(pieces))), start, written)


def move(text: str, start: int, count: int, steps: int) -> Put:
    """The file with a block one place further up (-1) or down (1).

    A block of its own kind passes one paragraph of a text at a time, so that it can stand between any two of them.
    """
    sheet, blocks = take_apart(text), stretches(text)
    _look(sheet, start, count)
    here = next((number for number, one in enumerate(blocks) if one.start <= start < one.end), 0)
    other = here + steps
    if not 0 <= other < len(blocks) or NOTES in (blocks[other].kind, blocks[here].kind):
        return Put(text, start, count)
    past = blocks[other].count if TEXT not in (blocks[other].kind, "") or blocks[here].kind == TEXT else 1
    pieces = list(sheet.pieces)
    moved = pieces[start : start + count]
    del pieces[start : start + count]
    to = start + past if steps > 0 else start - past
    pieces[to:to] = moved
    return Put(arranged(sheet, pieces), to, count)


def duplicate(text: str, start: int, count: int) -> Put:
    """The file with a block twice; the place of the second."""
    return put(text, start + count, 0, source_of(text, start, count))


def locate(text: str, source: str, near: int) -> Put | None:
    """Where these words stand in a text by now, nearest to piece `near`; None where they do not."""
    pieces = take_apart(text).pieces
    for start in sorted(range(len(pieces)), key=lambda index: abs(index - near)):
        for end in range(start + 1, len(pieces) + 1):
            found = _joined(pieces[start:end])
            if found == source:
                return Put(text, start, end - start)
            if not source.startswith(found):
                break
    return None


def block_at(text: str, line: int) -> int:
    """The number of the block (from 1) that holds a line of the file; 0 for the lines above the first."""
    return sum(1 for one in stretches(text) if one.line <= line)


def number_of(text: str, start: int) -> int:
    """The number of the block (from 1) that holds a piece."""
    return sum(1 for one in stretches(text) if one.start <= start)


def _kind(piece: Piece) -> str:
    if piece.kind == NOTE:
        return NOTES
    if piece.kind != PROSE:
        return piece.kind
    return TABLE if TABLE_ROW.match(piece.source) else TEXT


def _goes_on(last: str, kind: str, piece: Piece) -> bool:
    if kind != last or kind not in (TEXT, NOTES):
        return False
    return not HEADING.match(piece.source)


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join(("" if number == 0 else piece.before) + piece.source for number, piece in enumerate(pieces))


def _found(text: str, start: int, written: str) -> Put:
    """The pieces of a new text that hold the words that were just written: the words begin in one of the first two."""
    pieces = take_apart(text).pieces
    for first in (start, start - 1):
        if 0 <= first < len(pieces) and (place := _covering(pieces, first, written)):
            return replace(place, text=text)
    return Put(text, max(0, min(start, len(pieces) - 1)), 1, is_apart=False)


def _covering(pieces: Sequence[Piece], first: int, written: str) -> Put | None:
    for end in range(first + 1, len(pieces) + 1):
        found = _joined(pieces[first:end])
        if found == written:
            return Put("", first, end - first)
        if len(found) > len(written):
            return None
    return None


def _look(sheet: Sheet, start: int, count: int) -> None:
    if start < 0 or count < 1 or start + count > len(sheet.pieces):
        raise IndexError(f"There are no pieces {start} to {start + count}.")
