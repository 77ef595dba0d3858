"""Who may do what, from the database: a person's grants and the site's policy, once per request."""

from flask import g
from sqlalchemy import bindparam, literal_column, select

from elearn.accounts.rules import Person, Role
from elearn.accounts.service.people import people_with_role
from elearn.authoring.models import GrantRow, Policy
from elearn.authoring.rules.rights import EVERYTHING, Grant, Rights, SitePolicy
from elearn.infra.database import db, read

_PERSON = select(literal_column("1").label("one")).subquery()
#: The site's policy and a person's grants at once: there is always a row, even where there is neither.
_RIGHTS = select(Policy.trainers_write, Policy.needs_review, GrantRow.role, GrantRow.scope).select_from(
    _PERSON.outerjoin(Policy, Policy.id == _PERSON.c.one).outerjoin(GrantRow, GrantRow.person_id == bindparam("person"))
)


def rights_of(person: Person) -> Rights:
    """What a person may do. One small query, once per request."""
    if not person.is_authenticated:
        return Rights(person.role)
    known: dict[int | None, Rights] = g.setdefault("authoring_rights", {})
    if person.id not in known:
        rows = read(_RIGHTS, person=person.id)
        grants = frozenset((Grant(row.role), row.scope) for row in rows if row.role)
        policy = SitePolicy(*rows[0][:2]) if rows[0].trainers_write is not None else SitePolicy()
        known[person.id] = Rights(person.role, grants, policy)
    return known[person.id]


def site_policy() -> SitePolicy:
    """How this site writes."""
    row = db.session.execute(select(Policy.trainers_write, Policy.needs_review)).first()
    return SitePolicy(*row) if row else SitePolicy()


def reviewers_of(unit: str) -> list[int]:
    """Whom a wish for a review concerns: those who were made reviewers of the unit, else coordinators."""
    named = select(GrantRow.person_id).where(GrantRow.role == Grant.REVIEWER, GrantRow.scope.in_((unit, EVERYTHING)))
    return list(db.session.scalars(named.order_by(GrantRow.person_id))) or people_with_role(Role.COORDINATOR)


def forget_rights() -> None:
    """Let the current request see what it has just changed."""
    g.pop("authoring_rights", None)
