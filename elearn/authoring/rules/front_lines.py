"""Changes single values of a file's front matter, and leaves every other line as it stands."""

import json
import re
from collections.abc import Mapping

PLAIN = re.compile(r"[^\W\d_][\w '’“”«».;()!?%…/–—-]*[\w’“”«».;()!?%…]\Z|[^\W\d_]\Z")
WORDS_OF_YAML = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def with_values(front: str, values: Mapping[str, str | tuple[str, ...]]) -> str:
    """The YAML of a front matter with these values: a value that stands there already keeps its very lines."""
    lines = front.split("\n") if front.strip() else []
    for name, value in values.items():
        start = next((place for place, line in enumerate(lines) if line.startswith(f"{name}:")), None)
        if start is None:
            lines += _written(name, value)
            continue
        end = start + 1
        while end < len(lines) and (lines[end].startswith((" ", "\t", "- ")) or not lines[end].strip()):
            end += 1
        lines[start:end] = _written(name, value)
    return "\n".join(lines)


def scalar(text: str) -> str:
    """A text as YAML writes it on one line: bare where nothing can be misread, else in double quotes."""
    if PLAIN.match(text) and text.lower() not in WORDS_OF_YAML:
        return text
    return UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _written(name: str, value: str | tuple[str, ...]) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {scalar(value)}"]
    return [f"{name}:", *(f"  - {scalar(one)}" for one in value)] if value else [f"{name}: []"]
