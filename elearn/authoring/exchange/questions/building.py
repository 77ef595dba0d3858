"""Makes keys and words of what a reader found. Ids of the other program are kept where they can be ours.

LeftOutError says that a question cannot be one of ours; the reader notes it and goes on.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from string import ascii_lowercase

from elearn.authoring.exchange.questions.values import MOST_CHOICES
from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GapWords,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OptionWords,
    OrderingKey,
    QuestionWords,
    Reasons,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SingleKey,
    TextGap,
    TrueFalseKey,
)

Pair = tuple[AnyKey, QuestionWords]
NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
LONGEST_ID, LONGEST_NUMBER = 40, 24
PLACE = re.compile("\ue000(\\d+)\ue001")
FALLBACK = "question"
NO_REASONS = Reasons()


class LeftOutError(ValueError):
    """Why a question cannot be taken: a code as in `Note`, and its parameters."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Choice:
    """An option or item as found. `id` is a proposal."""

    text: str
    reason: str = ""
    is_right: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap as found: choices to take one of, or words that are accepted."""

    choices: tuple[Choice, ...] = ()
    accepted: tuple[str, ...] = ()
    reasons: Reasons = NO_REASONS
    id: str = ""


def place(number: int) -> str:
    """The mark of a gap within a text, until the gap has its id."""
    return f"\ue000{number}\ue001"


def slug(text: str) -> str:
    """A text as an id, or "" where nothing is left."""
    return NOT_IN_IDS.sub("-", text.lower()).strip("-")[:LONGEST_ID].strip("-")


def question_id(text: str) -> str:
    """The id that a question carries on its way. It begins with a letter."""
    made = slug(text)
    return made if made[:1].isalpha() else f"q-{made}" if made else FALLBACK


def names(proposed: Sequence[str], start: str = "") -> list[str]:
    """Ids for choices: the proposed ones, or letters where one is missing or comes twice."""
    made = [slug(one) for one in proposed]
    if all(made) and len(set(made)) == len(made):
        return made
    letters = len(ascii_lowercase)
    rounds = ((number // letters, ascii_lowercase[number % letters]) for number in range(len(made)))
    return [f"{start}{letter}{turn + 1 if turn else ''}" for turn, letter in rounds]


def _refuse_number(choices: Sequence[object], least: int = 2) -> None:
    if len(choices) < least:
        raise LeftOutError("too_few_choices")
    if len(choices) > MOST_CHOICES:
        raise LeftOutError("too_many_choices", most=str(MOST_CHOICES))


def choice_question(own_id: str, stem: str, choices: Sequence[Choice], *, is_several: bool) -> Pair:
    """One or several right options."""
    _refuse_number(choices)
    ids = names([choice.id for choice in choices])
    right = tuple(one for one, choice in zip(ids, choices, strict=True) if choice.is_right)
    if not right:
        raise LeftOutError("nothing_right")
    words = QuestionWords(stem, options=_worded(ids, choices))
    if is_several:
        return SeveralKey(id=own_id, kind="several", options=tuple(ids), right=right), words
    return SingleKey(id=own_id, kind="single", options=tuple(ids), right=right[0]), words


def _worded(ids: Iterable[str], choices: Iterable[Choice]) -> dict[str, OptionWords]:
    return {one: OptionWords(choice.text, choice.reason) for one, choice in zip(ids, choices, strict=True)}


def true_false(own_id: str, stem: str, *, right: bool, reasons: tuple[str, str] = ("", "")) -> Pair:
    """A statement. `reasons` are for the answers "true" and "false"."""
    words = {"true": OptionWords(reason=reasons[0]), "false": OptionWords(reason=reasons[1])}
    return TrueFalseKey(id=own_id, kind="true_false", right=right), QuestionWords(stem, options=words)


def number(own_id: str, stem: str, right: float, tolerance: float, reasons: Reasons, unit: str = "") -> Pair:
    """A number within a tolerance."""
    key = NumberKey(id=own_id, kind="number", right=right, tolerance=tolerance)
    return key, QuestionWords(stem, unit=unit, reasons=reasons)


def figure(text: str) -> float:
    """A number as programs write it, with a point or a comma. LeftOutError: no_number."""
    try:
        value = Decimal(text.strip().replace(",", ".")) if len(text.strip()) <= LONGEST_NUMBER else Decimal("nan")
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise LeftOutError("no_number", text=text.strip()[:40])
    return float(value)


def ordering(own_id: str, stem: str, items: Sequence[Choice]) -> Pair:
    """Items in their right order."""
    _refuse_number(items)
    ids = names([item.id for item in items])
    return OrderingKey(id=own_id, kind="ordering", right=tuple(ids)), QuestionWords(stem, items=_worded(ids, items))


def matching(
    own_id: str, stem: str, items: Sequence[Choice], answers: Sequence[Choice], right: Sequence[int], *, is_groups: bool
) -> Pair:
    """Items, and for each the index of the answer that belongs to it. Answers that nothing belongs to are extra."""
    _refuse_number(items)
    _refuse_number(answers, 2 if is_groups else 1)
    item_ids = names([item.id for item in items])
    answer_ids = names([answer.id for answer in answers], "group-" if is_groups else "answer-")
    belongs = {item: answer_ids[index] for item, index in zip(item_ids, right, strict=True)}
    texts = {one: answer.text for one, answer in zip(answer_ids, answers, strict=True)}
    worded = _worded(item_ids, items)
    if is_groups:
        key = GroupsKey(id=own_id, kind="groups", groups=tuple(answer_ids), right=belongs)
        return key, QuestionWords(stem, items=worded, groups=texts)
    extra = tuple(one for one in answer_ids if one not in belongs.values())
    return MatchingKey(id=own_id, kind="matching", right=belongs, extra=extra), QuestionWords(
        stem, items=worded, answers=texts
    )


def gap_question(own_id: str, stem: str, text: str, gaps: Sequence[Gap]) -> Pair:
    """A sentence with gaps, marked in it by `place`."""
    _refuse_number(gaps, 1)
    ids = names([gap.id for gap in gaps], "gap-")
    keys: dict[str, SelectGap | TextGap] = {}
    words: dict[str, GapWords] = {}
    for own, gap in zip(ids, gaps, strict=True):
        keys[own], words[own] = _one_gap(gap)
    safe = text.replace("{", "&#123;").replace("}", "&#125;")
    placed = PLACE.sub(lambda found: f"{{{ids[int(found[1])]}}}" if int(found[1]) < len(ids) else "", safe)
    return GapKey(id=own_id, kind="gap", gaps=keys), QuestionWords(stem, text=placed, gaps=words)


def _one_gap(gap: Gap) -> tuple[SelectGap | TextGap, GapWords]:
    if not gap.choices:
        accepted = tuple(dict.fromkeys(word for word in gap.accepted if word.strip()))
        if not accepted:
            raise LeftOutError("nothing_accepted")
        return TextGap(accepted=True), GapWords(accepted=accepted, reasons=gap.reasons)
    _refuse_number(gap.choices)
    ids = names([choice.id for choice in gap.choices])
    right = next((one for one, choice in zip(ids, gap.choices, strict=True) if choice.is_right), None)
    if right is None:
        raise LeftOutError("nothing_right")
    return SelectGap(options=tuple(ids), right=right), GapWords(options=_worded(ids, gap.choices))


def short_text(own_id: str, stem: str, model: str = "", criteria: Sequence[str] = (), reason: str = "") -> Pair:
    """A free answer."""
    words = QuestionWords(stem, model=model, criteria=tuple(criteria), reason=reason)
    return ShortTextKey(id=own_id, kind="short_text"), words


def with_marks(pair: Pair, marks: int) -> Pair:
    """The question with other marks."""
    return pair[0].model_copy(update={"marks": marks}), pair[1]


#: What stands above a sentence with gaps where the other program has only the sentence.
COMPLETE: Mapping[str, str] = {
    "it": "Completa la frase.",
    "en": "Complete the sentence.",
    "es": "Completa la frase.",
    "fr": "Complétez la phrase.",
    "de": "Ergänzen Sie den Satz.",
}
TRUE_FALSE: Mapping[str, tuple[str, str]] = {
    "it": ("Vero", "Falso"),
    "en": ("True", "False"),
    "es": ("Verdadero", "Falso"),
    "fr": ("Vrai", "Faux"),
    "de": ("Richtig", "Falsch"),
}
_TRUE = frozenset(pair[0].lower() for pair in TRUE_FALSE.values()) | {"t", "yes", "wahr"}
_FALSE = frozenset(pair[1].lower() for pair in TRUE_FALSE.values()) | {"f", "no"}


def is_statement(texts: Sequence[str]) -> bool:
    """Whether two options are "true" and "false", in this order, in one of our languages."""
    spoken = [text.strip(" .!").lower() for text in texts]
    return len(spoken) == 2 and spoken[0] in _TRUE - {"t", "yes"} and spoken[1] in _FALSE - {"f", "no"}
