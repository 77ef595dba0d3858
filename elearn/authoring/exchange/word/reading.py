"""A Word file as rich text, in the order of reading: each block with the name of its style, and the mark it bears."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from elearn.authoring.exchange.rich import (
    Code,
    FlatItem,
    Heading,
    Image,
    Line,
    Paragraph,
    Quote,
    Rich,
    Rule,
    Span,
    Table,
    clean,
    nest,
    words,
)
from elearn.authoring.exchange.rich_html import one_line
from elearn.authoring.exchange.word.looks import CODES, QUOTES, Looks, looks_of, style_of, value
from elearn.authoring.exchange.word.names import COMPATIBLE, VML, Element, Tag, read_tag, w
from elearn.authoring.exchange.word.package import Package, Relation
from elearn.authoring.exchange.word.runs import COME, GONE, Runs, marks
from elearn.authoring.exchange.word.tables import MOST_COLUMNS, cells_of, columns_of, lays_out, rows_of
from elearn.catalogue.rules.picture_heads import MOST_PIXELS, picture_size, picture_type

MOST_PICTURE_BYTES = 12 * 2**20
RULE = "horizontal line"
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """A block as it stands in the file."""

    block: Rich | FlatItem
    style: str = ""
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a file. `counts` are things met on the way: deletions, comments, looks, links, drawings ..."""

    seen: tuple[Seen, ...]
    notes: Mapping[str, tuple[Rich, ...]]
    pictures: Mapping[str, bytes]
    counts: Mapping[str, int]


def read_word(package: Package) -> Reading:
    """Read a whole file. What cannot be taken over is counted, never a reason to stop."""
    return _Reader(package, looks_of(package), package.relations(package.main)).read()


def settle(seen: Iterable[Seen | Rich]) -> tuple[Rich, ...]:
    """Blocks with their lists put together; quotations and code that stand in several paragraphs become one."""
    found: list[Rich] = []
    flat: list[FlatItem] = []
    for one in seen:
        block = one.block if isinstance(one, Seen) else one
        if isinstance(block, FlatItem):
            flat.append(block)
            continue
        found += nest(flat)
        flat.clear()
        last = found[-1] if found else None
        if isinstance(block, Quote) and isinstance(last, Quote):
            found[-1] = Quote((*last.blocks, *block.blocks))
        elif isinstance(block, Code) and isinstance(last, Code):
            found[-1] = Code(f"{last.text}\n{block.text}")
        else:
            found.append(block)
    return (*found, *nest(flat))


