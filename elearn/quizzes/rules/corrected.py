"""The result of an attempt after the right answer to one of its questions was corrected."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from elearn.catalogue.rules.quiz_values import AnyKey
from elearn.quizzes.rules.responses import Response
from elearn.quizzes.rules.scoring import score


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """The answer of a finished attempt to one question. `per_mille` is None while the question is asked again.

    `result` is the one of the whole attempt that counts now, `pass_mark` the percentage that was asked on the day.
    """

    attempt: int
    response: Response
    language: str
    per_mille: int | None
    result: int = 0
    pass_mark: int | None = None


def corrected_result(
    questions: Iterable[AnyKey], marks: Mapping[str, int], asked_again: Collection[str], before: int
) -> int:
    """The per mille of an attempt, with the marks that count now.

    A question that is asked again counts neither for nor against until it is answered: nobody loses by an author's
    mistake. Where nothing else is left, the result stays what it was.
    """
    counting = [question for question in questions if question.id not in asked_again]
    return score(counting, marks) if counting else before


@dataclass
class Standing:
    """The same for one of many attempts, from sums: what was earned and possible on the day, in marks times per mille.

    `first` holds the marks of the day of the questions that were corrected since, `now` those that count (None: asked
    again), `weights` the marks that a question is worth.
    """

    earned: int
    possible: int
    result: int
    weights: Mapping[str, int]
    first: dict[str, int] = field(default_factory=dict)
    now: dict[str, int | None] = field(default_factory=dict)

    def result_now(self) -> int:
        """The result of the whole attempt: what `corrected_result` says."""
        earned, possible = self.earned, self.possible
        for question, marks in self.now.items():
            weight = self.weights.get(question, 1)
            earned -= weight * self.first.get(question, 0)
            if marks is None:
                possible -= weight
            else:
                earned += weight * marks
        return (2 * earned + possible) // (2 * possible) if possible else self.result
