"""Text with its shape but without a format: what a page, a Word file and Markdown can all say.

Readers of foreign formats make these values, writers turn them into Markdown or Word. A line is clean: no control
characters, single spaces, and no two neighbours with the same look.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

BREAK = "\n"  # a line break within a paragraph; the only white space beside spaces that a line holds
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile("[ \t\r\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_BREAK = re.compile(" *\n *")
_BLANK = " \n\u00a0\u202f"
_KEPT_ALONE = ("\u00a0", "\u202f")  # French sets these before ; ! ? :


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one look. `link` is an address, `note` the id of a footnote to which this place refers."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    note: str = ""

    @property
    def look(self) -> tuple[bool, bool, bool, str, str]:
        """Everything but the words."""
        return self.bold, self.italic, self.code, self.link, self.note


Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words."""

    line: Line


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; the level is 1 for the title of a document."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. Each item is a run of blocks, of which the first is mostly a paragraph."""

    items: tuple[tuple["Rich", ...], ...]
    is_ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first row names the columns. All rows have the same number of cells."""

    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said."""

    blocks: tuple["Rich", ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text that stands as it was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its name among the pictures of the document, and what it shows, where somebody said so."""

    name: str
    alt: str = ""


Rich: TypeAlias = Paragraph | Heading | Listing | Table | Quote | Code | Rule | Image


@dataclass(frozen=True, slots=True)
class FlatItem:
    """An entry of a list as Word keeps it: a paragraph with a level (0 is the outermost). `is_more`: it goes on."""

    level: int
    is_ordered: bool
    block: Rich
    start: int = 1
    is_more: bool = False
    list_id: str = ""


def clean(spans: Iterable[Span]) -> Line:
    """A line without needless white space, control characters and seams."""
    merged: list[Span] = []
    for span in spans:
        text = "" if span.note else _INVISIBLE.sub("", span.text)
        if not text and not span.note:
            continue
        own = replace(span, text=text)
        if merged and merged[-1].look == own.look and not own.note:
            merged[-1] = replace(own, text=merged[-1].text + text)
        else:
            merged.append(own)
    return tuple(_seamless(_single_spaced(merged)))


def _single_spaced(spans: Sequence[Span]) -> list[Span]:
    """Collapse white space within and across spans; none stands at either end or beside a line break."""
    found: list[Span] = []
    ended = True  # whether white space would be needless here
    for span in spans:
        if span.note:
            found.append(span)
            ended = False
            continue
        text = _AROUND_BREAK.sub(BREAK, _SPACES.sub(_space, span.text))
        if ended:
            text = text.lstrip(" \n")
        elif text.startswith(BREAK) and found:
            found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
        if text:
            ended = text[-1] in " \n"
            found.append(replace(span, text=text))
    return _trimmed(found)


def _trimmed(spans: list[Span]) -> list[Span]:
    """Without white space at either end; hard spaces there are indents that somebody typed."""
    while spans and not spans[-1].note and not spans[-1].text.strip(_BLANK):
        spans.pop()
    while spans and not spans[0].note and not spans[0].text.strip(_BLANK):
        spans.pop(0)
    if spans and not spans[-1].note:
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip(_BLANK))
    if spans and not spans[0].note:
        spans[0] = replace(spans[0], text=spans[0].text.lstrip(_BLANK))
    return [span for span in spans if span.text or span.note]


def _space(found: re.Match[str]) -> str:
    return found[0] if found[0] in _KEPT_ALONE else " "


def _seamless(spans: Iterable[Span]) -> Iterator[Span]:
    """White space never carries a look of its own: it goes to the plain words beside it."""
    pending: list[Span] = []
    for span in spans:
        if span.note or not (span.bold or span.italic or span.code or span.link):
            pending.append(span)
            continue
        text = span.text
        core = text.strip(" \n")
        start = text[: len(text) - len(text.lstrip(" \n"))]
        end = text[len(start) + len(core) :]
        pending += [one for one in (Span(start), replace(span, text=core), Span(end)) if one.text]
    joined: list[Span] = []
    for span in pending:
        if joined and joined[-1].look == span.look and not span.note:
            joined[-1] = replace(span, text=joined[-1].text + span.text)
        else:
            joined.append(span)
    yield from joined


def words(line: Line) -> str:
    """The bare words of a line."""
    return "".join(span.text for span in line)


def plain(text: str) -> Line:
    """Words without any look, as a line."""
    return clean([Span(text)])


def text_of(blocks: Iterable[Rich]) -> str:
    """The bare words of blocks, a line for each paragraph, item and cell."""
    return "\n".join(words(line) for line in lines_of(blocks))


def lines_of(blocks: Iterable[Rich]) -> Iterator[Line]:
    """Every line of blocks, in the order of reading."""
    for block in blocks:
        match block:
            case Paragraph(line) | Heading(_, line):
                yield line
            case Listing(items):
                for item in items:
                    yield from lines_of(item)
            case Table(rows):
                for row in rows:
                    yield from row
            case Quote(inner):
                yield from lines_of(inner)
            case Code(text):
                yield (Span(text),)


def nest(flat: Sequence[FlatItem]) -> tuple[Rich, ...]:
    """Lists out of entries with levels, as Word and its clipboard give them."""
    found: list[Rich] = []
    at = 0
    while at < len(flat):
        first, end = flat[at], at + 1
        while end < len(flat) and _same_list(first, flat[end]):
            end += 1
        items: list[tuple[Rich, ...]] = []
        place = at
        while place < end:
            after = place + 1
            while after < end and (flat[after].level > first.level or flat[after].is_more):
                after += 1
            items.append((flat[place].block, *_below(flat[place + 1 : after], first.level)))
            place = after
        found.append(Listing(tuple(items), first.is_ordered, first.start if first.is_ordered else 1))
        at = end
    return tuple(found)


def _same_list(first: FlatItem, other: FlatItem) -> bool:
    if other.level > first.level or other.is_more:
        return True
    return other.level == first.level and other.is_ordered == first.is_ordered and other.list_id == first.list_id


def _below(flat: Sequence[FlatItem], level: int) -> tuple[Rich, ...]:
    """What hangs from an item: further paragraphs of its own, and lists."""
    found: list[Rich] = []
    at = 0
    while at < len(flat):
        if flat[at].is_more and flat[at].level <= level:
            found.append(flat[at].block)
            at += 1
            continue
        end = at + 1
        while end < len(flat) and not (flat[end].is_more and flat[end].level <= level):
            end += 1
        found += nest(flat[at:end])
        at = end
    return tuple(found)
