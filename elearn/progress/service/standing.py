"""Where a person stands. Each question costs one statement that reads the facts of one person, added up in SQL."""

from collections.abc import Mapping
from datetime import datetime

from flask import g
from sqlalchemy import ColumnElement, Select, case, func, select

from elearn.accounts.rules import Person
from elearn.catalogue.rules.values import Library, Module, Path
from elearn.catalogue.service.library import library
from elearn.infra.database import db
from elearn.progress.models import ProgressFact
from elearn.progress.rules.completion import ModuleStanding, PathStanding, standing_in_module
from elearn.progress.rules.facts import Record, Verb

Records = Mapping[str, Record]
Moment = datetime | None


def records_in_module(person_id: int | None, module_id: str) -> Records:
    """What a person did in one module, by item; read once per request. Strangers (None) did nothing."""
    return _read_once(person_id, module_id)


def all_records(person_id: int | None) -> Records:
    """What a person did anywhere, by item; read once per request. Strangers (None) did nothing."""
    return _read_once(person_id, None)


def module_standing(person_id: int | None, module: Module) -> ModuleStanding:
    """How a person stands with a module."""
    return standing_in_module(module, records_in_module(person_id, module.id), library().pass_mark)


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
    modules = (shelves.modules[module] for module in path.modules if module in shelves.modules)
    return PathStanding(path.id, tuple(standing_in_module(module, records, shelves.pass_mark) for module in modules))


def _read_once(person_id: int | None, module_id: str | None) -> Records:
    if person_id is None:
        return {}
    known: dict[tuple[int, str | None], Records] = g.setdefault("progress_records", {})
    whole = known.get((person_id, None))
    if whole is not None:
        return whole
    if (person_id, module_id) not in known:
        rows = db.session.execute(records_of(person_id, module_id))
        known[person_id, module_id] = {row.item: Record(*row) for row in rows}
    return known[person_id, module_id]


def records_of(person_id: int, module_id: str | None) -> Select[str, Moment, Moment, Moment, int | None, int, Moment]:
    """The statement that adds up a person's facts by item: columns in the order of `Record`."""
    fact = ProgressFact
    statement = (
        select(
            fact.item,
            func.min(_when(Verb.OPENED)),
            func.max(_when(Verb.DONE)),
            func.max(_when(Verb.UNDONE)),
            func.max(fact.value),
            func.count(fact.value),
            func.max(_when(Verb.SCORED)),
        )
        .where(fact.person_id == person_id)
        .group_by(fact.module, fact.item)
    )
    return statement if module_id is None else statement.where(fact.module == module_id)


def _when(verb: Verb) -> ColumnElement[Moment]:
    return case((ProgressFact.verb == verb.value, ProgressFact.at))
