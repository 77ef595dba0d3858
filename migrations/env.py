"""How Alembic meets the application: its engine, its tables, and rules that SQLite needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

migrate = current_app.extensions["migrate"]
engine = migrate.db.engine


def render_item(kind: str, item: Any, _autogen_context: Any) -> Any:
    """Write types of our own as the plain types below them: versions never import application code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def drop_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Make no version where nothing changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives.clear()


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it: dropping the old one must not erase the rows that point to it.

    The switch works outside of transactions only, so it goes to the driver directly.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"A migration left rows that point to nothing: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def run() -> None:
    """Run the versions in one transaction."""
    with engine.connect() as connection, without_foreign_keys(connection):
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            render_item=render_item,
            **{"process_revision_directives": drop_empty, "compare_type": True, **migrate.configure_args},
        )
        with context.begin_transaction():
            context.run_migrations()


run()
