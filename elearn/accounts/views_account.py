"""A person's own account: profile, password, sessions."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.blueprint import AT, bp
from elearn.accounts.forms import ChangePasswordForm, ProfileForm
from elearn.accounts.notices import notice
from elearn.accounts.rules import known, signed_in
from elearn.accounts.service import people
from elearn.accounts.service import sessions as browsers
from elearn.accounts.service.access import allow, current_person
from elearn.core.countries import country_name
from elearn.infra.i18n import current_language
from elearn.infra.limits import limiter, named


@bp.get(f"{AT}/account")
@allow(known)
def account() -> ResponseReturnValue:
    """What we know about a person, and what they can do about it. Guests see what is kept of them."""
    person = current_person()
    if person.is_guest:
        return render_template("accounts/guest.html")
    own = people.account_of(person)
    country = country_name(own.country, current_language()) if own.country else None
    return render_template("accounts/account.html", own=own, country=country, person=person, notice=notice())


@bp.route(f"{AT}/account/profile", methods=["GET", "POST"])
@allow(signed_in)
def change_profile() -> ResponseReturnValue:
    """Change name, language and country."""
    person = current_person()
    form = ProfileForm.from_request(
        name=person.name, language=person.language or current_language(), country=person.country or ""
    )
    if request.method == "POST" and form.validate():
        language = form.language.data
        people.change_profile(person, name=form.name.data, language=language, country=form.country.data or None)
        return redirect(url_for("accounts.account", language=language, done="profile-saved"), 303)
    return render_template("accounts/change_profile.html", form=form), 422 if form.errors else 200


@bp.route(f"{AT}/account/password", methods=["GET", "POST"])
@limiter.limit("10 per 10 minutes", key_func=lambda: named("password", current_person().public_id), methods=["POST"])
@allow(signed_in)
def change_password() -> ResponseReturnValue:
    """Change the password; all other browsers are signed out."""
    person = current_person()
    own = people.account_of(person)
    if not own.has_password:
        return redirect(url_for("accounts.account"), 303)
    form = ChangePasswordForm.from_request()
    form.own = tuple(name for name in (own.name, own.email, own.username) if name)
    if request.method == "POST" and form.validate():
        if people.change_password(person, form.old_password.data, form.password.data):
            return redirect(url_for("accounts.account", done="password-changed"), 303)
        form.old_password.errors = [_("This is not the password that you use now.")]
    return render_template("accounts/change_password.html", form=form), 422 if form.errors else 200


@bp.get(f"{AT}/account/sessions")
@allow(signed_in)
def sessions() -> ResponseReturnValue:
    """The browsers in which a person is signed in."""
    found = browsers.own_sessions(current_person())
    return render_template("accounts/sessions.html", sessions=found, notice=notice())


@bp.post(f"{AT}/account/sessions/<public_id>/end")
@allow(signed_in)
def end_session(public_id: str) -> ResponseReturnValue:
    """Sign out one browser. One that is not (or no more) the person's own is signed out already."""
    browsers.end_session(current_person(), public_id)
    return redirect(url_for("accounts.sessions", done="session-ended"), 303)


@bp.post(f"{AT}/account/sessions/end-others")
@allow(signed_in)
def end_other_sessions() -> ResponseReturnValue:
    """Sign out all browsers but this one."""
    browsers.end_other_sessions(current_person())
    return redirect(url_for("accounts.sessions", done="others-ended"), 303)
