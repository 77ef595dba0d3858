"""The database's versions: bringing it up to date, and asking where it stands. Needs an application context."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from elearn.infra.database import db


def upgrade() -> None:
    """Bring the database to the version of this program."""
    db.session.remove()
    command.upgrade(_config(), "head")


def newest_version() -> str | None:
    """The version that this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def known_versions() -> frozenset[str]:
    """Every version that this program can bring up to date."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def current_version() -> str | None:
    """The version of the database; None for an empty one."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config
