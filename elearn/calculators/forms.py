"""What the calculators ask. Names are short, because they stand in the address: it holds the whole state."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import LazyString, gettext, lazy_gettext
from wtforms import BooleanField, DateField, SelectField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from elearn.calculators.fields import NumberField
from elearn.calculators.rules.inputs import InputError
from elearn.calculators.rules.loans import Fee, Loan, Method, RateKind, When
from elearn.calculators.rules.offers import Offer, judge
from elearn.infra.forms import BaseForm

MONTHS = lazy_gettext("months")
ZERO = Decimal(0)
MONTH_COUNTS = (6, 12, 24, 36)
MOST_MONTHS = MONTH_COUNTS[-1]
YEARS = range(1990, 2101)
LONGEST_WAIT = timedelta(days=731)

#: (field, code) of an InputError, or the code alone -> what to do about it.
REFUSALS: dict[object, LazyString] = {
    "eat_the_loan": lazy_gettext("The fees are as high as the loan. Check them with the lender."),
    ("grace", "out_of_range"): lazy_gettext("This must be shorter than the whole loan."),
    "below_cost": lazy_gettext("The price must be higher than the costs of one sale. Otherwise each sale loses money."),
    "no_rate": lazy_gettext("No yearly rate fits these numbers. Check the amount and the instalment."),
    "one_sided": lazy_gettext("No yearly rate fits these numbers. Check the amount and the instalment."),
    "below_interest": lazy_gettext("This instalment does not even pay the interest. Choose a higher one."),
    "never_ends": lazy_gettext("With this instalment the loan lasts more than 50 years. Choose a higher one."),
}

#: What WTForms says by itself, for the catalogues.
WORDS_OF_WTFORMS = (lazy_gettext("Not a valid choice."), lazy_gettext("Not a valid date value."))


class CalculatorForm(BaseForm):
    """A form whose state is the address."""

    #: The field to mend, where the arithmetic has another name for it.
    NAMES: dict[str, str] = {}

    @classmethod
    def from_address(cls, **example: Any) -> "CalculatorForm":
        """The form as the address says; on the first visit with an example."""
        form = cls(request.args)
        return form if form.was_sent else cls(data=example)

    @property
    def was_sent(self) -> bool:
        """Whether the address holds something that this form asks."""
        return any(name in request.args for name in self._fields)

    @property
    def is_sound(self) -> bool:
        """Whether all that stands in the form can be calculated with."""
        return self.validate() if self.was_sent else True

    def refuse(self, error: InputError) -> None:
        """Show beside a field what the arithmetic found."""
        message = REFUSALS.get((error.field, error.code)) or REFUSALS[error.code]
        self[self.NAMES[error.field]].errors = [message]


class LoanForm(CalculatorForm):
    """A loan. Amounts in euros, the interest in per cent a year."""

    NAMES = {"fees": "f", "grace": "g", "flows": "m", "instalment": "z"}

    m = NumberField(lazy_gettext("Amount"), "100", "1000000", description=lazy_gettext("What you want to borrow."))
    d = NumberField(lazy_gettext("Duration"), "1", "360", MONTHS, whole=True, description=lazy_gettext("In months."))
    t = NumberField(lazy_gettext("Interest per year"), "0", "200", "%", description=lazy_gettext("Ask the lender."))
    f = NumberField(lazy_gettext("Fees"), default=ZERO, description=lazy_gettext("Paid once, at the start."))
    p = NumberField(
        lazy_gettext("Fees in per cent"), "0", "50", "%", default=ZERO, description=lazy_gettext("Of the loan, once.")
    )
    w = BooleanField(lazy_gettext("The fees are added to the loan"))
    e = NumberField(lazy_gettext("Monthly fees"), default=ZERO, description=lazy_gettext("Paid with each instalment."))
    o = NumberField(
        lazy_gettext("Optional costs per month"),
        default=ZERO,
        description=lazy_gettext("An insurance that you may refuse, for example. The APR leaves them out."),
    )
    k = SelectField(
        lazy_gettext("Which rate is it?"),
        choices=[
            SelectChoice(RateKind.NOMINAL.value, lazy_gettext("The borrowing rate (nominal)")),
            SelectChoice(RateKind.EFFECTIVE.value, lazy_gettext("An effective rate, with compound interest")),
        ],
        default=RateKind.NOMINAL.value,
    )
    g = NumberField(
        lazy_gettext("Months with interest only"), "0", "120", MONTHS, whole=True, default=ZERO,
        description=lazy_gettext("At the start you repay nothing of the loan itself."),
    )  # fmt: skip
    r = SelectField(
        lazy_gettext("How you repay"),
        choices=[
            SelectChoice(Method.FRENCH.value, lazy_gettext("The same instalment every month")),
            SelectChoice(Method.LINEAR.value, lazy_gettext("Instalments that get smaller every month")),
            SelectChoice(Method.BULLET.value, lazy_gettext("Interest every month, the whole loan at the end")),
            SelectChoice(Method.FIXED.value, lazy_gettext("An instalment that I choose: the duration follows from it")),
        ],
        default=Method.FRENCH.value,
    )

    z = NumberField(lazy_gettext("The instalment that I choose"), default=ZERO)
    s = DateField(lazy_gettext("Day on which you get the money"), [Optional()])
    a = DateField(lazy_gettext("Day of the first instalment"), [Optional()])

    def validate_s(self, field: DateField) -> None:
        """A day of our time, and not alone."""
        if field.data and field.data.year not in YEARS:
            raise ValidationError(
                gettext("Write a day between %(first)s and %(last)s.", first=YEARS[0], last=YEARS[-1])
            )
        if field.data and not self.a.data:
            raise ValidationError(gettext("Write also the day of the first instalment."))

    def validate_a(self, field: DateField) -> None:
        """Days count only together, and in their order."""
        if field.data and not self.s.data:
            raise ValidationError(gettext("Write also the day on which you get the money."))
        if field.data and self.s.data.year in YEARS and not self.s.data < field.data <= self.s.data + LONGEST_WAIT:
            raise ValidationError(gettext("The first instalment comes after the money, within two years."))

    def loan(self) -> Loan:
        """The loan that the form describes."""
        return Loan(
            amount=self.m.data,
            rate=self.t.data,
            payments=int(self.d.data),
            method=Method(self.r.data),
            rate_kind=RateKind(self.k.data),
            grace=0 if self.r.data == Method.BULLET else int(self.g.data),
            instalment=self.z.data,
            fees=(
                Fee(self.f.data, self.p.data, financed=self.w.data),
                Fee(self.e.data, when=When.EACH),
                Fee(self.o.data, when=When.EACH, compulsory=False),
            ),
            drawn=self.s.data if self.a.data else None,
            first_due=self.a.data,
        )

    @property
    def says_more(self) -> bool:
        """Whether something stands in the part of the form that is closed at first."""
        more = (self.p, self.w, self.e, self.o, self.g, self.s, self.a)
        return (
            any(field.data or field.errors for field in more)
            or self.r.data != self.r.default
            or self.k.data != self.k.default
        )


class CompareForm(CalculatorForm):
    """Two offers: what is received, how many instalments of how much, what is paid at the start."""

    NAMES = {f"{name} {offer}": letter + offer for offer in "ab" for name, letter in (("fees", "f"), ("flows", "p"))}

    ma = NumberField(lazy_gettext("Amount"), "1")
    na = NumberField(lazy_gettext("Number of instalments"), "1", "360", "", whole=True)
    pa = NumberField(lazy_gettext("Instalment per month"), "0.01")
    fa = NumberField(lazy_gettext("Fees at the start"), default=ZERO)
    mb = NumberField(lazy_gettext("Amount"), "1")
    nb = NumberField(lazy_gettext("Number of instalments"), "1", "360", "", whole=True)
    pb = NumberField(lazy_gettext("Instalment per month"), "0.01")
    fb = NumberField(lazy_gettext("Fees at the start"), default=ZERO)

    def of(self, offer: str) -> tuple[NumberField, ...]:
        """The fields of an offer, "a" or "b"."""
        return self["m" + offer], self["n" + offer], self["p" + offer], self["f" + offer]

    def offers(self) -> tuple[Offer, ...]:
        """What both offers cost. InputError names the offer, too."""
        return tuple(self._judged(offer) for offer in "ab")

    def _judged(self, offer: str) -> Offer:
        amount, count, instalment, fees = (field.data for field in self.of(offer))
        try:
            return judge(amount, int(count), instalment, fees)
        except InputError as error:
            raise InputError(f"{error.field} {offer}", error.code) from error


class BreakEvenForm(CalculatorForm):
    """Costs and price of one month and of one sale, in euros."""

    NAMES = {"price": "p"}

    f = NumberField(
        lazy_gettext("Fixed costs per month"),
        description=lazy_gettext("Rent, phone, insurance: also without customers."),
    )
    p = NumberField(lazy_gettext("Price of one sale"), "0.01", description=lazy_gettext("What one customer pays."))
    v = NumberField(
        lazy_gettext("Costs of one sale"), description=lazy_gettext("Material, and what else each sale costs.")
    )
    w = NumberField(
        lazy_gettext("For you, per month"), default=ZERO, description=lazy_gettext("What you need to live.")
    )
    d = NumberField(
        lazy_gettext("Working days per month"), "1", "31", lazy_gettext("days"), whole=True, default=Decimal(22)
    )
    x = NumberField(
        lazy_gettext("Sales you expect per month"),
        unit="",
        whole=True,
        default=ZERO,
        description=lazy_gettext("Leave it empty if you do not know yet."),
    )


class CashForm(CalculatorForm):
    """Money at the start, and what comes in and goes out in each month. Fields of months are added by number."""

    n = SelectField(
        lazy_gettext("How many months"),
        choices=[SelectChoice(count, str(count)) for count in MONTH_COUNTS],
        coerce=int,
        default=6,
    )
    o = NumberField(
        lazy_gettext("Money at the start"),
        "-1000000",
        default=ZERO,
        description=lazy_gettext("In cash and in the bank."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for month in range(self.months_asked + 1, MOST_MONTHS + 1):
            del self[f"i{month}"], self[f"x{month}"]

    @property
    def months_asked(self) -> int:
        """How many months the form shows."""
        return self.n.data if self.n.data in MONTH_COUNTS else MONTH_COUNTS[0]

    def months(self) -> list[tuple[NumberField, NumberField]]:
        """The fields (in, out) of each month that is asked for."""
        return [(self[f"i{month}"], self[f"x{month}"]) for month in range(1, self.months_asked + 1)]

    def amounts(self) -> list[tuple[Decimal, Decimal]]:
        """What comes in and goes out in each month, in euros."""
        return [(coming.data, going.data) for coming, going in self.months()]


for _month in range(1, MOST_MONTHS + 1):
    setattr(CashForm, f"i{_month}", NumberField(lazy_gettext("In, month %(num)d", num=_month), default=ZERO))
    setattr(CashForm, f"x{_month}", NumberField(lazy_gettext("Out, month %(num)d", num=_month), default=ZERO))
