"""What styles and numbering of a Word file say of a paragraph: a heading, an item of a list, a quotation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.authoring.exchange.word.names import Element, w
from elearn.authoring.exchange.word.package import Package

OFF = frozenset({"0", "false", "off", "none"})
MOST_STEPS = 20  # from a style to the one it is based on
_HEADING = re.compile(r"heading ([1-9])\Z")
_LIST = re.compile(r"list (?:bullet|number) ([2-9])\Z")  # lists of their own, which look like levels of one
TITLES = frozenset({"title"})
QUOTES = frozenset({"quote", "intense quote", "quotations"})
CODES = frozenset({"html preformatted", "preformatted text", "code", "plain text", "macro"})
BULLETS = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name in English, as Word keeps it, and what it says itself."""

    name: str
    base: str = ""
    number: tuple[str, int] | None = None  # the list and the level
    outline: int | None = None
    bold: bool | None = None
    italic: bool | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph as part of a list."""

    list_id: str
    level: int
    is_ordered: bool
    start: int


@dataclass(frozen=True, slots=True)
class Looks:
    """All styles and lists of a file."""

    styles: Mapping[str, Style] = field(default_factory=dict)
    levels: Mapping[tuple[str, int], tuple[str, int]] = field(default_factory=dict)  # (list, level) -> format, start

    def chain(self, style_id: str) -> list[Style]:
        """A style and those that it is based on."""
        found: list[Style] = []
        while style_id in self.styles and len(found) < MOST_STEPS:
            found.append(self.styles[style_id])
            style_id = found[-1].base
        return found

    def name(self, style_id: str) -> str:
        """The name of a style; its id where it is not described."""
        return self.styles[style_id].name if style_id in self.styles else style_id

    def heading(self, paragraph: Element) -> int | None:
        """The level of a heading, 1 for the title of a document too; None for other paragraphs."""
        properties = paragraph.find(w("pPr"))
        own = value(properties, "outlineLvl")
        if own and own.isdecimal() and int(own) < 9:
            return int(own) + 1
        for style in self.chain(style_of(paragraph)):
            if found := _HEADING.match(style.name.lower()):
                return int(found[1])
            if style.name.lower() in TITLES:
                return 1
            if style.outline is not None:
                return style.outline + 1
        return None

    def numbered(self, paragraph: Element) -> Numbered | None:
        """The list to which a paragraph belongs; None for other paragraphs, and those whose number was taken off."""
        chain = self.chain(style_of(paragraph))
        number = _number(paragraph.find(w("pPr")))
        number = number or next((style.number for style in chain if style.number), None)
        if number is None or number[0] == "0":
            return None
        kind, start = self.levels.get(number, ("bullet", 1))
        named = next((found for style in chain if (found := _LIST.match(style.name.lower()))), None)
        level = number[1] or (int(named[1]) - 1 if named else 0)
        return Numbered(number[0], level, kind not in BULLETS, start)

    def continues(self, paragraph: Element) -> int | None:
        """The level of the item that a paragraph goes on with, by the style "List Continue"; None for others."""
        name = self.name(style_of(paragraph)).lower()
        if not name.startswith("list continue"):
            return None
        digits = name.removeprefix("list continue").strip()
        return int(digits) - 1 if digits.isdecimal() and len(digits) == 1 else 0

    def is_bold(self, style_id: str) -> bool:
        """Whether a style makes words bold."""
        return next((style.bold for style in self.chain(style_id) if style.bold is not None), False)

    def is_italic(self, style_id: str) -> bool:
        """Whether a style makes words italic."""
        return next((style.italic for style in self.chain(style_id) if style.italic is not None), False)


def looks_of(package: Package) -> Looks:
    """Read the styles and lists of a file."""
    styles, numbering = package.beside("styles"), package.beside("numbering")
    found = {} if styles is None else {one.get(w("styleId"), ""): _style(one) for one in styles.iter(w("style"))}
    return Looks(found, {} if numbering is None else _levels(numbering))


def style_of(element: Element) -> str:
    """The id of the style of a paragraph, run or table; "" where none is named."""
    for name, style in (("pPr", "pStyle"), ("rPr", "rStyle"), ("tblPr", "tblStyle")):
        properties = element.find(w(name))
        if properties is not None:
            return value(properties, style) or ""
    return ""


def value(parent: Element | None, name: str) -> str | None:
    """The value of a child; None where there is no such child."""
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(w("val"), "")


def is_on(parent: Element | None, name: str) -> bool | None:
    """A property that is on or off; None where it is not said."""
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(w("val"), "true") not in OFF


def _style(element: Element) -> Style:
    paragraph, run = element.find(w("pPr")), element.find(w("rPr"))
    outline = value(paragraph, "outlineLvl")
    level = int(outline) if outline and outline.isdecimal() and int(outline) < 9 else None
    number = _number(paragraph)
    name = value(element, "name") or ""
    return Style(name, value(element, "basedOn") or "", number, level, is_on(run, "b"), is_on(run, "i"))


def _number(properties: Element | None) -> tuple[str, int] | None:
    number = None if properties is None else properties.find(w("numPr"))
    name = value(number, "numId")
    if name is None:
        return None
    level = value(number, "ilvl") or "0"
    return name, min(int(level), 8) if level.isdecimal() and len(level) < 3 else 0


def _levels(numbering: Element) -> dict[tuple[str, int], tuple[str, int]]:
    by_abstract: dict[str, dict[int, tuple[str, int]]] = {}
    for one in numbering.findall(w("abstractNum")):
        by_abstract[one.get(w("abstractNumId"), "")] = {
            _whole(level.get(w("ilvl"))): (value(level, "numFmt") or "bullet", _whole(value(level, "start"), 1))
            for level in one.findall(w("lvl"))
        }
    levels: dict[tuple[str, int], tuple[str, int]] = {}
    for one in numbering.findall(w("num")):
        name = one.get(w("numId"), "")
        base = value(one, "abstractNumId") or ""
        levels |= {(name, level): said for level, said in by_abstract.get(base, {}).items()}
        for override in one.findall(w("lvlOverride")):
            level = _whole(override.get(w("ilvl")))
            kind, start = levels.get((name, level), ("decimal", 1))
            levels[name, level] = (kind, _whole(value(override, "startOverride"), start))
    return levels


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else otherwise
