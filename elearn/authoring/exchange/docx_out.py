"""A module as a Word file: in one language, or source and translation side by side, with marks by which blocks are
known when the file comes back.

Each block stands in a content control of Word's, and between bookmarks for the programs that drop those. Custom
properties name the unit, the languages, and each file with the digest of the text that left.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from elearn.authoring.exchange.rich import Line, Listing, Rich, lines_of, plain
from elearn.authoring.exchange.sent import (
    ALT,
    CAPTION,
    OBJECTIVES,
    TEXT,
    TITLE,
    TRANSCRIPT,
    SentBlock,
    sent_file,
    sent_piece,
)
from elearn.authoring.exchange.word.names import BLOCK_TITLE, PICTURE_TEXT, PROPERTY, QUESTION, Element, Tag, w
from elearn.authoring.exchange.word.names import CAPTION as CAPTION_STYLE
from elearn.authoring.exchange.word.names import LABEL as LABEL_STYLE
from elearn.authoring.exchange.word.names import TRANSCRIPT as TRANSCRIPT_STYLE
from elearn.authoring.exchange.word.packing import About, pack
from elearn.authoring.exchange.word.writing import Book, Page, apart, marked, new_table
from elearn.authoring.rules.desk import Desk
from elearn.core.ids import digest as digest_of
from elearn.core.languages import LANGUAGE_NAMES, regional
from elearn.markup.blocks import PROSE

CALLOUTS = frozenset({"note", "tip", "mistake", "trainer", "case", "turn", "checklist", "details"})
STYLES = {TITLE: BLOCK_TITLE, ALT: PICTURE_TEXT, CAPTION: CAPTION_STYLE, TRANSCRIPT: TRANSCRIPT_STYLE}
NO_FILE = "-"  # instead of a digest: there is no translation yet
Notes = Mapping[str, Sequence[Rich]]


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file on its way out: its path, its lesson ("" for the module's own text), the digest of its text, its blocks.

    Each block comes with the footnotes to which it may refer.
    """

    path: str
    lesson: str
    language: str
    digest: str
    blocks: tuple[tuple[SentBlock, Notes], ...]


def whole_file(path: str, lesson: str, language: str, text: str) -> OutFile:
    """A text as it stands."""
    sent = sent_file(text)
    return OutFile(path, lesson, language, digest_of(text), tuple((block, sent.notes) for block in sent.blocks))


