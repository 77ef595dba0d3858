"""Forms of publishing: shape only."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from wtforms import DateField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, ValidationError

from elearn.core.clock import now
from elearn.infra.forms import BaseForm
from elearn.infra.i18n import TIMEZONE

SHORT = Length(max=500, message=lazy_gettext("Write at most 500 characters."))


class ReleaseForm(BaseForm):
    """A release: its note, and the moment (in the site's time zone) where it waits for its time."""

    note = TextAreaField(
        lazy_gettext("Note for this release"),
        [SHORT],
        description=lazy_gettext("What is new, in a few words. Other authors read it."),
        render_kw={"rows": 2},
    )
    day = DateField(
        lazy_gettext("Day"),
        [InputRequired(lazy_gettext("Choose the day on which it shall be published."))],
    )
    time = TimeField(
        lazy_gettext("Time"),
        [InputRequired(lazy_gettext("Write the time, for example 08:30."))],
    )

    def validate_time(self, field: TimeField) -> None:
        """The moment must be still to come."""
        if self.day.data and field.data and self.due_at <= now():
            raise ValidationError(lazy_gettext("This moment has passed. Choose a later one, or publish now."))

    @property
    def due_at(self) -> datetime:
        """The moment that was chosen."""
        return datetime.combine(self.day.data, self.time.data, ZoneInfo(TIMEZONE))


class ReviewForm(BaseForm):
    """What an author says with the wish for a review."""

    words = TextAreaField(
        lazy_gettext("What should the reviewer look at?"),
        [SHORT],
        render_kw={"rows": 2},
    )


class AnswerForm(BaseForm):
    """A reviewer's answer. Who asks for changes says which."""

    answer = TextAreaField(lazy_gettext("Your answer"), [SHORT], render_kw={"rows": 3})

    def validate_answer(self, field: TextAreaField) -> None:
        """Asking for changes needs words."""
        if self.wants_changes and not (field.data or "").strip():
            raise ValidationError(lazy_gettext("Write what should be changed."))

    wants_changes = False
