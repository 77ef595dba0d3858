"""Public pages around the arithmetic. No account, nothing is stored: the address holds what was typed."""

from collections.abc import Callable
from decimal import Decimal

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_currency, format_decimal, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from elearn.accounts.rules import anyone
from elearn.accounts.service.access import allow
from elearn.calculators.forms import BreakEvenForm, CalculatorForm, CashForm, CompareForm, LoanForm
from elearn.calculators.keeping import kept
from elearn.calculators.rules.business import BreakEven, break_even, cash_flow, margin_of_safety
from elearn.calculators.rules.inputs import InputError
from elearn.calculators.rules.loans import Loan, Plan, repayment_plan
from elearn.ui.slots import NavEntry, render_part, slots

AT = "/<any(it,en,es,fr,de):language>/t"

#: What the pages show on a first visit: the numbers of the running case.
LOAN = {"m": Decimal(8000), "d": Decimal(48), "t": Decimal(6), "f": Decimal(150)}
OFFERS = {
    **{"ma": Decimal(1000), "na": Decimal(10), "pa": Decimal(120)},
    **{"mb": Decimal(1000), "nb": Decimal(10), "pb": Decimal(103), "fb": Decimal(30)},
}
SHOP = {"f": Decimal(990), "p": Decimal(15), "v": Decimal(4), "w": Decimal(1210), "d": Decimal(25)}
COMING_IN = (1200, 1800, 2100, 2500, 2700, 2900)
GOING_OUT = (2600, 1900, 2750, 1950, 1950, 2000)

#: The sheets of a workbook, and the pages that calculate for them.
SHEETS = {
    "loan": ("calculators.loan", "calculators.compare"),
    "prices": ("calculators.break_even_",),
    "cash-flow": ("calculators.cash_flow_",),
}

bp = Blueprint("calculators", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Register the pages, their place in the navigation, and how money and rates are written."""
    app.register_blueprint(bp)
    slots(app).offer("nav", _nav_entry)
    slots(app).offer("lesson.turn", _for_sheet)
    app.jinja_env.globals.update(money=money, rate=rate, figure=format_decimal)


def money(amount: Decimal) -> str:
    """An amount in euros; cents only where there are any."""
    pattern = get_locale().currency_formats["standard"].pattern
    whole = pattern.replace(".00", "") if amount == int(amount) else None
    shown: str = format_currency(amount, "EUR", format=whole, currency_digits=whole is None)
    return shown


def rate(value: Decimal) -> str:
    """A rate in per cent, with two decimals."""
    shown: str = _("%(score)s %%", score=format_decimal(value, format="#,##0.00"))
    return shown


def _nav_entry() -> NavEntry:
    return NavEntry(_("Tools"), url_for("calculators.tools"), 40, current=request.blueprint == "calculators")


def _for_sheet(sheet: str) -> Markup | None:
    """The calculators that help to fill a sheet of the workbook."""
    endpoints = SHEETS.get(sheet, ())
    return render_part("calculators/for_sheet.html", endpoints=endpoints) if endpoints else None


@bp.get(f"{AT}/")
@allow(anyone)
def tools() -> ResponseReturnValue:
    """All calculators."""
    return render_template("calculators/tools.html")


@bp.get(f"{AT}/loan")
@allow(anyone)
def loan() -> ResponseReturnValue:
    """What a loan costs, each month and in all."""
    form = LoanForm.from_address(**LOAN)
    return _page("calculators/loan.html", form, lambda: _plan_with_apr(form.loan()))


def _plan_with_apr(agreed: Loan) -> tuple[Plan, Decimal]:
    plan = repayment_plan(agreed)
    return plan, plan.apr


@bp.get(f"{AT}/compare")
@allow(anyone)
def compare() -> ResponseReturnValue:
    """Two offers side by side."""
    form = CompareForm.from_address(**OFFERS)
    return _page("calculators/compare.html", form, form.offers)


@bp.get(f"{AT}/break-even")
@allow(anyone)
def break_even_() -> ResponseReturnValue:
    """How much to sell to cover the costs, and to live."""
    form = BreakEvenForm.from_address(**SHOP)
    return _page("calculators/break_even.html", form, lambda: _shop(form))


def _shop(form: BreakEvenForm) -> tuple[BreakEven, BreakEven, Decimal | None]:
    """Sales that cover the costs, sales that also pay the owner, and how far expected ones may fall, in per cent."""
    costs, living = (break_even(form.f.data, form.p.data, form.v.data, more) for more in (Decimal(0), form.w.data))
    expected = form.x.data * form.p.data
    return costs, living, margin_of_safety(expected, costs.sales) if expected else None


@bp.get(f"{AT}/cash-flow")
@allow(anyone)
def cash_flow_() -> ResponseReturnValue:
    """When the cash runs out."""
    example = {f"i{month}": Decimal(amount) for month, amount in enumerate(COMING_IN, 1)}
    example |= {f"x{month}": Decimal(amount) for month, amount in enumerate(GOING_OUT, 1)}
    form = CashForm.from_address(o=Decimal(2000), **example)
    return _page("calculators/cash_flow.html", form, lambda: cash_flow(form.o.data, *zip(*form.amounts(), strict=True)))


def _page(template: str, form: CalculatorForm, calculate: Callable[[], object]) -> ResponseReturnValue:
    """The page with what was typed, and with the answer where everything can be calculated."""
    answer: object = None
    if form.is_sound:
        try:
            answer = calculate()
        except InputError as error:
            form.refuse(error)
    page = render_template(
        template, form=form, answer=answer, kept=kept(form) if answer else None, is_example=not form.was_sent
    )
    return page, 200 if answer else 422
