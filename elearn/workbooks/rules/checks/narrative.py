"""Checks of the text of an application, section by section, as the call asks for it."""

from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.wording import count_words


def section_too_long(book: Book) -> Iterator[At]:
    """A section with more words than the call allows."""
    for section in book.profile.narrative:
        words = count_words(_text(book, section.id))
        if 0 < section.words_max < words:
            yield At(section.id, "text", {"words": str(words), "words_limit": str(section.words_max)})


def section_empty(book: Book) -> Iterator[At]:
    """A section that the call asks for and that nobody has written, once the text has been begun."""
    for section in book.profile.narrative if book.has_begun("narrative") else ():
        if not _text(book, section.id):
            yield At(section.id, "text")


def _text(book: Book, section: str) -> str:
    return (book.sheet("narrative").get(section) or Node(section, "sections")).text("text").strip()


RULES: tuple[Rule, ...] = (
    Rule("T1", Level.WARNING, "narrative", section_too_long),
    Rule("T2", Level.WARNING, "narrative", section_empty),
)
