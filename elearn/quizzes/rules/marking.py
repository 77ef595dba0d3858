"""How each kind of question is marked (content/README.md, "The ten kinds"). Marks are per mille: 0 to 1000."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    QuestionWords,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SimpleKey,
    SingleKey,
    TrueFalseKey,
)
from elearn.quizzes.rules.responses import (
    Arrangement,
    Choice,
    Choices,
    FreeText,
    Gaps,
    Number,
    Parts,
    Response,
    Rows,
    SimpleResponse,
)

FULL = 1000
SHORTEST_TEXT = 10

#: Leading articles of the five languages: "l'indicatore" and "indicatore" are the same answer.
_ARTICLE = re.compile(
    r"(?:(?:il|lo|la|i|gli|le|un|uno|una|the|an?|el|los|las|unos|unas|les|une|des"
    r"|der|die|das|den|dem|ein|eine|einen|einem|einer|eines) |(?:l|un|d)' ?)(?=\w)"
)
_ENDS = ' .,;:!?\u2026"\u201c\u201d\u201e\u00ab\u00bb'


@dataclass(frozen=True)
class Marked:
    """Marks of one answer, per mille, and of each of its rows, gaps or parts by id where it has some."""

    per_mille: int
    parts: Mapping[str, int] = field(default_factory=dict)


def mark(key: AnyKey, words: QuestionWords, response: Response) -> Marked:
    """The marks of a response. `words` are the ones that the person read; only typed gaps need them.

    TypeError where the response has not the shape of the question.
    """
    if isinstance(key, ScenarioKey) and isinstance(response, Parts):
        return mark_scenario(key, words, response)
    if isinstance(key, ScenarioKey) or isinstance(response, Parts):
        raise _mismatch(key, response)
    return _mark_simple(key, words, response)


def _mark_simple(key: SimpleKey, words: QuestionWords, response: SimpleResponse) -> Marked:
    match key, response:
        case SingleKey(), Choice():
            return mark_single(key, response)
        case SeveralKey(), Choices():
            return mark_several(key, response)
        case TrueFalseKey(), Choice():
            return mark_true_false(key, response)
        case NumberKey(), Number():
            return mark_number(key, response)
        case OrderingKey(), Arrangement():
            return mark_ordering(key, response)
        case MatchingKey() | GroupsKey(), Rows():
            return mark_rows(key, response)
        case GapKey(), Gaps():
            return mark_gap(key, words, response)
        case ShortTextKey(), FreeText():
            return mark_short_text(response)
    raise _mismatch(key, response)


def mark_single(key: SingleKey, response: Choice) -> Marked:
    """All or nothing."""
    return Marked(_share(response.option == key.right, 1))


def mark_true_false(key: TrueFalseKey, response: Choice) -> Marked:
    """All or nothing."""
    return Marked(_share(response.option == right_statement(key), 1))


def mark_several(key: SeveralKey, response: Choices) -> Marked:
    """Right choices minus wrong choices, never below zero."""
    right = set(key.right)
    earned = len(response.options & right) - len(response.options - right)
    return Marked(_share(max(earned, 0), len(right)))


def mark_number(key: NumberKey, response: Number) -> Marked:
    """Within the tolerance."""
    distance = abs(response.value - Decimal(str(key.right)))
    return Marked(_share(distance <= Decimal(str(key.tolerance)), 1))


def mark_ordering(key: OrderingKey, response: Arrangement) -> Marked:
    """The share of neighbours in the right order: of the pairs that stand next to each other in the answer."""
    place = {item: number for number, item in enumerate(key.right)}
    pairs = [place[first] < place[second] for first, second in pairwise(response.items)]
    return Marked(_share(sum(pairs), len(pairs)) if pairs else FULL)


def mark_rows(key: MatchingKey | GroupsKey, response: Rows) -> Marked:
    """The share of right rows."""
    return _mark_shares({row: response.by_row.get(row) == right for row, right in key.right.items()})


def mark_gap(key: GapKey, words: QuestionWords, response: Gaps) -> Marked:
    """The share of right gaps; typed words count in the spelling that `same_words` forgives."""
    results = {}
    for gap, gap_key in key.gaps.items():
        if isinstance(gap_key, SelectGap):
            results[gap] = response.chosen.get(gap) == gap_key.right
        else:
            accepted = {same_words(variant) for variant in words.gaps[gap].accepted}
            results[gap] = same_words(response.typed.get(gap, "")) in accepted
    return _mark_shares(results)


def mark_short_text(response: FreeText) -> Marked:
    """Full marks for an answer of at least ten characters: the learner checks it, a trainer may read it."""
    return Marked(_share(len(response.text.strip()) >= SHORTEST_TEXT, 1))


def mark_scenario(key: ScenarioKey, words: QuestionWords, response: Parts) -> Marked:
    """The mean of the parts. A part without an answer earns nothing."""
    results = {part.id: 0 for part in key.parts}
    for part in key.parts:
        if part.id in response.by_part:
            results[part.id] = _mark_simple(part, words.parts[part.id], response.by_part[part.id]).per_mille
    return Marked(_rounded(sum(results.values()), len(results)), results)


def right_statement(key: TrueFalseKey) -> str:
    """The option id of the right side of a statement."""
    return "true" if key.right else "false"


def same_words(text: str) -> str:
    """A text without capitals, accents, a leading article and final stops: two texts are the same if these are."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _ARTICLE.sub("", " ".join(bare.split()).strip(_ENDS), count=1) if bare else ""


def _mark_shares(results: Mapping[str, bool]) -> Marked:
    return Marked(_share(sum(results.values()), len(results)), _all_or_nothing(results))


def _all_or_nothing(results: Mapping[str, bool]) -> dict[str, int]:
    return {part: FULL if right else 0 for part, right in results.items()}


def _share(earned: int, possible: int) -> int:
    return _rounded(earned * FULL, possible)


def _rounded(total: int, count: int) -> int:
    """Half a mille counts for the learner."""
    return (2 * total + count) // (2 * count)


def _mismatch(key: AnyKey, response: Response) -> TypeError:
    return TypeError(f"A {type(response).__name__} does not answer a {key.kind} question.")
