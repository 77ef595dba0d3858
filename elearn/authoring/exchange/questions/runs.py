"""Words with their emphasis: what our inline Markdown and the HTML of other programs have in common.

A `Run` is a piece of text with one look. `Collector` makes runs of the events of a parser, HTML or XML, and remembers
what it could not take: pictures, tables, colours.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from elearn.markup.links import is_outside

MARKS: Mapping[str, str] = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn"), "em"),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), "code"),
}
BLOCKS = frozenset(
    {
        *("p", "div", "br", "hr", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "pre"),
        *("blockquote", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "section", "article"),
        *("figure", "figcaption", "address", "center"),
    }
)
#: What says nothing of its own: it goes, its words stay, nobody misses it.
TRANSPARENT = BLOCKS | {
    *("html", "head", "body", "span", "font", "a", "sub", "sup", "small", "big", "u", "s", "strike", "del", "ins"),
    *("mark", "q", "abbr", "acronym", "label", "o:p", "title", "nobr", "wbr", "picture", "col", "colgroup"),
}
SILENT = frozenset({"script", "style", "template", "noscript", "object", "iframe", "svg", "math", "select", "textarea"})
PICTURES = frozenset({"img", "image"})
MEDIA = frozenset({"audio", "video", "embed", "object", "iframe", "source", "svg", "applet"})
LISTS, TABLES = frozenset({"li"}), frozenset({"td", "th"})
LOOKS = frozenset({"u", "s", "strike", "del", "ins", "mark", "font", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
SPACES = re.compile(r"[ \t\n\r\f]+")
FORMULA = re.compile(r"\\\(|\\\[|\$\$")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one look: `marks` are of strong, em, code; `href` is an outside page."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """What a text had that our words have not: a code as in `Note`, and which."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A foreign text as runs, one paragraph after the other, and what was lost."""

    runs: tuple[tuple[Run, ...], ...]
    lost: tuple[Lost, ...] = ()


def joined(paragraphs: Iterable[Iterable[Run]]) -> tuple[Run, ...]:
    """Paragraphs as one: a space between them."""
    runs: list[Run] = []
    for paragraph in paragraphs:
        if runs:
            runs.append(Run(" "))
        runs += paragraph
    return merged(runs)


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours with the same look become one; white space is one space and never stands at an end."""
    out: list[Run] = []
    for run in runs:
        text = SPACES.sub(" ", run.text)
        if (not out or out[-1].text.endswith(" ")) and text.startswith(" "):
            text = text[1:]
        if not text:
            continue
        if out and (out[-1].marks, out[-1].href) == (run.marks, run.href):
            out[-1] = replace(out[-1], text=out[-1].text + text)
        else:
            out.append(replace(run, text=text))
    if out and out[-1].text.endswith(" "):
        out[-1] = replace(out[-1], text=out[-1].text[:-1])
        out = out if out[-1].text else out[:-1]
    return tuple(_outside_spaces(out))


def _outside_spaces(runs: Iterable[Run]) -> list[Run]:
    """Spaces at the ends of emphasised words belong to the plain text beside them."""
    out: list[Run] = []
    for run in runs:
        inner = run.text.strip(" ")
        if not run.marks and not run.href:
            pieces = [run]
        else:
            before, after = run.text.startswith(" "), run.text.endswith(" ") and bool(inner)
            pieces = [Run(" ")] * before + [replace(run, text=inner)] * bool(inner) + [Run(" ")] * after
        for piece in pieces:
            if out and (out[-1].marks, out[-1].href) == (piece.marks, piece.href):
                out[-1] = replace(out[-1], text=out[-1].text + piece.text)
            else:
                out.append(piece)
    return out


@dataclass
class Collector:
    """Takes the events of a parser (`start`, `end`, `data`) and gathers runs."""

    BULLET: ClassVar[str] = "– "

    paragraphs: list[list[Run]] = field(default_factory=lambda: [[]])
    lost: dict[Lost, None] = field(default_factory=dict)
    _open: list[tuple[str, str]] = field(default_factory=list)  # tag, href
    _silent: int = 0
    _counts: dict[str, int] = field(default_factory=dict)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        href = attributes.get("href", "").strip() if tag == "a" else ""
        self._open.append((tag, href if is_outside(href) else ""))
        self._counts[tag] = self._counts.get(tag, 0) + 1
        self._miss(tag, attributes, href)
        if tag in SILENT:
            self._silent += 1
        elif tag in BLOCKS:
            self.paragraphs.append([])
        if tag == "li" and not self._silent:
            self.paragraphs[-1].append(Run(self.BULLET))

    def _miss(self, tag: str, attributes: Mapping[str, str], href: str) -> None:
        if self._silent:
            return
        if tag in PICTURES:
            name = attributes.get("src", "") or attributes.get("data", "")
            shown = "" if name.startswith("data:") else name.rpartition("/")[2]
            self.lose("picture_lost", (attributes.get("alt", "").strip() or shown)[:120])
        elif tag in MEDIA:
            self.lose("media_lost", tag)
        elif tag in TABLES:
            self.lose("table_flattened")
        elif tag in LISTS:
            self.lose("list_flattened")
        elif tag in LOOKS:
            self.lose("look_lost", tag)
        elif tag == "math":
            self.lose("formula_lost")
        elif tag == "a" and href and not is_outside(href):
            self.lose("link_lost", href[:120])
        elif tag not in TRANSPARENT and tag not in MARKS:
            self.lose("look_lost", tag[:40])

    def end(self, tag: str) -> None:
        """An element ends."""
        if not self._counts.get(tag):
            return
        while self._open:
            closed, _href = self._open.pop()
            self._counts[closed] -= 1
            if closed in SILENT:
                self._silent -= 1
            elif closed in BLOCKS:
                self.paragraphs.append([])
            if closed == tag:
                return

    def data(self, text: str) -> None:
        """Words."""
        if self._silent or not text:
            return
        if FORMULA.search(text):
            self.lose("formula_as_text")
        marks = frozenset(mark for tag, mark in MARKS.items() if self._counts.get(tag))
        href = next((href for _tag, href in reversed(self._open) if href), "") if self._counts.get("a") else ""
        self.paragraphs[-1].append(Run(self._placed(text), frozenset({"code"}) if "code" in marks else marks, href))

    def _placed(self, text: str) -> str:
        """Digits of indices and powers have letters of their own."""
        for tag, table in (("sub", LOWERED), ("sup", RAISED)):
            if self._counts.get(tag):
                placed = text.translate(table)
                if any(ord(letter) < 128 and not letter.isspace() for letter in placed):
                    self.lose("look_lost", tag)
                    return text
                return placed
        return text

    def comment(self, _text: str) -> None:
        """Comments say nothing to readers."""

    def pi(self, _target: str, _data: str | None = None) -> None:
        """Processing instructions neither."""

    def lose(self, code: str, detail: str = "") -> None:
        """Remember what could not be taken, once."""
        self.lost.setdefault(Lost(code, detail))

    def close(self) -> Paragraphs:
        """What was gathered."""
        made = (merged(paragraph) for paragraph in self.paragraphs)
        return Paragraphs(tuple(runs for runs in made if _says_something(runs)), tuple(self.lost))


def _says_something(runs: Iterable[Run]) -> bool:
    return bool("".join(run.text for run in runs).strip(" \xa0–"))
