"""The shelf of modules as authors see it: what learners read, what waits to be published, what was withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearn.authoring.service.preview import compiled
from elearn.catalogue.rules.values import Module, Path
from elearn.catalogue.service.library import library
from elearn.catalogue.service.states import draft_files, live_files, released_units


class State(StrEnum):
    """How the drafts of a unit stand to what learners read."""

    DRAFT = "draft"  # never published
    LIVE = "live"
    CHANGED = "changed"  # published, and written on since
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Entry:
    """A module on the shelf. `module` is what learners read, else what the drafts make; None for broken drafts."""

    id: str
    state: State
    module: Module | None

    @property
    def unit(self) -> str:
        """The name of its unit."""
        return f"modules/{self.id}"


@dataclass(frozen=True, slots=True)
class Group:
    """The modules of a path in its order; those without a path stand in a group of their own."""

    path: Path | None
    entries: tuple[Entry, ...]


def shelf() -> list[Group]:
    """All modules by path. Three queries, and one more for each module that learners do not read."""
    states = states_of("modules")
    entries = {unit.removeprefix("modules/"): _entry(unit, state) for unit, state in sorted(states.items())}
    known = library()
    groups = []
    for path in known.paths.values():
        own = tuple(entries.pop(name) for name in path.modules if name in entries)
        groups.append(Group(path, own))
    return [*groups, Group(None, tuple(entries.values()))] if entries else groups


def states_of(kind: str) -> dict[str, State]:
    """The state of every unit whose name begins with `kind`, by unit. Three queries."""
    live, released = live_files(kind), released_units()
    return {unit: _state(files, live.get(unit), unit in released) for unit, files in draft_files(kind).items()}


def state_of_unit(unit: str) -> State | None:
    """The state of one unit; None where it has no files."""
    return states_of(unit).get(unit)


def _state(files: Mapping[str, str], live: Mapping[str, str] | None, was_released: bool) -> State:
    if live is None:
        return State.WITHDRAWN if was_released else State.DRAFT
    return State.LIVE if files == live else State.CHANGED


def _entry(unit: str, state: State) -> Entry:
    name = unit.removeprefix("modules/")
    module = library().modules.get(name)
    if module is None:
        found = compiled(unit).value
        module = found if isinstance(found, Module) else None
    return Entry(name, state, module)
