"""Restoring a backup: everything is read and checked before anything of the installation is touched.

A backup is a file from outside: only the names that we write ourselves are taken from it, and every byte lands where
we say, whatever the archive says.
"""

import json
import re
import shutil
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import inspect, make_url

from elearn.core.ids import digest
from elearn.infra.backup import FORMAT, MANIFEST, MEDIA, POSTGRES_FILE, SQLITE_FILE, BackupError, run_postgres_tool
from elearn.infra.config import Settings
from elearn.infra.database import db
from elearn.infra.files import FileStore
from elearn.infra.migrations import upgrade
from elearn.infra.schema import known_versions

MEMBER = re.compile("|".join([*map(re.escape, (MANIFEST, SQLITE_FILE, POSTGRES_FILE)), f"{MEDIA}/[0-9a-f]{{64}}"]))
MOST_MANIFEST_BYTES = 1_000_000
READ_BYTES = 1_000_000


@dataclass(frozen=True)
class _Unpacked:
    """A checked backup in a folder of its own."""

    database: Path
    media: tuple[Path, ...]


def restore(settings: Settings, backup: Path, *, replace: bool) -> None:
    """Put a backup in the place of an empty installation, or of this one with `replace`; then bring it up to date.

    BackupError if the file is no backup, is damaged, comes from a newer version or another kind of database, or if
    the installation is not empty. Stop the server before.
    """
    if not replace and not _is_empty(settings):
        raise BackupError("This installation holds data: add --replace to put the backup in its place.")
    settings.instance.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.instance, prefix=".restore-") as folder:
        unpacked = _unpack(settings, backup, Path(folder))
        store = FileStore(settings.instance / MEDIA)
        for file in unpacked.media:
            store.put(file.read_bytes())
        db.session.remove()
        db.engine.dispose()
        _put_database(settings, unpacked.database)
    upgrade()


def _is_empty(settings: Settings) -> bool:
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        return not Path(url.database or "").is_file()
    return not inspect(db.engine).get_table_names()


def _unpack(settings: Settings, backup: Path, folder: Path) -> _Unpacked:
    try:
        with tarfile.open(backup, "r:gz") as archive:
            members = list(_ours(archive, shutil.disk_usage(folder).free))
            manifest = _manifest(archive, members)
            _check_manifest(settings, manifest)
            for member in members:
                _extract(archive, member, folder)
            while archive.fileobj and archive.fileobj.read(READ_BYTES):
                pass  # to the end, where gzip compares its checksum of everything
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {backup}.") from error
    except (tarfile.TarError, OSError, EOFError, ValueError, zlib.error) as error:
        raise BackupError(f"{backup} is damaged or is no backup of Quaderno: use another one.") from error
    kind = make_url(settings.database).get_backend_name()
    database = folder / (SQLITE_FILE if kind == "sqlite" else POSTGRES_FILE)
    media = tuple(file for file in sorted(folder.iterdir()) if len(file.name) == 64)
    if not database.is_file() or any(digest(file.read_bytes()) != file.name for file in media):
        raise BackupError(f"{backup} is damaged: use another one.")
    if kind == "sqlite":
        _check_sqlite(database)
    return _Unpacked(database, media)


def _ours(archive: tarfile.TarFile, space: int) -> Iterator[tarfile.TarInfo]:
    for member in archive:
        if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or not MEMBER.fullmatch(member.name):
            raise tarfile.TarError(member.name)
        space -= member.size
        if space < 0:
            raise BackupError("This backup needs more space than this disk has: make room, or use another backup.")
        yield member


def _manifest(archive: tarfile.TarFile, members: list[tarfile.TarInfo]) -> dict[str, Any]:
    found = next((member for member in members if member.name == MANIFEST), None)
    source = archive.extractfile(found) if found and found.size <= MOST_MANIFEST_BYTES else None
    if source is None:
        raise tarfile.TarError(MANIFEST)
    try:
        value = json.loads(source.read())
    except (ValueError, RecursionError) as error:
        raise tarfile.TarError(MANIFEST) from error
    if not isinstance(value, dict) or value.get("product") != "quaderno":
        raise tarfile.TarError(MANIFEST)
    return value


def _check_manifest(settings: Settings, manifest: dict[str, Any]) -> None:
    version = manifest.get("version")
    if manifest.get("format") != FORMAT or (version is not None and version not in known_versions()):
        made_by = str(manifest.get("program"))[:20]
        raise BackupError(f"This backup comes from version {made_by}, which this one cannot read: update Quaderno.")
    kind = make_url(settings.database).get_backend_name()
    if manifest.get("database") != kind:
        raise BackupError(f"This backup holds no {kind} database: set ELEARN_DATABASE_URL to a database of its kind.")


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    source = archive.extractfile(member)
    if source is None:
        raise tarfile.TarError(member.name)
    with (folder / Path(member.name).name).open("wb") as target:
        shutil.copyfileobj(source, target)


def _check_sqlite(file: Path) -> None:
    try:
        with closing(sqlite3.connect(file)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError:
        sound, loose = False, None
    if not sound or loose:
        raise BackupError("The database in this backup is damaged: use another backup.")


def _put_database(settings: Settings, database: Path) -> None:
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        command = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
        run_postgres_tool(url, [*command, str(database)])
        return
    target = Path(url.database or "")
    target.parent.mkdir(parents=True, exist_ok=True)
    for left_over in ("-wal", "-shm"):  # they belong to the old database and would be applied to the new one
        target.with_name(target.name + left_over).unlink(missing_ok=True)
    database.chmod(0o600)
    shutil.move(database, target)
