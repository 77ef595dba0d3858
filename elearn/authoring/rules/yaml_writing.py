"""YAML out: what forms change in a file of content/, with its comments, quotes and order left as they are.

The compiler reads with libyaml (`catalogue/rules/yaml_files.py`); ruamel.yaml writes, because it remembers what a
person wrote around the values. Both speak YAML 1.2: `no` and `12:30` are text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

WIDEST = 1_000_000  # lines are never broken: a paragraph is one line, as in the files that ship
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LITERAL = re.compile(
    r"[^\s\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff][^\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]*\Z"
)


class UnreadableError(ValueError):
    """The file is no YAML, or of another shape than its form expects: a person must mend it first."""


def edited_yaml(text: str, change: Callable[[Any], None]) -> str:
    """The file after `change` was applied to its value (mappings and lists, edited in place).

    What is not changed keeps its bytes, as far as YAML allows; a change that changes nothing gives the text back.
    Values that are put in must have gone through `plain`. UnreadableError where the text is no mapping.
    """
    try:
        value = _yaml().load(text)
    except YAMLError as error:
        raise UnreadableError(str(error)) from error
    if not isinstance(value, dict):
        raise UnreadableError("This file holds no mapping.")
    before = _dumped(value)
    change(value)
    after = _dumped(value)
    return text if after == before else after


def write_yaml(value: Mapping[str, Any]) -> str:
    """A new file from plain values: mappings, sequences, text, numbers, truth values, dates."""
    return _dumped(plain(value))


def plain(value: Any) -> Any:
    """A value as it may be put into a file: text with several lines as a block, lists of ids on one line."""
    if isinstance(value, Mapping):
        return CommentedMap((key, plain(one)) for key, one in value.items())
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Sequence):
        found = CommentedSeq(plain(one) for one in value)
        if all(isinstance(one, str) and ID.match(one) for one in value):
            found.fa.set_flow_style()
        return found
    return value


def _text(value: str) -> str:
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in value:
        return value
    written: str = LiteralScalarString(value) if LITERAL.match(value) else DoubleQuotedScalarString(value)
    return written


def _yaml() -> YAML:
    """A reader and writer of its own for each call: it keeps state."""
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = WIDEST
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(value: Any) -> str:
    target = StringIO()
    _yaml().dump(value, target)
    return target.getvalue()
