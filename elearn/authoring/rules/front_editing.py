"""The front matter of a Markdown file, changed field by field; everything else keeps its bytes."""

from collections.abc import Callable
from typing import Any

from elearn.authoring.rules.pieces import join, take_apart
from elearn.authoring.rules.yaml_writing import edited_yaml, write_yaml

FENCE = "---"


def edited_front(text: str, change: Callable[[Any], None]) -> str:
    """The file after `change` was applied to its front matter (a mapping, edited in place; values through `plain`).

    A file without front matter gets one. ValueError where the front matter is no mapping.
    """
    sheet = take_apart(text)
    lines = sheet.front.split("\n")
    if not sheet.front.lstrip("\ufeff").startswith(FENCE):
        value: dict[str, Any] = {}
        change(value)
        return f"{FENCE}\n{write_yaml(value)}{FENCE}\n{text}"
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE)
    before = "\n".join(lines[1:end]) + "\n" if end > 1 else ""
    carriage = "\r" if lines[0].endswith("\r") else ""
    after = edited_yaml(before.replace("\r\n", "\n") or "{}\n", change) if before else _fresh(change)
    if after == before.replace("\r\n", "\n"):
        return text
    front = [lines[0], *(line + carriage for line in after.rstrip("\n").split("\n")), *lines[end:]]
    return "\n".join(front) + join(sheet)[len(sheet.front) :]


def new_text(front: dict[str, Any], body: str = "") -> str:
    """A new Markdown file from its front matter and body."""
    return (
        f"{FENCE}\n{write_yaml(front)}{FENCE}\n\n{body.strip()}\n"
        if body.strip()
        else f"{FENCE}\n{write_yaml(front)}{FENCE}\n"
    )


def _fresh(change: Callable[[Any], None]) -> str:
    value: dict[str, Any] = {}
    change(value)
    return write_yaml(value)
