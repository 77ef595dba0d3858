"""From the rows of a table to nodes: which row is which node, and what follows from where it stands."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearn.core.ids import digest
from elearn.workbooks.exports.incoming.rows import CALCULATED, Came, Line, Table
from elearn.workbooks.exports.incoming.values import Values, scaled
from elearn.workbooks.exports.labels import Cell, Labels
from elearn.workbooks.rules.documents import EMPTY, Document
from elearn.workbooks.rules.results import SERVES

LINES, RESULTS = "budget/lines", "logframe/results"
BESIDE_RESULTS = ("indicators/indicators", "logframe/assumptions")
NEW_ID_LENGTH = 11


@dataclass(frozen=True, slots=True)
class Row:
    """A node as a file says it. `placed` are the fields that follow from its place: their cells hold values already.

    `number` is the row in the worksheet, from 1; `behind` the node before it in its part; `broken` the fields whose
    cells show an error.
    """

    part: str
    id: str
    number: int
    cells: Mapping[str, Cell]
    placed: frozenset[str]
    broken: frozenset[str]
    behind: str

    @property
    def written(self) -> tuple[str, ...]:
        """The fields in which people write."""
        return tuple(name for name in self.cells if name not in self.placed and name not in CALCULATED)


class Nodes:
    """Reads the nodes of one sheet of a file."""

    def __init__(self, came: Came, labels: Labels, values: Values) -> None:
        self.came, self.labels, self.values = came, labels, values
        self.seen: dict[str, set[str]] = {}  # part -> the ids of its rows so far
        self._told: Counter[str] = Counter()  # how many new rows say the same

    def document(self, part: str) -> Document:
        """What the workbook says now in the sheet of a part."""
        return self.labels.documents.get(part.partition("/")[0], EMPTY)

    def rows(self, table: Table) -> Iterator[Row]:
        """The nodes in the rows of a table, in order. A row in which nobody wrote is none, unless it has an id."""
        known = {part: self._known(part) for part in table.parts}
        behind = dict.fromkeys(table.parts, "")
        above: list[tuple[str, str]] = []  # the results so far: id and level
        under: str | None = None
        for line in table.lines:
            if line.under != under:
                under, above = line.under, []
            for part in table.parts:
                seen = self.seen.setdefault(part, set())
                own_id = line.ids.get(part, "")
                is_known = own_id in known[part] and own_id not in seen
                cells = self._cells(part, line)
                if not is_known and not any(cell != "" for name, cell in cells.items() if name not in CALCULATED):
                    continue
                node_id = line.ids[part] if is_known else self._new_id(part, cells)
                placed = self._placed(part, line, cells, above, is_known=is_known)
                broken = frozenset(name for of_part, name in line.broken if of_part == part)
                yield Row(part, node_id, line.row, {**cells, **placed}, frozenset(placed), broken, behind[part])
                seen.add(node_id)
                behind[part] = node_id
                if part == RESULTS:
                    above.append((node_id, self._level(cells)))

    def _known(self, part: str) -> set[str]:
        nodes = self.document(part).of(part.partition("/")[2])
        return {node.id for node in nodes} | self.came.copy.get(part, {}).keys()

    def _cells(self, part: str, line: Line) -> dict[str, Cell]:
        """The cells of a part's fields; others are passed over."""
        sheet, _slash, name = part.partition("/")
        specs = self.labels.kit.sheets[sheet].by_id[name].by_id
        return {field: scaled(specs[field], cell) for field, cell in line.cells[part].items() if field in specs}

    def _new_id(self, part: str, cells: Mapping[str, Cell]) -> str:
        """An id for a new row, made from what it says: the same whenever it is read, so it is never taken in twice."""
        told = f"{part} {sorted((name, str(cell)) for name, cell in cells.items() if name not in CALCULATED)}"
        found = ""
        while not found or found in self.seen[part]:
            found = f"x{digest(f'{told} {self._told[told]}')[: NEW_ID_LENGTH - 1]}"
            self._told[told] += 1
        return found

    def _placed(
        self, part: str, line: Line, cells: Mapping[str, Cell], above: list[tuple[str, str]], *, is_known: bool
    ) -> dict[str, str]:
        if part == LINES and line.under is not None:
            return {"heading": line.under}
        if part in BESIDE_RESULTS:
            return {"result": above[-1][0] if above else ""}
        if part == RESULTS and not is_known:
            return self._parent(self._level(cells), above)
        return {}

    def _level(self, cells: Mapping[str, Cell]) -> str:
        spec = self.labels.kit.sheets["logframe"].by_id["results"].by_id["level"]
        level = self.values.read("logframe", "results", spec, cells.get("level", ""))
        return level if isinstance(level, str) else ""

    def _parent(self, level: str, above: list[tuple[str, str]]) -> dict[str, str]:
        """A new result serves what its neighbour of the same level does, or the nearest one of a higher level."""
        for node_id, its_level in reversed(above):
            if level and its_level == level:
                node = self.document(RESULTS).get(node_id)
                return {"parent": node.text("parent")} if node else {}
            if its_level in SERVES.get(level, ()):
                return {"parent": node_id}
        return {}
