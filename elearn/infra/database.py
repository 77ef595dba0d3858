"""The database: one transaction per request and per command, committed here and nowhere else (law 3).

SQLite gets `BEGIN IMMEDIATE` for whatever may write: the driver's own way loses updates when two people write at once.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import Flask, g, has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from elearn.infra.config import Settings, shipped

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
BUSY_TIMEOUT_SECONDS = 15
Result = TypeVar("Result")


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC and read back timezone-aware on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments: ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored moment needs a timezone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite forgets the timezone; it is always UTC."""
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UTCDateTime}


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})
migrate = Migrate()


class TransactionalFlask(Flask):
    """A Flask whose views run in one transaction: a reply is sent after the commit, an exception undoes everything."""

    def dispatch_request(self) -> Any:
        """Run the view, then commit."""
        return in_transaction(super().dispatch_request)


def in_transaction(work: Callable[[], Result]) -> Result:
    """Run work and commit; undo everything if it raises."""
    try:
        result = work()
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    return result


@contextmanager
def transaction() -> Iterator[None]:
    """One transaction of a command: committed at the end of the block, undone if the block raises."""
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def start_writing() -> None:
    """Let a GET request write a trace of itself (a lesson was opened).

    Ends the reading transaction, so that on SQLite the next statement begins a writing one. Call it before
    anything was written in this request.
    """
    if not _may_write():
        db.session.rollback()
        g.writes = True


def _may_write() -> bool:
    if not has_request_context():
        return True
    return request.method not in SAFE_METHODS or bool(g.get("writes"))


def _on_connect(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        f"busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _may_write() else "BEGIN")


def init_app(app: Flask, settings: Settings) -> None:
    """Connect the application to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_pre_ping": settings.database.startswith("postgresql")}
    db.init_app(app)
    migrate.init_app(app, db, directory=str(shipped("migrations")), render_as_batch=True)
    with app.app_context():
        listen(db.engine)


def listen(engine: Engine) -> None:
    """Attach the SQLite rules to an engine."""
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def is_unavailable(error: BaseException) -> bool:
    """Whether an error means that the database cannot be reached or written right now."""
    return isinstance(error, OperationalError)
