"""Two versions of a quiz, question by question: whose right answer changed, and whose words only.

What counts as the right answer is everything that marks an answer: the key, and the words that are accepted in a gap.
An option more, another weight or another country change how a question is asked, not how an old answer is marked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from elearn.authoring.rules.block_changes import FieldChange, field_changes
from elearn.catalogue.rules.quiz_values import (
    AnyKey,
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    QuestionWords,
    Quiz,
    QuizKey,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    SingleKey,
    TrueFalseKey,
)
from elearn.quizzes.rules.asked import words_of
from elearn.quizzes.rules.marking import same_words


class Turn(StrEnum):
    """What happened to a question."""

    ADDED = "added"
    RETIRED = "retired"
    RIGHT = "right"  # another answer is right
    ASKED = "asked"  # options, marks or country: asked differently, old answers are marked as before
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """What happened to one question. `languages` are those whose words changed; `words` compares the source's."""

    quiz: str
    purpose: str
    question: str
    turn: Turn
    stem: str
    words: tuple[FieldChange, ...] = ()
    languages: tuple[str, ...] = ()


def question_changes(before: Quiz | None, after: Quiz | None) -> tuple[QuestionChange, ...]:
    """What changed in a quiz; None where there was or is none."""
    return tuple(_changes(before, after))


def settings_changes(before: Quiz, after: Quiz) -> tuple[FieldChange, ...]:
    """What changed in how a quiz is held: attempts, pass mark, draw, order, what is revealed."""
    return field_changes(_settings(before.key), _settings(after.key))


def _settings(key: QuizKey) -> dict[str, str]:
    pass_mark = "none" if key.pass_mark is None else str(key.pass_mark)
    return {
        "purpose": key.purpose,
        "attempts": str(key.attempts),
        "pass_mark": pass_mark,
        "shuffle": ", ".join(key.shuffle),
        "draw": str(key.draw),
        "reveal": key.reveal,
        "order": ", ".join(question.id for question in key.questions),
    }


def _changes(before: Quiz | None, after: Quiz | None) -> Iterator[QuestionChange]:
    old = before.questions if before else {}
    for question in after.questions if after else ():
        assert after is not None  # noqa: S101 - it has questions
        if before is None or question not in old:
            yield _change(after, question, Turn.ADDED, None)
            continue
        turn = _turn(before, after, question)
        if turn is not None:
            yield _change(after, question, turn, before)
    for question in old:
        if before is not None and (after is None or question not in after.questions):
            yield _change(before, question, Turn.RETIRED, None)


def _turn(before: Quiz, after: Quiz, question: str) -> Turn | None:
    old, new = before.questions[question], after.questions[question]
    both = tuple(language for language in before.by_language if language in after.by_language)
    if _right_answer(before, question, both) != _right_answer(after, question, both):
        return Turn.RIGHT
    if old != new:
        return Turn.ASKED
    return Turn.WORDING if _reworded(before, after, question) else None


def _change(quiz: Quiz, question: str, turn: Turn, before: Quiz | None) -> QuestionChange:
    words = words_of(quiz, question, quiz.source)[1]
    return QuestionChange(
        quiz.id,
        quiz.key.purpose,
        question,
        turn,
        words.stem,
        _words_changed(before, quiz, question) if before else (),
        _reworded(before, quiz, question) if before else (),
    )


def _words_changed(before: Quiz, after: Quiz, question: str) -> tuple[FieldChange, ...]:
    """What a question says, in the source language: the right answer first, then everything else."""
    said = []
    for quiz in (before, after):
        words = words_of(quiz, question, quiz.source)[1]
        said.append({"right_answer": right_words(quiz.questions[question], words), **_said(words)})
    return field_changes(*said)


