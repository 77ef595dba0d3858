"""The `elearn` command. Each sub-command calls one service function; mistakes are one sentence, not a traceback."""

import logging

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from elearn import __version__
from elearn.catalogue.service.folder import NotContentError
from elearn.catalogue.service.stamping import StampError
from elearn.commands.content import content
from elearn.commands.instance import backup, init, restore
from elearn.commands.running import demo, serve, worker
from elearn.commands.translations import translations
from elearn.infra.backup import BackupError
from elearn.infra.config import ConfigurationError
from elearn.infra.serving import CannotListenError

SENTENCES = (BackupError, CannotListenError, ConfigurationError, NotContentError, StampError)


class Commands(click.Group):
    """A group of commands that turns expected mistakes into a sentence and an exit code."""

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


for command in (serve, worker, init, content, translations, backup, restore, demo):
    main.add_command(command)
