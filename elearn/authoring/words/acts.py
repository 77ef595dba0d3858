"""What authors did, in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ACTS: Mapping[str, LazyString] = {
    "created": _("created"),
    "edited": _("changed"),
    "typed": _("changed"),
    "moved": _("put in another order"),
    "duplicated": _("copied"),
    "retired": _("retired"),
    "restored": _("restored"),
    "removed": _("taken away"),
    "uploaded": _("uploaded"),
    "imported": _("imported"),
    "pasted": _("pasted"),
    "undone": _("taken back"),
    "translated": _("translated"),
    "published": _("published it"),
    "withdrawn": _("withdrew it"),
    "rolled_back": _("let learners read an earlier release again"),
    "scheduled": _("planned the publication"),
    "unscheduled": _("gave up the planned publication"),
    "review_asked": _("asked for a review"),
    "approved": _("agreed to the publication"),
    "changes_wanted": _("asked for changes"),
    "granted": _("gave a right to"),
    "revoked": _("took a right from"),
    "policy": _("changed how this site writes"),
    "update_taken": _("took the text of the new version"),
    "update_left": _("kept our text beside the new version"),
    "corrected": _("corrected the right answer of"),
    "reworded": _("said that a change was wording only"),
}


def act_words(act: str) -> str:
    """An act of the history in the reader's language. A code without words is a mistake: KeyError."""
    return str(ACTS[act])


#: How far a translation is, in words.
STATES: Mapping[str, LazyString] = {
    "missing": _("missing"),
    "machine": _("by a machine, not confirmed"),
    "draft": _("draft"),
    "outdated": _("out of date"),
    "done": _("done"),
}


def stage_words(state: str) -> str:
    """The state of a translation in the reader's language."""
    return str(STATES[state])
