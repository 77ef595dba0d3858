"""`elearn translations`: the interface's words."""

import click

from elearn.infra.catalogues import check_catalogues, source_strings, update_catalogues
from elearn.infra.config import shipped


@click.group()
def translations() -> None:
    """Check the interface's words in five languages, bring new ones in."""


@translations.command()
def check() -> None:
    """Fail unless every string of the interface is translated into every language."""
    problems = check_catalogues(shipped("translations"), source_strings())
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(f"The catalogues have {len(problems)} problems.")
    click.echo("The catalogues are complete.")


@translations.command()
def update() -> None:
    """Bring new strings into the catalogues, take dropped ones out."""
    for file in update_catalogues(shipped("translations"), source_strings()):
        click.echo(f"Updated {file}")
