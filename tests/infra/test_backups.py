"""Backups are made while people work, and come back whole or not at all."""

import io
import json
import os
import sqlite3
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from elearn.infra import database
from elearn.infra.backup import MANIFEST, SQLITE_FILE, BackupError, back_up
from elearn.infra.config import Settings
from elearn.infra.database import TransactionalFlask, db
from elearn.infra.files import FileStore
from elearn.infra.restoring import restore
from tests.postgres import client_tools, fresh_database

SECRET = "the-secret-of-this-site-in-many-characters"
Members = dict[str, bytes]


def installation(folder: Path, database_url: str = "") -> tuple[Flask, Settings]:
    """An installation with one table, and a secret that no backup may hold."""
    folder.mkdir(exist_ok=True)
    (folder / "secret").write_text(SECRET)
    settings = Settings(instance=folder, database_url=database_url, secret=SECRET, mail_password=SECRET)
    app = TransactionalFlask("elearn")
    database.init_app(app, settings)
    return app, settings


@pytest.fixture
def old(tmp_path: Path) -> Iterator[tuple[Flask, Settings]]:
    """An installation in use."""
    app, settings = installation(tmp_path / "old")
    FileStore(settings.instance / "media").put(b"a picture")
    with app.app_context():
        _run("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)", "INSERT INTO note (words) VALUES ('kept')")
        yield app, settings
        _close()


def _run(*statements: str) -> None:
    for statement in statements:
        with db.engine.begin() as connection:
            connection.execute(text(statement))


def _close() -> None:
    db.session.remove()
    db.engine.dispose()


def notes(settings: Settings) -> list[str]:
    with closing(sqlite3.connect(settings.instance / "quaderno.sqlite3")) as connection:
        return [row[0] for row in connection.execute("SELECT words FROM note ORDER BY id")]


def bring_back(tmp_path: Path, backup: Path, *, name: str = "new", replace: bool = False) -> Settings:
    app, settings = installation(tmp_path / name)
    with app.app_context():
        restore(settings, backup, replace=replace)
        _close()
    return settings


def rewritten(backup: Path, change: Callable[[Members], None]) -> Path:
    """The backup with other members."""
    with tarfile.open(backup) as archive:
        members = {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]
    change(members)
    target = backup.with_name("rewritten.tar.gz")
    with tarfile.open(target, "w:gz") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target


def test_a_backup_comes_back_with_its_media(old: tuple[Flask, Settings], tmp_path: Path) -> None:
    back_up(old[1], tmp_path / "backup.tar.gz")
    new = bring_back(tmp_path, tmp_path / "backup.tar.gz")
    assert notes(new) == ["kept"]
    [file] = (file for file in (new.instance / "media").rglob("*") if file.is_file())
    assert file.read_bytes() == b"a picture"


def test_a_backup_is_private_and_holds_no_secret(old: tuple[Flask, Settings], tmp_path: Path) -> None:
    target = tmp_path / "backup.tar.gz"
    back_up(old[1], target)
    assert target.stat().st_mode & 0o777 == 0o600
    with tarfile.open(target) as archive:
        contents = {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]
    assert all(SECRET.encode() not in data for data in contents.values())
    assert json.loads(contents[MANIFEST])["settings"]["site_name"] == "Quaderno"
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".backup")] == []


def test_a_backup_made_while_people_write_is_one_moment(old: tuple[Flask, Settings], tmp_path: Path) -> None:
    """Pairs are written in one transaction each: a backup never holds half a pair, and writing never stops."""
    app, settings = old
    stop, written = threading.Event(), []

    def write() -> None:
        with app.app_context():
            while not stop.is_set():
                with db.engine.begin() as connection:
                    for _half in range(2):
                        connection.execute(text("INSERT INTO note (words) VALUES ('pair')"))
                written.append(1)
            _close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            before = len(written)
            back_up(settings, tmp_path / f"{number}.tar.gz")
            assert len(written) >= before
    finally:
        stop.set()
        writer.join(10)
    for number in range(3):
        kept = notes(bring_back(tmp_path, tmp_path / f"{number}.tar.gz", name=f"new{number}"))
        assert kept[0] == "kept"
        assert len(kept) % 2 == 1
    assert written


def test_an_installation_with_data_is_replaced_only_when_asked(old: tuple[Flask, Settings], tmp_path: Path) -> None:
    backup = tmp_path / "backup.tar.gz"
    back_up(old[1], backup)
    new = bring_back(tmp_path, backup)
    with closing(sqlite3.connect(new.instance / "quaderno.sqlite3")) as connection:
        connection.execute("INSERT INTO note (words) VALUES ('later')")
        connection.commit()
    with pytest.raises(BackupError, match="--replace"):
        bring_back(tmp_path, backup)
    assert notes(new) == ["kept", "later"]
    bring_back(tmp_path, backup, replace=True)
    assert notes(new) == ["kept"]


