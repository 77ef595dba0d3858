"""Finds the links that an author wrote, without rendering: for checks, which read every text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WRITTEN = re.compile(r"\[[^\[\]]*\]\(\s*<?([^()\s<>]*)")
OWN_SCHEMES = ("term", "fact", "lesson")
OUTSIDE = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
OWN = re.compile(r"([a-z]+):([a-z0-9][a-z0-9_/-]*)\Z")


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link as written: `scheme` is term, fact, lesson, or "" for all others."""

    target: str
    scheme: str
    name: str

    @property
    def is_known(self) -> bool:
        """Whether readers will get a link: a reference of ours or an outside page."""
        return bool(self.scheme) or is_outside(self.target)


def is_outside(href: str) -> bool:
    """Whether an address leads to another site or to a mailbox."""
    return OUTSIDE.match(href) is not None


def own_reference(href: str) -> tuple[str, str] | None:
    """A reference like `term:outcome` as ("term", "outcome"); None for everything else."""
    found = OWN.match(href)
    return (found[1], found[2]) if found and found[1] in OWN_SCHEMES else None


def written_links(text: str) -> Iterator[WrittenLink]:
    """The links `[words](target)` of a text, in order."""
    for found in WRITTEN.finditer(text):
        own = own_reference(found[1])
        yield WrittenLink(found[1], *(own or ("", found[1])))
