"""The `elearn` command. Each sub-command calls one service function; mistakes are one sentence, not a traceback."""

import logging
from importlib import import_module

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from elearn import __version__
from elearn.catalogue.service.folder import NotContentError
from elearn.catalogue.service.stamping import StampError
from elearn.infra.backup import BackupError
from elearn.infra.config import ConfigurationError
from elearn.infra.serving import CannotListenError

SENTENCES = (BackupError, CannotListenError, ConfigurationError, NotContentError, StampError)


#: Command -> (the module that holds it, its line in the help). Only the module of the command that runs is loaded:
#: what serves does not carry what migrates.
COMMANDS = {
    "serve": ("running", "Serve the site."),
    "worker": ("running", "Send mails, erase idle guests."),
    "init": ("instance", "Set an installation up, or bring it up to date."),
    "card": ("people", "Give somebody a card and a PIN."),
    "backup": ("instance", "Write everything into one file, while people work."),
    "restore": ("instance", "Put a backup in its place."),
    "content": ("content", "Take content in, give it back, check it."),
    "translations": ("translations", "Check the interface's words, bring new ones in."),
    "demo": ("trying", ""),
}


class Commands(click.Group):
    """The commands, loaded when they are asked for; expected mistakes become a sentence and an exit code."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names for the help."""
        return [name for name, (_module, words) in COMMANDS.items() if words]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"elearn.commands.{COMMANDS[cmd_name][0]}"), cmd_name)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_module, words) in COMMANDS.items() if words])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except SENTENCES as error:
            raise click.ClickException(str(error)) from error
        except (OperationalError, ProgrammingError) as error:
            reason = str(error.orig).strip().splitlines()[0]
            raise click.ClickException(f"The database cannot be used: {reason}.") from error
        except PermissionError as error:
            raise click.ClickException(f"You may not use {error.filename}: check who owns it.") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="elearn")
def main() -> None:
    """Run and look after an installation of Quaderno.

    Settings come from the environment (ELEARN_INSTANCE, ELEARN_DATABASE_URL, ...): the README lists them.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
