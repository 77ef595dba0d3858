"""Pages to sign in, sign up and sign out."""

from collections.abc import Callable

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts import rules
from elearn.accounts.blueprint import AT, bp
from elearn.accounts.forms import CardForm, SignInForm, SignUpForm
from elearn.accounts.notices import notice, wait_in_words
from elearn.accounts.rules import anyone
from elearn.accounts.service import people, sessions
from elearn.accounts.service.access import allow, current_person
from elearn.accounts.service.throttle import CardLocked
from elearn.core.clock import now
from elearn.infra.i18n import current_language, speak
from elearn.infra.limits import limiter, named, network
from elearn.infra.security import safe_next
from elearn.ui.slots import slots

View = Callable[[], ResponseReturnValue]

#: A classroom of thirty behind one address must not notice.
BY_NETWORK = "100 per minute; 1000 per hour"
BY_NAME = "10 per 10 minutes; 100 per day"
#: More than one network may use up: nobody keeps a person out alone.
BY_NAME_EVERYWHERE = "100 per hour"


def _account_named() -> str:
    return named("account", rules.fold_identity(request.form.get("identity", "")) or network())


def _card_named() -> str:
    return named("card", rules.read_card_code(request.form.get("code", "")) or network())


def _by_name(kind: str, name: Callable[[], str]) -> Callable[[View], View]:
    """Limit tries with one name: tightly from one network, and from all together."""
    here = limiter.shared_limit(BY_NAME, kind, key_func=lambda: named(network(), name()), methods=["POST"])
    everywhere = limiter.shared_limit(BY_NAME_EVERYWHERE, f"{kind}-everywhere", key_func=name, methods=["POST"])
    return lambda view: here(everywhere(view))


by_network = limiter.shared_limit(BY_NETWORK, "sign-in", methods=["POST"])
by_account = _by_name("account", _account_named)
by_card = _by_name("card", _card_named)


@bp.route(f"{AT}/sign-in", methods=["GET", "POST"])
@by_network
@by_account
@allow(anyone)
def sign_in() -> ResponseReturnValue:
    """Sign in with e-mail address or user name, and password."""
    form = SignInForm.from_request()
    if request.method == "POST" and form.validate():
        person_id = people.check_password(form.identity.data, form.password.data)
        if person_id is not None:
            return _welcome(person_id)
        form.identity.errors = [_("This e-mail or user name and this password do not belong together.")]
    elif current_person().is_authenticated:
        return redirect(_go_on(), 303)
    page = render_template("accounts/sign_in.html", form=form, next=_next(), notice=notice())
    return page, 422 if form.errors else 200


@bp.route(f"{AT}/sign-in/card", methods=["GET", "POST"])
@by_network
@by_card
@allow(anyone)
def sign_in_by_card() -> ResponseReturnValue:
    """Sign in with a card and its PIN."""
    form = CardForm.from_request()
    if request.method == "POST" and form.validate():
        try:
            person_id = people.check_card(form.code.data, form.pin.data)
        except CardLocked as locked:
            seconds = int((locked.until - now()).total_seconds()) + 1
            form.code.errors = [_("Too many wrong tries with this card.") + " " + wait_in_words(seconds)]
            page = render_template("accounts/sign_in_by_card.html", form=form, next=_next())
            return page, 429, {"Retry-After": str(seconds)}
        if person_id is not None:
            return _welcome(person_id)
        form.code.errors = [_("This card and this PIN do not belong together.")]
    elif current_person().is_authenticated:
        return redirect(_go_on(), 303)
    page = render_template("accounts/sign_in_by_card.html", form=form, next=_next())
    return page, 422 if form.errors else 200


@bp.route(f"{AT}/sign-up", methods=["GET", "POST"])
@by_network
@by_account
@allow(anyone)
def sign_up() -> ResponseReturnValue:
    """Make an account. What a guest did so far belongs to it.

    Whoever has one already and writes its password is signed in: a second click, or somebody who forgot.
    """
    person = current_person()
    if person.is_authenticated:
        return redirect(_go_on(), 303)
    form = SignUpForm.from_request(language=current_language())
    if request.method == "POST" and form.validate():
        try:
            people.sign_up(form.name.data, form.identity.data, form.password.data, form.language.data)
        except people.IdentityTaken:
            person_id = people.check_password(form.identity.data, form.password.data)
            if person_id is not None:
                return _welcome(person_id)
            form.identity.errors = [_("Somebody uses this already. If it is you, sign in instead.")]
        else:
            return redirect(_go_on(), 303)
    page = render_template("accounts/sign_up.html", form=form, is_guest=person.is_known, next=_next())
    return page, 422 if form.errors else 200


@bp.post(f"{AT}/sign-out")
@allow(anyone)
def sign_out() -> ResponseReturnValue:
    """Sign out. The browser forgets the pages that it kept."""
    sessions.sign_out()
    response = redirect(url_for("accounts.sign_in", done="signed-out"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _welcome(person_id: int) -> ResponseReturnValue:
    sessions.sign_in(person_id)
    return redirect(_go_on(), 303)


def _next() -> str | None:
    return safe_next(request.args.get("next"))


def _go_on() -> str:
    """Where to go on: the page that asked to sign in, else the person's start page in their own language."""
    address = _next()
    if address is None:
        speak(current_person().language or current_language())
        address = next(iter(slots(current_app).fill("person.start")), f"/{current_language()}/")
    return address
