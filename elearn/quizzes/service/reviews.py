"""The review of an attempt: as it was taken, with the words that each answer was given in."""

from dataclasses import dataclass

from elearn.quizzes.rules.asked import Asked, ask, words_of
from elearn.quizzes.rules.fields import fields_of
from elearn.quizzes.rules.order import draw_lists
from elearn.quizzes.rules.responses import Response
from elearn.quizzes.rules.reveal import Depth, Revealed, depth_of_review, reveal
from elearn.quizzes.service.sittings import Corrected, Given, Sitting


@dataclass(frozen=True)
class Anew:
    """How a question counts since its right answer was corrected. Without an answer it is asked again."""

    correction: Corrected
    asked: Asked | None
    revealed: Revealed | None


@dataclass(frozen=True)
class ReviewedQuestion:
    """One question of a review. `marks` is what it could earn; `given` is None where there was no answer."""

    position: int
    asked: Asked
    revealed: Revealed
    given: Given | None
    marks: int
    anew: Anew | None = None


@dataclass(frozen=True)
class Review:
    """A finished attempt, question by question."""

    sitting: Sitting
    questions: tuple[ReviewedQuestion, ...]
    depth: Depth


def review_of(sitting: Sitting, language: str) -> Review:
    """The review for a reader of `language`: each answer in the words it was given in, the rest in `language`.

    Every question is shown as it was taken; what was corrected since stands beside it.
    """
    depth = depth_of_review(sitting.quiz.key.reveal, sitting.passed)
    names = enumerate(sitting.order.questions, 1)
    return Review(sitting, tuple(_question(sitting, place, name, language, depth) for place, name in names), depth)


def _question(sitting: Sitting, position: int, question: str, language: str, depth: Depth) -> ReviewedQuestion:
    given = sitting.answers.get(question)
    spoken, words = words_of(sitting.quiz, question, given.language if given else language)
    key = sitting.quiz.questions[question]
    response = given.response if given else None
    fields = fields_of(response) if response else {}
    return ReviewedQuestion(
        position=position,
        asked=ask(sitting.quiz, question, spoken, sitting.order.lists, fields),
        revealed=reveal(key, words, response, depth),
        given=given,
        marks=key.marks,
        anew=_anew(sitting, question, language, given, depth),
    )


def _anew(sitting: Sitting, question: str, language: str, given: Given | None, depth: Depth) -> Anew | None:
    correction = sitting.corrected.get(question)
    if correction is None:
        return None
    if correction.is_open:
        return Anew(correction, None, None)
    response: Response | None = correction.response or (given.response if given else None)
    answered_in = correction.language or (given.language if given else language)
    quiz = correction.quiz
    key = quiz.questions[question]
    spoken, words = words_of(quiz, question, answered_in)
    lists = draw_lists(key, sitting.public_id, shuffle="options" in quiz.key.shuffle)
    asked = ask(quiz, question, spoken, lists, fields_of(response) if response else {})
    return Anew(correction, asked, reveal(key, words, response, depth))
