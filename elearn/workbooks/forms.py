"""Forms of workbooks: shape only."""

from datetime import date

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from elearn.catalogue.rules.workbook_values import Names
from elearn.catalogue.service.library import library
from elearn.core.countries import COUNTRIES, country_name
from elearn.core.languages import LANGUAGE_NAMES
from elearn.infra.forms import BaseForm
from elearn.infra.i18n import current_language
from elearn.workbooks.rules.roles import INVITED
from elearn.workbooks.service.books import Cover, kit
from elearn.workbooks.words import ROLES

CURRENCIES = ("EUR", "CHF", "GBP", "USD", "XOF", "XAF", "MAD", "TND", "GHS", "NGN")
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
EMPTY = "empty"
TITLE_MISSING = lazy_gettext("Write a title: how do you call your project?")


class CoverForm(BaseForm):
    """What stands on the cover of a workbook."""

    title = StringField(
        lazy_gettext("Title"),
        [InputRequired(TITLE_MISSING), Length(max=200, message=lazy_gettext("Write at most 200 characters."))],
        description=lazy_gettext("How do you call your project or business? You can change it later."),
    )
    place = StringField(
        lazy_gettext("Place"),
        [Length(max=200, message=lazy_gettext("Write at most 200 characters."))],
        description=lazy_gettext("Where does it happen? For example: Rome and six villages near Thiès."),
    )
    profile = SelectField(lazy_gettext("What is it for?"))
    language = SelectField(
        lazy_gettext("Language in which you write"),
        description=lazy_gettext("The checks look for words of this language."),
    )
    currency = SelectField(lazy_gettext("Currency"))
    country = SelectField(lazy_gettext("Country whose rules count"))
    start = DateField(lazy_gettext("First day of the project"), [Optional()])
    months = IntegerField(
        lazy_gettext("Duration in months"),
        [Optional(), NumberRange(1, 120, lazy_gettext("Write a whole number from 1 to 120."))],
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        here = current_language()
        self.profile.choices = [SelectChoice(one.id, one.names[here]) for one in kit().profiles.values()]
        self.language.choices = [SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()]
        self.currency.choices = [SelectChoice(code, code) for code in CURRENCIES]
        named = [SelectChoice(code, country_name(code, here)) for code in COUNTRIES]
        self.country.choices = [SelectChoice("", gettext("None of these")), *named]

    def validate_start(self, field: DateField) -> None:
        """A day of our time."""
        if field.data and not FIRST_DAY <= field.data <= LAST_DAY:
            raise ValidationError(gettext("Write a day between %(first)s and %(last)s.", first=1990, last=2100))

    def cover(self) -> Cover:
        """The values as a cover."""
        return Cover(
            title=" ".join(self.title.data.split()),
            place=" ".join((self.place.data or "").split()),
            profile=self.profile.data,
            language=self.language.data,
            currency=self.currency.data,
            country=self.country.data,
            start=self.start.data,
            months=self.months.data or 0,
        )


class BeginForm(CoverForm):
    """A new workbook: empty, or a copy of an example. `name` is made with the page: a double click begins one."""

    name = HiddenField()
    copy = SelectField(lazy_gettext("Begin with"), default=EMPTY)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        examples = library().examples.values()
        titled = [SelectChoice(one.id, _copy_of(one.titles)) for one in examples]
        self.copy.choices = [SelectChoice(EMPTY, gettext("Empty sheets")), *titled]


def _copy_of(titles: Names) -> str:
    words: str = gettext("A copy of the example “%(title)s”", title=titles[current_language()])
    return words


class InviteForm(BaseForm):
    """Which role a link gives."""

    role = SelectField(lazy_gettext("What may they do?"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [SelectChoice(role.value, ROLES[role]) for role in INVITED]
