"""Paragraphs on one line for a form, and with the line breaks of the file when they come back.

Files may break a paragraph over several lines; in a form such lines would look like verse. What nobody touched gets its
own line breaks back, so a corrected word changes one paragraph and no other byte.
"""

import re
from collections.abc import Iterator

#: A line that begins something: a list item, heading, table row, quotation, special block, footnote or indented text.
BEGINS = re.compile(r" {0,3}(?:[-*+>|]|\d+\.[ \t]|#{1,6}[ \t]|/{3}|\[\^|---|===)|(?: {4}|\t)")
#: A line that takes no more words: a heading, a table row, a line that ends in a break.
ENDS = re.compile(r"(?: {0,3}(?:\||#{1,6}[ \t]|/{3}|---)).*|.*(?:  |\\)\Z")


def unwrapped(source: str) -> str:
    """The same Markdown with every paragraph on one line."""
    return "\n".join(line for line, _lines in _paragraphs(source))


def rewrapped(text: str, source: str) -> str:
    """What somebody made of `unwrapped(source)`: the paragraphs of the source that still stand keep their lines."""
    known = dict(_paragraphs(source))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(known.get(line, line) for line in lines)


def _paragraphs(source: str) -> Iterator[tuple[str, str]]:
    """(on one line, as in the file) of each paragraph, table row and empty line."""
    taken: list[str] = []
    for line in source.replace("\r\n", "\n").split("\n"):
        if taken and not _follows(taken[-1], line):
            yield " ".join([taken[0], *(one.strip(" \t") for one in taken[1:])]), "\n".join(taken)
            taken = []
        taken.append(line)
    yield " ".join([taken[0], *(one.strip(" \t") for one in taken[1:])]), "\n".join(taken)


def _follows(last: str, line: str) -> bool:
    """Whether a line only goes on with the sentence of the one before."""
    if not last.strip() or not line.strip() or ENDS.match(last):
        return False
    continues_item = re.match(r" {0,3}(?:[-*+]|\d+\.)[ \t]", last) is not None or last.startswith("  ")
    if continues_item and re.match(r" {2,}\S", line):
        return not BEGINS.match(line.strip())
    return not BEGINS.match(line)
