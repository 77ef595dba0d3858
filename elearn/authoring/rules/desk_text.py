"""The translation desk for Markdown: lessons, covers, paths, pages.

A translation always has the blocks of its source, in their order. Where a block is not translated yet, the source's
own stands in its place, and the text that the translation names says so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from difflib import SequenceMatcher

from elearn.authoring.rules.desk import FRONT_PARTS, Composed, Desk, DeskError, Files, Segment, State, fault
from elearn.authoring.rules.front_lines import with_values
from elearn.catalogue.rules.compile_text import AnyFront, Source, read_source
from elearn.catalogue.rules.freshness import is_current, pair_blocks, same_structure, shape
from elearn.catalogue.rules.front_matter import split_front
from elearn.catalogue.rules.partial import Partial, read_partial, write_partial
from elearn.catalogue.rules.stamps import stamped
from elearn.core.ids import short_digest
from elearn.core.problems import Level, Problem
from elearn.markup.blocks import RawBlock, RawFootnote, Split, split

NOTE = re.compile(r"\[\^([^\]\s]+)\]")
LETTER = re.compile(r"[^\W\d_]")
#: What the front matter must hold: it stands in the source's words until it is translated.
NEW = "---\n---\n"

Pair = tuple[int | None, int | None, bool]


def text_desk(files: Files, model: AnyFront) -> Desk:
    """The parts of a text and their translation. DeskError when the source or the translation cannot be read."""
    source = _read(files.source, model, "source")
    own = _read(files.translation, model, "translation") if files.translation is not None else None
    partial = read_partial(files.older or "")
    old = read_source("", partial.text, model)[0] if files.older else None
    if own and is_current(own.front.translates, files.source):
        old, partial = source, Partial(files.source)
    is_exact = is_current(partial.of, files.source)
    front = _front_segments(source, old, own, partial)
    blocks, left_over = _block_segments(source, old, own, partial, is_exact=is_exact)
    return Desk((*front, *blocks), left_over)


def compose_text(files: Files, segments: Sequence[Segment], model: AnyFront) -> Composed:
    """The translation with these parts. What was not changed comes back byte for byte.

    DeskError names the part whose words do not fit into the text.
    """
    desk = text_desk(files, model)
    if files.translation is not None and tuple(segments) == desk.segments and not desk.left_over:
        return Composed(files.translation, None if files.older == files.source else files.older)
    source = _read(files.source, model, "source")
    own = _read(files.translation, model, "translation") if files.translation is not None else None
    by_key = {one.key: one for one in segments}
    body = _body(source, {key: one.words for key, one in by_key.items() if one.words})
    made = split(body)
    if not same_structure(made.blocks, source.split.blocks):
        raise DeskError(_misfit(source.split, made), [fault("desk_joins_next")])
    values = {part: _front_value(by_key[part]) for part in FRONT_PARTS if part in by_key}
    front = _with_front(split_front(files.translation or NEW, "")[0].front, own, values)
    text = f"---\n{front}\n---\n{body}"
    older = _older(source, by_key)
    text = stamped(text, older or files.source, is_markdown=True)
    if own and "\r\n" in (files.translation or ""):
        text = text.replace("\n", "\r\n")
    return Composed(text, older)


def text_faults(segment: Segment, words: str) -> tuple[Problem, ...]:
    """Why words cannot be the translation of this part: they must be one block of the same kind."""
    if segment.key in FRONT_PARTS:
        return ()
    pieces, source = split(words.replace("\r\n", "\n")), split(segment.source)
    broken = [one for one in pieces.problems if one.level is Level.ERROR]
    if broken:
        return tuple(broken)
    if len(pieces.blocks) != 1:
        return (fault("desk_several_blocks"),)
    if shape(pieces.blocks[0]) != shape(source.blocks[0]):
        return (fault("desk_other_kind", begin=_begin(source.blocks[0])),)
    defined = {note.id for note in pieces.footnotes}
    used = {found for found in NOTE.findall(words) if found not in defined}
    known = set(NOTE.findall(segment.source)) - {note.id for note in source.footnotes}
    return tuple(fault("unknown_footnote", id=one) for one in sorted(used - known))


# --- reading -------------------------------------------------------------------------------------------------------


def _read(text: str, model: AnyFront, which: str) -> Source:
    found, problems = read_source("", text, model)
    if found is None:
        raise DeskError(which, problems)
    return found


def _front_segments(source: Source, old: Source | None, own: Source | None, partial: Partial) -> Iterator[Segment]:
    for part in FRONT_PARTS:
        now, before = _value(source, part), _value(old, part)
        if not now:
            continue
        words = "" if partial.states.get(part) == "missing" else _value(own, part)
        state = _state(partial.states.get(part), words, same=old is not None and before == now)
        yield Segment(part, part, now, words, state, before if words and before != now else "")


def _value(text: Source | None, part: str) -> str:
    value = getattr(text.front, part) if text else ""
    return value if isinstance(value, str) else "\n".join(value)


def _front_value(segment: Segment) -> str | tuple[str, ...]:
    words = segment.words or segment.source
    if segment.key != "objectives":
        return " ".join(line.strip(" \t") for line in words.strip().split("\n"))
    return tuple(line.strip() for line in words.split("\n") if line.strip())


def _state(noted: str | None, words: str, *, same: bool) -> State:
    if not words or noted == "missing":
        return State.MISSING
    if noted in ("draft", "machine"):
        return State(noted)
    return State.DONE if same and noted is None else State.OUTDATED


def _block_segments(
    source: Source, old: Source | None, own: Source | None, partial: Partial, *, is_exact: bool
) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
    mine = own.split if own else Split((), (), ())
    missing = {int(part) - 1 for part, state in partial.states.items() if state == "missing" and part.isdecimal()}
    sources, words = _pieces(source.split), _pieces(mine, missing)
    befores = _pieces(old.split) if old else []
    if old and own and same_structure(old.split.blocks, mine.blocks):
        pairs: Iterable[Pair] = pair_blocks(source.split, old.split, is_exact=is_exact)
    else:
        pairs, befores = _by_shape(mine.blocks, source.split.blocks), []
    segments, left_over = [], []
    for i, j, same in pairs:
        noted = partial.states.get(str(i + 1)) if i is not None and befores else None
        if j is None:
            if i is not None and noted != "missing" and has_words(mine.blocks[i]):
                left_over.append(words[i])
            continue
        block = source.split.blocks[j]
        text = words[i] if i is not None and noted != "missing" else ""
        before = befores[i] if i is not None and befores and text and befores[i] != sources[j] else ""
        segment = Segment(str(j + 1), block.kind, sources[j], text, _state(noted, text, same=same), before)
        segments.append(segment if has_words(block) else _without_words(segment))
    return tuple(segments), tuple(left_over)


def _without_words(segment: Segment) -> Segment:
    return replace(segment, words=segment.source, state=State.DONE, before="", has_words=False)


def has_words(block: RawBlock) -> bool:
    """Whether a block holds anything that another language says differently."""
    if block.kind == "question":
        return False
    options = [value for name, value in block.options.items() if name in ("alt", "caption", "transcript")]
    title = "" if block.kind == "media" else block.title
    return any(LETTER.search(part) for part in (title, block.text, *options))


def _by_shape(mine: Sequence[RawBlock], source: Sequence[RawBlock]) -> Iterator[Pair]:
    """Pairs of a translation that was made from nobody knows what: by their kinds alone, and all of them doubtful."""
    matcher = SequenceMatcher(None, [shape(one) for one in mine], [shape(one) for one in source], autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            yield from ((i, j, False) for i, j in zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            yield from ((i, None, False) for i in range(i1, i2))
            yield from ((None, j, False) for j in range(j1, j2))


def _pieces(pieces: Split, stand_ins: Set[int] = frozenset()) -> list[str]:
    """Each block with the footnotes that it is the first to refer to, as a person writes them.

    What only stands in for a missing block owns nothing.
    """
    owners = _owners(pieces, stand_ins)
    return [
        "\n".join([block.source, *_definitions(note for note in pieces.footnotes if owners.get(note.id) == place)])
        for place, block in enumerate(pieces.blocks)
    ]


def _definitions(notes: Iterable[RawFootnote]) -> list[str]:
    found = [note.source for note in notes]
    return ["", *found] if found else []


def _owners(pieces: Split, stand_ins: Set[int] = frozenset()) -> Mapping[str, int]:
    """Footnote -> the place of the first block that refers to it, itself or by another footnote."""
    notes = {note.id: note.text for note in pieces.footnotes}
    owners: dict[str, int] = {}
    for place, block in enumerate(pieces.blocks):
        wanted = NOTE.findall(block.source) if place not in stand_ins else []
        while wanted:
            name = wanted.pop(0)
            if name in notes and name not in owners:
                owners[name] = place
                wanted += NOTE.findall(notes[name])
    return owners


# --- writing -------------------------------------------------------------------------------------------------------


def _body(source: Source, words: Mapping[str, str]) -> str:
    """The body of the source with the blocks at these keys in other words."""
    parts = split_front(source.text, "")[0]
    lines: list[str | None] = list(parts.body.split("\n"))
    pieces = {int(key) - 1: split(text) for key, text in words.items() if key.isdecimal()}
    written = {note.id: note for one in pieces.values() for note in one.footnotes}
    used = {name for one in pieces.values() for name in _referred(one)}
    owners = _owners(source.split)
    for note in source.split.footnotes:
        if note.id in written:
            _put(lines, note, parts.body_line, written.pop(note.id).source)
        elif owners.get(note.id) in pieces and note.id not in used:
            _put(lines, note, parts.body_line, None)
    for place, new in pieces.items():
        extra = _definitions(note for note in new.footnotes if written.pop(note.id, None))
        text = "\n".join([new.blocks[0].source, *extra, *([""] if extra else [])])
        _put(lines, source.split.blocks[place], parts.body_line, text)
    return "\n".join(line for line in lines if line is not None)


def _referred(pieces: Split) -> list[str]:
    """The footnotes to which blocks and other footnotes refer."""
    texts = [block.source for block in pieces.blocks] + [note.text for note in pieces.footnotes]
    return NOTE.findall("\n".join(texts))


def _put(lines: list[str | None], piece: RawBlock | RawFootnote, first_line: int, text: str | None) -> None:
    """Write a text on the lines of a piece: all of it on the first one, so that the others keep their places."""
    start = piece.line - first_line
    for index in range(start, start + piece.source.count("\n") + 1):
        lines[index] = None
    lines[start] = text


def _older(source: Source, segments: Mapping[str, Segment]) -> str | None:
    """The text that the translation names: None where that is the source itself."""
    states = {key: str(one.state) for key, one in segments.items() if one.is_open}
    if not states:
        return None
    before = {key: one.before for key, one in segments.items() if one.is_open and one.before}
    body = _body(source, before)
    if not same_structure(split(body).blocks, source.split.blocks):
        body = _body(source, {})
    front = split_front(source.text, "")[0].front
    values = {part: _front_value(replace(segments[part], words=before[part])) for part in FRONT_PARTS if part in before}
    text = f"---\n{_with_front(front, source, values)}\n---\n{body}" if before else source.text
    return write_partial(Partial(text, short_digest(source.text), states))


def _with_front(front: str, text: Source | None, values: Mapping[str, str | tuple[str, ...]]) -> str:
    """The lines of a front matter with other values; what a value is already stays as it is written."""
    there = {part: getattr(text.front, part) for part in FRONT_PARTS} if text else {}
    return with_values(front, {part: value for part, value in values.items() if there.get(part) != value})


def _misfit(source: Split, made: Split) -> str:
    """The first block that is not what it was."""
    pairs = zip(source.blocks, made.blocks, strict=False)
    differing = (place for place, (one, other) in enumerate(pairs, 1) if shape(one) != shape(other))
    return str(next(differing, min(len(source.blocks), len(made.blocks))))


def _begin(block: RawBlock) -> str:
    """How a block of this kind begins, to show in an error."""
    if block.kind != "prose":
        return block.source.split("\n", 1)[0]
    return {"#": "##", "|": "|"}.get(shape(block)[1], block.source[:40])
