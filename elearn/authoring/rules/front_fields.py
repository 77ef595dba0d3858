"""The front matter of a text as the fields of a form, and back: title, summary, objectives, a reason for weight."""

from collections.abc import Mapping
from typing import Any

from elearn.authoring.rules.pieces import take_apart
from elearn.authoring.rules.yaml_writing import edited_yaml, plain, write_yaml
from elearn.catalogue.rules.front_matter import FENCE, split_front
from elearn.catalogue.rules.yaml_files import read_mapping

Values = Mapping[str, str | tuple[str, ...]]


def read_front(text: str) -> dict[str, Any] | None:
    """The values of a file's front matter; None where it cannot be read."""
    parts, missing = split_front(text, "")
    found, problems = read_mapping(parts.front, "") if parts.front.strip() else ({}, [])
    return None if problems and not missing else dict(found)


def with_front(text: str, values: Values) -> str:
    """The file with these values in its front matter; empty ones go. Nothing else changes.

    ValueError where the front matter cannot be read: it has to be mended as text first.
    """
    before = read_front(text)
    if before is None:
        raise ValueError("The front matter cannot be read.")
    if all(_same(before.get(name), value) for name, value in values.items()):
        return text
    parts, missing = split_front(text, "")
    if missing or not parts.front.strip():
        return _fenced(write_yaml({name: value for name, value in values.items() if value}), _body(text, missing))
    sheet = take_apart(text)
    head, _, _ = sheet.front.partition(FENCE)
    front = edited_yaml(parts.front + "\n", lambda found: _change(found, before, values))
    written = f"{head}{FENCE}\n{front.rstrip()}\n{FENCE}\n".replace("\n", sheet.newline)
    return written + text[len(sheet.front) :]


def _change(found: Any, before: Mapping[str, Any], values: Values) -> None:
    for name, value in values.items():
        if _same(before.get(name), value):
            continue
        if value:
            found[name] = plain(value)
        else:
            found.pop(name, None)


def _same(old: Any, new: str | tuple[str, ...]) -> bool:
    if isinstance(new, tuple):
        return tuple(str(one) for one in old or ()) == new if isinstance(old, list | None) else False
    return str(old if old is not None else "") == new


def _fenced(front: str, body: str) -> str:
    return f"{FENCE}\n{front.rstrip()}\n{FENCE}\n{body}"


def _body(text: str, missing: object) -> str:
    return text if missing else text[len(take_apart(text).front) :]
