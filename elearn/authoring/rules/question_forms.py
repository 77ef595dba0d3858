"""A question as the fields of its form. `question_reading.py` goes the other way round."""

from collections.abc import Mapping
from decimal import Decimal

from elearn.authoring.rules.question_fields import LIST, TYPED, joined
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
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SimpleKey,
    SingleKey,
    TextGap,
    TrueFalseKey,
    all_words,
)
from elearn.core.numbers import Doubtful, read_number

Form = dict[str, list[str]]
TAG_SEPARATOR = ", "


def fields_of(key: AnyKey, words: QuestionWords, point: str = ".") -> Form:
    """The fields that show a question; `point` is the decimal sign of the author's language.

    A question that nobody has written yet shows no right answer: an author must not overlook it.
    """
    if not isinstance(key, ScenarioKey):
        return _simple(key, words, "", point)
    form = {**_shared(key, words, ""), "part": [part.id for part in key.parts]}
    for part in key.parts:
        form |= _simple(part, words.parts.get(part.id, QuestionWords("")), f"part.{part.id}.", point)
    return form


def is_unwritten(words: QuestionWords) -> bool:
    """Whether nobody has written a word of it."""
    return not any(all_words(words))


def number_text(value: float, point: str = ".") -> str:
    """A number as nobody doubts it: "1.2340", for "1.234" could be a thousand."""
    text = f"{Decimal(str(value)).normalize():f}"
    return (f"{text}0" if isinstance(read_number(text), Doubtful) else text).replace(".", point)


def _shared(key: AnyKey, words: QuestionWords, prefix: str) -> Form:
    form = {
        "kind": key.kind,
        "stem": words.stem,
        "marks": str(key.marks),
        "country": key.country or "",
        "tags": TAG_SEPARATOR.join(key.tags),
    }
    return {prefix + name: [value] for name, value in form.items()}


def _simple(key: SimpleKey, words: QuestionWords, prefix: str, point: str) -> Form:
    own = _of_kind(key, words, point)
    if is_unwritten(words):
        hidden = ("right", "tolerance", "group")
        own = {name: value for name, value in own.items() if name.rpartition(".")[2] not in hidden}
    return {**_shared(key, words, prefix), **{prefix + name: value for name, value in own.items()}}


def _of_kind(key: SimpleKey, words: QuestionWords, point: str) -> Form:
    match key:
        case SingleKey():
            return {**_rows("option", key.options, words.options), "right": [key.right]}
        case SeveralKey():
            return {**_rows("option", key.options, words.options), "right": list(key.right)}
        case TrueFalseKey():
            right = "true" if key.right else "false"
            return {**_rows("option", ("true", "false"), words.options), "right": [right]}
        case NumberKey():
            numbers = {"right": [number_text(key.right, point)], "tolerance": [number_text(key.tolerance, point)]}
            return {**numbers, "unit": [words.unit], **_reasons(words.reasons)}
        case OrderingKey():
            return _rows("item", key.right, words.items)
        case MatchingKey():
            return _matching(key, words)
        case GapKey():
            return _gaps(key, words)
        case GroupsKey():
            chosen = {f"item.{item}.group": [group] for item, group in key.right.items()}
            return {
                **_rows("item", tuple(key.right), words.items),
                **chosen,
                **_texts("group", key.groups, words.groups),
            }
        case ShortTextKey():
            return {"model": [words.model], "criteria": [joined(words.criteria)], "reason": [words.reason]}


def _rows(name: str, ids: tuple[str, ...], words: Mapping[str, OptionWords]) -> Form:
    form = {name: list(ids)}
    for one in ids:
        option = words.get(one, OptionWords())
        form |= {f"{name}.{one}.text": [option.text], f"{name}.{one}.reason": [option.reason]}
    return form


def _texts(name: str, ids: tuple[str, ...], texts: Mapping[str, str]) -> Form:
    return {name: list(ids), **{f"{name}.{one}.text": [texts.get(one, "")] for one in ids}}


def _reasons(reasons: Reasons) -> Form:
    return {"reason-right": [reasons.right], "reason-wrong": [reasons.wrong]}


def _matching(key: MatchingKey, words: QuestionWords) -> Form:
    form = {**_rows("item", tuple(key.right), words.items), **_texts("extra", key.extra, words.answers)}
    for item, answer in key.right.items():
        form |= {f"item.{item}.answer": [answer], f"item.{item}.answer-text": [words.answers.get(answer, "")]}
    return form


def _gaps(key: GapKey, words: QuestionWords) -> Form:
    form: Form = {"text": [words.text], "gap": list(key.gaps)}
    for gap, own in key.gaps.items():
        form |= {f"gap.{gap}.{name}": value for name, value in _gap(own, words.gaps.get(gap, GapWords())).items()}
    return form


def _gap(key: SelectGap | TextGap, words: GapWords) -> Form:
    if isinstance(key, SelectGap):
        return {"kind": [LIST], **_rows("option", key.options, words.options), "right": [key.right]}
    return {"kind": [TYPED], "accepted": [joined(words.accepted)], **_reasons(words.reasons)}
