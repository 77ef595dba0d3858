"""The countries whose facts and rules the product knows."""

from babel import Locale

COUNTRIES = ("it", "es", "fr", "de", "be")


def country_name(country: str, language: str) -> str:
    """A country's name in a language: ("de", "it") -> "Germania"."""
    name: str = Locale.parse(language).territories[country.upper()]
    return name
