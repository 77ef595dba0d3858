"""Splits the body of a text into blocks: prose, special blocks (`/// note | Title`) and footnotes.

Nothing here fails: what cannot be understood stays text and becomes a Problem. Line numbers are 1-based lines of the
file, and `source` keeps the very lines of each piece, so that the pieces in order are the whole text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from elearn.core.problems import Level, Problem

PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Shape:
    """What one kind of special block may hold."""

    title_required: bool = False
    options: tuple[str, ...] = ()
    has_text: bool = True


#: The special blocks of content/README.md.
SHAPES: Mapping[str, Shape] = {
    "note": Shape(),
    "tip": Shape(),
    "mistake": Shape(),
    "trainer": Shape(title_required=True),
    "case": Shape(title_required=True),
    "media": Shape(title_required=True, options=("alt", "decorative", "caption", "transcript"), has_text=False),
    "question": Shape(title_required=True, has_text=False),
    "turn": Shape(options=("minutes", "sheet")),
    "checklist": Shape(title_required=True),
    "details": Shape(title_required=True),
}

FENCE = re.compile(r"/{3,}")
OPENING = re.compile(r"///[ \t]*([A-Za-z][\w-]*)[ \t]*(?:\|(.*))?\Z")
CLOSING = re.compile(r"///[ \t]*\Z")
OPTION = re.compile(r"(?: {4}|\t)[ \t]*([a-z]+):(?:[ \t]+(.*))?\Z")
FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*(.*)\Z")
HEADING = re.compile(r"#{1,6}(?:[ \t]|\Z)")
INDENTED = re.compile(r"(?: {4}|\t)")
ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)[ \t]")
QUOTED = re.compile(r'"(.*)"\Z|\'(.*)\'\Z')


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One block as written. `kind` is "prose" or the word behind `///`, known or not."""

    kind: str
    text: str
    line: int
    source: str
    title: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawFootnote:
    """A footnote as written: `[^id]: text`."""

    id: str
    text: str
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Split:
    """A body in pieces, each list in the order of the text."""

    blocks: tuple[RawBlock, ...]
    footnotes: tuple[RawFootnote, ...]
    problems: tuple[Problem, ...]


def split(body: str, path: str = "", first_line: int = 1) -> Split:
    """Split the body of a text. `first_line` is the line of the file on which the body begins."""
    return _Splitter(body.replace("\r\n", "\n").split("\n"), path, first_line).run()


