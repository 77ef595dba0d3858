"""Rich text as Markdown of the house. Whatever reads like Markdown in foreign words is escaped and stays words.

The escapes hold against both readers: Python-Markdown, which renders, and the checks, which look for links and
footnotes by pattern. Where a backslash would mislead one of them, a character reference stands instead.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

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
    words,
)
from elearn.markup.links import is_outside, own_reference

INDENT = "    "
LEVELS = (2, 3)  # of headings in a text; the title of the page is the first
_ANYWHERE = re.compile(r"[*`]|\\(?=[\\`*_{}\[\]()>#+\-.!|])|(?<![^\W_])_|_(?![^\W_])")
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINE_START = re.compile(r"^(?:[#>]|-(?=[\s-]|\Z)|\+(?=\s|\Z)|\d+(?=\.(?:\s|\Z)))", re.MULTILINE)
_FENCE = re.compile(r"^/(?=//)", re.MULTILINE)
_UNSAFE_IN_ADDRESS = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", '"': "%22", "\\": "%5C", "`": "%60"}


def write_markdown(blocks: Iterable[Rich]) -> str:
    """Blocks with an empty line between them, without a line end behind the last."""
    return "\n\n".join(written for block in blocks if (written := write_block(block)))


def write_block(block: Rich) -> str:
    """One block. An image has no Markdown of its own: a media block shows it, which the caller writes."""
    match block:
        case Paragraph(line):
            return write_line(line)
        case Heading(level, line):
            marks = "#" * min(max(level, LEVELS[0]), LEVELS[1])
            return f"{marks} {write_inline(_in_one_line(line))}" if words(line).strip() else ""
        case Listing():
            return _listing(block)
        case Table(rows):
            return _table(rows)
        case Quote(inner):
            return "\n".join(f"> {line}".rstrip() for line in write_markdown(inner).split("\n"))
        case Code(text):
            return "\n".join(f"{INDENT}{line}".rstrip() for line in text.strip("\n").split("\n"))
        case Rule():
            return "---"
        case Image():
            return ""


def write_line(line: Line) -> str:
    """The Markdown of a paragraph: inline marks, and nothing at the start of a line that would begin another block."""
    text = _LINE_START.sub(_start_escaped, _FENCE.sub("&#47;", write_inline(line)))
    if BREAK in text:
        text = text.replace("|", r"\|")  # two lines with bars could be a table
    return text.replace(BREAK, "  \n")


def write_inline(line: Line) -> str:
    """The Markdown of words, as it stands in a paragraph, a heading or a cell."""
    text = ""
    for is_bold, is_italic, spans in _runs(line):
        marks = "*" * (is_italic + 2 * is_bold)
        if marks and text.endswith("*") and not text.endswith("\\*"):
            marks = ""  # marks that touch would be read as one
        text += f"{marks}{''.join(map(_span, spans))}{marks}"
    return text


def escape(text: str) -> str:
    """Foreign words as Markdown that shows these very words."""
    text = _REFERENCE.sub("&amp;", text)
    text = _ANYWHERE.sub(lambda found: "\\" + found[0], text)
    text = _TAG.sub("&lt;", text)
    return text.replace("](", r"]\(").replace("[^", "[&#94;")


def _start_escaped(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}"


def _span(span: Span) -> str:
    """A span without its emphasis."""
    if span.note:
        return f"[^{span.note}]"
    if span.link and (is_outside(span.link) or own_reference(span.link)):
        return _link(span)
    if span.code and "`" not in span.text and BREAK not in span.text:
        return f"`{span.text}`"
    return escape(span.text)


def _link(span: Span) -> str:
    text = escape(span.text.replace(BREAK, " ")).replace("[", "&#91;").replace("]", "&#93;")
    address = "".join(_UNSAFE_IN_ADDRESS.get(sign, sign) for sign in span.link.strip())
    return f"[{text}]({address})"


def _runs(line: Line) -> list[tuple[bool, bool, list[Span]]]:
    """Spans of one emphasis together, with the spaces between them: (bold, italic, spans)."""
    runs: list[tuple[bool, bool, list[Span]]] = []
    for place, span in enumerate(line):
        decisive = line[place + 1] if span.text == " " and place + 1 < len(line) else span
        if runs and runs[-1][:2] == (decisive.bold, decisive.italic):
            runs[-1][2].append(span)
        else:
            runs.append((span.bold, span.italic, [span]))
    return runs


def _in_one_line(line: Line) -> Line:
    return tuple(replace(span, text=span.text.replace(BREAK, " ")) for span in line)


def _listing(block: Listing) -> str:
    lines: list[str] = []
    items = [item for item in block.items if item]
    for number, item in enumerate(items, block.start):
        mark = f"{number}. " if block.is_ordered else "- "
        lines.append(_item(item, mark))
    return "\n".join(lines)


def _item(item: Sequence[Rich], mark: str) -> str:
    """An item. What hangs from it is indented; a list may follow its words at once, all else after an empty line."""
    first, *others = item
    head = write_block(first)
    if isinstance(first, Listing | Table | Code | Quote):
        head, others = "", [first, *others]
    text = mark + _indented(head)
    for other in others:
        gap = "\n" if isinstance(other, Listing) and len(others) == 1 else "\n\n"
        text += gap + INDENT + _indented(write_block(other))
    return text


def _indented(text: str) -> str:
    """The lines behind the first one, moved to the right."""
    return "\n".join(f"{INDENT}{line}" if line and place else line for place, line in enumerate(text.split("\n")))


def _table(rows: Sequence[Sequence[Line]]) -> str:
    if not rows or not rows[0]:
        return ""
    head, *others = rows
    written = [_row(head), "| " + " | ".join("---" for _cell in head) + " |", *map(_row, others)]
    return "\n".join(written)


def _row(cells: Sequence[Line]) -> str:
    return "| " + " | ".join(write_inline(_in_one_line(cell)).replace("|", r"\|") for cell in cells) + " |"
