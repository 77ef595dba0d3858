"""Backups: one .tar.gz with the database, the media and a description, made while people work.

It holds no secret: not the site's secret, not a password of the database or of the mail server. It holds personal
data, so only its owner may read it.
"""

import io
import json
import os
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import URL, make_url

from elearn import __version__
from elearn.core.clock import now
from elearn.infra.config import Settings
from elearn.infra.schema import current_version

FORMAT = 1
MANIFEST = "quaderno.json"
SQLITE_FILE = "database.sqlite3"
POSTGRES_FILE = "database.pgdump"
MEDIA = "media"
SECRET_SETTINGS = frozenset({"secret", "mail_password", "database_url", "rate_limit_storage"})


class BackupError(Exception):
    """A backup cannot be made or restored. The message is one sentence that says what to do."""


def back_up(settings: Settings, target: Path) -> None:
    """Write a backup. BackupError if the file is there already, or the database's own tool is missing or fails."""
    if target.exists():
        raise BackupError(f"{target} exists already: choose another name, or move it away.")
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}: make it first.")
    with TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        database = copy_database(settings, Path(folder))
        draft = Path(folder) / "backup.tar.gz"
        with _private(draft) as output, tarfile.open(fileobj=output, mode="w:gz") as archive:
            _add_text(archive, MANIFEST, json.dumps(_manifest(settings), indent=2, sort_keys=True))
            archive.add(database, database.name, filter=_anonymous)
            # After the database: media are only ever added, so whatever it names is there by now.
            for file in _media(settings):
                archive.add(file, f"{MEDIA}/{file.name}", filter=_anonymous)
        draft.rename(target)


def copy_database(settings: Settings, folder: Path) -> Path:
    """Copy the database as it stands at one moment into a folder; returns the file."""
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        return _copy_sqlite(Path(url.database or ""), folder / SQLITE_FILE)
    target = folder / POSTGRES_FILE
    run_postgres_tool(url, ["pg_dump", "--format=custom", "--no-owner", f"--file={target}"])
    return target


def run_postgres_tool(url: URL, command: list[str]) -> None:
    """Run pg_dump or pg_restore on a database. The password goes through the environment: arguments are public."""
    parts = (url.username, None, url.host, url.port, url.database, url.query)
    address = URL.create("postgresql", *parts).render_as_string()
    environment = {**os.environ, **({"PGPASSWORD": url.password} if url.password else {})}
    try:
        subprocess.run(  # noqa: S603 - our own arguments
            [*command, f"--dbname={address}"], env=environment, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not installed: install the client tools of your PostgreSQL.") from error
    except subprocess.CalledProcessError as error:
        lines = error.stderr.strip().splitlines() or ["no reason given"]
        raise BackupError(f"{command[0]} failed ({lines[0]}).") from error


def _copy_sqlite(source: Path, target: Path) -> Path:
    if not source.is_file():
        raise BackupError(f"There is no database {source} yet: run `elearn init` first.")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    return target


def _manifest(settings: Settings) -> dict[str, Any]:
    kept = {name: value for name, value in asdict(settings).items() if name not in SECRET_SETTINGS}
    return {
        "product": "quaderno",
        "format": FORMAT,
        "program": __version__,
        "made_at": now().isoformat(timespec="seconds"),
        "database": make_url(settings.database).get_backend_name(),
        "version": current_version(),
        "settings": {name: str(value) for name, value in kept.items()},
    }


def _media(settings: Settings) -> Iterator[Path]:
    folder = settings.instance / MEDIA
    return (file for file in sorted(folder.glob("??/*")) if file.is_file() and len(file.name) == 64)


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    member = tarfile.TarInfo(name)
    member.size = len(data)
    member.mtime = int(now().timestamp())
    archive.addfile(member, io.BytesIO(data))


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who owns the files on this machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


@contextmanager
def _private(file: Path) -> Iterator[io.BufferedWriter]:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as output:
        yield output
        output.flush()
        os.fsync(output.fileno())
