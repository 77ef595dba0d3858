"""A module as a Word file: in one language, or source and translation side by side, with marks by which blocks are
known when the file comes back.

Each block stands in a content control of Word's, and between bookmarks for the programs that drop those. Custom
properties name the unit, the languages, and each file with the digest of the text that left.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from elearn.authoring.exchange.rich import Line, Listing, lines_of, plain
from elearn.authoring.exchange.sent import (
    ALT,
    CAPTION,
    OBJECTIVES,
    TEXT,
    TITLE,
    TRANSCRIPT,
    SentBlock,
    SentFile,
    sent_file,
)
from elearn.authoring.exchange.word.names import (
    BLOCK_TITLE,
    PICTURE_TEXT,
    PROPERTY,
    QUESTION,
    Element,
    Tag,
    w,
)
from elearn.authoring.exchange.word.names import CAPTION as CAPTION_STYLE
from elearn.authoring.exchange.word.names import LABEL as LABEL_STYLE
from elearn.authoring.exchange.word.names import TRANSCRIPT as TRANSCRIPT_STYLE
from elearn.authoring.exchange.word.packing import About, pack
from elearn.authoring.exchange.word.writing import Book, Page, marked, new_table
from elearn.core.ids import digest
from elearn.core.languages import regional
from elearn.markup.blocks import PROSE

CALLOUTS = frozenset({"note", "tip", "mistake", "trainer", "case", "turn", "checklist", "details"})


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file on its way out: its path, its lesson ("" for the module's own text), its text in a language."""

    path: str
    lesson: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A text and, for two columns, its translation: with an empty text where there is none yet."""

    source: OutFile
    translation: OutFile | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What goes out.

    `labels(language, name)` are the words around the text: "trainer", "alt", "left-question" ... `picture(name,
    language)` gives PNG or JPEG bytes, None where there is nothing to show. `question(name, language)` gives the lines
    of a practice question.
    """

    unit: str
    title: str
    language: str
    rows: Sequence[Row]
    day: date
    labels: Callable[[str, str], str]
    picture: Callable[[str, str], bytes | None] = lambda _name, _language: None
    question: Callable[[str, str], Sequence[str]] = lambda _name, _language: ()
    into: str = ""


