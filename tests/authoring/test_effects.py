"""Past answers under a new key, rules that nobody can fulfil, and what an imaginary learner would be told."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import TypeAdapter

from elearn.authoring.rules.reachability import attainable, unreachable, unreachable_in_path
from elearn.authoring.rules.rehearsal import Imagined, everything, rehearse
from elearn.authoring.rules.remarking import fits, remark
from elearn.catalogue.rules.library import build_library
from elearn.catalogue.rules.quiz_values import AnyKey, QuestionWords, Quiz, QuizKey
from elearn.catalogue.rules.values import Lesson, Library, Module, Path, Renderings, Text
from elearn.core.problems import Level
from elearn.progress.rules.completion import State
from elearn.progress.rules.explain import Missing
from elearn.quizzes.rules.corrected import PastAnswer
from elearn.quizzes.rules.marking import FULL, mark
from elearn.quizzes.rules.responses import Arrangement, Choice, Choices, Number, Response, Rows
from elearn.quizzes.rules.right import right_response
from tests.quizzes.questions import KEY, question, sample_quiz

NAMES = [one["id"] for one in KEY["questions"]]  # type: ignore[attr-defined]


def words_in_italian(name: str) -> QuestionWords:
    """The words of a question of the sample quiz."""
    return sample_quiz().by_language["it"].words.questions[name]


def edited(name: str, **changes: object) -> AnyKey:
    """A question of the sample quiz with another key."""
    value = {**question(name).model_dump(), **changes}
    key: AnyKey = TypeAdapter(AnyKey).validate_python(value)
    return key


def answers(*responses: tuple[Response, int]) -> list[PastAnswer]:
    """Past answers with the marks that they earned."""
    return [PastAnswer(number, response, "it", marks) for number, (response, marks) in enumerate(responses)]


def module(languages: tuple[str, ...] = ("it", "de"), lesson_in: tuple[str, ...] = ("it", "de"), **key: Any) -> Module:
    """A module with one lesson and the sample quiz."""
    quiz = sample_quiz()
    quiz = replace(quiz, key=QuizKey.model_validate({**quiz.key.model_dump(mode="json"), **key}))
    return Module(
        "logframe",
        "it",
        _texts(*languages),
        lessons=(Lesson("levels", "logframe", 5, _texts(*lesson_in)),),
        quizzes=(quiz,),
        quiz_minutes={"check": 8},
    )


def _texts(*languages: str) -> Renderings[Text]:
    return Renderings("it", {language: Text(language, "", "Titel") for language in languages})


def library_of(one: Module, **path: Any) -> Library:
    """A library with one module in one path."""
    values = {"id": "p", "source": "it", "audience": "operators", "hours": 3, "pass_mark": 60, **path}
    shelf = Path(modules=(one.id,), text=_texts("it"), **values)
    return build_library({"modules/logframe": one, "paths/p": shelf}, "test")


@pytest.mark.parametrize("name", NAMES)
def test_the_best_answer_earns_all_marks_and_fits_its_question(name: str) -> None:
    key, words = question(name), words_in_italian(name)
    best = right_response(key, words)
    assert mark(key, words, best).per_mille == FULL
    assert fits(key, best)
    assert not fits(question("own" if name != "own" else "losses"), best)


def test_a_new_right_option_lifts_some_and_lowers_others() -> None:
    past = answers((Choice("sell"), 1000), (Choice("train"), 0), (Choice("dryers"), 0), (Choice("train"), 0))
    found = remark(edited("best-outcome", right="train"), lambda _: words_in_italian("best-outcome"), past)
    assert (found.up, found.down, found.same, found.unfit) == (2, 1, 1, 0)
    assert found.changed == {0: 0, 1: 1000, 3: 1000}
    assert found.total == 4


def test_who_chose_what_is_gone_keeps_the_marks_of_the_day() -> None:
    past = answers((Choice("sell"), 1000), (Choice("train"), 0))
    key = edited("best-outcome", options=("train", "dryers"), right="train")
    found = remark(key, lambda _: words_in_italian("best-outcome"), past)
    assert (found.up, found.unfit, found.changed) == (1, 1, {1: 1000})


@pytest.mark.parametrize(
    ("name", "response"),
    [
        ("assumptions", Choices(frozenset({"fees", "gone"}))),
        ("upwards", Arrangement(("outputs", "activities"))),
        ("columns", Rows({"baseline": "before"})),
        ("columns", Rows({"baseline": "gone", "target": "reach"})),
        ("levels", Rows({"tested": "gone", "income": "outcome"})),
        ("road", Number(3)),  # type: ignore[arg-type]
    ],
)
def test_an_answer_to_what_was_asked_otherwise_does_not_fit(name: str, response: Response) -> None:
    assert not fits(question(name), response)


def test_the_imaginary_learner_hears_what_a_real_one_would() -> None:
    one = module()
    shelf = library_of(one)
    nothing = rehearse(one, Imagined(), shelf.pass_mark)
    assert [line.missing for line in nothing.explanation.evidence] == [Missing.READ, Missing.TRY]
    nearly = rehearse(one, Imagined(opened=frozenset({"levels"}), results={"check": 69}), shelf.pass_mark)
    assert [line.missing for line in nearly.explanation.evidence] == [Missing.MARK, Missing.PASS]
    passed = rehearse(one, Imagined(read=frozenset({"levels"}), results={"check": 70}), shelf.pass_mark)
    assert passed.standing.state is State.DONE
    assert rehearse(one, everything(one), shelf.pass_mark).standing.state is State.DONE


def test_the_step_in_the_workbook_waits_for_a_trainer() -> None:
    one = replace(module(), workbook="logframe", needs_approval=True)
    asked = replace(everything(one), approved=False)
    found = rehearse(one, asked, library_of(one).pass_mark)
    assert [line.missing for line in found.explanation.missing] == [Missing.APPROVE]


def test_what_is_required_and_missing_in_german_is_found() -> None:
    one = module(languages=("it", "fr"), lesson_in=("it",))
    (problem,) = unreachable(library_of(one), one)
    assert (problem.level, problem.code) == (Level.WARNING, "required_not_translated")
    assert (problem.path, problem.params["language"]) == ("modules/logframe/lessons/levels/fr.md", "fr")


def test_a_pass_mark_above_what_can_be_earned_is_an_error() -> None:
    one = module(languages=("it",), lesson_in=("it",), pass_mark=96)
    quiz = one.checks[0]
    assert attainable(quiz, "it", None) == FULL
    gap = quiz.by_language["it"].words.questions["verb"].gaps["word"]
    words = quiz.by_language["it"].words
    silent = replace(words.questions["verb"], gaps={**words.questions["verb"].gaps, "word": replace(gap, accepted=())})
    spoken = replace(words, questions={**words.questions, "verb": silent})
    rendering = replace(quiz.by_language["it"], words=spoken)
    broken = replace(one, quizzes=(replace(quiz, by_language={"it": rendering}),))
    (problem,) = unreachable(library_of(broken), broken)
    assert (problem.level, problem.code, problem.params["most"]) == (Level.ERROR, "pass_mark_out_of_reach", 95)


def test_more_questions_are_drawn_than_a_country_has() -> None:
    key = [{**one, "country": "fr"} if one["id"] == "losses" else one for one in KEY["questions"]]  # type: ignore[attr-defined]
    one = module(languages=("it",), lesson_in=("it",), questions=key, draw=10)
    (problem,) = unreachable(library_of(one), one)
    assert (problem.code, problem.params) == ("draw_above_bank", {"draw": 10, "questions": 9})


def test_a_path_says_which_module_is_only_announced() -> None:
    one = replace(module(), lessons=(), quizzes=())
    shelf = library_of(one)
    assert [problem.code for problem in unreachable_in_path(shelf, shelf.paths["p"])] == ["module_is_coming"]


def test_a_quiz_is_compared_with_itself() -> None:
    quiz: Quiz = sample_quiz()
    past = [PastAnswer(1, right_response(key, words_in_italian(key.id)), "it", FULL) for key in quiz.key.questions]
    for answer, key in zip(past, quiz.key.questions, strict=True):
        assert remark(key, lambda _, name=key.id: words_in_italian(name), [answer]).same == 1  # type: ignore[misc]
