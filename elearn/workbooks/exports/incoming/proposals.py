"""What a spreadsheet that came back would change, row by row. Nothing happens until somebody accepts a row."""

from dataclasses import dataclass

from elearn.workbooks.rules.comparison import Kind
from elearn.workbooks.rules.documents import (
    Added,
    Change,
    Document,
    Node,
    Removed,
    Value,
    Written,
    last_place,
    place_of,
)
from elearn.workbooks.rules.typed import Refusal


@dataclass(frozen=True, slots=True)
class FieldProposal:
    """A field that the file says otherwise. With a `problem` nobody knows what to write: `typed` is what stands there.

    `is_stale`: somebody changed the field in the workbook after the file was made.
    """

    name: str
    old: Value
    new: Value
    problem: Refusal | None = None
    typed: str = ""
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of the file (`row`, from 1; 0 where it is gone) that differs: added, changed or removed.

    `node` is permanent: a new row gets the same id whenever the same file is read. `behind`: the node before a new one.
    """

    kind: Kind
    sheet: str
    part: str
    node: str
    row: int
    fields: tuple[FieldProposal, ...] = ()
    behind: str = ""

    @property
    def key(self) -> str:
        """What a form sends for this row."""
        return f"{self.sheet}/{self.node}"

    @property
    def problems(self) -> tuple[FieldProposal, ...]:
        """The fields that cannot be taken."""
        return tuple(field for field in self.fields if field.problem)

    def changes(self, document: Document) -> tuple[Change, ...]:
        """The changes to a document that accepting this row makes. Fields with a problem stay as they are."""
        node = document.get(self.node)
        if self.kind is Kind.REMOVED:
            return (Removed(node, place_of(document, node.id)),) if node else ()
        wanted = {field.name: field.new for field in self.fields if not field.problem}
        if node is None:
            values = {name: value for name, value in wanted.items() if value}
            behind = self.behind if self.behind in document.nodes else last_place(document)
            return (Added(Node(self.node, self.part, values), behind),)
        old = {name: node.fields.get(name, () if isinstance(new, tuple) else "") for name, new in wanted.items()}
        return tuple(Written(node.id, name, old[name], new) for name, new in wanted.items() if new != old[name])


@dataclass(frozen=True)
class Incoming:
    """What a file proposes. `sheets` are those that it held, `language` is that of its labels."""

    sheets: tuple[str, ...]
    language: str
    proposals: tuple[Proposal, ...]
