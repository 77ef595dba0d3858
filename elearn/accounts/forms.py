"""The shape of what people type about themselves. `rules` decide, the words for their decisions stand here."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field, PasswordField, SelectField, StringField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from elearn.accounts import rules
from elearn.accounts.rules import IdentityProblem, PasswordProblem
from elearn.core.countries import COUNTRIES, country_name
from elearn.core.languages import LANGUAGE_NAMES
from elearn.infra.forms import BaseForm
from elearn.infra.i18n import current_language

IDENTITY_WORDS = {
    IdentityProblem.NOT_AN_EMAIL: lazy_gettext("Write the whole e-mail address, like name@example.org."),
    IdentityProblem.TOO_SHORT: lazy_gettext("Write at least 3 characters."),
    IdentityProblem.TOO_LONG: lazy_gettext("This is too long. Choose a shorter one."),
}
PASSWORD_WORDS = {
    PasswordProblem.TOO_SHORT: lazy_gettext("Write at least 12 characters. Three or four words are easy to remember."),
    PasswordProblem.TOO_LONG: lazy_gettext("Write at most 256 characters."),
    PasswordProblem.WELL_KNOWN: lazy_gettext("Many people use this password. Choose words that only you put together."),
}
NO_AUTOMATIC_WRITING = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


class SignInForm(BaseForm):
    """E-mail address or user name, and password."""

    identity = StringField(
        lazy_gettext("E-mail or user name"),
        [InputRequired(lazy_gettext("Write your e-mail or your user name."))],
        render_kw={"autocomplete": "username", **NO_AUTOMATIC_WRITING},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [InputRequired(lazy_gettext("Write your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class CardForm(BaseForm):
    """What stands on a card."""

    code = StringField(
        lazy_gettext("Card code"),
        [InputRequired(lazy_gettext("Write the code of your card."))],
        description=lazy_gettext("8 letters and numbers, like CFHJ-3467. Small letters and spaces are fine."),
        render_kw={"autocomplete": "username", **NO_AUTOMATIC_WRITING},
    )
    pin = PasswordField(
        lazy_gettext("PIN"),
        [InputRequired(lazy_gettext("Write your PIN."))],
        description=lazy_gettext("6 numbers."),
        render_kw={"autocomplete": "current-password", "inputmode": "numeric"},
    )


def new_password_field() -> PasswordField:
    """Where a person chooses a password. Pasting is welcome: password managers do it."""
    return PasswordField(
        lazy_gettext("New password"),
        [InputRequired(lazy_gettext("Choose a password."))],
        description=lazy_gettext("At least 12 characters. Three or four words are easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )


class NewPasswordForm(BaseForm):
    """A new password. `own` is what it must not be: the person's names."""

    password = new_password_field()
    own: tuple[str, ...] = ()

    def validate_password(self, field: Field) -> None:
        """The password rules."""
        problem = rules.password_problem(field.data, self.own)
        if problem:
            raise ValidationError(PASSWORD_WORDS[problem])


class NameMixin:
    """The name that others see."""

    name = StringField(
        lazy_gettext("Your name"),
        description=lazy_gettext("As you want to be called here. A nickname is fine."),
        render_kw={"autocomplete": "name"},
    )

    def validate_name(self, field: Field) -> None:
        """Any name in any script is right; only nothing is not a name."""
        if not rules.clean_name(field.data or ""):
            raise ValidationError(lazy_gettext("Write your name."))


class SignUpForm(NameMixin, NewPasswordForm):
    """What a new account needs."""

    identity = StringField(
        lazy_gettext("E-mail or user name"),
        description=lazy_gettext("With an e-mail you can get a new password by yourself. A user name works too."),
        render_kw={"autocomplete": "username", **NO_AUTOMATIC_WRITING},
    )
    password = new_password_field()
    language = SelectField(lazy_gettext("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = (self.name.data or "", self.identity.data or "")
        self.language.choices = _languages()

    def validate_identity(self, field: Field) -> None:
        """An e-mail address, or a user name."""
        identity = rules.fold_identity(field.data or "")
        if not identity:
            raise ValidationError(lazy_gettext("Write an e-mail or a user name."))
        problem = rules.identity_problem(identity)
        if problem:
            raise ValidationError(IDENTITY_WORDS[problem])


class ProfileForm(NameMixin, BaseForm):
    """What a person may change about themselves."""

    language = SelectField(lazy_gettext("Language"))
    country = SelectField(
        lazy_gettext("Country"),
        description=lazy_gettext("For rules and amounts in the lessons. We do not ask where you come from."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {country: country_name(country, current_language()) for country in COUNTRIES}
        none = SelectChoice("", lazy_gettext("No country chosen"))
        self.language.choices = _languages()
        self.country.choices = [none, *(SelectChoice(country, name) for country, name in names.items())]


class ChangePasswordForm(NewPasswordForm):
    """The old password and the new one."""

    old_password = PasswordField(  # by this name the page for stale forms knows that it is secret
        lazy_gettext("Password until now"),
        [InputRequired(lazy_gettext("Write the password that you use now."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = new_password_field()


class ForgottenForm(BaseForm):
    """Where a link for a new password goes."""

    email = StringField(
        lazy_gettext("E-mail"),
        render_kw={"autocomplete": "email", "inputmode": "email", **NO_AUTOMATIC_WRITING},
    )

    def validate_email(self, field: Field) -> None:
        """The shape of an address."""
        email = rules.fold_identity(field.data or "")
        if not rules.is_email(email) or rules.identity_problem(email):
            raise ValidationError(IDENTITY_WORDS[IdentityProblem.NOT_AN_EMAIL])


class EraseByPasswordForm(BaseForm):
    """Confirm by the password."""

    password = PasswordField(
        lazy_gettext("Your password"),
        [InputRequired(lazy_gettext("Write your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class EraseByWordForm(BaseForm):
    """Confirm by a word, for people without a password."""

    word = StringField(
        lazy_gettext("Write the word “erase”"),
        render_kw={"autocomplete": "off", **NO_AUTOMATIC_WRITING},
    )

    def validate_word(self, field: Field) -> None:
        """The word, in the language of the page."""
        if rules.fold_identity(field.data or "") != rules.fold_identity(gettext("erase")):
            raise ValidationError(lazy_gettext("Write exactly this word: “erase”."))


def _languages() -> list[SelectChoice]:
    return [SelectChoice(language, name) for language, name in LANGUAGE_NAMES.items()]
