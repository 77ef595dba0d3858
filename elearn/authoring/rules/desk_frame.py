"""A block with its footnotes as a frame: fixed text with gaps for the words of another language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from elearn.authoring.rules.tables import MOST_CELLS, RULE, SPLIT
from elearn.markup.blocks import OPTION, SHAPES, RawBlock, RawFootnote, split

LETTER = re.compile(r"[^\W\d_]")
HASHES = re.compile(r"(#{1,6})[ \t]+")
TITLE = re.compile(r"(///[ \t]*[\w-]+)([ \t]*\|[ \t]*)(.*?)([ \t]*)\Z")
VALUE = re.compile(r"((?: {4}|\t)[ \t]*[a-z]+:[ \t]+)(.*?)([ \t]*)\Z")
PADDED = re.compile(r"([ \t]*)(.*?)([ \t]*)\Z", re.DOTALL)
NOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*")
WORDED = ("alt", "caption", "transcript")


@dataclass(frozen=True, slots=True)
class Gap:
    """A place for words. `before` goes with them: without words it goes too."""

    name: str
    label: str
    value: str
    before: str = ""
    detail: str = ""

    @property
    def given(self) -> str:
        """What stands there before anybody writes: figures are the same in many languages."""
        return "" if LETTER.search(self.value) else self.value


Frame = tuple[str | Gap, ...]


def gaps_of(frame: Frame) -> tuple[Gap, ...]:
    """The gaps of a frame, in order."""
    return tuple(one for one in frame if isinstance(one, Gap))


def frame_of(text: str) -> Frame:
    """Fixed text and gaps; () where a text is not one block with its footnotes."""
    pieces = split(text)
    if len(pieces.blocks) != 1 or not text.startswith(pieces.blocks[0].source):
        return ()
    block = pieces.blocks[0]
    if block.kind == "prose":
        frame = tuple(_prose(block.source))
    else:
        frame = tuple(_special(block)) if block.kind in SHAPES else ()
    return (*frame, *_notes(text[len(block.source) :], pieces.footnotes)) if frame else ()


def _prose(source: str) -> Iterator[str | Gap]:
    if heading := HASHES.match(source):
        yield heading[0]
        yield Gap("text", "heading", source[heading.end() :])
    elif _is_table(source):
        yield from _table(source)
    else:
        yield Gap("text", "text", source)


def _special(block: RawBlock) -> Iterator[str | Gap]:
    opening, *lines = block.source.split("\n")
    found = TITLE.match(opening) if block.kind not in ("media", "question") else None
    if found and found[3]:
        yield found[1]
        yield Gap("title", "name" if block.kind == "trainer" else "title", found[3], found[2])
        yield found[4]
    else:
        yield opening
    while lines and OPTION.match(lines[0]):
        yield from _option(lines.pop(0), block)
    closing = f"\n{lines.pop()}" if lines else ""
    body = "\n".join(["", *lines])
    words = body.strip("\n")
    if not words:
        yield body + closing
        return
    at = body.index(words)
    yield Gap("text", "lines" if block.kind == "checklist" else "text", words, body[:at])
    yield body[at + len(words) :] + closing


def _option(line: str, block: RawBlock) -> Iterator[str | Gap]:
    """One line below the opening: only some hold words."""
    name = line.strip().partition(":")[0]
    found = VALUE.match(line)
    if name in WORDED and found and block.options[name]:
        yield Gap(name, name, block.options[name], f"\n{found[1]}")
        yield found[3]
    else:
        yield f"\n{line}"


def _is_table(source: str) -> bool:
    """Whether a text is a table that a grid of fields can show."""
    lines = source.split("\n")
    if not source.startswith("|") or len(lines) < 2 or sum(line.count("|") for line in lines) > MOST_CELLS:
        return False
    return all(RULE.match(cell.strip()) for cell in lines[1].strip().strip("|").split("|"))


def _table(source: str) -> Iterator[str | Gap]:
    """The cells, row by row from 0: `c-1-0` is the first cell below the heads."""
    head, rules, *rows = source.split("\n")
    yield from _row(head, 0)
    yield f"\n{rules}"
    for number, row in enumerate(rows, 1):
        yield "\n"
        yield from _row(row, number)


def _row(line: str, number: int) -> Iterator[str | Gap]:
    first, *cells = SPLIT.split(line)
    yield first
    for column, cell in enumerate(cells):
        found = PADDED.match(cell)
        assert found  # noqa: S101 - the pattern takes anything
        if found[2]:
            yield f"|{found[1]}"
            yield Gap(f"c-{number}-{column}", "cell", found[2].replace("\\|", "|"), detail=f"{number} {column + 1}")
            yield found[3]
        else:
            yield f"|{cell}"


def _notes(rest: str, notes: tuple[RawFootnote, ...]) -> Iterator[str | Gap]:
    """The footnotes below a block."""
    for number, note in enumerate(notes, 1):
        space, _sep, rest = rest.partition(note.source)
        mark = NOTE.match(note.source)
        assert mark  # noqa: S101 - split() looked
        lines = [line.strip(" \t") for line in note.source[mark.end() :].split("\n")]
        yield Gap(f"note-{number}", "note", "\n".join(lines), space + mark[0], note.id)
    yield rest
