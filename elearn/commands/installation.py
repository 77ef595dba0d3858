"""What commands share: the application of this installation, and its database brought up to date."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click
from flask import Flask

from elearn.app import create_app
from elearn.infra.config import Settings, read_settings
from elearn.infra.database import db
from elearn.infra.schema import current_version, newest_version

SECRET_BYTES = 48


def settings_here(*, production: bool | None = None) -> Settings:
    """The settings of this installation, from the environment. `production` overrules them."""
    settings = read_settings(dict(os.environ))
    return settings if production is None else replace(settings, production=production)


@contextmanager
def application(settings: Settings) -> Iterator[Flask]:
    """The application, ready for services, and its connections closed at the end."""
    app = create_app(settings)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def make_instance(settings: Settings) -> None:
    """Make the instance folder and its secret, both for the owner only. What is there already stays."""
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    if settings.secret or settings.secret_file.exists():
        return
    descriptor = os.open(settings.secret_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES) + "\n")


def require_current_database() -> None:
    """Refuse to go on with a database of another version."""
    if current_version() != newest_version():
        raise click.ClickException("The database is not ready for this version: run `elearn init`.")
