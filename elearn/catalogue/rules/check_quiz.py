"""Whether a question is sound: what the schema of `quiz_values.py` cannot say.

`check_key` looks at the key alone; `check_words` compares words with the key: the same ids, and a reason for
everything that a learner can choose.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

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
    QuizKey,
    QuizWords,
    Reasons,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SingleKey,
    TrueFalseKey,
    all_words,
)

Keys = tuple[str | int, ...]
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
TRUE_FALSE = ("true", "false")


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake in a quiz: where (keys of the YAML file), code and parameters."""

    at: Keys
    code: str
    params: Mapping[str, object]


def finding(at: Keys, code: str, **params: object) -> Finding:
    """A Finding; every one names its question or part."""
    return Finding(at, code, params)


# --- the key -------------------------------------------------------------------------------------------------------


def check_key(key: QuizKey) -> Iterator[Finding]:
    """Mistakes of a whole key."""
    yield from _repeated(("questions",), [question.id for question in key.questions])
    if isinstance(key.draw, int) and key.draw > len(key.asked):
        yield finding(("draw",), "draw_too_many", draw=key.draw, questions=len(key.asked))
    if key.purpose == "check" and not key.asked:
        yield finding(("questions",), "all_retired")
    if key.purpose == "practice" and key.draw != "all":
        yield finding(("draw",), "draw_in_practice")
    for index, question in enumerate(key.questions):
        yield from check_question_key(("questions", index), question)


def check_question_key(at: Keys, key: AnyKey) -> Iterator[Finding]:
    """Mistakes of the key of one question."""
    match key:
        case SingleKey():
            yield from _check_choice((*at, "options"), key.options, [key.right], key.id)
        case SeveralKey():
            yield from _check_choice((*at, "options"), key.options, key.right, key.id)
            yield from _repeated((*at, "right"), key.right)
        case OrderingKey():
            yield from _at_least_two((*at, "right"), key.right, key.id)
            yield from _repeated((*at, "right"), key.right)
        case MatchingKey():
            answers = [*dict.fromkeys(key.right.values()), *key.extra]
            yield from _at_least_two((*at, "right"), list(key.right), key.id)
            yield from _repeated((*at, "extra"), answers)
        case GroupsKey():
            yield from _at_least_two((*at, "groups"), key.groups, key.id)
            yield from _at_least_two((*at, "right"), list(key.right), key.id)
            yield from _repeated((*at, "groups"), key.groups)
            yield from _unknown((*at, "right"), key.right.values(), key.groups, key.id)
        case GapKey():
            if not key.gaps:
                yield finding((*at, "gaps"), "no_gaps", question=key.id)
            for gap_id, gap in key.gaps.items():
                if isinstance(gap, SelectGap):
                    yield from _check_choice((*at, "gaps", gap_id), gap.options, [gap.right], key.id)
        case ScenarioKey():
            yield from _repeated((*at, "parts"), [part.id for part in key.parts])
            for index, part in enumerate(key.parts):
                yield from check_question_key((*at, "parts", index), part)


def _check_choice(at: Keys, options: Sequence[str], right: Sequence[str], question: str) -> Iterator[Finding]:
    yield from _at_least_two(at, options, question)
    yield from _repeated(at, options)
    yield from _unknown(at, right, options, question)
    if not right:
        yield finding(at, "nothing_right", question=question)


def _at_least_two(at: Keys, ids: Sequence[str], question: str) -> Iterator[Finding]:
    if len(ids) < 2:
        yield finding(at, "too_few_options", question=question)


def _repeated(at: Keys, ids: Iterable[str]) -> Iterator[Finding]:
    for one, times in Counter(ids).items():
        if times > 1:
            yield finding(at, "repeated_id", id=one)


def _unknown(at: Keys, named: Iterable[str], known: Iterable[str], question: str) -> Iterator[Finding]:
    for one in dict.fromkeys(named):
        if one not in known:
            yield finding(at, "unknown_right", question=question, id=one)


# --- the words -----------------------------------------------------------------------------------------------------


def check_words(key: QuizKey, words: QuizWords) -> Iterator[Finding]:
    """Mistakes of the words of a quiz, compared with its key."""
    known = [question.id for question in key.questions]
    yield from _same_ids(("questions",), known, list(words.questions), "quiz")
    for question in key.questions:
        if question.id in words.questions:
            yield from check_question(("questions", question.id), question, words.questions[question.id])


def check_question(at: Keys, key: AnyKey, words: QuestionWords) -> Iterator[Finding]:
    """Mistakes of the words of one question."""
    if not words.stem.strip():
        yield finding(at, "no_stem", question=key.id)
    used, check = _CHECKS[type(key)]
    given = {one.name for one in fields(words) if any(all_words(getattr(words, one.name)))}
    for name in sorted(given - {"stem", *used}):
        yield finding((*at, name), "words_not_used", question=key.id, field=name)
    yield from check(at, key, words)


def _options(at: Keys, key: SingleKey | SeveralKey, words: QuestionWords) -> Iterator[Finding]:
    yield from _words_of((*at, "options"), key.options, words.options, key.id)


def _true_false(at: Keys, key: TrueFalseKey, words: QuestionWords) -> Iterator[Finding]:
    yield from _words_of((*at, "options"), TRUE_FALSE, words.options, key.id, with_text=False)


