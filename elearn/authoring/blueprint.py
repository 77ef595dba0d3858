"""The blueprint that all pages of authors belong to, and the questions that each of them asks first."""

from flask import Blueprint, abort

from elearn.accounts.rules import Person
from elearn.accounts.service.access import current_person
from elearn.authoring.rules.rights import Rights
from elearn.authoring.service.rights import rights_of
from elearn.catalogue.rules.compile import FOLDERS, LISTS
from elearn.core.ids import is_slug
from elearn.core.languages import LANGUAGES

TEACH = "/<any(it,en,es,fr,de):language>/teach"
MODULE = f"{TEACH}/m/<module>"

bp = Blueprint("authoring", __name__, template_folder="templates")


def writers(person: Person) -> bool:
    """Trainers, coordinators and administrators, and whoever was given a right. What they may do is asked per unit."""
    return person.is_authenticated and rights_of(person).any


def managers(person: Person) -> bool:
    """Whoever gives rights to others: coordinators and administrators."""
    return person.is_authenticated and rights_of(person).manages


def rights() -> Rights:
    """What whoever is here may do."""
    return rights_of(current_person())


def require_writer(unit: str) -> None:
    """403 for whoever may not change this unit; 404 for what is no unit."""
    if not rights().writes(known_unit(unit)):
        abort(403)


def require_translator(unit: str, language: str) -> None:
    """403 for whoever may not write this unit's texts in a language; 404 for what is no unit or language."""
    if language not in LANGUAGES:
        abort(404)
    if not rights().translates(known_unit(unit), language):
        abort(403)


def require_reviewer(unit: str) -> None:
    """403 for whoever may not agree to the publication of this unit."""
    if not rights().reviews(known_unit(unit)):
        abort(403)


def require_manager() -> None:
    """403 for whoever may not give rights to others."""
    if not rights().manages:
        abort(403)


def known_unit(unit: str) -> str:
    """The unit, if its name could be one; 404 otherwise. It need not have files yet."""
    kind, _, name = unit.partition("/")
    if unit in LISTS or (kind in FOLDERS and is_slug(name)):
        return unit
    return abort(404)


def person_id() -> int:
    """The id of whoever is here. Only for views that nobody reaches without an account."""
    return current_person().id or abort(404)