def right_words(key: AnyKey, words: QuestionWords) -> str:
    """The right answer as a trainer reads it. The two sides of a statement are a tick and a cross."""
    match key:
        case SingleKey():
            return words.options[key.right].text
        case SeveralKey():
            return "; ".join(words.options[one].text for one in key.options if one in key.right)
        case TrueFalseKey():
            return "✓" if key.right else "✗"
        case NumberKey():
            return f"{key.right:g} ± {key.tolerance:g}" if key.tolerance else f"{key.right:g}"
        case OrderingKey():
            return " → ".join(words.items[one].text for one in key.right)
        case MatchingKey():
            return "; ".join(f"{words.items[one].text} – {words.answers[other]}" for one, other in key.right.items())
        case GroupsKey():
            return "; ".join(f"{words.items[one].text} – {words.groups[other]}" for one, other in key.right.items())
        case GapKey():
            return "; ".join(
                words.gaps[gap].options[choice.right].text
                if isinstance(choice, SelectGap)
                else ", ".join(words.gaps[gap].accepted)
                for gap, choice in key.gaps.items()
            )
        case ScenarioKey():
            return " | ".join(right_words(part, words.parts[part.id]) for part in key.parts)
    return ""


def _right_answer(quiz: Quiz, question: str, languages: tuple[str, ...]) -> object:
    """All that marks an answer to a question, as a value that is equal where answers are marked alike."""
    words = {language: words_of(quiz, question, language)[1] for language in languages}
    return _right(quiz.questions[question], words)


def _right(key: AnyKey, words: Mapping[str, QuestionWords]) -> object:
    match key:
        case SingleKey() | TrueFalseKey():
            return key.kind, key.right
        case SeveralKey():
            return key.kind, frozenset(key.right)
        case NumberKey():
            return key.kind, key.right, key.tolerance
        case OrderingKey():
            return key.kind, key.right
        case MatchingKey() | GroupsKey():
            return key.kind, frozenset(key.right.items())
        case GapKey():
            return key.kind, frozenset((gap, _right_in_gap(key, gap, words)) for gap in key.gaps)
        case ScenarioKey():
            parts = {part.id: {name: one.parts[part.id] for name, one in words.items()} for part in key.parts}
            return key.kind, {part.id: _right(part, parts[part.id]) for part in key.parts}
    return key.kind


def _right_in_gap(key: GapKey, gap: str, words: Mapping[str, QuestionWords]) -> object:
    choice = key.gaps[gap]
    if isinstance(choice, SelectGap):
        return choice.right
    accepted = {name: {same_words(word) for word in one.gaps[gap].accepted} for name, one in words.items()}
    return tuple((language, tuple(sorted(accepted[language]))) for language in sorted(accepted))


def _reworded(before: Quiz, after: Quiz, question: str) -> tuple[str, ...]:
    """The languages in which the words of a question are others now."""
    return tuple(
        language
        for language, rendering in after.by_language.items()
        if language in before.by_language
        and rendering.words.questions.get(question) != before.by_language[language].words.questions.get(question)
    )


def _said(words: QuestionWords, prefix: str = "") -> dict[str, str]:
    """Everything that a question says, by name."""
    found = {"stem": words.stem, "text": words.text, "unit": words.unit, "model": words.model, "reason": words.reason}
    found |= {f"criteria.{number}": text for number, text in enumerate(words.criteria, 1)}
    found |= {"reasons.right": words.reasons.right, "reasons.wrong": words.reasons.wrong}
    for group, entries in (("options", words.options), ("items", words.items)):
        for name, option in entries.items():
            found |= {f"{group}.{name}": option.text, f"{group}.{name}.reason": option.reason}
    for group, texts in (("answers", words.answers), ("groups", words.groups)):
        found |= {f"{group}.{name}": text for name, text in texts.items()}
    for gap, one in words.gaps.items():
        found |= {f"gaps.{gap}.{name}": option.text for name, option in one.options.items()}
        found |= {f"gaps.{gap}.accepted": ", ".join(one.accepted)}
    said = {f"{prefix}{name}": text for name, text in found.items() if text}
    for part, inner in words.parts.items():
        said |= _said(inner, f"{prefix}{part}: ")
    return said
