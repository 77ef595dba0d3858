"""One part of the translation desk as fields that hold words only; what is not words comes from the source.

A source is read as a frame: fixed text with gaps for the words. The words of a translation that fit into the frame of
their source byte for byte are shown in the gaps; all others as they are written, in one field.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from elearn.authoring.rules.block_fields import listed, one_line, quoted
from elearn.authoring.rules.desk_frame import HASHES, LETTER, WORDED, Gap, frame_of, gaps_of
from elearn.authoring.rules.tables import written_cell
from elearn.authoring.rules.wrapping import unwrapped
from elearn.markup.blocks import FENCE

#: The field that shows a part as it is written.
WHOLE = "markdown"
#: What begins a line of a list, or a heading inside a block.
MARKER = re.compile(r" {0,3}(?:[-*+]|\d+\.|#{1,6})[ \t]+")
FLOWING = ("text", "lines", "note")


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `name` is "" where a part has only one; `label` says what it holds, `detail` which one of them."""

    name: str
    label: str
    value: str
    rows: int
    source: str = ""
    detail: str = ""

    @property
    def is_wanting(self) -> bool:
        """Whether the source says something here and the translation does not."""
        return not self.value and LETTER.search(self.source) is not None


def fields_of(source: str, words: str) -> tuple[Field, ...]:
    """The fields of a part, filled with the words of its translation ("": nothing is translated yet)."""
    gaps = gaps_of(frame_of(source))
    if not gaps:
        return (_whole(source, words),)
    found = {gap.name: gap.given for gap in gaps}
    if words:
        there = {gap.name: gap.value for gap in gaps_of(frame_of(words))}
        found = {name: there.get(name, "") for name in found}
    fields = tuple(_field(gap, found[gap.name]) for gap in gaps)
    if len(fields) == 1:
        fields = (replace(fields[0], name=""),)
    return fields if words_of(source, values_of(fields)) == words else (_whole(source, words),)


def values_of(fields: tuple[Field, ...]) -> dict[str, str]:
    """What fields hold, by their names."""
    return {field.name: field.value for field in fields}


def words_of(source: str, values: Mapping[str, str]) -> str:
    """The translation of a part from what its fields hold; "" where nobody has written anything.

    Hyphens of a list and marks of footnotes that were left out come back from the source.
    """
    frame = frame_of(source)
    gaps = gaps_of(frame)
    if WHOLE in values or not gaps:
        return trimmed(values.get(WHOLE) or "\n\n".join(one for one in values.values() if one.strip()))
    if len(gaps) == 1:
        values = {gaps[0].name: values.get("", "")}
    typed = {gap.name: trimmed(values.get(gap.name, gap.given)) for gap in gaps}
    if all(typed[gap.name] in ("", gap.given) for gap in gaps):
        return ""
    if len(gaps) == 1 and FENCE.match(typed[gaps[0].name]):
        return typed[gaps[0].name]  # somebody wrote all of the block
    typed = _with_marks(gaps, {gap.name: _written(gap, typed[gap.name] or gap.given) for gap in gaps})
    made = "".join(one if isinstance(one, str) else typed[one.name] and one.before + typed[one.name] for one in frame)
    return made.lstrip("\n")  # of a half-filled part the beginning may be empty


def plain_field(label: str, source: str, words: str) -> Field:
    """The one field of a part that is no block."""
    return Field("", label, words, _rows(source, words, 2), source)


def flowing(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields with every paragraph on one line: the lines of the file would look like verse."""
    return tuple(_flowing(field) if field.label in FLOWING else field for field in fields)


def with_source(source: str, values: Mapping[str, str]) -> dict[str, str]:
    """What the fields hold, with the words of the source where they are empty."""
    fields = (_whole(source, ""),) if WHOLE in values else fields_of(source, "")
    return {field.name: trimmed(values.get(field.name, "")) or field.source for field in fields}


def spoken(text: str) -> str:
    """The words of a part without what stands around them. A table stays one."""
    gaps = gaps_of(frame_of(text))
    if not gaps or any(gap.label == "cell" for gap in gaps):
        return text
    return "\n\n".join(gap.value for gap in gaps)


def wanting(source: str, values: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields without words where the source says something."""
    return tuple(field for field in filled(fields_of(source, ""), values) if field.is_wanting)


def filled(fields: tuple[Field, ...], values: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields with other values, by name."""
    return tuple(replace(field, value=trimmed(values.get(field.name, field.value))) for field in fields)


# --- words into gaps -----------------------------------------------------------------------------------------------


def _written(gap: Gap, value: str) -> str:
    """What somebody typed, as it stands in the gap."""
    if gap.label == "lines":
        return listed(value)
    if gap.label == "text":
        return _marked(gap.value, value)
    if gap.label == "note":
        return _indented(value)
    value = one_line(value)
    if gap.label == "cell":
        return written_cell(value)
    if gap.label == "heading":
        return HASHES.sub("", value, count=1)
    return quoted(value) if gap.label in WORDED else value


def _marked(source: str, value: str) -> str:
    """The lines with the markers of the source's lists, where the text has as many lines and no marker of its own."""
    lines, models = value.split("\n"), unwrapped(source).split("\n")
    if len(lines) != len(models) or any(bool(line) != bool(model) for line, model in zip(lines, models, strict=True)):
        return value
    found = [(line, MARKER.match(line), MARKER.match(model)) for line, model in zip(lines, models, strict=True)]
    return "\n".join(line if own or not model else model[0] + line for line, own, model in found)


def _indented(value: str) -> str:
    """A footnote: what follows an empty line belongs to it when it is indented."""
    lines = value.split("\n")
    behind = (line if before or not line else f"    {line}" for before, line in pairwise(lines))
    return "\n".join([lines[0], *behind])


def _with_marks(gaps: tuple[Gap, ...], typed: dict[str, str]) -> dict[str, str]:
    """The words with the marks of their footnotes: one that nobody has put anywhere goes to the end of the text."""
    everything = "\n".join(typed.values())
    notes = [gap for gap in gaps if gap.label == "note" and typed[gap.name] and f"[^{gap.detail}]" not in everything]
    if not typed.get("text"):
        return typed
    return {**typed, "text": typed["text"] + "".join(f"[^{gap.detail}]" for gap in notes)}


def _field(gap: Gap, value: str) -> Field:
    is_long = gap.label in (*FLOWING, *WORDED)
    return Field(gap.name, gap.label, value, _rows(gap.value, value, 2 if is_long else 1), gap.value, gap.detail)


def _flowing(field: Field) -> Field:
    source, value = unwrapped(field.source), unwrapped(field.value)
    return replace(field, source=source, value=value, rows=_rows(source, value, 2))


def _whole(source: str, words: str) -> Field:
    return Field(WHOLE, WHOLE, words, _rows(source, words, 2), source)


def _rows(source: str, value: str, least: int) -> int:
    """How high a field is before anybody types, where the browser does not fit it to its words."""
    longest = max(source, value, key=len)
    return min(20, least + longest.count("\n") + len(longest) // 60)


def trimmed(value: str) -> str:
    """What somebody typed, without empty lines around it and spaces behind it."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip(" \t\n")
