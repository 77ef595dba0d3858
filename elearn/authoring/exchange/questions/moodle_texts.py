"""The texts of Moodle XML: `<questiontext format="html"><text>…`, in four formats."""

from collections.abc import Iterator
from dataclasses import dataclass

from elearn.authoring.exchange.questions.html_text import plain_of
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.runs import joined
from elearn.authoring.exchange.xml_reading import Element, child, children, text_in


@dataclass(frozen=True, slots=True)
class Part:
    """An element of a question, and where its losses are noted."""

    notebook: Notebook
    element: Element

    def parts(self, name: str) -> Iterator["Part"]:
        """The children with a name."""
        for one in children(self.element, name):
            yield Part(self.notebook, one)

    def part(self, name: str) -> "Part":
        """The first child with a name; one that says nothing where there is none."""
        return Part(self.notebook, child(self.element, name))

    def say(self, name: str) -> str:
        """The text of a child as our Markdown."""
        return self.text(child(self.element, name))

    def text(self, element: Element | None) -> str:
        """The text of an element as our Markdown. Old files have the words without a `<text>` around them."""
        if element is None:
            return ""
        raw, form = self.raw(element), element.get("format", "html")
        if form == "markdown":
            return raw
        return self.notebook.plain(raw) if form == "plain_text" else self.notebook.html(raw)

    @staticmethod
    def raw(element: Element | None) -> str:
        """The text of an element as it stands there."""
        inner = child(element, "text")
        return text_in(inner if inner is not None else element)

    def typed(self) -> str:
        """The text of this element as somebody types it, without looks."""
        return plain_of(joined(self.notebook.paragraphs(self.raw(self.element)).runs))

    def own(self) -> str:
        """The text of this element as our Markdown."""
        return self.text(self.element)

    def value(self, name: str) -> str:
        """A setting: the words of a child."""
        return text_in(child(self.element, name))

    def weight(self) -> float:
        """What an answer is worth, in percent."""
        try:
            return float(self.element.get("fraction", "0").replace(",", "."))
        except ValueError:
            return 0.0
