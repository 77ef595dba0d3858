"""Checks of the logframe, read upwards: every step is there, in its place, and worded for its level.

Sources: the results chain of the OECD; the logframe of the EU (Annex E3d: its levels, no assumptions at the impact);
IATI 2.03, where a result has at least one indicator (L3). Indicators and activities have sheets of their own and are
shown beside their result: that they are missing is said here, even before those sheets have been begun.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from elearn.workbooks.rules.book import At, Book, Level, Rule
from elearn.workbooks.rules.checks.quoting import quoted, quoting
from elearn.workbooks.rules.documents import Node
from elearn.workbooks.rules.results import IMPACT, OUTCOME, OUTPUT, SERVES, chain, linked_by, results, written
from elearn.workbooks.rules.trees import tree_of
from elearn.workbooks.rules.wording import ALIKE, content_words, has_change_verb, starts_with_activity

WORDS = re.compile(r"\w+")


def no_impact(book: Book) -> Iterator[At]:
    """Nothing wider to which the project contributes."""
    if results(book) and not results(book, IMPACT):
        yield At()


def no_outcome(book: Book) -> Iterator[At]:
    """Nothing that people do or have differently."""
    if results(book) and not results(book, OUTCOME):
        yield At()


def outcome_without_output(book: Book) -> Iterator[At]:
    """An outcome that neither an output nor an intermediate outcome serves."""
    served = linked_by(results(book), "parent")
    return (quoting(node) for node in results(book, OUTCOME) if node.id not in served)


def output_without_activity(book: Book) -> Iterator[At]:
    """An output to which nothing in the plan leads."""
    worked_for = linked_by(written(book, "plan", "activities"), "output")
    return (quoting(node) for node in results(book, OUTPUT) if node.id not in worked_for)


def out_of_place(book: Book) -> Iterator[At]:
    """A result without level, or one that serves nothing or a wrong level. A level that is missing is L1."""
    everything = results(book)
    levels = {node.id: node.text("level") for node in everything}
    reached = {node.id for node in chain(book)}
    for node in everything:
        if levels[node.id] not in SERVES:
            yield quoting(node, "level")
        elif not _is_in_place(node, levels, node.id in reached):
            yield quoting(node, "parent")


def _is_in_place(node: Node, levels: Mapping[str, str], is_reached: bool) -> bool:
    level, above = levels[node.id], levels.get(node.text("parent"))
    if level == IMPACT:
        return above is None
    if SERVES[level][0] not in levels.values() or above == "":  # what is missing is told elsewhere
        return True
    return above in SERVES[level] and (is_reached or level == OUTPUT)  # outcomes that serve each other go nowhere


def without_indicator(book: Book) -> Iterator[At]:
    """A result that nobody can see happening (IATI 2.03: a result has one indicator or more)."""
    measured = linked_by(written(book, "indicators", "indicators"), "result")
    return (quoting(node) for node in results(book) if node.id not in measured)


def too_many_outcomes(book: Book) -> Iterator[At]:
    """More outcomes than the profile wants; intermediate ones do not count."""
    levels = {node.id: node.text("level") for node in results(book)}
    count = sum(levels.get(node.text("parent")) != OUTCOME for node in results(book, OUTCOME))
    if count > book.profile.outcomes_max:
        yield At(params={"count": str(count), "most": str(book.profile.outcomes_max)})


def mirrors_no_objective(book: Book) -> Iterator[At]:
    """An outcome or output of no chosen objective, once a branch of the tree has been chosen."""
    chosen = {node.id for node in _chosen_objectives(book)}
    for node in results(book) if chosen else ():
        if node.text("level") in (OUTCOME, OUTPUT) and node.text("objective") not in chosen:
            yield quoting(node, "objective")


def objective_left_behind(book: Book) -> Iterator[At]:
    """A chosen objective that no result takes up. What leads to an output in the tree may be an activity."""
    taken = {node.text("objective") for node in results(book)}
    taken |= _means_to(book, (node.text("objective") for node in results(book, OUTPUT)))
    for node in _chosen_objectives(book) if results(book) else ():
        if node.id not in taken and not node.is_set("external"):
            yield At(params={"text": quoted(node)})


def _chosen_objectives(book: Book) -> list[Node]:
    objectives = written(book, "objective-tree", "objectives")
    return [node for node in objectives if node.text("scope") == "in"]


def _means_to(book: Book, ends: Iterable[str]) -> set[str]:
    """The objectives that lead to these, directly or through others."""
    tree = tree_of("objective-tree", book.documents)
    found: set[str] = set()
    waiting = [node for end in ends if (node := tree.document.get(end))]
    while waiting:
        means = [node for node in tree.below(waiting.pop()) if node.id not in found]
        found |= {node.id for node in means}
        waiting += means
    return found


def without_assumption(book: Book) -> Iterator[At]:
    """An outcome or output with no condition from outside (EU logframe: not applicable for the impact)."""
    supported = linked_by(written(book, "logframe", "assumptions"), "result")
    for node in results(book):
        if node.text("level") in (OUTCOME, OUTPUT) and node.id not in supported:
            yield quoting(node)


def in_our_own_hands(book: Book) -> Iterator[At]:
    """An assumption that says what we do ourselves, or says an output again."""
    outputs = [content_words(node.text("text"), book.words) for node in results(book, OUTPUT)]
    for node in written(book, "logframe", "assumptions"):
        words = content_words(node.text("text"), book.words)
        if starts_with_activity(node.text("text"), book.words) or any(_are_alike(words, one) for one in outputs):
            yield quoting(node, "text")


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """As `same_words` compares sentences, for many of them."""
    return 2 * len(one & other) >= ALIKE * (len(one) + len(other)) > 0


def worded_for_another_level(book: Book) -> Iterator[At]:
    """An outcome that begins like an activity, an output that promises a change in people's lives."""
    sounds_wrong = {OUTCOME: starts_with_activity, OUTPUT: has_change_verb}
    for node in results(book):
        test = sounds_wrong.get(node.text("level"))
        if test and test(node.text("text"), book.words):
            yield quoting(node, "text")


def said_twice(book: Book) -> Iterator[At]:
    """A result in the same words as one before it."""
    seen: set[tuple[str, ...]] = set()
    for node in results(book):
        words = tuple(WORDS.findall(node.text("text").casefold()))
        if words in seen:
            yield quoting(node, "text")
        seen.add(words)


RULES: tuple[Rule, ...] = (
    Rule("L1", Level.ERROR, "logframe", no_impact),
    Rule("L1b", Level.ERROR, "logframe", no_outcome),
    Rule("L1c", Level.ERROR, "logframe", outcome_without_output),
    Rule("L1d", Level.ERROR, "logframe", output_without_activity),
    Rule("L2", Level.ERROR, "logframe", out_of_place),
    Rule("L3", Level.ERROR, "logframe", without_indicator),
    Rule("L4", Level.WARNING, "logframe", too_many_outcomes),
    Rule("L5", Level.WARNING, "logframe", mirrors_no_objective),
    Rule("L5b", Level.WARNING, "logframe", objective_left_behind),
    Rule("L6", Level.WARNING, "logframe", without_assumption),
    Rule("L7", Level.WARNING, "logframe", in_our_own_hands),
    Rule("L8", Level.TIP, "logframe", worded_for_another_level),
    Rule("L9", Level.WARNING, "logframe", said_twice),
)
