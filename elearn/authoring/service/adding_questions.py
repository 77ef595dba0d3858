"""Questions from elsewhere into a quiz: fresh permanent ids, the key and the words of each language in one act.

Whatever lacks a reason is taken: the compiler says so as a Problem, and the quiz is published when nothing is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from elearn.authoring.exchange.questions.building import slug
from elearn.authoring.exchange.questions.values import ForeignQuestion
from elearn.authoring.rules.naming import free_id, slug_of
from elearn.authoring.rules.quiz_writing import new_key_file, new_words_file, with_key, with_words
from elearn.authoring.rules.restamping import restamped, translates
from elearn.authoring.service.drafts import save_all, undo
from elearn.authoring.service.events import Event, history
from elearn.authoring.service.past import was_ever_here
from elearn.authoring.service.quiz_drafts import (
    QuizDraft,
    QuizMissingError,
    Quizzes,
    checked_key,
    checked_words,
    quiz_folder,
    quizzes_of,
)
from elearn.catalogue.rules.check_quiz import check_question
from elearn.catalogue.rules.quiz_values import QuestionWords
from elearn.catalogue.service.states import draft_digests
from elearn.core.ids import short_digest, short_id
from elearn.core.languages import LANGUAGES

ACT = "imported"
MOST_TAGS = 12
LONGEST_START = 24
NEW = ""  # the quiz that does not exist yet


class NoWordsError(ValueError):
    """A question has no words in the language in which the module is written first."""


@dataclass(frozen=True, slots=True)
class Added:
    """Where the questions stand now: the quiz, and their ids in order."""

    quiz: str
    questions: tuple[str, ...]


def add_questions(person_id: int | None, module: str, quiz: str, questions: Sequence[ForeignQuestion]) -> Added:
    """Add questions at the end of a quiz, or to a new practice quiz (`NEW`).

    QuizMissingError, QuizBrokenError, NoWordsError; EditClash where somebody else writes in the same place.
    """
    known = quizzes_of(module)
    fresh = [_fresh(question, known.source) for question in questions]
    if quiz == NEW:
        name, files = _new_quiz(module, known, fresh)
    else:
        if quiz not in known.by_id:
            raise QuizMissingError(f"{module}/{quiz}")
        name, files = quiz, _longer(known.by_id[quiz], fresh)
    for path, (text, _opened) in files.items():
        (checked_key if path.endswith("/quiz.yml") else checked_words)(text)
    save_all(person_id, files, ACT, name)
    return Added(name, tuple(question.key.id for question in fresh))


def complete_translations(question: ForeignQuestion, source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The further languages of a question that can be taken, and those whose words are not complete."""
    further = [language for language in LANGUAGES if language in question.words and language != source]
    lacking = {one for one in further if any(check_question((), question.key, question.words[one]))}
    return tuple(one for one in further if one not in lacking), tuple(one for one in further if one in lacking)


def _fresh(question: ForeignQuestion, source: str) -> ForeignQuestion:
    """The question under an id that none has, with the words that can be taken."""
    if source not in question.words:
        raise NoWordsError(source)
    start = slug_of(question.name or question.words[source].stem)[:LONGEST_START].strip("-")
    tags = tuple(dict.fromkeys(slug(tag) for tag in question.tags if slug(tag)))[:MOST_TAGS]
    key = question.key.model_copy(update={"id": f"{start}-{short_id()}", "tags": tags})
    taken = source, *complete_translations(question, source)[0]
    return replace(question, key=key, words={language: question.words[language] for language in taken})


def _new_quiz(
    module: str, known: Quizzes, questions: Sequence[ForeignQuestion]
) -> tuple[str, Mapping[str, tuple[str, str | None]]]:
    """The files of a quiz that begins with these questions. It is named like no quiz before."""
    name = free_id("practice", lambda one: one in known.by_id or was_ever_here(quiz_folder(module, one)))
    folder = quiz_folder(module, name)
    words = {language: _words(questions, language) for language in _languages(questions)}
    first = new_words_file(words[known.source])
    files: dict[str, tuple[str, str | None]] = {
        f"{folder}quiz.yml": (new_key_file("practice", [one.key for one in questions]), None),
        f"{folder}{known.source}.yml": (first, None),
    }
    for language in words.keys() - {known.source}:
        files[f"{folder}{language}.yml"] = new_words_file(words[language], translates=short_digest(first)), None
    return name, files


def _longer(draft: QuizDraft, questions: Sequence[ForeignQuestion]) -> Mapping[str, tuple[str, str | None]]:
    """The files of a quiz with these questions behind its own. A translation that is up to date stays so."""
    key = draft.key_draft.body
    if draft.source not in draft.texts:
        raise QuizMissingError(f"{draft.folder}{draft.source}.yml")
    before = draft.texts[draft.source].body
    after = before
    for question in questions:
        key = with_key(key, question.key)
        after = with_words(after, question.key.id, question.words[draft.source])
    files: dict[str, tuple[str, str | None]] = {
        draft.key_draft.path: (key, draft.key_draft.digest),
        draft.texts[draft.source].path: (after, draft.texts[draft.source].digest),
    }
    for language in _languages(questions):
        if language != draft.source:
            path = f"{draft.folder}{language}.yml"
            files[path] = _translated(draft, language, _words(questions, language), before, after)
    return files


def _translated(
    draft: QuizDraft, language: str, words: Mapping[str, QuestionWords], before: str, after: str
) -> tuple[str, str | None]:
    known = draft.texts.get(language)
    if known is None:
        return new_words_file(words, translates=short_digest(before)), None
    text = known.body
    for name, own in words.items():
        text = with_words(text, name, own)
    return (restamped(text, before, after) if translates(known.body, before) else text), known.digest


def _languages(questions: Sequence[ForeignQuestion]) -> list[str]:
    return [language for language in LANGUAGES if any(language in question.words for question in questions)]


def _words(questions: Sequence[ForeignQuestion], language: str) -> dict[str, QuestionWords]:
    return {question.key.id: question.words[language] for question in questions if language in question.words}


def take_back_import(person_id: int | None, module: str, quiz: str) -> bool:
    """Take the last import into a quiz back, all its files or none. False where one of them was changed since."""
    events = _last_import(module, quiz)
    now_there = draft_digests([one.path for one in events])
    if not events or any(now_there.get(one.path) != one.after for one in events):
        return False
    for one in events:
        undo(person_id, one.id)
    return True


def _last_import(module: str, quiz: str) -> list[Event]:
    """The last import into a quiz: one event for each of its files."""
    found: dict[str, Event] = {}
    for event in history(f"modules/{module}"):
        if event.act != ACT or event.note != quiz or event.path in found:
            break
        found[event.path] = event
    return list(found.values())
