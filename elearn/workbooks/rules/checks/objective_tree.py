"""Checks of the objective tree: it mirrors the problem tree, in states that are reached, and one branch is chosen.

Source: analysis of objectives and of strategies in the EU's project cycle management guidelines. An external objective
(rain) cannot be reached by anybody: it is an assumption, and its wording is its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoted, quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.results import linked_by, written
from elearn.workbooks.rules.trees import Tree, tree_of
from elearn.workbooks.rules.wording import is_negative, names_means, same_words

SHEET = "objective-tree"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _objectives(book: Book) -> tuple[Node, ...]:
    return written(book, SHEET, "objectives")


def _tree(book: Book) -> Tree:
    return tree_of(SHEET, book.documents)


def _mirrors(book: Book) -> Mapping[str, list[Node]]:
    """The objectives by the problem that they mirror."""
    return linked_by(_objectives(book), "problem")


def without_objective(book: Book) -> Iterator[At]:
    """A problem that no objective mirrors. Its own sheet is another one: it is named, not pointed at."""
    mirrors = _mirrors(book)
    for node in written(book, "problem-tree", "problems") if book.has_begun(SHEET) else ():
        if node.id not in mirrors:
            yield At(params={"problem": quoted(node)})


def without_problem(book: Book) -> Iterator[At]:
    """An objective that mirrors no problem and is no added means."""
    problems = {node.id for node in written(book, "problem-tree", "problems")}
    for node in _objectives(book):
        if node.text("problem") not in problems and not node.is_set("added"):
            yield quoting(node, "problem")


def missing_ends(book: Book) -> Iterator[At]:
    """A cause leads to an effect, and its objective does not lead to the effect's: not even through added means."""
    tree, problems, mirrors = _tree(book), tree_of("problem-tree", book.documents), _mirrors(book)
    for problem in problems.nodes:
        means = [node for node in mirrors.get(problem.id, ()) if not node.is_set("external")]
        for effect in problems.above(problem):
            ends = [node for node in mirrors.get(effect.id, ()) if not node.is_set("external")]
            if means and ends and not any(tree.leads_to(one.id, end.id) for one in means for end in ends):
                yield quoting(means[0], "ends", end=quoted(ends[0]))


def still_a_problem(book: Book) -> Iterator[At]:
    """The words of the problem, or words of a problem. The same fact with another number is an objective."""
    problems = {node.id: node.text("text") for node in written(book, "problem-tree", "problems")}
    for node in _objectives(book):
        if node.is_set("external"):
            continue
        text, problem = node.text("text"), problems.get(node.text("problem"), "")
        is_same = bool(problem) and same_words(text, problem, book.words) == 1
        is_counted_anew = bool(problem) and NUMBER.findall(text) != NUMBER.findall(problem)
        if is_same or (is_negative(text, book.words) and not is_counted_anew):
            yield quoting(node, "text")


def nothing_chosen(book: Book) -> Iterator[At]:
    """No objective is in scope."""
    objectives = _objectives(book)
    if objectives and not any(node.text("scope") == "in" for node in objectives):
        yield At()


def branch_beside_the_core(book: Book) -> Iterator[At]:
    """A chosen branch that neither leads to the objective of the core problem nor follows from it: said at its top."""
    tree = _tree(book)
    core = tree.document.get(tree.core)
    if core is None:
        return
    around = _reached([core], tree.above) | _reached([core], tree.below)
    for node in _objectives(book):
        is_top = not any(end.text("scope") == "in" for end in tree.above(node))
        if node.text("scope") == "in" and is_top and node.id not in around:
            yield quoting(node, "ends", core=quoted(core))


def _reached(start: Iterable[Node], step: Callable[[Node], Iterable[Node]]) -> set[str]:
    """The ids of all nodes that one comes to, step by step, with those of the start."""
    waiting, found = list(start), set[str]()
    while waiting:
        node = waiting.pop()
        if node.id not in found:
            found.add(node.id)
            waiting += step(node)
    return found


def means_in_the_words(book: Book) -> Iterator[At]:
    """An objective that says how it is reached: the means is an objective of its own."""
    for node in _objectives(book):
        if not node.is_set("external") and names_means(node.text("text"), book.words):
            yield quoting(node, "text")


def lost_conditions(book: Book) -> Iterator[At]:
    """An objective that nobody works for, out of scope or external, and that no assumption of the logframe carries.

    What leads only to such objectives is covered by them, and what follows from a chosen one is its effect.
    """
    if not book.has_begun("logframe"):
        return
    tree = _tree(book)
    left = {node.id for node in _objectives(book) if node.text("scope") == "out" or node.is_set("external")}
    carried = linked_by((*written(book, "logframe", "assumptions"), *written(book, "logframe", "results")), "objective")
    chosen = [node for node in tree.nodes if node.text("scope") == "in" and node.id not in left]
    followed = _reached(chosen, tree.above)
    for node in _objectives(book):
        ends = tree.above(node)
        is_covered = bool(ends) and all(end.id in left for end in ends)
        if node.id in left and node.id not in followed and node.id not in carried and not is_covered:
            yield quoting(node, "scope")


RULES: tuple[Rule, ...] = (
    Rule("O1", Level.ERROR, SHEET, without_objective),
    Rule("O1b", Level.ERROR, SHEET, without_problem),
    Rule("O2", Level.ERROR, SHEET, missing_ends),
    Rule("O3", Level.WARNING, SHEET, still_a_problem),
    Rule("O4", Level.WARNING, SHEET, nothing_chosen),
    Rule("O5", Level.WARNING, SHEET, branch_beside_the_core),
    Rule("O6", Level.TIP, SHEET, means_in_the_words),
    Rule("O7", Level.WARNING, SHEET, lost_conditions),
)