def desk_files(
    folder: str, languages: tuple[str, str], digests: tuple[str, str], desk: Desk
) -> tuple[OutFile, OutFile]:
    """A text and its translation, part by part as on the translation desk. `digests` are those of both files."""
    lesson = folder.partition("/lessons/")[2]
    sides = (
        tuple(sent_piece(one.key, one.kind, one.source) for one in desk.segments),
        tuple(sent_piece(one.key, one.kind, one.words) for one in desk.segments),
    )
    source, target = (
        OutFile(f"{folder}/{language}.md", lesson, language, digest, blocks)
        for language, digest, blocks in zip(languages, digests, sides, strict=True)
    )
    return source, target


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What goes out. `files` stand below each other; or, for two columns, each beside its own in `beside`, block by
    block (a block without words is one that waits for its translation).

    `labels(language, name)` are the words around the text: "trainer", "alt" ... `picture(name, language)` gives PNG or
    JPEG bytes, None where there is nothing to show. `question(name, language)` gives the lines of a practice question.
    """

    unit: str
    title: str
    language: str
    files: Sequence[OutFile]
    day: date
    labels: Callable[[str, str], str]
    beside: Sequence[OutFile] = ()
    into: str = ""
    picture: Callable[[str, str], bytes | None] = lambda _name, _language: None
    question: Callable[[str, str], Sequence[str]] = lambda _name, _language: ()

    @property
    def all_files(self) -> tuple[OutFile, ...]:
        """The files in the order by which marks number them, from 1."""
        return (*self.files, *self.beside)


def write_module(out: Outgoing) -> bytes:
    """The file. The same texts on the same day give the same bytes."""
    writer = _Writer(out)
    body = list(writer.two_columns() if out.beside else writer.one_column())
    properties = {PROPERTY: " ".join(part for part in ("1", out.unit, out.language, out.into) if part)}
    for number, file in enumerate(out.all_files, 1):
        properties[f"{PROPERTY} {number}"] = f"{file.digest or NO_FILE} {file.path}"
    return pack(body, writer.book, About(out.title, regional(out.language), out.day, properties, bool(out.beside)))


@dataclass(slots=True)
class _Writer:
    out: Outgoing
    book: Book = field(default_factory=Book)

    def one_column(self) -> Iterator[Element]:
        """Every file below the last."""
        made: list[Element] = []
        for number, file in enumerate(self.out.files, 1):
            for block, notes in file.blocks:
                made += self.block(number, file, block, notes, before=made)
        yield from made

    def two_columns(self) -> Iterator[Element]:
        """A table for each file: a row for each block, and the names of the languages above."""
        for number, (source, target) in enumerate(zip(self.out.files, self.out.beside, strict=True), 1):
            table = new_table(2)
            heads = (LANGUAGE_NAMES[file.language] for file in (source, target))
            self.row(table, *([self.label_of(head)] for head in heads))
            for (left, left_notes), (right, right_notes) in zip(source.blocks, target.blocks, strict=True):
                shown = list(self.block(number, source, left, left_notes))
                own = list(self.block(len(self.out.files) + number, target, right, right_notes, like=left))
                self.row(table, shown, own)
            yield table
            yield Page(self.book, regional(self.out.language)).paragraph(())

    def row(self, table: Element, *cells: Sequence[Element]) -> None:
        """A row of texts."""
        made = etree.SubElement(table, w("tr"))
        for elements in cells:
            cell = etree.SubElement(made, w("tc"))
            etree.SubElement(etree.SubElement(cell, w("tcPr")), w("tcW"), {w("w"): "2500", w("type"): "pct"})
            cell.extend(elements)
            if elements[-1].tag != w("p"):  # a cell must end with a paragraph
                cell.append(Page(self.book, regional(self.out.language)).paragraph((), "Horizontal Gap"))

    def label_of(self, text: str) -> Element:
        """Words of ours that belong to no block."""
        return Page(self.book, regional(self.out.language)).paragraph(plain(text), LABEL_STYLE)

    def block(
        self,
        number: int,
        file: OutFile,
        block: SentBlock,
        notes: Notes,
        like: SentBlock | None = None,
        before: Sequence[Element] = (),
    ) -> Iterator[Element]:
        """A block with its mark. `like` says which fields a block without words will have."""
        page = Page(self.book, regional(file.language), notes, is_callout=block.kind in CALLOUTS)
        if like is not None and not block.fields and like.fields:
            elements = list(self.to_fill(page, file, like))
        else:
            elements = list(self.inner(page, file, block))
        tag = Tag(number, file.language, block.id)
        name = self.out.labels(self.out.language, block.kind)
        own = elements or [page.paragraph(())]
        gap = apart(own, before)[: -len(own)]
        yield from (*gap, *marked(self.book, tag, file.lesson or "-", name, own))

    def inner(self, page: Page, file: OutFile, block: SentBlock) -> Iterator[Element]:
        """What stands in a block: a label that says what it is, then its fields, each in a style of its own."""
        match block.kind:
            case "title":
                yield page.paragraph(_first(block, TEXT), "heading 1" if file.lesson else "Title")
            case "summary":
                yield page.paragraph(_first(block, TEXT), "Subtitle")
            case "objectives":
                yield self.label(page, file, OBJECTIVES)
                items = tuple((one,) for one in block.fields.get(TEXT, ()))
                yield from page.blocks([Listing(items)] if items else [])
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
        for name in (ALT, CAPTION, TRANSCRIPT):
            if name in block.fields:
                yield self.label(page, file, name)
                yield page.paragraph(_first(block, name), STYLES[name])

    def to_fill(self, page: Page, file: OutFile, like: SentBlock) -> Iterator[Element]:
        """Empty paragraphs for the words of a block that nobody has translated yet."""
        if like.kind not in (PROSE, "title", "summary"):
            yield self.label(page, file, like.kind)
        for name in like.fields:
            if name in (ALT, CAPTION, TRANSCRIPT):
                yield self.label(page, file, name)
            yield page.paragraph((), STYLES.get(name, ""))

    def label(self, page: Page, file: OutFile, name: str) -> Element:
        """A word of ours in the block; it is not part of its text."""
        return page.paragraph(plain(self.out.labels(file.language, name)), LABEL_STYLE)


def _first(block: SentBlock, name: str) -> Line:
    return next(iter(lines_of(block.fields.get(name, ()))), ())
