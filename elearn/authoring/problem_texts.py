"""The words of Problems that authoring finds by itself; all others are the catalogue's."""

from collections.abc import Mapping

from flask_babel import LazyString

from elearn.catalogue.service.checking import in_words
from elearn.core.problems import Problem

TEXTS: Mapping[str, LazyString] = {}


def describe(problem: Problem) -> str:
    """A Problem as a sentence in the reader's language: what is wrong, and what to do."""
    own = TEXTS.get(problem.code)
    return str(own) % problem.params if own is not None else in_words(problem)
