"""Personal data of the ledger: what it holds of a person, and how it forgets."""

from sqlalchemy import delete, select

from elearn.infra.database import db
from elearn.progress.models import ProgressFact
from elearn.progress.service.ledger import forget_cached

Line = dict[str, str | int | None]


def export(person_id: int) -> tuple[str, list[Line]]:
    """Everything that the ledger holds of a person, oldest first: (file name, JSON value)."""
    fact = ProgressFact
    columns = (fact.item, fact.verb, fact.value, fact.at, fact.received_at, fact.source, fact.client_id)
    rows = db.session.execute(select(*columns).where(fact.person_id == person_id).order_by(fact.at, fact.id))
    return "progress.json", [
        {**row._asdict(), "at": row.at.isoformat(), "received_at": row.received_at.isoformat()} for row in rows
    ]


def erase(person_id: int) -> None:
    """Forget everything that the ledger holds of a person."""
    db.session.execute(delete(ProgressFact).where(ProgressFact.person_id == person_id))
    forget_cached()
