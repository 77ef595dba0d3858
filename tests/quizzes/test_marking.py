"""Marks of the ten kinds, as truth tables; and what must hold for any key at all."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.catalogue.rules.quiz_values import QuestionWords, QuizKey
from elearn.quizzes.rules.fields import Understood, understand
from elearn.quizzes.rules.marking import mark, same_words
from elearn.quizzes.rules.responses import (
    Arrangement,
    Choice,
    Choices,
    FreeText,
    Gaps,
    Number,
    Parts,
    Response,
    Rows,
    from_json,
    to_json,
    without_own_words,
)
from tests.quizzes.questions import RIGHT, WRONG, question, sample_quiz

STEPS = ("activities", "outputs", "outcome", "impact")

TABLE: list[tuple[str, Response, int]] = [
    ("best-outcome", Choice("sell"), 1000),
    ("best-outcome", Choice("train"), 0),
    ("losses", Choice("false"), 1000),
    ("losses", Choice("true"), 0),
    ("assumptions", Choices(frozenset({"fees", "rain"})), 1000),
    ("assumptions", Choices(frozenset({"fees"})), 500),
    ("assumptions", Choices(frozenset({"fees", "rain", "staff"})), 500),
    ("assumptions", Choices(frozenset({"fees", "staff"})), 0),
    ("assumptions", Choices(frozenset({"staff"})), 0),
    ("broken", Number(Decimal("12.5")), 1000),
    ("broken", Number(Decimal("12")), 1000),
    ("broken", Number(Decimal("13.0")), 1000),
    ("broken", Number(Decimal("13.01")), 0),
    ("upwards", Arrangement(STEPS), 1000),
    ("upwards", Arrangement(STEPS[::-1]), 0),
    ("upwards", Arrangement(("outputs", "activities", "outcome", "impact")), 667),
    ("upwards", Arrangement(("impact", "activities", "outputs", "outcome")), 667),
    ("upwards", Arrangement(("outputs", "activities", "impact", "outcome")), 333),
    ("columns", Rows({"baseline": "before", "target": "reach"}), 1000),
    ("columns", Rows({"baseline": "before", "target": "cost"}), 500),
    ("columns", Rows({"baseline": "before", "target": "before"}), 500),
    ("columns", Rows({"baseline": "reach", "target": "before"}), 0),
    ("levels", Rows({"tested": "output", "income": "outcome"}), 1000),
    ("levels", Rows({"tested": "output", "income": "output"}), 500),
    ("levels", Rows({"tested": "outcome", "income": "output"}), 0),
    ("verb", Gaps({"verb": "contribute"}, {"word": "un INDICATORE "}), 1000),
    ("verb", Gaps({"verb": "guarantee"}, {"word": "indicatore"}), 500),
    ("verb", Gaps({"verb": "guarantee"}, {"word": "indicateur"}), 0),
    ("own", FreeText("ten chars."), 1000),
    ("own", FreeText("nine char"), 0),
    (
        "road",
        Parts({"first": Choice("redesign"), "why": Choice("true"), "steps": Arrangement(("look", "decide"))}),
        1000,
    ),
    (
        "road",
        Parts({"first": Choice("redesign"), "why": Choice("false"), "steps": Arrangement(("decide", "look"))}),
        333,
    ),
    ("road", Parts({"first": Choice("redesign"), "why": Choice("true")}), 667),
]


@pytest.mark.parametrize(("name", "response", "per_mille"), TABLE)
def test_an_answer_earns_what_the_table_says(name: str, response: Response, per_mille: int) -> None:
    words = sample_quiz().choose("it").words.questions[name]
    assert mark(question(name), words, response).per_mille == per_mille


@pytest.mark.parametrize(("name", "response", "per_mille"), TABLE)
def test_a_response_survives_its_json(name: str, response: Response, per_mille: int) -> None:
    assert from_json(to_json(response)) == response


def test_the_marks_of_rows_say_which_rows_are_right() -> None:
    words = sample_quiz().choose("it").words.questions["columns"]
    marked = mark(question("columns"), words, Rows({"baseline": "before", "target": "cost"}))
    assert marked.parts == {"baseline": 1000, "target": 0}


def test_a_response_of_another_kind_is_refused() -> None:
    words = sample_quiz().choose("it").words.questions
    with pytest.raises(TypeError):
        mark(question("broken"), words["broken"], Choice("sell"))
    with pytest.raises(TypeError):
        mark(question("road"), words["road"], Choice("sell"))


def test_typed_words_are_marked_in_the_language_they_were_read_in() -> None:
    quiz = sample_quiz()
    response = Gaps({"verb": "contribute"}, {"word": "l’indicateur"})
    assert mark(question("verb"), quiz.choose("fr").words.questions["verb"], response).per_mille == 1000
    assert mark(question("verb"), quiz.choose("it").words.questions["verb"], response).per_mille == 500


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("L'indicatore", "indicatore"),
        ("l’ indicatore.", "indicatore"),
        ("  Città ", "citta"),
        ("eine Maßnahme", "Massnahme"),
        ("the  baseline", "Baseline"),
        ("uno", "UNO"),
    ],
)
def test_capitals_accents_articles_and_stops_are_forgiven(typed: str, accepted: str) -> None:
    assert same_words(typed) == same_words(accepted)


@pytest.mark.parametrize(
    ("typed", "accepted"), [("indicator", "indicatore"), ("lavoro", "oro"), ("", "a"), ("laboratorio", "boratorio")]
)
def test_other_words_are_other_words(typed: str, accepted: str) -> None:
    assert same_words(typed) != same_words(accepted)


def test_what_a_person_wrote_is_erased_from_a_response() -> None:
    assert without_own_words(to_json(FreeText("My name is Amina."))) == {"text": ""}
    kept = without_own_words(to_json(Gaps({"verb": "contribute"}, {"word": "Amina"})))
    assert kept == {"chosen": {"verb": "contribute"}, "typed": {"word": ""}}
    assert without_own_words({"parts": {"a": {"text": "x"}, "b": {"choice": "y"}}}) == {
        "parts": {"a": {"text": ""}, "b": {"choice": "y"}}
    }


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_answer_earns_full_marks_and_a_wrong_one_none(name: str) -> None:
    words = sample_quiz().choose("it").words.questions[name]
    right = understand(question(name), RIGHT[name])
    assert isinstance(right, Understood)
    assert mark(question(name), words, right.response).per_mille == 1000
    if name in WRONG:
        wrong = understand(question(name), WRONG[name])
        assert isinstance(wrong, Understood)
        assert mark(question(name), words, wrong.response).per_mille == 0


# Any key ------------------------------------------------------------------------------------------------------------

IDS = st.lists(st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True), min_size=2, max_size=6, unique=True)


@st.composite
def simple_questions(draw: st.DrawFn, name: str = "q") -> tuple[dict[str, object], Response, Response]:
    """(key, the right response, any other well-formed response)."""
    ids = draw(IDS)
    kind = draw(st.sampled_from(["single", "several", "true_false", "number", "ordering", "matching", "groups", "gap"]))
    some = draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    any_of = st.sampled_from(ids)
    key: dict[str, object] = {"id": name, "kind": kind}
    match kind:
        case "single":
            return {**key, "options": ids, "right": ids[0]}, Choice(ids[0]), Choice(draw(any_of))
        case "several":
            chosen = draw(st.lists(any_of, min_size=1, unique=True))
            return {**key, "options": ids, "right": some}, Choices(frozenset(some)), Choices(frozenset(chosen))
        case "true_false":
            side = draw(st.booleans())
            return {**key, "right": side}, Choice(str(side).lower()), Choice(draw(st.sampled_from(["true", "false"])))
        case "number":
            right, other = draw(st.decimals(-999, 999, places=2)), draw(st.decimals(-999, 999, places=2))
            return {**key, "right": float(right), "tolerance": 0.1}, Number(right), Number(other)
        case "ordering":
            return {**key, "right": ids}, Arrangement(tuple(ids)), Arrangement(tuple(draw(st.permutations(ids))))
        case "matching" | "groups":
            rows = {row: draw(any_of) for row in some}
            answers = {"extra": ids} if kind == "matching" else {"groups": ids}
            return {**key, "right": rows, **answers}, Rows(rows), Rows({row: draw(any_of) for row in some})
        case _:
            gaps = {gap: {"options": ids, "right": draw(any_of)} for gap in some}
            right_gaps = Gaps({gap: str(value["right"]) for gap, value in gaps.items()}, {})
            return {**key, "gaps": gaps}, right_gaps, Gaps({gap: draw(any_of) for gap in some}, {})


@st.composite
def questions(draw: st.DrawFn) -> tuple[dict[str, object], Response, Response]:
    """The same, with scenarios among them."""
    if draw(st.booleans()):
        return draw(simple_questions())
    parts = {f"p{number}": draw(simple_questions(f"p{number}")) for number in range(draw(st.integers(1, 4)))}
    key: dict[str, object] = {"id": "q", "kind": "scenario", "parts": [part[0] for part in parts.values()]}
    right = Parts({name: part[1] for name, part in parts.items()})  # type: ignore[misc]
    return key, right, Parts({name: part[2] for name, part in parts.items()})  # type: ignore[misc]


@settings(max_examples=150, deadline=None)
@given(questions())
def test_marks_lie_between_none_and_full_and_the_right_answer_earns_full(
    drawn: tuple[dict[str, object], Response, Response],
) -> None:
    raw, right, other = drawn
    key = QuizKey.model_validate({"questions": [raw]}).questions[0]
    words = QuestionWords(stem="?", parts={f"p{number}": QuestionWords(stem="?") for number in range(4)})
    assert mark(key, words, right).per_mille == 1000
    assert 0 <= mark(key, words, other).per_mille <= 1000
    assert from_json(to_json(other)) == other
