"""Which blocks of a module's Word file were changed, added, moved or lost since it left.

What left is made again from the texts that left, and read as the file is read: a block is unchanged if both say the
same. So nothing that a program does to the file by itself looks like a change, and what is unchanged keeps its bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from elearn.authoring.exchange.docx_back import BackBlock, Notes, Returned, note_ids, read_back
from elearn.authoring.exchange.docx_out import Outgoing, write_module
from elearn.authoring.exchange.rich import (
    Heading,
    Line,
    Listing,
    Paragraph,
    Quote,
    Rich,
    Table,
    lines_of,
)
from elearn.authoring.exchange.rich_markdown import write_line, write_markdown
from elearn.authoring.exchange.sent import (
    FRONT,
    TEXT,
    TITLE,
    Fields,
    SentBlock,
    written_block,
)


class Kind(StrEnum):
    """What happened to a block."""

    CHANGED = "changed"
    ADDED = "added"
    MOVED = "moved"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to accept. `before` and `after` are Markdown; `notes` are definitions of footnotes that go with it.

    `block` is the name of the block, "" for a new one; `behind` the block or the new one (by its `key`) above it.
    """

    key: str
    path: str
    kind: Kind
    block: str
    what: str  # the kind of block: prose, trainer, title ...
    before: str = ""
    after: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    behind: str = ""


def compare(returned: Returned, base: Outgoing) -> tuple[Change, ...]:
    """What changed since `base` left, which must hold the very texts that left. Pictures in it do not matter."""
    left = read_back(write_module(base))
    sent = {file.path: {block.id: (block, notes) for block, notes in file.blocks} for file in base.all_files}
    found: list[Change] = []
    likes = {own.path: file.path for file, own in zip(base.files, base.beside, strict=False)}
    for path, blocks in returned.blocks.items():
        if path not in sent or (base.beside and path not in likes):
            continue
        known = {name: entry[0] for name, entry in sent[path].items()}
        templates = {name: entry[0] for name, entry in sent[likes.get(path, path)].items()}
        comparison = _Comparison(path, known, templates, {one.id: one for one in left.blocks[path]})
        found += comparison.changes(blocks, is_fixed=bool(base.beside))
    return tuple(found)


