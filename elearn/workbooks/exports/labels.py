"""What ids are called in a language, and what values look like in a cell."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from elearn.catalogue.rules.workbook_values import LISTS, NUMERIC, Field, Kit, Names, Part, Profile, SheetWords
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.rules.documents import EMPTY, Document, Node, Value, as_number
from elearn.workbooks.rules.periods import as_date

Cell = str | Decimal | date  # "" for nothing

TICK = "x"
BETWEEN = "; "
LARGEST = Decimal(10) ** 15  # a spreadsheet keeps 15 digits
LEVEL = ("logframe", "results", "level")

#: Fields that funders call by other names: (sheet, part, field) -> the profile's term.
TERMS: Mapping[tuple[str, str, str], str] = {
    ("indicators", "indicators", "text"): "indicator",
    ("indicators", "indicators", "source"): "source",
    ("logframe", "assumptions", "text"): "assumption",
    ("plan", "activities", "text"): "activity",
}


def heading_above(heading: str, known: Collection[str]) -> str:
    """The heading of a profile under which a budget line stands: its own, the nearest above it, or ""."""
    parts = heading.split(".")
    above = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((one for one in above if one in known), "")


@dataclass(frozen=True)
class Labels:
    """The labels of a workbook in a language. What people wrote stays as it is."""

    kit: Kit
    profile: Profile
    documents: Mapping[str, Document]
    language: str
    country: str = ""

    @classmethod
    def of(cls, out: Outgoing) -> "Labels":
        """The labels of a workbook that goes out."""
        return cls(out.kit, out.book.profile, out.book.documents, out.language, out.book.country)

    def in_language(self, language: str) -> "Labels":
        """The same labels in another language."""
        return replace(self, language=language)

    def words(self, sheet: str) -> SheetWords:
        """The words of a sheet."""
        return self.kit.sheets[sheet].say(self.language)

    def title(self, sheet: str) -> str:
        """A sheet's name as funders know it."""
        words = self.words(sheet)
        return words.term or words.title

    def field(self, sheet: str, part: str, name: str) -> str:
        """What stands above a column: the funder's term where there is one, else the plain label."""
        words = self.words(sheet).parts[part].fields[name]
        return self._term(TERMS.get((sheet, part, name), "")) or words.term or words.label

    def option(self, sheet: str, part: str, name: str, option: str) -> str:
        """The name of an option; the id itself where it is none."""
        own = self._term(option) if (sheet, part, name) == LEVEL else ""
        return own or self.words(sheet).parts[part].fields[name].options.get(option, option)

    def heading(self, heading: str) -> str:
        """A budget heading with its number; the bare number where the profile does not know it."""
        name = self._headings.get(heading)
        return f"{heading} {name[self.language]}" if name else heading

    @property
    def headings(self) -> tuple[str, ...]:
        """The budget headings of the profile, in order."""
        return tuple(self._headings)

    def items(self, sheet: str, part: Part) -> Mapping[str, str]:
        """The nodes that are given in a fixed part, with their names; none in other parts."""
        if part.fixed == "narrative":
            return {section.id: section.titles[self.language] for section in self.profile.narrative}
        names = self.words(sheet).items
        given = self.kit.sheets[sheet].items.get(self.country if part.fixed == "country" else part.fixed, ())
        return {item: names.get(item, item) for item in given}

    def rows(self, sheet: str, part: Part) -> Iterator[tuple[str, Node]]:
        """The nodes of a part with the names of those that are given ("" for others), in order."""
        document = self.documents.get(sheet, EMPTY)
        items = self.items(sheet, part)
        for item, name in items.items():
            yield name, document.get(item) or Node(item, part.id)
        for node in document.of(part.id):
            if node.id not in items:
                yield node.id if items else "", node

    def node(self, sheet: str, part: str, node_id: str) -> str:
        """What a node is called; "" for one that is gone."""
        node = self.documents.get(sheet, EMPTY).get(node_id)
        return " ".join(node.text(self.kit.sheets[sheet].by_id[part].name_field).split()) if node else ""

    def cell(self, sheet: str, part: str, spec: Field, value: Value) -> Cell:
        """A value as a cell shows it: a number, a day or a text."""
        if spec.kind in LISTS:
            names = (self._name(sheet, part, spec, one) for one in (value if isinstance(value, tuple) else (value,)))
            return BETWEEN.join(name for name in names if name)
        text = value if isinstance(value, str) else BETWEEN.join(value)
        if spec.kind in NUMERIC or spec.kind == "value":
            number = as_number(text)
            return number if number is not None and abs(number) < LARGEST else text
        if spec.kind == "date":
            return as_date(text) or text
        return self._name(sheet, part, spec, text)

    def _name(self, sheet: str, part: str, spec: Field, value: str) -> str:
        match spec.kind:
            case "choice" | "choices":
                return self.option(sheet, part, spec.id, value)
            case "link" | "links":
                return self.node(*spec.target, value)
            case "heading":
                return self.heading(value)
            case "tick":
                return TICK if value else ""
        return value

    def _term(self, term: str) -> str:
        return self.profile.terms.get(term, {}).get(self.language, "")

    @cached_property
    def _headings(self) -> Mapping[str, Names]:
        headings = self.profile.budget.headings if self.profile.budget else ()
        return {heading.id: heading.names for heading in headings}
