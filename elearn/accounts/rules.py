"""Who people are and what they may do; passwords, cards, names. Pure decisions over plain values."""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from elearn.accounts.denied_passwords import DENIED


class Role(StrEnum):
    """What a person is here. A guest is a person without identity, known by a cookie only."""

    GUEST = "guest"
    LEARNER = "learner"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Person:
    """Whoever sends a request. A stranger (nothing kept yet) has no id."""

    id: int | None
    public_id: str
    name: str
    role: Role
    language: str | None
    country: str | None
    session_id: int | None

    @property
    def is_known(self) -> bool:
        """Whether we keep a row for this person: everybody but strangers."""
        return self.id is not None

    @property
    def is_guest(self) -> bool:
        """Whether this is a person without an account, kept or not."""
        return self.role is Role.GUEST

    @property
    def is_authenticated(self) -> bool:
        """Whether this person signed in. Flask-Login asks too."""
        return self.is_known and not self.is_guest

    @property
    def is_active(self) -> bool:
        """Disabled people are never loaded, so whoever is here is active (asked by Flask-Login)."""
        return True

    @property
    def is_anonymous(self) -> bool:
        """The opposite of `is_authenticated` (asked by Flask-Login)."""
        return not self.is_authenticated

    def get_id(self) -> str:
        """The id as text (asked by Flask-Login)."""
        return self.public_id


STRANGER = Person(None, "", "", Role.GUEST, None, None, None)


def anyone(_person: Person) -> bool:
    """Everybody may."""
    return True


def known(person: Person) -> bool:
    """People of whom we keep something: accounts and guests."""
    return person.is_known


def signed_in(person: Person) -> bool:
    """Anybody with an account."""
    return person.is_authenticated


def staff(person: Person) -> bool:
    """Trainers, coordinators and administrators."""
    return person.is_authenticated and person.role in (Role.TRAINER, Role.COORDINATOR, Role.ADMINISTRATOR)


def administrator(person: Person) -> bool:
    """Administrators only."""
    return person.is_authenticated and person.role is Role.ADMINISTRATOR


# Sessions ------------------------------------------------------------------------------------------------------------

#: A sign-in ends after this time even when it is used every day.
LONGEST_SESSION = timedelta(days=180)
RESET_LIFETIME = timedelta(minutes=60)


def session_is_over(role: Role, opened: datetime, seen: datetime, moment: datetime, idle: timedelta) -> bool:
    """Whether a session has been idle too long, or (for accounts) open too long."""
    return moment - seen > idle or (role is not Role.GUEST and moment - opened > LONGEST_SESSION)


def visit_is_new(seen: datetime, moment: datetime) -> bool:
    """Whether the visit deserves a note: at most one a day is written."""
    return seen.date() != moment.date()


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_label(user_agent: str) -> str:
    """A browser in words that a person recognises ("Chrome, Android"); "" when nothing is known."""
    found = (next((label for mark, label in names if mark in user_agent), None) for names in (_BROWSERS, _SYSTEMS))
    return ", ".join(label for label in found if label)


# Names ---------------------------------------------------------------------------------------------------------------

LONGEST_TYPED = 2000  # normalising much longer texts takes minutes
LONGEST_NAME = 80
_JOINERS = "\u200c\u200d"  # Persian, Bengali and many other scripts need them inside words


def clean_name(text: str) -> str:
    """A name as it will be shown: any script, one line, without control and direction characters.

    At most 80 characters. "" when nothing visible is left; no other name is ever refused.
    """
    kept = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text[:LONGEST_TYPED])
        if character.isspace() or character in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    name = " ".join(kept.split())[:LONGEST_NAME].strip()
    return name if name.strip(_JOINERS + " ") else ""


SHORTEST_USERNAME = 3
LONGEST_USERNAME = 40
LONGEST_EMAIL = 254  # RFC 5321, section 4.5.3.1.3, less the brackets
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+\Z")


class IdentityProblem(StrEnum):
    """What is wrong with the e-mail address or user name that somebody chose."""

    NOT_AN_EMAIL = "not an e-mail address"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"


def is_email(identity: str) -> bool:
    """Whether a folded identity is meant as an e-mail address. User names hold no @."""
    return "@" in identity


