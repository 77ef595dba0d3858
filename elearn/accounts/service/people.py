"""Accounts: making, checking, changing and disabling them."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from elearn.accounts import rules
from elearn.accounts.models import PersonRow, ResetRow
from elearn.accounts.rules import Person, Role
from elearn.accounts.service import access, passwords, sessions, throttle
from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.infra.database import db, let_go


class IdentityTaken(Exception):  # noqa: N818 - a state, not a failure
    """Somebody else has this e-mail address or user name."""


@dataclass(frozen=True)
class Card:
    """What is printed on a card. The PIN is shown this once: only its hash is kept."""

    code: str
    pin: str


@dataclass(frozen=True)
class Account:
    """What a person sees of their own account."""

    name: str
    email: str | None
    username: str | None
    language: str | None
    country: str | None
    has_password: bool
    card_code: str | None


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What others may know of a person they work with. A guest has no name; `language` is None where none is chosen."""

    id: int
    public_id: str
    name: str
    language: str | None = None
    email: str | None = None


def acquaintances(person_ids: Iterable[int | None]) -> dict[int, Acquaintance]:
    """People by id, for those who work with them. One statement; whoever was erased is left out."""
    wanted = {person_id for person_id in person_ids if person_id is not None}
    columns = (PersonRow.id, PersonRow.public_id, PersonRow.name, PersonRow.language, PersonRow.email)
    rows = db.session.execute(select(*columns).where(PersonRow.id.in_(wanted))) if wanted else ()
    return {row.id: Acquaintance(*row) for row in rows}


def people_with_role(*roles: Role) -> list[int]:
    """The ids of everybody in use who has one of these roles."""
    wanted = select(PersonRow.id).where(PersonRow.role.in_(roles), PersonRow.disabled_at.is_(None))
    return list(db.session.scalars(wanted.order_by(PersonRow.id)))


def find_people(query: str, most: int) -> list[Acquaintance]:
    """People with an account in use whose name holds the query, or whose user name or e-mail address it is.

    For those who may give rights to others. In order of names; nobody for an empty query.
    """
    query = query.strip()
    if not query:
        return []
    named = [PersonRow.name.contains(one, autoescape=True) for one in (query, query.title(), query.capitalize())]
    small = func.lower(PersonRow.name).contains(query.lower(), autoescape=True)  # SQLite knows small ASCII letters only
    in_use = PersonRow.role != Role.GUEST, PersonRow.disabled_at.is_(None)
    columns = (PersonRow.id, PersonRow.public_id, PersonRow.name, PersonRow.language, PersonRow.email)
    rows = select(*columns).where(*in_use, or_(*named, small, _has_identity(query)))
    return [Acquaintance(*row) for row in db.session.execute(rows.order_by(PersonRow.name, PersonRow.id).limit(most))]


def person_called(public_id: str) -> Acquaintance | None:
    """The person whose public id this is, for those who may give rights to others; None for guests and the disabled."""
    columns = (PersonRow.id, PersonRow.public_id, PersonRow.name, PersonRow.language, PersonRow.email)
    in_use = PersonRow.role != Role.GUEST, PersonRow.disabled_at.is_(None)
    row = db.session.execute(select(*columns).where(PersonRow.public_id == public_id, *in_use)).first()
    return Acquaintance(*row) if row else None


def create_account(
    name: str,
    role: Role,
    *,
    identity: str | None = None,
    password: str | None = None,
    language: str | None = None,
    is_demo: bool = False,
) -> int:
    """Make an account and return the person's id. IdentityTaken if the e-mail address or user name is in use.

    The caller has checked the password by `rules.password_problem` (demo people are excused).
    """
    values = _account_values(name, role, identity, password, language)
    made = insert(PersonRow).values(public_id=random_id(), created_at=now(), is_demo=is_demo, **values)
    return _unless_taken(made.returning(PersonRow.id))


def sign_up(name: str, identity: str, password: str, language: str) -> None:
    """Make an account for whoever sends this request, and sign them in.

    A guest's own row becomes the account, so nothing that belongs to it has to move. IdentityTaken as above.
    """
    person = access.current_person()
    if is_taken(identity):
        raise IdentityTaken
    let_go()
    values = _account_values(name, Role.LEARNER, identity, password, language)
    if person.is_known and person.is_guest:
        grown = update(PersonRow).where(PersonRow.id == person.id, PersonRow.role == Role.GUEST)
        person_id = _unless_taken(grown.values(**values).returning(PersonRow.id))
    else:
        made = insert(PersonRow).values(public_id=random_id(), created_at=now(), **values)
        person_id = _unless_taken(made.returning(PersonRow.id))
    access.open_session(person_id, Role.LEARNER)


def is_taken(identity: str) -> bool:
    """Whether an e-mail address or user name is in use."""
    return db.session.execute(select(PersonRow.id).where(_has_identity(identity))).first() is not None


def check_password(identity: str, password: str) -> int | None:
    """The id of the person with this e-mail address or user name and password; None if anything is wrong.

    Unknown and disabled people cost the same time. Nothing may have been written in this request before.
    """
    in_use = _has_identity(identity), PersonRow.disabled_at.is_(None)
    row = db.session.execute(select(PersonRow.id, PersonRow.password_hash).where(*in_use)).first()
    let_go()
    right = passwords.is_right(row.password_hash if row else None, password)
    if not right or row is None or not _is_still(row.id, PersonRow.password_hash == row.password_hash):
        return None
    if passwords.is_outdated(row.password_hash):
        _change(row.id, password_hash=passwords.hash_secret(password))
    person_id: int = row.id
    return person_id


