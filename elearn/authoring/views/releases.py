"""The releases of a unit: who published what and when, compared, brought back, withdrawn. And every act, compared."""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.accounts.service.people import acquaintances
from elearn.authoring.blueprint import TEACH, bp, known_unit, person_id, rights, writers
from elearn.authoring.service import publishing as do
from elearn.authoring.service.comparing import changes_between, release_changes
from elearn.authoring.service.events import event_of, history
from elearn.authoring.service.shelf import state_of_unit
from elearn.authoring.views.publish import require_publisher
from elearn.authoring.views.unit_pages import unit_page, unit_title, unit_url
from elearn.authoring.words.changes import Names
from elearn.catalogue.service.publishing import UnknownReleaseError
from elearn.catalogue.service.releases import Release, live_release, releases_of


@unit_page("releases")
@allow(writers)
def releases(unit: str) -> ResponseReturnValue:
    """All releases, the newest first, and which of them learners read."""
    found = releases_of(unit)
    old, new = request.args.get("old", ""), request.args.get("new", "")
    if old.isdigit() and new.isdigit():  # the form that chooses two of them
        return redirect(unit_url("compare_releases", unit, old=int(old), new=int(new)), 302)
    return render_template(
        "authoring/releases.html",
        unit=unit,
        title=unit_title(unit),
        state=state_of_unit(unit) or abort(404),
        releases=found,
        live=live_release(unit),
        names=acquaintances(release.who for release in found),
        publishes=rights().publishes(unit),
    )


@unit_page("releases/<int:old>/<int:new>")
@allow(writers)
def compare_releases(unit: str, old: int, new: int) -> ResponseReturnValue:
    """What changed from one release to another."""
    known = {release.id: release for release in releases_of(unit)}
    first, second = _known(known, old), _known(known, new)
    return render_template(
        "authoring/release_changes.html",
        unit=unit,
        title=unit_title(unit),
        old=first,
        new=second,
        changes=release_changes(old, new),
        names=Names(unit),
        people=acquaintances((first.who, second.who)),
    )


def _known(releases: dict[int, Release], number: int) -> Release:
    return releases.get(number) or abort(404)


@unit_page("releases/<int:number>/live", "POST")
@allow(writers)
def roll_back(unit: str, number: int) -> ResponseReturnValue:
    """Let learners read an earlier release again."""
    require_publisher(unit)
    try:
        do.roll_back(person_id(), unit, number)
    except UnknownReleaseError:
        abort(404)
    return redirect(unit_url("releases", unit, done="rolled_back"), 303)


@unit_page("withdraw", "POST")
@allow(writers)
def withdraw(unit: str) -> ResponseReturnValue:
    """Let learners read this unit no longer."""
    require_publisher(unit)
    do.withdraw(person_id(), unit)
    return redirect(unit_url("releases", unit, done="withdrawn"), 303)


@unit_page("history")
@allow(writers)
def acts(unit: str) -> ResponseReturnValue:
    """What was done to a unit, by whom and when: to be compared, and taken back."""
    return render_template(
        "authoring/acts.html",
        unit=unit,
        title=unit_title(unit),
        events=history(unit),
        names=Names(unit),
        writes=rights().writes(unit),
    )


@bp.get(f"{TEACH}/act/<int:event>")
@allow(writers)
def act(event: int) -> ResponseReturnValue:
    """One act: what stood there before, and after."""
    found = event_of(event) or abort(404)
    known_unit(found.unit)  # who gave whom a right is read elsewhere
    before, after = ({found.path: digest} if digest else {} for digest in (found.before, found.after))
    return render_template(
        "authoring/act.html",
        event=found,
        unit=found.unit,
        title=unit_title(found.unit),
        changes=changes_between(before, after),
        names=Names(found.unit),
        writes=rights().writes(found.unit),
    )
