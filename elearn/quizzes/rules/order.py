"""The order of questions and options in an attempt: drawn once from a seed, then kept as data.

What stands in the key in its right order (the items of an ordering, the answers of a matching) is shuffled whatever
the quiz says: its order in the file is the answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GroupsKey,
    MatchingKey,
    OrderingKey,
    QuizKey,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    SingleKey,
)
from elearn.core.ids import digest

Lists = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Order:
    """The questions of an attempt, and the order of what each shows, by place.

    A place is a question ("columns"), a part ("closed-road/why"), the answers of a matching ("columns:answers") or
    the options of a gap ("impact-verb:verb").
    """

    questions: tuple[str, ...]
    lists: Lists

    def to_json(self) -> dict[str, Any]:
        """The form in which an attempt keeps it."""
        return {"questions": list(self.questions), "lists": {place: list(ids) for place, ids in self.lists.items()}}

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> "Order":
        """The order that an attempt kept."""
        lists = {place: tuple(ids) for place, ids in value["lists"].items()}
        return Order(tuple(value["questions"]), lists)


def draw_order(key: QuizKey, seed: str, country: str | None = None) -> Order:
    """Choose and arrange the questions of an attempt. The same seed gives the same order.

    Questions about one country are asked only of readers of that country.
    """
    bank = {question.id: question for question in key.questions if question.country in (None, country)}
    bank = bank or {question.id: question for question in key.questions}
    drawn = shuffled(bank, f"{seed} questions")
    chosen = set(drawn if key.draw == "all" else drawn[: key.draw])
    order = drawn if "questions" in key.shuffle else tuple(bank)
    questions = tuple(question for question in order if question in chosen)
    lists: dict[str, tuple[str, ...]] = {}
    for question in questions:
        lists |= draw_lists(bank[question], seed, shuffle="options" in key.shuffle)
    return Order(questions, lists)


def draw_lists(question: AnyKey, seed: str, *, shuffle: bool, place: str = "") -> dict[str, tuple[str, ...]]:
    """The order of everything that one question shows, by place."""
    place = place or question.id

    def arranged(ids: Iterable[str]) -> tuple[str, ...]:
        return shuffled(ids, f"{seed} {place}") if shuffle else tuple(ids)

    match question:
        case ScenarioKey():
            parts: dict[str, tuple[str, ...]] = {}
            for part in question.parts:
                parts |= draw_lists(part, seed, shuffle=shuffle, place=f"{place}/{part.id}")
            return parts
        case SingleKey() | SeveralKey():
            return {place: arranged(question.options)}
        case OrderingKey():
            return {place: _disarranged(question.right, f"{seed} {place}")}
        case MatchingKey():
            answers = dict.fromkeys((*question.right.values(), *question.extra))
            return {place: arranged(question.right), f"{place}:answers": shuffled(answers, f"{seed} {place}:answers")}
        case GroupsKey():
            return {place: arranged(question.right)}
        case GapKey():
            selects = {gap: choice.options for gap, choice in question.gaps.items() if isinstance(choice, SelectGap)}
            return {f"{place}:{gap}": arranged(options) for gap, options in selects.items()}
        case _:
            return {}


def shuffled(ids: Iterable[str], seed: str) -> tuple[str, ...]:
    """Ids in an order that looks like chance and depends only on the seed."""
    return tuple(sorted(ids, key=lambda name: digest(f"{seed} {name}")))


def _disarranged(right: tuple[str, ...], seed: str) -> tuple[str, ...]:
    """Any order but the right one: saving the page as it stands must not be right by chance."""
    drawn = shuffled(right, seed)
    return drawn if drawn != right else (*right[1:], *right[:1])
