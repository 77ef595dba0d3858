"""A question as a quiz of its own, so that it can be shown as learners see it, saved or not."""

from elearn.authoring.rules.question_reading import Question
from elearn.authoring.service.quiz_drafts import QuizDraft
from elearn.catalogue.rules.check_quiz import check_question
from elearn.catalogue.rules.quiz_values import Quiz, QuizWords, WordsRendering

#: Findings about words that cannot be shown at all. A reason that is missing hinders nobody.
HOLES = frozenset({"words_missing", "words_unknown", "gaps_differ", "no_gaps"})


def shown_question(draft: QuizDraft, question: Question) -> Quiz | None:
    """A quiz with this question only, in every language that fits it; None where its words do not fit its key.

    A practice quiz, whatever the other is: the order of options is the same at every look.
    """
    name, source = question.key.id, draft.source
    if _has_holes(question):
        return None
    words = {source: question.words}
    for language in draft.texts:
        own = draft.words(language).questions.get(name)
        if language != source and own is not None and not any(check_question((), question.key, own)):
            words[language] = own
    key = draft.key.model_copy(update={"questions": (question.key,), "purpose": "practice", "draw": "all"})
    by_language = {one: WordsRendering(one, "", QuizWords({name: own})) for one, own in words.items()}
    return Quiz(draft.id, draft.module, key, draft.key_draft.digest, source, by_language)


def _has_holes(question: Question) -> bool:
    found = check_question((), question.key, question.words)
    return any(one.code in HOLES for one in found)
