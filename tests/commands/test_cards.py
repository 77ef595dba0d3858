"""Cards are given out at a terminal, for people without an e-mail address."""

from pathlib import Path

import pytest

from elearn.accounts.service.people import check_card
from elearn.commands.installation import application, settings_here
from elearn.infra.database import transaction
from tests.commands.test_commands import instance, made, refused, run

__all__ = ["instance", "made"]


def codes(output: str) -> tuple[str, str]:
    """(code, PIN) as the command prints them."""
    lines = dict(line.split(": ", 1) for line in output.splitlines() if ": " in line)
    return lines["Code"].strip(), lines["PIN"].strip()


def signs_in(code: str, pin: str) -> int | None:
    """The id of whoever signs in with a card."""
    with application(settings_here()), transaction():
        return check_card(code, pin)


def test_a_new_person_gets_a_card_and_a_lost_card_is_replaced(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELEARN_INSTANCE", str(instance))
    first = run(instance, "card", "--name", "Fatou Ndiaye", "--language", "fr")
    assert first.exit_code == 0, first.output
    code, pin = codes(first.output)
    person = signs_in(code, pin)
    assert person is not None
    second = run(instance, "card", "--lost", code.lower())
    new_code, new_pin = codes(second.output)
    assert signs_in(new_code, new_pin) == person
    assert signs_in(code, pin) is None


def test_the_command_says_what_it_needs(instance: Path) -> None:
    refused(run(instance, "card", "--lost", "AAAA-AAAA"), "Nobody has a card with this code")
    refused(run(instance, "card"), "Say --name for a new person, or --lost for a lost card.", code=2)
