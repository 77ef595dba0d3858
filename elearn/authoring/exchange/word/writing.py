"""Rich text as the XML of a Word file: paragraphs, lists, tables, footnotes, pictures, and marks around blocks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree
from PIL import Image as Pillow

from elearn.authoring.exchange.rich import (
    BREAK,
    Code,
    Heading,
    Image,
    Line,
    Listing,
    Paragraph,
    Quote,
    Rich,
    Rule,
    Span,
    Table,
)
from elearn.authoring.exchange.word.drawing import drawing
from elearn.authoring.exchange.word.names import Element, Tag, W, r, w, written_tag
from elearn.authoring.exchange.word.styles import BOARD, LEVELS, TINT, style_id

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
EMU = 9525  # of a pixel at 96 dots per inch
MOST_WIDTH, MOST_HEIGHT = 5_600_000, 6_400_000  # of a picture, in EMU: what a page of A4 takes


@dataclass(slots=True)
class Book:
    """What the paragraphs of a file share: relations, footnotes, lists, pictures, running numbers."""

    links: dict[str, str] = field(default_factory=dict)  # address -> relation
    notes: list[Element] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)  # (level, first number) of each ordered list
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    number: int = 0

    def next(self) -> int:
        """A number that no other thing of the file bears."""
        self.number += 1
        return self.number


@dataclass(slots=True)
class Page:
    """Writes blocks, in one language, into a run of elements. `notes` are the footnotes to which lines may refer."""

    book: Book
    language: str  # as Word names it: "it-IT"
    notes: Mapping[str, Sequence[Rich]] = field(default_factory=dict)
    is_callout: bool = False
    text_style: str = ""

    def blocks(self, blocks: Iterable[Rich]) -> list[Element]:
        """The paragraphs and tables of blocks, one below the other."""
        found: list[Element] = []
        for block in blocks:
            found += apart(self._block(block), found)
        return found

    def paragraph(self, line: Line, style: str = "", number: tuple[str, int] | None = None) -> Element:
        """A paragraph in a style, perhaps an item of a list."""
        element = etree.Element(w("p"))
        self._properties(element, style or self.text_style, number)
        for span in line:
            self._span(element, span)
        return element

    def picture(self, data: bytes, alt: str) -> Element:
        """A paragraph with a PNG or JPEG picture, with what it shows in words."""
        with Pillow.open(BytesIO(data)) as opened:
            width, height, suffix = opened.width, opened.height, (opened.format or "png").lower()
        scale = min(1.0, MOST_WIDTH / (width * EMU), MOST_HEIGHT / (height * EMU))
        self.book.pictures.append((suffix, data))
        shown = drawing(
            self.book.next(), len(self.book.pictures), alt, int(width * EMU * scale), int(height * EMU * scale)
        )
        element = self.paragraph(())
        etree.SubElement(element, w("r")).append(shown)
        return element

    def _properties(self, element: Element, style: str, number: tuple[str, int] | None) -> None:
        properties = etree.SubElement(element, w("pPr"))
        if style:
            _value(properties, "pStyle", style_id(style))
        if number:
            numbered = etree.SubElement(properties, w("numPr"))
            _value(numbered, "ilvl", str(number[1]))
            _value(numbered, "numId", number[0])
        if self.is_callout:
            borders = etree.SubElement(properties, w("pBdr"))
            etree.SubElement(
                borders, w("left"), {w("val"): "single", w("sz"): "18", w("space"): "6", w("color"): BOARD}
            )
            etree.SubElement(properties, w("shd"), {w("val"): "clear", w("color"): "auto", w("fill"): TINT})
        if not len(properties):
            element.remove(properties)

    def _block(self, block: Rich) -> list[Element]:
        match block:
            case Paragraph(line):
                return [self.paragraph(line)]
            case Heading(level, line):
                return [self.paragraph(line, f"heading {level}")]
            case Listing():
                return self._listing(block, 0)
            case Table(rows):
                return [self._table(rows)]
            case Quote(inner):
                return [
                    self.paragraph(one.line, "Quote") if isinstance(one, Paragraph) else element
                    for one in inner
                    for element in self._block(one)
                ]
            case Code(text):
                return [self.paragraph((Span(line),), "HTML Preformatted") for line in text.split(BREAK)]
            case Rule():
                return [self.paragraph((), "Horizontal Line")]
            case Image():
                return []

    def _listing(self, block: Listing, level: int) -> list[Element]:
        level = min(level, LEVELS - 1)
        number = "1"
        if block.is_ordered:
            self.book.starts.append((level, block.start))
            number = str(len(self.book.starts) + 1)
        found: list[Element] = []
        for item in block.items:
            is_first = True
            for one in item:
                if isinstance(one, Listing):
                    found += self._listing(one, level + 1)
                elif isinstance(one, Paragraph) and is_first:
                    found.append(self.paragraph(one.line, "List Paragraph", (number, level)))
                elif isinstance(one, Paragraph):
                    found.append(self.paragraph(one.line, "List Continue" + (f" {min(level, 2) + 1}" if level else "")))
                else:
                    found += self._block(one)
                is_first = False
        return found

    def _table(self, rows: Sequence[Sequence[Line]]) -> Element:
        inner = Page(self.book, self.language, self.notes, text_style="Table Text")
        table = new_table(len(rows[0]))
        for place, row in enumerate(rows):
            made = etree.SubElement(table, w("tr"))
            if place == 0:
                etree.SubElement(etree.SubElement(made, w("trPr")), w("tblHeader"))
            for line in row:
                cell = etree.SubElement(made, w("tc"))
                properties = etree.SubElement(cell, w("tcPr"))
                if place == 0:
                    etree.SubElement(properties, w("shd"), {w("val"): "clear", w("color"): "auto", w("fill"): TINT})
                cell.append(inner.paragraph(line))
        return table

    def _span(self, parent: Element, span: Span) -> None:
        if span.note:
            self._note(parent, span.note)
            return
        if span.link:
            name = self.book.links.setdefault(span.link, f"rLink{len(self.book.links) + 1}")
            parent = etree.SubElement(parent, w("hyperlink"), {r("id"): name})
        run = etree.SubElement(parent, w("r"))
        properties = etree.SubElement(run, w("rPr"))
        if span.code or span.link:
            _value(properties, "rStyle", style_id("HTML Code" if span.code else "Hyperlink"))
        for is_on, name in ((span.bold, "b"), (span.italic, "i")):
            if is_on:
                etree.SubElement(properties, w(name))
        _value(properties, "lang", self.language)
        for place, part in enumerate(span.text.split(BREAK)):
            if place:
                etree.SubElement(run, w("br"))
            if part:
                text = etree.SubElement(run, w("t"), {XML_SPACE: "preserve"})
                text.text = part

    def _note(self, parent: Element, name: str) -> None:
        """A reference, and the footnote itself, as often as the text refers to it."""
        number = str(len(self.book.notes) + 1)
        note = etree.Element(w("footnote"), {w("id"): number})
        self.book.notes.append(note)
        inner = Page(self.book, self.language, text_style="footnote text")
        elements = inner.blocks(self.notes.get(name, ())) or [inner.paragraph(())]
        head = _reference_run("footnoteRef", None)
        first = elements[0]
        properties = first.find(w("pPr"))
        first.insert(0 if properties is None else 1, head)
        note.extend(elements)
        parent.append(_reference_run("footnoteReference", number))


def marked(book: Book, tag: Tag, lesson: str, name: str, elements: Sequence[Element]) -> list[Element]:
    """Elements of a block in a content control and between bookmarks: Word keeps the one, other programs the other.

    The control says that it is a building block: LibreOffice 7 keeps those as they are, and makes one bare piece of
    text of any other that holds a single paragraph. It also loses bookmarks over several paragraphs that begin right
    behind a table, so every paragraph bears one of its own.
    """
    number = str(book.next())
    control = etree.Element(w("sdt"))
    properties = etree.SubElement(control, w("sdtPr"))
    _value(properties, "alias", name[:64])
    _value(properties, "tag", written_tag(tag, lesson))
    _value(properties, "id", number)
    part_object = etree.SubElement(properties, w("docPartObj"))
    _value(part_object, "docPartGallery", "Custom 1")
    etree.SubElement(part_object, w("docPartUnique"))
    content = etree.SubElement(control, w("sdtContent"))
    content.extend(elements)
    for place, paragraph in enumerate(_to_mark(elements)):
        here = str(book.next())
        begin = etree.Element(w("bookmarkStart"), {w("id"): here, w("name"): f"{tag.bookmark}_{place}"})
        paragraph.insert(0 if paragraph.find(w("pPr")) is None else 1, begin)
        paragraph.append(etree.Element(w("bookmarkEnd"), {w("id"): here}))
    return [control]


def _to_mark(elements: Sequence[Element]) -> Iterator[Element]:
    """The paragraphs of a block that bear a mark: all of them, and the first one of each table."""
    for element in elements:
        first = element if element.tag == w("p") else next(element.iter(w("p")), None)
        if first is not None:
            yield first


def apart(elements: list[Element], before: Sequence[Element]) -> list[Element]:
    """Elements that follow others: programs make one table of two that touch, so a gap stands between them."""
    touch = bool(elements) and bool(before) and elements[0].tag == _last_tag(before[-1]) == w("tbl")
    if not touch:
        return elements
    gap = etree.Element(w("p"))
    _value(etree.SubElement(gap, w("pPr")), "pStyle", style_id("Horizontal Gap"))
    return [gap, *elements]


def _last_tag(element: Element) -> str:
    """The tag of an element; of what ends it, for a content control."""
    content = element.find(w("sdtContent"))
    return str(element.tag if content is None or not len(content) else content[-1].tag)


def new_table(columns: int) -> Element:
    """An empty table over the width of the page."""
    table = etree.Element(w("tbl"))
    properties = etree.SubElement(table, w("tblPr"))
    _value(properties, "tblStyle", "TableGrid")
    etree.SubElement(properties, w("tblW"), {w("w"): "5000", w("type"): "pct"})
    grid = etree.SubElement(table, w("tblGrid"))
    for _column in range(columns):
        etree.SubElement(grid, w("gridCol"), {w("w"): str(9600 // columns)})
    return table


def part(name: str, children: Iterable[Element], wrap: Callable[[Element], Element] | None = None) -> bytes:
    """A part of a file from its elements."""
    root = etree.Element(w(name), nsmap={"w": W, "r": r("")[1:-1]})
    holder = wrap(root) if wrap else root
    holder.extend(children)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _value(parent: Element, name: str, value: str) -> None:
    etree.SubElement(parent, w(name), {w("val"): value})


def _reference_run(kind: str, number: str | None) -> Element:
    run = etree.Element(w("r"))
    _value(etree.SubElement(run, w("rPr")), "rStyle", style_id("footnote reference"))
    etree.SubElement(run, w(kind), {w("id"): number} if number else {})
    return run
