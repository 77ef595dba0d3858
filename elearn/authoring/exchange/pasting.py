"""What somebody pastes, from Word, LibreOffice, Google Docs or a web page, as clean Markdown and a report.

The tree of the HTML is read, never its text: first the dialects are brought to plain HTML (`paste_dialects`), then what
a reader would see becomes blocks. Words that happen to read like Markdown stay words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree, html

from elearn.authoring.exchange.paste_dialects import speak_plainly
from elearn.authoring.exchange.rich import (
    BREAK,
    Heading,
    Image,
    Listing,
    Paragraph,
    Quote,
    Rich,
    Rule,
    Table,
    lines_of,
    plain,
)
from elearn.authoring.exchange.rich_html import HtmlReading
from elearn.authoring.exchange.rich_markdown import write_line, write_markdown

MOST_CHARACTERS = 1_000_000  # of HTML, mostly the wrapping of Word; far more than a text may hold
MOST_ELEMENTS = 40_000
_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<!--|<!doctype\b|<[a-z][a-z0-9:]*[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """What was kept and what was dropped, as counts by kind; `exchange_words` words them.

    Kept: headings, lists, tables, footnotes, links, pictures, questions, paragraphs.
    Dropped: looks (fonts and colours), pictures, links, scripts, merged_cells, comments, deletions, insertions, ...
    """

    kept: Mapping[str, int] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pasted:
    """Clean Markdown, with its footnotes at the end, and the report."""

    markdown: str
    report: Report


class TooLargeError(ValueError):
    """More than anybody pastes: the text would not fit a lesson."""


def paste(source: str) -> Pasted:
    """HTML or plain text as Markdown. TooLargeError for more than `MOST_CHARACTERS`, or elements without end."""
    if len(source) > MOST_CHARACTERS:
        raise TooLargeError
    return paste_html(source) if _LOOKS_LIKE_HTML.match(source) else paste_text(source)


def paste_text(text: str) -> Pasted:
    """Plain words: an empty line begins a paragraph, a line end stays one."""
    if len(text) > MOST_CHARACTERS:
        raise TooLargeError
    from_lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    blocks = _plain_blocks(from_lines)
    return Pasted(write_markdown(blocks), report_of(blocks))


def paste_html(source: str) -> Pasted:
    """HTML as Markdown."""
    if len(source) > MOST_CHARACTERS:
        raise TooLargeError
    root = _parsed(source)
    if root is None:
        return Pasted("", Report())
    reading = HtmlReading()
    notes = speak_plainly(root, reading.dropped)
    blocks = _without_outer_rules(top_levels(reading.read(root)))
    written = {name: _note_text(reading.read(body)) for name, body in notes.items()}
    used = {span.note for line in lines_of(blocks) for span in line if span.note}
    definitions = [f"[^{name}]: {text}" for name, text in written.items() if name in used and text]
    report = report_of(blocks, reading.dropped, footnotes=len(definitions))
    pictures = sum(isinstance(block, Image) for block in blocks)
    dropped = {**report.dropped, **({"pictures": pictures} if pictures else {})}
    kept = {name: count for name, count in report.kept.items() if name != "pictures"}
    return Pasted("\n\n".join(part for part in (write_markdown(blocks), *definitions) if part), Report(kept, dropped))


def report_of(blocks: Iterable[Rich], dropped: Mapping[str, int] | None = None, footnotes: int = 0) -> Report:
    """The counts of what stands in blocks, beside what was dropped on the way."""
    kept: Counter[str] = Counter()
    blocks = tuple(blocks)
    _count(blocks, kept)
    kept["links"] = len({span.link for line in lines_of(blocks) for span in line if span.link})
    kept["footnotes"] = footnotes
    left = {name: count for name, count in (dropped or {}).items() if count}
    return Report({name: count for name, count in kept.items() if count}, left)


def top_levels(blocks: tuple[Rich, ...]) -> tuple[Rich, ...]:
    """Headings moved so that the highest one is `##`, the next `###`; whatever lies deeper stays with those."""
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})
    place = {level: min(number, 3) for number, level in enumerate(levels, 2)}
    return tuple(Heading(place[one.level], one.line) if isinstance(one, Heading) else one for one in blocks)


def _without_outer_rules(blocks: tuple[Rich, ...]) -> tuple[Rich, ...]:
    """Lines across the page at either end separate the text from what is not there: notes, a signature."""
    while blocks and isinstance(blocks[-1], Rule):
        blocks = blocks[:-1]
    while blocks and isinstance(blocks[0], Rule):
        blocks = blocks[1:]
    return blocks


def _count(blocks: Iterable[Rich], kept: Counter[str]) -> None:
    names = {Paragraph: "paragraphs", Heading: "headings", Listing: "lists", Table: "tables", Image: "pictures"}
    for block in blocks:
        if name := names.get(type(block)):
            kept[name] += 1
        if isinstance(block, Quote):
            _count(block.blocks, kept)


def _parsed(source: str) -> html.HtmlElement | None:
    """The body of a page or fragment. HTML always parses; what is empty gives None."""
    parser = html.HTMLParser(no_network=True, remove_pis=True, huge_tree=False)
    without_nul = source.replace("\x00", "")
    try:
        root = html.document_fromstring(without_nul, parser=parser, ensure_head_body=True)
    except (etree.ParserError, ValueError):
        return None
    if sum(1 for _element in root.iter()) > MOST_ELEMENTS:
        raise TooLargeError
    body: html.HtmlElement | None = root.find("body")
    return body


def _plain_blocks(lines: list[str]) -> tuple[Rich, ...]:
    blocks: list[Rich] = []
    group: list[str] = []
    for line in [*lines, ""]:
        if line:
            group.append(line)
        elif group:
            blocks.append(Paragraph(plain(BREAK.join(group))))
            group = []
    return tuple(blocks)


def _note_text(blocks: tuple[Rich, ...]) -> str:
    """A footnote is one paragraph of ours."""
    return " ".join(write_line(line).replace("  \n", " ") for line in lines_of(blocks)).strip()
