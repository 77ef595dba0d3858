"""What a form sends is understood, or the field and the reason are named; nothing is guessed."""

from decimal import Decimal

import pytest

from elearn.core.numbers import Doubtful, read_number
from elearn.quizzes.rules.asked import ask, move_line
from elearn.quizzes.rules.fields import Fault, Misunderstood, Understood, fields_of, understand
from elearn.quizzes.rules.order import draw_order
from tests.quizzes.questions import RIGHT, question, sample_quiz


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("1'234.50", "1234.5"),
        ("1 234", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1234.567", "1234.567"),
        ("0,125", "0.125"),
        ("-3", "-3"),
        ("\u22123", "-3"),
        ("+3", "3"),
        (" 007 ", "7"),
        ("1.2340", "1.234"),
        ("٣", "3"),
    ],
)
def test_a_number_is_read_as_five_languages_write_it(typed: str, value: str) -> None:
    assert read_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["1.234", "1,234", "12.345", "-1.234", "999,000"])
def test_a_number_that_can_be_two_is_asked_about(typed: str) -> None:
    doubtful = read_number(typed)
    assert isinstance(doubtful, Doubtful)
    assert read_number(doubtful.whole) == Decimal(typed.replace(".", "").replace(",", ""))
    assert read_number(doubtful.decimals) == Decimal(typed.replace(",", "."))


@pytest.mark.parametrize("typed", ["", "abc", "12a", "1e5", "1.2.3", "1,2,3", "12 5", "1..2", "1" * 40, "nan", "."])
def test_what_is_no_number_is_no_number(typed: str) -> None:
    assert read_number(typed) is None


@pytest.mark.parametrize(
    ("name", "fields", "complaints"),
    [
        ("best-outcome", {}, [("answer", Fault.NOTHING_CHOSEN)]),
        ("best-outcome", {"answer": ["invented"]}, [("answer", Fault.UNKNOWN)]),
        ("best-outcome", {"answer": ["sell", "train"]}, [("answer", Fault.UNKNOWN)]),
        ("losses", {"answer": ["perhaps"]}, [("answer", Fault.UNKNOWN)]),
        ("assumptions", {}, [("answer", Fault.NOTHING_CHOSEN)]),
        ("assumptions", {"answer": ["fees", "invented"]}, [("answer", Fault.UNKNOWN)]),
        ("broken", {"answer": ["  "]}, [("answer", Fault.NOTHING_TYPED)]),
        ("broken", {"answer": ["twelve"]}, [("answer", Fault.NOT_A_NUMBER)]),
        ("broken", {"answer": ["1.234"]}, [("answer", Fault.DOUBTFUL_NUMBER)]),
        ("columns", {"row-target": ["reach"]}, [("row-baseline", Fault.ROW_OPEN)]),
        ("columns", {"row-baseline": ["x"], "row-target": ["reach"]}, [("row-baseline", Fault.UNKNOWN)]),
        ("levels", {}, [("row-tested", Fault.ROW_OPEN), ("row-income", Fault.ROW_OPEN)]),
        (
            "verb",
            {"row-verb": [""], "row-word": [""]},
            [("row-verb", Fault.ROW_OPEN), ("row-word", Fault.NOTHING_TYPED)],
        ),
        ("verb", {"row-verb": ["contribute"], "row-word": ["x" * 101]}, [("row-word", Fault.TOO_LONG)]),
        ("own", {"answer": ["short"]}, [("answer", Fault.TOO_SHORT)]),
        ("own", {"answer": ["x" * 2001]}, [("answer", Fault.TOO_LONG)]),
        (
            "upwards",
            {**RIGHT["upwards"], "place-impact": ["1"]},
            [("place-activities", Fault.SAME_PLACE), ("place-impact", Fault.SAME_PLACE)],
        ),
        ("upwards", {**RIGHT["upwards"], "place-impact": ["9"]}, [("place-impact", Fault.UNKNOWN)]),
        (
            "road",
            {"why.answer": ["true"], "steps.place-look": ["1"], "steps.place-decide": ["1"]},
            [
                ("first.answer", Fault.NOTHING_CHOSEN),
                ("steps.place-look", Fault.SAME_PLACE),
                ("steps.place-decide", Fault.SAME_PLACE),
            ],
        ),
    ],
)
def test_a_field_that_is_not_understood_is_named(
    name: str, fields: dict[str, list[str]], complaints: list[tuple[str, Fault]]
) -> None:
    result = understand(question(name), fields)
    assert isinstance(result, Misunderstood)
    assert [(complaint.name, complaint.fault) for complaint in result.complaints] == complaints


@pytest.mark.parametrize("name", RIGHT)
def test_a_saved_answer_fills_its_form_again(name: str) -> None:
    first = understand(question(name), RIGHT[name])
    assert isinstance(first, Understood)
    assert understand(question(name), fields_of(first.response)) == first


def test_a_saved_number_is_never_shown_so_that_it_can_be_two() -> None:
    typed = understand(question("broken"), {"answer": ["1.2340"]})
    assert isinstance(typed, Understood)
    assert understand(question("broken"), fields_of(typed.response)) == typed


def test_a_line_moves_up_and_down_and_nothing_typed_is_lost() -> None:
    lists = {"upwards": ("impact", "outputs", "activities", "outcome")}
    fields = {"place-impact": ["1"], "place-outputs": ["2"], "place-activities": ["3"], "place-outcome": ["4"]}
    moved = move_line(question("upwards"), lists, fields, "up activities")
    assert moved["place-activities"] == ["2"]
    assert moved["place-outputs"] == ["3"]
    asked = ask(sample_quiz(), "upwards", "it", lists, moved)
    assert [row.id for row in asked.rows] == ["impact", "activities", "outputs", "outcome"]


@pytest.mark.parametrize("move", ["up impact", "down outcome", "sideways impact", "up invented", ""])
def test_a_move_that_makes_no_sense_keeps_the_order(move: str) -> None:
    lists = {"upwards": ("impact", "outputs", "activities", "outcome")}
    fields = {"place-impact": ["1"], "place-outputs": ["2"], "place-activities": ["3"], "place-outcome": ["4"]}
    assert move_line(question("upwards"), lists, fields, move) == fields


def test_a_line_in_a_part_of_a_scenario_moves_too() -> None:
    order = draw_order(sample_quiz().key, "seed")
    fields = {**RIGHT["road"], "first.answer": ["hope"]}
    moved = move_line(question("road"), order.lists, fields, "down steps.look")
    assert moved == {**fields, "steps.place-look": ["2"], "steps.place-decide": ["1"]}
