"""The words of every Problem: what is wrong, and what to do. In the reader's language."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from elearn.core.languages import LANGUAGE_NAMES
from elearn.core.problems import Problem

FILES: Mapping[str, LazyString] = {
    "unknown_file": _("This file is not part of the format, so nobody will see it. Check its name and folder."),
    "not_utf8": _("This file is not text in UTF-8. Save it again as UTF-8."),
    "file_missing": _("This file is missing. Write it: nothing in its folder can be read without it."),
    "no_source_text": _("The text in %(language)s is missing. It is the source language, so write it first."),
    "listed_but_missing": _(
        "“%(id)s” is listed, but the folder %(folder)s has no such entry. Write it or remove it here."
    ),
    "unlisted_lesson": _("The lesson “%(id)s” is not listed in module.yml, so nobody will see it. Add it to the list."),
    "unlisted_quiz": _("The quiz “%(id)s” counts, but module.yml does not list it. Add it with its minutes."),
    "two_checks": _(
        "A module has one quiz that counts, but here are several: %(ids)s. Make the others practice quizzes."
    ),
    "reserved_id": _("A lesson cannot be called “%(id)s”: this address belongs to the quiz. Choose another id."),
    "repeated_id": _("“%(id)s” stands here twice. Give each entry an id of its own."),
    "too_many_bytes": _("This text is too large: at most %(limit)s bytes. Divide it."),
    "block_too_large": _("This block is too large: at most %(limit)s bytes. Divide it with empty lines."),
    "too_many_brackets": _("This text has too many brackets “[”: at most %(limit)s. Divide it."),
    "too_many_backticks": _("This text has too many backticks “`”: at most %(limit)s. Divide it."),
    "too_many_cells": _("This text has too many table cells: at most %(limit)s. Divide it."),
    "too_deep": _("Lists or quotations stand too deep inside each other: at most %(limit)s levels. Make it simpler."),
    "yaml_too_large": _("This file is too large: at most %(bytes)s bytes and %(brackets)s brackets. Divide it."),
}

YAML: Mapping[str, LazyString] = {
    "yaml_broken": _(
        "This is not readable YAML (%(detail)s). Check the indentation, and put texts with a colon in quotes."
    ),
    "yaml_alias": _("Names with “&” and “*” are not allowed here. Write the value again, or put the text in quotes."),
    "field_missing": _("“%(field)s” is missing. Add it."),
    "field_unknown": _(
        "“%(field)s” is not part of the format. Check the spelling, and put texts with a comma in quotes."
    ),
    "field_wrong": _(
        "“%(field)s” does not have the form that it needs. Compare it with the example in content/README.md."
    ),
    "not_one_of": _("“%(field)s” must be one of these: %(expected)s."),
    "not_text": _("“%(field)s” must be a text. Put it in quotes."),
    "not_a_number": _("“%(field)s” must be a number. Write digits only."),
    "not_a_date": _("“%(field)s” must be a date. Write it like 2027-01-31."),
    "bad_address": _("“%(field)s” must be the address of a web page. Begin it with https://."),
    "not_true_or_false": _("“%(field)s” must be true or false."),
    "out_of_range": _("The number in “%(field)s” is too small or too large. Check it."),
    "too_few": _("“%(field)s” is empty. Add at least one entry."),
    "empty_text": _("“%(field)s” is empty. Write a text."),
    "bad_id": _("“%(field)s” is no id. Use small letters without accents, digits and single hyphens."),
    "not_a_list_of_ids": _("This file must hold ids, each with its fields below it."),
}

TEXTS: Mapping[str, LazyString] = {
    "no_front_matter": _("The file must begin with a line “---”, then its title, then a line “---”. Add them."),
    "unclosed_block": _("This block has no end. Put “///” on a line of its own after it."),
    "stray_fence": _("This “///” closes nothing. Remove it, or open a block before it."),
    "bad_block_opening": _("This line opens no block. Write it like “/// note | Title”."),
    "nested_block": _("A block (%(kind)s) begins inside another one. Close the first block before it."),
    "unknown_block": _("There is no block “%(kind)s”. Use one of these: %(known)s."),
    "block_without_title": _("A block “%(kind)s” needs a title. Write it behind “|”."),
    "unknown_option": _("A block “%(kind)s” has no option “%(option)s”. Check the spelling or remove it."),
    "duplicate_option": _("The option “%(option)s” stands here twice. Keep one."),
    "empty_block": _("This block (%(kind)s) has no text. Write it or remove the block."),
    "unexpected_text": _("A block “%(kind)s” holds no text. Put the text after the block."),
    "media_without_alt": _("Describe “%(name)s” in words with “alt:”, or write “decorative: yes” for an ornament."),
    "turn_without_minutes": _("Say how long the exercise takes, with “minutes:” and a number."),
    "checklist_without_list": _("A checklist holds one list. Begin every line with “- ”."),
    "bad_question_name": _(
        "“%(name)s” names no question. Write the quiz and the question, like “practice/which-level”."
    ),
    "heading_level": _("Use only “##” and “###” for headings: the title of the page stands above them."),
    "picture_in_prose": _("Pictures have a block of their own. Write “/// media | file name”."),
    "html_in_text": _("HTML is shown as text. Use Markdown."),
    "bad_link": _("Readers cannot follow the link “%(target)s”. Use https://, term:, fact: or lesson:."),
    "unknown_footnote": _("The footnote “%(id)s” has no text. Add a line that begins with “[^%(id)s]:”."),
    "unused_footnote": _("No text refers to the footnote “%(id)s”. Refer to it with “[^%(id)s]” or remove it."),
    "duplicate_footnote": _("The footnote “%(id)s” stands here twice. Give each footnote an id of its own."),
}

MEDIA: Mapping[str, LazyString] = {
    "unknown_media": _("The module has no file media/%(name)s. Add the file or correct the name."),
    "words_for_picture": _("“%(name)s” is not a drawing (SVG), so its words cannot be replaced. Remove this entry."),
    "drawing_words_missing": _("The words “%(id)s” of the drawing %(name)s are missing. Add them."),
    "drawing_words_unknown": _(
        "The source has no words “%(id)s” for the drawing %(name)s. Correct the id or remove it."
    ),
    "lost_media": _("This file is listed, but its content is lost. Add the file again."),
    "unknown_media_type": _("Files of this type cannot be shown. Use one of these: %(known)s."),
    "media_type_differs": _("The content of this file is of another type than its name says. Correct the name."),
    "bad_media_name": _("A file's name may hold letters without accents, digits, hyphens and dots. Rename it."),
    "too_many_pixels": _("This picture has more than %(limit)s million pixels. Make it smaller in another program."),
    "unreadable_picture": _("This picture cannot be read. Save it again in another program."),
    "unsafe_drawing": _("This drawing holds more than a drawing: a script, a style from outside or a link. Remove it."),
    "drawing_without_size": _("This drawing does not say its size. Give the svg element a viewBox."),
}

QUIZZES: Mapping[str, LazyString] = {
    "draw_too_many": _("Each attempt should get %(draw)s questions, but there are only %(questions)s. Correct “draw”."),
    "all_retired": _("All questions of this quiz are retired. Restore one, or write a new one."),
    "draw_in_practice": _("Practice questions stand in lessons, so nothing is drawn. Remove “draw”."),
    "too_few_options": _("The question “%(question)s” offers fewer than two things to choose from. Add one."),
    "nothing_right": _("The question “%(question)s” has no right answer. Name at least one."),
    "unknown_right": _("The question “%(question)s” calls “%(id)s” right, but does not offer it. Correct the id."),
    "no_gaps": _("The question “%(question)s” has no gap. Add one."),
    "words_missing": _("“%(question)s”: the words for “%(id)s” are missing. Add them."),
    "words_unknown": _("“%(question)s”: the key in quiz.yml has no “%(id)s”. Correct the id or remove the words."),
    "words_not_used": _("“%(question)s”: a question of this kind has no “%(field)s”. Remove it."),
    "no_stem": _("The question “%(question)s” asks nothing. Write its stem."),
    "no_text": _("“%(question)s”: “%(id)s” has no text. Write it."),
    "no_reason": _("“%(question)s”: “%(id)s” has no reason. Say why a reader may think so, and what is true."),
    "gaps_differ": _("“%(question)s”: the text must hold each gap of the key once: %(expected)s."),
    "no_accepted_words": _("“%(question)s”: say which words are accepted in this gap."),
    "no_model": _("“%(question)s”: write a model answer and at least one criterion, so that learners can compare."),
    "right_is_longest": _("In %(count)s of %(total)s questions the right option is the longest. Readers can guess it."),
    "right_is_first": _("In all %(total)s questions the right option comes first. Change the order."),
    "unknown_question": _("There is no practice question “%(name)s”. Correct the name, or write the question."),
    "unused_question": _("No lesson shows the practice question “%(id)s”. Show it or remove it."),
}

TRANSLATIONS: Mapping[str, LazyString] = {
    "missing_translation": _("There is no translation into %(language)s yet. Readers see the source language."),
    "no_translates": _("The translation does not say which text it translates. Write it with “elearn content stamp”."),
    "stale_translation": _(
        "The source has changed: %(blocks)s blocks of this translation are out of date. Translate them."
    ),
    "stale_questions": _("The source has changed: %(questions)s questions are out of date. Translate them."),
    "different_blocks": _(
        "The translation has %(own)s blocks, the source %(source)s. They differ here (source: line %(source_line)s)."
        " Build both texts alike."
    ),
}

LIBRARY: Mapping[str, LazyString] = {
    "wrong_columns": _("The glossary needs exactly these columns: %(expected)s."),
    "csv_broken": _("This is not readable CSV (%(detail)s). Check the quotes."),
    "bad_term_id": _("“%(id)s” is no id of a term. Use small letters without accents, digits and underscores."),
    "term_without_name": _("The term “%(id)s” has no name in %(language)s. Add it."),
    "long_definition": _("The definition of “%(id)s” has %(words)s words. Use at most %(limit)s."),
    "fact_not_translated": _("The country fact “%(id)s” has no words in %(language)s. Add them."),
    "review_before_valid": _("The fact “%(id)s” must be reviewed before it is valid. Correct one of the dates."),
    "review_due": _("“%(id)s” should have been reviewed by %(day)s. Check it and set a new date."),
    "unknown_term": _("The glossary has no term “%(id)s”. Correct the id or add the term."),
    "retired_term": _("The term “%(id)s” is retired. Remove the link."),
    "retired_term_instead": _("The term “%(id)s” is retired. Link “%(better)s” instead."),
    "unknown_fact": _("There is no country fact “%(id)s”. Correct the id or add the fact."),
    "unknown_module": _("There is no module “%(id)s” that can be read. Correct the id or repair the module."),
    "unknown_lesson": _("There is no lesson “%(id)s”. Correct the id or write the lesson."),
    "module_without_path": _("No path lists the module “%(id)s”. Add it to a path."),
}

WORKBOOKS: Mapping[str, LazyString] = {
    "no_words_in_language": _("The words in %(language)s are missing. Write this file: readers see another language."),
    "not_in_language": _("“%(id)s” has no words in %(language)s, so readers see another language. Add them."),
    "words_for_nothing": _("There is no “%(id)s”, so nobody will see these words. Correct the id or remove them."),
    "no_word_lists": _("The lists of words in %(language)s are missing. Write this file: the checks need it."),
    "no_word_list": _("The list “%(id)s” is missing in %(language)s, so a check finds nothing. Add it."),
    "unknown_sheet": _("There is no sheet “%(id)s”. Correct the id or write the sheet."),
    "unlisted_sheet": _("The profile does not list the sheet “%(id)s”. Add it there or remove it here."),
    "unknown_part": _("There is no part “%(id)s”. Write the sheet and its part, like logframe/results."),
    "unknown_field": _("The part has no field “%(id)s”. Correct the id or add the field."),
    "unknown_choice": _("“%(field)s” has no option “%(id)s”. Correct the id or add the option."),
    "unknown_heading": _("“%(field)s”: the profile has no budget heading “%(id)s”. Correct the id."),
    "unknown_node": _("“%(field)s” leads to “%(id)s”, but %(to)s has no such entry. Correct the id or add the entry."),
    "unknown_row": _("“%(id)s” is none of the rows that this part has. Use one of these: %(expected)s."),
    "unknown_profile": _("There is no profile “%(id)s”. Correct the id or write the profile."),
    "unknown_check": _("There is no check “%(id)s”. Correct the code or write what the check says."),
    "unknown_rubric": _("There is no rubric “%(id)s”. Correct the id or write the rubric."),
    "owner_is_no_link": _("“%(id)s” names the owner of an entry, so it must be a link. Correct the field."),
    "list_missing": _("The rows of this part come from the list “%(id)s”, which is missing. Add it to “items”."),
    "demand_without_heading": _("The budget must have a line for “%(id)s”, but no heading is of this group. Add one."),
    "wrong_weights": _("The weights of the criteria add up to %(total)s. Make them add up to 100."),
    "mark_without_words": _("The criterion “%(id)s” does not say what the mark %(mark)s means. Add it."),
    "broken_placeholder": _(
        "The text of “%(id)s” in %(language)s has a brace that names nothing. Write placeholders like {name}."
    ),
    "placeholders_differ": _(
        "The text of “%(id)s” in %(language)s needs the same placeholders as the other languages: %(expected)s."
    ),
    "words_without_language": _("“%(id)s” is a text. Move it to the files of words, one for each language."),
    "value_among_words": _("“%(id)s” needs no translation. Move it from the files of words to example.yml."),
    "check_without_lesson": _("The check %(check)s leads to “%(id)s”, which is no module or lesson. Correct it."),
}

STYLE: Mapping[str, LazyString] = {
    "long_sentence": _("A sentence has %(words)s words (“%(start)s …”). Divide it: at most %(limit)s."),
    "long_sentences": _("Sentences have %(average)s words on average. Aim at %(limit)s or fewer."),
    "hard_to_read": _(
        "The text is hard to read: Gulpease %(index)s, wanted %(target)s. Use shorter words and sentences."
    ),
    "long_words": _("%(share)s %% of the words have more than %(letters)s letters. Use simpler words where you can."),
    "avoided_word": _("The glossary asks not to use “%(word)s”. Write “%(better)s”."),
}

TEXT_OF: Mapping[str, LazyString] = {
    **FILES,
    **YAML,
    **TEXTS,
    **MEDIA,
    **QUIZZES,
    **TRANSLATIONS,
    **LIBRARY,
    **WORKBOOKS,
    **STYLE,
}


def describe(problem: Problem) -> str:
    """A Problem as a sentence in the language of the request. An unknown code is shown as it is."""
    text = TEXT_OF.get(problem.code)
    if text is None:
        return problem.code
    params = dict(problem.params)
    if "language" in params:
        params["language"] = LANGUAGE_NAMES.get(str(params["language"]), params["language"])
    return str(text) % params
