"""Foreign HTML and plain text as runs, and runs as HTML."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from lxml import etree

from elearn.authoring.exchange.questions.multilang import chosen
from elearn.authoring.exchange.questions.runs import Collector, Paragraphs, Run
from elearn.authoring.exchange.questions.values import MOST_TEXT

TAG_OR_ENTITY = re.compile(r"[<&]")
EMPTY_LINE = re.compile(r"\n[ \t]*\n")


class TooLongError(ValueError):
    """A text of more than `MOST_TEXT` letters."""


def read_html(html: str, language: str = "") -> Paragraphs:
    """A foreign text as runs. Of texts in several languages, the one in `language`. Raises TooLongError."""
    if len(html) > 4 * MOST_TEXT:
        raise TooLongError
    picked = chosen(html, language)
    return parsed(picked) if TAG_OR_ENTITY.search(picked) else read_plain(picked)


def parsed(html: str) -> Paragraphs:
    """HTML as runs, whatever it is. Raises TooLongError."""
    parser = etree.HTMLParser(target=Collector())
    parser.feed(f"<div>{html}</div>")
    found: Paragraphs = parser.close()
    refuse_long(found.runs)
    return found


def read_plain(text: str) -> Paragraphs:
    """A text without marks: empty lines part paragraphs. Raises TooLongError."""
    collector = Collector()
    for paragraph in EMPTY_LINE.split(text):
        collector.paragraphs.append([])
        collector.data(paragraph)
    found = collector.close()
    refuse_long(found.runs)
    return found


def refuse_long(paragraphs: Iterable[Sequence[Run]]) -> None:
    """Raises TooLongError for a text that nobody reads to the end."""
    if sum(len(run.text) for runs in paragraphs for run in runs) > MOST_TEXT:
        raise TooLongError


def html_of(runs: Iterable[Run]) -> str:
    """Runs as HTML that is XML too."""
    return "".join(_element(run) for run in runs)


def _element(run: Run) -> str:
    words = escape(run.text, quote=False)
    for mark in ("code", "em", "strong"):
        if mark in run.marks:
            words = f"<{mark}>{words}</{mark}>"
    return f'<a href="{escape(run.href)}">{words}</a>' if run.href else words


def plain_of(runs: Iterable[Run]) -> str:
    """Runs without their looks."""
    return "".join(run.text for run in runs)
