"""Something that one sheet could take over from another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, count

from elearn.workbooks.rules.documents import Change, Document

SEEN = "_seen"  # the field in which a node keeps the words of its source, as they were


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to take over. `changes` do it; `keeps`, where there is a choice, note that it was looked at.

    `node` is the node of this sheet that it concerns, "" for something new. `params` are for its text.
    """

    code: str
    key: str
    changes: tuple[Change, ...]
    node: str = ""
    keeps: tuple[Change, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)


def free(document: Document, name: str) -> str:
    """An id for a new node: this one, shortened and numbered where another node has it."""
    name = name[:36].rstrip("-")
    numbered = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(one for one in numbered if one not in document.nodes)


def one_line(text: str) -> str:
    """A text without breaks of lines: where it goes there may be one line only."""
    return " ".join(text.split())
