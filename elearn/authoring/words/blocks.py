"""The names of blocks and languages' states, in words."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import LazyString, format_datetime, format_time, ngettext, to_user_timezone
from flask_babel import lazy_gettext as _

from elearn.authoring.service.language_states import Tab
from elearn.authoring.words.problems import describe
from elearn.catalogue.rules.values import Freshness
from elearn.core.clock import now
from elearn.core.problems import Problem

KINDS: Mapping[str, LazyString] = {
    "opening": _("Opening"),
    "text": _("Text"),
    "table": _("Table"),
    "footnotes": _("Footnotes"),
    "note": _("Note"),
    "tip": _("Tip"),
    "mistake": _("A common mistake"),
    "trainer": _("Trainer note"),
    "case": _("Example"),
    "media": _("Picture"),
    "audio": _("Audio"),
    "question": _("Question"),
    "turn": _("Workbook exercise"),
    "checklist": _("Checklist"),
    "details": _("Text that opens"),
}

STATES: Mapping[Freshness, LazyString] = {
    Freshness.SOURCE: _("source"),
    Freshness.FRESH: _("up to date"),
    Freshness.STALE: _("to check"),
    Freshness.MISSING: _("not started"),
}

#: What is wrong with a block, for whoever sees it as a form. The catalogue's words are about the file.
IN_FORMS: Mapping[str, LazyString] = {
    "block_without_title": _("This block needs a title."),
    "media_without_title": _("Choose a file."),
    "question_without_title": _("Choose a question."),
    "trainer_without_title": _("Write the name of the trainer."),
    "media_without_alt": _("Write what the picture shows, or say that it is an ornament."),
    "turn_without_minutes": _("Write how many minutes it takes."),
    "checklist_without_list": _("Write one line for each thing to tick off."),
    "empty_block": _("This block has no words yet."),
    "heading_level": _("A heading begins with ## or ###."),
    "picture_in_prose": _("A picture is a block of its own: add it with “Picture”."),
    "block_too_large": _("This block is too long. Make two of it."),
}


def form_problem_words(problem: Problem) -> str:
    """A Problem of a text as a sentence for whoever edits it by forms."""
    special = f"{problem.params.get('kind')}_without_title"
    code = special if problem.code == "block_without_title" and special in IN_FORMS else problem.code
    return str(IN_FORMS[code]) if code in IN_FORMS else describe(problem)


def kind_words(kind: str, is_first: bool = False) -> str:
    """The name of a kind of block. A kind that nobody knows is named as it was written."""
    if is_first and kind == "text":
        kind = "opening"
    return str(KINDS.get(kind, kind))


def state_words(tab: Tab) -> str:
    """How a language stands to the source, in a few words."""
    if tab.written and tab.blocks:
        return str(ngettext("one block to check", "%(num)d blocks to check", tab.blocks))
    return str(STATES[tab.freshness if tab.written else Freshness.MISSING])


def moment_words(moment: datetime) -> str:
    """The time of a moment of today; the day with it for any other."""
    is_today = to_user_timezone(moment).date() == to_user_timezone(now()).date()
    return str(format_time(moment, "short") if is_today else format_datetime(moment, "short"))


#: What templates call these functions.
IN_TEMPLATES = {
    "kind_words": kind_words,
    "state_words": state_words,
    "moment_words": moment_words,
    "form_problem_words": form_problem_words,
}
