"""Who may write, translate, review and publish what: the truth table."""

import pytest

from elearn.accounts.rules import Role
from elearn.authoring.rules.rights import Grant, Rights, SitePolicy

BEES, OTHER = "modules/bees", "modules/other"
CLOSED = SitePolicy(trainers_write=False)


def may(rights: Rights) -> str:
    """What somebody may do with the bees, in one word each."""
    asked = {
        "enter": rights.any,
        "write": rights.writes(BEES),
        "spanish": rights.translates(BEES, "es"),
        "german": rights.translates(BEES, "de"),
        "review": rights.reviews(BEES),
        "publish": rights.publishes(BEES),
        "manage": rights.manages,
    }
    return " ".join(word for word, yes in asked.items() if yes)


WRITER = "enter write spanish german review publish"
CASES = {
    "a guest": (Rights(Role.GUEST), ""),
    "a learner": (Rights(Role.LEARNER), ""),
    "a trainer": (Rights(Role.TRAINER), WRITER),
    "a trainer of a closed site": (Rights(Role.TRAINER, policy=CLOSED), "enter"),
    "a coordinator of a closed site": (Rights(Role.COORDINATOR, policy=CLOSED), WRITER + " manage"),
    "an administrator": (Rights(Role.ADMINISTRATOR), WRITER + " manage"),
    "the author": (Rights(Role.LEARNER, {(Grant.AUTHOR, BEES)}), "enter write spanish german publish"),
    "an author of everything": (Rights(Role.LEARNER, {(Grant.AUTHOR, "*")}), "enter write spanish german publish"),
    "an author of something else": (Rights(Role.LEARNER, {(Grant.AUTHOR, OTHER)}), "enter"),
    "a translator into Spanish": (Rights(Role.LEARNER, {(Grant.TRANSLATOR, "es")}), "enter spanish"),
    "a reviewer": (Rights(Role.LEARNER, {(Grant.REVIEWER, BEES)}), "enter review"),
}


@pytest.mark.parametrize(("rights", "expected"), CASES.values(), ids=CASES.keys())
def test_what_somebody_may_do(rights: Rights, expected: str) -> None:
    assert may(rights) == expected