class _Splitter:
    """Walks over the lines once."""

    def __init__(self, lines: list[str], path: str, first_line: int) -> None:
        self.lines = lines
        self.path = path
        self.first_line = first_line
        self.at = 0
        self.blocks: list[RawBlock] = []
        self.footnotes: list[RawFootnote] = []
        self.problems: list[Problem] = []

    def run(self) -> Split:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
            elif OPENING.match(line):
                self.special()
            elif FOOTNOTE.match(line):
                self.footnote()
            else:
                self.prose()
        return Split(tuple(self.blocks), tuple(self.footnotes), tuple(self.problems))

    def problem(self, code: str, index: int, **params: object) -> None:
        self.problems.append(Problem(self.path, self.first_line + index, Level.ERROR, code, params))

    def taken(self, start: int) -> str:
        return "\n".join(self.lines[start : self.at])

    def prose(self) -> None:
        """A paragraph, table or list up to the next empty line or fence; a heading is a block of its own."""
        start = self.at
        if FENCE.match(self.lines[start]):
            self.problem("stray_fence" if CLOSING.match(self.lines[start]) else "bad_block_opening", start)
        is_heading = bool(HEADING.match(self.lines[start]))
        self.at += 1
        while not is_heading and self.at < len(self.lines) and not self.ends_prose(self.lines[self.at]):
            self.at += 1
        if self.continues_list(start):
            previous = self.blocks.pop()
            gap = "\n" * (start + self.first_line - previous.line - previous.source.count("\n"))
            source = previous.source + gap + self.taken(start)
            self.blocks.append(RawBlock(PROSE, source, previous.line, source))
        else:
            self.blocks.append(RawBlock(PROSE, self.taken(start), self.first_line + start, self.taken(start)))

    @staticmethod
    def ends_prose(line: str) -> bool:
        return not line.strip() or any(rule.match(line) for rule in (FENCE, FOOTNOTE, HEADING))

    def continues_list(self, start: int) -> bool:
        """Whether the lines belong to the list before: one list may have empty lines between its items."""
        if not self.blocks or not ITEM.match(self.blocks[-1].source) or not self.only_blank_before(start):
            return False
        return bool(ITEM.match(self.lines[start]) or INDENTED.match(self.lines[start]))

    def only_blank_before(self, start: int) -> bool:
        """Whether nothing but empty lines stands between the last block and line `start`."""
        last = self.blocks[-1]
        after = last.line - self.first_line + last.source.count("\n") + 1
        return last.kind == PROSE and not any(line.strip() for line in self.lines[after:start])

    def footnote(self) -> None:
        """A definition, with the lines that follow it and paragraphs that are indented below it."""
        start = self.at
        found = FOOTNOTE.match(self.lines[start])
        assert found  # noqa: S101 - run() looked
        self.at += 1
        while self.at < len(self.lines) and (
            not self.ends_prose(self.lines[self.at]) or self.is_indented_paragraph(self.at)
        ):
            self.at += 1
        words = [found[2], *(line.strip() for line in self.lines[start + 1 : self.at])]
        if any(note.id == found[1] for note in self.footnotes):
            self.problem("duplicate_footnote", start, id=found[1])
        text = "\n".join(words).strip()
        self.footnotes.append(RawFootnote(found[1], text, self.first_line + start, self.taken(start)))

    def is_indented_paragraph(self, index: int) -> bool:
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        return not self.lines[index].strip() and bool(INDENTED.match(following)) and bool(following.strip())

    def special(self) -> None:
        """A special block, from its opening line to its `///`, or to the end when that is missing."""
        start = self.at
        opening = OPENING.match(self.lines[start])
        assert opening  # noqa: S101 - run() looked
        self.at += 1
        options = dict(self.options())
        text_start = self.at
        text_end = self.find_close(start)
        block = RawBlock(
            kind=opening[1],
            text="\n".join(self.lines[text_start:text_end]).strip("\n"),
            line=self.first_line + start,
            source=self.taken(start),
            title=(opening[2] or "").strip(),
            options=options,
        )
        self.check_shape(block, start)
        self.blocks.append(block)

    def options(self) -> Iterator[tuple[str, str]]:
        """The indented `name: value` lines right below the opening."""
        seen = set()
        while self.at < len(self.lines) and (found := OPTION.match(self.lines[self.at])):
            name, value = found[1], (found[2] or "").strip()
            quoted = QUOTED.match(value)
            if name in seen:
                self.problem("duplicate_option", self.at, option=name)
            seen.add(name)
            yield name, next(part for part in quoted.groups() if part is not None) if quoted else value
            self.at += 1

    def find_close(self, start: int) -> int:
        """Move behind the closing line; the index of that line, or the end of the text."""
        depth = 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if CLOSING.match(line):
                depth -= 1
            elif opening := OPENING.match(line):
                self.problem("nested_block", self.at, kind=opening[1])
                depth += 1
            elif FENCE.match(line):
                self.problem("bad_block_opening", self.at)
            self.at += 1
            if depth == 0:
                return self.at - 1
        self.problem("unclosed_block", start)
        return self.at

    def check_shape(self, block: RawBlock, start: int) -> None:
        """Compare a block with what its kind may hold."""
        shape = SHAPES.get(block.kind)
        if shape is None:
            self.problem("unknown_block", start, kind=block.kind, known=", ".join(SHAPES))
            return
        if shape.title_required and not block.title:
            self.problem("block_without_title", start, kind=block.kind)
        for option in block.options:
            if option not in shape.options:
                self.problem("unknown_option", start, kind=block.kind, option=option)
        if shape.has_text and not block.text.strip():
            self.problem("empty_block", start, kind=block.kind)
        if not shape.has_text and block.text.strip():
            self.problem("unexpected_text", start, kind=block.kind)
