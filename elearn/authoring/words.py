"""What authors did, in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ACTS: Mapping[str, LazyString] = {
    "created": _("created"),
    "edited": _("changed"),
    "moved": _("put in another order"),
    "duplicated": _("copied"),
    "retired": _("retired"),
    "restored": _("restored"),
    "removed": _("taken away"),
    "uploaded": _("uploaded"),
    "imported": _("imported"),
    "undone": _("taken back"),
    "translated": _("translated"),
}


def act_words(act: str) -> str:
    """An act of the history in the reader's language. A code without words is a mistake: KeyError."""
    return str(ACTS[act])
