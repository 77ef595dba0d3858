"""What the editor's forms hold for one block, and the Markdown that comes out of them. Shape only."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from elearn.authoring.rules.block_fields import REMARKS, Fields, changed_block, items, listed, read_block
from elearn.authoring.rules.stretches import NOTES, TABLE, TEXT, Stretch
from elearn.authoring.rules.tables import MOST_CELLS, Grid, grid_of, read_table, write_table
from elearn.authoring.rules.wrapping import rewrapped, unwrapped
from elearn.markup.blocks import SHAPES, split

CELL = re.compile(r"c-(\d{1,3})-(\d{1,3})\Z")
WHOLE = "markdown"  # a block that no form can show: as it is written
EMPTY_TABLE = Grid((("", ""), ("", ""), ("", "")), ("---", "---"))
FIRST_MINUTES = "10"
#: What can be added; "audio" is a medium.
NEW = (TEXT, "media", "case", "question", "trainer", "turn", "note", TABLE, "checklist", "details", "audio")


@dataclass(frozen=True, slots=True)
class BlockForm:
    """The form of one block. `kind` is the kind of form; `start` and `count` are its pieces in the text `opened`."""

    kind: str
    opened: str
    start: int
    count: int
    values: Mapping[str, str] = field(default_factory=dict)
    grid: Grid | None = None
    notes: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """What a field holds."""
        return self.values.get(name, "")


def form_of(block: Stretch, opened: str) -> BlockForm:
    """The form of a block as it stands in the file."""
    form = BlockForm(block.kind, opened, block.start, block.count)
    if block.kind == TEXT:
        return replace(form, values={"text": unwrapped(block.source)})
    if block.kind == TABLE:
        grid = read_table(block.source)
        return replace(form, kind=TABLE if grid else WHOLE, grid=grid, values={"text": block.source})
    if block.kind == NOTES:
        notes = tuple((note.id, unwrapped(note.text)) for note in split(block.source).footnotes)
        if len(dict(notes)) < len(notes):  # one name twice: no field could say which
            return replace(form, kind=WHOLE, values={"text": block.source})
        return replace(form, notes=notes)
    fields = read_block(block.source)
    if fields is None:
        return replace(form, kind=WHOLE, values={"text": block.source})
    return replace(form, values=_values(fields))


def new_form(kind: str, opened: str, start: int) -> BlockForm:
    """The empty form of a block that is not there yet."""
    grid = EMPTY_TABLE if kind == TABLE else None
    values = {"minutes": FIRST_MINUTES} if kind == "turn" else {}
    return BlockForm(kind, opened, start, 0, values, grid)


def sent_form(sent: Mapping[str, str]) -> BlockForm:
    """The form as somebody sent it, to be saved or shown again. ValueError for a form that is not ours."""
    kind, opened = sent.get("kind", ""), sent.get("opened", "")
    if kind in REMARKS and sent.get("as") in REMARKS:
        kind = sent["as"]
    if kind not in (*SHAPES, *NEW, NOTES, WHOLE):
        raise ValueError(f"Not a block: {kind}")
    start, count = (_number(sent.get(name, "")) for name in ("start", "count"))
    cells = _cells(sent)
    grid = grid_of(cells, sent.get("rules", "").split()) if cells else None
    values = {name: text.replace("\0", "") for name, text in sent.items() if not CELL.match(name)}
    return BlockForm(kind, opened, start, count, values, grid, tuple(_sent_notes(sent)))


def source_from(form: BlockForm, old: str) -> str:
    """The Markdown of a form; `old` is the block as it was opened, of which nothing changes that nobody touched."""
    if form.kind == TEXT:
        return rewrapped(form.value("text"), old)
    if form.kind == WHOLE:
        return form.value("text")
    if form.kind == TABLE:
        return _table(form, old)
    if form.kind == NOTES:
        return _footnotes(form, old)
    return changed_block(old, _fields(form, old))


def _fields(form: BlockForm, old: str) -> Fields:
    kind = "media" if form.kind == "audio" else form.kind
    before = read_block(old)
    text = form.value("text")
    if kind == "checklist":
        text = listed(text)
    text = rewrapped(text, before.text if before else "") if SHAPES[kind].has_text else ""
    options = {name: form.value(name) for name in SHAPES[kind].options}
    if kind == "media":
        options["decorative"] = "yes" if form.value("decorative") else ""
        options["alt"] = "" if options["decorative"] else options["alt"]
    known = dict(before.options) if before else {}
    return Fields(kind, form.value("title"), text, {**known, **options})


def _values(fields: Fields) -> dict[str, str]:
    text = unwrapped(fields.text)
    if fields.kind == "checklist":
        text = items(text) or text
    return {**fields.options, "title": fields.title, "text": text}


def _table(form: BlockForm, old: str) -> str:
    raw = form.value("raw").replace("\r\n", "\n").strip("\n")
    if raw != old.replace("\r\n", "\n").strip("\n") or form.grid is None:
        return raw
    known = read_table(old)
    return old if known == form.grid else write_table(form.grid)


def _footnotes(form: BlockForm, old: str) -> str:
    sources = {note.id: note for note in split(old).footnotes}
    written = []
    for name, text in form.notes:
        before = sources.get(name)
        typed = text.replace("\r\n", "\n").strip()
        if before and typed == unwrapped(before.text):
            written.append(before.source)
        elif typed:
            first, *others = typed.split("\n")
            written.append("\n".join([f"[^{name}]: {first}", *(f"    {line}" if line else "" for line in others)]))
    return old if written == [note.source for note in sources.values()] else "\n\n".join(written)


def _cells(sent: Mapping[str, str]) -> list[list[str]]:
    found = {(int(name[1]), int(name[2])): text for one, text in sent.items() if (name := CELL.match(one))}
    if not found:
        return []
    height, width = (1 + max(place[axis] for place in found) for axis in (0, 1))
    if height * width > 2 * MOST_CELLS:
        raise ValueError("This table is too large for a form.")
    return [[found.get((row, column), "").replace("\0", "") for column in range(width)] for row in range(height)]


def _sent_notes(sent: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in sent.items():
        if name.startswith("note-"):
            yield name.removeprefix("note-"), text.replace("\0", "")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
