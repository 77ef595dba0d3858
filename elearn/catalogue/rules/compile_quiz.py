"""Compiles a quiz: the key, the words in each language, and which questions of a translation are out of date."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from elearn.catalogue.rules.check_quiz import Finding, check_key, check_question, check_words
from elearn.catalogue.rules.freshness import is_current
from elearn.catalogue.rules.partial import Partial, read_partial
from elearn.catalogue.rules.quiz_values import QuestionWords, Quiz, QuizKey, QuizWords, WordsRendering
from elearn.catalogue.rules.yaml_files import LineFinder, Model, read_model
from elearn.core.ids import digest
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem, has_errors

Older = Callable[[str], str | None]
File = tuple[str, str]  # path, text


@dataclass(frozen=True, slots=True)
class _Words:
    """A file of words as read."""

    path: str
    text: str
    value: QuizWords


def compile_quiz(
    name: tuple[str, str], key_file: File, files: Mapping[str, File], source: str, older: Older
) -> tuple[Quiz | None, list[Problem]]:
    """Compile the quiz with this name (module, quiz) from `quiz.yml` and its words by language.

    Files are (path, text). The quiz is None when anything has errors. Retired questions are checked like all others,
    but the quiz does not hold them.
    """
    key, problems = read_key(*key_file)
    read: dict[str, _Words] = {}
    for language, (path, text) in files.items():
        value, found = read_model(QuizWords, text, path)
        problems += found
        if value:
            read[language] = _Words(path, text, value)
    if source not in files:
        problems.append(Problem(key_file[0], 0, Level.ERROR, "no_source_text", {"language": source}))
    if key is None or source not in read:
        return None, problems
    original = read[source]
    problems += _problems(check_words(key, original.value), original)
    by_language = {source: WordsRendering(source, digest(original.text), original.value)}
    for language in LANGUAGES:
        if language in read and language != source:
            by_language[language], found = _translation(language, read[language], key, original, older)
            problems += found
        elif language not in files and language != source:
            problems.append(Problem(original.path, 0, Level.NOTICE, "missing_translation", {"language": language}))
    if has_errors(problems):
        return None, problems
    return _without_retired(Quiz(name[1], name[0], key, digest(key_file[1]), source, by_language)), problems


def _without_retired(quiz: Quiz) -> Quiz:
    asked = {question.id for question in quiz.key.asked}
    if len(asked) == len(quiz.key.questions):
        return quiz
    renderings = {
        language: replace(
            one,
            words=replace(one.words, questions={name: w for name, w in one.words.questions.items() if name in asked}),
        )
        for language, one in quiz.by_language.items()
    }
    key = quiz.key.model_copy(update={"questions": quiz.key.asked})
    return replace(quiz, key=key, by_language=renderings)


def read_key(path: str, text: str) -> tuple[QuizKey | None, list[Problem]]:
    """The key of a quiz and its Problems; None when the file cannot be read."""
    key, problems = read_model(QuizKey, text, path)
    if key is not None:
        lines = LineFinder(text)
        problems += [Problem(path, lines.line(*one.at), Level.ERROR, one.code, one.params) for one in check_key(key)]
    return key, problems


def quiz_of_texts(module: str, quiz_id: str, key_text: str, words: Mapping[str, str], source: str) -> Quiz:
    """A quiz from the texts with which somebody took it, by language. ValueError when a text is no quiz.

    What a translation had no words for is borrowed from the source language, as on the day itself.
    """
    key = _as_before(QuizKey, key_text)
    values = {language: _as_before(QuizWords, text) for language, text in words.items()}
    renderings = {}
    for language, value in values.items():
        fitted, borrowed = _fitted(key, value, values[source])
        renderings[language] = WordsRendering(language, digest(words[language]), fitted, borrowed=borrowed)
    return Quiz(quiz_id, module, key, digest(key_text), source, renderings)


def _as_before(model: type[Model], text: str) -> Model:
    value, problems = read_model(model, text, "")
    if value is None:
        raise ValueError(f"The text {digest(text)} cannot be read by this version: {problems}")
    return value


def _translation(
    language: str, own: _Words, key: QuizKey, source: _Words, older: Older
) -> tuple[WordsRendering, list[Problem]]:
    """The words of a translation; where it is out of date, its questions one by one."""
    digest_of_own = digest(own.text)
    if is_current(own.value.translates, source.text):
        return WordsRendering(language, digest_of_own, own.value), _problems(check_words(key, own.value), own)
    old_text = older(own.value.translates) if own.value.translates else None
    partial = read_partial(old_text or "")
    old = read_model(QuizWords, partial.text, source.path)[0] if old_text else None
    fitted, borrowed = _fitted(key, _without_waiting(own.value, partial), source.value)
    changed = {one for one, words in source.value.questions.items() if old is None or old.questions.get(one) != words}
    changed |= {question_of(part) for part in partial.states}
    asked = {question.id for question in key.asked}
    borrowed &= asked
    stale = frozenset(changed & asked & set(fitted.questions)) - borrowed
    rendering = WordsRendering(language, digest_of_own, fitted, stale, borrowed)
    if not (stale or borrowed):
        return rendering, []
    params = {"questions": len(stale | borrowed), "language": language}
    if not own.value.translates:
        return rendering, [Problem(own.path, 0, Level.WARNING, "no_translates", params)]
    return rendering, [Problem(own.path, 0, Level.NOTICE, "stale_questions", params)]


def question_of(part: str) -> str:
    """The question that a part of a quiz's words belongs to: `losses/options/true/reason`; "" for the title."""
    return part.partition("/")[0] if "/" in part else ""


def _without_waiting(own: QuizWords, partial: Partial) -> QuizWords:
    """The words without the questions of which a part waits, and without a title that does."""
    waiting = {question_of(part) for part in partial.states if partial.waits(part)}
    questions = {one: words for one, words in own.questions.items() if one not in waiting}
    return QuizWords(questions, "" if partial.waits("title") else own.title, own.translates)


def _fitted(key: QuizKey, own: QuizWords, source: QuizWords) -> tuple[QuizWords, frozenset[str]]:
    """Words for every question of the key: a translation's own where they fit, else the source's."""
    questions: dict[str, QuestionWords] = {}
    borrowed = set()
    for question in key.questions:
        words = own.questions.get(question.id)
        if words is None or any(check_question((), question, words)):
            borrowed.add(question.id)
            words = source.questions.get(question.id, words)
        if words is not None:
            questions[question.id] = words
    fitted = QuizWords(title=own.title or source.title, translates=own.translates, questions=questions)
    return fitted, frozenset(borrowed)


def _problems(findings: Iterable[Finding], words: _Words) -> list[Problem]:
    lines = LineFinder(words.text)
    return [Problem(words.path, lines.line(*one.at), Level.ERROR, one.code, one.params) for one in findings]
