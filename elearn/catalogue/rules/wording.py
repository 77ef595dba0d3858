"""The same words in five languages. Where a language says nothing, another one speaks, and a Problem says so.

Words of workbooks stand on pages among the interface's own, so English, the interface's source, speaks first.
"""

from collections.abc import Mapping
from typing import Any

from elearn.catalogue.rules.source_file import SourceFile
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem

SPEAKING_FIRST = "en"
SUBSTITUTES = (SPEAKING_FIRST, *(language for language in LANGUAGES if language != SPEAKING_FIRST))


def in_every_language(given: Mapping[Any, str], file: SourceFile, *at: str | int) -> dict[str, str]:
    """Words that stand at these keys, language by language, completed to all five; "" where no language has any."""
    substitute = next((given[language] for language in SUBSTITUTES if language in given), "")
    for language in LANGUAGES:
        if given and language not in given:
            name = ".".join(str(key) for key in at)
            file.problem("not_in_language", *at, level=Level.WARNING, id=name, language=language)
    return {language: given.get(language, substitute) for language in LANGUAGES}


class Wording:
    """The files with the words of one thing: one for each language, all of the same shape.

    `files` are those that are there, `values` what they say, as mappings within mappings. `problems` are of files that
    are not there.
    """

    def __init__(self, folder: str, files: Mapping[str, SourceFile], values: Mapping[str, Mapping[str, Any]]) -> None:
        self.files = files
        self.values = values
        self.problems = [
            Problem(f"{folder}{language}.yml", 0, Level.WARNING, "no_words_in_language", {"language": language})
            for language in LANGUAGES
            if language not in files
        ]

    def say(self, language: str, *at: str, otherwise: str = "") -> str:
        """What a language says at these keys; else what another one says, else `otherwise`.

        A file that is silent where another one or `otherwise` speaks gets a warning.
        """
        own = _at(self.values.get(language, {}), at)
        if own:
            return own
        speaking = (_at(self.values[one], at) for one in SUBSTITUTES if one in self.values)
        found = next(filter(None, speaking), otherwise)
        if found and language in self.values:
            name = ".".join(at)
            self.files[language].problem("not_in_language", *at, level=Level.WARNING, id=name, language=language)
        return found

    def say_if_any(self, language: str, *at: str) -> str:
        """What a language says at these keys, where it need not say anything: a hint, a funder's term."""
        speaking = language if language in self.values else next((one for one in SUBSTITUTES if one in self.values), "")
        return _at(self.values.get(speaking, {}), at)

    def keys(self, language: str, *at: str) -> list[str]:
        """The ids for which a language has words below these keys."""
        return list(_below(self.values.get(language, {}), at))

    def is_about_nothing(self, language: str, *at: str) -> None:
        """These words belong to an id that does not exist."""
        self.files[language].problem("words_for_nothing", *at, level=Level.WARNING, id=".".join(at))


def _at(value: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return str(_below(value, keys[:-1]).get(keys[-1], ""))


def _below(value: Mapping[str, Any], keys: tuple[str, ...]) -> Mapping[str, Any]:
    for key in keys:
        value = value.get(key, {})
    return value
