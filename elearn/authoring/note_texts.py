"""What foreign files of questions lose on their way in or out, and why a file is refused, in words."""

from collections.abc import Iterable, Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _lazy

from elearn.authoring.exchange.questions.values import Note
from elearn.authoring.forms_question import KINDS
from elearn.core.countries import country_name
from elearn.core.languages import LANGUAGE_NAMES
from elearn.core.refused import RefusedError
from elearn.infra.i18n import current_language

#: A question that stays outside.
LEFT_OUT: Mapping[str, LazyString] = {
    "anything_right": _lazy("Any answer is right in it."),
    "description": _lazy("It is a text without a question."),
    "many_pairs": _lazy("Its pairs are not one to one: here each item has one answer."),
    "no_number": _lazy("“%(text)s” is no number."),
    "nothing_accepted": _lazy("It has no words that are accepted."),
    "nothing_right": _lazy("It does not say which answer is right."),
    "open_brace": _lazy("A brace “{” is never closed."),
    "order_partial": _lazy("It asks for an order of some of its items only."),
    "too_few_choices": _lazy("It has only one thing to choose from."),
    "too_long": _lazy("A text in it has more than %(most)s letters."),
    "too_many_choices": _lazy("It has more than %(most)s things to choose from."),
    "type_left_out": _lazy("Quaderno has no questions of the type “%(type)s”."),
    "unknown_answers": _lazy("Its answers cannot be understood: “%(text)s”."),
    "kind_left_out": _lazy("This format has no questions of the kind “%(kind)s”."),
    "several_gaps_left_out": _lazy("This format has no sentences with several gaps; this one has %(count)s."),
    "file_left_out": _lazy("This file of the package cannot be read."),
    "test_left_out": _lazy("The test itself (its order and its rules) is not taken, only its questions."),
    "listed_file_missing": _lazy("The package lists the file “%(name)s”, but it is not there."),
    "words_missing": _lazy("It has no words in this language."),
}

#: A question that goes along, with less than it had.
LOST: Mapping[str, LazyString] = {
    "all_or_nothing": _lazy("It was marked all or nothing; here each right choice counts, and each wrong one less."),
    "all_or_nothing_there": _lazy("Other programs mark the order all or nothing; here neighbours count."),
    "answer_lost": _lazy("The answer “%(text)s” (%(weight)s %%) is not taken: here an answer is right or wrong."),
    "arrow_changed": _lazy("The arrow in “%(text)s” becomes another sign, because the format uses it itself."),
    "case_lost": _lazy("Capital letters mattered; here they do not."),
    "country_lost": _lazy("That it is for readers in one country only (%(country)s) is lost."),
    "either_right": _lazy("Any one of several answers was right; here all of them must be chosen."),
    "feedback_lost": _lazy("This feedback has no place: “%(text)s”"),
    "file_lost": _lazy("The file “%(name)s” is not taken. Add it to the media of the module."),
    "formula_as_text": _lazy("A formula stays as it was written."),
    "formula_lost": _lazy("A formula is lost."),
    "further_unit_lost": _lazy("The unit “%(unit)s” is not taken: a number has one unit here."),
    "gap_weight_lost": _lazy("One gap counted %(weight)s times; here all gaps count the same."),
    "general_as_reason": _lazy("The general feedback stands where a reason was missing."),
    "general_lost": _lazy("The general feedback has no place: “%(text)s”"),
    "groups_as_matching": _lazy("The groups become pairs to match."),
    "hint_lost": _lazy("The hint is not taken: “%(text)s”"),
    "html_in_markdown": _lazy("Tags in its text are shown as they were written."),
    "language_missing": _lazy("It has words in %(languages)s only; the first of them stand in the source language."),
    "link_lost": _lazy("A link that works only in the other program is lost; its words stay."),
    "list_flattened": _lazy("A list in it stands in one line now."),
    "look_lost": _lazy("Some looks are lost, as colours or underlines."),
    "mark_added": _lazy("A dash stands before its text, so that it is not taken for an answer."),
    "marks_changed": _lazy("It was worth %(marks)s marks; here it counts one, because marks are whole numbers to 20."),
    "marks_lost": _lazy("That it is worth %(marks)s marks is lost."),
    "media_lost": _lazy("A recording or film is not taken."),
    "model_lost": _lazy("The model answer and the criteria are lost."),
    "order_lost": _lazy("Its answers had a fixed order; here the quiz decides whether they are mixed."),
    "other_language": _lazy("The file says that it is in another language: %(language)s."),
    "own_link_lost": _lazy("A link into this course is lost; its words stay."),
    "penalty_lost": _lazy("The penalty of %(penalty)s for each try is not taken."),
    "picture_lost": _lazy("A picture is not taken: %(what)s"),
    "reasons_lost": _lazy("Its reasons (%(count)s) are lost: the format has no place for them."),
    "reasons_missing": _lazy("Reasons are missing (%(count)s). Write them before you publish."),
    "scenario_parted": _lazy("The case becomes a text and single questions behind it."),
    "setting_lost": _lazy("This line is not taken: “%(text)s”"),
    "spelling_stricter": _lazy("Other programs forgive less in words that are typed: accents, articles, full stops."),
    "stop_added": _lazy("A full stop stands behind the gap, because the format asks for words there."),
    "table_flattened": _lazy("A table in it stands in one line now."),
    "tags_lost": _lazy("Its tags are lost: %(tags)s"),
    "template_lost": _lazy("The text that stood in the answer is not taken: “%(text)s”"),
    "tolerance_lost": _lazy("A tolerance is lost: “%(text)s”"),
    "translation_left_out": _lazy("Its words in %(languages)s are not taken, because something is missing in them."),
    "unit_lost": _lazy("The unit “%(unit)s” is lost."),
    "weights_changed": _lazy("Its answers weighed %(weights)s; here right choices count alike, and wrong ones less."),
    "weights_lost": _lazy("Its answers weighed %(weights)s; here one is right and the others are wrong."),
    "weights_rounded": _lazy("Its %(count)s right answers cannot share the marks exactly."),
    "wildcard_lost": _lazy("The answer “%(text)s” is not taken: an asterisk stands for nothing here."),
}

