"""Whom a change of a module concerns: how many have begun it, and how many are done. One statement."""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Integer, column, func, select, table

from elearn.catalogue.rules.values import Module
from elearn.infra.database import db
from elearn.progress.models import ProgressFact
from elearn.progress.rules.completion import PassMark, State, standing_in_module
from elearn.progress.rules.facts import Record, Verb
from elearn.progress.service.standing import COUNTS, when


@dataclass(frozen=True, slots=True)
class Audience:
    """How many people something happened to in a module; the `done` are among them."""

    started: int
    done: int


def audience_of(module: Module, pass_mark: PassMark) -> Audience:
    """Who has begun a module, counted by the rules that each of them meets."""
    rows = db.session.execute(_FACTS.where(ProgressFact.module == module.id))
    started = done = 0
    for _person, facts in groupby(rows, key=lambda row: row[0]):
        records = {row[1]: Record(*row[1:]) for row in facts}
        state = standing_in_module(module, records, pass_mark).state
        started += state is not State.NOT_STARTED
        done += state is State.DONE
    return Audience(started, done)


#: Asked person by person: the ledger's index begins with the person, and a module has a small part of all facts.
_people = table("accounts_person", column("id", Integer))
_FACTS = (
    select(
        _people.c.id,
        ProgressFact.item,
        func.min(when(Verb.OPENED)),
        func.max(when(Verb.DONE)),
        func.max(when(Verb.UNDONE)),
        func.max(ProgressFact.value),
        func.count(ProgressFact.value),
        func.max(when(Verb.SCORED)),
    )
    .select_from(_people)
    .join(ProgressFact, ProgressFact.person_id == _people.c.id)
    .where(COUNTS)
    .group_by(_people.c.id, ProgressFact.item)
    .order_by(_people.c.id)
)
