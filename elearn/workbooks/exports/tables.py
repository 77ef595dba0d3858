"""The parts of a sheet as plain tables: what every export can show."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from babel.dates import format_skeleton
from flask_babel import gettext

from elearn.catalogue.rules.workbook_values import Field, FieldKind, Part
from elearn.workbooks.exports.labels import Cell, Labels
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.rules.documents import Document, Node
from elearn.workbooks.rules.periods import as_date, plus_months

FEWEST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field that it shows ("" for the names of given nodes), what stands above it, the kind of values."""

    name: str
    header: str
    kind: FieldKind = "line"


@dataclass(frozen=True, slots=True)
class Row:
    """A node as cells, one for each column."""

    node: Node
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A part of a sheet. A part with a single node (`is_one`) has one row."""

    sheet: str
    part: Part
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def tables_of(out: Outgoing, sheet: str) -> Iterator[Table]:
    """The parts of a sheet, in order. Month columns are named in the language that gettext speaks."""
    labels = Labels.of(out)
    for part in out.kind(sheet).parts:
        columns = tuple(_columns(out, labels, sheet, part))
        named = labels.items(sheet, part)
        rows = tuple(
            Row(node, (*([name] if named else []), *_cells(labels, sheet, part, columns, node)))
            for name, node in ([("", out.document(sheet).one(part.id))] if part.is_one else labels.rows(sheet, part))
        )
        yield Table(sheet, part, labels.words(sheet).parts[part.id].title, columns, rows)


def _columns(out: Outgoing, labels: Labels, sheet: str, part: Part) -> Iterator[Column]:
    if labels.items(sheet, part):
        words = labels.words(sheet).parts[part.id]
        name = words.one or words.title
        yield Column("", name[:1].upper() + name[1:])
    for spec in part.fields:
        yield Column(spec.id, labels.field(sheet, part.id, spec.id), spec.kind)
    if part.monthly:
        yield from month_columns(out, sheet, part)


def _cells(labels: Labels, sheet: str, part: Part, columns: tuple[Column, ...], node: Node) -> Iterator[Cell]:
    for column in columns:
        if column.name:
            yield field_cell(labels, sheet, part.by_id[column.name], node)


def field_cell(labels: Labels, sheet: str, spec: Field, node: Node) -> Cell:
    """A field of a node as a cell."""
    return labels.cell(sheet, node.part, spec, node.fields.get(spec.id, ""))


def month_columns(out: Outgoing, sheet: str, part: Part) -> Iterator[Column]:
    """A column for each month of a plan."""
    first = as_date(out.document(sheet).one("plan").text("first"))
    for month in range(1, months_of(out.document(sheet), part) + 1):
        if first:
            name = format_skeleton("yMMM", plus_months(first.replace(day=1), month - 1), locale=out.language)
        else:
            name = gettext("Month %(num)d", num=month)
        yield Column(f"m{month}", name, "money")


def months_of(document: Document, part: Part) -> int:
    """How many months a plan has: those that were chosen, and never fewer than somebody filled."""
    names = [name for name in part.by_id if name not in {spec.id for spec in part.fields}]
    filled = [
        place for place, name in enumerate(names, 1)
        if any(node.is_set(name) for node in document.of(part.id))
    ]  # fmt: skip
    chosen = document.one("plan").number("months") or Decimal(FEWEST_MONTHS)
    return int(min(Decimal(len(names)), max(chosen, Decimal(1), *map(Decimal, filled))))
