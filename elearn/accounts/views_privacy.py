"""Taking one's data away, and being forgotten."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.blueprint import AT, bp
from elearn.accounts.forms import EraseByPasswordForm, EraseByWordForm
from elearn.accounts.rules import Person, known
from elearn.accounts.service import access, people, privacy
from elearn.accounts.service.access import allow, current_person
from elearn.infra.limits import limiter, named


@bp.post(f"{AT}/account/export")
@limiter.limit("20 per hour", key_func=lambda: named("export", current_person().public_id))
@allow(known)
def export() -> ResponseReturnValue:
    """All that is kept of a person, as a zip."""
    person_id = current_person().id
    assert person_id is not None  # noqa: S101 - `known` people have an id
    packed = Response(privacy.export(person_id), mimetype="application/zip")
    packed.headers["Content-Disposition"] = 'attachment; filename="quaderno-my-data.zip"'
    return packed


@bp.route(f"{AT}/account/erase", methods=["GET", "POST"])
@limiter.limit("10 per 10 minutes", key_func=lambda: named("erase", current_person().public_id), methods=["POST"])
@allow(known)
def erase() -> ResponseReturnValue:
    """Erase a person for good, after a confirmation by password or (where there is none) by a word."""
    person = current_person()
    by_password = not person.is_guest and people.account_of(person).has_password
    form = EraseByPasswordForm.from_request() if by_password else EraseByWordForm.from_request()
    if request.method == "POST" and form.validate():
        if not by_password or people.has_password(person, form["password"].data):
            return _erased(person)
        form["password"].errors = [_("This is not your password.")]
    return render_template("accounts/erase.html", form=form, person=person), 422 if form.errors else 200


def _erased(person: Person) -> ResponseReturnValue:
    access.close_session()
    assert person.id is not None  # noqa: S101 - `known` people have an id
    privacy.erase(person.id)
    response = redirect(url_for("accounts.sign_in", done="erased"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
