"""Where a person stands. Each question costs one statement that reads the facts of one person, added up in SQL."""

from collections.abc import Mapping
from datetime import datetime

from flask import g
from sqlalchemy import ColumnElement, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from elearn.accounts.rules import Person
from elearn.catalogue.rules.values import Library, Module, Path
from elearn.catalogue.service.library import library
from elearn.infra.database import read
from elearn.infra.memory import memory
from elearn.progress.models import ProgressFact
from elearn.progress.rules.completion import ModuleStanding, PathStanding, standing_in_module
from elearn.progress.rules.facts import Record, Verb

Records = Mapping[str, Record]
Moment = datetime | None

MOST_UNTOUCHED = 200


def when(verb: Verb) -> ColumnElement[Moment]:
    """The moment of a fact with this verb, else NULL: for sums over facts."""
    return case((ProgressFact.verb == verb.value, ProgressFact.at))


_later = aliased(ProgressFact)
#: What counts: everything but a score that a later one replaced.
COUNTS = or_(ProgressFact.value.is_(None), ~exists().where(_later.replaces == ProgressFact.id))

#: A person's facts in some modules, added up by item, in the columns of `Record`.
_RECORDS = (
    select(
        ProgressFact.item,
        func.min(when(Verb.OPENED)),
        func.max(when(Verb.DONE)),
        func.max(when(Verb.UNDONE)),
        func.max(ProgressFact.value),
        func.count(ProgressFact.value),
        func.max(when(Verb.SCORED)),
    )
    .where(ProgressFact.person_id == bindparam("person"), ProgressFact.module.in_(bindparam("modules", expanding=True)))
    .where(COUNTS)
    .group_by(ProgressFact.module, ProgressFact.item)
)


def records_in_module(person_id: int | None, module_id: str) -> Records:
    """What a person did in one module, by item; read once per request. Strangers (None) did nothing."""
    return _read_once(person_id, module_id)


def all_records(person_id: int | None) -> Records:
    """What a person did in all modules that can be read, by item; read once per request."""
    return _read_once(person_id, None)


def module_standing(person_id: int | None, module: Module) -> ModuleStanding:
    """How a person stands with a module; worked out once per request."""
    known: dict[tuple[int | None, str], ModuleStanding] = g.setdefault("progress_standings", {})
    key = (person_id, module.id)
    if key not in known:
        known[key] = standing_in_module(module, records_in_module(person_id, module.id), library().pass_mark)
    return known[key]


def path_standing(person_id: int | None, path: Path) -> PathStanding:
    """How a person stands with a path and all its modules."""
    return _standing_in_path(path, library(), all_records(person_id))


def home(person: Person) -> dict[str, PathStanding]:
    """How a person stands with all paths, by id, the one to go on with first.

    That is the path where something last happened; on the first day, the longest one.
    """
    shelves, records = library(), all_records(person.id)
    by_length = sorted(shelves.paths.values(), key=lambda path: -path.hours)
    standings = [_standing_in_path(path, shelves, records) for path in by_length]
    latest = max((standing.latest_at for standing in standings if standing.latest_at), default=None)
    standings.sort(key=lambda standing: standing.latest_at is None or standing.latest_at != latest)
    return {standing.id: standing for standing in standings}


def minutes_done(paths: Mapping[str, PathStanding]) -> int:
    """The declared minutes of everything that is done; a module of two paths counts once."""
    modules = {module.id: module.minutes_done for path in paths.values() for module in path.modules}
    return sum(modules.values())


def _standing_in_path(path: Path, shelves: Library, records: Records) -> PathStanding:
    begun = {item.partition(":")[2].partition("/")[0] for item in records}
    modules = (shelves.modules[module] for module in path.modules if module in shelves.modules)
    return PathStanding(
        path.id,
        tuple(
            standing_in_module(module, records, shelves.pass_mark)
            if module.id in begun
            else _untouched(shelves, module)
            for module in modules
        ),
    )


def _untouched(shelves: Library, module: Module) -> ModuleStanding:
    """A module in which nothing happened: most modules of most people, and the same for all of them."""
    known, key = memory("untouched", MOST_UNTOUCHED), (shelves.fingerprint, module.id)
    found: ModuleStanding = known.get(key) or known.put(key, standing_in_module(module, {}, shelves.pass_mark))
    return found


def _read_once(person_id: int | None, module_id: str | None) -> Records:
    if person_id is None:
        return {}
    known: dict[tuple[int, str | None], Records] = g.setdefault("progress_records", {})
    whole = known.get((person_id, None))
    if whole is not None:
        return whole
    if (person_id, module_id) not in known:
        written = [module.id for module in library().modules.values() if not module.is_coming]
        rows = read(_RECORDS, person=person_id, modules=[module_id] if module_id else written)
        known[person_id, module_id] = {row.item: Record(*row) for row in rows}
    return known[person_id, module_id]
