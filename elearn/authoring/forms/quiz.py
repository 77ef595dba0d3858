"""Forms of a quiz as a whole: its rules, and a new one. Shape only."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from elearn.authoring.service.quiz_drafts import QuizDraft
from elearn.authoring.service.quizzes import Rules
from elearn.infra.forms import BaseForm

ATTEMPTS = lazy_gettext("Write a whole number from 1 to 99, or nothing.")
QUESTIONS = lazy_gettext("Write a whole number from 1 to 500, or nothing.")
PERCENTAGE = lazy_gettext("Write a whole number from 0 to 100.")
MINUTES = lazy_gettext("Write a whole number from 1 to 600.")
LONGEST = lazy_gettext("Write at most 200 characters.")


class RulesForm(BaseForm):
    """How a quiz is taken."""

    title = StringField(lazy_gettext("Title"), [Length(max=200, message=LONGEST)])
    minutes = IntegerField(lazy_gettext("Minutes that it takes"), [Optional(), NumberRange(1, 600, MINUTES)])
    draw = IntegerField(
        lazy_gettext("Questions in each attempt"),
        [Optional(), NumberRange(1, 500, QUESTIONS)],
        description=lazy_gettext("They are drawn from the questions above. Leave it empty to ask all of them."),
    )
    attempts = IntegerField(
        lazy_gettext("Attempts"),
        [Optional(), NumberRange(1, 99, ATTEMPTS)],
        description=lazy_gettext("Leave it empty: as often as people like."),
    )
    pass_rule = SelectField(
        lazy_gettext("When is it passed?"),
        choices=[
            SelectChoice("path", lazy_gettext("As the path says")),
            SelectChoice("own", lazy_gettext("With the percentage below")),
            SelectChoice("none", lazy_gettext("Nothing is asked")),
        ],
    )
    pass_mark = IntegerField(lazy_gettext("Percentage"), [Optional(), NumberRange(0, 100, PERCENTAGE)])
    reveal = SelectField(
        lazy_gettext("When do people read the reasons?"),
        choices=[
            SelectChoice("submitted", lazy_gettext("When they have handed it in")),
            SelectChoice("passed", lazy_gettext("When they have passed")),
            SelectChoice("never", lazy_gettext("Never")),
        ],
    )
    shuffle_questions = BooleanField(lazy_gettext("Questions in another order for everybody"))
    shuffle_options = BooleanField(lazy_gettext("Options in another order for everybody"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A percentage of one's own needs a number."""
        sound = super().validate(extra_validators)
        if sound and self.pass_rule.data == "own" and self.pass_mark.data is None:
            self.pass_mark.errors = [PERCENTAGE]
            return False
        return bool(sound)

    def rules(self) -> Rules:
        """The values as rules."""
        shuffle = (("questions", self.shuffle_questions.data), ("options", self.shuffle_options.data))
        marks: dict[str, int | str | None] = {"path": "path", "none": None, "own": self.pass_mark.data}
        return Rules(
            attempts=self.attempts.data,
            pass_mark=marks[self.pass_rule.data],
            shuffle=tuple(name for name, chosen in shuffle if chosen),
            draw=self.draw.data,
            reveal=self.reveal.data,
        )


def rules_form(draft: QuizDraft) -> RulesForm:
    """The form with what was sent, or with the rules as they stand."""
    key = draft.key
    own = key.pass_mark if isinstance(key.pass_mark, int) else None
    form: RulesForm = RulesForm.from_request(
        title=draft.title,
        minutes=draft.minutes or None,
        draw=None if key.draw == "all" else key.draw,
        attempts=None if key.attempts == "unlimited" else key.attempts,
        pass_rule="own" if own is not None else "none" if key.pass_mark is None else "path",
        pass_mark=own,
        reveal=key.reveal,
        shuffle_questions="questions" in key.shuffle,
        shuffle_options="options" in key.shuffle,
    )
    return form


class NewQuizForm(BaseForm):
    """A new quiz, with the kind of its first question."""

    purpose = RadioField(
        lazy_gettext("What is it for?"),
        choices=[
            SelectChoice("check", lazy_gettext("It counts: the quiz at the end of the module")),
            SelectChoice("practice", lazy_gettext("Practice: questions that lessons show")),
        ],
        default="check",
    )
    title = StringField(lazy_gettext("Title"), [Length(max=200, message=LONGEST)])
    minutes = IntegerField(
        lazy_gettext("Minutes that it takes"), [Optional(), NumberRange(1, 600, MINUTES)], default=20
    )
    kind = SelectField(lazy_gettext("The first question"))


def draw_message(questions: int) -> str:
    """More questions are drawn than there are."""
    words: str = _(
        "The quiz has fewer questions: %(questions)s. Write a smaller number, or nothing.", questions=questions
    )
    return words
