"""HTML as rich text: our own, as Markdown is rendered, and that of any page or program.

Only the tree is read. What a browser would show as a paragraph, a list, a table becomes one; tags, classes, fonts and
colours are counted and dropped. Programs with dialects of their own hand in a tree that speaks plain HTML already.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from elearn.authoring.exchange.html_tables import columns, own_rows, with_room_below
from elearn.authoring.exchange.rich import (
    BREAK,
    Code,
    FlatItem,
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
    clean,
    nest,
    plain,
    text_of,
    words,
)

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BLOCKS = frozenset(
    {
        *("p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "pre", "hr", "section", "article"),
        *("main", "header", "footer", "aside", "nav", "figure", "figcaption", "address", "form", "fieldset", "body"),
        *("center", "details", "summary", "html", "td", "th", "tr", "tbody", "thead", "tfoot", "caption", *HEADINGS),
    }
)
UNSEEN = frozenset(
    {
        *("script", "style", "head", "title", "meta", "link", "template", "noscript", "iframe", "object", "embed"),
        *("svg", "math", "video", "audio", "canvas", "select", "textarea", "input", "button", "xml"),
    }
)
#: What a reader would miss among the unseen, by the name under which it is reported.
MISSED = {
    **dict.fromkeys(("script", "iframe", "object", "embed"), "scripts"),
    **dict.fromkeys(("select", "textarea", "input", "button"), "forms"),
    **dict.fromkeys(("svg", "math", "video", "audio", "canvas"), "media"),
}
BOLD, ITALIC, MONOSPACE = {"b", "strong", "th"}, {"i", "em", "cite", "dfn", "var"}, {"code", "tt", "kbd", "samp"}
BOLD_WEIGHTS = {"bold", "bolder", "600", "700", "800", "900"}
PAINT = frozenset({"color", "font-family", "background-color", "background"})
LIST_MARK = "data-list"  # on a paragraph that is an item: "level,ordered,start,list", set by the readers of dialects
NOTE_MARK = "data-note"  # on an element that refers to a footnote: its id
DEEPEST = 60  # elements within elements; what lies deeper is read as bare words


@dataclass(slots=True)
class HtmlReading:
    """How HTML is read. `notes` gives the ids of our own footnotes by number; `dropped` counts what was left."""

    notes: Mapping[str, str] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)

    def read(self, root: HtmlElement) -> tuple[Rich, ...]:
        """The blocks of an element."""
        return self._blocks(root, 0)

    def _blocks(self, parent: HtmlElement, depth: int) -> tuple[Rich, ...]:
        found: list[Rich] = []
        pending: list[Span] = []
        flat: list[FlatItem] = []

        def flush() -> None:
            line = clean(pending)
            pending.clear()
            if line:
                close_list()
                found.append(Paragraph(line))

        def close_list() -> None:
            found.extend(nest(flat))
            flat.clear()

        if parent.text:
            pending.append(Span(parent.text.replace("\n", " ")))
        for child in parent:
            if isinstance(child.tag, str) and child.get(LIST_MARK) and depth < DEEPEST:
                flush()
                flat.append(self._flat_item(child))
            elif self._is_block(child) and depth < DEEPEST:
                flush()
                made = self._block(child, depth + 1)
                if made:
                    close_list()
                    found += made
            elif isinstance(child.tag, str):
                images = self._inline(child, Span(""), pending, depth + 1)
                if images:
                    flush()
                    close_list()
                    found += images
            if child.tail:
                pending.append(Span(child.tail.replace("\n", " ")))
        flush()
        close_list()
        return tuple(found)

    def _is_block(self, element: HtmlElement) -> bool:
        if not isinstance(element.tag, str):
            return False
        return element.tag in BLOCKS or (element.tag not in UNSEEN and any(map(self._is_block, element)))

    def _block(self, element: HtmlElement, depth: int) -> tuple[Rich, ...]:
        tag = element.tag
        self._note_paint(element, declarations(element))
        if tag in HEADINGS:
            line = self._line(element)
            line = tuple(replace(span, bold=False) for span in line)
            return (Heading(HEADINGS[tag], clean(line)),) if words(line).strip() else ()
        if tag in ("ul", "ol"):
            return self._listing(element, depth)
        if tag == "table":
            return self._table(element, depth)
        if tag == "blockquote":
            inner = self._blocks(element, depth)
            return (Quote(inner),) if inner else ()
        if tag == "pre":
            text = "".join(element.itertext()).strip("\n")
            return (Code(text),) if text.strip() else ()
        if tag == "hr":
            return (Rule(),)
        return self._blocks(element, depth)

    def _flat_item(self, element: HtmlElement) -> FlatItem:
        level, ordered, start, name = (element.get(LIST_MARK) or "").split(",", 3)
        return FlatItem(int(level), ordered == "1", Paragraph(self._line(element)), int(start), list_id=name)

    def _line(self, element: HtmlElement) -> Line:
        spans: list[Span] = []
        if element.text:
            spans.append(Span(element.text.replace("\n", " ")))
        for child in element:
            if isinstance(child.tag, str):
                self._inline(child, Span(""), spans, 0)
            if child.tail:
                spans.append(Span(child.tail.replace("\n", " ")))
        return clean(spans)

    def _inline(self, element: HtmlElement, look: Span, spans: list[Span], depth: int) -> list[Rich]:
        """Add the words of an element to the spans; the images in it are handed back."""
        tag = element.tag
        if tag in UNSEEN:
            self.dropped.update([MISSED[tag]] if tag in MISSED else [])
            return []
        if tag == "br":
            spans.append(Span(BREAK))
            return []
        if tag == "img":
            return [Image(element.get("src", ""), element.get("alt", ""))]
        if note := element.get(NOTE_MARK) or self._own_note(element):
            spans.append(Span("", note=note))
            return []
        look = self._look(element, look)
        images: list[Rich] = []
        if element.text:
            spans.append(replace(look, text=element.text.replace("\n", " ")))
        for child in element:
            if isinstance(child.tag, str) and depth < DEEPEST:
                images += self._inline(child, look, spans, depth + 1)
            elif isinstance(child.tag, str):
                spans.append(replace(look, text=" ".join(child.itertext())))
            if child.tail:
                spans.append(replace(look, text=child.tail.replace("\n", " ")))
        return images

    def _own_note(self, element: HtmlElement) -> str:
        if element.tag == "sup" and len(element) == 1 and element[0].get("class") == "footnote":
            return self.notes.get(element[0].text or "", "")
        return ""

    def _look(self, element: HtmlElement, look: Span) -> Span:
        """What an element adds to the look of its words. Google marks plain words `<b style="font-weight:normal">`."""
        style = declarations(element)
        self._note_paint(element, style)
        weight, slant = style.get("font-weight", ""), style.get("font-style", "")
        if weight:
            look = replace(look, bold=weight in BOLD_WEIGHTS)
        elif element.tag in BOLD:
            look = replace(look, bold=True)
        if slant:
            look = replace(look, italic=slant in ("italic", "oblique"))
        elif element.tag in ITALIC:
            look = replace(look, italic=True)
        if element.tag in MONOSPACE:
            look = replace(look, code=True)
        href = element.get("href") if element.tag == "a" else None
        return replace(look, link=self._address(href)) if href else look

    def _note_paint(self, element: HtmlElement, style: Mapping[str, str]) -> None:
        if element.get("color") or element.get("face") or style.keys() & PAINT:
            self.dropped["looks"] += 1

    def _address(self, href: str) -> str:
        """Where a link leads; "" where readers must not follow it."""
        href = href.strip()
        if href.lower().startswith(("http://", "https://", "mailto:")):
            return href
        if href.startswith("#") and ":" in href:  # a reference of ours, see from_markdown
            return href[1:]
        self.dropped["links"] += 1
        return ""

    def _listing(self, element: HtmlElement, depth: int) -> tuple[Rich, ...]:
        items: list[tuple[Rich, ...]] = []
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child.tag in ("ul", "ol") and items:  # Google and old Word put a list beside the item it hangs from
                items[-1] = (*items[-1], *self._listing(child, depth + 1))
            elif blocks := (self._blocks(child, depth + 1) if depth < DEEPEST else _bare(child)):
                items.append(blocks)
        start = element.get("start", "1")
        first = int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1
        return (Listing(tuple(items), element.tag == "ol", first if element.tag == "ol" else 1),) if items else ()

    def _table(self, element: HtmlElement, depth: int) -> tuple[Rich, ...]:
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in own_rows(element)]
        width = min(max((sum(map(columns, row)) for row in rows), default=0), 60)
        if not width:
            return ()
        if width == 1 or len(rows) == 1:  # a box around text
            return tuple(block for row in rows for cell in row for block in self._blocks(cell, depth + 1))
        made = tuple(self._row(row, width, depth) for row in with_room_below(rows, self.dropped))
        return (Table(made),) if any(words(cell).strip() for row in made for cell in row) else ()

    def _row(self, row: Iterable["HtmlElement | None"], width: int, depth: int) -> tuple[Line, ...]:
        cells: list[Line] = []
        for cell in row:
            if cell is None:
                cells.append(())
                continue
            blocks = self._blocks(cell, depth + 1) if depth < DEEPEST else _bare(cell)
            cells.append(one_line(blocks))
            cells += [()] * (columns(cell) - 1)
        return tuple((*cells, *[()] * width)[:width])


def one_line(blocks: Iterable[Rich]) -> Line:
    """Blocks as the one line that a cell of ours can hold."""
    spans: list[Span] = []
    for block in blocks:
        if spans:
            spans.append(Span(" "))
        if isinstance(block, Paragraph | Heading):
            spans += [replace(span, text=span.text.replace(BREAK, " ")) for span in block.line]
        else:
            spans += plain(" · ".join(text_of([block]).split(BREAK)))
    return clean(spans)


def declarations(element: HtmlElement) -> dict[str, str]:
    """The declarations of an element's style attribute, in small letters."""
    pairs = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, colon, value in pairs if colon}


def _bare(element: HtmlElement) -> tuple[Rich, ...]:
    line = plain(" ".join(element.itertext()))
    return (Paragraph(line),) if line else ()
