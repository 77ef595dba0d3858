"""What the comparison of two states says: the words for places, values, blocks and questions."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from elearn.authoring.rules.block_changes import What
from elearn.authoring.rules.places import Kind, Place
from elearn.authoring.rules.question_changes import Turn
from elearn.authoring.service.preview import compiled
from elearn.catalogue.rules.values import Module
from elearn.catalogue.service.library import library
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGE_NAMES
from elearn.infra.i18n import current_language

WHAT: Mapping[What, LazyString] = {
    What.ADDED: _("New"),
    What.REMOVED: _("Removed"),
    What.CHANGED: _("Changed"),
    What.MOVED: _("Moved to another place"),
}
TURNS: Mapping[Turn, LazyString] = {
    Turn.ADDED: _("New question"),
    Turn.RETIRED: _("Retired: it is asked no longer"),
    Turn.RIGHT: _("Another answer is right now"),
    Turn.ASKED: _("Asked in another way; the right answer stays"),
    Turn.WORDING: _("Wording only"),
}
PLACES: Mapping[Kind, LazyString] = {
    Kind.MODULE: _("List of lessons and settings"),
    Kind.COVER: _("Cover"),
    Kind.MEDIA: _("Picture or recording"),
    Kind.MEDIA_WORDS: _("Words in drawings"),
    Kind.PATH: _("Path: modules and settings"),
    Kind.PATH_TEXT: _("Text of the path"),
    Kind.PAGE: _("Page"),
    Kind.GLOSSARY: _("Glossary"),
    Kind.FACTS: _("Country facts"),
    Kind.WORKBOOKS: _("Workbooks"),
    Kind.EXAMPLE: _("Example"),
    Kind.OTHER: _("File"),
}
BLOCKS: Mapping[str, LazyString] = {
    "prose": _("Text"),
    "note": _("Note"),
    "tip": _("Tip"),
    "mistake": _("Common mistake"),
    "trainer": _("Trainer's note"),
    "case": _("Case"),
    "media": _("Picture or recording"),
    "question": _("Practice question"),
    "turn": _("Exercise"),
    "checklist": _("Checklist"),
    "details": _("To unfold"),
    "footnote": _("Footnote"),
}
#: Names of values, as far as people need not know the file: each part of a dotted name by itself.
VALUES: Mapping[str, LazyString] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "objectives": _("Objectives"),
    "minutes": _("Minutes"),
    "lessons": _("Lessons"),
    "quizzes": _("Quizzes"),
    "workbook": _("Sheet of the workbook"),
    "licence": _("Licence"),
    "source": _("Language in which you write"),
    "retired": _("Retired"),
    "reviewed": _("Checked on"),
    "review_by": _("Check again by"),
    "modules": _("Modules"),
    "hours": _("Hours"),
    "audience": _("For whom"),
    "pass_mark": _("Pass mark"),
    "definition": _("Definition"),
    "example": _("Example"),
    "avoid": _("Words to avoid"),
    "stem": _("Question"),
    "text": _("Text"),
    "options": _("Options"),
    "items": _("Items"),
    "answers": _("Answers"),
    "groups": _("Groups"),
    "gaps": _("Gaps"),
    "accepted": _("Accepted words"),
    "reason": _("Reason"),
    "reasons": _("Reasons"),
    "right": _("right"),
    "right_answer": _("The right answer"),
    "wrong": _("not right"),
    "model": _("Model answer"),
    "criteria": _("Criteria"),
    "unit": _("Unit"),
    "attempts": _("Attempts"),
    "draw": _("Questions that are drawn"),
    "shuffle": _("Put in another order"),
    "reveal": _("When reasons are shown"),
    "order": _("Order of the questions"),
    "purpose": _("Purpose"),
}


class Names:
    """The words for the changes of one unit: titles of its lessons in the reader's language."""

    def __init__(self, unit: str) -> None:
        value = compiled(unit).value
        live = library().modules.get(unit.partition("/")[2]) if unit.startswith("modules/") else None
        known = [one for one in (live, value) if isinstance(one, Module)]
        here = current_language()
        self.lessons = {lesson.id: lesson.text.choose(here).title for one in known for lesson in one.lessons}
        self.source = known[-1].source if known else DEFAULT_LANGUAGE
        self.practice = {quiz.id for one in known for quiz in one.quizzes if quiz.key.purpose == "practice"}
        self.quizzes = {quiz.id: quiz.choose(here).words.title for one in known for quiz in one.quizzes}

    def place(self, place: Place) -> str:
        """What a file is to a trainer."""
        if place.kind is Kind.LESSON:
            return self.lessons.get(place.id) or place.id
        if place.kind is Kind.QUIZ:
            return self.quiz(place.id)
        words = str(PLACES[place.kind])
        named = place.kind in (Kind.MEDIA, Kind.FACTS, Kind.WORKBOOKS, Kind.EXAMPLE, Kind.OTHER)
        return f"{words}: {place.id}" if named and place.id else words

    def quiz(self, quiz: str) -> str:
        """The title of a quiz, else what it is."""
        return self.quizzes.get(quiz) or (str(_("Practice questions")) if quiz in self.practice else str(_("Quiz")))

    def value(self, name: str) -> str:
        """A dotted name of a value in words; ids of lessons become titles."""
        parts = (
            self.lessons.get(part) or str(VALUES.get(part, LANGUAGE_NAMES.get(part, part))) for part in name.split(".")
        )
        return " › ".join(part for part in parts if part)

    def behind(self, kind: str, name: str) -> str:
        """What a translation that falls behind is about."""
        if kind == "lesson":
            return self.lessons.get(name) or name
        return self.quiz(name) if kind == "quiz" else str(PLACES[Kind.COVER])
