"""Markdown of the house as rich text: rendered as learners get it, then read back from the page."""

from collections.abc import Iterable

from lxml import html

from elearn.authoring.exchange.rich import Line, Paragraph, Rich, clean
from elearn.authoring.exchange.rich_html import HtmlReading
from elearn.markup.render import Link, TextFlow, render_prose


def read_markdown(text: str, note_ids: Iterable[str] = ()) -> tuple[Rich, ...]:
    """The blocks of a text without special blocks; `[^id]` of these ids are references to footnotes."""
    flow = TextFlow(_reference, {note: note for note in note_ids})
    rendered = str(render_prose(text, flow))
    notes = {str(number): note for note, number in flow.numbers.items()}
    root = html.fragment_fromstring(rendered, create_parent="div")
    return HtmlReading(notes).read(root)


def read_inline(text: str) -> Line:
    """One run of words: a title, a caption, a stem."""
    return clean(span for block in read_markdown(text) if isinstance(block, Paragraph) for span in block.line)


def _reference(scheme: str, target: str) -> Link:
    """References keep their own form, as a fragment: no sanitiser minds it."""
    return Link(f"#{scheme}:{target}")
