"""The pages of this domain: the entry. Each `views_*` module adds its routes to the blueprint when it is imported."""

from dataclasses import replace

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import TooManyRequests

from elearn.accounts import views_account, views_privacy, views_resets, views_signing
from elearn.accounts.blueprint import bp
from elearn.accounts.notices import wait_in_words
from elearn.accounts.service import access
from elearn.accounts.service.access import current_person
from elearn.core.ids import secret_token
from elearn.infra.limits import seconds_to_wait
from elearn.ui.kept import render_kept
from elearn.ui.slots import slots

NAME_STAND_IN = f"name-{secret_token()}"
PAGES = (views_signing, views_account, views_resets, views_privacy)


def init_app(app: Flask) -> None:
    """Add the pages, the sessions and the person menu."""
    access.init_app(app)
    app.register_blueprint(bp)
    slots(app).offer("account.panel", _panel)


def _panel() -> Markup:
    person = current_person()
    nameless = replace(person, name=NAME_STAND_IN)  # so that no kept part holds a name of somebody who is erased
    panel = render_kept("accounts/panel.html", person.is_authenticated, person=nameless)
    return panel.replace(NAME_STAND_IN, person.name)  # which escapes it


@bp.errorhandler(TooManyRequests)
def too_many(error: TooManyRequests) -> ResponseReturnValue:
    """Say when to try again."""
    seconds = seconds_to_wait(error)
    page = render_template("accounts/too_many.html", wait=wait_in_words(seconds))
    return page, 429, {"Retry-After": str(seconds)}
