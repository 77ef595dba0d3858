"""For each check of money: a workbook that makes it speak, and one as near as possible that does not.

Each case changes a workbook whose numbers agree (`money.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from elearn.workbooks.rules.book import Book
from tests.workbooks.money import Changes, grant_book, loan_book

NO_LOAN: Changes = {"loan/loan": None}


@dataclass(frozen=True)
class Case:
    """`at` is "node/field" of the place, with `fires` and `silent` changes of the sheets.

    `asked` changes what the funder or lender asks, `book` the workbook; `asked_silent` and `book_silent` in the silent
    case.
    """

    code: str
    fires: Changes = field(default_factory=dict)
    silent: Changes = field(default_factory=dict)
    at: str = "/"
    asked: Mapping[str, Any] = field(default_factory=dict)
    asked_silent: Mapping[str, Any] = field(default_factory=dict)
    book: Mapping[str, Any] = field(default_factory=dict)
    book_silent: Mapping[str, Any] = field(default_factory=dict)


GRANT = (
    Case("B1", {"budget/room/stated": "720.01"}, {"budget/room/stated": "720.00"}, "room/stated"),
    Case("B2", {"budget/room/heading": ""}),
    Case("B3", {"budget/rates/indirect": "8"}, {"budget/rates/indirect": "7"}, "rates/indirect"),
    Case("B4", {"budget/rates/contingency": "5.001"}, {"budget/rates/contingency": "5"}, "rates/contingency"),
    Case("B5", {"budget/own/amount": "1099.99"}, {"budget/own/amount": "1100.00"}),
    Case("B6", {"budget/grant/amount": "9900.01", "budget/own/amount": "1099.99"}),
    Case("B6b", {"budget/own/amount": "1099.99"}, {"budget/own/amount": "1100"}),
    Case("B7", asked={"grant_max": Decimal("9899.99")}, asked_silent={"grant_max": Decimal(9900)}),
    Case("B7b", asked={"grant_min": Decimal("9900.01")}, asked_silent={"grant_min": Decimal(9900)}),
    Case("B8", {"budget/room/heading": "3.9"}, {"budget/room/heading": "3"}, "room/heading"),
    Case("B9", {"budget/room/unit": ""}, {"budget/room/unit": "day"}, "room/unit"),
    Case(
        "B9b",
        {"budget/kits/quantity": "1", "budget/kits/unit_cost": "1100"},
        {"budget/kits/quantity": "1", "budget/kits/unit_cost": "1100", "budget/kits/note": "Three quotes"},
        "kits/note",
    ),
    Case("B10", asked={"staff_max": Decimal(43)}, asked_silent={"staff_max": Decimal(44)}),
    Case("B10b", asked={"equipment_max": Decimal(20)}, asked_silent={"equipment_max": Decimal(21)}),
    Case(
        "B11",
        {"budget/room/payer": "in_kind"},
        {"budget/room/payer": "in_kind"},
        "room/payer",
        asked={"in_kind": False},
    ),
    Case(
        "B11",
        {"budget/own/kind": "in_kind"},
        {"budget/own/kind": "partner"},
        "own/kind",
        asked={"in_kind": False},
        asked_silent={"in_kind": False},
    ),
    Case("B12", {"budget/monitoring/quantity": "0"}, {"budget/monitoring/quantity": "1"}),
    Case(
        "B13",
        {"budget/coordinator/year1": "4", "budget/coordinator/year2": "1"},
        {"budget/coordinator/year1": "4", "budget/coordinator/year2": "2"},
        "coordinator/quantity",
    ),
    Case("B14", {"budget/room/tax": "yes"}, {"budget/room/tax": "yes", "budget/room/quantity": "0"}, "room/tax"),
    Case(
        "B14b",
        {"budget/rates/taxes": "50", "budget/rates/taxes_back": "yes"},
        {"budget/rates/taxes": "50"},
        "rates/taxes",
    ),
    Case("B15", silent={"card/card/direct": ""}),
    Case(
        "B16",
        {"budget/room/currency": "XOF", "budget/room/rate_date": "2026-05-01"},
        {"budget/room/currency": "EUR"},
        "room/rate",
    ),
    Case(
        "B16",
        {"budget/room/currency": "XOF", "budget/room/rate": "655.957"},
        {"budget/room/currency": "XOF", "budget/room/rate": "655.957", "budget/room/rate_date": "2026-05-01"},
        "room/rate_date",
    ),
    Case("W1", {"card/card": None}, {"plan/training": None}),
    Case("W2", {"card/card/direct": "49"}, {"card/card/direct": "50"}, "card/direct"),
    Case("W2", {"card/card/direct": "81"}, {"card/card/direct": "80"}, "card/direct"),
    Case("W3", at="card/months", book={"months": 18}),
    Case("W3b", {"plan/training/end": "11"}, {"plan/training/end": "12"}, "card/months"),
    Case("W4", {"card/card/total": "10999.99"}, {"card/card/total": "11000.00"}, "card/total"),
    Case("W4b", {"card/card/asked": "9900.01"}, {"card/card/asked": "9900.00"}, "card/asked"),
    Case("W5", at="room/", book={"requests": (("budget", "room"),)}),
    Case("T1", {"narrative/needs/text": "Loan offers come only in easy Italian."}, at="needs/text"),
    Case("T2", {"narrative/after": None}, {"narrative/after/text": "Soon."}, "after/text"),
    Case("T2", {"narrative/after/text": " "}, {"narrative/after": None, "narrative/needs": None}, "after/text"),
    Case("V1", {"governance/step1": None}, {"governance/step1/text": "Write them"}, "minutes/answer"),
    Case("V1", {"governance/step1/text": ""}, {"governance/minutes/answer": "partly"}, "minutes/answer"),
)

NOBODY_PLANS = {"prices/repair/quantity": ""}
FIXED = {"loan/loan/method": "fixed", "loan/loan/payments": ""}

BUSINESS = (
    Case(
        "M1",
        {"loan/loan/method": "fixed", "loan/loan/instalment": "180"},
        {"loan/loan/method": "fixed", "loan/loan/instalment": "187.88"},
        "loan/payments",
    ),
    Case(
        "M1",
        {"loan/loan/method": "fixed", "loan/loan/instalment": "200"},
        {"loan/loan/method": "fixed", "loan/loan/instalment": "187.90"},
        "loan/payments",
    ),
    Case(
        "M2",
        {**FIXED, "loan/loan/instalment": "40"},
        {**FIXED, "loan/loan/instalment": "50"},
        "loan/instalment",
    ),
    Case("M2b", {"loan/loan/grace": "48"}, {"loan/loan/grace": "47"}, "loan/grace"),
    Case("M2b", {"loan/loan/fee": "8000"}, {"loan/loan/fee": "7999"}, "loan/fee"),
    Case("M3", {"loan/loan/fee": ""}, {"loan/loan/fee": "", "loan/loan/monthly_fee": "0"}, "loan/fee"),
    Case("M4", {"loan/loan/amount": "8000.01"}, {"loan/loan/amount": "8000"}, "loan/amount"),
    Case("M4b", {"loan/loan/payments": "49"}, {"loan/loan/payments": "48"}, "loan/payments"),
    Case("M5", {"loan/loan/purpose": "refinancing"}, {"loan/loan/purpose": "other"}, "loan/purpose"),
    Case("M6", {"start-up/deposit/amount": "4000.01"}, {"start-up/deposit/amount": "4000.00"}),
    Case("M7", {"start-up/lender/amount": "7900"}, {"start-up/lender/amount": "8000.00"}),
    Case("M7", {"start-up/lender/kind": "family"}, {**NO_LOAN, "start-up/lender/kind": "family"}),
    Case(
        "M7b",
        {"loan/loan/fee": "150", "cash-flow/loan-in/m1": "7900"},
        {"loan/loan/fee": "150", "cash-flow/loan-in/m1": "7850"},
    ),
    Case("M7c", {"cash-flow/loan-out/m5": ""}, {"cash-flow/loan-out/m5": "187"}),
    Case("M7c", {"loan/loan/monthly_fee": "2"}, {"loan/loan/monthly_fee": "0.50"}),
    Case("M8", {"cash-flow/thread/m4": "2426.37"}, {"cash-flow/thread/m4": "2426.36"}),
    Case("M9", {"cash-flow/owner": None}, {"cash-flow/owner": None, "cash-flow/repairs": None}),
    Case("M9b", {"prices/owner/living": "0"}, {"prices/owner/living": "1"}, "owner/living"),
    Case("M9c", {"household-budget/home/amount": ""}, {"household-budget/home/amount": "1"}),
    Case("M10", {"prices/repair/material": "15"}, {"prices/repair/material": "14.99"}, "repair/price"),
    Case("M10", {"prices/repair/other": "11"}, {"prices/repair/other": "10.99"}, "repair/price"),
    Case("M11", {"prices/repair/quantity": "199"}, {"prices/repair/quantity": "200"}),
    Case("M11", {"prices/owner/living": "1211"}, {**NOBODY_PLANS, "prices/owner/living": "1211"}),
    Case("M11b", {"prices/repair/capacity": "199"}, {"prices/repair/capacity": "200"}, "repair/capacity"),
    Case("M12", {"cash-flow/tax": None}, {"cash-flow/social/kind": "tax", "cash-flow/tax": None}),
    Case("M12b", {"cash-flow/social": None}, {"cash-flow/tax/kind": "social", "cash-flow/social": None}),
    Case(
        "M13",
        {f"cash-flow/repairs/m{month}": "2500" for month in range(1, 13)},
        {f"cash-flow/repairs/m{month}": "2500" for month in range(1, 12)},
    ),
    Case("M14", {"cash-flow/repairs/m1": "2400.01"}, {"cash-flow/repairs/m1": "2400"}),
    Case("M15", asked={"coverage_min": Decimal("1.79")}, asked_silent={"coverage_min": Decimal("1.78")}),
    Case("M15b", {"household-budget/home/amount": "2234.26"}, {"household-budget/home/amount": "2234.24"}),
    Case("M15b", {"household-budget/home/amount": "2609.99"}, {"household-budget/home/amount": "2610"}),
    Case("M15c", {"household-budget/home/amount": "2610"}, {"household-budget/home/amount": "2609.99"}),
    Case("M16", {"checklist/quotes/state": "missing"}, {"checklist/quotes/state": "asked"}, "quotes/state"),
    Case("M16", {"checklist/quotes": None}, {"checklist/quotes/state": "not_needed"}, "quotes/state"),
    Case("M16b", {"checklist/permit/until": "2030-02-28"}, {"checklist/permit/until": "2030-03-01"}, "permit/until"),
    Case("M17", {"cash-flow/tax/kind": ""}, {"cash-flow/new/part": "rows", "cash-flow/new/name": "Fair"}, "tax/kind"),
    Case("C1", {"canvas/n1/text": ""}, {"canvas/n1/text": "Neighbours"}),
    Case("C1", {"canvas/n1": None}, {"canvas/n1": None, "canvas/n2": None, "canvas/n3": None}),
    Case("C1b", {"canvas/n2/block": "value"}, {"canvas/n2/text": "Rent"}),
    Case("C2", {"prices/repair/price": ""}, {"prices/repair/price": "", "canvas/n3/text": "Repairs, 15 euros"}),
)
ALL = [*((case, grant_book) for case in GRANT), *((case, loan_book) for case in BUSINESS)]
Build = Callable[..., Book]
