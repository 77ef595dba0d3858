"""Aiken: a question in one line, options `A.` or `A)`, and `ANSWER: A`. The text is plain.

What some programs add is read too: `ANSWER_EXPLANATION:` (Chamilo) as a general feedback, several letters as several
right options. A line that goes on in the next one is taken as one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from elearn.authoring.exchange.decoding import text_of
from elearn.authoring.exchange.questions.building import (
    FALLBACK,
    TRUE_FALSE,
    Choice,
    LeftOutError,
    Pair,
    choice_question,
    is_statement,
    true_false,
)
from elearn.authoring.exchange.questions.html_text import plain_of
from elearn.authoring.exchange.questions.leaving import count_reasons, looks, note_key
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.values import MOST_QUESTIONS, ForeignQuestion, Note, Read, Written
from elearn.catalogue.rules.quiz_values import OptionWords, QuestionWords, SingleKey, TrueFalseKey
from elearn.core.refused import RefusedError

OPTION = re.compile(r"\s*([A-Za-z])[.)]\s+(.*)\Z")
ANSWER = re.compile(r"\s*ANSWERS?\s*:\s*([A-Za-z](?:\s*[,;&]\s*[A-Za-z])*)\s*\.?\s*\Z", re.IGNORECASE)
EXPLANATION = re.compile(r"\s*(?:ANSWER_EXPLANATION|EXPLANATION|FEEDBACK)\s*:\s*(.*)\Z", re.IGNORECASE)
SETTING = re.compile(r"\s*(?:SCORE|DESCRIPTION|TAGS|TEXTO?|CORRECT_FEEDBACK|INCORRECT_FEEDBACK)\s*:", re.IGNORECASE)


@dataclass
class _Raw:
    """The lines of one question."""

    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, list[str]]] = field(default_factory=list)
    right: tuple[str, ...] = ()
    explanation: str = ""
    settings: list[str] = field(default_factory=list)


# --- in ------------------------------------------------------------------------------------------------------------


def read_aiken(data: bytes, language: str) -> Read:
    """The questions of an Aiken file. Raises RefusedError: as `text_of`, no_questions, too_many_questions (`most`)."""
    questions: list[ForeignQuestion] = []
    notes: list[Note] = []
    for number, raw in enumerate(_split(text_of(data)), start=1):
        if number > MOST_QUESTIONS:
            raise RefusedError("too_many_questions", most=str(MOST_QUESTIONS))
        notebook = Notebook(" ".join(raw.stem)[:60] or str(number), language)
        try:
            pair = _question(notebook, raw, f"{FALLBACK}-{number}")
            questions.append(ForeignQuestion(pair[0], {language: pair[1]}, where=notebook.where))
        except LeftOutError as why:
            notebook.add(why.code, **why.params)
        notes += notebook.all()
    if not questions and not notes:
        raise RefusedError("no_questions")
    return Read(tuple(questions), tuple(notes))


def _split(text: str) -> Iterator[_Raw]:
    """A question ends with its answer; what follows the answer in lines of its own belongs to it."""
    raw = _Raw()
    for line in text.split("\n"):
        answer, option = ANSWER.match(line), OPTION.match(line)
        explained = EXPLANATION.match(line)
        if answer and raw.options:
            raw.right = tuple(re.findall(r"[A-Z]", answer[1].upper()))
        elif raw.right and explained:
            raw.explanation = explained[1]
        elif raw.right and SETTING.match(line):
            raw.settings.append(line.strip())
        elif line.strip():
            if raw.right:
                yield raw
                raw = _Raw()
            _take(raw, line, option)
    if raw.stem or raw.options:
        yield raw


def _take(raw: _Raw, line: str, option: re.Match[str] | None) -> None:
    """A line of the stem or of an option. Options come in the order of the alphabet, else the line is words."""
    if option and raw.stem and option[1].upper() == ascii_uppercase[len(raw.options) % len(ascii_uppercase)]:
        raw.options.append((option[1].upper(), [option[2]]))
    elif raw.options:
        raw.options[-1][1].append(line.strip())
    else:
        raw.stem.append(line.strip())


def _question(notebook: Notebook, raw: _Raw, own_id: str) -> Pair:
    if not raw.options:
        raise LeftOutError("description")
    if not raw.right:
        raise LeftOutError("nothing_right")
    stem = notebook.plain(" ".join(raw.stem))
    choices = [Choice(notebook.plain(" ".join(words)), "", letter in raw.right) for letter, words in raw.options]
    for setting in raw.settings:
        notebook.add("setting_lost", text=setting)
    if is_statement([choice.text for choice in choices]) and len(raw.right) == 1:
        pair = true_false(own_id, stem, right=choices[0].is_right)
    else:
        pair = choice_question(own_id, stem, choices, is_several=len(raw.right) > 1)
    return notebook.finished(pair, notebook.plain(raw.explanation))


# --- out -----------------------------------------------------------------------------------------------------------


def write_aiken(questions: Iterable[ForeignQuestion], language: str) -> Written:
    """The questions in one language as an Aiken file: one right option of several, and statements."""
    out: list[str] = []
    notes: list[Note] = []
    for question in questions:
        notebook = Notebook(question.key.id, language)
        written = _lines(notebook, question, language)
        out += [*written, ""] if written else []
        notes += notebook.all()
    return Written("\n".join(out).encode(), f"questions-{language}.aiken.txt", tuple(notes))


def _lines(notebook: Notebook, question: ForeignQuestion, language: str) -> list[str]:
    key, words = question.key, question.words[language]
    if isinstance(key, SingleKey):
        options: Sequence[OptionWords] = [words.options[one] for one in key.options]
        right = key.options.index(key.right)
    elif isinstance(key, TrueFalseKey):
        options = [OptionWords(text) for text in TRUE_FALSE[language]]
        right = 0 if key.right else 1
    else:
        notebook.add("kind_left_out", kind=key.kind)
        return []
    if len(options) > len(ascii_uppercase):
        notebook.add("too_many_choices", most=str(len(ascii_uppercase)))
        return []
    note_key(notebook, key, has_marks=False)
    _note_reasons(notebook, words)
    lettered = zip(ascii_uppercase, options, strict=False)
    lines = [f"{letter}. {_plain(notebook, option.text)}" for letter, option in lettered]
    return [_stem(notebook, words.stem), *lines, f"ANSWER: {ascii_uppercase[right]}"]


def _stem(notebook: Notebook, markdown: str) -> str:
    """The question's line. One that looks like an option or an answer would be read as that: it gets a mark."""
    text = _plain(notebook, markdown)
    if OPTION.match(text) or ANSWER.match(text):
        notebook.add("mark_added", text=text)
        return f"– {text}"
    return text


def _plain(notebook: Notebook, markdown: str) -> str:
    runs = looks(notebook, markdown)
    if any(run.marks or run.href for run in runs):
        notebook.add("look_lost", what="*")
    return plain_of(runs)


def _note_reasons(notebook: Notebook, words: QuestionWords) -> None:
    count = count_reasons(words)
    if count:
        notebook.add("reasons_lost", count=str(count))
