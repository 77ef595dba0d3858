"""Which version the database has, and which this program needs. Needs an application context.

Versions are files named `0001_what_changed.py`; the number is the version. Alembic itself, which is large, is loaded
by the commands that change the database, and by nothing that serves.
"""

from sqlalchemy import inspect, text

from elearn.infra.config import shipped
from elearn.infra.database import db


def known_versions() -> tuple[str, ...]:
    """Every version that this program can bring up to date, oldest first."""
    return tuple(sorted(path.name.partition("_")[0] for path in (shipped("migrations") / "versions").glob("[0-9]*.py")))


def newest_version() -> str | None:
    """The version that this program needs."""
    return next(reversed(known_versions()), None)


def current_version() -> str | None:
    """The version of the database; None for an empty one."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version
