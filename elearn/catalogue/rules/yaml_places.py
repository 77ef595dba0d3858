"""The words of a YAML file with the places where they stand, so that single ones can be written anew."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from elearn.catalogue.rules.yaml_files import compose_yaml

PLAIN = re.compile(r"[^\W\d_](?:[\w '’“”«».;()!?%…/–—-]*[\w’“”«».;()!?%…])?\Z")
WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A text, or a list of texts, behind these keys. `column` is where a list written line by line begins."""

    keys: tuple[str, ...]
    value: Value
    start: int
    end: int
    column: int
    in_lines: bool


def places(text: str) -> tuple[Place, ...]:
    """All words of a YAML file of mappings, in its order; nothing where it cannot be read."""
    root = compose_yaml(text)
    return tuple(_places(root, (), text)) if root else ()


def with_places(text: str, values: Mapping[tuple[str, ...], Value]) -> str:
    """The file with other words at these keys. Every other byte stays."""
    pieces, done = [], 0
    for place in places(text):
        if place.keys in values and values[place.keys] != place.value:
            pieces += [text[done : place.start], _written(values[place.keys], place)]
            done = place.end
    return "".join([*pieces, text[done:]])


def scalar(text: str) -> str:
    """A text as YAML writes it on one line: bare where nothing can be misread, else in double quotes."""
    if PLAIN.match(text) and text.lower() not in WORDS_OF_YAML:
        return text
    return UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _places(node: Node, keys: tuple[str, ...], text: str) -> Iterator[Place]:
    start, end = node.start_mark.index, node.end_mark.index
    end = start + len(text[start:end].rstrip())
    if isinstance(node, MappingNode):
        for name, value in node.value:
            yield from _places(value, (*keys, str(name.value)), text)
    elif isinstance(node, SequenceNode):
        value = tuple(str(one.value) for one in node.value if isinstance(one, ScalarNode))
        yield Place(keys, value, start, end, node.start_mark.column, not node.flow_style)
    elif isinstance(node, ScalarNode):
        yield Place(keys, str(node.value), start, end, node.start_mark.column, in_lines=False)


def _written(value: Value, place: Place) -> str:
    if isinstance(value, str):
        return scalar(value)
    if place.in_lines and value:
        return ("\n" + " " * place.column).join(f"- {scalar(one)}" for one in value)
    return f"[{', '.join(scalar(one) for one in value)}]"
