"""YAML into pydantic models; every mistake becomes a Problem with its line.

Plain words mean what YAML 1.2 says (`no` and `12:30` are text). Aliases are refused: a few of them can blow a small
file up to gigabytes. libyaml does the reading; a library of forty modules has thousands of such pages.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from yaml import CSafeLoader, MarkedYAMLError, YAMLError, parse
from yaml.events import CollectionEndEvent, CollectionStartEvent, NodeEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from elearn.core.problems import Level, Problem

MAX_BYTES = 256 * 1024
MAX_BRACKETS = 1500  # the parser needs quadratic time for brackets within brackets
MAX_DEPTH = 40
EXPECTED = re.compile(r",? or |, ")
UNQUOTED_DIGEST = re.compile(r"^(translates:[ \t]*)([0-9a-fA-F]+)[ \t]*$", re.MULTILINE)

Model = TypeVar("Model")  # a pydantic model or dataclass

#: pydantic's error type -> our code. What is not listed is "field_wrong".
CODES = {
    "missing": "field_missing",
    "extra_forbidden": "field_unknown",
    "unexpected_keyword_argument": "field_unknown",
    "literal_error": "not_one_of",
    "union_tag_invalid": "not_one_of",
    "union_tag_not_found": "field_missing",
    "string_pattern_mismatch": "bad_id",
    "string_type": "not_text",
    "int_type": "not_a_number",
    "int_parsing": "not_a_number",
    "int_from_float": "not_a_number",
    "float_type": "not_a_number",
    "float_parsing": "not_a_number",
    "decimal_type": "not_a_number",
    "decimal_parsing": "not_a_number",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "greater_than": "out_of_range",
    "too_short": "too_few",
    "string_too_short": "empty_text",
    "bad_address": "bad_address",
    "bool_type": "not_true_or_false",
    "bool_parsing": "not_true_or_false",
    "date_type": "not_a_date",
    "date_from_datetime_parsing": "not_a_date",
    "date_parsing": "not_a_date",
}


class _Loader(CSafeLoader):
    """Plain values only, and no key twice."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # not those of YAML 1.1

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for name, _value in node.value:
            if not isinstance(name, ScalarNode) or name.value in seen:
                raise MarkedYAMLError(problem="a key stands twice, or is no word", problem_mark=name.start_mark)
            seen.add(name.value)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


for _tag, _form, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]*([eE][-+]?[0-9]+)?", "-+0123456789"),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_form})\Z"), [*_first, ""])


def _check_shape(text: str) -> None:
    """Refuse aliases, tags, and depths at which the loader would lose its footing."""
    depth = 0
    for event in parse(text, Loader=CSafeLoader):
        if isinstance(event, NodeEvent) and event.anchor:
            raise MarkedYAMLError(problem="alias", problem_mark=event.start_mark)
        if getattr(event, "tag", None) not in (None, "!"):
            raise MarkedYAMLError(problem="tag", problem_mark=event.start_mark)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise MarkedYAMLError(problem="depth", problem_mark=event.start_mark)


@contextmanager
def _loader(text: str) -> Iterator[_Loader]:
    _check_shape(text)
    loader = _Loader(text)
    try:
        yield loader
    finally:
        loader.dispose()


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, list[Problem]]:
    """The value of a YAML text and the Problems; (None, problems) when it cannot be read."""
    if len(text.encode()) > MAX_BYTES or text.count("[") + text.count("{") > MAX_BRACKETS:
        return None, [Problem(path, 0, Level.ERROR, "yaml_too_large", {"bytes": MAX_BYTES, "brackets": MAX_BRACKETS})]
    try:
        with _loader(_quoted_digest(text)) as loader:
            return loader.get_single_data(), []
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        code = "yaml_alias" if error.problem == "alias" else "yaml_broken"
        params = {"detail": str(error.problem or "").strip()}
        last = text.rstrip().count("\n")  # what is not closed is missed after the last line
        line = min(mark.line, last) if mark else 0
        return None, [Problem(path, line + first_line, Level.ERROR, code, params)]
    except (YAMLError, ValueError, RecursionError, TypeError) as error:
        return None, [Problem(path, first_line, Level.ERROR, "yaml_broken", {"detail": type(error).__name__})]