#: Why a file is not read at all.
REFUSALS: Mapping[str, LazyString] = {
    "broken_file": _lazy("This file is damaged. Export it again from the other program."),
    "broken_xml": _lazy("This file is damaged in line %(line)s. Export it again from the other program."),
    "document_type": _lazy(
        "This file has a document type (DOCTYPE), which may be used for attacks. Remove that line or export it again."
    ),
    "empty": _lazy("There is nothing in it. Choose a file or paste questions."),
    "no_archive": _lazy("This file is damaged. Export it again from the other program."),
    "no_questions": _lazy("There are no questions in this file."),
    "no_text": _lazy("This is no file of questions. Choose a text, an XML file or a zip with QTI."),
    "old_or_locked": _lazy("This file has a password or an old format. Save it without a password."),
    "old_qti": _lazy("This is QTI 1.2. Export it as QTI 2 or 3, as Moodle XML or as GIFT."),
    "too_large": _lazy("This file has more than %(most)s MB. Export fewer questions at a time."),
    "too_many_elements": _lazy("This file is too large to be read at once. Export fewer questions at a time."),
    "too_many_questions": _lazy("This file has more than %(most)s questions. Export fewer at a time."),
    "unknown_format": _lazy(
        "Nobody knows this format. GIFT, Aiken, Moodle XML, QTI 2 and QTI 3 are read; save it as one of these."
    ),
    "unpacks_too_large": _lazy("Unpacked, this file would be too large. Export fewer questions at a time."),
}
REFUSALS = {**REFUSALS, "no_moodle": REFUSALS["unknown_format"], "no_qti": REFUSALS["unknown_format"]}


def note_words(note: Note) -> str:
    """A note as a sentence in the reader's language. A code without words is a mistake: KeyError."""
    params = dict(note.params)
    if note.code == "picture_lost":
        params.setdefault("what", _("without a description"))
    if "kind" in params:
        params["kind"] = str(KINDS[params["kind"]])
    if "country" in params:
        params["country"] = country_name(params["country"], current_language())
    if "language" in params:
        params["language"] = LANGUAGE_NAMES[params["language"]]
    if "languages" in params:
        names = (one.strip() for one in params["languages"].split(","))
        params["languages"] = ", ".join(LANGUAGE_NAMES.get(one, one) for one in names)
    words = LEFT_OUT.get(note.code) or LOST[note.code]
    return str(words) % params


def said_once(notes: Iterable[Note]) -> list[str]:
    """Notes as sentences, each of them once."""
    return list(dict.fromkeys(note_words(note) for note in notes))


def is_left_out(note: Note) -> bool:
    """Whether the note says that a whole question stays outside."""
    return note.code in LEFT_OUT


def refusal_words(why: RefusedError) -> str:
    """Why a file is refused, and what to do. A code without words is a mistake: KeyError."""
    return str(REFUSALS[why.code]) % why.params
