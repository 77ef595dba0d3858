"""What a workbook says on paper: names in the language of the labels, values as people read them, texts as written."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from elearn.catalogue.rules.workbook_values import Field, FieldKind, FieldWords, Part
from elearn.workbooks.exports.labels import BETWEEN, Labels
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.paper.blocks import Block, Bullets, Item, Line, Lines, Paragraph, Span, own
from elearn.workbooks.rules.documents import Node, as_number
from elearn.workbooks.rules.numbering import activity_numbers, result_numbers
from elearn.workbooks.words import ValueWriter, amount

WRITTEN: frozenset[FieldKind] = frozenset({"line", "text", "link", "links"})  # these say what people wrote
NO_BREAK = "\u00a0"
_MONTH = re.compile(r"m(\d+)\Z")


class Wording:
    """The words of a workbook that goes out. Values are in the language that gettext speaks: the caller chooses it."""

    def __init__(self, out: Outgoing) -> None:
        self.out, self.book = out, out.book
        self.labels = Labels.of(out)
        headings = self.book.profile.budget.headings if self.book.profile.budget else ()
        names = {heading.id: self.labels.heading(heading.id) for heading in headings}
        self.values = ValueWriter(self.book.currency, self.named, names)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The numbers of results and activities by their id."""
        return {**result_numbers(self.book), **activity_numbers(self.book)}

    def named(self, sheet: str, part: str, node_id: str) -> str:
        """What a node is called, with its number where it has one."""
        name = self.labels.node(sheet, part, node_id)
        number = self.numbers.get(node_id, "") if sheet in ("logframe", "plan") else ""
        return f"{number}{NO_BREAK}{name}" if number and name else name

    def title(self, sheet: str, part: str) -> str:
        """The title of a part."""
        return self.labels.words(sheet).parts[part].title

    def label(self, sheet: str, part: Part, name: str) -> str:
        """What a field is called; a month of a cash-flow by its number."""
        month = _MONTH.match(name) if part.monthly else None
        return month[1] if month else self.labels.field(sheet, part.id, name)

    def text(self, sheet: str, node: Node, name: str) -> str:
        """A field as people read it; "" where nothing stands."""
        spec = self.out.part(sheet, node.part).by_id[name]
        words = self.labels.words(sheet).parts[node.part].fields.get(name, FieldWords(""))
        if spec.kind in ("choice", "choices"):
            return ", ".join(self.labels.option(sheet, node.part, name, one) for one in node.many(name) if one)
        if spec.kind in ("link", "links"):
            return BETWEEN.join(found for one in node.many(name) if (found := self.named(*spec.target, one)))
        return self.values.show(spec, words, node.fields.get(name, ""))

    def lines(self, sheet: str, node: Node, name: str) -> Lines:
        """A field as the lines of a cell."""
        spec = self.out.part(sheet, node.part).by_id[name]
        text, is_own = self.text(sheet, node, name), _is_own(spec, node)
        return tuple((Span(one, is_own=is_own),) for one in text.split("\n") if one.strip())

    def money(self, value: Decimal) -> str:
        """An amount in the workbook's currency."""
        return amount(value, self.book.currency)


def _is_own(spec: Field, node: Node) -> bool:
    return spec.kind in WRITTEN or (spec.kind == "value" and as_number(node.text(spec.id)) is None)


def own_blocks(text: str) -> Iterator[Block]:
    """A text of several paragraphs, in which lines that begin with "- " make a list.

    An empty line parts two paragraphs; a line break within one stays.
    """
    for paragraph in re.split(r"\n\s*\n", text):
        waiting: list[str] = []
        for line in (one.strip() for one in paragraph.split("\n")):
            if waiting and _is_entry(line) != _is_entry(waiting[-1]):
                yield _block(waiting)
                waiting = []
            if line:
                waiting.append(line)
        if waiting:
            yield _block(waiting)


def _is_entry(line: str) -> bool:
    return line.startswith(("- ", "• "))


def _block(lines: Sequence[str]) -> Block:
    if _is_entry(lines[0]):
        return Bullets(tuple(Item(own(line[2:].strip())) for line in lines if line[2:].strip()))
    return Paragraph(own("\n".join(lines)))


def joined(*lines: Line, by: str = " ") -> Line:
    """Lines one after the other, those that say nothing left out."""
    found: list[Span] = []
    for line in lines:
        if line:
            found += [Span(by), *line] if found else line
    return tuple(found)
