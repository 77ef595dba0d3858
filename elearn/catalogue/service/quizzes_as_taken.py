"""A quiz as it was when somebody took it, from the texts that the attempt noted."""

from collections.abc import Mapping

from elearn.catalogue.rules.compile_quiz import quiz_of_texts
from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.service.texts import UnknownTextError, texts_of
from elearn.core.lru import Lru

MOST_REMEMBERED = 100
_remembered: Lru[Quiz] = Lru(MOST_REMEMBERED)


def quiz_from_texts(module: str, quiz_id: str, key_digest: str, words: Mapping[str, str]) -> Quiz:
    """The quiz of an old attempt: the key's text and the words' texts (language -> digest), by digest.

    The first language of `words` is shown to readers of a language that the attempt did not note. UnknownTextError
    when a text is not in the store; ValueError when there are no words, or when a text is no quiz.
    """
    if not words:
        raise ValueError("A quiz needs words in at least one language.")
    name = (module, quiz_id, key_digest, tuple(words.items()))
    return _remembered.get(name) or _remembered.put(name, _read(module, quiz_id, key_digest, words))


def _read(module: str, quiz_id: str, key_digest: str, words: Mapping[str, str]) -> Quiz:
    bodies = texts_of([key_digest, *words.values()])
    for digest in (key_digest, *words.values()):
        if digest not in bodies:
            raise UnknownTextError(digest)
    texts = {language: bodies[digest] for language, digest in words.items()}
    return quiz_of_texts(module, quiz_id, bodies[key_digest], texts, source=next(iter(words)))
