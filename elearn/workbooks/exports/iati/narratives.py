"""Elements of IATI and the words in them, each in one or several languages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.rules.book import Book

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass
class Voices:
    """A workbook, with others that say the same in other languages; figures come from the first.

    `left_out` collects, in plain words, what does not reach the file.
    """

    outs: tuple[Outgoing, ...]
    left_out: list[str] = field(default_factory=list)

    @property
    def book(self) -> Book:
        """The workbook that decides."""
        return self.outs[0].book

    def narrate(self, parent: Element, tag: str, text: Callable[[Outgoing], str], **attributes: str) -> Element | None:
        """An element with its words in all languages; none where nobody says anything."""
        said = {out.book.language: " ".join(text(out).split()) for out in self.outs}
        if not any(said.values()):
            return None
        made = SubElement(parent, tag, attributes)
        for language, words in said.items():
            if words:
                SubElement(made, "narrative", {LANGUAGE: language}).text = words
        return made

    def own(self, sheet: str, node_id: str, name: str) -> Callable[[Outgoing], str]:
        """What each workbook says in a field."""
        return lambda out: node.text(name) if (node := out.document(sheet).get(node_id)) else ""
