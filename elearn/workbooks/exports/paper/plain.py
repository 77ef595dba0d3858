"""Sheets without a form of their own: each part as a table, or as cards where it has more columns than a page holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import format_percent
from flask_babel import gettext as _

from elearn.catalogue.rules.workbook_values import NUMERIC, Field, FieldKind, Part
from elearn.workbooks.exports.paper.blocks import (
    Block,
    Card,
    Column,
    Entry,
    Heading,
    Line,
    Row,
    Table,
    cell,
    last_row,
    own,
    say,
)  # fmt: skip
from elearn.workbooks.exports.paper.wording import Wording, joined
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.results import progress_of
from elearn.workbooks.rules.strategies import score

UPRIGHT, LYING = 5, 9  # columns that a page holds
SHARES: Mapping[FieldKind, float] = {
    "line": 2.4, "text": 4, "link": 2.6, "links": 2.6, "heading": 2.4, "choice": 1.6, "choices": 2, "value": 1.6,
    "date": 1.5, "money": 1.6, "tick": 1.3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Added:
    """A column that is worked out: its title, and a text for each node."""

    title: str
    texts: Mapping[str, str]


def plain(words: Wording, sheet: str) -> Iterator[Block]:
    """All parts of a sheet in which something stands, each below its title where there are several."""
    has_several = len(words.out.kind(sheet).parts) > 1
    for part in words.out.kind(sheet).parts:
        if filled(words, sheet, part):
            if has_several:
                yield Heading(say(words.title(sheet, part.id)))
            yield from part_blocks(words, sheet, part, level=3 if has_several else 2)


def is_wide(words: Wording, sheet: str) -> bool:
    """Whether a table of the sheet needs a page that lies on its side."""
    wanted = (_width(words, sheet, part) for part in words.out.kind(sheet).parts if not part.is_one)
    return any(UPRIGHT < columns <= LYING for columns in wanted)


def part_blocks(words: Wording, sheet: str, part: Part, level: int = 3) -> Iterator[Block]:
    """A part as a card, a table, or several cards with headings of a level."""
    if part.is_one:
        yield _card(words, sheet, part, words.out.document(sheet).one(part.id))
    elif _width(words, sheet, part) <= LYING:
        yield _table(words, sheet, part)
    else:
        for name, node in filled(words, sheet, part):
            title = say(name) or own(" ".join(node.text(part.name_field).split())) or say(_("Not written yet"))
            yield Heading(title, level)
            yield _card(words, sheet, part, node, without=part.name_field)


def filled(words: Wording, sheet: str, part: Part) -> list[tuple[str, Node]]:
    """The nodes in which something stands, with the names of those that are given."""
    rows = [("", words.out.document(sheet).one(part.id))] if part.is_one else words.labels.rows(sheet, part)
    return [(name, node) for name, node in rows if not node.is_empty]


def _specs(words: Wording, sheet: str, part: Part) -> tuple[Field, ...]:
    """The fields in which anybody wrote."""
    nodes = [node for _name, node in filled(words, sheet, part)]
    return tuple(spec for spec in part.fields if any(node.is_set(spec.id) for node in nodes))


def _width(words: Wording, sheet: str, part: Part) -> int:
    given = 1 if words.labels.items(sheet, part) else 0
    return given + len(_specs(words, sheet, part)) + len(_added(words, sheet, part))


def _card(words: Wording, sheet: str, part: Part, node: Node, without: str = "") -> Card:
    entries = [
        Entry(words.label(sheet, part, name), words.lines(sheet, node, name))
        for name in part.by_id
        if node.is_set(name) and name != without
    ]
    entries += [
        Entry(added.title, (say(added.texts[node.id]),))
        for added in _added(words, sheet, part)
        if node.id in added.texts
    ]
    return Card(words.title(sheet, part.id), tuple(entry for entry in entries if entry.lines))


def _table(words: Wording, sheet: str, part: Part) -> Table:
    specs, added = _specs(words, sheet, part), _added(words, sheet, part)
    given = bool(words.labels.items(sheet, part))
    named = [Column(words.labels.words(sheet).parts[part.id].title, 3)] if given else []
    columns = [
        Column(words.label(sheet, part, spec.id), SHARES.get(spec.kind, 1), spec.kind in NUMERIC) for spec in specs
    ]
    columns += [Column(one.title, 1.2, is_number=True) for one in added]
    rows = [
        Row((
            *([cell(say(name))] if given else []),
            *(cell(*words.lines(sheet, node, spec.id)) for spec in specs),
            *(cell(say(one.texts.get(node.id, ""))) for one in added),
        ))
        for name, node in filled(words, sheet, part)
    ]  # fmt: skip
    rows += _sum(words, [*[None for _one in named], *specs], [node for _name, node in filled(words, sheet, part)])
    return Table(words.title(sheet, part.id), (*named, *columns), tuple(rows))


def _sum(words: Wording, specs: Sequence[Field | None], nodes: Sequence[Node]) -> list[Row]:
    """What the columns of money add up to; no row where there is none, or only one node."""
    money = {place: spec for place, spec in enumerate(specs) if spec and spec.kind == "money"}
    if not money or len(nodes) < 2 or 0 in money:
        return []
    sums = {place: sum((node.amount(spec.id) for node in nodes), Decimal(0)) for place, spec in money.items()}
    return [last_row(_("Total"), {place: words.money(total) for place, total in sums.items()}, len(specs))]


def _added(words: Wording, sheet: str, part: Part) -> list[Added]:
    """The columns that are worked out: the score of a strategy, the progress of an indicator."""
    nodes = words.out.document(sheet).of(part.id)
    found: Mapping[str, Decimal | None] = {}
    title = ""
    if (sheet, part.id) == ("strategy", "options"):
        title, found = _("Score"), {node.id: score(node) for node in nodes}
    if (sheet, part.id) == ("indicators", "indicators"):
        title, found = _("Progress"), {node.id: progress_of(words.book, node) for node in nodes}
    texts = {name: format_percent(value / 100) for name, value in found.items() if value is not None}
    return [Added(title, texts)] if texts else []


def sentence(text: str) -> Line:
    """What a sheet comes to, in a sentence."""
    return joined(say(text, strong=True))
