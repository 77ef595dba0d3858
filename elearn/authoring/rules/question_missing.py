"""What a question still lacks, beside the field where the author mends it. The rules are those of `check_quiz.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from elearn.authoring.rules.question_reading import Question
from elearn.catalogue.rules.check_quiz import Finding, check_question, check_question_key
from elearn.catalogue.rules.quiz_values import AnyKey, MatchingKey, ScenarioKey

#: What rows are called in the files (plural) and in the form.
ROWS = {"options": "option", "items": "item", "groups": "group"}


@dataclass(frozen=True)
class Missing:
    """Something that a field lacks. `row` is "option", "item" ... and `number` its place (from 1) in a list."""

    name: str
    code: str
    row: str = ""
    number: int = 0
    params: Mapping[str, object] = field(default_factory=dict)


def missing(question: Question) -> tuple[Missing, ...]:
    """What the question lacks before it can be published, each field once, in the order of the rules."""
    key = question.key
    found = [*check_question_key((), key), *check_question((), key, question.words)]
    by_field: dict[str, Missing] = {}
    for one in found:
        place = _place(one, key)
        by_field.setdefault(place.name, place)
    return tuple(by_field.values())


def _place(finding: Finding, key: AnyKey) -> Missing:
    at, prefix = list(finding.at), ""
    if at[:1] == ["parts"] and isinstance(key, ScenarioKey) and len(at) > 1:
        names = [part.id for part in key.parts]
        name = names[at[1]] if isinstance(at[1], int) else at[1]
        prefix, at = f"part.{name}.", at[2:]
        key = next((part for part in key.parts if part.id == name), key)
    if at[:1] == ["gaps"] and len(at) > 1:
        prefix, at = f"{prefix}gap.{at[1]}.", at[2:]
        if not at and finding.code in ("too_few_options", "nothing_right", "repeated_id", "unknown_right"):
            at = ["options"]
        if not at:
            return Missing(f"{prefix}accepted", finding.code, params=finding.params)
    return _simple(finding, prefix, [str(one) for one in at], key)


def _simple(finding: Finding, prefix: str, at: Sequence[str], key: AnyKey) -> Missing:
    code, params, named = finding.code, finding.params, str(finding.params.get("id", ""))
    if not at:
        names = {"no_model": "model", "no_reason": "reason", "no_gaps": "text"}
        return Missing(prefix + names.get(code, "stem"), code, params=params)
    if at[0] == "reasons":
        return Missing(f"{prefix}reason-{named}", code, params=params)
    if at[0] == "answers":
        return _answer(finding, prefix, named, key)
    if at[0] in ROWS and len(at) > 1:
        row = ROWS[at[0]]
        part = "reason" if code == "no_reason" else "text"
        return Missing(f"{prefix}{row}.{at[1]}.{part}", code, row, _number(key, at[0], prefix, at[1]), params)
    if at[0] in ("text", "gaps"):
        return Missing(f"{prefix}text", code, params=params)
    if code == "nothing_right":
        return Missing(f"{prefix}right", code, params=params)
    row = ROWS.get(at[0], "item")
    return Missing(f"{prefix}{row}", code, row, params=params)


def _answer(finding: Finding, prefix: str, answer: str, key: AnyKey) -> Missing:
    """An answer of a matching has its words beside the item that it belongs to."""
    if isinstance(key, MatchingKey):
        for number, (item, own) in enumerate(key.right.items(), 1):
            if own == answer:
                return Missing(f"{prefix}item.{item}.answer-text", finding.code, "answer", number, finding.params)
        if answer in key.extra:
            number = key.extra.index(answer) + 1
            return Missing(f"{prefix}extra.{answer}.text", finding.code, "extra", number, finding.params)
    return Missing(f"{prefix}item", finding.code, "item", params=finding.params)


def _number(key: AnyKey, name: str, prefix: str, row: str) -> int:
    """Which row it is, counted as the page shows them."""
    if ".gap." in f".{prefix}":
        gaps: Mapping[str, object] = getattr(key, "gaps", {})
        ids = getattr(gaps.get(prefix.rsplit("gap.", maxsplit=1)[-1].rstrip(".")), "options", ())
    elif name == "options":
        ids = getattr(key, "options", ("true", "false"))
    else:
        ids = tuple(getattr(key, "groups" if name == "groups" else "right", ()))
    return list(ids).index(row) + 1 if row in ids else 0
