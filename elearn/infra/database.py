"""The database: one transaction per request and per command, committed here and nowhere else (law 3).

SQLite gets `BEGIN IMMEDIATE` for whatever may write: the driver's own way loses updates when two people write at once.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any, TypeVar

from flask import Flask, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, Executable, MetaData, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.types import TypeDecorator

from elearn.infra.config import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
BUSY_TIMEOUT_SECONDS = 15
CONNECTIONS = 10  # more than the threads of one process: a connection beyond the pool is opened anew each time
Result = TypeVar("Result")


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC and read back timezone-aware on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse naive moments: ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored moment needs a timezone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """SQLite forgets the timezone; it is always UTC."""
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value


class Base(DeclarativeBase):
    """The base of every table."""

    registry = registry(  # not `type_annotation_map`: Flask-SQLAlchemy derives a class from this one
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_label)s",
                "uq": "uq_%(table_name)s_%(column_0_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: UTCDateTime},
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})


class TransactionalFlask(Flask):
    """A Flask whose views run in one transaction: a reply is sent after the commit, an exception undoes everything."""

    def dispatch_request(self) -> Any:
        """Run the view, then commit."""
        return in_transaction(super().dispatch_request)


@event.listens_for(db.session, "after_begin")
def _remember_connection(session: Session, _transaction: object, connection: Connection) -> None:
    session.info["connection"] = connection


@event.listens_for(db.session, "after_transaction_end")
def _forget_connection(session: Session, _transaction: object) -> None:
    session.info.pop("connection", None)


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


def read(statement: Executable, **values: object) -> Sequence[Any]:
    """Rows of a statement that was built once, with its parameters, in the transaction of the request.

    For hot pages: no objects are made, and nothing is compiled again.
    """
    session = db.session()
    connection: Connection = session.info.get("connection") or session.connection()
    return connection.execute(statement, values).all()


def start_writing() -> None:
    """Let a GET request write a trace of itself (a lesson was opened).

    Ends the reading transaction, so that on SQLite the next statement begins a writing one. Call it before
    anything was written in this request.
    """
    if not _may_write():
        db.session.rollback()
        g.writes = True


def leave_trace(write: Callable[[], object]) -> bool:
    """Let a GET request note something that no reader should wait or fail for.

    False where the database takes no writes now (disk full, busy): the note is lost, and reading goes on.
    """
    start_writing()
    try:
        write()
    except OperationalError:
        if request.method not in SAFE_METHODS:
            raise
        db.session.rollback()
        g.pop("writes", None)
        return False
    return True


def insert_if_missing(table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that leaves a row that is there already as it is, on both databases.

    On PostgreSQL it waits for another transaction that is inserting the same row.
    """
    if db.engine.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def let_go() -> None:
    """End the transaction before something slow (hashing a password), so that nobody waits for it meanwhile.

    Call it before anything was written in this request; the next statement begins a new transaction.
    """
    db.session.rollback()


def empty_write_ahead_log() -> None:
    """Empty SQLite's write-ahead log into the database: until then, erased text still stands in that file.

    For `elearn worker`, outside of any transaction. Where somebody is reading, the rest is left for the next time.
    """
    if db.engine.dialect.name == "sqlite":
        connection = db.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _may_write() -> bool:
    if not has_request_context():
        return True
    return request.method not in SAFE_METHODS or bool(g.get("writes"))


class _SQLiteRules:
    """How SQLite is used: durable, checked, and one writer of this process at a time.

    Writers queue here. Left to itself SQLite makes them sleep and try again, which is slow and unfair.
    """

    def __init__(self) -> None:
        self._writers = Lock()

    def connect(self, connection: Any, _record: Any) -> None:
        """Set up a new connection."""
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
            f"busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    def begin(self, connection: Connection) -> None:
        """Begin a transaction of the kind that the request needs."""
        if not _may_write():
            connection.exec_driver_sql("BEGIN")
            return
        if not self._writers.acquire(timeout=BUSY_TIMEOUT_SECONDS):
            raise OperationalError("BEGIN IMMEDIATE", {}, TimeoutError("another writer of this process takes too long"))
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            self._writers.release()
            raise
        connection.info["writes"] = True

    def end(self, connection: Connection) -> None:
        """Let the next writer in."""
        if connection.info.pop("writes", False):
            self._writers.release()


def init_app(app: Flask, settings: Settings) -> None:
    """Connect the application to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "pool_pre_ping": settings.database.startswith("postgresql"),
        "pool_size": CONNECTIONS,
        "hide_parameters": True,  # an error goes into the log, what people wrote does not
    }
    db.init_app(app)
    with app.app_context():
        listen(db.engine)


def listen(engine: Engine) -> None:
    """Attach the SQLite rules to an engine."""
    if engine.dialect.name != "sqlite":
        return
    rules = _SQLiteRules()
    event.listen(engine, "connect", rules.connect)
    event.listen(engine, "begin", rules.begin)
    event.listen(engine, "commit", rules.end)
    event.listen(engine, "rollback", rules.end)
