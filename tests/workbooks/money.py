"""Two workbooks whose numbers are in order: a small grant, and Amara's tailoring. Tests change one thing at a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from elearn.catalogue.rules.workbook_values import BudgetRules, Heading, LoanRules, Section
from elearn.workbooks.rules.book import Book
from tests.workbooks.books import START, book, profile

Sheets = dict[str, dict[str, dict[str, Any]]]
Changes = Mapping[str, str | None]  # "sheet/node/field" -> value, "" for none; "sheet/node" -> None: the node goes

ASKED = BudgetRules(
    headings=(
        Heading("1", {}, "staff"),
        Heading("1.1", {}),
        Heading("2", {}, "travel"),
        Heading("3", {}, "equipment"),
        Heading("3.9", {}, allowed=False),
        Heading("5", {}, "services"),
        Heading("5.8", {}, "monitoring"),
    ),
    indirect_max=Decimal(7),
    contingency_max=Decimal(5),
    grant_share_max=Decimal(90),
    own_share_min=Decimal(10),
    grant_min=Decimal(5000),
    grant_max=Decimal(10000),
    staff_max=Decimal(50),
    equipment_max=Decimal(25),
    lump_sum_max=Decimal(1000),
    demands=("monitoring",),
)

LENT = LoanRules(amount_max=Decimal(8000), months_max=48, coverage_min=Decimal("1.2"), household_share_max=Decimal(50))

#: id: heading, unit, quantity, unit cost, activity
LINES = {
    "coordinator": ("1.1", "month", "6", "450", "training"),
    "trainer": ("1", "day", "12", "150", "training"),
    "interpreter": ("5", "hour", "40", "25", ""),
    "travel": ("2", "trip", "6", "80", ""),
    "laptops": ("3", "piece", "3", "420", ""),
    "room": ("5", "day", "12", "60", "training"),
    "materials": ("3", "set", "1", "820.37", ""),
    "kits": ("5", "kit", "5", "200", ""),
    "monitoring": ("5.8", "visit", "2", "250", ""),
}


def small_grant() -> Sheets:
    """A budget of 11,000.00 with a card, indicators, a plan and a text that agree with it."""
    names = ("heading", "unit", "quantity", "unit_cost", "activity")
    lines = {
        line: {"part": "lines", "text": line, **dict(zip(names, values, strict=True))} for line, values in LINES.items()
    }
    return {
        "card": {"card": {"part": "card", "direct": "60", "months": "12", "total": "11000", "asked": "9900"}},
        "indicators": {
            "trained": {"part": "indicators", "people": "yes", "kind": "number", "target": "50"},
            "advised": {"part": "indicators", "people": "yes", "kind": "number", "target": "30"},
        },
        "plan": {"training": {"part": "activities", "text": "Train", "start": "2", "end": "12"}},
        "budget": {
            **lines,
            "rates": {"part": "rates", "indirect": "7"},
            "grant": {"part": "sources", "name": "The funder", "kind": "grant", "amount": "9900"},
            "own": {"part": "sources", "name": "Members", "kind": "own", "amount": "1100"},
        },
        "governance": {
            "minutes": {"part": "checkup", "answer": "no"},
            "step1": {"part": "steps", "text": "Write the minutes of each assembly"},
        },
        "narrative": {
            "needs": {"part": "sections", "text": "Loan offers come only in Italian."},
            "after": {"part": "sections", "text": "The members go on."},
        },
    }


def tailoring() -> Sheets:
    """A tailoring business with a loan of 8,000.00 that pays for itself."""
    months = range(1, 13)
    sales = {f"m{month}": str(2100 + 75 * month) for month in months}
    rows = {
        "repairs": {"kind": "sales", **sales},
        "loan-in": {"kind": "loan", "m1": "8000"},
        "thread": {"kind": "goods", **{name: str(Decimal(amount) * 4 / 15) for name, amount in sales.items()}},
        "machines": {"kind": "equipment", "m1": "8000"},
        **{
            kind: {"kind": kind, **{f"m{month}": amount for month in months}}
            for kind, amount in (("rent", "700"), ("tax", "50"), ("social", "190"), ("owner", "650"))
        },
        "loan-out": {"kind": "instalment", **{f"m{month}": "187.88" for month in months if month > 1}},
    }
    papers = ("identity", "permit", "quotes")
    return {
        "canvas": {
            "n1": {"part": "notes", "block": "customers", "text": "Office workers of the quarter"},
            "n2": {"part": "notes", "block": "costs", "text": "Rent, thread, energy"},
            "n3": {"part": "notes", "block": "revenue", "text": "Repairs"},
        },
        "prices": {
            "repair": {
                **{"part": "items", "name": "Repair", "price": "15", "material": "4"},
                **{"quantity": "200", "capacity": "220"},
            },
            "rent": {"part": "costs", "name": "Rent and the rest", "amount": "990"},
            "owner": {"part": "owner", "living": "1210"},
        },
        "start-up": {
            "machines": {"part": "uses", "name": "Machines", "amount": "6000"},
            "deposit": {"part": "uses", "name": "Deposit and papers", "amount": "4000"},
            "savings": {"part": "sources", "name": "Savings", "kind": "own", "amount": "2000"},
            "lender": {"part": "sources", "name": "Lender", "kind": "loan", "amount": "8000"},
        },
        "household-budget": {
            "wages": {"part": "income", "name": "Wages", "amount": "1450"},
            "home": {"part": "expenses", "name": "Home", "amount": "980"},
            "friend": {"part": "debts", "name": "A friend", "amount": "50"},
        },
        "cash-flow": {
            "plan": {"part": "plan", "opening": "2000", "months": "12"},
            **{name: {"part": "rows", "name": name, **row} for name, row in rows.items()},
        },
        "loan": {
            "loan": {
                **{"part": "loan", "amount": "8000", "rate": "6", "payments": "48", "fee": "0"},
                **{"purpose": "equipment", "month": "1"},
            },
        },
        "checklist": {
            **{paper: {"part": "papers", "state": "have"} for paper in papers},
            "permit": {"part": "papers", "state": "have", "until": "2030-03-01"},
        },
    }


def changed(sheets: Sheets, changes: Changes) -> Sheets:
    """The sheets with these changes; a node that was not there needs its "sheet/node/part"."""
    found = {kind: {node: dict(fields) for node, fields in nodes.items()} for kind, nodes in sheets.items()}
    for path, value in changes.items():
        kind, node, *names = path.split("/")
        if value is None:
            del found[kind][node]
            continue
        found[kind].setdefault(node, {})[names[0]] = value
    return found


def grant_book(changes: Changes | None = None, *, asked: Mapping[str, Any] | None = None, **more: Any) -> Book:
    """The small grant with changes of its sheets, of what the funder asks (BudgetRules), and of the Book."""
    sheets = changed(small_grant(), changes or {})
    sections = (Section("needs", {}, {}, words_max=6), Section("after", {}, {}))
    rules = replace(ASKED, **(asked or {}))
    form = profile(sheets, required=("card", "budget"), budget=rules, narrative=sections)
    return book(sheets, **{"profile": form, "start": START, "months": 12, **more})


def loan_book(changes: Changes | None = None, *, asked: Mapping[str, Any] | None = None, **more: Any) -> Book:
    """The tailoring with changes of its sheets, of what the lender asks (LoanRules), and of the Book."""
    sheets = changed(tailoring(), changes or {})
    rules = replace(LENT, **(asked or {}))
    form = profile(sheets, audience="entrepreneurs", loan=rules)
    return book(
        sheets, **{"profile": form, "papers": ("identity", "permit", "quotes"), "today": date(2026, 3, 1), **more}
    )
