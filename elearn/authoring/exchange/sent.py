"""A file of content as the blocks that a Word document carries: their places, their fields, and how to write them back.

A block is named by its place in the file as it left: "title", "summary", "objectives", then the numbers of the pieces.
Its fields are what somebody may change in Word; all else (kind, minutes, the name of a picture) stays as it is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elearn.authoring.exchange.from_markdown import read_inline, read_markdown
from elearn.authoring.exchange.rich import BREAK, Line, Paragraph, Rich, clean, lines_of, plain, text_of, words
from elearn.authoring.exchange.rich_markdown import write_inline, write_markdown
from elearn.authoring.rules.pieces import NOTE, take_apart
from elearn.catalogue.rules.front_matter import split_front
from elearn.catalogue.rules.yaml_files import read_yaml
from elearn.markup.blocks import PROSE, RawBlock, split

TITLE, SUMMARY, OBJECTIVES = "title", "summary", "objectives"
TEXT, ALT, CAPTION, TRANSCRIPT = "text", "alt", "caption", "transcript"
FRONT = (TITLE, SUMMARY, OBJECTIVES)
WITH_TITLE = frozenset({"note", "tip", "mistake", "trainer", "case", "turn", "checklist", "details"})
INLINE = (CAPTION, TRANSCRIPT)  # options that hold inline Markdown; `alt` holds bare words

NOTE_USE = re.compile(r"\[\^([^\]\s]+)\]")

Fields = Mapping[str, tuple[Rich, ...]]


@dataclass(frozen=True, slots=True)
class SentBlock:
    """A block of a file. `source` is its very text; "" for the parts of the front matter."""

    id: str
    kind: str
    fields: Fields
    source: str = ""
    picture: str = ""  # the file of a media block
    question: str = ""  # of a practice question: "quiz/question"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file in blocks, with its footnotes by id."""

    blocks: tuple[SentBlock, ...]
    notes: Mapping[str, tuple[Rich, ...]]


def sent_file(text: str) -> SentFile:
    """A file of a lesson or of a module's own text in blocks. Nothing fails: what cannot be read is prose."""
    sheet = take_apart(text)
    notes = {
        note.id: read_markdown(note.text)
        for piece in sheet.pieces
        if piece.kind == NOTE
        for note in split(piece.source).footnotes
    }
    ids = tuple(notes)
    blocks = [_front_block(name, said) for name, said in _front(text).items()]
    for place, piece in enumerate(sheet.pieces):
        if piece.kind != NOTE:
            blocks.append(_piece_block(str(place), piece.source, ids))
    return SentFile(tuple(blocks), notes)


def sent_piece(name: str, kind: str, markdown: str) -> tuple[SentBlock, Mapping[str, tuple[Rich, ...]]]:
    """A part of a translation desk, which brings its footnotes along; parts of the front are bare words."""
    if name in FRONT:
        return _front_block(name, markdown.split(BREAK) if markdown else []), {}
    found = split(markdown)
    notes = {note.id: read_markdown(note.text) for note in found.footnotes}
    if not found.blocks:
        return SentBlock(name, kind, {}), notes
    return _piece_block(name, found.blocks[0].source, tuple(_references(markdown))), notes


def _references(markdown: str) -> list[str]:
    """The footnotes to which a text refers, wherever they are defined."""
    return list(dict.fromkeys(NOTE_USE.findall(markdown)))


def readable(markdown: str) -> str:
    """The words of a block without their Markdown, a line for each paragraph, item and cell."""
    raw = _raw(markdown)
    if raw is None or raw.kind == PROSE:
        return text_of(read_markdown(markdown))
    said = [raw.title, *raw.options.values(), text_of(read_markdown(raw.text)) if raw.text else ""]
    return BREAK.join(one for one in said if one)


def front_words(blocks: Sequence[Rich]) -> str:
    """What somebody wrote into the title or summary of a file: bare words in one line."""
    return " ".join(words(line).replace(BREAK, " ") for line in lines_of(blocks)).strip()


