"""`elearn init`, `backup` and `restore`: an installation as a whole."""

import sys
from pathlib import Path

import click

from elearn.accounts.rules import PasswordProblem, Role, clean_name, identity_problem, is_email, password_problem
from elearn.accounts.service.people import create_account, how_many
from elearn.commands.content import import_shipped, tell
from elearn.commands.installation import application, make_instance, require_current_database, settings_here
from elearn.infra import backup as backups
from elearn.infra.database import transaction
from elearn.infra.migrations import upgrade
from elearn.infra.restoring import restore as restore_backup

FILE = click.Path(dir_okay=False, path_type=Path)
PASSWORD_ADVICE = {
    PasswordProblem.TOO_SHORT: "Write at least 12 characters: three or four words are easy to remember.",
    PasswordProblem.TOO_LONG: "Write at most 256 characters.",
    PasswordProblem.WELL_KNOWN: "Many people use this password: choose words that only you put together.",
}


@click.command(short_help="Set an installation up, or bring it up to date.")
@click.option("--email", help="E-mail address of the first administrator.")
@click.option("--name", help="Name of the first administrator.")
@click.option("--password-stdin", is_flag=True, help="Read the administrator's password from standard input.")
def init(email: str | None, name: str | None, password_stdin: bool) -> None:
    """Set an installation up, or bring it up to date after an update.

    Makes the instance folder, its secret and the database, takes in the content that ships with this version, and
    asks for the first administrator where there is no account yet. Doing it again changes nothing that is there.
    """
    settings = settings_here()
    make_instance(settings)
    with application(settings):
        upgrade()
        tell(import_shipped())
        if how_many() == 0:
            _first_administrator(email, name, password_stdin)
    click.echo("Ready. Start the site with `elearn serve`.")


@click.command(short_help="Write everything into one file, while people work.")
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write database, media and settings (without secrets) into FILE, a .tar.gz, while people work."""
    settings = settings_here()
    with application(settings):
        require_current_database()
        backups.back_up(settings, file)
    click.echo(f"The backup is in {file}. It holds personal data: keep it where only you can read it.")


@click.command(short_help="Put a backup in its place.")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Put the backup in the place of the data that is there.")
def restore(file: Path, replace: bool) -> None:
    """Put the backup FILE into an empty installation. Stop `serve` and `worker` before."""
    settings = settings_here()
    make_instance(settings)
    with application(settings):
        restore_backup(settings, file, replace=replace)
    click.echo("The backup is in place. Start the site with `elearn serve`.")


def _first_administrator(email: str | None, name: str | None, password_stdin: bool) -> None:
    asks = sys.stdin.isatty() and not password_stdin
    if not asks and not (email and name and password_stdin):
        raise click.UsageError(
            "There is no administrator yet: run this in a terminal, or give --email, --name and --password-stdin."
        )
    email = email or click.prompt("E-mail address of the first administrator")
    name = clean_name(name or click.prompt("Name"))
    if not name or not is_email(email) or identity_problem(email):
        raise click.UsageError("The administrator needs a name and a whole e-mail address, like name@example.org.")
    password = _ask_password(email, name) if asks else sys.stdin.readline().rstrip("\r\n")
    problem = password_problem(password, own=(email, name))
    if problem:
        raise click.UsageError(PASSWORD_ADVICE[problem])
    with transaction():
        create_account(name, Role.ADMINISTRATOR, identity=email, password=password)
    click.echo(f"{name} is the first administrator.")


def _ask_password(email: str, name: str) -> str:
    while True:
        password: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same password again")
        problem = password_problem(password, own=(email, name))
        if problem is None:
            return password
        click.echo(PASSWORD_ADVICE[problem])
