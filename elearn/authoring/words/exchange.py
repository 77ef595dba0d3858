"""What the pages of Word files and of pasting say: reports, refusals, and the words around a text in a file."""

from collections.abc import Callable, Mapping

from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _

from elearn.authoring.exchange.docx_compare import Kind
from elearn.authoring.exchange.pasting import Report
from elearn.authoring.words.changes import BLOCKS
from elearn.infra.i18n import current_language, speak

#: In the order in which they are told. Each gets the count.
KEPT: Mapping[str, Callable[[int], str]] = {
    "lessons": lambda num: ngettext("One lesson", "%(num)d lessons", num),
    "headings": lambda num: ngettext("One heading", "%(num)d headings", num),
    "paragraphs": lambda num: ngettext("One paragraph", "%(num)d paragraphs", num),
    "lists": lambda num: ngettext("One list", "%(num)d lists", num),
    "tables": lambda num: ngettext("One table", "%(num)d tables", num),
    "pictures": lambda num: ngettext("One picture", "%(num)d pictures", num),
    "footnotes": lambda num: ngettext("One footnote", "%(num)d footnotes", num),
    "links": lambda num: ngettext("One link", "%(num)d links", num),
    "questions": lambda num: ngettext("One question", "%(num)d questions", num),
    "insertions": lambda num: ngettext("One tracked insertion", "%(num)d tracked insertions", num),
}
DROPPED: Mapping[str, Callable[[int], str]] = {
    "looks": lambda _num: str(_("Fonts and colours")),
    "deletions": lambda num: ngettext("One deleted passage", "%(num)d deleted passages", num),
    "comments": lambda num: ngettext("One comment", "%(num)d comments", num),
    "contents": lambda _num: str(_("The table of contents")),
    "merged_cells": lambda num: ngettext(
        "One merged cell: its neighbours are empty now", "%(num)d merged cells: their neighbours are empty now", num
    ),
    "text_boxes": lambda num: ngettext(
        "The frame of one text box; its text is kept", "The frames of %(num)d text boxes; their text is kept", num
    ),
    "pictures": lambda num: ngettext(
        "One picture: add it to the module by itself", "%(num)d pictures: add them to the module by themselves", num
    ),
    "pictures_in_cells": lambda num: ngettext(
        "One picture in a table: add it by itself", "%(num)d pictures in tables: add them by themselves", num
    ),
    "drawings": lambda num: ngettext(
        "One drawing of an old format (EMF, WMF): save it as PNG and add it",
        "%(num)d drawings of old formats (EMF, WMF): save them as PNG and add them",
        num,
    ),
    "huge_pictures": lambda num: ngettext(
        "One picture that is far too large: make it smaller and add it",
        "%(num)d pictures that are far too large: make them smaller and add them",
        num,
    ),
    "broken_pictures": lambda num: ngettext("One damaged picture", "%(num)d damaged pictures", num),
    "formulas": lambda num: ngettext(
        "The look of one formula; its letters are kept", "The look of %(num)d formulas; their letters are kept", num
    ),
    "objects": lambda num: ngettext("One embedded object", "%(num)d embedded objects", num),
    "links": lambda num: ngettext(
        "One link that leads nowhere from here", "%(num)d links that lead nowhere from here", num
    ),
    "scripts": lambda num: ngettext("One script", "%(num)d scripts", num),
    "forms": lambda num: ngettext("One field of a form", "%(num)d fields of forms", num),
    "media": lambda num: ngettext("One film, recording or drawing", "%(num)d films, recordings or drawings", num),
}
REFUSED: Mapping[str, LazyString] = {
    "too_large": _("This file is too large: at most %(most)s MB. Make its pictures smaller."),
    "old_or_locked": _("This file is in the old .doc format, or has a password. Save it as .docx, unlocked."),
    "no_archive": _("This is no Word file. Choose a file that ends in .docx."),
    "no_document": _("This is no Word file. Choose a file that ends in .docx."),
    "open_document": _("This is an OpenDocument file. Save it as .docx, then send it again."),
    "macros": _("This file holds macros. Save it as .docx without macros."),
    "unpacks_too_large": _("This file unpacks to too much. Copy its text into a new file and send that."),
    "too_many_parts": _("This file holds too many pictures and other parts. Send it in parts."),
    "too_much_text": _("This file holds more text than a module can. Send it in parts."),
    "broken_file": _("This file is damaged. Open it, save it again as .docx, and send that."),
    "no_marks": _("This file was not downloaded here. Use it as new lessons instead."),
    "other_module": _("This file belongs to another module. Send it on the page of that module."),
    "unknown_state": _("The texts from which this file was made are not known here. Download it again."),
}
CHANGES: Mapping[Kind, LazyString] = {
    Kind.CHANGED: _("Changed"),
    Kind.ADDED: _("New"),
    Kind.MOVED: _("Moved to another place"),
    Kind.LOST: _("Missing in the file"),
}
#: What stands around the text in a file, beside the names of blocks.
LABELS: Mapping[str, LazyString] = {
    "title": _("Title"),
    "summary": _("In short"),
    "objectives": _("What you will be able to do"),
    "alt": _("Text for people who do not see the picture"),
    "caption": _("Caption"),
    "transcript": _("What is said"),
    "question": _("Practice question: change it on the page of questions, not here"),
}


def kept_words(report: Report) -> list[str]:
    """What was kept, one thing after the other."""
    return [say(report.kept[name]) for name, say in KEPT.items() if report.kept.get(name)]


def dropped_words(report: Report) -> list[str]:
    """What was dropped, and what to do about it."""
    return [say(report.dropped[name]) for name, say in DROPPED.items() if report.dropped.get(name)]


def label(language: str, name: str) -> str:
    """A word around the text of a file, in the language of the text."""
    spoken = current_language()
    speak(language)
    try:
        return str(LABELS.get(name) or BLOCKS.get(name) or name)
    finally:
        speak(spoken)