def written_block(block: SentBlock, fields: Fields) -> str:
    """The Markdown of a block whose fields were changed to these. What is the same keeps its very text."""
    raw = _raw(block.source)
    if raw is None or raw.kind == PROSE:
        return with_old_dashes(write_markdown(fields.get(TEXT, ())), block.source)
    title = front_words(fields.get(TITLE, ())) if raw.kind in WITH_TITLE else raw.title
    lines = [f"/// {raw.kind} | {title}" if title else f"/// {raw.kind}"]
    options = dict(raw.options)
    for name in (ALT, CAPTION, TRANSCRIPT):
        if name in fields and fields[name] != block.fields.get(name):
            options[name] = _option(name, fields[name])
    lines += [f"    {name}: {said}" for name, said in options.items() if said]
    body = raw.text
    if TEXT in fields and fields[TEXT] != block.fields.get(TEXT):
        body = with_old_dashes(write_markdown(fields[TEXT]), raw.text)
    return "\n".join([*lines, *([body] if body else []), "///"])


def with_old_dashes(markdown: str, old: str) -> str:
    """The text with the line below the head of its only table as it was: it says how columns are aligned."""
    lines, before = markdown.split("\n"), old.split("\n")
    is_dashes = [place for place, line in enumerate(lines) if _is_dashes(line)]
    was_dashes = [line for line in before if _is_dashes(line)]
    if len(is_dashes) == len(was_dashes) == 1 and was_dashes[0].count("|") == lines[is_dashes[0]].count("|"):
        lines[is_dashes[0]] = was_dashes[0]
    return "\n".join(lines)


def _is_dashes(line: str) -> bool:
    return "---" in line and "|" in line and not line.strip("|-: \t")


def _front(text: str) -> dict[str, object]:
    parts, problems = split_front(text, "")
    value = None if problems else read_yaml(parts.front, "", 2)[0]
    return {name: value[name] for name in FRONT if value.get(name)} if isinstance(value, dict) else {}


def _front_block(name: str, said: object) -> SentBlock:
    values = said if isinstance(said, list) else [said]
    return SentBlock(name, name, {TEXT: tuple(Paragraph(plain(str(value))) for value in values)})


def _piece_block(place: str, source: str, note_ids: tuple[str, ...]) -> SentBlock:
    raw = _raw(source)
    if raw is None or raw.kind == PROSE:
        return SentBlock(place, PROSE, {TEXT: read_markdown(source, note_ids)}, source)
    if raw.kind == "question":
        return SentBlock(place, raw.kind, {}, source, question=raw.title)
    fields: dict[str, tuple[Rich, ...]] = {}
    if raw.kind in WITH_TITLE and raw.title:
        fields[TITLE] = (Paragraph(plain(raw.title)),)
    for name in (ALT, CAPTION, TRANSCRIPT):
        if raw.options.get(name):
            said = raw.options[name]
            fields[name] = (Paragraph(read_inline(said) if name in INLINE else plain(said)),)
    if raw.text:
        fields[TEXT] = read_markdown(raw.text, note_ids)
    return SentBlock(place, raw.kind, fields, source, picture=raw.title if raw.kind == "media" else "")


def _raw(source: str) -> RawBlock | None:
    blocks = split(source).blocks
    return blocks[0] if blocks else None


def _option(name: str, blocks: Sequence[Rich]) -> str:
    """The value of an option, on one line; quotes around all of it would be taken for YAML's."""
    if name in INLINE:
        said = " ".join(write_inline(_on_one_line(line)) for line in lines_of(blocks)).strip()
    else:
        said = front_words(blocks)
    is_quoted = len(said) > 1 and said[0] == said[-1] and said[0] in "\"'"
    return f"'{said}'" if is_quoted and said[0] == '"' else f'"{said}"' if is_quoted else said


def _on_one_line(line: Line) -> Line:
    return clean(type(span)(span.text.replace(BREAK, " "), *span.look) for span in line)
