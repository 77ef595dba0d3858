"""Where a reader may begin: the answers to "Where are you?" on the public home."""

from dataclasses import dataclass

from flask_babel import gettext as _

from elearn.catalogue.rules.values import Library, Module, Path


@dataclass(frozen=True, slots=True)
class Start:
    """An answer in the reader's own words, and the module that takes it up (which may be announced only)."""

    words: str
    module: Module


def starts(shelf: Library, path: Path) -> tuple[Start, ...]:
    """The answers whose module belongs to the path, in order; none for a path that is followed from its beginning."""
    answers = (
        (_("I have an idea"), "idea-to-business"),
        (_("I have started"), "running-growing"),
        (_("I need money"), "microcredit-finance"),
        (_("I need papers"), "residence-permit"),
    )
    own = {module.id: module for module in shelf.modules_of(path)}
    return tuple(Start(words, own[module]) for words, module in answers if module in own)
