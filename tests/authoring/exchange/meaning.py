"""What a question says, without its ids: to compare a question with what came back from a foreign file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from elearn.authoring.exchange.questions.reasons import with_reasons
from elearn.authoring.exchange.questions.values import ForeignQuestion
from elearn.catalogue.rules.check_quiz import PLACEHOLDER
from elearn.catalogue.rules.compile_quiz import read_key
from elearn.catalogue.rules.quiz_values import (
    GapKey,
    GroupsKey,
    MatchingKey,
    NumberKey,
    OptionWords,
    OrderingKey,
    QuestionWords,
    QuizWords,
    ScenarioKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SingleKey,
    TrueFalseKey,
)
from elearn.catalogue.rules.yaml_files import read_model

CONTENT = Path("content/modules")


def shipped(language: str = "it") -> Iterator[ForeignQuestion]:
    """All questions that ship, with the words of one language."""
    for file in sorted(CONTENT.glob("*/quizzes/*/quiz.yml")):
        key, _problems = read_key(str(file), file.read_text())
        words, _more = read_model(QuizWords, (file.parent / f"{language}.yml").read_text(), "")
        assert key
        assert words
        for question in key.questions:
            yield ForeignQuestion(question, {language: words.questions[question.id]})


def without_reasons(question: ForeignQuestion) -> ForeignQuestion:
    """A question that lost its reasons on the way."""
    words = {name: with_reasons(question.key, one, lambda _reason: "") for name, one in question.words.items()}
    return replace(question, words=words)


def meaning(question: ForeignQuestion, language: str = "it") -> object:
    """The question as plain values."""
    return _meaning(question.key, question.words[language])


def _meaning(key: object, words: QuestionWords) -> object:
    match key:
        case SingleKey() | SeveralKey():
            right = (key.right,) if isinstance(key, SingleKey) else key.right
            return key.kind, words.stem, _options(key.options, right, words.options)
        case TrueFalseKey():
            return key.kind, words.stem, key.right, words.options["true"], words.options["false"]
        case NumberKey():
            return key.kind, words.stem, key.right, key.tolerance, words.unit, words.reasons
        case OrderingKey():
            return key.kind, words.stem, [words.items[one] for one in key.right]
        case MatchingKey():
            pairs = [(words.items[item], words.answers[answer]) for item, answer in key.right.items()]
            return key.kind, words.stem, pairs, sorted(words.answers[one] for one in key.extra)
        case GroupsKey():
            pairs = [(words.items[item], words.groups[group]) for item, group in key.right.items()]
            return key.kind, words.stem, pairs, sorted(words.groups[one] for one in key.groups)
        case GapKey():
            order = PLACEHOLDER.findall(words.text)
            text = PLACEHOLDER.sub("{}", words.text)
            return key.kind, words.stem, text, [_gap(key.gaps[one], words.gaps[one]) for one in order]
        case ShortTextKey():
            return key.kind, words.stem, words.model, words.criteria, words.reason
        case ScenarioKey():
            return key.kind, words.stem, [_meaning(part, words.parts[part.id]) for part in key.parts]
    raise TypeError(key)


def _gap(key: object, words: object) -> object:
    if isinstance(key, SelectGap):
        return _options(key.options, (key.right,), words.options)  # type: ignore[attr-defined]
    return sorted(words.accepted), words.reasons  # type: ignore[attr-defined]


def _options(ids: Sequence[str], right: Sequence[str], words: Mapping[str, OptionWords]) -> object:
    return [(words[one].text, words[one].reason, one in right) for one in ids]
