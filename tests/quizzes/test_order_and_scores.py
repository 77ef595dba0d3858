"""Order is drawn once from a seed; results add up; what is revealed follows the quiz."""

import pytest

from elearn.catalogue.rules.quiz_values import QuizKey
from elearn.quizzes.rules.order import Order, draw_order
from elearn.quizzes.rules.responses import Arrangement, Choice
from elearn.quizzes.rules.reveal import Depth, depth_of_practice, depth_of_review, reveal
from elearn.quizzes.rules.scoring import attempts_left, best, is_passed, percentage, score
from tests.quizzes.questions import KEY, sample_quiz


def key_with(**changes: object) -> QuizKey:
    return QuizKey.model_validate({**KEY, **changes})


def test_the_same_seed_gives_the_same_order_and_another_seed_another() -> None:
    key = key_with(shuffle=["questions", "options"])
    assert draw_order(key, "a") == draw_order(key, "a")
    assert len({draw_order(key, f"seed {number}").questions for number in range(20)}) > 10


def test_an_order_survives_its_json() -> None:
    order = draw_order(key_with(), "a")
    assert Order.from_json(order.to_json()) == order


def test_without_shuffling_only_what_would_tell_the_answer_is_shuffled() -> None:
    order = draw_order(key_with(shuffle=[]), "a")
    assert order.questions == tuple(sample_quiz().questions)
    assert order.lists["best-outcome"] == ("sell", "train", "dryers")
    assert order.lists["columns"] == ("baseline", "target")
    assert sorted(order.lists["upwards"]) == ["activities", "impact", "outcome", "outputs"]


def test_an_ordering_never_begins_in_the_right_order() -> None:
    right = ("activities", "outputs", "outcome", "impact")
    for number in range(200):
        lists = draw_order(key_with(), f"seed {number}").lists
        assert lists["upwards"] != right
        assert lists["road/steps"] == ("decide", "look")


def test_every_order_holds_every_option_once() -> None:
    lists = draw_order(key_with(), "a").lists
    assert sorted(lists["best-outcome"]) == ["dryers", "sell", "train"]
    assert sorted(lists["columns:answers"]) == ["before", "cost", "reach"]
    assert sorted(lists["verb:verb"]) == ["contribute", "guarantee"]


def test_a_draw_takes_some_questions_in_the_order_of_the_bank() -> None:
    key = key_with(draw=4)
    drawn = draw_order(key, "a").questions
    bank = [question.id for question in key.questions]
    assert len(drawn) == 4
    assert list(drawn) == sorted(drawn, key=bank.index)
    assert {name for number in range(40) for name in draw_order(key, f"{number}").questions} == set(bank)
    assert len(draw_order(key_with(draw=99), "a").questions) == 10


def test_a_question_about_a_country_is_asked_of_its_readers_only() -> None:
    questions = [
        {"id": "all", "kind": "true_false", "right": True},
        {"id": "spain", "kind": "true_false", "right": True, "country": "es"},
    ]
    key = QuizKey.model_validate({"questions": questions})
    assert draw_order(key, "a").questions == ("all",)
    assert draw_order(key, "a", "es").questions == ("all", "spain")
    assert draw_order(key, "a", "fr").questions == ("all",)


def test_the_score_is_the_mean_weighted_by_marks() -> None:
    questions = key_with().questions
    assert score(questions, {question.id: 1000 for question in questions}) == 1000
    assert score(questions, {}) == 0
    assert score(questions, {"road": 1000}) == 182  # 2 of 11 marks
    assert score((), {}) == 0


@pytest.mark.parametrize(
    ("per_mille", "pass_mark", "passed"), [(700, 70, True), (699, 70, False), (0, None, None), (0, 0, True)]
)
def test_a_result_is_passed_at_the_pass_mark(per_mille: int, pass_mark: int | None, passed: bool | None) -> None:
    assert is_passed(per_mille, pass_mark) is passed


def test_a_missed_pass_mark_never_looks_reached() -> None:
    assert percentage(699) == 69


def test_the_best_result_counts() -> None:
    assert best([None, 300, 700, 500]) == 700
    assert best([None]) is None


def test_attempts_are_counted_down() -> None:
    assert attempts_left("unlimited", 99) is None
    assert attempts_left(2, 1) == 1
    assert attempts_left(2, 3) == 0


@pytest.mark.parametrize(
    ("policy", "passed", "depth"),
    [
        ("submitted", False, Depth.ALL),
        ("submitted", None, Depth.ALL),
        ("passed", True, Depth.ALL),
        ("passed", None, Depth.ALL),
        ("passed", False, Depth.OWN),
        ("never", True, Depth.OWN),
    ],
)
def test_a_review_reveals_what_the_quiz_allows(policy: str, passed: bool | None, depth: Depth) -> None:
    assert depth_of_review(policy, passed) is depth  # type: ignore[arg-type]


def test_practice_shows_everything_after_the_second_miss() -> None:
    assert depth_of_practice(1000, 0) is Depth.ALL
    assert depth_of_practice(0, 1) is Depth.CHOSEN
    assert depth_of_practice(500, 2) is Depth.ALL


def test_the_first_miss_reveals_the_reason_of_the_choice_and_nothing_else() -> None:
    quiz = sample_quiz()
    words = quiz.choose("it").words.questions["best-outcome"]
    said = reveal(quiz.questions["best-outcome"], words, Choice("train"), Depth.CHOSEN)
    assert said.lines["train"].reason == "Reason of train (it)."
    assert said.lines["train"].right is False
    assert all(not said.lines[name].reason and said.lines[name].right is None for name in ("sell", "dryers"))


@pytest.mark.parametrize("name", list(sample_quiz().questions))
def test_without_leave_nothing_is_revealed(name: str) -> None:
    quiz = sample_quiz()
    words = quiz.choose("it").words.questions[name]
    for depth in (Depth.OWN, Depth.CHOSEN):
        said = reveal(quiz.questions[name], words, None, depth)
        assert "Reason" not in repr(said)
        assert "Model" not in repr(said)
        assert "right=True" not in repr(said)


def test_an_ordering_says_which_lines_stand_right() -> None:
    quiz = sample_quiz()
    words = quiz.choose("it").words.questions["upwards"]
    response = Arrangement(("activities", "outcome", "outputs", "impact"))
    said = reveal(quiz.questions["upwards"], words, response, Depth.CHOSEN)
    assert [name for name, line in said.lines.items() if line.right] == ["activities", "impact"]
    assert all(not line.right_answer for line in said.lines.values())
