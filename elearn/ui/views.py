"""What every page has, and the pages for when something went wrong."""

from typing import Any

from flask import Blueprint, Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from elearn.core.ids import random_id
from elearn.infra.config import Settings
from elearn.infra.security import FORM_TOKEN, StaleForm
from elearn.ui.shell import shell

SECRET_FIELDS = ("password", "pin")

bp = Blueprint("ui", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the shared templates, the error pages and the health check."""
    app.register_blueprint(bp)
    settings: Settings = app.config["SETTINGS"]
    app.jinja_env.globals.update(site_name=settings.site_name, contact=settings.contact, shell=shell)
    app.register_error_handler(SecurityError, wrong_host)
    app.register_error_handler(StaleForm, stale_form)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(OperationalError, unavailable)
    app.register_error_handler(Exception, broken)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """For whoever watches the server: it answers."""
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


def wrong_host(_error: SecurityError) -> ResponseReturnValue:
    """Asked for by a name that is not the site's: no page can be made, for it would link to that name."""
    return _("We could not read this request") + "\n", 400, {"Content-Type": "text/plain; charset=utf-8"}


def refused(error: HTTPException) -> ResponseReturnValue:
    """Not found, not allowed, too large ...: say so, in the reader's language, with the right status."""
    if error.response is not None or (error.code or 500) < 400:
        return error
    status = error.code or 500
    return _page(status), status, _kept_headers(error)


def stale_form(_error: StaleForm) -> ResponseReturnValue:
    """A form of another session: show what was typed, and let the person send it again."""
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != FORM_TOKEN and not any(secret in name for secret in SECRET_FIELDS)
    ]
    complete = len(fields) == len(list(request.form.items(multi=True))) - (FORM_TOKEN in request.form)
    return render_template("ui/stale_form.html", fields=fields, complete=complete), 400


def unavailable(error: OperationalError) -> ResponseReturnValue:
    """The database does not answer or cannot write: nothing was saved, and the page says so."""
    current_app.logger.error("The database is unavailable: %s", type(error.orig).__name__)
    g.no_slots = True
    return _page(503), 503, {"Retry-After": "30"}


def broken(_error: Exception) -> ResponseReturnValue:
    """A mistake of ours: no details for the reader, but a number that finds them in the log."""
    reference = random_id()
    current_app.logger.exception("Error %s", reference)
    g.no_slots = True
    return _page(500, reference), 500


def _page(status: int, reference: str = "") -> str:
    return render_template("ui/error.html", status=status, reference=reference, wrote=request.method == "POST")


def _kept_headers(error: HTTPException) -> dict[str, Any]:
    return {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
