"""Counts words and sentences of Markdown, for the rules of plain language (ux.md, section 6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:[’'.,\-–/][^\W_]+)*")
LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
NOTE = re.compile(r"\[\^[^\]]*\]")
MARKS = re.compile(r"[*_`]+")
LINE_START = re.compile(r"\s*(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][”»“\"')])\s+")
TABLE_LINE = re.compile(r"\s*\|")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the line of its text on which it begins (from 0), and its words."""

    line: int
    text: str
    words: tuple[str, ...]


def sentences(markdown: str) -> Iterator[Sentence]:
    """The sentences of a text. Each item of a list and each heading stands alone; tables hold none."""
    for start, run in _runs(markdown):
        plain = MARKS.sub("", NOTE.sub("", LINK.sub(r"\1", run)))
        begin = 0
        for end, next_begin in [*((cut.start(), cut.end()) for cut in SENTENCE_END.finditer(plain)), (len(plain), 0)]:
            piece = plain[begin:end]
            words = tuple(WORD.findall(piece))
            if words:
                yield Sentence(start + plain.count("\n", 0, begin), " ".join(piece.split()), words)
            begin = next_begin


def _runs(markdown: str) -> Iterator[tuple[int, str]]:
    """Paragraphs, list items and headings, each with its first line; a lost line break is worth a space."""
    run: list[str] = []
    start = 0
    for number, line in enumerate(markdown.split("\n")):
        begins = bool(LINE_START.match(line))
        if run and (begins or not line.strip() or TABLE_LINE.match(line)):
            yield start, "\n".join(run)
            run = []
        if line.strip() and not TABLE_LINE.match(line):
            start = start if run else number
            run.append(LINE_START.sub("", line, count=1) if begins else line)
    if run:
        yield start, "\n".join(run)


def gulpease(words: int, letters: int, sentence_count: int) -> float:
    """The Gulpease index of Italian texts: 89 - 10 x letters / words + 300 x sentences / words.

    100 is easiest; below 60 a text is hard for people who went to school until fourteen (GULP, Rome 1988).
    """
    return 89 - 10 * letters / words + 300 * sentence_count / words if words else 100.0
