"""A question as it is put to a person: words and field names. It cannot tell the answer, for it does not hold it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GroupsKey,
    MatchingKey,
    OrderingKey,
    QuestionWords,
    Quiz,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    SimpleKey,
    SingleKey,
    TrueFalseKey,
)
from elearn.quizzes.rules.fields import ANSWER, Fields
from elearn.quizzes.rules.moving import in_typed_order, moved
from elearn.quizzes.rules.order import Lists

_GAP = re.compile(r"\{([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Option:
    """Something to choose."""

    id: str
    text: str


@dataclass(frozen=True)
class Row:
    """A line with a field of its own: an item, a place or a gap. Without options it is typed into."""

    id: str
    field: str
    text: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question, or a part of a scenario, ready to be shown. `language` is the one of its words."""

    id: str
    kind: str
    language: str
    prefix: str
    stem: str
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    pieces: tuple[str | Row, ...] = ()  # of a sentence with gaps, in reading order
    unit: str = ""
    parts: tuple["Asked", ...] = ()

    @property
    def field(self) -> str:
        """The name of the field where there is only one."""
        return self.prefix + ANSWER


def words_of(quiz: Quiz, question: str, language: str) -> tuple[str, QuestionWords]:
    """(language, words) of a question for a reader of `language`: that language, else the source."""
    chosen = quiz.choose(language)
    if question not in chosen.words.questions:
        chosen = quiz.by_language[quiz.source]
    return chosen.language, chosen.words.questions[question]


def ask(quiz: Quiz, question: str, language: str, lists: Lists, fields: Fields | None = None) -> Asked:
    """A question for a reader of `language`, in the order that was drawn. `fields`: what is typed already."""
    spoken, words = words_of(quiz, question, language)
    key = quiz.questions[question]
    typed = fields or {}
    if not isinstance(key, ScenarioKey):
        return _simple(key, words, lists, key.id, typed, spoken, "")
    parts = (
        _simple(part, words.parts[part.id], lists, f"{key.id}/{part.id}", typed, spoken, f"{part.id}.")
        for part in key.parts
    )
    return Asked(key.id, key.kind, spoken, "", words.stem, parts=tuple(parts))


def move_line(key: AnyKey, lists: Lists, fields: Fields, move: str) -> Fields:
    """The fields after somebody pressed "up" or "down" beside a line of an ordering."""
    if isinstance(key, ScenarioKey):
        for part in key.parts:
            if isinstance(part, OrderingKey):
                fields = moved(lists[f"{key.id}/{part.id}"], fields, f"{part.id}.", move)
    elif isinstance(key, OrderingKey):
        fields = moved(lists[key.id], fields, "", move)
    return fields


def _simple(
    key: SimpleKey, words: QuestionWords, lists: Lists, place: str, typed: Fields, language: str, prefix: str
) -> Asked:
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    pieces: tuple[str | Row, ...] = ()
    match key:
        case SingleKey() | SeveralKey():
            options = _options(lists[place], {name: option.text for name, option in words.options.items()})
        case TrueFalseKey():
            options = tuple(Option(name, words.options[name].text) for name in ("true", "false"))
        case OrderingKey():
            items = in_typed_order(lists[place], typed, prefix)
            numbers = tuple(Option(str(number), str(number)) for number in range(1, len(items) + 1))
            rows = tuple(Row(item, f"{prefix}place-{item}", words.items[item].text, numbers) for item in items)
        case MatchingKey():
            rows = _rows(lists[place], words, prefix, _options(lists[f"{place}:answers"], words.answers))
        case GroupsKey():
            rows = _rows(lists[place], words, prefix, _options(key.groups, words.groups))
        case GapKey():
            pieces = _pieces(key, words, lists, place, prefix)
        case _:
            pass
    return Asked(key.id, key.kind, language, prefix, words.stem, options, rows, pieces, words.unit)


def _options(ids: Iterable[str], texts: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(name, texts[name]) for name in ids)


def _rows(ids: Iterable[str], words: QuestionWords, prefix: str, options: tuple[Option, ...]) -> tuple[Row, ...]:
    return tuple(Row(item, f"{prefix}row-{item}", words.items[item].text, options) for item in ids)


def _pieces(key: GapKey, words: QuestionWords, lists: Lists, place: str, prefix: str) -> tuple[str | Row, ...]:
    pieces: list[str | Row] = []
    for number, piece in enumerate(_GAP.split(words.text)):
        is_gap = number % 2 == 1
        if not is_gap:
            pieces.append(piece)
            continue
        options: tuple[Option, ...] = ()
        if isinstance(key.gaps[piece], SelectGap):
            texts = {name: option.text for name, option in words.gaps[piece].options.items()}
            options = _options(lists[f"{place}:{piece}"], texts)
        pieces.append(Row(piece, f"{prefix}row-{piece}", str((number + 1) // 2), options))
    return tuple(pieces)
