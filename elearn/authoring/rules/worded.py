"""Where words stand in the files of workbooks: the places that a form offers, found in the structure of the files.

Ids, numbers and rules are never offered: only words, so nobody who edits or translates can break a sheet.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from elearn.authoring.rules.fields import Keys
from elearn.core.languages import LANGUAGES

SHEET = ("title", "term", "about")
PART = ("title", "one", "add", "empty")
FIELD = ("label", "term", "hint", "example")
LONG = frozenset({"about", "empty", "hint", "example"})  # words that may need several lines
CHOICES = ("choice", "choices")


def sheet_words(structure: Mapping[str, Any], words: Mapping[str, Any]) -> Iterator[tuple[Keys, tuple[str, ...]]]:
    """The groups of words of a sheet: the keys of the group, and the keys of its words within it.

    `structure` is `sheet.yml`, `words` an existing file of words: what it has beyond the structure is offered too.
    """
    yield (), SHEET
    items = {str(one) for some in _mapping(structure.get("items")).values() for one in some or ()}
    listed = tuple(dict.fromkeys([*(str(one) for one in _mapping(words.get("items"))), *sorted(items)]))
    if listed:
        yield ("items",), listed
    for part_id, part in _mapping(structure.get("parts")).items():
        yield ("parts", part_id), PART
        for field_id, kind in _mapping(_mapping(part).get("fields")).items():
            place: Keys = ("parts", part_id, "fields", field_id)
            yield place, FIELD
            options = _options(kind)
            if options:
                yield (*place, "options"), options


def spoken_words(value: Any, at: Keys = ()) -> Iterator[Keys]:
    """The places of a file that says one thing in five languages: a profile, rubric, check or phrase."""
    if isinstance(value, Mapping):
        if any(isinstance(value.get(language), str) for language in LANGUAGES):
            yield at
            return
        for key, one in value.items():
            yield from spoken_words(one, (*at, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from spoken_words(one, (*at, number))


def named(value: Any, keys: Keys) -> tuple[str, ...]:
    """Keys as a person knows them: the id of an entry instead of its number."""
    names: list[str] = []
    for key in keys:
        value = value[key] if value is not None else None
        own = value.get("id") if isinstance(key, int) and isinstance(value, Mapping) else None
        names.append(str(own if own is not None else key))
    return tuple(names)


def _options(kind: Any) -> tuple[str, ...]:
    return tuple(str(one) for name in CHOICES for one in _mapping(kind).get(name) or ())


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
