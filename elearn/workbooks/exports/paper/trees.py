"""A problem or objective tree: the picture, and the nested list that says the same in words."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _

from elearn.workbooks.exports.paper.blocks import (
    Block,
    Bullets,
    Heading,
    Item,
    Line,
    Paragraph,
    Picture,
    Span,
    own,
    say,
)
from elearn.workbooks.exports.paper.wording import Wording, joined
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.drawing import draw
from elearn.workbooks.rules.trees import TREES, Branch, Tree, tree_of
from elearn.workbooks.words import shorten

#: What the list says of a node beside its text: sheet -> fields.
DETAILS: Mapping[str, tuple[str, ...]] = {"problem-tree": ("evidence", "affects"), "objective-tree": ()}


def tree(words: Wording, sheet: str) -> Iterator[Block]:
    """The tree of a sheet; what to do first where nothing stands in it."""
    found = tree_of(sheet, words.book.documents)
    if not found.nodes:
        yield Paragraph(say(words.labels.words(sheet).parts[TREES[sheet][0]].empty))
        return
    picture = _picture(words, sheet, found)
    if picture:
        yield picture
    for title, branches in _sides(words, sheet, found):
        if branches:
            yield Heading(say(title))
            yield Bullets(tuple(_item(words, sheet, found, branch) for branch in branches))


def _picture(words: Wording, sheet: str, found: Tree) -> Picture | None:
    drawing = draw(found)
    core = found.document.get(found.core)
    if drawing is None or core is None:
        return None
    alt = _(
        "%(title)s as a picture: %(count)s boxes around “%(text)s”. The list below says the same in words.",
        title=words.labels.title(sheet), count=len(drawing.boxes), text=core.text("text"),
    )  # fmt: skip
    data: dict[str, Any] = {**asdict(drawing), "language": words.book.language}
    return Picture("tree", data, alt)


def _sides(words: Wording, sheet: str, found: Tree) -> Iterator[tuple[str, tuple[Branch, ...]]]:
    """What stands above the core, the core with what stands below it, and what hangs from neither."""
    is_problem = sheet == "problem-tree"
    above = found.effects.children if found.effects else ()
    yield _("Effects: what follows from it") if is_problem else _("Ends: what it is good for"), above
    below = (found.causes,) if found.causes else ()
    yield _("The core problem and its causes") if is_problem else _("The core objective and its means"), below
    loose = _("Not linked to the core yet") if found.core else words.title(sheet, TREES[sheet][0])
    yield loose, found.loose


def _item(words: Wording, sheet: str, found: Tree, branch: Branch) -> Item:
    text = own(branch.node.text("text"), strong=not branch.again) or say(_("Not written yet"))
    if branch.again:
        return Item(joined(text, say(_("(stands above with its branches)"))))
    notes = " ".join(_notes(sheet, found, branch))
    line = joined(text, say(f"– {notes}" if notes else ""))
    for name in DETAILS[sheet]:
        line = joined(line, _detail(words, sheet, branch.node, name), by="\n")
    return Item(line, tuple(_item(words, sheet, found, child) for child in branch.children))


def _notes(sheet: str, found: Tree, branch: Branch) -> Iterator[str]:
    node = branch.node
    if node.id == found.core:
        yield f"{_('Core problem') if sheet == 'problem-tree' else _('Core objective')}."
    if node.is_set("external"):
        yield _("Cannot be turned: an assumption.")
    elif node.text("scope"):
        yield _("Chosen for the project.") if node.text("scope") == "in" else _("Not part of the project.")
    for other in branch.also:
        yield _("Leads also to “%(text)s”.", text=shorten(other.text("text")))


def _detail(words: Wording, sheet: str, node: Node, name: str) -> Line:
    text = words.text(sheet, node, name)
    label = words.labels.field(sheet, node.part, name)
    return (Span(f"{label}: "), Span(" ".join(text.split()), is_own=True)) if text else ()
