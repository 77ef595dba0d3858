"""The form of a question: what was sent, and our words for what could not be understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from flask import request
from flask_babel import format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from elearn.catalogue.rules.addresses import lesson_address
from elearn.catalogue.service.library import library
from elearn.catalogue.service.reading import inline
from elearn.infra.i18n import current_language
from elearn.markup.render import Link, render_inline
from elearn.quizzes.rules.asked import Asked
from elearn.quizzes.rules.fields import Complaint, Fault, Fields, Misunderstood, first
from elearn.quizzes.rules.reveal import Revealed

#: Fields of a question's form that are not part of the answer.
OUR_FIELDS = frozenset({"form_token", "revision", "move"})


@dataclass(frozen=True)
class Sheet:
    """A question as a form: what is asked, what is typed, what was wrong, what may be said about it.

    `base` begins every id, so that several questions can stand on one page. `moved` is the button that was pressed.
    """

    base: str
    asked: Asked
    fields: Fields
    revision: int
    messages: Mapping[str, str] = field(default_factory=dict)
    revealed: Revealed | None = None
    moved: str = ""

    def id(self, name: str) -> str:
        """The id of a field."""
        return self.base + name

    def value(self, name: str) -> str:
        """What stands in a field."""
        return first(self.fields, name)

    def has(self, name: str, option: str) -> bool:
        """Whether an option is chosen."""
        return option in self.fields.get(name, ())

    @property
    def errors(self) -> Mapping[str, str]:
        """What is wrong, by field."""
        return self.messages

    def first_errors(self) -> list[tuple[str, str]]:
        """(field id, message) for the summary on top of the page."""
        return [(self.id(name), message) for name, message in self.messages.items()]


def sent_fields() -> dict[str, list[str]]:
    """The answer that the request carries."""
    sent = request.form.to_dict(flat=False)
    return {name: values for name, values in sent.items() if name not in OUR_FIELDS}


def sent_revision() -> int:
    """The revision that the request carries; 0 for anything that is none."""
    text = request.form.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def messages(misunderstood: Misunderstood) -> dict[str, str]:
    """What to say beside each field."""
    return {complaint.name: _message(complaint) for complaint in misunderstood.complaints}


def reason_html(text: str) -> Markup:
    """A reason, whose links to lessons lead to them."""
    return render_inline(text, _lesson_link) if "](lesson:" in text else inline(text)


def _lesson_link(scheme: str, target: str) -> Link | None:
    module_id, _slash, lesson_id = target.partition("/")
    module = library().modules.get(module_id)
    if scheme != "lesson" or module is None or module.lesson(lesson_id) is None:
        return None
    return Link(lesson_address(current_language(), module_id, lesson_id), "lesson")


def number_text(plain: str) -> str:
    """A number with a decimal point, written as the page's language writes it."""
    text: str = format_decimal(Decimal(plain)) if plain else ""
    return text


def _message(complaint: Complaint) -> str:
    words = {
        Fault.NOTHING_CHOSEN: _("Choose an answer."),
        Fault.NOTHING_TYPED: _("Write an answer."),
        Fault.NOT_A_NUMBER: _("Write a number in digits, for example 12 or 12,5."),
        Fault.DOUBTFUL_NUMBER: _(
            "“%(typed)s” can be two numbers. Write %(whole)s for the whole one, or %(decimals)s for the decimal one.",
            **{"typed": "", "whole": "", "decimals": "", **complaint.params},
        ),
        Fault.TOO_SHORT: _("Write at least 10 characters."),
        Fault.TOO_LONG: _("Write at most %(longest)s characters.", longest=complaint.params.get("longest", "")),
        Fault.ROW_OPEN: _("Choose an answer for this line."),
        Fault.SAME_PLACE: _("Two lines have the place %(place)s.", place=complaint.params.get("place", "")),
        Fault.UNKNOWN: _("This answer does not belong to the question. Open the question again, then answer."),
    }
    return str(words[complaint.fault])