@dataclass(slots=True)
class _Writer:
    out: Outgoing
    book: Book = field(default_factory=Book)
    files: list[OutFile] = field(default_factory=list)

    def number_of(self, file: OutFile) -> int:
        """The number by which marks name a file."""
        if file not in self.files:
            self.files.append(file)
        return self.files.index(file) + 1

    def one_column(self) -> Iterator[Element]:
        """Every file below the last."""
        for row in self.out.rows:
            sent = sent_file(row.source.text)
            for block in sent.blocks:
                yield from self.block(row.source, sent, block)

    def two_columns(self) -> Iterator[Element]:
        """A table for each file: a row for each block."""
        for row in self.out.rows:
            translation = row.translation or row.source
            source, target = sent_file(row.source.text), sent_file(translation.text)
            table = new_table(2)
            heads = (regional(row.source.language), regional(translation.language))
            self.row(table, *([self.paragraph(head, LABEL_STYLE, self.out.language)] for head in heads))
            for block, own in paired(source, target):
                left = list(self.block(row.source, source, block))
                missing = SentBlock(f"x{block.id}", block.kind, {}, "", block.picture, block.question)
                right = list(self.block(translation, target, own or missing))
                self.row(table, left, right)
            yield table
            yield self.paragraph("", "", self.out.language)

    def row(self, table: Element, *cells: Sequence[Element]) -> None:
        """A row of texts."""
        made = etree.SubElement(table, w("tr"))
        for elements in cells:
            cell = etree.SubElement(made, w("tc"))
            etree.SubElement(etree.SubElement(cell, w("tcPr")), w("tcW"), {w("w"): "2500", w("type"): "pct"})
            cell.extend(elements)
            if elements and elements[-1].tag != w("p"):
                cell.append(self.paragraph("", "Horizontal Gap", self.out.language))

    def paragraph(self, text: str, style: str, language: str) -> Element:
        """Words of ours."""
        return Page(self.book, regional(language)).paragraph(plain(text), style)

    def block(self, file: OutFile, sent: SentFile, block: SentBlock) -> Iterator[Element]:
        """A block with its mark."""
        page = Page(self.book, regional(file.language), sent.notes, is_callout=block.kind in CALLOUTS)
        elements = list(self.inner(page, file, block))
        tag = Tag(self.number_of(file), file.language, block.id)
        name = self.out.labels(self.out.language, block.kind)
        yield from marked(self.book, tag, file.lesson or "-", name, elements or [page.paragraph(())])

    def inner(self, page: Page, file: OutFile, block: SentBlock) -> Iterator[Element]:
        """What stands in a block: a label that says what it is, then its fields, each in a style of its own."""
        match block.kind:
            case "title":
                yield page.paragraph(_first(block, TEXT), "heading 1" if file.lesson else "Title")
            case "summary":
                yield page.paragraph(_first(block, TEXT), "Subtitle")
            case "objectives":
                yield self.label(page, file, OBJECTIVES)
                objectives = tuple((one,) for one in block.fields.get(TEXT, ()))
                yield from page.blocks([Listing(objectives)] if objectives else [])
            case "media":
                yield from self.media(page, file, block)
            case "question":
                yield self.label(page, file, "question")
                for line in self.out.question(block.question, file.language):
                    yield page.paragraph(plain(line), QUESTION)
            case _:
                if block.kind != PROSE:
                    yield self.label(page, file, block.kind)
                if TITLE in block.fields:
                    yield page.paragraph(_first(block, TITLE), BLOCK_TITLE)
                yield from page.blocks(block.fields.get(TEXT, ()))

    def media(self, page: Page, file: OutFile, block: SentBlock) -> Iterator[Element]:
        """A picture, with its words in paragraphs that can be changed."""
        alt = " ".join(span.text for line in lines_of(block.fields.get(ALT, ())) for span in line)
        if data := self.out.picture(block.picture, file.language):
            yield page.picture(data, alt)
        else:
            yield self.label(page, file, "media")
        for name, style in ((ALT, PICTURE_TEXT), (CAPTION, CAPTION_STYLE), (TRANSCRIPT, TRANSCRIPT_STYLE)):
            if name in block.fields:
                yield self.label(page, file, name)
                yield page.paragraph(_first(block, name), style)

    def label(self, page: Page, file: OutFile, name: str) -> Element:
        """A word of ours in the block; it is not part of its text."""
        return page.paragraph(plain(self.out.labels(file.language, name)), LABEL_STYLE)


def write_module(out: Outgoing) -> bytes:
    """The file."""
    writer = _Writer(out)
    body = list(writer.two_columns() if out.into else writer.one_column())
    properties = {PROPERTY: " ".join(part for part in ("1", out.unit, out.language, out.into) if part)}
    for number, file in enumerate(writer.files, 1):
        properties[f"{PROPERTY} {number}"] = f"{digest(file.text)} {file.path}"
    return pack(body, writer.book, About(out.title, regional(out.language), out.day, properties, bool(out.into)))


def paired(source: SentFile, target: SentFile) -> Iterator[tuple[SentBlock, SentBlock | None]]:
    """The blocks of a source with those of its translation: those of the front by name, the others by their order.

    A translation has the same blocks in the same order; where it does not, kinds decide, from top to bottom.
    """
    named = {block.id: block for block in target.blocks if not block.id.isdecimal()}
    others = [block for block in target.blocks if block.id.isdecimal()]
    for block in source.blocks:
        if not block.id.isdecimal():
            yield block, named.get(block.id)
            continue
        place = next((at for at, one in enumerate(others) if _is_like(one, block)), None)
        if place is None:
            yield block, None
        else:
            yield block, others[place]
            others = others[place + 1 :]


def _is_like(one: SentBlock, other: SentBlock) -> bool:
    shapes = [[type(block).__name__ for block in each.fields.get(TEXT, ())][:1] for each in (one, other)]
    return (one.kind, one.picture, one.question) == (other.kind, other.picture, other.question) and (
        one.kind != PROSE or shapes[0] == shapes[1]
    )


def _first(block: SentBlock, name: str) -> Line:
    return next(iter(lines_of(block.fields.get(name, ()))), ())