@dataclass(slots=True)
class _Comparison:
    path: str
    sent: Mapping[str, SentBlock]
    templates: Mapping[str, SentBlock]
    left: Mapping[str, BackBlock]
    taken: set[str] = field(default_factory=set)  # ids of footnotes

    def changes(self, blocks: Sequence[BackBlock], *, is_fixed: bool) -> Iterator[Change]:
        """The changes of one file. In two columns nothing is added, moved or lost: a row is a block."""
        self.taken = {note for one in self.sent.values() for note in note_ids(one.fields)}
        here = [block.id for block in blocks if block.id]
        kept = _in_order(here, [name for name in self.sent if name in here])
        behind = ""
        for number, block in enumerate(blocks, 1):
            key = f"{block.id or 'new'}.{number}"
            if not block.id:
                fields, notes = self._named(block, {})
                after = write_markdown(fields.get(TEXT, ()))
                yield Change(f"{key}:added", self.path, Kind.ADDED, "", "prose", "", after, notes, behind)
                behind = f"{key}:added"
                continue
            yield from self._changed(f"{key}:changed", block)
            if block.id not in kept and not is_fixed and block.id not in FRONT:
                before = self.sent[block.id].source
                what = self.sent[block.id].kind
                yield Change(f"{key}:moved", self.path, Kind.MOVED, block.id, what, before, before, behind=behind)
            behind = block.id
        for name, sent in self.sent.items() if not is_fixed else ():
            if name not in here and name not in FRONT:
                yield Change(f"{name}:lost", self.path, Kind.LOST, name, sent.kind, sent.source)

    def _changed(self, key: str, block: BackBlock) -> Iterator[Change]:
        sent, left = self.sent.get(block.id), self.left.get(block.id, BackBlock(block.id, {}))
        if sent is None or sent.kind == "question":
            return
        places = zip(note_ids(sent.fields), note_ids(left.fields), strict=False)
        contents = {real: left.notes[here] for real, here in places}
        before_fields, _same = self._named(left, contents)
        fields, notes = self._named(block, contents)
        if fields == before_fields and not notes:
            return
        if not fields and block.id in (TITLE, "summary"):
            return  # a title cannot be empty
        template = sent if sent.source or sent.id in FRONT else self.templates.get(block.id, sent)
        before, after = _words(sent, before_fields), self._after(template, sent, before_fields, fields)
        yield Change(key, self.path, Kind.CHANGED, block.id, sent.kind, before, after, notes)

    def _after(self, template: SentBlock, sent: SentBlock, before: Fields, fields: Fields) -> str:
        """The words of a block by the file. A field that says the same keeps what it said, byte by byte."""
        if template.id in FRONT:
            return _words(template, fields)
        own = {name: sent.fields[name] if said == before.get(name) else said for name, said in fields.items()}
        return written_block(template, own)

    def _named(self, block: BackBlock, contents: Notes) -> tuple[Fields, Mapping[str, str]]:
        """Fields whose references bear the names of their footnotes, and the definitions that are new or changed.

        `contents` are the footnotes of the block as it left. A footnote is known by what it says, else by its place.
        """
        used = list(dict.fromkeys(note_ids(block.fields)))
        names: dict[str, str] = {}
        for note in used:
            alike = [one for one in contents if contents[one] == block.notes.get(note)]
            if alike:
                names[note] = next((one for one in alike if one not in names.values()), alike[0])
        free = [one for one in contents if one not in names.values()]
        definitions: dict[str, str] = {}
        for note in used:
            if note not in names:
                names[note] = free.pop(0) if free else self._fresh()
                definitions[names[note]] = f"[^{names[note]}]: {note_text(block.notes.get(note, ()))}"
        return {name: relabelled(blocks, names) for name, blocks in block.fields.items()}, definitions

    def _fresh(self) -> str:
        number = 1
        while f"n{number}" in self.taken:
            number += 1
        self.taken.add(f"n{number}")
        return f"n{number}"


def note_text(blocks: Iterable[Rich]) -> str:
    """A footnote as one paragraph."""
    return " ".join(write_line(line).replace("  \n", " ") for line in lines_of(blocks)).strip() or "…"


def relabelled(blocks: Iterable[Rich], names: Mapping[str, str]) -> tuple[Rich, ...]:
    """Blocks whose references to footnotes bear other names."""
    return tuple(_relabelled(block, names) for block in blocks)


def _relabelled(block: Rich, names: Mapping[str, str]) -> Rich:
    def line(old: Line) -> Line:
        return tuple(replace(span, note=names.get(span.note, span.note)) if span.note else span for span in old)

    match block:
        case Paragraph(old):
            return Paragraph(line(old))
        case Heading(level, old):
            return Heading(level, line(old))
        case Listing(items):
            return replace(block, items=tuple(relabelled(item, names) for item in items))
        case Table(rows):
            return Table(tuple(tuple(map(line, row)) for row in rows))
        case Quote(inner):
            return Quote(relabelled(inner, names))
    return block


def _words(block: SentBlock, fields: Fields) -> str:
    """What is shown of a block: its Markdown, or the lines of a part of the front."""
    if block.id not in FRONT:
        return block.source
    return "\n".join("".join(span.text for span in line) for line in lines_of(fields.get(TEXT, ())))


def _in_order(here: Sequence[str], before: Sequence[str]) -> frozenset[str]:
    """The longest run of blocks that stand in their old order: the others were moved."""
    place = {name: number for number, name in enumerate(before)}
    best: list[tuple[int, int]] = []  # for each block: the length of the longest run that ends here, where it came from
    for at, name in enumerate(here):
        length, came = max(
            ((best[earlier][0], earlier) for earlier in range(at) if place[here[earlier]] < place[name]),
            default=(0, -1),
        )
        best.append((length + 1, came))
    at = max(range(len(best)), key=lambda one: best[one][0], default=-1)
    kept = set()
    while at >= 0:
        kept.add(here[at])
        at = best[at][1]
    return frozenset(kept)
