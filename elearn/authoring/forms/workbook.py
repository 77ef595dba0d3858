"""The words of workbooks as forms, made from the structure of their files: one language at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from elearn.authoring.rules.fields import Field, Group, Keys, Kind, Place, read
from elearn.authoring.rules.worded import LONG, named, sheet_words, spoken_words
from elearn.catalogue.rules.yaml_files import read_mapping
from elearn.core.languages import LANGUAGE_NAMES

FOLDER = "workbooks"
LONG_WORDS = 60  # letters from which a text gets several lines
#: What a key of a file means, in words.
LABELS: Mapping[str, LazyString] = {
    "title": lazy_gettext("Title"),
    "term": lazy_gettext("The funders' word for it"),
    "about": lazy_gettext("What it is for"),
    "one": lazy_gettext("What one entry is called"),
    "add": lazy_gettext("Button that adds an entry"),
    "empty": lazy_gettext("What stands there while it is empty"),
    "label": lazy_gettext("Question"),
    "hint": lazy_gettext("Hint"),
    "example": lazy_gettext("Example"),
    "options": lazy_gettext("Options"),
    "items": lazy_gettext("Lines of the list"),
    "name": lazy_gettext("Name"),
    "headings": lazy_gettext("Budget heading"),
    "narrative": lazy_gettext("Section of the text"),
    "criteria": lazy_gettext("Criterion"),
    "anchors": lazy_gettext("Mark"),
    "terms": lazy_gettext("The funder's names"),
}
#: What a sentence for feedback is about, as reviewers read it beside their remarks.
REMARKS: Mapping[str, LazyString] = {
    "fix": lazy_gettext("To change"),
    "question": lazy_gettext("Question"),
    "praise": lazy_gettext("Well done"),
}
HIDDEN = frozenset({"budget", "parts", "fields"})  # levels of a file that say nothing to a person


def file_of(name: str, language: str) -> str:
    """The file that holds the words of a sheet in a language, or of anything else in all of them."""
    return f"{FOLDER}/{name}/{language}.yml" if name.startswith("sheets/") else f"{FOLDER}/{name}.yml"


def word_groups(name: str, texts: Mapping[str, str], language: str, beside: str) -> Sequence[Group]:
    """The fields of one thing in one language. `texts` are files by path; `beside` is the language to compare with."""
    if name.startswith("sheets/"):
        return _sheet(name, texts, language, beside)
    return _spoken(file_of(name, language), texts, language, beside)


def _sheet(name: str, texts: Mapping[str, str], language: str, beside: str) -> Sequence[Group]:
    own, other = file_of(name, language), file_of(name, beside)
    structure = _parsed(texts, f"{FOLDER}/{name}/sheet.yml")
    groups = list(sheet_words(structure, _parsed(texts, own)))
    places = [Place(other, (*at, word)) for at, words in groups for word in words]
    shown = _beside(texts, places) if beside != language else {}
    heard = _beside(texts, [Place(other, (*at, "title" if len(at) < 3 else "label")) for at, _words in groups])
    return [
        Group(
            _legend(at, heard, other),
            [
                _field(Place(own, (*at, word)), language, beside, shown.get(Place(other, (*at, word)), ""))
                for word in words
            ],
        )
        for at, words in groups
    ]


def _legend(at: Keys, heard: Mapping[Place, str], file: str) -> str:
    """The way to a group: titles of the part and questions of the field, ids where there are none."""
    if not at:
        return str(_("The whole sheet"))
    names = [heard.get(Place(file, (*at[:2], "title"))) or str(at[1])] if at[0] == "parts" else [str(LABELS["items"])]
    if len(at) > 2:
        names.append(heard.get(Place(file, (*at[:4], "label"))) or str(at[3]))
    return " · ".join([*names, *([str(LABELS["options"])] if at[-1] == "options" else [])])


def _spoken(file: str, texts: Mapping[str, str], language: str, beside: str) -> Sequence[Group]:
    value = _parsed(texts, file)
    places = list(spoken_words(value))
    shown = _beside(texts, [Place(file, (*at, beside)) for at in places]) if beside != language else {}
    groups = []
    for first, some in groupby(places, key=partial(_group_of, value)):
        fields = [
            _field(Place(file, (*at, language)), language, beside, shown.get(Place(file, (*at, beside)), ""),
                   _label(value, at))
            for at in some
        ]  # fmt: skip
        if len(fields) == 1 and fields[0].label == first:  # the legend says it already
            fields = [replace(fields[0], label=LANGUAGE_NAMES[language])]
        groups.append(Group(first, fields))
    return groups


def _group_of(value: Any, at: Keys) -> str:
    """What belongs under one legend: an entry of a list, or everything under one key; for a sentence, its kind."""
    if isinstance(entry := value.get(at[0]), Mapping) and entry.get("kind") in REMARKS:
        return f"{list(value).index(at[0]) + 1} · {REMARKS[entry['kind']]}"
    names = [str(LABELS.get(name, name)) for name in named(value, at) if name not in HIDDEN]
    return " · ".join(names[:2] if len(names) > 2 else names[:1])


def _label(value: Any, at: Keys) -> str:
    names = [str(LABELS.get(name, name)) for name in named(value, at) if name not in HIDDEN]
    return " ".join(names[2:] or names[1:] or names)


def _field(place: Place, language: str, beside: str, words: str, label: str = "") -> Field:
    name = str(place.keys[-1])
    is_long = name in LONG or len(words) > LONG_WORDS or place.keys[-1] == language
    kind = Kind.TEXT if is_long else Kind.LINE
    label = label or str(LABELS.get(name, name))
    return Field(place, label, kind, language, rows=2, beside=words, beside_language=beside)


def _beside(texts: Mapping[str, str], places: Iterable[Place]) -> dict[Place, str]:
    return read(texts, [Field(place, "") for place in places])


def _parsed(texts: Mapping[str, str], file: str) -> Mapping[str, Any]:
    return read_mapping(texts.get(file, ""), file)[0]
