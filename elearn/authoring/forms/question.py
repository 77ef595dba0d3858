"""The form of a question: what is typed, what is missing, and our words for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import request
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from elearn.authoring.rules.question_fields import Fields, first, rows
from elearn.authoring.rules.question_ids import Decision
from elearn.authoring.rules.question_missing import Missing
from elearn.authoring.rules.question_reading import Complaint, Fault
from elearn.authoring.words.problems import describe
from elearn.core.problems import Level, Problem

#: Fields of the page that are no part of the question.
OUR_FIELDS = frozenset({"form_token", "opened", "said", "do"})

DECISIONS: Mapping[str, LazyString] = {
    Decision.SAME: lazy_gettext("Only the wording: it is the same question. All answers stay with it."),
    Decision.CORRECTED: lazy_gettext(
        "The right answer was wrong: it is the same question. When you publish, you choose what happens to the answers."
    ),
    Decision.ANOTHER: lazy_gettext(
        "It is another question now. It gets a new id; the old question is retired and keeps its answers."
    ),
}


@dataclass(frozen=True)
class QuestionSheet:
    """A question as a form. `made` is the row just added, `pressed` the button; `language` that of its words."""

    fields: Fields
    language: str
    messages: Mapping[str, str] = field(default_factory=dict)
    made: str = ""
    pressed: str = ""

    def id(self, name: str) -> str:
        """The id of a field."""
        return f"q-{name}"

    def value(self, name: str) -> str:
        """What stands in a field."""
        return first(self.fields, name)

    def has(self, name: str, value: str) -> bool:
        """Whether something is chosen."""
        return value in self.fields.get(name, ())

    def rows(self, name: str) -> tuple[str, ...]:
        """The rows of a list."""
        return rows(self.fields, name)

    @property
    def errors(self) -> Mapping[str, str]:
        """What is wrong or missing, by field."""
        return self.messages

    def first_errors(self) -> Sequence[tuple[str, str]]:
        """(field id, message) for the summary on top of the page."""
        return [(self.id(name), message) for name, message in self.messages.items()]


def sent_fields() -> dict[str, list[str]]:
    """The question that the request carries."""
    sent = request.form.to_dict(flat=False)
    return {name: values for name, values in sent.items() if name not in OUR_FIELDS}


def complaint_messages(complaints: Iterable[Complaint]) -> dict[str, str]:
    """What to say beside each field that makes no question."""
    return {one.name: _complaint(one) for one in complaints}


def missing_messages(found: Iterable[Missing]) -> dict[str, str]:
    """What to say beside each field that lacks something."""
    return {one.name: _missing(one) for one in found}


def _complaint(one: Complaint) -> str:
    params = {"typed": "", "whole": "", "decimals": "", "most": "", **one.params}
    words = {
        Fault.NOTHING_RIGHT: _("Say which answer is right."),
        Fault.NO_GROUP: _("Choose a group for this line."),
        Fault.NOT_A_NUMBER: _("Write a number in digits, for example 12 or 12,5."),
        Fault.DOUBTFUL_NUMBER: _(
            "“%(typed)s” can be two numbers. Write %(whole)s for the whole one, or %(decimals)s for the decimal one.",
            **params,
        ),
        Fault.BELOW_ZERO: _("Write a number that is not below zero."),
        Fault.BAD_MARKS: _("Write a whole number from 1 to %(most)s.", **params),
        Fault.NO_PARTS: _("Add at least one question about the case."),
        Fault.TOO_MANY_TAGS: _("Write at most %(most)s tags.", **params),
    }
    return str(words[one.fault])


def _missing(one: Missing) -> str:
    number = {"number": one.number}
    texts = {
        "option": _("Option %(number)s has no text. Write it, or remove the option.", **number),
        "item": _("Line %(number)s has no text. Write it, or remove the line.", **number),
        "answer": _("Line %(number)s has no answer. Write what belongs to it.", **number),
        "extra": _("The answer %(number)s that belongs to no line is empty. Write or remove it.", **number),
        "group": _("Group %(number)s has no name. Write it, or remove the group.", **number),
    }
    reasons = {
        "option": _("Option %(number)s has no reason. Say why a reader may think so, and what is true.", **number),
        "item": _("Line %(number)s has no reason. Say why it belongs there.", **number),
    }
    others = {
        "no_stem": _("Write what you ask."),
        "too_few_options": _("Offer at least two things to choose from."),
        "nothing_right": _("Say which answer is right."),
        "no_gaps": _("Put at least one word of the sentence in braces: it becomes a gap."),
        "gaps_differ": _("Each gap stands in the sentence once. Put the mark back, or remove the gap."),
        "no_accepted_words": _("Write at least one word that is accepted here."),
        "no_model": _("Write a model answer and at least one criterion, so that learners can compare."),
        "no_reason": _("Write the reason that learners read."),
    }
    if one.code == "no_reason" and one.name.endswith(("reason-right", "reason-wrong")):
        return _whole_reason(one.name.endswith("right"))
    by_row = {"no_text": texts, "no_reason": reasons}.get(one.code, {})
    found = by_row.get(one.row) or others.get(one.code)
    return str(found or describe(Problem("", 0, Level.ERROR, one.code, one.params)))


def _whole_reason(after_right: bool) -> str:
    """What is missing where there are no options: a reason for a right answer, and one for all others."""
    if after_right:
        return str(_("Write the reason that people read after a right answer."))
    return str(_("Write the reason that people read after any other answer."))
