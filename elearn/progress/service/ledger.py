"""Writing the ledger. Facts are added once and never changed; a repetition is recognised by its client id."""

from datetime import datetime
from typing import Literal

from flask import g
from sqlalchemy import Select, delete, select, update

from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.infra.database import db, insert_if_missing
from elearn.progress.models import ProgressFact
from elearn.progress.rules.facts import MARKS, Fact, Verb, carried_over, client_id_for, module_of

Source = Literal["online", "offline", "paper"]


def record(
    person_id: int,
    item: str,
    verb: Verb,
    *,
    value: int | None = None,
    client_id: str | None = None,
    at: datetime | None = None,
    source: Source = "online",
) -> bool:
    """Note that something happened to an item. False when the ledger says so already.

    Without a `client_id`, a repetition is recognised by what it says: a lesson is opened once, and what is done cannot
    be done again before it is undone. `value` is the per mille of a finished quiz attempt (ValueError without it).
    `at` may come from a phone whose clock is ahead: nothing happens later than now.
    """
    if (value is not None) != (verb is Verb.SCORED) or not 0 <= (value or 0) <= 1000:
        raise ValueError("A score has a value from 0 to 1000, and nothing else has one.")
    module = module_of(item)
    client_id = client_id or _own_client_id(person_id, module, item, verb)
    if client_id is None:
        return False
    received = now()
    row = {
        "person_id": person_id,
        "module": module,
        "item": item,
        "verb": verb.value,
        "value": value,
        "at": min(at or received, received),
        "received_at": received,
        "source": source,
        "client_id": client_id,
    }
    statement = insert_if_missing(ProgressFact).values(row).returning(ProgressFact.id)
    added = db.session.execute(statement).scalar() is not None
    if added:
        forget_cached()
    return added


def carry_over(guest_id: int, person_id: int) -> None:
    """Give a guest's facts to an account, losing none and counting none twice."""
    for old, new in carried_over(_facts(person_id), _facts(guest_id), random_id()):
        mine = (ProgressFact.person_id == guest_id) & (ProgressFact.client_id == old)
        if new is None:
            db.session.execute(delete(ProgressFact).where(mine))
        else:
            db.session.execute(update(ProgressFact).where(mine).values(person_id=person_id, client_id=new))
    forget_cached()


def forget_cached() -> None:
    """Make this request read the ledger again."""
    g.pop("progress_records", None)
    g.pop("progress_standings", None)


def _own_client_id(person_id: int, module: str, item: str, verb: Verb) -> str | None:
    """An id made from the item, or None where the item stands like that already."""
    if verb is Verb.SCORED:
        return random_id()
    if verb is Verb.OPENED:
        return client_id_for(item, verb, 0)
    marks = db.session.scalars(_marks(person_id, module, item)).all()
    last = marks[-1] if marks else Verb.UNDONE
    return None if last == verb else client_id_for(item, verb, len(marks))


def _marks(person_id: int, module: str, item: str) -> Select[str]:
    """The verbs of all marks of an item, oldest first."""
    fact = ProgressFact
    marks = [verb.value for verb in MARKS]
    return (
        select(fact.verb)
        .where(fact.person_id == person_id, fact.module == module, fact.item == item, fact.verb.in_(marks))
        .order_by(fact.at, fact.id)
    )


def _facts(person_id: int) -> list[Fact]:
    fact = ProgressFact
    rows = db.session.execute(
        select(fact.item, fact.verb, fact.value, fact.at, fact.client_id).where(fact.person_id == person_id)
    )
    return [Fact(item, Verb(verb), value, at, client_id) for item, verb, value, at, client_id in rows]
