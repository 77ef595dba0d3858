"""A sheet as a page shows it: rows, fields to type in, what the checks and the trainer say beside them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flask import url_for

from elearn.catalogue.rules.addresses import lesson_address, module_address
from elearn.catalogue.rules.workbook_values import (
    LISTS,
    NUMERIC,
    Field,
    FieldKind,
    FieldWords,
    Part,
    PartWords,
    Profile,
    Section,
)
from elearn.infra.i18n import current_language
from elearn.workbooks.rules.book import Finding
from elearn.workbooks.rules.business import months_of
from elearn.workbooks.rules.documents import EMPTY, Document, Node, Value
from elearn.workbooks.rules.roles import may_comment
from elearn.workbooks.service.books import OpenBook, kit
from elearn.workbooks.service.comments import Remark
from elearn.workbooks.shown import Cell, Hint, Input, Option, Row
from elearn.workbooks.words import ValueWriter, finding_words, shorten

NO_WORDS = FieldWords("")
CHOSEN: frozenset[FieldKind] = frozenset({"choice", "choices", "link", "links", "heading"})
Typed = Mapping[str, Sequence[str]]


@dataclass
class SheetView:
    """Everything that a sheet's page shows. `opened` is the node that stands there as a form."""

    book: OpenBook
    sheet: str
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...] = ()
    opened: str = ""
    typed: Typed = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, tuple[Remark, ...]] = field(default_factory=dict)  # node -> what was said about it

    def __post_init__(self) -> None:  # noqa: D105
        self.kind = kit().sheets[self.sheet]
        self.words = self.kind.say(current_language())
        self.document = self.documents.get(self.sheet, EMPTY)
        self.profile: Profile = self.book.profile
        headings = self.profile.budget.headings if self.profile.budget else ()
        self.headings = {one.id: f"{one.id} {one.names[current_language()]}" for one in headings if one.allowed}
        self.writer = ValueWriter(self.book.cover.currency, self.named, self.headings)

    @property
    def comments(self) -> bool:
        """Whether the reader may reply to remarks."""
        return may_comment(self.book.role)

    @cached_property
    def address(self) -> str:
        """The address of this sheet: a page names it hundreds of times."""
        return self.at(self.sheet)

    def at(self, sheet: str) -> str:
        """The address of a sheet of this workbook."""
        return url_for("workbooks.sheet", book=self.book.public_id, sheet=sheet)

    def place(self, node: str, sheet: str = "") -> str:
        """The address at which a node stands open."""
        return f"{self.at(sheet) if sheet else self.address}?open={node}#n-{node}"

    @property
    def version(self) -> int:
        """The version that this page shows."""
        return self.book.sheets[self.sheet].version

    def part_words(self, part: Part) -> PartWords:
        """The words of a part."""
        return self.words.parts[part.id]

    def label(self, part: Part, name: str) -> str:
        """What a column or field is called: the funder's word where the profile has one."""
        words = self.field_words(part, name)
        return words.label

    def field_words(self, part: Part, name: str) -> FieldWords:
        """The words of a field; a month has its number."""
        if part.monthly and name not in {one.id for one in part.fields}:
            return FieldWords(name.removeprefix("m"))
        return self.part_words(part).fields.get(name, NO_WORDS)

    def term_of(self, what: str, usual: str) -> str:
        """The funder's word for a level or column of the logframe."""
        names = self.profile.terms.get(what)
        return names[current_language()] if names else usual

    def level_name(self, level: str) -> str:
        """A level of the logframe in the funder's words; "" where it is not chosen yet."""
        words = self.words.parts["results"].fields["level"].options.get(level, "")
        return self.term_of(level, words)

    def named(self, sheet: str, part: str, node_id: str) -> str:
        """The name of a node of any sheet; "" where it is gone."""
        node = self.documents.get(sheet, EMPTY).get(node_id)
        return node.text(kit().sheets[sheet].by_id[part].name_field) if node else ""

    # What the checks say ----------------------------------------------------------------------------------------------

    @cached_property
    def hints(self) -> tuple[Hint, ...]:
        """The findings of this sheet in words."""
        return tuple(self._hint(finding) for finding in self.findings if finding.sheet == self.sheet)

    def _hint(self, finding: Finding) -> Hint:
        text = finding_words(finding, kit().checks, self.book.cover.currency)
        check = kit().checks.get(finding.code)
        return Hint(
            finding.code, finding.level, text, finding.node, finding.field, lesson_of(check.lesson if check else "")
        )

    @cached_property
    def _hints_by_node(self) -> Mapping[str, tuple[Hint, ...]]:
        found: dict[str, list[Hint]] = {}
        for hint in self.hints:
            found.setdefault(hint.node, []).append(hint)
        return {node: tuple(hints) for node, hints in found.items()}

    def hints_at(self, node: str, name: str | None = None) -> tuple[Hint, ...]:
        """The hints of a node, or of one of its fields."""
        return tuple(hint for hint in self._hints_by_node.get(node, ()) if name in (None, hint.field))

    # Rows -------------------------------------------------------------------------------------------------------------

    def nodes(self, part: Part) -> tuple[Node, ...]:
        """The nodes of a part: those that people wrote, or those that are given."""
        if part.is_one:
            return (self.document.one(part.id),)
        if part.fixed:
            return tuple(self.document.get(name) or Node(name, part.id) for name in self.given(part))
        return self.document.of(part.id)

    def part_at(self, node: str) -> Part | None:
        """The part in which a node stands or is given; None for one that is gone."""
        stands = self.document.get(node)
        if stands:
            return self.kind.by_id.get(stands.part)
        given = (one for one in self.kind.parts if one.is_one or one.fixed)
        return next((one for one in given if any(own.id == node for own in self.nodes(one))), None)

    def about(self, node: str, name: str) -> str:
        """What a field of a node is called; "" for the whole node."""
        part = self.part_at(node)
        return self.label(part, name) if part and name in part.by_id else ""

    def given(self, part: Part) -> Mapping[str, str]:
        """The given nodes of a part by id, with their names."""
        if part.fixed == "narrative":
            return {section.id: section.titles[current_language()] for section in self.profile.narrative}
        name = part.fixed if part.fixed == "items" else self.book.cover.country
        items = self.kind.items.get(name) or next(iter(self.kind.items.values()), ())
        return {item: self.words.items.get(item, item) for item in items}

    def rows(self, part: Part) -> tuple[Row, ...]:
        """The rows of a part."""
        given = self.given(part) if part.fixed else {}
        return tuple(self.row(part, node, given.get(node.id, "")) for node in self.nodes(part))

    def row(self, part: Part, node: Node, given: str = "") -> Row:
        """One row, with the cells that tables show."""
        shown = part.columns if given else part.columns[1:]
        cells = tuple(self.cell(part, node, name) for name in shown if name in part.by_id)
        name = given or self.show(part, node, part.name_field)
        return Row(node, name, cells, self.hints_at(node.id), node.id == self.opened, bool(given))

    def cell(self, part: Part, node: Node, name: str) -> Cell:
        """One value in a table."""
        spec = part.by_id[name]
        return Cell(name, self.label(part, name), self.show(part, node, name), spec.kind in NUMERIC)

    def show(self, part: Part, node: Node, name: str) -> str:
        """A field of a node as text."""
        return self.writer.show(part.by_id[name], self.field_words(part, name), node.fields.get(name, ""))

    def filled(self, part: Part, node: Node) -> tuple[Cell, ...]:
        """All fields in which something stands, for reading."""
        return tuple(self.cell(part, node, one.id) for one in part.fields if node.is_set(one.id))

    # Fields -----------------------------------------------------------------------------------------------------------

    def inputs(self, part: Part, node: Node) -> tuple[Input, ...]:
        """The fields of a node to type in, with what was typed where it could not be saved."""
        names = [one.id for one in part.fields]
        if part.monthly:
            names += [f"m{month}" for month in range(1, self.months + 1)]
        return tuple(self.input(part, node, name) for name in names)

    def input(self, part: Part, node: Node, name: str) -> Input:
        """One field to type in."""
        spec = part.by_id[name]
        typed = self.typed.get(name) if node.id == self.opened else None
        stored: Value = node.fields.get(name, () if spec.kind in LISTS else "")
        value = ((typed[0] if typed else "") if typed is not None else self.writer.show_for_typing(spec, stored)) or ""
        chosen = set(typed if typed is not None else (stored if isinstance(stored, tuple) else (stored,)))
        words = self.field_words(part, name)
        return Input(
            id=f"f-{node.id}-{name}",
            name=f"f-{name}",
            spec=spec,
            words=words,
            value=value,
            options=tuple(self._options(spec, words, node, chosen)),
            error=self.errors.get(name, "") if node.id == self.opened else "",
            hints=self.hints_at(node.id, name),
        )

    def _options(self, spec: Field, words: FieldWords, node: Node, chosen: Collection[str]) -> Iterator[Option]:
        """The choices; what is chosen and stands in no list any more too, so that saving does not erase it."""
        offered = dict(self._offered(spec, words, node))
        yield from (Option(one, label, one in chosen) for one, label in offered.items())
        if spec.kind in CHOSEN:
            gone = (one for one in chosen if one and one not in offered)
            yield from (Option(one, self.writer.show(spec, words, one), chosen=True) for one in sorted(gone))

    def _offered(self, spec: Field, words: FieldWords, node: Node) -> Iterable[tuple[str, str]]:
        match spec.kind:
            case "choice" | "choices":
                return [(one, words.options.get(one, one)) for one in spec.options]
            case "heading":
                return self.headings.items()
            case "link" | "links":
                return [(one.id, self._name(spec, one)) for one in self._targets(spec, node)]
        return ()

    def _targets(self, spec: Field, node: Node) -> list[Node]:
        sheet, part = spec.target
        return [
            one
            for one in self.documents.get(sheet, EMPTY).of(part)
            if one.id != node.id and all(one.text(name) == value for name, value in spec.only.items())
        ]

    def _name(self, spec: Field, node: Node) -> str:
        return shorten(self.named(*spec.target, node.id)) or "…"

    def section(self, node: str) -> Section | None:
        """The section of the narrative that a node is, or None."""
        return next((one for one in self.profile.narrative if one.id == node), None)

    @property
    def months(self) -> int:
        """How many months a monthly part shows."""
        return months_of(self.document)


def lesson_of(reference: str) -> str:
    """The address of "module/lesson", of a module's cover where no lesson is named; "" for nothing."""
    module, _, lesson = reference.partition("/")
    if not module:
        return ""
    language = current_language()
    return lesson_address(language, module, lesson) if lesson else module_address(language, module)
