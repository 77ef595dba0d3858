"""Bringing the database to the version of this program. Needs an application context."""

from alembic import command
from flask import current_app
from flask_migrate import Migrate

from elearn.infra.config import shipped
from elearn.infra.database import db

migrate = Migrate()


def upgrade() -> None:
    """Run the versions that the database does not have yet."""
    db.session.remove()
    if "migrate" not in current_app.extensions:
        migrate.init_app(current_app, db, directory=str(shipped("migrations")), render_as_batch=True)
    command.upgrade(current_app.extensions["migrate"].migrate.get_config(), "head")
