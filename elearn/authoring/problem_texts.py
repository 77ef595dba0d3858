"""The words of Problems that authoring finds by itself; all others are the catalogue's."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from elearn.catalogue.service.checking import in_words
from elearn.core.languages import LANGUAGE_NAMES
from elearn.core.problems import Problem

TEXTS: Mapping[str, LazyString] = {
    "too_heavy": _(
        "This lesson weighs %(size)s KB in %(language)s, %(limit)s KB are planned. Take something out, or write why"
        " it must be so heavy."
    ),
}


def describe(problem: Problem) -> str:
    """A Problem as a sentence in the reader's language: what is wrong, and what to do."""
    own = TEXTS.get(problem.code)
    if own is None:
        return in_words(problem)
    language = str(problem.params.get("language", ""))
    return str(own) % {**problem.params, "language": LANGUAGE_NAMES.get(language, language)}
