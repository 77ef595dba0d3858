"""What `elearn worker` does for authors: publish what is due, and tell whoever planned it when it cannot be done."""

from elearn.authoring.notices import tell_not_published
from elearn.authoring.service.publishing import publish
from elearn.authoring.service.scheduling import due, lock_due, note_failure
from elearn.infra.database import transaction


def publish_due() -> list[str]:
    """Publish everything that is due, each unit in a transaction of its own; returns the units that were published."""
    with transaction():
        waiting = [plan.unit for plan in due()]
    return [unit for unit in waiting if _publish(unit)]


def _publish(unit: str) -> bool:
    with transaction():
        plan = lock_due(unit)
        if plan is None:
            return False
        outcome = publish(plan.person_id, unit, plan.note, plan.choices)
        if outcome.refusal is not None:
            note_failure(unit, outcome.refusal)
            tell_not_published(plan, outcome)
        return outcome.release is not None
