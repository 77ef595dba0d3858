"""The pages of this domain: the entry. Each `views_*` module adds its routes to the blueprint when it is imported."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import TooManyRequests

from elearn.accounts import views_account, views_privacy, views_resets, views_signing
from elearn.accounts.blueprint import bp
from elearn.accounts.notices import wait_in_words
from elearn.accounts.service import access
from elearn.accounts.service.access import current_person
from elearn.infra.limits import seconds_to_wait
from elearn.ui.kept import render_kept
from elearn.ui.slots import slots

PAGES = (views_signing, views_account, views_resets, views_privacy)


def init_app(app: Flask) -> None:
    """Add the pages, the sessions and the person menu."""
    access.init_app(app)
    app.register_blueprint(bp)
    slots(app).offer("account.panel", _panel)


def _panel() -> Markup:
    person = current_person()
    return render_kept("accounts/panel.html", (person.is_authenticated, person.name), person=person)


@bp.errorhandler(TooManyRequests)
def too_many(error: TooManyRequests) -> ResponseReturnValue:
    """Say when to try again."""
    seconds = seconds_to_wait(error)
    page = render_template("accounts/too_many.html", wait=wait_in_words(seconds))
    return page, 429, {"Retry-After": str(seconds)}