def fold_identity(text: str) -> str:
    """An e-mail address or user name as it is kept and compared: capitals and spaces around it do not matter."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text[:LONGEST_TYPED]).casefold())
    visible = (character for character in folded if character.isspace() or unicodedata.category(character)[0] != "C")
    return " ".join("".join(visible).split())


def identity_problem(identity: str) -> IdentityProblem | None:
    """What is wrong with a folded identity, or None."""
    if is_email(identity):
        if len(identity) > LONGEST_EMAIL:
            return IdentityProblem.TOO_LONG
        return None if _EMAIL.match(identity) else IdentityProblem.NOT_AN_EMAIL
    if len(identity) < SHORTEST_USERNAME:
        return IdentityProblem.TOO_SHORT
    return IdentityProblem.TOO_LONG if len(identity) > LONGEST_USERNAME else None


# Passwords -----------------------------------------------------------------------------------------------------------

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
_DECORATION = "0123456789!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~ "


class PasswordProblem(StrEnum):
    """Why a password cannot be taken. There are no rules about digits or signs: they make passwords worse."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    WELL_KNOWN = "well known"


def spell_password(text: str) -> str:
    """A password as it is hashed: two keyboards may write the same letter in two ways."""
    return unicodedata.normalize("NFC", text[:LONGEST_TYPED])


def password_problem(password: str, own: Collection[str] = ()) -> PasswordProblem | None:
    """Why a password cannot be taken, or None. `own`: the person's name and identities, which guessers try first."""
    if len(password) < SHORTEST_PASSWORD:
        return PasswordProblem.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordProblem.TOO_LONG
    folded = fold_identity(password)
    if len(set(folded)) <= 2 or folded in DENIED or folded in {fold_identity(text) for text in own}:
        return PasswordProblem.WELL_KNOWN
    word = folded.strip(_DECORATION)
    return PasswordProblem.WELL_KNOWN if word and _one_of_a_kind(word) in DENIED else None


def _one_of_a_kind(word: str) -> str:
    """`ciaociaociao` -> `ciao`: repeating a word does not make it harder to guess."""
    period = (word + word).find(word, 1)
    return word[:period]


# Cards ---------------------------------------------------------------------------------------------------------------

#: Letters and digits that look and sound different in our five languages. No vowels, so no code becomes a word.
CARD_ALPHABET = "CFHJKLMPRTWXY34679"
CARD_LENGTH = 8
PIN_LENGTH = 6
_CARD_GROUP = 4


def new_card_code(choose: Callable[[str], str]) -> str:
    """A card code; `choose` picks one character of a text at random. 33 bits, and the PIN guards it."""
    return "".join(choose(CARD_ALPHABET) for _ in range(CARD_LENGTH))


def new_pin(choose: Callable[[str], str]) -> str:
    """A PIN of six digits that is not the first to be guessed."""
    while True:
        pin = "".join(choose("0123456789") for _ in range(PIN_LENGTH))
        if len(set(pin)) > 2 and pin not in "01234567890" and pin not in "09876543210":
            return pin


def print_card_code(code: str) -> str:
    """A code as it stands on the card: `CFHJ-3467`."""
    return "-".join(code[start : start + _CARD_GROUP] for start in range(0, len(code), _CARD_GROUP))


def read_card_code(typed: str) -> str:
    """A code as somebody typed it: small letters, spaces and hyphens do not matter."""
    return "".join(character for character in fold_identity(typed).upper() if character.isalnum())


def read_pin(typed: str) -> str:
    """A PIN as somebody typed it: with spaces, or in the digits of another script."""
    return "".join(str(unicodedata.decimal(character)) for character in typed[:200] if character.isdecimal())


# Wrong tries ---------------------------------------------------------------------------------------------------------

FREE_TRIES = 4
LONGEST_LOCK = timedelta(hours=1)
FORGET_TRIES_AFTER = timedelta(hours=24)


def tries_that_count(wrong_tries: int, last: datetime, moment: datetime) -> int:
    """How many wrong tries in a row still count: after a quiet day, none."""
    return 0 if moment - last > FORGET_TRIES_AFTER else wrong_tries


def lock_after(wrong_tries: int) -> timedelta:
    """How long a card stays locked after so many wrong tries in a row: the fifth costs a minute, each next the double.

    At most an hour, so that nobody can lock a person out for long. Even then a PIN takes decades to guess.
    """
    if wrong_tries <= FREE_TRIES:
        return timedelta(0)
    doublings = min(wrong_tries - FREE_TRIES - 1, 10)
    return min(timedelta(minutes=2**doublings), LONGEST_LOCK)
