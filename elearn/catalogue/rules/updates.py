"""The three-way rule for shipped updates: what an import does with each file (as for configuration files)."""

from enum import StrEnum


class Step(StrEnum):
    """What to do with one file."""

    NOTHING = "nothing"
    TAKE = "take"  # the shipped text becomes ours
    AGREE = "agree"  # both hold the same text: remember that it is the shipped one
    KEEP = "keep"  # changed here, unchanged upstream
    CONFLICT = "conflict"  # changed on both sides: ours stays, somebody looks at it
    REMOVE = "remove"  # removed upstream, unchanged here


def step(shipped: str | None, ours: str | None, base: str | None) -> Step:
    """Decide by digests: what is shipped now, our draft, and what the last import shipped (None: no such file)."""
    if shipped == ours:
        return Step.NOTHING if shipped == base else Step.AGREE
    if ours is None:
        return Step.TAKE
    if shipped is None:
        return _removed_upstream(ours, base)
    if shipped == base:
        return Step.KEEP
    return Step.TAKE if ours == base else Step.CONFLICT


def _removed_upstream(ours: str, base: str | None) -> Step:
    if base is None:
        return Step.KEEP
    return Step.REMOVE if ours == base else Step.CONFLICT
