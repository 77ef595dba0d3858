"""Compiles the Markdown files of one thing (a lesson, a module's cover, a path, a page) in all its languages."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from elearn.catalogue.rules.freshness import (
    Placed,
    first_difference,
    is_current,
    place_blocks,
    same_structure,
)
from elearn.catalogue.rules.front_matter import split_front
from elearn.catalogue.rules.partial import Partial, read_partial
from elearn.catalogue.rules.schemas import Front, ModuleFront
from elearn.catalogue.rules.values import Block, BlockKind, Freshness, Renderings, Text
from elearn.catalogue.rules.yaml_files import read_mapping, read_model
from elearn.core.ids import digest
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem, has_errors
from elearn.markup.blocks import RawBlock, Split, split
from elearn.markup.limits import MAX_BLOCK_BYTES, excess
from elearn.markup.links import written_links

Older = Callable[[str], str | None]
AnyFront = type[Front] | type[ModuleFront]

EXCESS_CODES = {
    "bytes": "too_many_bytes",
    "brackets": "too_many_brackets",
    "backticks": "too_many_backticks",
    "cells": "too_many_cells",
    "nesting": "too_deep",
}
FRONT_PARTS = ("title", "summary", "objectives")
CHECKLIST = re.compile(r"\s*- \S.*(\n(- |  \s*)\S.*)*\s*\Z")  # items, and the rest of long ones
QUESTION = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*\Z")
NOTE_USE = re.compile(r"\[\^([^\]\s]+)\]")
HEADING = re.compile(r"(#+)[ \t]")
PICTURE = re.compile(r"!\[[^\]]*\]\(")
HTML_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: its front matter and its body in pieces."""

    path: str
    text: str
    front: Front | ModuleFront
    split: Split


def compile_renderings(
    files: Mapping[str, tuple[str, str]], source: str, model: AnyFront, older: Older
) -> tuple[Renderings[Text] | None, list[Problem]]:
    """Compile a thing from its files: language -> (path, text). None when the source or any file has errors."""
    problems: list[Problem] = []
    read: dict[str, Source] = {}
    for language, (path, text) in files.items():
        one, found = read_source(path, text, model)
        problems += found
        if one:
            read[language] = one
    original = read.get(source)
    if original is None or has_errors(problems):
        return None, problems
    texts = {source: _source_text(source, original)}
    for language in LANGUAGES:
        if language in read and language != source:
            texts[language], found = _translated_text(language, read[language], source, original, model, older)
            problems += found
        elif language != source:
            problems.append(Problem(original.path, 0, Level.NOTICE, "missing_translation", {"language": language}))
    return Renderings(source, {language: texts[language] for language in LANGUAGES if language in texts}), problems


def read_source(path: str, text: str, model: AnyFront) -> tuple[Source | None, list[Problem]]:
    """Read one file and check what can be seen without the others."""
    if found := excess(text):
        name, limit = found
        return None, [Problem(path, 0, Level.ERROR, EXCESS_CODES[name], {"limit": limit})]
    parts, problems = split_front(text, path)
    if problems:
        return None, problems
    front, problems = read_model(model, parts.front, path, first_line=2)
    pieces = split(parts.body, path, parts.body_line)
    problems += [*pieces.problems, *_check_blocks(path, pieces)]
    return (Source(path, text, front, pieces) if front else None), problems


def readable_text(language: str, text: str) -> Text:
    """What can be shown of a file that may have errors: for whoever is still writing it."""
    parts, _ = split_front(text, "")
    front, _ = read_mapping(parts.front, "")
    blocks = split(parts.body, first_line=parts.body_line)
    objectives = front.get("objectives")
    return Text(
        language=language,
        digest=digest(text),
        title=str(front.get("title") or "…"),
        summary=str(front.get("summary") or ""),
        objectives=tuple(str(one) for one in objectives) if isinstance(objectives, list) else (),
        blocks=tuple(_readable(block) for block in blocks.blocks),
        footnotes={note.id: note.text for note in blocks.footnotes},
        heavy_because=str(front.get("heavy_because") or ""),
    )


def _readable(block: RawBlock) -> Block:
    kind = BlockKind(block.kind) if block.kind in list(BlockKind) else BlockKind.PROSE
    return Block(kind, block.text, block.line, block.title, block.options)


def _source_text(language: str, source: Source) -> Text:
    return _text(language, source, tuple(Placed(block) for block in source.split.blocks), Freshness.SOURCE)


def _translated_text(
    language: str, own: Source, source_language: str, source: Source, model: AnyFront, older: Older
) -> tuple[Text, list[Problem]]:
    if is_current(own.front.translates, source.text):
        placed = tuple(Placed(block) for block in own.split.blocks)
        return _text(language, own, placed, Freshness.FRESH), list(_structure_problems(own, source))
    old_text = older(own.front.translates) if own.front.translates else None
    partial = read_partial(old_text or "")
    old, _ = read_source(source.path, partial.text, model) if old_text else (None, [])
    is_exact = is_current(partial.of, source.text)
    placed = place_blocks(source.split, old.split if old else None, own.split, partial, is_exact=is_exact)
    title_stale = old is None or _title(old) != _title(source) or any(map(partial.states.get, FRONT_PARTS))
    dropped = len([one for one in placed if not one.borrowed]) < len(own.split.blocks)
    changed = [one for one in placed if one.stale or one.borrowed]
    freshness = Freshness.STALE if changed or dropped or title_stale else Freshness.FRESH
    footnotes = _footnotes(source.split, own.split, placed)
    text = _text(
        language, _with_front(own, source, partial), placed, freshness, title_stale, source_language, footnotes
    )
    code = "stale_translation" if own.front.translates else "no_translates"
    params = {"blocks": len(changed), "language": language}
    level = Level.NOTICE if own.front.translates else Level.WARNING
    return text, [Problem(own.path, 0, level, code, params)] if freshness is Freshness.STALE else []


