"""Where a reader of quizzes is: a module with a quiz that counts, and an attempt of their own."""

from dataclasses import dataclass

from flask import abort
from flask_babel import gettext as _

from elearn.accounts.service.access import current_person
from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.rules.values import Module
from elearn.catalogue.service.library import library
from elearn.infra.i18n import current_language
from elearn.quizzes.service.sittings import Sitting, find_sitting


@dataclass(frozen=True)
class Place:
    """Where we are: a module and its quiz."""

    module: Module
    quiz: Quiz

    @property
    def module_title(self) -> str:
        """The title for the reader's language."""
        return self.module.text.choose(current_language()).title

    @property
    def title(self) -> str:
        """The quiz's own title, or a plain one."""
        return self.quiz.choose(current_language()).words.title or _("Quiz")


def find_place(module_id: str) -> Place:
    """A module with a quiz that counts; 404 for all others."""
    module = library().modules.get(module_id)
    if module is None or not module.checks:
        abort(404)
    return Place(module, module.checks[0])


def find_own(place: Place, number: int) -> Sitting:
    """The reader's own attempt; 404 for all others."""
    return find_sitting(current_person().id, place.quiz, number) or abort(404)
