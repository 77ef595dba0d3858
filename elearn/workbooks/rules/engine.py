"""All checks over a whole workbook."""

from elearn.workbooks.rules.book import Book, Finding, Level, Rule, findings_of
from elearn.workbooks.rules.checks import (
    budget,
    business,
    canvas,
    communication,
    fundraising,
    governance,
    indicators,
    loan,
    logframe,
    monitoring,
    narrative,
    objective_tree,
    partnerships,
    plan,
    problem_tree,
    risks,
    stakeholders,
    strategy,
    whole,
)

ROOMS = (
    *(stakeholders, problem_tree, objective_tree, strategy),
    *(logframe, indicators, plan, risks, budget),
    *(fundraising, partnerships, communication, monitoring, governance, narrative),
    *(canvas, business, loan, whole),
)
RULES: tuple[Rule, ...] = tuple(rule for room in ROOMS for rule in room.RULES)
LEVELS = tuple(Level)


def check(book: Book) -> tuple[Finding, ...]:
    """Everything that the checks find: in the order of the profile's sheets, of their nodes, of the levels."""
    sheets = {kind: place for place, kind in enumerate(book.profile.sheets)}
    nodes = {kind: {node: place for place, node in enumerate(book.sheet(kind).nodes)} for kind in sheets}
    asked = (rule for rule in RULES if rule.sheet in sheets or not rule.sheet)
    found = [finding for rule in asked for finding in findings_of(rule, book) if finding.sheet in sheets]
    found.sort(key=lambda one: (sheets[one.sheet], nodes[one.sheet].get(one.node, -1), LEVELS.index(one.level)))
    return tuple(found)