def _text(
    language: str,
    own: Source,
    placed: tuple[Placed, ...],
    freshness: Freshness,
    title_stale: bool = False,
    source_language: str | None = None,
    footnotes: Mapping[str, str] | None = None,
) -> Text:
    return Text(
        language=language,
        digest=digest(own.text),
        title=own.front.title,
        summary=own.front.summary,
        objectives=own.front.objectives,
        blocks=tuple(_block(one, source_language) for one in placed),
        footnotes={note.id: note.text for note in own.split.footnotes} if footnotes is None else footnotes,
        freshness=freshness,
        title_stale=title_stale,
        reviewed=own.front.reviewed,
        review_by=own.front.review_by,
        heavy_because=own.front.heavy_because,
    )


def _with_front(own: Source, source: Source, partial: Partial) -> Source:
    """The translation with the source's words where its own wait in the front matter."""
    taken = {part: getattr(source.front, part) for part in FRONT_PARTS if partial.waits(part)}
    return replace(own, front=own.front.model_copy(update=taken)) if taken else own


def _footnotes(source: Split, own: Split, placed: tuple[Placed, ...]) -> Mapping[str, str]:
    """The notes by id: the translation's own, but for those to which only borrowed blocks refer."""
    shown = "\n".join([one.block.source for one in placed if not one.borrowed] + [note.text for note in own.footnotes])
    theirs = {note.id: note.text for note in own.footnotes if f"[^{note.id}]" in shown}
    return {**{note.id: note.text for note in source.footnotes}, **theirs}


def _block(placed: Placed, source_language: str | None) -> Block:
    raw = placed.block
    return Block(
        kind=BlockKind(raw.kind),
        text=raw.text,
        line=raw.line,
        title=raw.title,
        options=raw.options,
        stale=placed.stale,
        language=source_language if placed.borrowed else None,
    )


def _title(source: Source) -> tuple[str, str, tuple[str, ...]]:
    return source.front.title, source.front.summary, source.front.objectives


def _structure_problems(own: Source, source: Source) -> Iterator[Problem]:
    if same_structure(source.split.blocks, own.split.blocks):
        return
    index = first_difference(source.split.blocks, own.split.blocks)
    blocks = own.split.blocks
    params = {
        "own": len(blocks),
        "source": len(source.split.blocks),
        "source_line": source.split.blocks[index].line if index < len(source.split.blocks) else 0,
    }
    line = blocks[index].line if index < len(blocks) else 0
    yield Problem(own.path, line, Level.WARNING, "different_blocks", params)


def _check_blocks(path: str, pieces: Split) -> Iterator[Problem]:
    """What a reader of the file can see: options, headings, pictures, links, footnotes."""
    notes = {note.id for note in pieces.footnotes}
    used: set[str] = set()
    for block in pieces.blocks:
        if len(block.source.encode()) > MAX_BLOCK_BYTES:
            yield Problem(path, block.line, Level.ERROR, "block_too_large", {"limit": MAX_BLOCK_BYTES})
        yield from _check_options(path, block)
        yield from _check_markdown(path, block.source, block.line)
        for offset, line in enumerate(block.source.split("\n")):
            for found in NOTE_USE.finditer(line):
                used.add(found[1])
                if found[1] not in notes:
                    yield Problem(path, block.line + offset, Level.ERROR, "unknown_footnote", {"id": found[1]})
    for note in pieces.footnotes:
        yield from _check_markdown(path, note.source, note.line)
        if note.id not in used and not any(f"[^{note.id}]" in other.text for other in pieces.footnotes):
            yield Problem(path, note.line, Level.WARNING, "unused_footnote", {"id": note.id})


def _check_options(path: str, block: RawBlock) -> Iterator[Problem]:
    options = block.options
    if block.kind == "media" and not options.get("alt") and options.get("decorative") != "yes":
        yield Problem(path, block.line, Level.ERROR, "media_without_alt", {"name": block.title})
    if block.kind == "turn" and not options.get("minutes", "").isdecimal():
        yield Problem(path, block.line, Level.ERROR, "turn_without_minutes")
    if block.kind == "checklist" and not CHECKLIST.match(block.text):
        yield Problem(path, block.line, Level.ERROR, "checklist_without_list")
    if block.kind == "question" and block.title and not QUESTION.match(block.title):
        yield Problem(path, block.line, Level.ERROR, "bad_question_name", {"name": block.title})


def _check_markdown(path: str, text: str, first_line: int) -> Iterator[Problem]:
    for offset, line in enumerate(text.split("\n")):
        where = first_line + offset
        heading = HEADING.match(line)
        if heading and len(heading[1]) not in (2, 3):
            yield Problem(path, where, Level.ERROR, "heading_level")
        if PICTURE.search(line):
            yield Problem(path, where, Level.ERROR, "picture_in_prose")
        if HTML_TAG.search(line) and "`" not in line:
            yield Problem(path, where, Level.WARNING, "html_in_text")
        for link in written_links(line):
            if not link.is_known:
                yield Problem(path, where, Level.ERROR, "bad_link", {"target": link.target})
