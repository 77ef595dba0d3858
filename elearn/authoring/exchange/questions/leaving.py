"""What every writer asks of our words: texts that other programs understand, and notes of what stays behind."""

import re
from decimal import Decimal

from elearn.authoring.exchange.questions.html_text import read_html
from elearn.authoring.exchange.questions.markdown_text import markdown_of, own_links, runs_of
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.runs import Run, joined
from elearn.catalogue.rules.quiz_values import AnyKey, QuestionWords

OWN_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?(?:term|fact|lesson):[^()\s<>]*>?\s*\)")


def without_own_links(notebook: Notebook, markdown: str) -> str:
    """Our Markdown with the words of links that only we can follow."""
    lost = own_links(markdown)
    notebook.lose(lost)
    return OWN_LINK.sub(r"\1", markdown) if lost else markdown


def looks(notebook: Notebook, markdown: str) -> tuple[Run, ...]:
    """Our Markdown as runs, for formats that know emphasis."""
    return runs_of(without_own_links(notebook, markdown))


def is_plain(markdown: str) -> bool:
    """Whether a text means the same to a program that reads it as HTML."""
    return markdown_of(joined(read_html(markdown).runs))[0] == markdown


def note_key(notebook: Notebook, key: AnyKey, *, has_marks: bool) -> None:
    """Note what of a key no other program knows, or none of this format."""
    if key.country:
        notebook.add("country_lost", country=key.country)
    if key.marks != 1 and not has_marks:
        notebook.add("marks_lost", marks=str(key.marks))


def count_reasons(words: QuestionWords) -> int:
    """How many reasons the items of a question have."""
    return sum(bool(one.reason) for one in (*words.options.values(), *words.items.values()))


def figure_text(value: float) -> str:
    """A number as every program reads it: 8, 0.25, 0.0000001."""
    return format(Decimal(repr(value)).normalize(), "f")
