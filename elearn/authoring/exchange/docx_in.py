"""Somebody's Word file as drafts of lessons: each heading of the first level begins one.

What a lesson of ours can say is taken over; what it cannot is counted, so that its author knows.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from elearn.authoring.exchange.pasting import Report, report_of, top_levels
from elearn.authoring.exchange.plain_questions import PlainQuestion, with_questions
from elearn.authoring.exchange.rich import Code, Heading, Image, Paragraph, Quote, Rich, lines_of, plain, words
from elearn.authoring.exchange.rich_markdown import write_line, write_markdown
from elearn.authoring.exchange.word.package import open_package
from elearn.authoring.exchange.word.reading import Reading, Seen, read_word, settle
from elearn.markup.limits import MAX_BYTES

MOST_LESSONS = 60
LONGEST_TITLE = 200
Part: TypeAlias = str | PlainQuestion | Image


@dataclass(frozen=True, slots=True)
class DraftLesson:
    """A lesson: its title, its parts in order (Markdown, a question, a picture), its footnotes as Markdown."""

    title: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[PlainQuestion, ...]:
        """Its questions in order."""
        return tuple(part for part in self.parts if isinstance(part, PlainQuestion))

    @property
    def pictures(self) -> tuple[Image, ...]:
        """Its pictures in order."""
        return tuple(part for part in self.parts if isinstance(part, Image))

    def body(self, question: Callable[[PlainQuestion], str], picture: Callable[[Image], str]) -> str:
        """The Markdown of the lesson. The callables give the source of the block that shows a question or picture."""
        written: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                written.append(part)
            else:
                written.append(question(part) if isinstance(part, PlainQuestion) else picture(part))
        return "\n\n".join(one for one in (*written, *self.notes) if one)


@dataclass(frozen=True, slots=True)
class DocxDraft:
    """What a file becomes. `title` is that of the whole, `too_long` are the titles of lessons that are too long."""

    title: str
    lessons: tuple[DraftLesson, ...]
    pictures: Mapping[str, bytes]
    report: Report
    too_long: tuple[str, ...] = ()


def read_docx(data: bytes, name: str) -> DocxDraft:
    """Read a file; `name` titles what has no title of its own. Raises RefusedError, see `open_package`."""
    reading = read_word(open_package(data))
    title, chapters = _chapters(reading.seen)
    fallback = title or PurePosixPath(name.replace("\\", "/")).stem.replace("_", " ")[:LONGEST_TITLE] or "…"
    lessons = tuple(_lesson(heading or fallback, seen, reading) for heading, seen in chapters)
    shown = {image.name for lesson in lessons for image in lesson.pictures}
    long = tuple(one.title for one in lessons if len(one.body(_nothing, _nothing).encode()) > MAX_BYTES)
    pictures = {one: data for one, data in reading.pictures.items() if one in shown}
    return DocxDraft(title or fallback, lessons, pictures, _report(lessons, reading), long)


def _chapters(seen: Sequence[Seen]) -> tuple[str, list[tuple[str, list[Seen]]]]:
    """The title of the whole, and its chapters: (title, blocks)."""
    title = ""
    chapters: list[tuple[str, list[Seen]]] = [("", [])]
    for one in seen:
        is_first = isinstance(one.block, Heading) and one.block.level == 1
        if is_first and one.style.lower() == "title" and not title:
            title = _words(one)
        elif is_first and len(chapters) < MOST_LESSONS:
            chapters.append((_words(one), []))
        else:
            chapters[-1][1].append(one)
    begun = [(heading, blocks) for heading, blocks in chapters if heading or blocks]
    return title, begun


def _words(seen: Seen) -> str:
    return words(next(iter(lines_of(settle([seen]))), ())).replace("\n", " ")[:LONGEST_TITLE]


def _lesson(title: str, seen: Sequence[Seen], reading: Reading) -> DraftLesson:
    blocks = top_levels(settle(seen))
    parts: list[Part] = []
    pending: list[Rich] = []

    def flush() -> None:
        if text := write_markdown(map(_safe, pending)):
            parts.append(text)
        pending.clear()

    for block in with_questions(blocks):
        if isinstance(block, PlainQuestion | Image):
            flush()
            parts.append(block)
        else:
            pending.append(block)
    flush()
    used = dict.fromkeys(span.note for line in lines_of(blocks) for span in line if span.note)
    notes = tuple(f"[^{name}]: {_note(reading.notes.get(name, ()))}" for name in used)
    return DraftLesson(title, tuple(parts), notes)


def _safe(block: Rich) -> Rich:
    """Code that looks like a list's continuation would join it: as a quotation it stays what it is."""
    return Quote(tuple(Paragraph(plain(line)) for line in block.text.split("\n"))) if isinstance(block, Code) else block


def _note(blocks: Sequence[Rich]) -> str:
    return " ".join(write_line(line).replace("  \n", " ") for line in lines_of(blocks)).strip() or "…"


def _nothing(_part: object) -> str:
    return ""


def _report(lessons: Sequence[DraftLesson], reading: Reading) -> Report:
    blocks = settle(one for one in reading.seen)
    notes = sum(len(lesson.notes) for lesson in lessons)
    counted = report_of(blocks, reading.counts, footnotes=notes)
    kept: Counter[str] = Counter(counted.kept)
    kept["lessons"] = len(lessons)
    kept["questions"] = sum(len(lesson.questions) for lesson in lessons)
    accepted = {"insertions": counted.dropped.get("insertions", 0)}
    dropped = {name: count for name, count in counted.dropped.items() if name not in accepted}
    return Report({name: count for name, count in {**kept, **accepted}.items() if count}, dropped)
