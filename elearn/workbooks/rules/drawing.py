"""A tree as boxes and lines, for SVG on the page and for documents. Units are pixels of the picture."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearn.workbooks.rules.trees import Branch, Tree

BOX_WIDTH = 190
LINE_HEIGHT = 17
PADDING = 9
GAP = 18
LEVEL_GAP = 34
CHARACTERS = 23  # in a line of a box
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A node: its place, its lines of text, and whether it is the core."""

    node: str
    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    is_core: bool = False

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + BOX_WIDTH / 2


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow from a cause (below) to an effect (above)."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    box_width: int = BOX_WIDTH


def draw(tree: Tree) -> Drawing | None:
    """The picture of a tree: effects above the core, causes below, each level in a row. None without a core."""
    if tree.causes is None or tree.effects is None:
        return None
    below, above_it = _levels(tree.causes), _levels(tree.effects)
    levels = {**{name: -depth for name, depth in above_it.items()}, **below}
    columns = _columns(tree.causes)
    above = _columns(tree.effects)
    shift = columns[tree.core] - above[tree.core]
    columns.update({name: column + shift for name, column in above.items() if levels[name] < 0})
    return _picture(tree, levels, _apart(levels, columns))


def _levels(root: Branch) -> dict[str, int]:
    """How far each node is from the root: the longest way counts, so that every arrow goes up.

    Branches in the order in which a walk leaves them, backwards: whoever leads somewhere comes before it.
    """
    order = list(_left(root))[::-1]
    place = {branch.node.id: number for number, branch in enumerate(order)}
    found = {root.node.id: 0}
    for number, branch in enumerate(order):
        for child in (one.node.id for one in branch.children):
            if place.get(child, -1) > number:  # else it closes a circle, or stands on the other side of the core
                found[child] = max(found.get(child, 0), found[branch.node.id] + 1)
    return found


def _left(branch: Branch) -> Iterator[Branch]:
    for child in branch.children:
        if not child.again:
            yield from _left(child)
    yield branch


def _columns(root: Branch) -> dict[str, float]:
    """Leaves side by side, each parent over the middle of its children."""
    found: dict[str, float] = {}
    next_leaf = 0

    def walk(branch: Branch) -> float:
        nonlocal next_leaf
        own = [walk(child) for child in branch.children if not child.again]
        if own:
            column = (own[0] + own[-1]) / 2
        else:
            column = float(next_leaf)
            next_leaf += 1
        found[branch.node.id] = column
        return column

    walk(root)
    return found


def _apart(levels: Mapping[str, int], columns: Mapping[str, float]) -> dict[str, float]:
    """The columns, with the boxes of a level side by side: who came by a longer way could stand on another one."""
    found: dict[str, float] = {}
    free: dict[int, float] = {}
    for name in sorted(levels, key=lambda one: columns[one]):
        level = levels[name]
        found[name] = max(columns[name], free.get(level, columns[name]))
        free[level] = found[name] + 1
    return found


def _picture(tree: Tree, levels: Mapping[str, int], columns: Mapping[str, float]) -> Drawing:
    texts = {name: wrapped(tree.document.nodes[name].text("text")) for name in levels}
    heights = {name: len(lines) * LINE_HEIGHT + 2 * PADDING for name, lines in texts.items()}
    rows: dict[int, int] = {}
    for name, level in levels.items():
        rows[level] = max(rows.get(level, 0), heights[name])
    tops: dict[int, float] = {}
    y = 0.0
    for level in sorted(rows):
        tops[level] = y
        y += rows[level] + LEVEL_GAP
    left = min(columns[name] for name in levels)
    boxes = {
        name: Box(
            node=name,
            x=(columns[name] - left) * (BOX_WIDTH + GAP) + 1,
            y=tops[level] + 1,
            height=heights[name],
            lines=texts[name],
            is_core=name == tree.core,
        )
        for name, level in levels.items()
    }
    lines = tuple(
        Line(
            boxes[node.id].middle, boxes[node.id].y, boxes[other.id].middle, boxes[other.id].y + boxes[other.id].height
        )
        for node in tree.nodes
        for other in tree.above(node)
        if node.id in boxes and other.id in boxes
    )
    width = max(box.x for box in boxes.values()) + BOX_WIDTH + 1
    return Drawing(width, y - LEVEL_GAP + 2, tuple(boxes.values()), lines)


def wrapped(text: str, width: int = CHARACTERS, most: int = MOST_LINES) -> tuple[str, ...]:
    """A text in lines of at most so many characters; what is too long ends with "…"."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        pieces = [word[start : start + width] for start in range(0, len(word), width)]
        for piece in pieces:
            if line and len(line) + 1 + len(piece) > width:
                lines.append(line)
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: width - 1] + "…"]
    return tuple(lines)
