"""What a half translation says that it translates: the text of the source, and above it the state of its parts.

A translation names its source by the digest of a text (`translates:`). Where only some parts are translated, that text
is the source with a head, kept in the archive like every older source. The file of the translation then carries the
state of each part, for learners, for the command line and for git:

    partial: 61862c5a2c27a0ba
    missing: summary 3 5
    machine: 7

    ---
    title: ...

`partial` is the source for which the parts were counted (short digest). Blocks are named by their place, from 1; the
parts of the front matter and the words of a quiz by their names. A part that waits (missing, saved but not confirmed,
made by a machine) is not shown to learners: they read the source instead. `outdated` parts stay as they are, and the
text below the head holds the older source that they translate.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

WAITING = ("missing", "draft", "machine")
STATES = (*WAITING, "outdated")
_HEAD = re.compile(rf"partial: ([0-9a-f]*)\n((?:(?:{'|'.join(STATES)}): [^\n]*\n)*)\n")


@dataclass(frozen=True, slots=True)
class Partial:
    """A source text as a translation knows it. `states` names the parts that are not done: name -> state."""

    text: str
    of: str = ""
    states: Mapping[str, str] = field(default_factory=dict)

    def waits(self, part: str) -> bool:
        """Whether readers get the source instead of this part."""
        return self.states.get(part) in WAITING

    def is_outdated(self, part: str) -> bool:
        """Whether the source of this part was known to be another one when the translation was last saved."""
        return self.states.get(part) == "outdated"


def read_partial(text: str) -> Partial:
    """The text with its head read; a text without a head is a source of which every part is translated."""
    head = _HEAD.match(text)
    if head is None:
        return Partial(text)
    states = {}
    for line in head[2].splitlines():
        state, _, parts = line.partition(": ")
        states.update(dict.fromkeys(parts.split(), state))
    return Partial(text[head.end() :], head[1], states)


def write_partial(partial: Partial) -> str:
    """The text with its head: reading it gives the same again. Without open parts and without `of`, the bare text."""
    if not partial.of and not partial.states:
        return partial.text
    lines = [f"partial: {partial.of}"]
    for state in STATES:
        parts = [part for part, its in partial.states.items() if its == state]
        if parts:
            lines.append(f"{state}: {' '.join(parts)}")
    return "\n".join(lines) + "\n\n" + partial.text
