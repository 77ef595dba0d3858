"""The `elearn` command as people at a terminal meet it: what it does, and one sentence where it cannot."""

import shutil
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.cli import main
from elearn.commands.installation import application, settings_here
from elearn.infra.database import transaction
from tests.serving import free_port, served

ADMINISTRATOR = ["--email", "ada@example.org", "--name", "Ada", "--password-stdin"]
PASSWORD = "four words make passwords\n"


def run(folder: Path, *arguments: str, typed: str = "", **settings: str) -> Result:
    """Run `elearn` on the installation in `folder`."""
    environment = {"ELEARN_INSTANCE": str(folder), "ELEARN_SECRET": None, "ELEARN_DATABASE_URL": None, **settings}
    return CliRunner(env=environment).invoke(main, arguments, input=typed, prog_name="elearn")


def refused(result: Result, sentence: str, code: int = 1) -> None:
    """Assert that a command ended with one sentence and no traceback."""
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, SystemExit)
    [line] = [line for line in result.output.splitlines() if line.startswith("Error: ")]
    assert sentence in line


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that `elearn init` has made."""
    folder = tmp_path_factory.mktemp("made") / "instance"
    result = run(folder, "init", *ADMINISTRATOR, typed=PASSWORD)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def instance(made: Path, tmp_path: Path) -> Path:
    """A copy of that installation, for one test."""
    return Path(shutil.copytree(made, tmp_path / "instance"))


def people(folder: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "quaderno.sqlite3")) as connection:
        return connection.execute("SELECT name, role FROM accounts_person").fetchall()


def test_init_makes_a_private_installation_with_an_administrator(made: Path) -> None:
    assert (made / "secret").stat().st_mode & 0o777 == 0o600
    assert made.stat().st_mode & 0o777 == 0o700
    assert len((made / "secret").read_text().strip()) >= 32
    assert people(made) == [("Ada", "administrator")]


def test_init_again_changes_nothing(instance: Path) -> None:
    secret = (instance / "secret").read_text()
    result = run(instance, "init")
    assert result.exit_code == 0, result.output
    assert "0 files taken" in result.output
    assert (instance / "secret").read_text() == secret
    assert people(instance) == [("Ada", "administrator")]


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        ([], "", "give --email, --name and --password-stdin"),
        (ADMINISTRATOR, "short\n", "at least 12 characters"),
        (ADMINISTRATOR, "passwordpassword\n", "Many people use this password"),
        (["--email", "nobody", "--name", "Ada", "--password-stdin"], PASSWORD, "whole e-mail address"),
    ],
)
def test_init_needs_a_real_administrator(instance: Path, arguments: list[str], typed: str, sentence: str) -> None:
    with closing(sqlite3.connect(instance / "quaderno.sqlite3")) as connection:
        connection.execute("DELETE FROM accounts_person")
        connection.commit()
    refused(run(instance, "init", *arguments, typed=typed), sentence, code=2)
    assert people(instance) == []


@pytest.mark.parametrize("command", ["serve", "worker", "backup x.tar.gz", "content import", "content export x"])
def test_nothing_runs_without_a_secret(tmp_path: Path, command: str) -> None:
    refused(run(tmp_path, *command.split()), "Run `elearn init`")


@pytest.mark.parametrize("command", ["serve", "worker", "backup x.tar.gz", "content import", "content export x"])
def test_nothing_runs_on_a_database_of_another_version(tmp_path: Path, command: str) -> None:
    refused(run(tmp_path, *command.split(), ELEARN_SECRET="s" * 40), "run `elearn init`")


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    refused(run(tmp_path, "serve", ELEARN_GUEST_DAYS="many"), "ELEARN_GUEST_DAYS")


@pytest.mark.parametrize("address", ["learn.example.org", "ftp://learn.example.org", "https://"])
def test_an_address_of_the_site_that_is_not_whole_is_refused(tmp_path: Path, address: str) -> None:
    refused(run(tmp_path, "serve", ELEARN_BASE_URL=address), "write it like https://learn.example.org")


def test_a_database_that_cannot_be_reached_is_one_sentence(tmp_path: Path) -> None:
    address = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    refused(run(tmp_path, "serve", ELEARN_SECRET="s" * 40, ELEARN_DATABASE_URL=address), "database cannot be used")


def test_a_taken_port_is_one_sentence(instance: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        refused(run(instance, "serve", "--port", port), f"Port {port} is taken")


def test_production_refuses_demo_people(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEARN_INSTANCE", str(instance))
    with application(settings_here()), transaction():
        create_account("Amina", Role.LEARNER, identity="amina", password="quaderno", is_demo=True)
    refused(run(instance, "serve", "--port", str(free_port())), "demo people")


def test_serve_serves_and_ends_in_peace(instance: Path) -> None:
    with served(instance, ("serve",)):
        pass  # `served` waits for the first answer, and sends SIGTERM at the end
    assert "is open at" in (instance / "server.log").read_text()


def test_the_worker_does_what_is_due_and_stops(instance: Path) -> None:
    with closing(sqlite3.connect(instance / "quaderno.sqlite3")) as connection:
        connection.execute(
            "INSERT INTO accounts_person (public_id, role, name, is_demo, created_at)"
            " VALUES ('g', 'guest', '', 0, '2020-01-01 00:00:00')"
        )
        connection.commit()
    assert run(instance, "worker", "--once").exit_code == 0
    assert people(instance) == [("Ada", "administrator")]


def test_a_backup_is_restored_into_an_empty_installation(instance: Path, tmp_path: Path) -> None:
    backup = str(tmp_path / "backup.tar.gz")
    assert run(instance, "backup", backup).exit_code == 0
    new = tmp_path / "new"
    result = run(new, "restore", backup)
    assert result.exit_code == 0, result.output
    assert people(new) == [("Ada", "administrator")]
    assert (new / "secret").is_file()
    assert run(new, "content", "export", str(tmp_path / "out")).exit_code == 0
    refused(run(new, "restore", backup), "--replace")
    assert run(new, "restore", "--replace", backup).exit_code == 0
    refused(run(tmp_path / "other", "restore", str(tmp_path / "none.tar.gz")), "no file")


def test_a_broken_folder_is_named_file_by_file(instance: Path, tmp_path: Path) -> None:
    file = tmp_path / "content" / "pages" / "help" / "it.md"
    file.parent.mkdir(parents=True)
    file.write_text("---\ntitle: [\n---\n")
    result = run(instance, "content", "import", str(tmp_path / "content"))
    refused(result, "pages/help")
    assert "pages/help/it.md:2: error:" in result.output
    assert run(instance, "content", "check", str(tmp_path / "content")).exit_code == 1
    file.write_text("---\ntitle: Aiuto\n---\nScrivi a noi.\n")
    assert run(instance, "content", "check", str(tmp_path / "content")).exit_code == 0
    assert run(instance, "content", "import", str(tmp_path / "content")).exit_code == 0


def test_problems_are_told_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    page = tmp_path / "pages" / "help"
    page.mkdir(parents=True)
    (page / "it.md").write_text("---\ntitle: Aiuto\n---\nScrivi.\n")
    result = run(tmp_path, "content", "check", str(tmp_path), "--language", "en")
    assert "[missing_translation]" in result.output
    assert run(tmp_path, "content", "check", str(tmp_path), "--quiet").output == "0 errors, 0 warnings, 0 notices.\n"


def test_a_stamp_says_what_it_changed(tmp_path: Path) -> None:
    page = tmp_path / "pages" / "help"
    page.mkdir(parents=True)
    for language in ("it", "fr"):
        (page / f"{language}.md").write_text("---\ntitle: Aiuto\n---\nScrivi.\n")
    assert run(tmp_path, "content", "stamp", str(page)).output.endswith("1 files changed.\n")
    refused(run(tmp_path, "content", "stamp", str(page / "it.md")), "not a translation")


def test_a_folder_without_content_is_one_sentence(tmp_path: Path) -> None:
    refused(run(tmp_path, "content", "check", str(tmp_path)), "no content")


@pytest.mark.parametrize("command", ["", "serve", "init", "content", "content import", "restore", "worker"])
def test_every_command_explains_itself(tmp_path: Path, command: str) -> None:
    result = run(tmp_path, *command.split(), "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage: elearn")
    assert "demo" not in result.output
