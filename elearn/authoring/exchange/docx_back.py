"""A Word file of ours, read when it comes back: its blocks by the marks that they bear."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from elearn.authoring.exchange.docx_out import NO_FILE
from elearn.authoring.exchange.rich import (
    Image,
    Rich,
    lines_of,
)
from elearn.authoring.exchange.sent import (
    ALT,
    CAPTION,
    FRONT,
    TEXT,
    TITLE,
    TRANSCRIPT,
    Fields,
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
            files[int(number)] = "" if digest == NO_FILE else digest, path
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
    for tag, group in groupby(_with_marks_between(reading.seen), key=lambda one: one.tag):
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


def note_ids(fields: Fields) -> Iterator[str]:
    """The footnotes to which fields refer, in order, as often as they do."""
    for blocks in fields.values():
        for line in lines_of(blocks):
            yield from (span.note for span in line if span.note)


def _with_marks_between(seen: Sequence[Seen]) -> list[Seen]:
    """What somebody typed between two paragraphs of a block belongs to that block."""
    found = list(seen)
    last = -1  # the place of the last thing that bears a mark
    for place, one in enumerate(seen):
        if one.tag is None:
            continue
        if last >= 0 and seen[last].tag == one.tag:
            found[last:place] = [replace(each, tag=one.tag) for each in found[last:place]]
        last = place
    return found


def _fields(seen: Iterable[Seen], tag: Tag) -> Fields:
    by_name: dict[str, list[Seen]] = {}
    for one in seen:
        name = TEXT if tag.block in FRONT else FIELD_OF.get(one.style.lower(), TEXT)
        if not isinstance(one.block, Image):
            by_name.setdefault(name, []).append(one)
    return {name: settle(found) for name, found in by_name.items()}


def _with_notes(name: str, fields: Fields, notes: Notes) -> BackBlock:
    return BackBlock(name, fields, {note: notes.get(note, ()) for note in note_ids(fields)})


def _new_blocks(seen: Iterable[Seen], notes: Notes) -> list[BackBlock]:
    blocks = settle(one for one in seen if not isinstance(one.block, Image))
    return [_with_notes("", {TEXT: (block,)}, notes) for block in blocks]
