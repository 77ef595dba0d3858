"""Checks of the problem tree: one core problem, causes and effects that hang together, problems that people live with.

Source: problem analysis of the EU's project cycle management guidelines (a problem is an existing negative state, not
the absence of a solution).
"""

from collections.abc import Iterator

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.results import written
from elearn.workbooks.rules.trees import Tree, tree_of
from elearn.workbooks.rules.wording import LONGEST_STATEMENT, count_words, is_absence, joins_two, shorten

SHEET = "problem-tree"
FEWEST_CAUSES = 2
LONGEST_IN_A_CIRCLE = 40  # characters of each text that a circle quotes


def _problems(book: Book) -> tuple[Node, ...]:
    return written(book, SHEET, "problems")


def _core(book: Book) -> Node | None:
    """The core problem, where there is exactly one."""
    cores = [node for node in _problems(book) if node.is_set("core")]
    return cores[0] if len(cores) == 1 else None


def not_one_core(book: Book) -> Iterator[At]:
    """No core problem, or several: said once, at the second one."""
    cores = [node for node in _problems(book) if node.is_set("core")]
    if len(cores) != 1 and book.has_begun(SHEET):
        node = cores[1].id if cores else ""
        yield At(node, "core" if node else "", {"count": str(len(cores))})


def circles(book: Book) -> Iterator[At]:
    """Problems that lead back to themselves: each circle once, at its first problem."""
    return circles_in(tree_of(SHEET, book.documents), "effects")


def circles_in(tree: Tree, name: str) -> Iterator[At]:
    """The circles of a tree, each once: where it begins, and the texts along it."""
    suspects, seen = _leading_to_circles(tree), set[str]()
    for node in tree.nodes:
        if node.id in seen or node.id not in suspects:
            continue
        for other in tree.above(node):
            if way := _way(tree, other, node.id):
                seen |= {one.id for one in way}
                chain = " → ".join(shorten(one.text("text"), LONGEST_IN_A_CIRCLE) for one in (node, *way))
                yield At(node.id, name, {"chain": chain})
                break


def _leading_to_circles(tree: Tree) -> set[str]:
    """The nodes from which going up never ends: all but those that lead nowhere, or only to such nodes."""
    left = {node.id: len(tree.above(node)) for node in tree.nodes}
    ends = [node for node in tree.nodes if not left[node.id]]
    for end in ends:  # it grows while we go along
        for node in tree.below(end):
            left[node.id] -= 1
            if not left[node.id]:
                ends.append(node)
    return {name for name, count in left.items() if count}


def _way(tree: Tree, start: Node, target: str) -> tuple[Node, ...]:
    """The shortest way up from a node to another one, both included; () where there is none."""
    ways: list[tuple[Node, ...]] = [(start,)]
    seen = {start.id}
    for way in ways:  # it grows while we go along: nearer nodes first
        if way[-1].id == target:
            return way
        onwards = [one for one in tree.above(way[-1]) if one.id not in seen]
        seen |= {one.id for one in onwards}
        ways += [(*way, one) for one in onwards]
    return ()


def orphans(book: Book) -> Iterator[At]:
    """A problem that neither causes another one nor comes from one. The core is told so by P4."""
    tree = tree_of(SHEET, book.documents)
    for node in _problems(book):
        alone = not tree.above(node) and not tree.below(node)
        if alone and not node.is_set("core"):
            yield quoting(node, "effects")


def core_without_tree(book: Book) -> Iterator[At]:
    """A core problem with fewer than two causes, or without effect."""
    core = _core(book)
    if core is None:
        return
    tree = tree_of(SHEET, book.documents)
    causes, effects = len(tree.below(core)), len(tree.above(core))
    if causes < FEWEST_CAUSES or not effects:
        yield At(core.id, "effects", {"causes": str(causes), "effects": str(effects)})


def short_branches(book: Book) -> Iterator[At]:
    """A direct cause of the core that nobody asked "why?" about."""
    core = _core(book)
    tree = tree_of(SHEET, book.documents)
    for cause in tree.below(core) if core else ():
        if cause.is_set("text") and not tree.below(cause):
            yield quoting(cause)


def missing_solutions(book: Book) -> Iterator[At]:
    """A problem worded as the absence of something: it has only one answer."""
    return (quoting(node, "text") for node in _problems(book) if is_absence(node.text("text"), book.words))


def long_problems(book: Book) -> Iterator[At]:
    """A problem of more than 25 words: nobody reads it on a card."""
    for node in _problems(book):
        count = count_words(node.text("text"))
        if count > LONGEST_STATEMENT:
            yield quoting(node, "text", words=str(count))


def two_in_one(book: Book) -> Iterator[At]:
    """Two problems on one card, joined by "and" or "because"."""
    for node in _problems(book):
        if count_words(node.text("text")) <= LONGEST_STATEMENT and joins_two(node.text("text"), book.words):
            yield quoting(node, "text")


def core_without_evidence(book: Book) -> Iterator[At]:
    """Nobody wrote how we know of the core problem."""
    core = _core(book)
    if core and not core.is_set("evidence"):
        yield quoting(core, "evidence")


def nobody_affected(book: Book) -> Iterator[At]:
    """No problem says who lives with it, in a workbook that has a list of groups."""
    problems = _problems(book)
    if problems and "stakeholders" in book.profile.sheets and not any(node.is_set("affects") for node in problems):
        yield At()


RULES: tuple[Rule, ...] = (
    Rule("P1", Level.ERROR, SHEET, not_one_core),
    Rule("P2", Level.ERROR, SHEET, circles),
    Rule("P3", Level.WARNING, SHEET, orphans),
    Rule("P4", Level.WARNING, SHEET, core_without_tree),
    Rule("P5", Level.WARNING, SHEET, short_branches),
    Rule("P6", Level.TIP, SHEET, missing_solutions),
    Rule("P7", Level.TIP, SHEET, long_problems),
    Rule("P7b", Level.TIP, SHEET, two_in_one),
    Rule("P8", Level.WARNING, SHEET, core_without_evidence),
    Rule("P9", Level.TIP, SHEET, nobody_affected),
)
