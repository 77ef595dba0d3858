"""A special block as the fields of a form, and back.

What nobody changed stays as it was written, byte for byte: `write_block` is asked only where a field differs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.markup.blocks import QUOTED, SHAPES, split

#: Kinds that hold the same fields, so that one can become another by one press.
REMARKS = ("note", "tip", "mistake", "case", "details")
UNFINISHED = ("block_without_title", "empty_block")
SPACE = re.compile(r"[ \t\r\n]+")  # not the spaces that must not break: "20\xa0%"
ITEM = re.compile(r"- (\S.*)\Z")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a form shows of a special block."""

    kind: str
    title: str = ""
    text: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


def read_block(source: str) -> Fields | None:
    """The fields of one special block; None where the source is something else, or holds what no field could show."""
    found = split(source)
    if len(found.blocks) != 1 or found.footnotes or found.blocks[0].kind not in SHAPES:
        return None
    if any(problem.code not in UNFINISHED for problem in found.problems):
        return None
    block = found.blocks[0]
    return Fields(block.kind, block.title, block.text, dict(block.options))


def write_block(fields: Fields) -> str:
    """The Markdown of a special block. Options without a value are left out."""
    title = one_line(fields.title)
    lines = [f"/// {fields.kind} | {title}" if title else f"/// {fields.kind}"]
    known = SHAPES[fields.kind].options
    names = [name for name in known if name in fields.options] + [name for name in fields.options if name not in known]
    values = ((name, one_line(fields.options[name])) for name in names)
    lines += [f"    {name}: {quoted(value)}" for name, value in values if value]
    text = fields.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if text.strip():
        lines.append(text)
    return "\n".join([*lines, "///"])


def changed_block(source: str, fields: Fields) -> str:
    """The block with these fields: the source itself where they say what it says already."""
    return source if _alike(read_block(source), fields) else write_block(fields)


def another_kind(source: str, kind: str) -> str:
    """A remark as another kind of remark, with the same words. ValueError where that is not possible."""
    fields = read_block(source)
    if fields is None or fields.kind not in REMARKS or kind not in REMARKS:
        raise ValueError(f"No {kind} can be made of this.")
    return re.sub(rf"\A///[ \t]*{fields.kind}\b", f"/// {kind}", source)


def items(text: str) -> str | None:
    """The lines of a checklist without their hyphens; None where the list is more than lines."""
    lines = text.split("\n")
    found = [ITEM.match(line) for line in lines]
    return "\n".join(one[1] for one in found if one) if all(found) or not text.strip() else None


def listed(text: str) -> str:
    """Lines as a list: each gets its hyphen. What is a list already stays."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if any(line.startswith("- ") for line in lines):
        return "\n".join(lines)
    return "\n".join(f"- {line.strip()}" for line in lines)


def _alike(one: Fields | None, other: Fields) -> bool:
    if one is None:
        return False
    options = {name: one_line(value) for name, value in other.options.items() if one_line(value)}
    mine = {name: value for name, value in one.options.items() if value}
    same_text = _trimmed(one.text) == _trimmed(other.text)
    return (one.kind, one.title, mine) == (other.kind, one_line(other.title), options) and same_text


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip("\n").split("\n"))


def one_line(value: str) -> str:
    """A value that stands on one line."""
    return SPACE.sub(" ", value).strip(" ")


def quoted(value: str) -> str:
    """A value that stands in quotes itself needs a second pair: the outer one is taken away when it is read."""
    if not QUOTED.match(value):
        return value
    return f"'{value}'" if value.startswith('"') else f'"{value}"'