def test_a_file_is_never_overwritten_by_a_backup(old: tuple[Flask, Settings], tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("two years")
    with pytest.raises(BackupError, match="exists already"):
        back_up(old[1], tmp_path / "thesis.txt")
    assert (tmp_path / "thesis.txt").read_text() == "two years"


def _change_manifest(members: Members, **changes: str) -> None:
    members[MANIFEST] = json.dumps({**json.loads(members[MANIFEST]), **changes}).encode()


def other_version(members: Members) -> None:
    _change_manifest(members, version="of-tomorrow", program="9.0")


def other_database(members: Members) -> None:
    _change_manifest(members, database="postgresql")


def other_product(members: Members) -> None:
    members[MANIFEST] = b'{"product": "cheese"}'


def climbing(members: Members) -> None:
    members["../../escaped"] = b"x"


def damaged_database(members: Members) -> None:
    data = bytearray(members[SQLITE_FILE])
    data[4096:] = os.urandom(len(data) - 4096)
    members[SQLITE_FILE] = bytes(data)


def no_database(members: Members) -> None:
    members[SQLITE_FILE] = b"not a database at all"


def changed_picture(members: Members) -> None:
    name = next(name for name in members if name.startswith("media/"))
    members[name] = b"another picture"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (other_version, "update Quaderno"),
        (other_database, "ELEARN_DATABASE_URL"),
        (other_product, "no backup of Quaderno"),
        (climbing, "no backup of Quaderno"),
        (damaged_database, "damaged"),
        (no_database, "damaged"),
        (changed_picture, "damaged"),
        (lambda members: members.pop(SQLITE_FILE), "damaged"),
        (lambda members: members.pop(MANIFEST), "no backup of Quaderno"),
    ],
)
def test_a_backup_that_cannot_be_trusted_changes_nothing(
    old: tuple[Flask, Settings], tmp_path: Path, change: Callable[[Members], None], sentence: str
) -> None:
    back_up(old[1], tmp_path / "backup.tar.gz")
    bad = rewritten(tmp_path / "backup.tar.gz", change)
    with pytest.raises(BackupError, match=sentence):
        bring_back(tmp_path, bad)
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == ["secret"]
    assert not (tmp_path.parent / "escaped").exists()


@pytest.mark.parametrize("data", [b"", b"text", b"\x1f\x8b\x08\x00 broken"])
def test_a_file_that_is_no_backup_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(BackupError, match="no backup of Quaderno"):
        bring_back(tmp_path, tmp_path / "file")
    with pytest.raises(BackupError, match="There is no file"):
        bring_back(tmp_path, tmp_path / "nothing")


@pytest.mark.postgres
def test_postgresql_is_backed_up_by_its_own_tools(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{client_tools()}{os.pathsep}{os.environ['PATH']}")
    backup = tmp_path / "backup.tar.gz"
    with fresh_database(postgres_url) as address:
        app, settings = installation(tmp_path / "old", address)
        with app.app_context():
            _run("CREATE TABLE note (words TEXT)", "INSERT INTO note VALUES ('kept')")
            back_up(settings, backup)
            _close()
    with fresh_database(postgres_url) as address:
        app, settings = installation(tmp_path / "new", address)
        with app.app_context():
            restore(settings, backup, replace=False)
            with db.engine.connect() as connection:
                assert connection.execute(text("SELECT words FROM note")).scalar_one() == "kept"
            with pytest.raises(BackupError, match="--replace"):
                restore(settings, backup, replace=False)
            restore(settings, backup, replace=True)
            _close()


def test_a_missing_tool_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _app, settings = installation(tmp_path / "old", "postgresql://nobody:hidden@localhost/none")
    with pytest.raises(BackupError, match="pg_dump is not installed"):
        back_up(settings, tmp_path / "backup.tar.gz")
    assert not (tmp_path / "backup.tar.gz").exists()


def test_a_backup_that_is_larger_than_the_disk_is_not_unpacked(tmp_path: Path) -> None:
    bomb = tarfile.TarInfo(f"media/{'0' * 64}")
    bomb.size = 2**60
    with tarfile.open(tmp_path / "bomb.tar.gz", "w:gz") as archive:
        archive.addfile(bomb)  # it claims a size and holds nothing
    with pytest.raises(BackupError, match="more space"):
        bring_back(tmp_path, tmp_path / "bomb.tar.gz")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.GNUTYPE_SPARSE])
def test_a_backup_holds_plain_files_only(old: tuple[Flask, Settings], tmp_path: Path, kind: bytes) -> None:
    back_up(old[1], tmp_path / "backup.tar.gz")
    odd = tarfile.TarInfo(SQLITE_FILE)
    odd.type, odd.linkname = kind, "/etc/passwd"
    with tarfile.open(tmp_path / "backup.tar.gz") as sound, tarfile.open(tmp_path / "odd.tar.gz", "w:gz") as archive:
        archive.addfile(sound.getmember(MANIFEST), sound.extractfile(MANIFEST))
        archive.addfile(odd)
    with pytest.raises(BackupError, match="no backup of Quaderno"):
        bring_back(tmp_path, tmp_path / "odd.tar.gz")


def deep_manifest(members: Members) -> None:
    members[MANIFEST] = b"[" * 200_000


def test_a_damaged_stream_is_one_sentence(old: tuple[Flask, Settings], tmp_path: Path) -> None:
    back_up(old[1], tmp_path / "backup.tar.gz")
    with pytest.raises(BackupError, match="no backup of Quaderno"):
        bring_back(tmp_path, rewritten(tmp_path / "backup.tar.gz", deep_manifest))
    data = (tmp_path / "backup.tar.gz").read_bytes()
    for place in range(20, len(data), len(data) // 12):
        (tmp_path / "bad.tar.gz").write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        with pytest.raises(BackupError, match="damaged"):
            bring_back(tmp_path, tmp_path / "bad.tar.gz")
