"""The five languages of the product, by their own names."""

from collections.abc import Iterable

LANGUAGE_NAMES = {
    "it": "Italiano",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "de": "Deutsch",
}
LANGUAGES = tuple(LANGUAGE_NAMES)
DEFAULT_LANGUAGE = "it"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur"})


def direction(language: str) -> str:
    """The value of HTML's `dir` for a language: "ltr" or "rtl"."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def regional(language: str) -> str:
    """A language with its region, as office programs name it: "it-IT"."""
    return "en-GB" if language == "en" else f"{language}-{language.upper()}"


def first_known(candidates: Iterable[str | None]) -> str | None:
    """The first candidate that is one of our languages ("fr-CH" counts as "fr"), or None."""
    for candidate in candidates:
        language = (candidate or "").split("-")[0].split("_")[0].lower()
        if language in LANGUAGE_NAMES:
            return language
    return None
