"""A module's Word file coming back: which blocks were changed, added, moved or lost since it left.

What left is made again from the texts that left, and read as the file is read: a block is unchanged if both say the
same. So nothing that a program does to the file by itself looks like a change, and what is unchanged keeps its bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby

from elearn.authoring.exchange.docx_out import Outgoing, write_module
from elearn.authoring.exchange.rich import (
    Heading,
    Image,
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
    ALT,
    CAPTION,
    FRONT,
    TEXT,
    TITLE,
    TRANSCRIPT,
    Fields,
    SentBlock,
    written_block,
)
from elearn.authoring.exchange.word.names import BLOCK_TITLE, LABEL, PICTURE_TEXT, PROPERTY, Tag
from elearn.authoring.exchange.word.names import CAPTION as CAPTION_STYLE
from elearn.authoring.exchange.word.names import TRANSCRIPT as TRANSCRIPT_STYLE
from elearn.authoring.exchange.word.package import open_package
from elearn.authoring.exchange.word.reading import Seen, read_word, settle
from elearn.core.refused import RefusedError

VERSION = "1"
FIELD_OF = {
    BLOCK_TITLE.lower(): TITLE,
    PICTURE_TEXT.lower(): ALT,
    CAPTION_STYLE.lower(): CAPTION,
    TRANSCRIPT_STYLE.lower(): TRANSCRIPT,
}
Notes = Mapping[str, tuple[Rich, ...]]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from: the unit, the languages, and its files by number: (digest, path)."""

    unit: str
    language: str
    into: str
    files: Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class BackBlock:
    """A block as the file says it. `id` is its name when it left, "" for a new one."""

    id: str
    fields: Fields
    notes: Notes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: its blocks by path, in the order of the file; `pictures` were put in, and stay out."""

    origin: Origin
    blocks: Mapping[str, tuple[BackBlock, ...]]
    pictures: int = 0


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


def origin_of(properties: Mapping[str, str]) -> Origin | None:
    """Where a file says that it came from; None for a file of somebody else's."""
    words = properties.get(PROPERTY, "").split(" ")
    if len(words) not in (3, 4) or words[0] != VERSION:
        return None
    files: dict[int, tuple[str, str]] = {}
    for name, said in properties.items():
        number = name.removeprefix(f"{PROPERTY} ")
        digest, _, path = said.partition(" ")
        if name.startswith(f"{PROPERTY} ") and number.isdecimal() and len(number) < 5 and path.startswith(words[1]):
            files[int(number)] = digest, path
    return Origin(words[1], words[2], words[3] if len(words) == 4 else "", files)


def read_back(data: bytes) -> Returned:
    """Read a file that came back. Raises RefusedError: no_marks, and what `open_package` raises."""
    package = open_package(data)
    origin = origin_of(package.properties)
    if origin is None or not origin.files:
        raise RefusedError("no_marks")
    reading = read_word(package)
    blocks: dict[str, list[BackBlock]] = {path: [] for _digest, path in origin.files.values()}
    pictures, path = 0, ""
    for tag, group in groupby(reading.seen, key=lambda one: one.tag):
        seen = [one for one in group if one.style.lower() != LABEL.lower()]
        own = origin.files.get(tag.file, ("", ""))[1] if tag else path
        is_known = tag is not None and own in blocks and all(one.id != tag.block for one in blocks[own])
        if tag is None or not is_known:
            pictures += sum(isinstance(one.block, Image) for one in seen)
            if own and not origin.into:
                blocks[own] += _new_blocks(seen, reading.notes)
            continue
        path = own
        blocks[path].append(_with_notes(tag.block, _fields(seen, tag), reading.notes))
    if not any(blocks.values()):
        raise RefusedError("no_marks")
    return Returned(origin, {path: tuple(found) for path, found in blocks.items()}, pictures)


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
        self.taken = {note for one in self.sent.values() for note in _note_ids(one.fields)}
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
        places = zip(_note_ids(sent.fields), _note_ids(left.fields), strict=False)
        contents = {real: left.notes[here] for real, here in places}
        before_fields, _same = self._named(left, contents)
        fields, notes = self._named(block, contents)
        if fields == before_fields and not notes:
            return
        if not fields and block.id in (TITLE, "summary"):
            return  # a title cannot be empty
        template = sent if sent.fields or sent.kind == "prose" else self.templates.get(block.id, sent)
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
        used = list(dict.fromkeys(_note_ids(block.fields)))
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


def _note_ids(fields: Fields) -> Iterator[str]:
    for blocks in fields.values():
        for line in lines_of(blocks):
            yield from (span.note for span in line if span.note)


def _words(block: SentBlock, fields: Fields) -> str:
    """What is shown of a block: its Markdown, or the lines of a part of the front."""
    if block.id not in FRONT:
        return block.source
    return "\n".join("".join(span.text for span in line) for line in lines_of(fields.get(TEXT, ())))


def _fields(seen: Iterable[Seen], tag: Tag) -> Fields:
    by_name: dict[str, list[Seen]] = {}
    for one in seen:
        name = TEXT if tag.block in FRONT else FIELD_OF.get(one.style.lower(), TEXT)
        if not isinstance(one.block, Image):
            by_name.setdefault(name, []).append(one)
    return {name: settle(found) for name, found in by_name.items()}


def _with_notes(name: str, fields: Fields, notes: Notes) -> BackBlock:
    return BackBlock(name, fields, {note: notes.get(note, ()) for note in _note_ids(fields)})


def _new_blocks(seen: Iterable[Seen], notes: Notes) -> list[BackBlock]:
    blocks = settle(one for one in seen if not isinstance(one.block, Image))
    return [_with_notes("", {TEXT: (block,)}, notes) for block in blocks]


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
