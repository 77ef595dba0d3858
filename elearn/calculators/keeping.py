"""The numbers of a calculator as a sheet of a workbook keeps them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from elearn.calculators.forms import BreakEvenForm, CalculatorForm, CashForm, LoanForm

Nodes = Mapping[str, Mapping[str, str]]  # node -> its part and fields, as plain texts
SHORTEST_PLAN = 12  # months of a workbook's cash-flow


def kept(form: CalculatorForm) -> tuple[str, Nodes] | None:
    """The sheet that can keep these numbers, and what would stand there; None where there is no such sheet."""
    for kind, (sheet, nodes) in SHEETS.items():
        if isinstance(form, kind):
            return sheet, nodes(form)
    return None


def _loan(form: LoanForm) -> Nodes:
    fields = {
        **{"amount": form.m, "payments": form.d, "rate": form.t, "rate_kind": form.k, "method": form.r},
        **{"grace": form.g, "instalment": form.z, "fee": form.f, "fee_percent": form.p, "fee_financed": form.w},
        **{"monthly_fee": form.e, "optional": form.o, "drawn": form.s, "first_due": form.a},
    }
    return {"loan": {"part": "loan", **{name: _plain(field.data) for name, field in fields.items() if field.data}}}


def _prices(form: BreakEvenForm) -> Nodes:
    """One thing that is sold, the fixed costs as one line, what the owner needs."""
    sold = {"price": _plain(form.p.data), "material": _plain(form.v.data), "quantity": _plain(form.x.data or "")}
    return {
        "kept-item": {"part": "items", "name": _("One sale"), **sold},
        "kept-costs": {"part": "costs", "name": _("Fixed costs per month"), "amount": _plain(form.f.data)},
        "owner": {"part": "owner", "living": _plain(form.w.data)},
    }


def _cash_flow(form: CashForm) -> Nodes:
    """All that comes in as one row, all that goes out as another."""
    rows = zip(*form.amounts(), strict=True)
    coming, going = ({f"m{month}": _plain(amount) for month, amount in enumerate(row, 1)} for row in rows)
    months = str(max(SHORTEST_PLAN, form.months_asked))
    return {
        "plan": {"part": "plan", "opening": _plain(form.o.data), "months": months},
        "kept-in": {"part": "rows", "name": _("In"), "kind": "sales", **coming},
        "kept-out": {"part": "rows", "name": _("Out"), "kind": "other_out", **going},
    }


def _plain(value: Any) -> str:
    """No exponent, days as ISO 8601, "yes" for a tick."""
    if value is True:
        return "yes"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


SHEETS: Mapping[type[CalculatorForm], tuple[str, Callable[[Any], Nodes]]] = {
    LoanForm: ("loan", _loan),
    BreakEvenForm: ("prices", _prices),
    CashForm: ("cash-flow", _cash_flow),
}
