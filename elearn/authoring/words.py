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
    "corrected": _("corrected the right answer of"),
}


def act_words(act: str) -> str:
    """An act of the history in the reader's language. A code without words is a mistake: KeyError."""
    return str(ACTS[act])
