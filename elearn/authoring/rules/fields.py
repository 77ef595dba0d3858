"""Forms over files: each field of a form is one place in one file of content/.

One small engine serves the glossary, country facts, paths, pages and the words of workbooks. It reads what stands at
each place, puts typed values back and leaves every other byte alone. It checks nothing: the compiler does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import Any

from ruamel.yaml.comments import CommentedSeq

from elearn.authoring.rules.entries import edited_entry, put_row, row
from elearn.authoring.rules.front_editing import edited_front
from elearn.authoring.rules.yaml_writing import plain
from elearn.catalogue.rules.compile_lists import GLOSSARY
from elearn.catalogue.rules.front_matter import split_front
from elearn.catalogue.rules.yaml_files import LineFinder, read_mapping
from elearn.core.problems import Problem

SHORT_LIST = 80  # letters of a list that stands on one line
#: Problems that name an entry, and the field of the entry that they are about.
ABOUT = {"long_definition": "definition", "review_before_valid": "review_by", "review_due": "review_by"}

Keys = tuple[str | int, ...]


class Kind(StrEnum):
    """What a field holds, and so how it is typed."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"  # a list, one per line
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: keys of a YAML file, (id, column) of the glossary, a key of front matter or () for text."""

    file: str
    keys: Keys

    @property
    def name(self) -> str:
        """The name of the field in HTML."""
        return f"{self.file}:{'.'.join(str(key) for key in self.keys)}"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. `language` is that of its words, "" where it holds none: it says who may write it."""

    place: Place
    label: str
    kind: Kind = Kind.LINE
    language: str = ""
    hint: str = ""
    choices: Sequence[tuple[str, str]] = ()
    rows: int = 3
    beside: str = ""  # the same words in another language, to translate from
    beside_language: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, under one legend."""

    legend: str
    fields: Sequence[Field]
    hint: str = ""
    language: str = ""


Values = Mapping[Place, str]


def read(files: Mapping[str, str], fields: Iterable[Field]) -> dict[Place, str]:
    """What stands at the place of each field, as a person would type it; "" where nothing does."""
    found: dict[Place, str] = {}
    for file, of_file in groupby(sorted(fields, key=lambda one: one.place.file), key=lambda one: one.place.file):
        value = _parsed(file, files.get(file, ""))
        found.update((field.place, _typed(_at(value, field.place.keys))) for field in of_file)
    return found


def written(files: Mapping[str, str], fields: Iterable[Field], typed: Values) -> dict[str, str]:
    """The files that change when these values are put into their places. What is typed as it stands changes nothing."""
    by_place = {field.place: field for field in fields}
    now = read(files, by_place.values())
    changes = [(place, typed[place]) for place in by_place if place in typed and _clean(typed[place]) != now[place]]
    result: dict[str, str] = {}
    for file, some in groupby(sorted(changes, key=lambda one: one[0].file), key=lambda one: one[0].file):
        values = {place.keys: to_yaml(by_place[place].kind, text) for place, text in some}
        result[file] = _put(file, files.get(file, ""), values)
    return result


def merged(base: Values, mine: Values, theirs: Values) -> tuple[dict[Place, str], dict[Place, str]]:
    """My values where I changed them, theirs elsewhere; and what they wrote where both changed the same field."""
    changed = {place: text for place, text in mine.items() if _clean(text) != base.get(place, "")}
    clashes = {
        place: theirs.get(place, "")
        for place, text in changed.items()
        if theirs.get(place, "") not in (base.get(place, ""), _clean(text))
    }
    return {**theirs, **changed}, clashes


def to_yaml(kind: Kind, text: str) -> Any:
    """A typed value as it stands in YAML; None for nothing. What is no number or day stays text, for the compiler."""
    text = _clean(text)
    if not text:
        return None
    if kind is Kind.LINES:
        lines = CommentedSeq(line.strip() for line in text.split("\n") if line.strip())
        if len(text) <= SHORT_LIST:
            lines.fa.set_flow_style()
        return lines
    if kind is Kind.DAY:
        return _day(text)
    return _number(text) if kind is Kind.NUMBER else plain(text)


def placed(
    problems: Iterable[Problem], fields: Sequence[Field], files: Mapping[str, str]
) -> dict[Place, list[Problem]]:
    """The problems that are about one of these fields, by its place."""
    found: dict[Place, list[Problem]] = {}
    finders = {file: _Lines(file, text) for file, text in files.items()}
    for problem in problems:
        own = [field.place for field in fields if field.place.file == problem.path]
        place = next((one for one in own if _is_about(problem, one, finders.get(problem.path))), None)
        if place is not None:
            found.setdefault(place, []).append(problem)
    return found


def _is_about(problem: Problem, place: Place, lines: "_Lines | None") -> bool:
    keys = place.keys
    if "field" in problem.params and problem.params["field"] == ".".join(str(key) for key in keys):
        return True
    about = ABOUT.get(problem.code) or problem.params.get("language")
    if about:
        return bool(keys) and keys[-1] == about and problem.params.get("id") == keys[0]
    return lines is not None and problem.line > 0 and lines.of(keys) == problem.line


class _Lines:
    """Where keys stand in a file. The text of a Markdown file is one place: all lines below its front matter."""

    def __init__(self, file: str, text: str) -> None:
        self.finder = LineFinder(split_front(text, file)[0].front, 2) if file.endswith(".md") else LineFinder(text)

    def of(self, keys: Keys) -> int:
        line, known = self.finder.find(keys)
        return line if known == keys and keys else 0


# --- reading ---------------------------------------------------------------------------------------------------------


def _parsed(file: str, text: str) -> Any:
    if file == GLOSSARY:
        return _Rows(text)
    if file.endswith(".md"):
        parts, _problems = split_front(text, file)
        return {**read_mapping(parts.front, file)[0], "": parts.body.strip("\n")}
    return read_mapping(text, file)[0]


class _Rows:
    """The glossary's rows, read when they are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    def get(self, term_id: object) -> dict[str, str]:
        return row(self.text, str(term_id))


