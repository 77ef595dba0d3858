"""Key and words of a quiz agree, and everything that can be chosen has a reason."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import TypeAdapter

from elearn.catalogue.rules.check_quiz import check_key, check_words
from elearn.catalogue.rules.quiz_values import QuizKey, QuizWords
from elearn.catalogue.rules.yaml_files import read_yaml
from elearn.infra.config import shipped

Change = Callable[[dict[str, Any]], object]
EXAMPLE = re.compile(r"```yaml (quiz\.yml|quiz/it\.yml)\n(.*?)```", re.DOTALL)


def read(name: str) -> dict[str, Any]:
    """The example of all ten kinds in content/README.md, as plain values."""
    readme = (shipped("content") / "README.md").read_text(encoding="utf-8")
    examples = dict(EXAMPLE.findall(readme))
    value: dict[str, Any] = read_yaml(examples[name], name)[0]
    return value


@pytest.fixture
def key() -> dict[str, Any]:
    return read("quiz.yml")


@pytest.fixture
def words() -> dict[str, Any]:
    return read("quiz/it.yml")


def of(key: dict[str, Any], question: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in key["questions"] if one["id"] == question)
    return found


def test_the_example_of_all_ten_kinds_is_sound(key: dict[str, Any], words: dict[str, Any]) -> None:
    model = QuizKey.model_validate(key)
    assert len({question.kind for question in model.questions}) == 10
    assert list(check_key(model)) == []
    assert list(check_words(model, TypeAdapter(QuizWords).validate_python(words))) == []


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda key: key.update(draw=11), ["draw_too_many"]),
        (lambda key: key.update(purpose="practice", draw=2), ["draw_in_practice"]),
        (lambda key: key.update(questions=[of(key, "losses-before")]), ["all_retired"]),
        (lambda key: (of(key, "losses").update(retired=True), key.update(draw=10)), ["draw_too_many"]),
        (lambda key: of(key, "losses").update(id="best-outcome"), ["repeated_id"]),
        (lambda key: of(key, "best-outcome").update(options=["sell-together"]), ["too_few_options"]),
        (lambda key: of(key, "best-outcome").update(options=["train", "train", "sell-together"]), ["repeated_id"]),
        (lambda key: of(key, "best-outcome").update(right="nothing"), ["unknown_right"]),
        (lambda key: of(key, "assumptions").update(right=[]), ["nothing_right"]),
        (lambda key: of(key, "assumptions").update(right=["fees", "fees"]), ["repeated_id"]),
        (lambda key: of(key, "read-upwards").update(right=["activities"]), ["too_few_options"]),
        (lambda key: of(key, "columns").update(extra=["value-before"]), ["repeated_id"]),
        (lambda key: of(key, "columns").update(right={"baseline": "value-before"}), ["too_few_options"]),
        (lambda key: of(key, "impact-verb").update(gaps={}), ["no_gaps"]),
        (lambda key: of(key, "impact-verb")["gaps"]["verb"].update(right="no"), ["unknown_right"]),
        (lambda key: of(key, "levels")["right"].update(tested="goal"), ["unknown_right"]),
        (lambda key: of(key, "closed-road")["parts"][0].update(right="no"), ["unknown_right"]),
        (lambda key: of(key, "closed-road")["parts"][0].update(id="why"), ["repeated_id"]),
    ],
)
def test_a_key_with_a_mistake_is_refused(key: dict[str, Any], change: Change, codes: list[str]) -> None:
    change(key)
    assert [found.code for found in check_key(QuizKey.model_validate(key))] == codes


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        (lambda q: q.pop("losses"), "words_missing", ("questions",)),
        (lambda q: q.update(other=q["losses"]), "words_unknown", ("questions", "other")),
        (lambda q: q["losses"].update(stem=" "), "no_stem", ("questions", "losses")),
        (lambda q: q["losses"].update(unit="m"), "words_not_used", ("questions", "losses", "unit")),
        (
            lambda q: q["losses"]["options"]["true"].update(reason=""),
            "no_reason",
            ("questions", "losses", "options", "true"),
        ),
        (lambda q: q["losses"]["options"].pop("false"), "words_missing", ("questions", "losses", "options")),
        (lambda q: q["best-outcome"]["options"]["train"].pop("reason"), "no_reason", (..., "train")),
        (lambda q: q["best-outcome"]["options"]["train"].pop("text"), "no_text", (..., "train")),
        (lambda q: q["best-outcome"]["options"].update(x={"text": "a", "reason": "b"}), "words_unknown", (..., "x")),
        (lambda q: q["assumptions"]["options"]["rain"].pop("reason"), "no_reason", (..., "rain")),
        (lambda q: q["broken-logic"]["reasons"].pop("wrong"), "no_reason", (..., "reasons")),
        (lambda q: q["read-upwards"]["items"].pop("outcome"), "words_missing", (..., "items")),
        (lambda q: q["read-upwards"]["items"]["outcome"].pop("reason"), "no_reason", (..., "outcome")),
        (lambda q: q["columns"]["items"]["target"].pop("reason"), "no_reason", (..., "target")),
        (lambda q: q["columns"]["answers"].pop("total-cost"), "words_missing", (..., "answers")),
        (lambda q: q["columns"]["answers"].update({"total-cost": ""}), "no_text", (..., "total-cost")),
        (lambda q: q["impact-verb"].update(text="{verb}"), "gaps_differ", (..., "text")),
        (lambda q: q["impact-verb"].update(text="{verb} {verb} {word}"), "gaps_differ", (..., "text")),
        (lambda q: q["impact-verb"]["gaps"]["word"].pop("accepted"), "no_accepted_words", (..., "word")),
        (lambda q: q["impact-verb"]["gaps"]["word"].pop("reasons"), "no_reason", (..., "reasons")),
        (lambda q: q["impact-verb"]["gaps"]["verb"]["options"]["train"].pop("reason"), "no_reason", (..., "train")),
        (lambda q: q["impact-verb"]["gaps"]["verb"].update(accepted=["a"]), "words_not_used", (..., "accepted")),
        (lambda q: q["levels"]["groups"].pop("impact"), "words_missing", (..., "groups")),
        (lambda q: q["levels"]["items"]["income"].pop("reason"), "no_reason", (..., "income")),
        (lambda q: q["own-assumption"].pop("model"), "no_model", (..., "own-assumption")),
        (lambda q: q["own-assumption"].pop("reason"), "no_reason", (..., "own-assumption")),
        (lambda q: q["closed-road"]["parts"].pop("why"), "words_missing", (..., "parts")),
        (lambda q: q["closed-road"]["parts"]["why"]["options"]["true"].pop("reason"), "no_reason", (..., "true")),
    ],
)
def test_words_that_do_not_fit_the_key_are_refused(
    key: dict[str, Any], words: dict[str, Any], change: Change, code: str, at: tuple[object, ...]
) -> None:
    change(words["questions"])
    found = list(check_words(QuizKey.model_validate(key), TypeAdapter(QuizWords).validate_python(words)))
    assert code in [one.code for one in found]
    one = next(one for one in found if one.code == code)
    assert one.at[-1:] == at[-1:] if at[0] is ... else one.at == at
