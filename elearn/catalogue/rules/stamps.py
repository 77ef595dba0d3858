"""The line `translates:` of a translation: which text of the source it translates."""

import re

from elearn.core.ids import short_digest

_LINE = re.compile(r"^translates:[^\r\n]*", re.MULTILINE)
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


class NoFrontMatterError(ValueError):
    """A Markdown file without front matter has no place for a stamp."""


def stamped(translation: str, source: str, *, is_markdown: bool) -> str:
    """The translation, saying that it translates this source. Every other byte stays.

    NoFrontMatterError for Markdown without front matter.
    """
    line = f"translates: {short_digest(source)}"
    if not is_markdown:
        return _with_line(translation, line)
    front = _FRONT.match(translation)
    if front is None:
        raise NoFrontMatterError
    return translation[: front.start(1)] + _with_line(front.group(1), line) + translation[front.end(1) :]


def stamp_of(translation: str) -> str:
    """The short digest of the source that a translation names; "" where it names none."""
    front = _FRONT.match(translation)
    found = _LINE.search(front.group(1) if front else translation)
    return found[0].partition(":")[2].strip().strip("\"'") if found else ""


def _with_line(yaml: str, line: str) -> str:
    """Replace the line, or write it first."""
    if _LINE.search(yaml):
        return _LINE.sub(line, yaml, count=1)
    end = "\r\n" if "\r\n" in yaml else "\n"
    return f"{line}{end}{yaml}"
