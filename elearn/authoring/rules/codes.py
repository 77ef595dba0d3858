"""Marks of Markdown as codes that a translator's program protects: links, emphasis, notes, beginnings of lines.

Codes are numbered in the order of the source. A mark of a translation that the source does not have stays text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

LONGEST_EMPHASIS = 400
MARKS = re.compile(
    r"(?P<line>^(?:///[^\n|]*(?:\|[ \t]*)?"
    r"| {4}(?:alt|caption|transcript):[ \t]+| {4}(?:minutes|sheet|decorative):[^\n]*"
    r"|#{1,6}[ \t]+|[ \t]*(?:[-*+]|\d{1,3}\.)[ \t]+|[ \t]*\|(?:[ \t:-]*-[ \t:-]*\|)+[ \t]*$|\[\^[^\]\s]+\]:[ \t]*))"
    r"|(?P<one>\[\^[^\]\s]+\]|`[^`\n]{1,400}`|\{[a-z0-9-]+\}|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|(?<!\\)\|)"
    r"|\[(?P<words>[^\[\]]*)\](?P<target>\([^()\s]*\))"
    rf"|\*\*(?=\S)(?P<strong>[^*\n](?:[^*]|\*(?!\*)){{0,{LONGEST_EMPHASIS}}}?)(?<=\S)\*\*"
    rf"|(?<![\w*])\*(?=\S)(?P<soft>[^*]{{1,{LONGEST_EMPHASIS}}}?)(?<=\S)\*(?![\w*])",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Code:
    """A mark that stands alone (`inner` is None), or two with something between them."""

    id: int
    start: str
    end: str = ""
    inner: "tuple[Piece, ...] | None" = None


Piece = str | Code


@dataclass(frozen=True, slots=True)
class Ref:
    """A code as a file names it: the whole of it, its start or its end."""

    id: str
    part: str = "whole"  # whole, start, end


@dataclass
class _Numbers:
    """Gives the codes of a translation the numbers of the source's, each once; 0 for a mark that it does not have."""

    known: dict[tuple[str, str, bool], list[int]] | None = None
    last: int = 0

    def of(self, start: str, end: str, is_pair: bool) -> int:
        if self.known is None:
            self.last += 1
            return self.last
        free = self.known.get((start, end, is_pair), [])
        return free.pop(0) if free else 0


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The words and codes of a source."""
    return tuple(_pieces(text, _Numbers()))


def target_pieces(text: str, source: str) -> tuple[Piece, ...]:
    """The words of a translation with the codes of its source."""
    free: dict[tuple[str, str, bool], list[int]] = {}
    for code in codes_in(pieces_of(source)):
        free.setdefault((code.start, code.end, code.inner is not None), []).append(code.id)
    return tuple(_pieces(text, _Numbers(free)))


def codes_in(pieces: Sequence[Piece]) -> Iterator[Code]:
    """All codes, also those between two others."""
    for piece in pieces:
        if isinstance(piece, Code):
            yield piece
            yield from codes_in(piece.inner or ())


def text_of_pieces(pieces: Sequence[str | Ref], codes: Mapping[str, Code]) -> str:
    """A text as a file gives it back. KeyError for a code that the source does not have."""
    found = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(piece)
            continue
        code = codes[piece.id]
        found.append({"start": code.start, "end": code.end}.get(piece.part, code.start))
    return "".join(found)


def _pieces(text: str, numbers: _Numbers) -> Iterator[Piece]:
    done = 0
    for found in MARKS.finditer(text):
        if not found[0]:
            continue
        code = _code(found, numbers)
        if code is None:
            continue
        if found.start() > done:
            yield text[done : found.start()]
        yield code
        done = found.end()
    if done < len(text):
        yield text[done:]


def _code(found: re.Match[str], numbers: _Numbers) -> Code | None:
    if mark := found["line"] or found["one"]:
        number = numbers.of(mark, "", False)
        return Code(number, mark) if number else None
    if found["target"] is not None:
        inner, start, end = found["words"], "[", "]" + found["target"]
    elif found["strong"] is not None:
        inner, start, end = found["strong"], "**", "**"
    else:
        inner, start, end = found["soft"], "*", "*"
    number = numbers.of(start, end, True)
    return Code(number, start, end, tuple(_pieces(inner, numbers))) if number else None