def _at(value: Any, keys: Keys) -> Any:
    for key in keys or ("",):
        if isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        elif isinstance(value, dict | _Rows):
            value = value.get(key)
        else:
            return None
    return value


def _typed(value: Any) -> str:
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return "\n".join(_typed(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _clean(value.isoformat() if isinstance(value, date | datetime) else str(value))


# --- writing ---------------------------------------------------------------------------------------------------------


def _put(file: str, text: str, values: Mapping[Keys, Any]) -> str:
    if file == GLOSSARY:
        return _put_rows(text, values)
    if file.endswith(".md"):
        return _put_markdown(file, text, values)
    for keys, value in values.items():
        text = edited_entry(text, str(keys[0]), partial(_set, keys=keys, new=value))
    return text


def _put_rows(text: str, values: Mapping[Keys, Any]) -> str:
    for term_id in dict.fromkeys(str(keys[0]) for keys in values):
        cells = {str(keys[1]): value or "" for keys, value in values.items() if keys[0] == term_id}
        text = put_row(text, {**row(text, term_id), "term_id": term_id, **cells})
    return text


def _put_markdown(file: str, text: str, values: Mapping[Keys, Any]) -> str:
    def change(front: Any) -> None:
        for keys, value in values.items():
            if keys:
                _set(front, keys, value)

    if any(values):
        text = edited_front(text, change)
    if () in values:
        text = text.replace("\r\n", "\n")
        body = split_front(text, file)[0].body
        text = f"{text.removesuffix(body)}{_margin(body)}{values[()] or ''}\n"
    return text


def _margin(body: str) -> str:
    """The empty lines before a text."""
    return body[: len(body) - len(body.lstrip("\n"))] if body.strip() else ""


def _set(value: Any, keys: Keys, new: Any) -> None:
    """Put a value at its keys; None takes it away, and with it what is left empty around it."""
    key, rest = keys[0], keys[1:]
    if not rest:
        if new is not None:
            value[key] = new
        elif not isinstance(value, list):
            value.pop(key, None)
        return
    inner = value.get(key) if isinstance(value, dict) else value[key]
    if not isinstance(inner, dict | list):
        if new is None:
            return
        inner = value[key] = plain({})
    _set(inner, rest, new)
    if not inner and isinstance(inner, dict) and not isinstance(value, list):
        value.pop(key)


def _clean(text: str) -> str:
    """A text without the line ends of other systems and without what nobody sees at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _number(text: str) -> int | float | str:
    plain_number = text.replace(",", ".")
    try:
        return int(plain_number) if plain_number.lstrip("-").isdecimal() else float(plain_number)
    except ValueError:
        return text