def read_mapping(text: str, path: str) -> tuple[dict[str, object], list[Problem]]:
    """A YAML text that maps ids to something, and the Problems; empty when it is anything else."""
    value, problems = read_yaml(text, path)
    if isinstance(value, dict):
        return {str(key): one for key, one in value.items()}, problems
    if value is not None and not problems:
        problems = [Problem(path, 1, Level.ERROR, "not_a_list_of_ids")]
    return {}, problems


def read_model(model: type[Model], text: str, path: str, first_line: int = 1) -> tuple[Model | None, list[Problem]]:
    """A YAML text as a pydantic model, or None and every mistake with its line."""
    value, problems = read_yaml(text, path, first_line)
    if problems:
        return None, problems
    return to_model(model, {} if value is None else value, text, path, first_line)


def to_model(
    model: type[Model], value: object, text: str, path: str, first_line: int = 1, at: Sequence[str | int] = ()
) -> tuple[Model | None, list[Problem]]:
    """A value that was read from `text`, where it stands `at` these keys, as a model."""
    try:
        return _validator(cast(Any, model)).validate_python(value), []
    except (ValidationError, RecursionError) as error:
        details = error.errors(include_url=False) if isinstance(error, ValidationError) else []
        lines = LineFinder(text, first_line)
        found = [_problem(detail, path, lines, tuple(at)) for detail in details]
        return None, found or [Problem(path, first_line, Level.ERROR, "yaml_broken", {"detail": "depth"})]


@cache
def _validator(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _problem(detail: ErrorDetails, path: str, lines: "LineFinder", at: tuple[str | int, ...]) -> Problem:
    line, known = lines.find((*at, *detail["loc"]))
    context = detail.get("ctx", {})
    code = CODES.get(detail["type"], "field_wrong")
    where = [str(key) for key in known]
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    if code in ("field_missing", "field_unknown") and last not in where[-1:]:
        where.append(str(context.get("discriminator", "")).strip("'") or last)
    params: dict[str, object] = {"field": ".".join(where)}
    if code == "not_one_of":
        params["expected"] = EXPECTED.sub(
            ", ", str(context.get("expected") or context.get("expected_tags", ""))
        ).replace("'", "")
    return Problem(path, line, Level.ERROR, code, params)


def _quoted_digest(text: str) -> str:
    """`translates: 1234567890123456` is a digest, not a number."""
    return UNQUOTED_DIGEST.sub(r'\1"\2"', text)


class LineFinder:
    """Finds the line of a key in a YAML text. Reads the text once, when it is first asked."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self.text = text
        self.first_line = first_line
        self._root: Node | None = None

    def find(self, keys: Sequence[str | int]) -> tuple[int, tuple[str | int, ...]]:
        """The line (of the file) of what stands at these keys, and those of the keys that really stand there.

        Names that are no keys (pydantic puts the names of union members between them) are passed over.
        """
        if self._root is None:
            self._root = compose_yaml(self.text)
        node, line, known = self._root, self.first_line, []
        for key in keys:
            entry = _entry(node, key)
            if entry is not None:
                line = entry[0].start_mark.line + self.first_line
                node = entry[1]
                known.append(key)
        return line, tuple(known)

    def line(self, *keys: str | int) -> int:
        """The line of what stands at these keys, or of the nearest thing around it."""
        return self.find(keys)[0]


def compose_yaml(text: str) -> Node | None:
    """The nodes of a YAML text with their places; None when it cannot be read."""
    try:
        with _loader(text) as loader:
            node: Node | None = loader.get_single_node()
            return node
    except (YAMLError, ValueError, RecursionError):
        return None


def _entry(node: Node | None, key: str | int) -> tuple[Node, Node] | None:
    """The node that names a key and the node of its value."""
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if isinstance(name, ScalarNode) and name.value == str(key):
                return name, value
    if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key]
    return None
