"""A lesson's file as pieces that can be changed, moved and put together again, byte for byte.

The compiler's `split` says where blocks and footnotes begin and end; what stands between them (empty lines, carriage
returns, a byte order mark) is kept beside them, so `join(take_apart(text)) == text` for every text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from elearn.catalogue.rules.front_matter import split_front
from elearn.markup.blocks import RawBlock, RawFootnote, split

NOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Piece:
    """A block or a footnote: the empty lines `before` it, its very lines (without the last line's end), and its kind.

    `kind` is "prose", the word behind `///`, or "footnote".
    """

    kind: str
    source: str
    before: str = "\n"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file in pieces. `front` holds everything up to the body, `tail` what follows the last piece."""

    front: str
    pieces: tuple[Piece, ...]
    tail: str
    newline: str = "\n"


def take_apart(text: str) -> Sheet:
    """The pieces of a file. Nothing fails: what has no front matter is all body."""
    lines = _lines(text)
    parts, _problems = split_front(text, "")
    found = split(parts.body, first_line=parts.body_line)
    newline = "\r\n" if "\r\n" in text else "\n"
    at = parts.body_line - 1
    front, pieces = "".join(lines[:at]), []
    for kind, block in _in_order(found.blocks, found.footnotes):
        start, end = block.line - 1, block.line + block.source.count("\n")
        pieces.append(Piece(kind, _unended("".join(lines[start:end])), "".join(lines[at:start])))
        ended = "".join(lines[start:end])
        lines[end - 1 : end] = [ended[len(_unended(ended)) :]]  # its line's end stands before what follows
        at = end - 1
    return Sheet(front, tuple(pieces), "".join(lines[at:]), newline)


def join(sheet: Sheet) -> str:
    """The file again."""
    return sheet.front + "".join(piece.before + piece.source for piece in sheet.pieces) + sheet.tail


def replace_piece(text: str, index: int, source: str) -> str:
    """The file with other words in one piece. An empty source drops it. IndexError where there is no such piece."""
    sheet = take_apart(text)
    _look(sheet, index)
    source = cleaned(source, sheet.newline)
    if not source:
        return drop_piece(text, index)
    changed = replace(sheet.pieces[index], source=source)
    return join(replace(sheet, pieces=(*sheet.pieces[:index], changed, *sheet.pieces[index + 1 :])))


def insert_piece(text: str, index: int, source: str) -> str:
    """The file with a new piece before the one at `index`; behind the last block for a larger index."""
    sheet = take_apart(text)
    source = cleaned(source, sheet.newline)
    if not source:
        return text
    pieces = list(sheet.pieces)
    pieces.insert(min(index, len(pieces)), Piece("", source, ""))
    return arranged(sheet, pieces)


def move_piece(text: str, index: int, steps: int) -> str:
    """The file with one piece further up (negative) or down; it stops at the ends."""
    sheet = take_apart(text)
    _look(sheet, index)
    pieces = list(sheet.pieces)
    piece = pieces.pop(index)
    pieces.insert(max(0, min(len(pieces), index + steps)), piece)
    return arranged(sheet, pieces) if pieces != list(sheet.pieces) else text


def drop_piece(text: str, index: int) -> str:
    """The file without one piece."""
    sheet = take_apart(text)
    _look(sheet, index)
    return arranged(sheet, [piece for number, piece in enumerate(sheet.pieces) if number != index])


def duplicate_piece(text: str, index: int) -> str:
    """The file with one piece twice."""
    sheet = take_apart(text)
    _look(sheet, index)
    return insert_piece(text, index + 1, sheet.pieces[index].source)


def arranged(sheet: Sheet, pieces: Sequence[Piece]) -> str:
    """Put pieces that stand in a new order together: an empty line stands between those whose neighbours changed."""
    old = {id(piece): place for place, piece in enumerate(sheet.pieces)}
    empty, placed = sheet.newline * 2, []
    for place, piece in enumerate(pieces):
        here, last = old.get(id(piece), -1), old.get(id(pieces[place - 1]), -1) if place else -1
        follows = here == last + 1 and here >= 0 and (place == 0 or last >= 0)
        before = piece.before if follows else (empty if place else "")
        placed.append(replace(piece, before=before))
    return join(replace(sheet, pieces=tuple(placed), tail=sheet.tail or sheet.newline))


def _in_order(blocks: Sequence[RawBlock], notes: Sequence[RawFootnote]) -> list[tuple[str, RawBlock | RawFootnote]]:
    found = [(block.kind, block) for block in blocks], [(NOTE, note) for note in notes]
    return sorted([*found[0], *found[1]], key=lambda entry: entry[1].line)


def _lines(text: str) -> list[str]:
    """Lines with their ends, as the compiler counts them: only a line feed ends a line."""
    *ended, last = text.split("\n")
    return [*(line + "\n" for line in ended), last]


def _unended(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")


def _look(sheet: Sheet, index: int) -> None:
    if not 0 <= index < len(sheet.pieces):
        raise IndexError(f"There is no piece {index}.")


def cleaned(source: str, newline: str) -> str:
    """What somebody typed, with the line ends of the file, without empty lines around it."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    return newline.join(line.rstrip() for line in lines).strip("\r\n")
