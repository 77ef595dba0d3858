"""Scores that were marked anew: a new fact replaces an old one. The old fact stays, and counts no longer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from elearn.core.clock import now
from elearn.infra.database import db
from elearn.progress.models import ProgressFact
from elearn.progress.rules.facts import Verb, module_of
from elearn.progress.service.ledger import forget_cached

MOST_PARAMETERS = 400


@dataclass(frozen=True, slots=True)
class NewScore:
    """What a finished attempt counts from now on: per mille. `client_id` names the attempt's first fact."""

    person_id: int
    client_id: str
    value: int


def replace_scores(item: str, scores: Sequence[NewScore], name: str) -> int:
    """Let new scores of a quiz count in the place of older ones; how many there were.

    The moment stays that of the attempt: nobody's last activity moves. `name` tells one correction from another, and
    makes a repetition harmless. A score that the ledger does not know (an erased person's) is passed over.
    """
    newest = _newest(item, {score.person_id for score in scores})
    received = now()
    rows = []
    for score in scores:
        old = newest.get((score.person_id, score.client_id))
        if old is None or old["client_id"] == f"{score.client_id}/{name}":
            continue
        changes = {"value": score.value, "client_id": f"{score.client_id}/{name}", "replaces": old["id"]}
        rows.append({**{key: value for key, value in old.items() if key != "id"}, "received_at": received, **changes})
    if rows:
        db.session.execute(ProgressFact.__table__.insert(), rows)  # type: ignore[attr-defined]
        forget_cached()
    return len(rows)


def _newest(item: str, people: set[int]) -> Mapping[tuple[int, str], dict[str, object]]:
    """The facts that count now, by person and name of the attempt's first fact."""
    fact, later = ProgressFact.__table__, aliased(ProgressFact)
    counts = ~select(later.id).where(later.replaces == fact.c.id).exists()
    wanted = select(fact).where(
        fact.c.module == module_of(item), fact.c.item == item, fact.c.verb == Verb.SCORED.value, counts
    )
    found: dict[tuple[int, str], dict[str, object]] = {}
    for some in _portions(sorted(people)):
        for row in db.session.execute(wanted.where(fact.c.person_id.in_(some))):
            found[row.person_id, row.client_id.partition("/")[0]] = dict(row._mapping)
    return found


def _portions(people: Sequence[int]) -> Iterator[Sequence[int]]:
    return (people[start : start + MOST_PARAMETERS] for start in range(0, len(people), MOST_PARAMETERS))
