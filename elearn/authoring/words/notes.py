"""What foreign files of questions lose on their way in or out, and why a file is refused, in words."""

from collections.abc import Iterable, Mapping

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from elearn.authoring.exchange.questions.values import Note
from elearn.authoring.words.questions import KINDS
from elearn.core.countries import country_name
from elearn.core.languages import LANGUAGE_NAMES
from elearn.infra.i18n import current_language

#: A question that stays outside.
LEFT_OUT: Mapping[str, LazyString] = {
    "anything_right": _("Any answer is right in it."),
    "description": _("It is a text without a question."),
    "many_pairs": _("Its pairs are not one to one: here each item has one answer."),
    "no_number": _("“%(text)s” is no number."),
    "nothing_accepted": _("It has no words that are accepted."),
    "nothing_right": _("It does not say which answer is right."),
    "open_brace": _("A brace “{” is never closed."),
    "order_partial": _("It asks for an order of some of its items only."),
    "too_few_choices": _("It has only one thing to choose from."),
    "too_long": _("A text in it has more than %(most)s letters."),
    "too_many_choices": _("It has more than %(most)s things to choose from."),
    "too_many_parts": _("It has more than %(most)s parts."),
    "type_left_out": _("Quaderno has no questions of the type “%(type)s”."),
    "unknown_answers": _("Its answers cannot be understood: “%(text)s”."),
    "kind_left_out": _("This format has no questions of the kind “%(kind)s”."),
    "several_gaps_left_out": _("This format has no sentences with several gaps; this one has %(count)s."),
    "file_left_out": _("This file of the package cannot be read."),
    "test_left_out": _("The test itself (its order and its rules) is not taken, only its questions."),
    "listed_file_missing": _("The package lists the file “%(name)s”, but it is not there."),
    "words_missing": _("It has no words in this language."),
}

#: A question that goes along, with less than it had.
LOST: Mapping[str, LazyString] = {
    "all_or_nothing": _("It was marked all or nothing; here each right choice counts, and each wrong one less."),
    "all_or_nothing_there": _("Other programs mark the order all or nothing; here neighbours count."),
    "answer_lost": _("The answer “%(text)s” (%(weight)s %%) is not taken: here an answer is right or wrong."),
    "arrow_changed": _("The arrow in “%(text)s” becomes another sign, because the format uses it itself."),
    "case_lost": _("Capital letters mattered; here they do not."),
    "country_lost": _("That it is for readers in one country only (%(country)s) is lost."),
    "either_right": _("Any one of several answers was right; here all of them must be chosen."),
    "feedback_lost": _("This feedback has no place: “%(text)s”"),
    "file_lost": _("The file “%(name)s” is not taken. Add it to the media of the module."),
    "formula_as_text": _("A formula stays as it was written."),
    "formula_lost": _("A formula is lost."),
    "further_unit_lost": _("The unit “%(unit)s” is not taken: a number has one unit here."),
    "gap_weight_lost": _("One gap counted %(weight)s times; here all gaps count the same."),
    "general_as_reason": _("The general feedback stands where a reason was missing."),
    "general_lost": _("The general feedback has no place: “%(text)s”"),
    "groups_as_matching": _("The groups become pairs to match."),
    "hint_lost": _("The hint is not taken: “%(text)s”"),
    "html_in_markdown": _("Tags in its text are shown as they were written."),
    "language_missing": _("It has words in %(languages)s only; the first of them stand in the source language."),
    "link_lost": _("A link that works only in the other program is lost; its words stay."),
    "list_flattened": _("A list in it stands in one line now."),
    "look_lost": _("Some looks are lost, as colours or underlines."),
    "mark_added": _("A dash stands before its text, so that it is not taken for an answer."),
    "marks_changed": _("It was worth %(marks)s marks; here it counts one, because marks are whole numbers to 20."),
    "marks_lost": _("That it is worth %(marks)s marks is lost."),
    "media_lost": _("A recording or film is not taken."),
    "model_lost": _("The model answer and the criteria are lost."),
    "order_lost": _("Its answers had a fixed order; here the quiz decides whether they are mixed."),
    "other_language": _("The file says that it is in another language: %(language)s."),
    "own_link_lost": _("A link into this course is lost; its words stay."),
    "penalty_lost": _("The penalty of %(penalty)s for each try is not taken."),
    "picture_lost": _("A picture is not taken: %(what)s"),
    "reasons_lost": _("Its reasons (%(count)s) are lost: the format has no place for them."),
    "reasons_missing": _("Reasons are missing (%(count)s). Write them before you publish."),
    "scenario_parted": _("The case becomes a text and single questions behind it."),
    "setting_lost": _("This line is not taken: “%(text)s”"),
    "spelling_stricter": _("Other programs forgive less in words that are typed: accents, articles, full stops."),
    "stop_added": _("A full stop stands behind the gap, because the format asks for words there."),
    "table_flattened": _("A table in it stands in one line now."),
    "tags_lost": _("Its tags are lost: %(tags)s"),
    "template_lost": _("The text that stood in the answer is not taken: “%(text)s”"),
    "tolerance_lost": _("A tolerance is lost: “%(text)s”"),
    "translation_left_out": _("Its words in %(languages)s are not taken, because something is missing in them."),
    "unit_lost": _("The unit “%(unit)s” is lost."),
    "weights_changed": _("Its answers weighed %(weights)s; here right choices count alike, and wrong ones less."),
    "weights_lost": _("Its answers weighed %(weights)s; here one is right and the others are wrong."),
    "weights_rounded": _("Its %(count)s right answers cannot share the marks exactly."),
    "wildcard_lost": _("The answer “%(text)s” is not taken: an asterisk stands for nothing here."),
}

#: Why a file is not read at all.
REFUSALS: Mapping[str, LazyString] = {
    "broken_file": _("This file is damaged. Export it again from the other program."),
    "broken_xml": _("This file is damaged in line %(line)s. Export it again from the other program."),
    "document_type": _(
        "This file has a document type (DOCTYPE), which may be used for attacks. Remove that line or export it again."
    ),
    "empty": _("There is nothing in it. Choose a file or paste questions."),
    "no_archive": _("This file is damaged. Export it again from the other program."),
    "no_questions": _("There are no questions in this file."),
    "no_text": _("This is no file of questions. Choose a text, an XML file or a zip with QTI."),
    "old_or_locked": _("This file has a password or an old format. Save it without a password."),
    "old_qti": _("This is QTI 1.2. Export it as QTI 2 or 3, as Moodle XML or as GIFT."),
    "too_large": _("This file has more than %(most)s MB. Export fewer questions at a time."),
    "too_many_elements": _("This file is too large to be read at once. Export fewer questions at a time."),
    "too_many_questions": _("This file has more than %(most)s questions. Export fewer at a time."),
    "too_many_parts": _("This file holds too many files. Export fewer questions at a time."),
    "unknown_format": _(
        "Nobody knows this format. GIFT, Aiken, Moodle XML, QTI 2 and QTI 3 are read; save it as one of these."
    ),
    "unpacks_too_large": _("Unpacked, this file would be too large. Export fewer questions at a time."),
}
REFUSALS = {**REFUSALS, "no_moodle": REFUSALS["unknown_format"], "no_qti": REFUSALS["unknown_format"]}


def note_words(note: Note) -> str:
    """A note as a sentence in the reader's language. A code without words is a mistake: KeyError."""
    params = dict(note.params)
    if note.code == "picture_lost":
        params.setdefault("what", gettext("without a description"))
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
