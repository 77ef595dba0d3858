"""A quiz as a whole: making one, its rules, copying questions into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elearn.authoring.rules.question_blanks import new_id
from elearn.authoring.rules.question_reading import Question
from elearn.authoring.rules.quiz_writing import (
    new_words_file,
    with_key,
    with_minutes,
    with_new_id,
    with_settings,
    with_title,
    with_words,
)
from elearn.authoring.rules.restamping import restamped, translates
from elearn.authoring.service.drafts import save_all
from elearn.authoring.service.questions import make_quiz
from elearn.authoring.service.quiz_drafts import QuizDraft, checked_key, checked_words, quiz_draft, quizzes_of
from elearn.catalogue.rules.check_quiz import check_key, check_question
from elearn.core.ids import short_digest, short_id


class SecondCheckError(ValueError):
    """The module has a quiz that counts already."""


class OtherLanguageError(ValueError):
    """The question has no words in the language in which the other module is written first."""


@dataclass(frozen=True)
class Rules:
    """How a quiz is taken. `attempts` and `draw` are None for "as often as they like" and "all questions"."""

    attempts: int | None
    pass_mark: int | str | None  # a percentage, "path", or None where nothing is asked
    shuffle: tuple[str, ...]
    draw: int | None
    reveal: str


def new_quiz(person_id: int | None, module: str, purpose: str, kind: str, title: str, minutes: int) -> str:
    """Make a quiz with one empty question; returns its id. SecondCheckError where one counts already."""
    known = quizzes_of(module)
    if purpose == "check" and known.check is not None:
        raise SecondCheckError(module)
    quiz = make_quiz(person_id, module, purpose, kind, title)
    if purpose == "check":
        head = with_minutes(known.head.body, quiz, minutes)
        save_all(person_id, {known.head.path: (head, known.head.digest)}, "edited", quiz)
    return quiz


def save_rules(person_id: int | None, draft: QuizDraft, rules: Rules, title: str, minutes: int) -> tuple[str, ...]:
    """Save the rules of a quiz, its title and its minutes; returns the codes of what is wrong, and saves nothing then.

    The codes are those of `check_quiz.py`: "draw_too_many".
    """
    mark = rules.pass_mark
    settings: dict[str, Any] = {
        "attempts": rules.attempts or "unlimited",
        "pass_mark": {"path": None, None: "none"}.get(mark, mark) if not isinstance(mark, int) else mark,
        "shuffle": list(rules.shuffle),
        "draw": rules.draw or "all",
        "reveal": rules.reveal,
    }
    text = with_settings(draft.key_draft.body, settings)
    wrong = tuple(one.code for one in check_key(checked_key(text)) if one.at == ("draw",))
    if wrong:
        return wrong
    files: dict[str, tuple[str, str | None]] = {draft.key_draft.path: (text, draft.key_draft.digest)}
    words = draft.texts.get(draft.source)
    if words is not None:
        files[words.path] = with_title(words.body, title), words.digest
    head = quizzes_of(draft.module).head
    if draft.key.purpose == "check" and minutes != draft.minutes:
        files[head.path] = with_minutes(head.body, draft.id, minutes), head.digest
    save_all(person_id, files, "edited", draft.id)
    return ()


def copy_question(person_id: int | None, origin: tuple[str, str, str], module: str, quiz: str) -> str:
    """Copy a question (module, quiz, question) with all its languages to the end of another quiz; returns its new id.

    A translation that is up to date on both sides stays so. OtherLanguageError where the question has no words in the
    source language of the other module. The history notes where it comes from.
    """
    there, name = quiz_draft(*origin[:2]), origin[2]
    here = quiz_draft(module, quiz)
    question = there.question(name)
    own = there.words(here.source).questions.get(name)
    if own is None:
        raise OtherLanguageError(here.source)
    copy = with_new_id(Question(question.key, own), new_id(question.key.kind, short_id))
    words = _copied_words(there, here, name, copy)
    key = with_key(here.key_draft.body, copy.key)
    checked_key(key)
    files: dict[str, tuple[str, str | None]] = {here.key_draft.path: (key, here.key_draft.digest)}
    for language, text in words.items():
        checked_words(text)
        known = here.texts.get(language)
        files[f"{here.folder}{language}.yml"] = text, known.digest if known else None
    save_all(person_id, files, "duplicated", "/".join(origin))
    return copy.key.id


def _copied_words(there: QuizDraft, here: QuizDraft, name: str, copy: Question) -> Mapping[str, str]:
    """The words of the quiz in every language in which the question has some.

    A language that the quiz did not have says that it translates the quiz of before: the other questions are missing.
    """
    before = here.texts[here.source].body
    after = with_words(before, copy.key.id, copy.words)
    found = {here.source: after}
    for language in there.texts:
        own = there.words(language).questions.get(name)
        if language == here.source or own is None or any(check_question((), copy.key, own)):
            continue
        if language not in here.texts:
            found[language] = new_words_file({copy.key.id: own}, translates=short_digest(before))
            continue
        body = with_words(here.texts[language].body, copy.key.id, own)
        found[language] = restamped(body, before, after) if _is_fresh(there, language) else body
    return found


def _is_fresh(quiz: QuizDraft, language: str) -> bool:
    if language == quiz.source:
        return True
    return translates(quiz.texts[language].body, quiz.texts[quiz.source].body)