@dataclass(slots=True)
class _Reader:
    package: Package
    looks: Looks
    relations: Mapping[str, Relation]
    counts: Counter[str] = field(default_factory=Counter)
    seen: list[Seen] = field(default_factory=list)
    notes: dict[str, tuple[Rich, ...]] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    note_ids: dict[tuple[str, str], str] = field(default_factory=dict)
    open_marks: dict[str, Tag] = field(default_factory=dict)
    carried: list[Span] = field(default_factory=list)
    runs: Runs = field(init=False)

    def read(self) -> Reading:
        self.runs = Runs(self.looks, self.relations, self._note_id, self._image, self.counts)
        body = self.package.document.find(w("body"))
        if body is not None:
            self._walk(body, None, 0)
        seen = tuple(self.seen)
        for (kind, number), name in list(self.note_ids.items()):
            self.notes[name] = self._note(kind, number)
        return Reading(seen, self.notes, self.pictures, self.counts)

    def _walk(self, container: Element, tag: Tag | None, depth: int) -> None:
        for child in container if depth < DEEPEST else ():
            name = child.tag
            if name == w("p"):
                self._paragraph(child, tag, depth)
            elif name == w("tbl"):
                self._table(child, tag, depth)
            elif name == w("sdt"):
                self._control(child, tag, depth)
            elif name == w("bookmarkStart"):
                if found := read_tag(child.get(w("name"), "")):
                    self.open_marks = {child.get(w("id"), ""): found}
            elif name == w("bookmarkEnd"):
                self.open_marks.pop(child.get(w("id"), ""), None)
            elif name in GONE:
                self.counts["deletions"] += 1
            elif name in COME or name in (w("customXml"), w("smartTag"), f"{{{COMPATIBLE}}}AlternateContent"):
                self._walk(child, tag, depth + 1)

    def _control(self, control: Element, tag: Tag | None, depth: int) -> None:
        properties = control.find(w("sdtPr"))
        gallery = next((one.get(w("val"), "") for one in control.iter(w("docPartGallery"))), "")
        if gallery == "Table of Contents":
            self.counts["contents"] += 1
            return
        own = read_tag(value(properties, "tag") or "")
        for content in control.findall(w("sdtContent")):
            self._walk(content, own or tag, depth + 1)

    def _paragraph(self, paragraph: Element, tag: Tag | None, depth: int) -> None:
        self.open_marks = dict(list(marks(paragraph))[-1:]) or self.open_marks
        self.runs.read(paragraph)
        tag = tag or self.runs.tag or next(reversed(self.open_marks.values()), None)
        for end in paragraph.iter(w("bookmarkEnd")):
            self.open_marks.pop(end.get(w("id"), ""), None)
        spans, images, boxes = [*self.carried, *self.runs.spans], self.runs.images, self.runs.boxes
        self.carried = []
        properties = paragraph.find(w("pPr"))
        mark = None if properties is None else properties.find(w("rPr"))
        if mark is not None and any(mark.find(name) is not None for name in GONE):
            self.carried = spans  # its end was deleted: it goes on in the next paragraph
            spans = []
        style = self.looks.name(style_of(paragraph))
        line = clean(spans)
        if line:
            self.seen.append(Seen(self._block(paragraph, style, line, spans), style, tag))
        elif not images and _is_rule(properties, style, paragraph):
            self.seen.append(Seen(Rule(), style, tag))
        self.seen += [Seen(image, style, tag) for image in images]
        for box in boxes:
            self.counts["text_boxes"] += 1
            self._walk(box, tag, depth + 1)

    def _block(self, paragraph: Element, style: str, line: Line, spans: Sequence[Span]) -> Rich | FlatItem:
        level = self.looks.heading(paragraph)
        if level is not None:
            return Heading(level, clean(replace(span, bold=False, italic=False) for span in line))
        if style.lower() in CODES:
            return Code("".join(span.text for span in spans))
        numbered = self.looks.numbered(paragraph)
        if numbered:
            return FlatItem(
                numbered.level, numbered.is_ordered, Paragraph(line), numbered.start, list_id=numbered.list_id
            )
        more = self.looks.continues(paragraph)
        if more is not None and self.seen and isinstance(self.seen[-1].block, FlatItem):
            return FlatItem(more, False, Paragraph(line), is_more=True)
        return Quote((Paragraph(line),)) if style.lower() in QUOTES else Paragraph(line)

    def _table(self, table: Element, tag: Tag | None, depth: int) -> None:
        rows = [cells_of(row) for row in rows_of(table)]
        if tag is None and lays_out(table):
            for row in rows_of(table):
                self._walk_cells(row, None, depth + 1)
            return
        tag = (
            tag or next((found for _id, found in marks(table)), None) or next(reversed(self.open_marks.values()), None)
        )
        width = min(max((sum(map(columns_of, row)) for row in rows), default=0), MOST_COLUMNS)
        if width <= 1 or len(rows) == 1:  # a box around text
            for cell in (cell for row in rows for cell in row):
                self._walk(cell, tag, depth + 1)
            return
        made = tuple(self._row(row, width, depth) for row in rows)
        for end in table.iter(w("bookmarkEnd")):
            self.open_marks.pop(end.get(w("id"), ""), None)
        if any(words(cell) for row in made for cell in row):
            self.seen.append(Seen(Table(made), "", tag))

    def _walk_cells(self, row: Element, tag: Tag | None, depth: int) -> None:
        """Each cell as a text of its own. A whole cell may stand in a content control."""
        for child in row:
            self.open_marks = {}
            if child.tag == w("tc"):
                self._walk(child, tag, depth)
            elif child.tag == w("sdt"):
                own = read_tag(value(child.find(w("sdtPr")), "tag") or "")
                for content in child.findall(w("sdtContent")):
                    self._walk_cells(content, own or tag, depth)

    def _row(self, row: Sequence[Element], width: int, depth: int) -> tuple[Line, ...]:
        cells: list[Line] = []
        for cell in row:
            merged = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            across = columns_of(cell)
            self.counts["merged_cells"] += across > 1 or merged is not None
            is_covered = merged is not None and merged.get(w("val"), "continue") == "continue"
            cells.append(() if is_covered else one_line(self._inner(cell, depth + 1)))
            cells += [()] * (across - 1)
        return tuple((*cells, *[()] * width)[:width])

    def _inner(self, container: Element, depth: int) -> tuple[Rich, ...]:
        """What stands in a cell or note, apart from the text around it. Pictures stay with the text around it."""
        outside, self.seen = self.seen, []
        marks_outside, self.open_marks = self.open_marks, {}
        self._walk(container, None, depth)
        inner, self.seen = self.seen, outside
        self.open_marks = marks_outside
        self.counts["pictures_in_cells"] += sum(isinstance(one.block, Image) for one in inner)
        return settle(one for one in inner if not isinstance(one.block, Image))

    def _note_id(self, kind: str, number: str) -> str:
        return self.note_ids.setdefault((kind, number), f"n{len(self.note_ids) + 1}")

    def _note(self, kind: str, number: str) -> tuple[Rich, ...]:
        tree = self.package.beside(kind)
        names = {"footnotes": "footnote", "endnotes": "endnote"}
        for note in tree.iter(w(names[kind])) if tree is not None else ():
            if note.get(w("id")) == number:
                return self._inner(note, 0)
        return ()

    def _image(self, relation_id: str, alt: str) -> Image | None:
        """Keep a picture; None for one that we cannot show: drawings of Windows, far too large, broken, elsewhere."""
        relation = self.relations.get(relation_id)
        if relation is None or relation.is_outside or relation.target not in self.package.parts:
            self.counts["pictures"] += 1
            return None
        name = relation.target.rsplit("/", 1)[-1]
        data = self.package.parts[relation.target]
        fault = _fault(data)
        if fault:
            self.counts[fault] += 1
            return None
        self.pictures[name] = data
        return Image(name, " ".join(alt.split()))


def _fault(data: bytes) -> str:
    """Why a picture cannot be taken over, as a kind of thing dropped; "" when it can. Only its head is read."""
    if not picture_type(data):
        return "drawings"
    size = picture_size(data)
    if size is None:
        return "broken_pictures"
    return "huge_pictures" if len(data) > MOST_PICTURE_BYTES or size[0] * size[1] > MOST_PIXELS else ""


def _is_rule(properties: Element | None, style: str, paragraph: Element) -> bool:
    if style.lower() == RULE or any(
        one.get("{urn:schemas-microsoft-com:office:office}hr") for one in paragraph.iter(f"{{{VML}}}rect")
    ):
        return True
    border = None if properties is None else properties.find(w("pBdr"))
    return border is not None and (border.find(w("bottom")) is not None or border.find(w("top")) is not None)