def _number(at: Keys, key: NumberKey, words: QuestionWords) -> Iterator[Finding]:
    yield from _both_reasons(at, words.reasons, key.id)


def _ordering(at: Keys, key: OrderingKey, words: QuestionWords) -> Iterator[Finding]:
    yield from _words_of((*at, "items"), key.right, words.items, key.id)


def _matching(at: Keys, key: MatchingKey, words: QuestionWords) -> Iterator[Finding]:
    yield from _words_of((*at, "items"), list(key.right), words.items, key.id)
    answers = list(dict.fromkeys([*key.right.values(), *key.extra]))
    yield from _texts_of((*at, "answers"), answers, words.answers, key.id)


def _groups(at: Keys, key: GroupsKey, words: QuestionWords) -> Iterator[Finding]:
    yield from _words_of((*at, "items"), list(key.right), words.items, key.id)
    yield from _texts_of((*at, "groups"), key.groups, words.groups, key.id)


def _gap(at: Keys, key: GapKey, words: QuestionWords) -> Iterator[Finding]:
    places = PLACEHOLDER.findall(words.text)
    if sorted(places) != sorted(key.gaps):
        expected = ", ".join(f"{{{gap}}}" for gap in key.gaps)
        yield finding((*at, "text"), "gaps_differ", question=key.id, expected=expected)
    yield from _same_ids((*at, "gaps"), list(key.gaps), list(words.gaps), key.id)
    for gap_id, gap in key.gaps.items():
        if gap_id in words.gaps:
            yield from _one_gap((*at, "gaps", gap_id), gap, words.gaps[gap_id], key.id)


def _one_gap(at: Keys, gap: object, words: GapWords, question: str) -> Iterator[Finding]:
    if isinstance(gap, SelectGap):
        yield from _words_of((*at, "options"), gap.options, words.options, question)
        if words.accepted:
            yield finding((*at, "accepted"), "words_not_used", question=question, field="accepted")
        return
    if not any(word.strip() for word in words.accepted):
        yield finding(at, "no_accepted_words", question=question)
    if words.options:
        yield finding((*at, "options"), "words_not_used", question=question, field="options")
    yield from _both_reasons(at, words.reasons, question)


def _short_text(at: Keys, key: ShortTextKey, words: QuestionWords) -> Iterator[Finding]:
    if not words.model.strip() or not words.criteria:
        yield finding(at, "no_model", question=key.id)
    if not words.reason.strip():
        yield finding(at, "no_reason", question=key.id, id="reason")


def _scenario(at: Keys, key: ScenarioKey, words: QuestionWords) -> Iterator[Finding]:
    yield from _same_ids((*at, "parts"), [part.id for part in key.parts], list(words.parts), key.id)
    for part in key.parts:
        if part.id in words.parts:
            yield from check_question((*at, "parts", part.id), part, words.parts[part.id])


def _words_of(
    at: Keys, ids: Sequence[str], words: Mapping[str, OptionWords], question: str, *, with_text: bool = True
) -> Iterator[Finding]:
    """Every id has a text (where one is shown) and a reason, and there are no others."""
    yield from _same_ids(at, ids, list(words), question)
    for one in ids:
        if one not in words:
            continue
        if with_text and not words[one].text.strip():
            yield finding((*at, one), "no_text", question=question, id=one)
        if not words[one].reason.strip():
            yield finding((*at, one), "no_reason", question=question, id=one)


def _texts_of(at: Keys, ids: Sequence[str], texts: Mapping[str, str], question: str) -> Iterator[Finding]:
    yield from _same_ids(at, ids, list(texts), question)
    for one in ids:
        if one in texts and not texts[one].strip():
            yield finding((*at, one), "no_text", question=question, id=one)


def _both_reasons(at: Keys, reasons: Reasons, question: str) -> Iterator[Finding]:
    for name in ("right", "wrong"):
        if not getattr(reasons, name).strip():
            yield finding((*at, "reasons"), "no_reason", question=question, id=name)


def _same_ids(at: Keys, expected: Sequence[str], found: Sequence[str], question: str) -> Iterator[Finding]:
    for one in expected:
        if one not in found:
            yield finding(at, "words_missing", question=question, id=one)
    for one in found:
        if one not in expected:
            yield finding((*at, one), "words_unknown", question=question, id=one)


#: For each kind: the fields of the words that it uses, and the check.
_CHECKS: dict[type, tuple[frozenset[str], Callable[..., Iterator[Finding]]]] = {
    SingleKey: (frozenset({"options"}), _options),
    SeveralKey: (frozenset({"options"}), _options),
    TrueFalseKey: (frozenset({"options"}), _true_false),
    NumberKey: (frozenset({"unit", "reasons"}), _number),
    OrderingKey: (frozenset({"items"}), _ordering),
    MatchingKey: (frozenset({"items", "answers"}), _matching),
    GroupsKey: (frozenset({"items", "groups"}), _groups),
    GapKey: (frozenset({"text", "gaps"}), _gap),
    ShortTextKey: (frozenset({"model", "criteria", "reason"}), _short_text),
    ScenarioKey: (frozenset({"parts"}), _scenario),
}
