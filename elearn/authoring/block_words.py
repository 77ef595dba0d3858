"""The names of blocks and languages' states, in words."""

from collections.abc import Mapping

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _

from elearn.authoring.service.language_states import Tab
from elearn.catalogue.rules.values import Freshness

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
