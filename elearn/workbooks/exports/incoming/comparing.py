"""Compares the rows of a file with what they said when they left, and with what the workbook says now."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from elearn.catalogue.rules.workbook_values import Part
from elearn.workbooks.exports.incoming.nodes import LINES, Nodes, Row
from elearn.workbooks.exports.incoming.proposals import FieldProposal, Proposal
from elearn.workbooks.exports.incoming.rows import CALCULATED, Came, Table
from elearn.workbooks.exports.incoming.values import Values, same
from elearn.workbooks.exports.labels import Cell, Labels, heading_above
from elearn.workbooks.rules.budget import budget_of
from elearn.workbooks.rules.comparison import Kind
from elearn.workbooks.rules.documents import Document, Node, Value
from elearn.workbooks.rules.typed import Refusal, plain

Cells = Mapping[str, Cell]
STATED = "stated"
HALF_A_CENT = Decimal("0.005")


class Comparison:
    """Compares one sheet of a file."""

    def __init__(self, came: Came, labels: Labels, currency: str) -> None:
        self.came, self.labels, self.currency = came, labels, currency
        self.values = Values(labels)
        self.nodes = Nodes(came, labels, self.values)

    def proposals(self, table: Table) -> Iterator[Proposal]:
        """What a table would change, row by row; what is missing in the file comes last."""
        for row in self.nodes.rows(table):
            proposal = self._compare(row)
            if proposal:
                yield proposal
        for part in table.parts:
            seen = self.nodes.seen.get(part, set())
            gone = (self.nodes.document(part).get(node_id) for node_id in self._left(part) if node_id not in seen)
            yield from (self._removal(part, node, 0) for node in gone if node)

    def is_of_this_workbook(self, tables: Iterable[Table]) -> bool:
        """Whether the file and the workbook share a row, or one of them has none yet."""
        parts = [part for table in tables for part in table.parts if not self._spec(part).is_one]
        left = {node_id for part in parts for node_id in self._left(part)}
        here = {node.id for part in parts for node in self._nodes(part)}
        return not left or not here or bool(left & here)

    def _spec(self, part: str) -> Part:
        sheet, _slash, name = part.partition("/")
        return self.labels.kit.sheets[sheet].by_id[name]

    def _nodes(self, part: str) -> list[Node]:
        """What people wrote in a part."""
        nodes = self.nodes.document(part).of(part.partition("/")[2])
        return [node for node in nodes if not node.is_empty]

    def _left(self, part: str) -> tuple[str, ...]:
        """The ids that the file held when it left; without the hidden copy, all that the workbook would write today."""
        copied = self.came.copy.get(part)
        return tuple(node.id for node in self._nodes(part)) if copied is None else tuple(copied)

    def _compare(self, row: Row) -> Proposal | None:
        node = self.nodes.document(row.part).get(row.id)
        now = self._now(row, node) if node else None
        then = self.came.copy.get(row.part, {}).get(row.id, now)
        if then is None:
            fields = self._added(row, is_stale=False)
        elif self._is_emptied(row, then):
            return self._removal(row.part, node, row.number) if node else None
        elif node is None:
            is_touched = any(not same(row.cells[name], then.get(name, "")) for name in row.written)
            fields = self._added(row, is_stale=True) if is_touched else ()
        else:
            fields = self._changed(row, node, then, now or {})
        if not fields:
            return None
        sheet, _slash, part = row.part.partition("/")
        kind = Kind.CHANGED if node or self._spec(row.part).is_one else Kind.ADDED
        return Proposal(kind, sheet, part, row.id, row.number, fields, row.behind)

    def _added(self, row: Row, *, is_stale: bool) -> tuple[FieldProposal, ...]:
        """Everything that a new row says. `is_stale`: it was in the workbook, and somebody removed it there."""
        names = (*row.written, *row.placed)
        fields = [one for name in names for one in self._field(row, name, "", is_stale=is_stale)]
        return (*fields, *self._stated(row, Node(row.id, row.part.partition("/")[2]), fields))

    def _changed(self, row: Row, node: Node, then: Cells, now: Cells) -> tuple[FieldProposal, ...]:
        """The fields that somebody changed in the file."""
        fields: list[FieldProposal] = []
        for name in (*row.written, *row.placed):
            if name in row.broken or not same(row.cells[name], then.get(name, "")):
                is_stale = not same(now.get(name, ""), then.get(name, ""))
                fields += self._field(row, name, node.fields.get(name, ""), is_stale=is_stale)
        is_calculated = same(row.cells.get(STATED, ""), then.get(STATED, ""))
        return (*fields, *(() if is_calculated else self._stated(row, node, fields)))

    def _field(self, row: Row, name: str, old: Value, *, is_stale: bool) -> Iterator[FieldProposal]:
        sheet, _slash, part = row.part.partition("/")
        cell = row.cells[name]
        typed = plain(cell) if isinstance(cell, Decimal) else str(cell)
        new: Value | Refusal
        if name in row.broken:  # an error of the spreadsheet: #REF!
            new = Refusal("error_in_cell")
        elif name in row.placed:
            new = str(cell)
        else:
            new = self.values.read(sheet, part, self._spec(row.part).by_id[name], cell)
        if isinstance(new, Refusal):
            yield FieldProposal(name, old, old, new, typed, is_stale)
        elif new != old and (new or old):
            yield FieldProposal(name, old, new, None, typed, is_stale)

    def _stated(self, row: Row, node: Node, fields: list[FieldProposal]) -> Iterator[FieldProposal]:
        """The total that the file says, where it is not units times unit cost: somebody wrote over the formula."""
        total = row.cells.get(STATED, "")
        if row.part != LINES or not isinstance(total, Decimal) or any(field.problem for field in fields):
            return
        line = Node(row.id, node.part, {**node.fields, **{field.name: field.new for field in fields}})
        ours = budget_of(Document({row.id: line}), self.labels.profile, self.currency).lines[row.id].total
        if abs(total - ours) >= HALF_A_CENT and plain(round(total, 2)) != node.text(STATED):
            yield FieldProposal(STATED, node.text(STATED), plain(round(total, 2)), None, plain(total))

    def _is_emptied(self, row: Row, then: Cells) -> bool:
        """Whether somebody emptied the cells of a row instead of deleting it."""
        is_empty = all(row.cells[name] == "" and name not in row.broken for name in row.written)
        return is_empty and any(then.get(name, "") != "" for name in row.written)

    def _removal(self, part: str, node: Node, number: int) -> Proposal:
        sheet, _slash, name = part.partition("/")
        fields = tuple(FieldProposal(one, value, "") for one, value in node.fields.items() if value)
        return Proposal(Kind.REMOVED, sheet, name, node.id, number, fields)

    def _now(self, row: Row, node: Node) -> Cells:
        """What the workbook would write into the cells of a row today."""
        sheet, _slash, part = row.part.partition("/")
        specs = self._spec(row.part).by_id
        now = {name: self.labels.cell(sheet, part, specs[name], node.fields.get(name, "")) for name in row.written}
        placed: dict[str, Cell] = {name: node.text(name) for name in row.placed}
        if row.part == LINES:
            placed["heading"] = heading_above(node.text("heading"), self.labels.headings)
        elif row.placed and not self.nodes.document("logframe/results").get(node.text("result")):
            placed["result"] = ""
        return {**now, **placed, **{name: row.cells[name] for name in row.cells if name in CALCULATED}}
