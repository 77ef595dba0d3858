"""The wiring diagram: configuration, extensions, domains in the order of their layers."""

import os
from pathlib import Path

import elearn.accounts.views as accounts
import elearn.authoring.views.entry as authoring
import elearn.calculators.views as calculators
import elearn.catalogue.views as catalogue
import elearn.progress.views as progress
import elearn.quizzes.views as quizzes
import elearn.ui.views as ui
import elearn.workbooks.views as workbooks
from elearn.infra import database, i18n, limits, mail, security, web
from elearn.infra.config import Settings, read_settings, require_secret
from elearn.infra.database import TransactionalFlask
from elearn.ui import slots

STATIC = Path(__file__).parent / "ui" / "static"


def create_app(settings: Settings | None = None) -> TransactionalFlask:
    """The application. ConfigurationError, in one sentence, when the settings cannot work."""
    settings = settings or read_settings(dict(os.environ))
    app = TransactionalFlask("elearn", static_folder=None, template_folder=None)
    app.secret_key = require_secret(settings)
    app.config["SETTINGS"] = settings
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    database.init_app(app, settings)
    i18n.init_app(app, secure=settings.secure)
    security.init_app(app, settings)
    limits.init_app(app, settings)
    mail.init_app(app, settings)
    slots.init_app(app)
    for domain in (ui, accounts, catalogue, progress, calculators, quizzes, workbooks, authoring):
        domain.init_app(app)
    web.init_app(app, settings, STATIC)
    return app
