"""`elearn card`: an account for somebody without an e-mail address, and a new card for one who lost it."""

import click

from elearn.accounts.rules import Role, clean_name
from elearn.accounts.service.people import create_account, create_card, find_card
from elearn.commands.installation import application, require_current_database, settings_here
from elearn.core.languages import LANGUAGES
from elearn.infra.database import transaction


@click.command(short_help="Give somebody a card and a PIN.")
@click.option("--name", help="How the person is called: makes a new account.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language that the person reads.")
@click.option("--lost", metavar="CODE", help="The code of a lost card: its owner gets a new one and keeps everything.")
def card(name: str | None, language: str | None, lost: str | None) -> None:
    """Give somebody without an e-mail address a card: a code and a PIN to sign in with.

    The PIN is shown this once. Write both on the card, and tell the person to keep the PIN to themselves.
    """
    cleaned = clean_name(name or "")
    if bool(cleaned) == bool(lost):
        raise click.UsageError("Say --name for a new person, or --lost for a lost card.")
    with application(settings_here()):
        require_current_database()
        with transaction():
            person = find_card(lost) if lost else create_account(cleaned, Role.LEARNER, language=language)
            if person is None:
                raise click.ClickException("Nobody has a card with this code: check what you typed.")
            made = create_card(person)
    click.echo(f"Code: {made.code}")
    click.echo(f"PIN:  {made.pin}")
