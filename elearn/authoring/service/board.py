"""The translation board from the drafts: one query for what stands where, and texts only where something changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from elearn.authoring.models import EventRow
from elearn.authoring.rules.board import ORDER, Cell, Row, UnitRow
from elearn.authoring.rules.desk import DeskError, Files, State, progress
from elearn.authoring.rules.desk_saving import desk_of
from elearn.authoring.rules.things import Kind, Thing, things_of
from elearn.authoring.service.preview import state_of
from elearn.catalogue.rules.compile_text import read_source
from elearn.catalogue.rules.schemas import Front, ModuleFile, ModuleFront, PathFile
from elearn.catalogue.rules.stamps import stamp_of
from elearn.catalogue.rules.yaml_files import read_mapping, read_model
from elearn.catalogue.service.states import draft_files
from elearn.catalogue.service.texts import older_texts, texts_of
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGES
from elearn.infra.database import db
from elearn.infra.memory import memory

MOST_CELLS = 10_000
MOST_UNITS = 500
HEADS = ("module.yml", "path.yml")
KINDS = ("modules", "paths", "pages")


@dataclass(frozen=True, slots=True)
class _Unit:
    """What the board knows of a unit without its translations: order, source language, titles."""

    source: str
    things: tuple[tuple[Thing, str], ...]


def board(unit: str = "") -> list[UnitRow]:
    """All units, or one, with the state of each thing in each language. One query when nothing changed since."""
    files = {name: entries for name, entries in draft_files(unit).items() if name.partition("/")[0] in KINDS}
    units = _units(files if not unit else {name: one for name, one in files.items() if name == unit})
    wanted = [
        (thing, language, files[name].get(thing.path(known.source), ""), files[name].get(thing.path(language)))
        for name, known in units.items()
        for thing, _title in known.things
        for language in LANGUAGES
        if language != known.source
    ]
    cells = _cells(wanted)
    return [
        UnitRow(
            name, known.source, known.things[0][1], tuple(_row(thing, title, cells) for thing, title in known.things)
        )
        for name, known in units.items()
    ]


def acted_on(person_id: int | None) -> frozenset[str]:
    """The units on which a person has worked."""
    rows = select(EventRow.unit).where(EventRow.person_id == person_id).distinct()
    return frozenset(db.session.execute(rows).scalars())


def _unit_row(name: str, known: _Unit, cells: Mapping[tuple[Thing, str], Cell]) -> UnitRow:
    rows = tuple(_row(thing, title, cells) for thing, title in known.things)
    return UnitRow(name, known.source, known.things[0][1], rows)


def _row(thing: Thing, title: str, cells: Mapping[tuple[Thing, str], Cell]) -> Row:
    return Row(thing, title, {one: cells[thing, one] for one in LANGUAGES if (thing, one) in cells})


# --- cells ---------------------------------------------------------------------------------------------------------


def _cells(wanted: Iterable[tuple[Thing, str, str, str | None]]) -> dict[tuple[Thing, str], Cell]:
    """(thing, language, digest of the source, digest of the translation) -> how far it is."""
    known = memory("translation-cells", MOST_CELLS)
    found: dict[tuple[Thing, str], Cell] = {}
    unknown = []
    for thing, language, source, own in wanted:
        cell = Cell(State.MISSING) if own is None else known.get((thing, source, own))
        if cell is not None:
            found[thing, language] = cell
        elif own is not None:
            unknown.append((thing, language, source, own))
    texts = texts_of(own for _thing, _language, _source, own in unknown)
    behind = [one for one in unknown if not source_named(texts[one[3]], one[2])]
    texts |= texts_of(source for _thing, _language, source, _own in behind)
    older = older_texts(stamp_of(texts[own]) for _thing, _language, _source, own in behind)
    for thing, language, source, own in unknown:
        is_behind = (thing, language, source, own) in behind
        cell = _cell(thing, Files(texts[source], older.get(stamp_of(texts[own])), texts[own])) if is_behind else None
        found[thing, language] = known.put((thing, source, own), cell or Cell(State.DONE))
    return found


def source_named(translation: str, source_digest: str) -> bool:
    """Whether a translation names exactly this source: then all of it is done."""
    stamp = stamp_of(translation)
    return bool(stamp) and source_digest.startswith(stamp)


def _cell(thing: Thing, files: Files) -> Cell:
    """A translation that does not name the present source, or has no place to name one."""
    try:
        counted = progress(desk_of(thing, files).segments)
    except DeskError:
        return Cell(State.DRAFT)  # it cannot be read: somebody must look at it
    return Cell(counted.state, counted.done, counted.total)


# --- units ---------------------------------------------------------------------------------------------------------


def _units(files: Mapping[str, Mapping[str, str]]) -> dict[str, _Unit]:
    known = memory("translation-units", MOST_UNITS)
    keys = {unit: (unit, state_of(entries)) for unit, entries in files.items()}
    found: dict[str, _Unit | None] = {unit: known.get(key) for unit, key in keys.items()}
    new = [unit for unit, one in found.items() if one is None]
    heads = texts_of(digest for unit in new for path, digest in files[unit].items() if path.endswith(HEADS))
    sources = {unit: _source(unit, files[unit], heads) for unit in new}
    titles = texts_of(
        digest for unit in new for path, digest in files[unit].items() if _is_source_text(path, sources[unit])
    )
    for unit in new:
        found[unit] = known.put(keys[unit], _unit(unit, files[unit], heads, titles, sources[unit]))
    ordered = sorted(files, key=lambda name: (KINDS.index(name.partition("/")[0]), name))
    return {unit: one for unit in ordered if (one := found[unit]) and one.things}


def _is_source_text(path: str, source: str) -> bool:
    return path.rpartition("/")[2] in (f"{source}.md", f"{source}.yml")


def _source(unit: str, entries: Mapping[str, str], heads: Mapping[str, str]) -> str:
    is_path = unit.startswith("paths/")
    text = heads.get(entries.get(f"{unit}/{'path.yml' if is_path else 'module.yml'}", ""))
    path = read_model(PathFile, text, "")[0] if text and is_path else None
    module = read_model(ModuleFile, text, "")[0] if text and not is_path else None
    if value := path or module:
        return value.source
    return DEFAULT_LANGUAGE


def _unit(
    unit: str, entries: Mapping[str, str], heads: Mapping[str, str], titles: Mapping[str, str], source: str
) -> _Unit:
    head = read_model(ModuleFile, heads.get(entries.get(f"{unit}/module.yml", ""), ""), "")[0]
    lessons = [one.id for one in head.lessons] if head else []
    things = [
        thing
        for thing in things_of(entries)
        if thing.path(source) in entries and (thing.kind is not Kind.LESSON or thing.name in lessons)
    ]
    things.sort(
        key=lambda one: (ORDER.index(one.kind), lessons.index(one.name) if one.name in lessons else 0, one.name)
    )
    return _Unit(source, tuple((thing, _title(thing, titles.get(entries[thing.path(source)], ""))) for thing in things))


def _title(thing: Thing, text: str) -> str:
    """What a thing is called in its source language; "" where it has no name of its own."""
    if thing.is_text:
        found = read_source("", text, ModuleFront if thing.kind is Kind.COVER else Front)[0]
        return found.front.title if found else thing.name
    return str(read_mapping(text, "")[0].get("title", "")) if thing.kind is Kind.QUIZ else ""
