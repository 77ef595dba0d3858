"""Rights and the site's policy: who gave what to whom. Every change is in the history, without names in its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from elearn.accounts.service.people import acquaintances
from elearn.authoring.models import GrantRow, Policy
from elearn.authoring.rules.rights import EVERYTHING, Grant, SitePolicy
from elearn.authoring.service.events import history, note_event
from elearn.authoring.service.rights import forget_rights, site_policy
from elearn.catalogue.rules.compile import FOLDERS, LISTS
from elearn.catalogue.service.states import draft_files
from elearn.core.clock import now
from elearn.core.languages import LANGUAGES
from elearn.infra.database import db, insert_if_missing

UNIT = "people"  # the name under which these acts stand in the history
MOST_EVENTS = 50


class UnknownScopeError(ValueError):
    """There is no such unit or language."""


@dataclass(frozen=True, slots=True)
class Given:
    """A right that somebody has."""

    person_id: int
    public_id: str
    name: str
    role: Grant
    scope: str


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the history: who changed which right of whom. Names are None for erased people."""

    when: datetime
    by: str | None
    act: str
    name: str | None
    role: Grant | None
    scope: str


def given() -> list[Given]:
    """All rights, by the names of the people who have them. Two queries."""
    rows = db.session.execute(select(GrantRow.person_id, GrantRow.role, GrantRow.scope)).all()
    people = acquaintances(row.person_id for row in rows)
    found = [
        Given(row.person_id, people[row.person_id].public_id, people[row.person_id].name, Grant(row.role), row.scope)
        for row in rows
        if row.person_id in people
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.person_id, one.role, one.scope))


def units() -> Sequence[str]:
    """Everything that somebody may write: all units that have drafts."""
    return sorted(draft_files(""), key=lambda unit: (unit.partition("/")[0] not in FOLDERS, unit))


def grant(by: int, person_id: int, role: Grant, scope: str) -> None:
    """Give a right. Giving it twice changes nothing. UnknownScopeError for what is no unit or language."""
    _check(role, scope)
    row = {"person_id": person_id, "role": role, "scope": scope, "granted_at": now()}
    made = insert_if_missing(GrantRow).values(**row).returning(GrantRow.role)
    if db.session.execute(made).first():
        note_event(by, "granted", UNIT, note=f"{person_id} {role} {scope}")
    forget_rights()


def revoke(by: int, person_id: int, role: Grant, scope: str) -> None:
    """Take a right away; nothing happens where there is none."""
    own = GrantRow.person_id == person_id, GrantRow.role == role, GrantRow.scope == scope
    if db.session.execute(delete(GrantRow).where(*own).returning(GrantRow.role)).first():
        note_event(by, "revoked", UNIT, note=f"{person_id} {role} {scope}")
    forget_rights()


def change_policy(by: int, policy: SitePolicy) -> None:
    """Decide how this site writes."""
    if policy == site_policy():
        return
    values = {"trainers_write": policy.trainers_write, "needs_review": policy.needs_review}
    db.session.execute(insert_if_missing(Policy).values(id=1, **values))
    db.session.execute(update(Policy).values(**values))
    note_event(by, "policy", UNIT)
    forget_rights()


def changes() -> list[Change]:
    """The last changes of rights and policy, the newest first. Two queries."""
    events = [(event, event.note.split(" ", 2)) for event in history(UNIT, MOST_EVENTS)]
    people = acquaintances(int(note[0]) for _event, note in events if len(note) == 3)
    found = []
    for event, note in events:
        is_right = len(note) == 3
        whom = people.get(int(note[0])) if is_right else None
        role, scope = (Grant(note[1]), note[2]) if is_right else (None, "")
        found.append(Change(event.when, event.name, event.act, whom.name if whom else None, role, scope))
    return found


def _check(role: Grant, scope: str) -> None:
    kind, _slash, name = scope.partition("/")
    is_unit = scope in LISTS or (kind in FOLDERS and bool(name))
    if scope != EVERYTHING and not (scope in LANGUAGES if role is Grant.TRANSLATOR else is_unit and scope in units()):
        raise UnknownScopeError(scope)
