"""Why a translated file is not taken in, in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REFUSALS: Mapping[str, LazyString] = {
    "no_xliff": _("This is no XLIFF file. Choose the file that the translator's program gave back."),
    "too_large": _("This file is larger than %(most)s MB. Send it in several parts."),
    "too_many_elements": _("This file holds too much. Send it in several parts."),
    "document_type": _("This file brings a document type of its own. That is refused: save it again as plain XLIFF."),
    "broken_xml": _("This file is broken at line %(line)s: %(why)s"),
    "empty": _("This file is empty. Choose the file that the translator's program gave back."),
    "no_text": _("This file cannot be read. Save it again as XLIFF, in UTF-8."),
}
