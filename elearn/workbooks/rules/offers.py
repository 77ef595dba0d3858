"""Sheets feed each other: what one sheet could take over from another. Nothing is ever rewritten by itself.

A node that was made from another one remembers the words that stood there (`_seen`). When they change, the node says
so, and a person takes the new words or keeps their own.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.budget import budget_in
from elearn.workbooks.rules.documents import EMPTY, Added, Change, Document, Node, Value, Written, apply, last_place
from elearn.workbooks.rules.offer import SEEN, Offer, free, one_line
from elearn.workbooks.rules.offers_of_money import amount_of, grant_needed, loan_in_cash_flow
from elearn.workbooks.rules.results import OUTPUT, results, written
from elearn.workbooks.rules.trees import core_problem, tree_of

#: Sheet -> (part, field that links to the source, its sheet, the offer): nodes that remember their source's words.
#: "take_wording" gives the node the new words; "look_again" only says that they are new.
WORDED: Mapping[str, tuple[str, str, str, str]] = {
    "objective-tree": ("objectives", "problem", "problem-tree", "look_again"),
    "logframe": ("results", "objective", "objective-tree", "take_wording"),
    "risks": ("risks", "assumption", "logframe", "look_again"),
    "budget": ("lines", "activity", "plan", "take_wording"),
}


def offers(book: Book, sheet: str) -> tuple[Offer, ...]:
    """What a sheet could take over now, in the order of its source."""
    return tuple(offer for find in FEEDS.get(sheet, ()) for offer in find(book))


def remembering(documents: Mapping[str, Document]) -> dict[str, Document]:
    """Documents in which every node that has a source remembers its words, as if it had just been made from it."""
    found = dict(documents)
    for sheet, (part, link, source, _code) in WORDED.items():
        origins = found.get(source, EMPTY)
        changes = [
            Written(node.id, SEEN, node.text(SEEN), origin.text("text"))
            for node in found.get(sheet, EMPTY).of(part)
            if (origin := origins.get(node.text(link))) is not None
        ]
        if changes:
            found[sheet] = apply(found[sheet], changes)
    return found


# Trees ---------------------------------------------------------------------------------------------------------------


def mirrors(book: Book) -> dict[str, str]:
    """Problem -> the objective that mirrors it."""
    return {
        node.text("problem"): node.id for node in book.sheet("objective-tree").nodes.values() if node.is_set("problem")
    }


def problems_to_turn(book: Book) -> tuple[Node, ...]:
    """The problems without an objective, in order: the work list of the mirroring wizard, the core first."""
    known, core = mirrors(book), core_problem(book.sheet("problem-tree"))
    waiting = [node for node in written(book, "problem-tree", "problems") if node.id not in known]
    return tuple(sorted(waiting, key=lambda node: node.id != core))


def mirror(book: Book, problem: str, text: str, *, external: bool = False) -> tuple[Change, ...]:
    """The changes that turn a problem into an objective, with the links of the problem tree."""
    source, document, known = book.sheet("problem-tree").get(problem), book.sheet("objective-tree"), mirrors(book)
    if source is None or problem in known:
        return ()
    name = free(document, f"o-{problem}")
    fields: dict[str, Value] = {"problem": problem, "text": text, SEEN: source.text("text")}
    fields["ends"] = tuple(known[effect] for effect in source.many("effects") if effect in known)
    fields["external"] = "yes" if external else ""
    node = Node(name, "objectives", {key: value for key, value in fields.items() if value})
    return (Added(node, last_place(document)), *_upwards(book, problem, name, known))


def _upwards(book: Book, problem: str, name: str, known: Mapping[str, str]) -> Iterator[Change]:
    """The means that were turned before the problem they lead to."""
    document = book.sheet("objective-tree")
    for cause in book.sheet("problem-tree").linking("effects", problem, "problems"):
        means = document.get(known.get(cause.id, ""))
        if means is not None and name not in means.many("ends"):
            yield Written(means.id, "ends", means.many("ends"), (*means.many("ends"), name))


def missing_ends(book: Book) -> Iterator[Offer]:
    """Links of the problem tree that the objective tree does not have."""
    known, document = mirrors(book), book.sheet("objective-tree")
    tree = tree_of("objective-tree", book.documents)
    for problem in written(book, "problem-tree", "problems"):
        means = document.get(known.get(problem.id, ""))
        if means is None:
            continue
        ends = means.many("ends")
        wanted = (known[one] for one in problem.many("effects") if one in known)
        new = tuple(one for one in wanted if one not in ends and not tree.leads_to(one, means.id))
        if new:
            names = ", ".join(document.nodes[one].text("text") for one in new)
            change = Written(means.id, "ends", ends, (*ends, *new))
            yield Offer("link_ends", f"link_ends.{means.id}", (change,), means.id, params={"text": names})


def _new_wording(sheet: str) -> Callable[[Book], Iterator[Offer]]:
    """Nodes whose source reads otherwise than when they were made."""
    part, link, source, code = WORDED[sheet]

    def find(book: Book) -> Iterator[Offer]:
        for node in book.sheet(sheet).of(part):
            origin = book.sheet(source).get(node.text(link))
            seen = node.text(SEEN)
            if origin is None or not seen or origin.text("text") == seen:
                continue
            now = origin.text("text")
            looked = Written(node.id, SEEN, seen, now)
            taken = Written(node.id, "text", node.text("text"), one_line(now))
            takes = (looked,) if code == "look_again" else (taken, looked)
            params = {"old": seen, "new": now, "own": node.text("text")}
            yield Offer(code, f"{code}.{node.id}", takes, node.id, (looked,), params)

    return find


# Logframe and what hangs from it -------------------------------------------------------------------------------------


def results_from_objectives(book: Book) -> Iterator[Offer]:
    """Objectives in scope that are no result yet. Above the core: impact; the core: outcome; its means: outputs."""
    used = {node.text("objective") for node in book.sheet("logframe").of("results")}
    tree, behind = book.sheet("objective-tree"), last_place(book.sheet("logframe"))
    core = mirrors(book).get(core_problem(book.sheet("problem-tree")), "")
    levels = _levels(tree, core)
    chosen = [node for node in written(book, "objective-tree", "objectives") if _is_in_scope(node, levels, core)]
    order = ("impact", "outcome", "output")
    made = {node.text("objective"): node.id for node in book.sheet("logframe").of("results")}
    for node in sorted(chosen, key=lambda one: order.index(levels[one.id])):
        if node.id in used:
            continue
        name = free(book.sheet("logframe"), f"r-{node.id}")
        parents = [made[end] for end in node.many("ends") if end in made]
        fields: dict[str, Value] = {"level": levels[node.id], "text": node.text("text"), "objective": node.id}
        fields |= {SEEN: node.text("text"), "parent": parents[0] if parents else ""}
        kept = {key: value for key, value in fields.items() if value}
        made[node.id] = name
        params = {"text": node.text("text"), "level": levels[node.id]}
        yield Offer("add_result", f"add_result.{node.id}", (Added(Node(name, "results", kept), behind),), params=params)
        behind = name


def _is_in_scope(node: Node, levels: Mapping[str, str], core: str) -> bool:
    return node.id in levels and not node.is_set("external") and (node.text("scope") == "in" or node.id == core)


def _levels(tree: Document, core: str) -> dict[str, str]:
    """Level by objective: ends of the core are impacts, its direct means outputs; deeper means belong to the plan."""
    found = {core: "outcome"} if core in tree.nodes else {}
    if not found:
        return {}
    found.update({end.id: "impact" for end in tree.linked(tree.nodes[core], "ends")})
    found.update({means.id: "output" for means in tree.linking("ends", core) if means.id not in found})
    return found


def _one_for_each(
    code: str, sources: Callable[[Book], tuple[Node, ...]], sheet: str, part: str, link: str, *, copies: bool
) -> Callable[[Book], Iterator[Offer]]:
    """A new node for each source that no node links to yet; `copies`: it begins with the source's words."""

    def find(book: Book) -> Iterator[Offer]:
        document = book.sheet(sheet)
        used = {one for node in document.of(part) for one in node.many(link)}
        behind = last_place(document)
        for source in sources(book):
            if source.id in used:
                continue
            words = source.text("text")
            fields: dict[str, Value] = {link: source.id, **({"text": one_line(words), SEEN: words} if copies else {})}
            node = Node(free(document, f"{part[0]}-{source.id}"), part, fields)
            yield Offer(code, f"{code}.{source.id}", (Added(node, behind),), params={"text": words})
            behind = node.id

    return find


