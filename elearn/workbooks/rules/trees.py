"""Problem and objective trees. A node may lead to several others, so a tree is really a graph without circles.

In the problem tree `effects` leads from a cause to its effects, in the objective tree `ends` from a means to its ends.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from elearn.workbooks.rules.documents import Change, Document, Node, Written, apply

DEEPEST = 30  # levels of a nested list; what hangs deeper is shown on its own

#: sheet -> (part, field that leads upwards)
TREES: Mapping[str, tuple[str, str]] = {
    "problem-tree": ("problems", "effects"),
    "objective-tree": ("objectives", "ends"),
}


@dataclass(frozen=True)
class Branch:
    """A node in the nested list, with what hangs from it. `again`: it was shown before, its branches are there."""

    node: Node
    children: tuple["Branch", ...] = ()
    again: bool = False
    also: tuple[Node, ...] = ()  # what else it leads to, beside the node it hangs from

    def walk(self) -> Iterator["Branch"]:
        """This branch and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Tree:
    """The graph of a document. `core` is the id of the core problem or its mirror, "" where there is none."""

    document: Document
    part: str
    link: str
    core: str = ""
    _empty: tuple[Node, ...] = field(default=(), repr=False)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes of the tree, in order."""
        return self.document.of(self.part)

    def above(self, node: Node) -> tuple[Node, ...]:
        """What a node leads to: its effects or ends."""
        return self.document.linked(node, self.link)

    @cached_property
    def _below(self) -> Mapping[str, tuple[Node, ...]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            for other in self.above(node):
                found.setdefault(other.id, []).append(node)
        return {name: tuple(nodes) for name, nodes in found.items()}

    def below(self, node: Node) -> tuple[Node, ...]:
        """What leads to a node: its causes or means."""
        return self._below.get(node.id, self._empty)

    @cached_property
    def causes(self) -> Branch | None:
        """The core with everything that leads to it."""
        core = self.document.get(self.core)
        return self._branch(core, set(), "", down=True) if core else None

    @cached_property
    def effects(self) -> Branch | None:
        """The core with everything that follows from it. In a circle, what leads to the core stands there."""
        core = self.document.get(self.core)
        if core is None or self.causes is None:
            return None
        below = {branch.node.id for branch in self.causes.walk()} - {core.id}
        return self._branch(core, below, "", down=False)

    @cached_property
    def loose(self) -> tuple[Branch, ...]:
        """What neither leads to the core nor follows from it, each with what leads to it."""
        seen = {branch.node.id for side in (self.causes, self.effects) if side for branch in side.walk()}
        found: list[Branch] = []
        tops = [node for node in self.nodes if not any(other.id not in seen for other in self.above(node))]
        for node in (*tops, *self.nodes):  # a circle has no top: any of its nodes will do
            if node.id not in seen:
                found.append(replace(self._branch(node, seen, "", down=True), also=self.above(node)))
        return tuple(found)

    def _branch(self, node: Node, seen: set[str], origin: str, *, down: bool, depth: int = 1) -> Branch:
        others = self.above(node) if down else self.below(node)
        also = tuple(other for other in others if other.id != origin) if origin else ()
        if node.id in seen:
            return Branch(node, again=True, also=also)
        seen.add(node.id)
        onwards = (self.below(node) if down else self.above(node)) if depth < DEEPEST else ()
        children = tuple(self._branch(other, seen, node.id, down=down, depth=depth + 1) for other in onwards)
        return Branch(node, children, also=also)

    def leads_to(self, start: str, target: str) -> bool:
        """Whether going up from one node reaches another (or is it): a link back would make a circle."""
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name == target:
                return True
            if name in seen:
                continue
            seen.add(name)
            node = self.document.get(name)
            waiting += [other.id for other in self.above(node)] if node else []
        return False


def tree_of(sheet: str, documents: Mapping[str, Document]) -> Tree:
    """The tree of a sheet. The core objective is the one that mirrors the core problem."""
    part, link = TREES[sheet]
    document = documents.get(sheet) or Document()
    problems = documents.get("problem-tree") or Document()
    core = core_problem(problems)
    if sheet == "problem-tree":
        return Tree(document, part, link, core)
    mirrors = [node.id for node in document.of(part) if core and node.text("problem") == core]
    return Tree(document, part, link, mirrors[0] if mirrors else "")


def links_in_circles(sheet: str, document: Document, changes: Iterable[Change]) -> list[tuple[Written, Node]]:
    """The changes that link a node of a tree to something that leads to it already, with what that is."""
    part, link = TREES.get(sheet, ("", ""))
    found: list[tuple[Written, Node]] = []
    for change in changes:
        if isinstance(change, Written) and link and change.name == link:
            tree = Tree(document, part, link)
            new = [one for one in change.new if one not in change.old]
            back = [document.nodes[one] for one in new if one in document.nodes and tree.leads_to(one, change.node)]
            if back:
                found.append((change, back[0]))
                continue
        document = apply(document, [change])
    return found


def core_problem(document: Document) -> str:
    """The id of the (first) core problem, "" where none is marked."""
    return next((node.id for node in document.of("problems") if node.is_set("core")), "")
