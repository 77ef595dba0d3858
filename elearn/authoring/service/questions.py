"""Writing questions: each function is one thing that an author does, and one act of the history.

An edit is made on the question as it stands now, so that two authors may write different questions of one quiz at the
same time. Who changes the same question after somebody else is shown the other version first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from elearn.authoring.rules.question_blanks import blank_question, new_id
from elearn.authoring.rules.question_ids import Change, Decision, decisions, must_ask, what_changed
from elearn.authoring.rules.question_reading import Question
from elearn.authoring.rules.quiz_writing import (
    new_key_file,
    new_words_file,
    with_key,
    with_new_id,
    with_order,
    with_words,
)
from elearn.authoring.rules.restamping import restamped, shown_questions, with_question
from elearn.authoring.service.drafts import Draft, drafts, save_all
from elearn.authoring.service.past import BECAME, copied_just_now, was_ever_here
from elearn.authoring.service.quiz_drafts import (
    PRACTICE,
    QuizDraft,
    checked_key,
    checked_words,
    quiz_draft,
    quiz_folder,
    quizzes_of,
)
from elearn.core.ids import short_id
from elearn.quizzes.service.statistics import answers_to


@dataclass(frozen=True)
class QuestionSaved:
    """It is saved. `name` is another id than before where it became another question."""

    name: str


@dataclass(frozen=True)
class MustSay:
    """Nothing is saved yet: people have answered, and the author must say what the change means for them."""

    change: Change
    answers: int
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Overtaken:
    """Nothing is saved yet: somebody else changed this question after it was opened. `state` is the one of now."""

    theirs: Question
    state: str


Outcome = QuestionSaved | MustSay | Overtaken


class ShownInLessonsError(Exception):
    """Lessons show this practice question. `lessons` are their ids."""

    def __init__(self, lessons: tuple[str, ...]) -> None:
        super().__init__(lessons)
        self.lessons = lessons


def new_question(person_id: int | None, module: str, quiz: str, kind: str) -> str:
    """Add an empty question of a kind at the end of a quiz; returns its id. ValueError for a kind that is none."""
    draft = quiz_draft(module, quiz)
    question = blank_question(kind, short_id)
    name = question.key.id
    words = _with_words(draft, draft.source, name, question, None)
    _save(person_id, draft, with_key(draft.key_draft.body, question.key), words, "created", name)
    return name


def new_practice_question(person_id: int | None, module: str, kind: str) -> str:
    """Make an empty practice question for a lesson of the module; returns its name there, "quiz/question".

    It goes into the quiz `practice`, which is made where the module has none. The lesson editor writes the name into a
    block `/// question | quiz/question`; the words are written on the question's own page. ValueError for a kind that
    is none, QuizMissingError where there is no such module.
    """
    practice = quizzes_of(module).practice
    if practice is not None:
        return f"{practice.id}/{new_question(person_id, module, practice.id, kind)}"
    quiz = make_quiz(person_id, module, "practice", kind)
    return f"{quiz}/{next(iter(quiz_draft(module, quiz).key.questions)).id}"


def make_quiz(person_id: int | None, module: str, purpose: str, kind: str, title: str = "") -> str:
    """Make the files of a new quiz with one empty question; returns its id. Its minutes are another act."""
    known = quizzes_of(module)
    quiz = PRACTICE if purpose == "practice" else "check"
    if was_ever_here(quiz_folder(module, quiz)):
        quiz = new_id(purpose, short_id)
    question = blank_question(kind, short_id)
    folder, source = quiz_folder(module, quiz), known.source
    files = {
        f"{folder}quiz.yml": (new_key_file(purpose, [question.key]), None),
        f"{folder}{source}.yml": (new_words_file({question.key.id: question.words}, title), None),
    }
    save_all(person_id, files, "created", quiz)
    return quiz


def save_question(
    person_id: int | None, draft: QuizDraft, name: str, question: Question, *, opened: str, said: str = ""
) -> Outcome:
    """Save a question that the author opened in the state `opened`; `said` is what the change means (a Decision).

    QuizBrokenError where the file would become too large. QuizMissingError where there is no such question.
    """
    old, state = draft.question(name), draft.state(name)
    if state != opened:
        return Overtaken(old, state)
    question = replace(question, key=question.key.model_copy(update={"retired": old.key.retired}))
    change = what_changed(old, question)
    answers = answers_to(draft.module, draft.id).get(name, 0) if decisions(change) or said else 0
    if must_ask(change, answers, said):
        return MustSay(change, answers, decisions(change))
    if said == Decision.ANOTHER and answers:
        return QuestionSaved(_another(person_id, draft, old, question))
    act = "corrected" if said == Decision.CORRECTED else "edited"
    words = _with_words(draft, draft.source, name, question, None)
    _save(person_id, draft, with_key(draft.key_draft.body, question.key), words, act, name)
    return QuestionSaved(name)


def duplicate_question(person_id: int | None, module: str, quiz: str, name: str) -> str:
    """A copy of a question with all its languages, right behind it; returns its id."""
    draft = quiz_draft(module, quiz)
    question = draft.question(name)
    if twin := copied_just_now(person_id, name, quiz_folder(module, quiz)):
        return twin.note.partition(BECAME)[2]
    copy = with_new_id(question, new_id(question.key.kind, short_id))
    words = {}
    source = draft.texts[draft.source].body if draft.source in draft.texts else ""
    after = _with_words(draft, draft.source, copy.key.id, copy, name)[draft.source]
    for language, text in draft.texts.items():
        own = draft.words(language).questions.get(name)
        if language != draft.source and own is not None:
            words[language] = restamped(with_words(text.body, copy.key.id, own, name), source, after)
    key = with_key(draft.key_draft.body, copy.key, name)
    _save(person_id, draft, key, {**words, draft.source: after}, "duplicated", f"{name}{BECAME}{copy.key.id}")
    return copy.key.id


def retire_question(person_id: int | None, module: str, quiz: str, name: str) -> None:
    """Ask a question nobody any more. It stays in the file, for the attempts that had it.

    ShownInLessonsError where a lesson shows it: the author takes it out of the lesson first.
    """
    lessons = lessons_showing(module, f"{quiz}/{name}")
    if lessons:
        raise ShownInLessonsError(lessons)
    _set_retired(person_id, quiz_draft(module, quiz), name, retired=True)


def restore_question(person_id: int | None, module: str, quiz: str, name: str) -> None:
    """Ask a retired question again."""
    _set_retired(person_id, quiz_draft(module, quiz), name, retired=False)


def move_question(person_id: int | None, module: str, quiz: str, name: str, by: int) -> None:
    """Move a question up (-1) or down (1) past the next one that is asked."""
    draft = quiz_draft(module, quiz)
    draft.question(name)
    order = [key.id for key in draft.key.asked]
    place = order.index(name) if name in order else -1
    if place >= 0 and 0 <= place + by < len(order):
        order[place], order[place + by] = order[place + by], order[place]
        _save(person_id, draft, with_order(draft.key_draft.body, order), {}, "moved", name)


def lessons_showing(module: str, name: str) -> tuple[str, ...]:
    """The lessons of a module that show a practice question, "quiz/question", in any language."""
    folder = f"modules/{module}/lessons/"
    found = [
        path.removeprefix(folder).partition("/")[0]
        for path, draft in drafts(f"modules/{module}").items()
        if path.startswith(folder) and name in shown_questions(draft.body)
    ]
    return tuple(dict.fromkeys(found))


def _another(person_id: int | None, draft: QuizDraft, old: Question, question: Question) -> str:
    """The new question behind the old one, which is retired; lessons show the new one."""
    new = with_new_id(question, new_id(question.key.kind, short_id))
    key = with_key(draft.key_draft.body, new.key, old.key.id)
    key = with_key(key, old.key.model_copy(update={"retired": True}))
    words = _with_words(draft, draft.source, new.key.id, new, old.key.id)
    _save(person_id, draft, key, words, "created", f"{old.key.id}{BECAME}{new.key.id}")
    names = f"{draft.id}/{old.key.id}", f"{draft.id}/{new.key.id}"
    save_all(person_id, _lessons_with(draft, *names), "edited", names[1])
    return new.key.id


def _lessons_with(draft: QuizDraft, old: str, new: str) -> Mapping[str, tuple[str, str | None]]:
    """The texts of lessons that showed one question and show another now. Translations stay as fresh as they were."""
    texts = drafts(draft.unit)
    changed: dict[str, tuple[str, str | None]] = {}
    for path, text in texts.items():
        if not path.startswith(f"{draft.unit}/lessons/") or old not in shown_questions(text.body):
            continue
        body = with_question(text.body, old, new)
        source: Draft | None = texts.get(f"{path.rpartition('/')[0]}/{draft.source}.md")
        if source is not None and source.path != path:
            body = restamped(body, source.body, with_question(source.body, old, new), is_markdown=True)
        changed[path] = body, text.digest
    return changed


def _set_retired(person_id: int | None, draft: QuizDraft, name: str, *, retired: bool) -> None:
    key = draft.question(name).key.model_copy(update={"retired": retired})
    _save(person_id, draft, with_key(draft.key_draft.body, key), {}, "retired" if retired else "restored", name)


def _with_words(draft: QuizDraft, language: str, name: str, question: Question, after: str | None) -> dict[str, str]:
    """The file of words in a language with those of a question; a new file where there is none."""
    text = draft.texts.get(language)
    if text is None:
        return {language: new_words_file({name: question.words})}
    return {language: with_words(text.body, name, question.words, after)}


def _save(person_id: int | None, draft: QuizDraft, key: str, words: Mapping[str, str], act: str, note: str) -> None:
    """Save the files of a quiz that changed, if the compiler can read them."""
    checked_key(key)
    files: dict[str, tuple[str, str | None]] = {}
    if key != draft.key_draft.body:
        files[draft.key_draft.path] = key, draft.key_draft.digest
    for language, text in words.items():
        checked_words(text)
        before = draft.texts.get(language)
        if before is None or before.body != text:
            files[f"{draft.folder}{language}.yml"] = text, before.digest if before else None
    save_all(person_id, files, act, note)
