"""The words of a paragraph of Word: runs, links, fields, tracked changes, references to notes, pictures."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from elearn.authoring.exchange.rich import BREAK, Image, Span
from elearn.authoring.exchange.word.looks import Looks, is_on, style_of, value
from elearn.authoring.exchange.word.names import COMPATIBLE, VML, WP, A, Element, Tag, r, read_tag, w
from elearn.authoring.exchange.word.package import Relation
from elearn.markup.links import is_outside, own_reference

CODES = frozenset({"html code", "source text", "verbatim char", "html typewriter", "code"})
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
PAINT = ("rFonts", "color", "sz", "highlight", "shd", "u")  # direct looks that we do not keep
GONE = frozenset({w("del"), w("moveFrom")})
COME = frozenset({w("ins"), w("moveTo")})
CLEAR = frozenset({w("smartTag"), w("customXml"), w("sdtContent"), w("bdo"), w("dir"), f"{{{COMPATIBLE}}}Choice"})
DEEPEST = 100
_HOME = re.compile(r"\A(https?://[^/?#]+)/\Z", re.IGNORECASE)  # LibreOffice adds the last slash


@dataclass(slots=True)
class Field:
    """A field of Word (a link, a table of contents): its instruction and whether its result has begun."""

    instruction: str = ""
    is_result: bool = False

    @property
    def link(self) -> str:
        """The address of a HYPERLINK field, else ""."""
        words = self.instruction.split('"')
        is_link = self.instruction.strip().upper().startswith("HYPERLINK")
        return words[1] if is_link and len(words) > 2 and "\\l" not in words[0] else ""


@dataclass(slots=True)
class Runs:
    """Reads runs. Fields may reach over several paragraphs, so one of these reads a whole part.

    `note(kind, id)` names a footnote or endnote; `image(relation id, alt)` keeps a picture and says how it is called.
    """

    looks: Looks
    relations: Mapping[str, Relation]
    note: Callable[[str, str], str]
    image: Callable[[str, str], Image | None]
    counts: Counter[str]
    fields: list[Field] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    tag: Tag | None = None

    def read(self, paragraph: Element) -> None:
        """Fill `spans`, `images`, text `boxes` and the `tag` of a mark within the paragraph."""
        self.spans, self.images, self.boxes, self.tag = [], [], [], None
        self._children(paragraph, "", 0)

    def _children(self, parent: Element, link: str, depth: int) -> None:
        for child in parent if depth < DEEPEST else ():
            name = child.tag
            if name == w("r"):
                self._run(child, link)
            elif name == w("hyperlink"):
                self._children(child, self._target(child) or link, depth + 1)
            elif name in GONE:
                self.counts["deletions"] += 1
            elif name in COME:
                self.counts["insertions"] += 1
                self._children(child, link, depth + 1)
            elif name == w("sdt"):
                self.tag = read_tag(value(child.find(w("sdtPr")), "tag") or "") or self.tag
                for content in child.findall(w("sdtContent")):
                    self._children(content, link, depth + 1)
            elif name == w("fldSimple"):
                self._children(child, Field(child.get(w("instr"), "")).link or link, depth + 1)
            elif name == f"{{{COMPATIBLE}}}AlternateContent":
                self._alternative(child, link, depth)
            elif name in CLEAR:
                self._children(child, link, depth + 1)
            elif name.endswith("}oMath") or name.endswith("}oMathPara"):
                self.counts["formulas"] += 1
                self.spans.append(Span("".join(child.itertext())))

    def _alternative(self, element: Element, link: str, depth: int) -> None:
        """The same thing for new and old programs: the first that we understand."""
        for one in element:
            if next(one.iter(w("r")), None) is not None and one.find(f".//{w('txbxContent')}") is None:
                return self._children(one, link, depth + 1)
            if next(one.iter(f"{{{A}}}blip", w("txbxContent"), f"{{{VML}}}imagedata"), None) is not None:
                return self._drawn(one)
        return None

    def _target(self, element: Element) -> str:
        relation = self.relations.get(element.get(r("id"), ""))
        return self._allowed(relation.target) if relation and relation.is_outside else ""

    def _allowed(self, address: str) -> str:
        if is_outside(address) or own_reference(address):
            return _HOME.sub(r"\1", address)
        self.counts["links"] += bool(address)
        return ""

    def _run(self, run: Element, link: str) -> None:
        properties = run.find(w("rPr"))
        look = self._look(run, properties)
        hidden = is_on(properties, "vanish") or any(one.instruction.strip().startswith("TOC") for one in self.fields)
        for child in run:
            name = child.tag
            if name == w("fldChar"):
                self._field(child.get(w("fldCharType"), ""))
            elif name == w("instrText") and self.fields:
                self.fields[-1].instruction += child.text or ""
            elif name in (w("footnoteReference"), w("endnoteReference")):
                kind = "footnotes" if name == w("footnoteReference") else "endnotes"
                self.spans.append(Span("", note=self.note(kind, child.get(w("id"), ""))))
            elif name == w("commentReference"):
                self.counts["comments"] += 1
            elif name in (w("drawing"), w("pict"), w("object")):
                self._drawn(child)
            elif name == f"{{{COMPATIBLE}}}AlternateContent":
                self._alternative(child, link, 0)
            elif not hidden and (text := _text_of(child)):
                field_link = next((one.link for one in reversed(self.fields) if one.is_result and one.link), "")
                address = link or (self._allowed(field_link) if field_link else "")
                self.spans.append(replace(look, text=_shifted(properties, text), link=address))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].is_result = True
        elif kind == "end" and self.fields:
            self.counts["contents"] += self.fields.pop().instruction.strip().startswith("TOC")

    def _look(self, run: Element, properties: Element | None) -> Span:
        style = style_of(run)
        bold, italic = is_on(properties, "b"), is_on(properties, "i")
        if properties is not None and any(properties.find(w(name)) is not None for name in PAINT):
            self.counts["looks"] += 1
        return Span(
            "",
            bold=self.looks.is_bold(style) if bold is None else bold,
            italic=self.looks.is_italic(style) if italic is None else italic,
            code=self.looks.name(style).lower() in CODES,
        )

    def _drawn(self, element: Element) -> None:
        """Pictures and text boxes within a drawing."""
        if element.tag == w("object"):
            self.counts["objects"] += 1
            return
        alt = next((one.get("descr") or "" for one in element.iter(f"{{{WP}}}docPr")), "")
        found = [blip.get(r("embed"), "") for blip in element.iter(f"{{{A}}}blip")]
        if not found:
            shapes = list(element.iter(f"{{{VML}}}imagedata"))
            found = [shape.get(r("id"), "") for shape in shapes]
            alt = alt or next((one.get("alt") or "" for one in element.iter(f"{{{VML}}}shape")), "")
        for name in dict.fromkeys(found):
            if image := self.image(name, alt):
                self.images.append(image)
        self.boxes += [box for box in element.iter(w("txbxContent")) if box not in self.boxes]


def _text_of(child: Element) -> str:
    name = child.tag
    if name == w("t"):
        return child.text or ""
    if name in (w("tab"), w("ptab")):
        return " "
    if name == w("cr") or (name == w("br") and child.get(w("type")) in (None, "textWrapping")):
        return BREAK
    return "\u2011" if name == w("noBreakHyphen") else ""


def _shifted(properties: Element | None, text: str) -> str:
    """Raised and lowered figures (m², CO₂), where letters for them exist."""
    side = value(properties, "vertAlign")
    table = {"superscript": RAISED, "subscript": LOWERED}.get(side or "")
    return text.translate(table) if table and all(ord(sign) in table for sign in text) else text


def marks(element: Element) -> Iterator[tuple[str, Tag]]:
    """The bookmarks of ours that begin within an element: (id, tag)."""
    for one in element.iter(w("bookmarkStart")):
        if tag := read_tag(one.get(w("name"), "")):
            yield one.get(w("id"), ""), tag
