"""Takes chosen changes of a Word file over into a text, which may have changed since the file left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from elearn.authoring.exchange.docx_compare import Change, Kind
from elearn.authoring.exchange.sent import FRONT, NOTE_USE
from elearn.authoring.rules.front_editing import edited_front
from elearn.authoring.rules.pieces import NOTE, Piece, Sheet, take_apart
from elearn.authoring.rules.yaml_writing import plain
from elearn.markup.blocks import split


@dataclass(eq=False, slots=True)
class _Node:
    """A piece on its way into the new text. `piece` is None for a new one."""

    source: str
    piece: Piece | None = None
    definitions: tuple[str, ...] = field(default_factory=tuple)


def overtaken(base: str, current: str, changes: Iterable[Change]) -> frozenset[str]:
    """The keys of changes whose block somebody else changed or took away since the file left."""
    before, now = take_apart(base), take_apart(current)
    places = _places(before.pieces, now.pieces)
    gone = set()
    for change in changes:
        if change.block in FRONT:
            gone |= {change.key} if before.front != now.front else set()
        elif change.block:
            place = places.get(int(change.block))
            if place is None or now.pieces[place].source != before.pieces[int(change.block)].source:
                gone.add(change.key)
    return frozenset(gone)


def accepted(base: str, current: str, changes: Sequence[Change]) -> str:
    """The current text with these changes, which were found against `base`. Every other byte stays."""
    before, sheet = take_apart(base), take_apart(current)
    nodes = [_Node(piece.source, piece) for piece in sheet.pieces]
    known: dict[str, _Node] = {str(old): nodes[new] for old, new in _places(before.pieces, sheet.pieces).items()}
    order = list(nodes)
    for change in changes:
        if change.block not in FRONT:
            _apply(change, order, known)
    text = _put_together(sheet, order, changes)
    fronts = {one.block: one.after for one in changes if one.block in FRONT and one.kind is Kind.CHANGED}
    return with_front(text, fronts) if fronts else text


def with_front(text: str, words: Mapping[str, str]) -> str:
    """The text with other words in its front matter: title, summary, objectives (one in each line)."""

    def change(front: dict[str, object]) -> None:
        for name, said in words.items():
            front[name] = plain(said.split("\n") if name == "objectives" else " ".join(said.split("\n")))

    return edited_front(text, change)


def _apply(change: Change, order: list[_Node], known: dict[str, _Node]) -> None:
    node = known.get(change.block)
    if change.kind is Kind.CHANGED and node in order and node is not None:
        node.source = change.after
        return
    if change.kind is Kind.LOST and node in order and node is not None:
        order.remove(node)
        return
    if change.kind is Kind.MOVED and node in order and node is not None:
        order.remove(node)
    elif change.kind in (Kind.ADDED, Kind.CHANGED):  # a block that is gone comes back as a new one
        node = _Node(change.after)
    else:
        return
    known[change.key if change.kind is Kind.ADDED else change.block] = node
    above = known.get(change.behind)
    order.insert(order.index(above) + 1 if above in order and above is not None else _first(order, change), node)


def _first(order: Sequence[_Node], change: Change) -> int:
    """Where a block goes whose neighbour above is not there: to the top, or to the end of the blocks."""
    if not change.behind or change.behind in FRONT:
        return 0
    blocks = [place for place, node in enumerate(order) if node.piece is None or node.piece.kind != NOTE]
    return blocks[-1] + 1 if blocks else 0


def _put_together(sheet: Sheet, order: Sequence[_Node], changes: Sequence[Change]) -> str:
    """The pieces in their new order; footnotes that nobody refers to any more go, new ones stand at the end."""
    definitions: dict[str, str] = {}
    for change in changes:
        definitions |= change.notes
    used_before = set(NOTE_USE.findall("\n".join(piece.source for piece in sheet.pieces if piece.kind != NOTE)))
    used = set(NOTE_USE.findall("\n".join(node.source for node in order if not _note(node))))
    kept: list[_Node] = []
    for node in order:
        name = _note(node)
        if name and name in used_before and name not in used:
            continue
        if name and name in definitions:
            node.source = definitions.pop(name)
        kept.append(node)
    kept += [_Node(text) for name, text in definitions.items() if name in used]
    return _joined(sheet, kept)


def _note(node: _Node) -> str:
    """The id of a footnote; "" for a block."""
    if node.piece is None or node.piece.kind != NOTE:
        return ""
    found = split(node.source).footnotes
    return found[0].id if found else ""


def _joined(sheet: Sheet, order: Sequence[_Node]) -> str:
    """Pieces that still follow each other keep what stood between them; an empty line stands between all others."""
    place_of = {id(piece): place for place, piece in enumerate(sheet.pieces)}
    text, last = sheet.front, -1
    for number, node in enumerate(order):
        place = place_of.get(id(node.piece), -2)
        first = sheet.pieces[0].before if sheet.pieces else ""
        gap = sheet.newline * 2 if number else first
        before = node.piece.before if node.piece is not None and place == last + 1 else gap
        text += before + node.source.replace("\r\n", "\n").replace("\n", sheet.newline)
        last = place
    return text + (sheet.tail or sheet.newline)


def _places(base: Sequence[Piece], current: Sequence[Piece]) -> dict[int, int]:
    """Where the pieces that left stand now: those that are the same, and those that were changed in their place."""
    found: dict[int, int] = {}
    before, now = [piece.source for piece in base], [piece.source for piece in current]
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if what == "equal" or (what == "replace" and i2 - i1 == j2 - j1):
            found |= dict(zip(range(i1, i2), range(j1, j2), strict=True))
    return found


def translated_words(change: Change, words: str) -> str:
    """The words of a part of a translation desk after a change: its block, and the footnotes that it refers to."""
    if change.block in FRONT:
        return change.after
    known = {note.id: note.source for note in split(words).footnotes} | dict(change.notes)
    texts, wanted = [change.after], NOTE_USE.findall(change.after)
    for name in dict.fromkeys(wanted):
        if name in known:
            texts.append(known[name])
    return "\n\n".join(texts)
