"""Markdown in, safe HTML out: prose blocks, footnotes, and the inline Markdown of quizzes.

Raw HTML is shown as text, pictures in prose are refused (they have a block of their own), ids are our own, and
everything ends in `sanitise`. A text that would cost too much (see `limits`) is shown as plain text.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from elearn.markup.limits import MAX_BLOCK_BYTES, excess
from elearn.markup.links import is_outside, own_reference
from elearn.markup.sanitise import sanitise
from elearn.markup.trusted import trusted

NOTHING = ("", "-", "–", "—")  # cells without a number
NUMBER = re.compile(r"(?:€\s?)?[+\-\u2212]?\d[\d.,\s]*(?:%|€)?")
HEADING_TAG = re.compile(r"h[1-6]\Z")
FOOTNOTE_REFERENCE = r"\[\^([^\]\s]+)\]"
NOT_USED_BLOCKS = ("reference", "setextheader")
NOT_USED_INLINE = ("reference", "short_reference", "image_link", "image_reference", "short_image_ref", "html")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a reference leads. `kind` is the CSS class: term, fact or lesson."""

    href: str
    kind: str = ""


#: Answers a reference like `term:outcome`, given as ("term", "outcome"); None: there is no such thing, show the words.
Links = Callable[[str, str], Link | None]


def no_links(_scheme: str, _target: str) -> None:
    """For texts without references: their words are shown, not linked."""


class TextFlow:
    """What the blocks of one text share while they are rendered: numbers of footnotes and ids of headings.

    `footnotes` are the texts of the footnotes by id. Use one flow for one rendering of one text, from top to bottom.
    """

    def __init__(self, links: Links = no_links, footnotes: Mapping[str, str] | None = None) -> None:
        self.links = links
        self.footnotes = footnotes or {}
        self.numbers: dict[str, int] = {}
        self.uses: dict[str, int] = {}
        self._headings: dict[str, int] = {}
        self._markdown: Markdown | None = None

    def prose(self) -> Markdown:
        """The converter of this text's blocks. Making one takes as long as converting three paragraphs."""
        if self._markdown is None:
            self._markdown = _prose_markdown(self)
        self._markdown.reset()
        return self._markdown

    def footnote_number(self, note_id: str) -> int:
        """The number of a footnote: in the order in which the text first refers to them."""
        return self.numbers.setdefault(note_id, len(self.numbers) + 1)

    def footnote_use(self, note_id: str) -> int:
        """Which reference to this footnote this is: 1, 2 ..."""
        self.uses[note_id] = self.uses.get(note_id, 0) + 1
        return self.uses[note_id]

    def heading_id(self, words: str) -> str:
        """A fresh id for a heading: `s-` and its words in small ASCII."""
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "section"
        number = self._headings[slug] = self._headings.get(slug, 0) + 1
        own = f"{slug}-{number}" if number > 1 else slug
        if number > 1 and own in self._headings:  # a heading whose words end in this very number
            return self.heading_id(words)
        self._headings.setdefault(own, 1)
        return f"s-{own}"


def render_prose(text: str, flow: TextFlow | None = None) -> Markup:
    """The HTML of a block of Markdown. A flow connects it with the other blocks of its text."""
    return trusted(sanitise(_convert((flow or TextFlow()).prose(), text)))


def render_inline(text: str, links: Links = no_links) -> Markup:
    """The HTML of one run of words (a stem, an option, a caption): emphasis, code and links, but no blocks."""
    html = sanitise(_convert(_inline_markdown(TextFlow(links)), " ".join(text.split()))).strip()
    return trusted(html.removeprefix("<p>").removesuffix("</p>"))


def render_footnotes(flow: TextFlow, back_title: Callable[[int], str]) -> Markup:
    """The list of footnotes to which the text has referred, or "". `back_title(number)` names the link back."""
    items: list[str] = []
    while len(items) < len(flow.numbers):  # a footnote may refer to a further one
        note_id = list(flow.numbers)[len(items)]
        number = flow.numbers[note_id]
        html = _convert(flow.prose(), flow.footnotes[note_id])
        title = escape(back_title(number))
        back = f' <a class="back" href="#fnref-{number}" title="{title}" aria-label="{title}">↩</a>'
        inner = html.removesuffix("</p>") + back + "</p>" if html.endswith("</p>") else html + back
        items.append(f'<li id="fn-{number}">{inner}</li>')
    return trusted(sanitise(f'<ol class="footnotes">{"".join(items)}</ol>')) if items else trusted("")


def _convert(markdown: Markdown, text: str) -> str:
    try:
        if not excess(text, MAX_BLOCK_BYTES):
            return str(markdown.convert(text))
    except RecursionError:  # the limits make this unlikely; a page must stand in any case
        pass
    return f"<p>{escape(text)}</p>"


