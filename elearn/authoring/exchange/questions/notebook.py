"""Collects what one question loses, and reads its texts on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from elearn.authoring.exchange.questions.building import LeftOutError, Pair
from elearn.authoring.exchange.questions.html_text import TooLongError, read_html, read_plain
from elearn.authoring.exchange.questions.markdown_text import markdown_of
from elearn.authoring.exchange.questions.reasons import filled, missing
from elearn.authoring.exchange.questions.runs import Lost, Paragraphs, joined
from elearn.authoring.exchange.questions.values import MOST_TEXT, Note

SHOWN = 200


@dataclass
class Notebook:
    """The notes of one question, each of them once. `language` is the one that is read."""

    where: str
    language: str
    notes: dict[tuple[str, tuple[tuple[str, str], ...]], Note] = field(default_factory=dict)

    def add(self, code: str, **params: str) -> None:
        """Note what was lost."""
        shown = {name: text if len(text) <= SHOWN else text[: SHOWN - 1] + "…" for name, text in params.items()}
        self.notes.setdefault((code, tuple(sorted(shown.items()))), Note(self.where, code, shown))

    def all(self) -> tuple[Note, ...]:
        """The notes in their order."""
        return tuple(self.notes.values())

    def lose(self, lost: Iterable[Lost]) -> None:
        """Note what a text had that our words have not."""
        for one in lost:
            self.add(one.code, **({"what": one.detail} if one.detail else {}))

    def html(self, text: str) -> str:
        """Foreign HTML as our Markdown."""
        return self.markdown(self.paragraphs(text))

    def plain(self, text: str) -> str:
        """Foreign text without marks as our Markdown."""
        try:
            return self.markdown(read_plain(text))
        except TooLongError:
            raise LeftOutError("too_long", most=str(MOST_TEXT)) from None

    def paragraphs(self, html: str) -> Paragraphs:
        """Foreign HTML as runs."""
        try:
            return read_html(html, self.language)
        except TooLongError:
            raise LeftOutError("too_long", most=str(MOST_TEXT)) from None

    def markdown(self, found: Paragraphs) -> str:
        """Runs as our Markdown, in one paragraph."""
        self.lose(found.lost)
        text, is_whole = markdown_of(joined(found.runs))
        if not is_whole:
            self.add("look_lost", what="strong, em")
        return text

    def finished(self, pair: Pair, general: str = "") -> Pair:
        """A general feedback finds its place, and missing reasons are told."""
        whole, count = filled(pair, general)
        if count:
            self.add("general_as_reason", count=str(count))
        elif general:
            self.add("general_lost", text=general)
        lacking = missing(*whole)
        if lacking:
            self.add("reasons_missing", count=str(lacking))
        return whole
