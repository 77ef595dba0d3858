"""The part between `---` and `---` at the top of a Markdown file."""

from dataclasses import dataclass

from elearn.core.problems import Level, Problem

FENCE = "---"


@dataclass(frozen=True, slots=True)
class Parts:
    """A file in two: YAML that begins on line 2, and the body with the line on which it begins."""

    front: str
    body: str
    body_line: int


def split_front(text: str, path: str) -> tuple[Parts, list[Problem]]:
    """The front matter and the body of a file. Without front matter, everything is body and that is a Problem."""
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    if lines[0].rstrip() == FENCE:
        for index, line in enumerate(lines[1:], start=1):
            if line.rstrip() == FENCE:
                return Parts("\n".join(lines[1:index]), "\n".join(lines[index + 1 :]), index + 2), []
    return Parts("", "\n".join(lines), 1), [Problem(path, 1, Level.ERROR, "no_front_matter")]