def check_card(typed_code: str, typed_pin: str) -> int | None:
    """The id of the person with this card and PIN; None if anything is wrong. CardLocked after five wrong tries.

    Unknown cards are counted, locked and timed like known ones. Nothing may have been written before.
    """
    code, pin = rules.read_card_code(typed_code), rules.read_pin(typed_pin)
    throttle.refuse_locked(code)
    in_use = PersonRow.card_code == code, PersonRow.disabled_at.is_(None)
    row = db.session.execute(select(PersonRow.id, PersonRow.pin_hash).where(*in_use)).first()
    let_go()
    right = passwords.is_right(row.pin_hash if row else None, pin)
    if not throttle.judge(code, right) or row is None or not _is_still(row.id, PersonRow.pin_hash == row.pin_hash):
        return None
    person_id: int = row.id
    return person_id


def account_of(person: Person) -> Account:
    """The account of a person who is signed in."""
    row = db.session.execute(select(PersonRow).where(PersonRow.id == person.id)).scalar_one()
    card = rules.print_card_code(row.card_code) if row.card_code else None
    return Account(row.name, row.email, row.username, row.language, row.country, row.password_hash is not None, card)


def change_profile(person: Person, *, name: str, language: str | None, country: str | None) -> None:
    """Change how a person is called and what they read by default."""
    _change(person.id, name=rules.clean_name(name), language=language, country=country)
    access.load_again()


def change_country(person: Person, country: str | None) -> None:
    """Change the country whose facts a person reads. Also for guests."""
    _change(person.id, country=country)
    access.load_again()


def change_password(person: Person, old: str, new: str) -> bool:
    """Change a password, ending all other sessions; False (and no change) if the old one is wrong.

    Nothing may have been written in this request before.
    """
    query = select(PersonRow.password_hash).where(PersonRow.id == person.id)
    old_hash = db.session.execute(query).scalar_one_or_none()
    let_go()
    if not passwords.is_right(old_hash, old):
        return False
    new_hash = passwords.hash_secret(new)
    if not _is_still(person.id, PersonRow.password_hash == old_hash):
        return False
    set_password_hash(person.id, new_hash)
    sessions.end_other_sessions(person)
    return True


def has_password(person: Person, password: str) -> bool:
    """Whether this is the person's password. Nothing may have been written in this request before."""
    query = select(PersonRow.password_hash).where(PersonRow.id == person.id)
    password_hash = db.session.execute(query).scalar_one_or_none()
    let_go()
    return passwords.is_right(password_hash, password)


def set_password_hash(person_id: int | None, password_hash: str) -> None:
    """Give a person a new password; requests for a new one are settled by that."""
    _change(person_id, password_hash=password_hash)
    db.session.execute(delete(ResetRow).where(ResetRow.person_id == person_id))


def create_card(person_id: int) -> Card:
    """Give a person a new card and PIN. The old card is void, and its sessions end."""
    code = rules.new_card_code(secrets.choice)
    card = Card(rules.print_card_code(code), rules.new_pin(secrets.choice))
    _change(person_id, card_code=code, pin_hash=passwords.hash_secret(card.pin))
    throttle.forgive(code)
    sessions.end_all_sessions(person_id)
    return card


def find_card(typed_code: str) -> int | None:
    """The id of the person with this card; None if nobody has it."""
    code = rules.read_card_code(typed_code)
    return db.session.scalar(select(PersonRow.id).where(PersonRow.card_code == code)) if code else None


def disable(person_id: int) -> None:
    """Take an account out of use: signed out everywhere, at once, and unable to sign in."""
    _change(person_id, disabled_at=now())
    sessions.end_all_sessions(person_id)


def enable(person_id: int) -> None:
    """Put a disabled account back to use."""
    _change(person_id, disabled_at=None)


def how_many() -> int:
    """How many accounts there are, without guests."""
    accounts = select(func.count()).select_from(PersonRow).where(PersonRow.role != Role.GUEST)
    return db.session.execute(accounts).scalar_one()


def has_demo_people() -> bool:
    """Whether somebody with the well-known demo password could sign in."""
    return db.session.execute(select(PersonRow.id).where(PersonRow.is_demo).limit(1)).first() is not None


def _account_values(
    name: str, role: Role, identity: str | None, password: str | None, language: str | None
) -> dict[str, Any]:
    folded = rules.fold_identity(identity) if identity else None
    email = folded if folded and rules.is_email(folded) else None
    return {
        "name": rules.clean_name(name),
        "role": role,
        "email": email,
        "username": None if email else folded,
        "password_hash": passwords.hash_secret(password) if password is not None else None,
        "language": language,
    }


def _unless_taken(statement: Any) -> int:
    """Run a statement that returns one person's id. IdentityTaken if somebody was faster."""
    try:
        with db.session.begin_nested():
            person_id: int = db.session.execute(statement).scalar_one()
    except IntegrityError as error:
        raise IdentityTaken from error
    return person_id


def _has_identity(identity: str) -> ColumnElement[bool]:
    folded = rules.fold_identity(identity)
    return (PersonRow.email if rules.is_email(folded) else PersonRow.username) == folded


def _is_still(person_id: int | None, condition: ColumnElement[bool]) -> bool:
    """Whether nothing changed while the secret was checked: the account is in use and the hash the same."""
    query = select(PersonRow.id).where(PersonRow.id == person_id, PersonRow.disabled_at.is_(None), condition)
    return db.session.execute(query).first() is not None


def _change(person_id: int | None, **values: Any) -> None:
    db.session.execute(update(PersonRow).where(PersonRow.id == person_id).values(**values))