def _assumptions(book: Book) -> tuple[Node, ...]:
    return written(book, "logframe", "assumptions")


def _outputs(book: Book) -> tuple[Node, ...]:
    return results(book, OUTPUT)


def _paid_activities(book: Book) -> tuple[Node, ...]:
    return tuple(node for node in written(book, "plan", "activities") if not node.is_set("free"))


#: Sheet -> what it could take over.
FEEDS: Mapping[str, tuple[Callable[[Book], Iterator[Offer]], ...]] = {
    "objective-tree": (
        _new_wording("objective-tree"),
        missing_ends,
    ),
    "logframe": (
        _new_wording("logframe"),
        results_from_objectives,
    ),
    "indicators": (_one_for_each("add_indicator", results, "indicators", "indicators", "result", copies=False),),
    "plan": (_one_for_each("add_activity", _outputs, "plan", "activities", "output", copies=False),),
    "risks": (
        _new_wording("risks"),
        _one_for_each("add_risk", _assumptions, "risks", "risks", "assumption", copies=True),
    ),
    "budget": (
        _new_wording("budget"),
        _one_for_each("add_line", _paid_activities, "budget", "lines", "activity", copies=True),
    ),
    "card": (
        amount_of("take_total", "card", "card", "total", lambda book: book.once(budget_in).total),
        amount_of("take_asked", "card", "card", "asked", lambda book: book.once(budget_in).requested),
        amount_of("take_months", "card", "card", "months", lambda book: Decimal(book.months)),
    ),
    "fundraising": (amount_of("take_need", "fundraising", "need", "amount", grant_needed),),
    "cash-flow": (loan_in_cash_flow,),
}
