"""The base of all forms: WTForms with our own words, and plain values in templates.

The form token is checked once per request in `security`, not per form.
"""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext, ngettext
from wtforms import Form


class _Words:
    def gettext(self, text: str) -> str:
        words: str = gettext(text)
        return words

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        words: str = ngettext(singular, plural, number)
        return words


class BaseForm(Form):
    """A form filled from the request."""

    class Meta:
        """Words come from our catalogues."""

        def get_translations(self, _form: Form) -> _Words:
            """The interface's words."""
            return _Words()

    @classmethod
    def from_request(cls, **defaults: Any) -> "BaseForm":
        """The form with what was sent, or with defaults on the first visit."""
        return cls(request.form if request.method == "POST" else None, data=defaults)

    def first_errors(self) -> Sequence[tuple[str, str]]:
        """(field id, message) for the summary on top of the page."""
        return [(name, str(messages[0])) for name, messages in self.errors.items() if name and messages]
