"""Two versions of a Markdown file, as a trainer sees them: its lines of front matter, and its blocks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from elearn.catalogue.rules.front_matter import split_front
from elearn.catalogue.rules.yaml_files import read_yaml
from elearn.core.differences import Piece, words_between
from elearn.markup.blocks import RawBlock, split

#: Below this likeness two blocks are not taken for versions of each other.
ALIKE = 0.4
#: Beyond this number of pairs blocks are paired by place: comparing all with all would be slow.
MOST_PAIRS = 900
#: Written by the machine or about the file, not read by learners.
UNSAID = frozenset({"translates"})


class What(StrEnum):
    """What happened to a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What happened to one block. `number` counts from 1 in the new text (in the old one where it was removed).

    `kind` is that of `markup/blocks.py`, or "footnote". `was` is the old number of a block that moved.
    """

    what: What
    kind: str
    number: int
    words: tuple[Piece, ...]
    was: int | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What happened to one named value: "title", "lessons.columns.minutes". `words` holds both versions."""

    what: What
    name: str
    words: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    source: str


Pair = tuple[int | None, int | None]


def text_changes(before: str, after: str) -> tuple[tuple[FieldChange, ...], tuple[BlockChange, ...]]:
    """What changed in a Markdown file: (front matter, blocks). A text that was not there is ""."""
    old, new = split_front(before, "")[0], split_front(after, "")[0]
    fields = field_changes(named_values(old.front), named_values(new.front))
    return fields, tuple(_block_changes(_pieces(old.body), _pieces(new.body)))


def field_changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """What changed among named values, in the order of the new ones; then what was removed."""
    found = []
    for name, value in after.items():
        if name not in before:
            found.append(FieldChange(What.ADDED, name, changed_words("", value)))
        elif before[name] != value:
            found.append(FieldChange(What.CHANGED, name, changed_words(before[name], value)))
    gone = (
        FieldChange(What.REMOVED, name, changed_words(old, "")) for name, old in before.items() if name not in after
    )
    return (*found, *gone)


def changed_words(before: str, after: str) -> tuple[Piece, ...]:
    """Two versions as one, word by word; where little is the same, the old one whole and then the new one."""
    pieces = words_between(before, after)
    same = sum(len(piece.text) for piece in pieces if piece.what == "same" and not piece.text.isspace())
    if not before or not after or same * 3 >= min(len(before), len(after)):
        return pieces
    return Piece("gone", before), Piece("new", after)


def named_values(yaml: str) -> dict[str, str]:
    """All values of a YAML text by their dotted names. Entries of lists with an `id` go by it, others by number.

    A text that cannot be read is one value without a name: it still can be compared.
    """
    value, problems = read_yaml(yaml, "")
    if problems:
        return {"": yaml}
    return {name: text for name, text in _flat(value, "") if name.partition(".")[0] not in UNSAID}


def _flat(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _flat(one, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and value and all(isinstance(one, Mapping) and "id" in one for one in value):
        yield name, ", ".join(str(one["id"]) for one in value)
        for one in value:
            place = f"{name}.{one['id']}" if name else str(one["id"])
            yield from _flat({key: inner for key, inner in one.items() if key != "id"}, place)
    elif isinstance(value, list):
        yield name, ", ".join(str(one) for one in value)
    elif value is not None:
        yield name, str(value)


def _pieces(body: str) -> list[_Piece]:
    found = split(body)
    blocks = [_Piece(block.kind, _readable(block)) for block in found.blocks]
    return [*blocks, *(_Piece("footnote", note.source) for note in found.footnotes)]


def _readable(block: RawBlock) -> str:
    """A block without its fence: title, options and text."""
    options = (f"{name}: {value}" for name, value in block.options.items())
    return "\n".join(part for part in (block.title, *options, block.text) if part)


def _block_changes(old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[BlockChange]:
    pairs, moved = _paired(old, new)
    for i, j in pairs:
        if j is None and i is not None:
            yield BlockChange(What.REMOVED, old[i].kind, i + 1, changed_words(old[i].source, ""))
        elif i is None and j is not None:
            yield BlockChange(What.ADDED, new[j].kind, j + 1, changed_words("", new[j].source))
        elif i is not None and j is not None and (i, j) in moved:
            yield BlockChange(What.MOVED, new[j].kind, j + 1, changed_words(old[i].source, new[j].source), was=i + 1)
        elif i is not None and j is not None and old[i] != new[j]:
            yield BlockChange(What.CHANGED, new[j].kind, j + 1, changed_words(old[i].source, new[j].source))


def _paired(old: Sequence[_Piece], new: Sequence[_Piece]) -> tuple[list[Pair], set[Pair]]:
    """All pairs in reading order, and those of them that moved."""
    pairs: list[Pair] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            olds, news = range(i1, i2), range(j1, j2)
            pairs += _changed(_likenesses(old, new, olds, news), olds, news)
    sources = _moved(old, new, pairs)
    gone = set(sources.values())
    kept = [(sources.get(j, i) if j is not None else i, j) for i, j in pairs if j is not None or i not in gone]
    return kept, {(i, j) for j, i in sources.items()}


def _moved(old: Sequence[_Piece], new: Sequence[_Piece], pairs: Sequence[Pair]) -> dict[int, int]:
    """What was taken away in one place and stands, word for word, in another one: new index -> old index."""
    gone = [i for i, j in pairs if j is None and i is not None]
    found: dict[int, int] = {}
    for j in [j for i, j in pairs if i is None and j is not None]:
        same = next((i for i in gone if old[i] == new[j]), None)
        if same is not None:
            gone.remove(same)
            found[j] = same
    return found


def _likenesses(old: Sequence[_Piece], new: Sequence[_Piece], olds: range, news: range) -> dict[tuple[int, int], float]:
    """How alike the blocks of a changed stretch are, where they are alike at all."""
    if len(olds) == len(news) == 1 and old[olds[0]].kind == new[news[0]].kind:
        return {(olds[0], news[0]): 1.0}  # nothing else can be meant
    if len(olds) * len(news) > MOST_PAIRS:
        return {(i, j): 1.0 for i, j in zip(olds, news, strict=False) if old[i].kind == new[j].kind}
    found = {(i, j): _likeness(old[i], new[j]) for i in olds for j in news}
    return {pair: likeness for pair, likeness in found.items() if likeness > ALIKE}


def _changed(likenesses: Mapping[tuple[int, int], float], olds: range, news: range) -> list[Pair]:
    """Pair the blocks of a changed stretch by likeness, in order; what has no partner came or went."""
    inside = {pair: value for pair, value in likenesses.items() if pair[0] in olds and pair[1] in news}
    if not inside:
        return [*((i, None) for i in olds), *((None, j) for j in news)]
    i, j = max(inside, key=lambda pair: (inside[pair], -pair[0], -pair[1]))
    before = _changed(inside, range(olds.start, i), range(news.start, j))
    return [*before, (i, j), *_changed(inside, range(i + 1, olds.stop), range(j + 1, news.stop))]


def _likeness(one: _Piece, other: _Piece) -> float:
    if one.kind != other.kind or one == other:
        return 0.0  # what is the same, and was not paired, has moved
    matcher = SequenceMatcher(None, one.source.split(), other.source.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > ALIKE else 0.0
