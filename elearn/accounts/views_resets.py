"""A new password by mail."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts import rules
from elearn.accounts.blueprint import AT, bp
from elearn.accounts.forms import ForgottenForm, NewPasswordForm
from elearn.accounts.rules import anyone
from elearn.accounts.service import resets
from elearn.accounts.service.access import allow
from elearn.infra.limits import limiter, named, network

BY_NETWORK = "60 per hour"
BY_NAME = "3 per hour"


def _email_named() -> str:
    return named("reset", rules.fold_identity(request.form.get("email", "")) or network())


@bp.route(f"{AT}/forgotten", methods=["GET", "POST"])
@limiter.limit(BY_NETWORK, methods=["POST"])
@limiter.limit(BY_NAME, key_func=_email_named, methods=["POST"])
@allow(anyone)
def forgotten() -> ResponseReturnValue:
    """Ask for a new password. The answer does not tell whether there is an account."""
    form = ForgottenForm.from_request()
    if request.method == "POST" and form.validate():
        resets.ask_for_reset(form.email.data)
        return redirect(url_for("accounts.forgotten", done="sent"), 303)
    if request.args.get("done") == "sent":
        return render_template("accounts/reset_sent.html")
    return render_template("accounts/forgotten.html", form=form), 422 if form.errors else 200


@bp.route(f"{AT}/reset/<token>", methods=["GET", "POST"])
@limiter.limit(BY_NETWORK, methods=["POST"])
@allow(anyone)
def reset(token: str) -> ResponseReturnValue:
    """Choose a new password by a link from a mail. Opening the link uses nothing up; sending the form does."""
    if not resets.is_open(token):
        return render_template("accounts/reset_over.html"), 404
    form = NewPasswordForm.from_request()
    form.own = resets.names_of(token)
    if request.method == "POST" and form.validate():
        if resets.reset_password(token, form.password.data):
            return redirect(url_for("accounts.sign_in", done="password-reset"), 303)
        return render_template("accounts/reset_over.html"), 404
    return render_template("accounts/reset.html", form=form), 422 if form.errors else 200
