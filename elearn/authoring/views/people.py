"""Who may write, translate and review what, and how this site writes."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.accounts.service.people import find_people, person_called
from elearn.authoring.blueprint import TEACH, bp, managers, person_id
from elearn.authoring.rules.rights import EVERYTHING, Grant, SitePolicy
from elearn.authoring.service import granting as do
from elearn.authoring.service.rights import site_policy
from elearn.authoring.views.unit_pages import unit_title
from elearn.core.languages import LANGUAGE_NAMES

MOST_FOUND = 20


@bp.get(f"{TEACH}/people")
@allow(managers)
def people() -> ResponseReturnValue:
    """All rights and the site's policy: `?q=` finds people, `?person=` is the one who shall get a right."""
    query = request.args.get("q", "").strip()[:80]
    return render_template(
        "authoring/people.html",
        policy=site_policy(),
        given=do.given(),
        query=query,
        found=find_people(query, MOST_FOUND),
        person=person_called(request.args.get("person", "")),
        units=[(unit, unit_words(unit)) for unit in do.units()] if request.args.get("person") else [],
        changes=do.changes(),
        scope_words=scope_words,
    )


@bp.post(f"{TEACH}/people/policy")
@allow(managers)
def change_policy() -> ResponseReturnValue:
    """Decide whether every trainer may write everything, and whether a second person must agree."""
    policy = SitePolicy("trainers_write" in request.form, "needs_review" in request.form)
    do.change_policy(person_id(), policy)
    return redirect(url_for(".people", saved="yes"), 303)


@bp.post(f"{TEACH}/people/grant", defaults={"take": False})
@bp.post(f"{TEACH}/people/revoke", defaults={"take": True})
@allow(managers)
def change_right(take: bool) -> ResponseReturnValue:
    """Give somebody a right, or take it away."""
    form = request.form
    person = person_called(form.get("person", "")) or abort(404)
    try:
        role = Grant(form.get("role", ""))
    except ValueError:
        abort(400)
    try:
        (do.revoke if take else do.grant)(person_id(), person.id, role, form.get("scope", ""))
    except do.UnknownScopeError:
        abort(400)
    return redirect(url_for(".people", saved="yes", _anchor="rights"), 303)


def unit_words(unit: str) -> str:
    """A unit as people know it: what it is, and its title."""
    kind = unit.partition("/")[0]
    kinds = {
        "modules": _("Module: %(title)s", title=unit_title(unit)),
        "paths": _("Path: %(title)s", title=unit_title(unit)),
        "pages": _("Page: %(title)s", title=unit_title(unit)),
        "examples": _("Filled workbook: %(title)s", title=unit_title(unit)),
    }
    return str(kinds.get(kind, unit_title(unit)))


def scope_words(role: Grant, scope: str) -> str:
    """A right in words: "writes the module Bees", "translates into Deutsch"."""
    if scope == EVERYTHING:
        every = {
            Grant.AUTHOR: _("writes everything"),
            Grant.TRANSLATOR: _("translates into every language"),
            Grant.REVIEWER: _("reviews everything"),
        }
        return str(every[role])
    if role is Grant.TRANSLATOR:
        words = _("translates into %(language)s", language=LANGUAGE_NAMES.get(scope, scope))
    elif role is Grant.AUTHOR:
        words = _("writes: %(what)s", what=unit_words(scope))
    else:
        words = _("reviews: %(what)s", what=unit_words(scope))
    return str(words)
