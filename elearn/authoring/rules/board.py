"""The translation board: how far every thing is in every language."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from elearn.authoring.rules.desk import State
from elearn.authoring.rules.rights import Grant, Rights
from elearn.authoring.rules.things import Kind, Thing
from elearn.core.languages import LANGUAGES

#: From what needs a person most to what needs nobody. A machine's words are a draft here.
NEEDS = (State.MISSING, State.OUTDATED, State.DRAFT, State.DONE)
ORDER = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Cell:
    """A thing in a language. `done` of `total` parts; 0 of 0 where nobody had to count, because all is done."""

    state: State
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A thing with its title in its source language, and its other languages."""

    thing: Thing
    title: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit: its things in order."""

    unit: str
    source: str
    title: str
    rows: tuple[Row, ...]

    def counts(self, language: str) -> Counter[State]:
        """How many of its things are in which state in a language."""
        return Counter(row.cells[language].state for row in self.rows if language in row.cells)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see. "" is everything; `mine` needs `acted`, the units that this person has worked on."""

    language: str = ""
    state: str = ""
    mine: bool = False


def is_mine(rights: Rights, unit: str, language: str, acted: Collection[str]) -> bool:
    """Whether a translation is this person's business: a language or a unit of theirs, or a unit that they work on."""
    scopes = {(Grant.TRANSLATOR, language), (Grant.TRANSLATOR, "*"), (Grant.AUTHOR, unit)}
    return bool(scopes & set(rights.grants)) or unit in acted


def chosen(units: Iterable[UnitRow], wish: Wish, rights: Rights, acted: Collection[str]) -> list[UnitRow]:
    """The units with only the cells that were asked for; what has none of them is left out."""
    found = []
    for unit in units:
        languages = [
            one
            for one in LANGUAGES
            if one != unit.source
            and wish.language in ("", one)
            and (not wish.mine or is_mine(rights, unit.unit, one, acted))
        ]
        rows = [Row(row.thing, row.title, _cells(row, languages, wish.state)) for row in unit.rows]
        rows = [row for row in rows if row.cells]
        if rows:
            found.append(UnitRow(unit.unit, unit.source, unit.title, tuple(rows)))
    return found


def _cells(row: Row, languages: Collection[str], state: str) -> dict[str, Cell]:
    return {
        language: cell
        for language, cell in row.cells.items()
        if language in languages and (not state or cell.state.value == state)
    }
