"""Whom a change of a module concerns: how many have begun it, and how many are done. One statement."""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Integer, func, select, type_coerce

from elearn.accounts.models import PersonRow
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


#: By person, because the ledger's index begins with the person.
_FACTS = (
    select(
        type_coerce(PersonRow.id, Integer),
        ProgressFact.item,
        func.min(when(Verb.OPENED)),
        func.max(when(Verb.DONE)),
        func.max(when(Verb.UNDONE)),
        func.max(ProgressFact.value),
        func.count(ProgressFact.value),
        func.max(when(Verb.SCORED)),
    )
    .select_from(PersonRow)
    .join(ProgressFact, ProgressFact.person_id == PersonRow.id)
    .where(COUNTS)
    .group_by(PersonRow.id, ProgressFact.item)
    .order_by(PersonRow.id)
)
