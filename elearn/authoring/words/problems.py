"""The words of Problems that authoring finds by itself; all others are the catalogue's."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from elearn.catalogue.service.checking import in_words
from elearn.core.languages import LANGUAGE_NAMES
from elearn.core.problems import Problem

TEXTS: Mapping[str, LazyString] = {
    "xliff_cut": _("Only some sentences of this part are translated. It stays as it is."),
    "xliff_code_unknown": _("This part holds marks that its source does not have (%(codes)s). It stays as it is."),
    "xliff_code_lost": _("Marks of the source are missing here: %(codes)s. Tick the part only if that is meant."),
    "xliff_source_changed": _("The source changed since the file went out. The words come in as a draft."),
    "desk_several_blocks": _("This must stay one piece. Take out the empty lines, or write them in the source first."),
    "desk_other_kind": _("This must be the same kind of block as its source. Begin it the same way: %(begin)s"),
    "desk_joins_next": _("This would become one list with its neighbour. Write it as in the source, not as a list."),
    "desk_fields_empty": _("Some fields of this part are still empty. Write into all of them."),
    "desk_gaps_differ": _("The gaps must stay as they are in the source. Write them all, once each: %(expected)s"),
    "too_heavy": _(
        "This lesson weighs %(size)s KB in %(language)s, %(limit)s KB are planned. Take something out, or write why"
        " it must be so heavy."
    ),
    "required_not_translated": _(
        "“%(id)s” is required and missing in %(language)s. Readers meet it in the source language: translate it."
    ),
    "pass_mark_out_of_reach": _(
        "Nobody can pass in %(language)s: %(mark)s %% are asked, at most %(most)s %% can be reached. Lower the pass"
        " mark, or correct the answers."
    ),
    "draw_above_bank": _(
        "%(draw)s questions are drawn, but readers of some countries have only %(questions)s. Draw fewer, or add some."
    ),
    "step_without_trainer": _(
        "A trainer must approve the sheet “%(id)s”, but the path “%(path)s” has no trainers. Take the sheet out of the"
        " module, or the module out of this path."
    ),
    "module_is_coming": _("The module “%(id)s” has no lessons yet, so nobody can complete this path."),
}


def describe(problem: Problem) -> str:
    """A Problem as a sentence in the reader's language: what is wrong, and what to do."""
    own = TEXTS.get(problem.code)
    if own is None:
        return in_words(problem)
    language = str(problem.params.get("language", ""))
    return str(own) % {**problem.params, "language": LANGUAGE_NAMES.get(language, language)}