def _prose_markdown(flow: TextFlow) -> Markdown:
    """A converter for one text: Markdown instances keep state and are not safe to share between threads."""
    markdown = Markdown(extensions=[TableExtension(use_align_attribute=True), SaneListExtension()])
    markdown.preprocessors.deregister("html_block")
    for name in NOT_USED_BLOCKS:
        markdown.parser.blockprocessors.deregister(name)
    for name in NOT_USED_INLINE:
        markdown.inlinePatterns.deregister(name)
    markdown.inlinePatterns.register(_FootnoteReference(FOOTNOTE_REFERENCE, markdown, flow), "footnote", 175)
    markdown.treeprocessors.register(_Links(markdown, flow), "links", 15)
    markdown.treeprocessors.register(_Headings(markdown, flow), "headings", 14)
    markdown.treeprocessors.register(_Tables(markdown), "tables", 13)
    return markdown


def _inline_markdown(flow: TextFlow) -> Markdown:
    markdown = _prose_markdown(flow)
    for processor in ("indent", "code", "table", "hashheader", "hr", "olist", "ulist", "quote"):
        markdown.parser.blockprocessors.deregister(processor)
    return markdown


class _FootnoteReference(InlineProcessor):
    """`[^id]` becomes a number that links to the footnote. An unknown id stays text."""

    def __init__(self, pattern: str, markdown: Markdown, flow: TextFlow) -> None:
        super().__init__(pattern, markdown)
        self.flow = flow

    def handleMatch(  # noqa: N802 - the name is Python-Markdown's
        self, m: re.Match[str], _data: str
    ) -> tuple[Element | None, int | None, int | None]:
        note_id = m[1]
        if note_id not in self.flow.footnotes:
            return None, None, None
        number, use = self.flow.footnote_number(note_id), self.flow.footnote_use(note_id)
        sup = Element("sup")
        own_id = f"fnref-{number}" if use == 1 else f"fnref-{number}-{use}"
        link = SubElement(sup, "a", {"class": "footnote", "id": own_id, "href": f"#fn-{number}"})
        link.text = str(number)
        return sup, m.start(0), m.end(0)


class _Links(Treeprocessor):
    """References find their address; what leads nowhere keeps its words and loses its link."""

    def __init__(self, markdown: Markdown, flow: TextFlow) -> None:
        super().__init__(markdown)
        self.flow = flow

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if link.get("class") == "footnote":
                continue
            href = link.get("href", "")
            link.attrib.pop("title", None)
            if is_outside(self.unescaped(href)):
                continue
            link.attrib.pop("href", None)
            own = own_reference(href)
            found = self.flow.links(*own) if own else None
            if found:
                link.set("href", found.href)
                if found.kind:
                    link.set("class", found.kind)
            else:
                link.tag = "plain"  # not in the list of `sanitise`: the tag goes, its words stay

    @staticmethod
    def unescaped(href: str) -> str:
        """Addresses of `<name@example.org>` arrive with every character encoded."""
        return re.sub("\x02amp\x03#(\\d+);", lambda found: chr(int(found[1])), href)


class _Headings(Treeprocessor):
    """Headings get an id, and stay below the title of the page."""

    def __init__(self, markdown: Markdown, flow: TextFlow) -> None:
        super().__init__(markdown)
        self.flow = flow

    def run(self, root: Element) -> None:
        for heading in root.iter():
            if HEADING_TAG.match(heading.tag):
                heading.tag = f"h{min(max(int(heading.tag[1]), 2), 4)}"
                heading.set("id", self.flow.heading_id("".join(heading.itertext())))


class _Tables(Treeprocessor):
    """Tables can be scrolled sideways, also by keyboard; columns say their scope; alignment is a class.

    A column of numbers stands at the end of its cells, as numbers do, unless its author says otherwise.
    """

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            self.align_numbers([list(row) for row in table.iter("tr")])
        for cell in (*root.iter("th"), *root.iter("td")):
            side = cell.attrib.pop("align", "")
            if side in ("right", "center"):
                cell.set("class", "end" if side == "right" else "center")
            if cell.tag == "th":
                cell.set("scope", "col")
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    frame = Element("div", {"class": "table", "tabindex": "0"})
                    frame.tail, child.tail = child.tail, None
                    frame.append(child)
                    parent[index] = frame

    @staticmethod
    def align_numbers(rows: list[list[Element]]) -> None:
        for column in list(zip(*rows, strict=False))[1:]:  # the first column names the rows
            words = ["".join(cell.itertext()).strip() for cell in column[1:]]
            numbers = [word for word in words if word not in NOTHING]
            if numbers and all(NUMBER.fullmatch(word) for word in numbers):
                for cell in column:
                    cell.attrib.setdefault("align", "right")
