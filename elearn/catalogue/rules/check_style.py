"""Plain language (ux.md, section 6): warnings and notices, never errors. A person decides."""

import re
from collections.abc import Iterator, Mapping, Sequence

from elearn.catalogue.rules.library import all_texts
from elearn.catalogue.rules.quiz_values import QuestionWords, Quiz, SingleKey, all_words
from elearn.catalogue.rules.readability import Sentence, gulpease, sentences
from elearn.catalogue.rules.references import text_line
from elearn.catalogue.rules.values import Library, Text
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem

MAX_SENTENCE = 25
MAX_AVERAGE = 15
LONG_WORD = {"de": 18}
LONG_WORD_ELSEWHERE = 12
MAX_SHARE_OF_LONG_WORDS = 0.1
GULPEASE = {"entrepreneurs": 70}
GULPEASE_ELSEWHERE = 60
ENOUGH_WORDS = 60  # shorter texts have no meaningful index
ENOUGH_QUESTIONS = 3
NO_WORDS = re.compile(r"\]\([^()\s]*\)|\[\^[^\]\s]+\]:?")  # where links lead, and the names of footnotes

Variants = Sequence[tuple[re.Pattern[str], str, str]]  # pattern, variant, the term's own name


def check_style(library: Library) -> tuple[Problem, ...]:
    """What would be easier to read, in all texts and quizzes of a library."""
    variants = {language: variants_of(library, language) for language in LANGUAGES}
    problems: list[Problem] = []
    for path, text in all_texts(library):
        problems += check_text(path, text, _target(library, path), variants[text.language])
    for module in library.modules.values():
        for quiz in module.quizzes:
            problems += _check_quiz(quiz, variants)
    return tuple(problems)


def check_text(path: str, text: Text, target: int, variants: Variants = ()) -> Iterator[Problem]:
    """What would be easier to read in one text. `target` is the least Gulpease index of an Italian one."""
    found: list[Sentence] = []
    for block in text.blocks:
        if block.language is None:
            own = list(sentences(block.text))
            found += own
            for one in own:
                yield from _check_sentence(path, text_line(block, one.line), one)
            yield from _check_variants(path, block.text, variants, text_line(block, 0))
    for words in (text.title, text.summary, *text.objectives):
        for one in sentences(words):
            yield from _check_sentence(path, 0, one)
        yield from _check_variants(path, words, variants, 0)
    yield from _check_measure(path, text.language, found, target)


def _check_sentence(path: str, line: int, sentence: Sentence) -> Iterator[Problem]:
    if len(sentence.words) > MAX_SENTENCE:
        params = {"words": len(sentence.words), "limit": MAX_SENTENCE, "start": " ".join(sentence.text.split()[:6])}
        yield Problem(path, line, Level.WARNING, "long_sentence", params)


def _check_measure(path: str, language: str, found: Sequence[Sentence], target: int) -> Iterator[Problem]:
    words = [word for sentence in found for word in sentence.words]
    if len(words) < ENOUGH_WORDS:
        return
    average = len(words) / len(found)
    if average > MAX_AVERAGE:
        params: dict[str, object] = {"average": round(average, 1), "limit": MAX_AVERAGE}
        yield Problem(path, 0, Level.NOTICE, "long_sentences", params)
    if language == "it":
        letters = sum(character.isalpha() for word in words for character in word)
        index = gulpease(len(words), letters, len(found))
        if index < target:
            yield Problem(path, 0, Level.WARNING, "hard_to_read", {"index": round(index), "target": target})
        return
    limit = LONG_WORD.get(language, LONG_WORD_ELSEWHERE)
    share = sum(len(word) > limit for word in words) / len(words)
    if share > MAX_SHARE_OF_LONG_WORDS:
        yield Problem(path, 0, Level.NOTICE, "long_words", {"share": round(100 * share), "letters": limit})


def _check_variants(path: str, words: str, variants: Variants, first_line: int) -> Iterator[Problem]:
    for offset, variant, name in avoided_words(words, variants):
        line = first_line + offset if first_line else 0
        yield Problem(path, line, Level.WARNING, "avoided_word", {"word": variant, "better": name})


def avoided_words(words: str, variants: Variants) -> Iterator[tuple[int, str, str]]:
    """The variants that a text uses: line (from 0), the variant, and what to write instead."""
    words = NO_WORDS.sub(" ", words)
    for pattern, variant, name in variants:
        if found := pattern.search(words):
            yield words.count("\n", 0, found.start()), variant, name


def variants_of(library: Library, language: str) -> Variants:
    """The words that content in a language must not use, each with the name to write instead."""
    return [
        (re.compile(rf"(?<!\w){re.escape(variant)}(?!\w)", re.IGNORECASE), variant, term.name(language))
        for term in library.terms.values()
        if term.retired_on is None
        for variant in term.avoid.get(language, ())
    ]


def _target(library: Library, path: str) -> int:
    """The least Gulpease index of a text: paths with plain language ask for more."""
    folder, name = path.split("/")[:2]
    home = library.paths.get(name) if folder == "paths" else library.path_of(name) if folder == "modules" else None
    return GULPEASE.get(home.audience if home else "", GULPEASE_ELSEWHERE)


# --- quizzes -------------------------------------------------------------------------------------------------------


def _check_quiz(quiz: Quiz, variants: Mapping[str, Variants]) -> Iterator[Problem]:
    folder = f"modules/{quiz.module}/quizzes/{quiz.id}"
    for language, rendering in quiz.by_language.items():
        path = f"{folder}/{language}.yml"
        for question_id, question in rendering.words.questions.items():
            if question_id not in rendering.borrowed:
                accepted = {word for gap in question.gaps.values() for word in gap.accepted}  # learners type these
                for words in all_words(question):
                    for sentence in sentences(words):
                        yield from _check_sentence(path, 0, sentence)
                    if words not in accepted:
                        yield from _check_variants(path, words, variants[language], 0)
    yield from _check_right_options(f"{folder}/quiz.yml", quiz)


def _longest(key: SingleKey, words: QuestionWords) -> str:
    return max(key.options, key=lambda option: len(words.options[option].text))


def _check_right_options(path: str, quiz: Quiz) -> Iterator[Problem]:
    """A right option must not give itself away by its length or its place."""
    keys = [key for key in quiz.key.questions if isinstance(key, SingleKey)]
    if len(keys) < ENOUGH_QUESTIONS:
        return
    words = quiz.by_language[quiz.source].words.questions
    longest = [key for key in keys if key.right == _longest(key, words[key.id])]
    if len(longest) * 2 > len(keys):
        params = {"count": len(longest), "total": len(keys)}
        yield Problem(path, 0, Level.NOTICE, "right_is_longest", params)
    if all(key.right == key.options[0] for key in keys):
        yield Problem(path, 0, Level.NOTICE, "right_is_first", {"total": len(keys)})
