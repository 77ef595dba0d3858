"""Numbers in lessons and quizzes are right in five languages: each is calculated again from its inputs.

`numbers.csv` names them: the module, where the number stands (a lesson, or `check/question`, `practice/question`), the
formula with its inputs, and how many decimals are shown.
"""

import ast
import csv
import math
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from elearn.calculators.rules.apr import Flow, apr
from elearn.calculators.rules.loans import Loan, Plan, repayment_plan
from elearn.catalogue.rules.quiz_values import NumberKey
from elearn.catalogue.rules.values import Module
from elearn.core.languages import LANGUAGES
from tests.content.shipped import library, quiz_of, simple_keys, texts_of_question

GROUPS_OF_THREE = {"it": ".", "es": ". \u00a0\u202f", "de": ".", "en": ",", "fr": " \u00a0\u202f"}
POINT = {"en": "."}
LINES = Path(__file__).parent / "numbers.csv"


class Number(NamedTuple):
    """A line of the list."""

    module: str
    where: str
    formula: str
    decimals: int

    def __str__(self) -> str:
        return f"{self.module}/{self.where}: {self.formula}"


def numbers() -> list[Number]:
    with LINES.open(encoding="utf-8", newline="") as file:
        return [Number(*row[:3], int(row[3])) for row in list(csv.reader(file))[1:]]


# --- formulas ------------------------------------------------------------------------------------------------------


class _Exact(ast.NodeTransformer):
    """Numbers in a formula are decimal, not binary."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        exact = ast.Call(ast.Name("Decimal", ast.Load()), [ast.Constant(str(node.value))], [])
        return ast.copy_location(exact, node)


def _plan(amount: Decimal, rate: Decimal, months: Decimal, grace: Decimal = Decimal(0)) -> Plan:
    return repayment_plan(Loan(amount, rate, int(months), grace=int(grace)))


def _interest(amount: Decimal, rate: Decimal, months: Decimal, grace: Decimal = Decimal(0)) -> Decimal:
    """Without rounding inside: texts give it in whole euros."""
    return repayment_plan(Loan(amount, rate, int(months), grace=int(grace), to_the_cent=False)).interest


def _apr(received: Decimal, payments: list[Decimal]) -> Decimal:
    return apr([Flow(Decimal(0), received), *(Flow(Decimal(k) / 12, -paid) for k, paid in enumerate(payments, 1))])


FORMULAS: dict[str, Callable[..., object]] = {
    "Decimal": Decimal,
    "instalment": lambda *loan, **more: _plan(*loan, **more).instalment,
    "total_interest": _interest,
    "apr": _apr,
    "repeat": lambda value, times: [value] * int(times),
    "floor": math.floor,
    "min": min,
}


@cache
def calculated(formula: str) -> Decimal:
    tree = ast.fix_missing_locations(_Exact().visit(ast.parse(formula, mode="eval")))
    value: Decimal = eval(compile(tree, formula, "eval"), {"__builtins__": {}}, FORMULAS)  # noqa: S307 - our own list
    return Decimal(value)


# --- numbers in a text ---------------------------------------------------------------------------------------------


def found_in(text: str, language: str) -> Iterator[Decimal]:
    """Every number of a text, read as people of that language write it."""
    groups, point = GROUPS_OF_THREE[language], POINT.get(language, ",")
    form = rf"[0-9]{{1,3}}(?:[{groups}][0-9]{{3}})+(?:\{point}[0-9]+)?(?![0-9])|[0-9]+(?:\{point}[0-9]+)?"
    for match in re.finditer(form, text):
        yield Decimal(re.sub(f"[{groups}]", "", match[0]).replace(point, "."))


def text_of(number: Number, language: str) -> str:
    module = library().modules[number.module]
    if "/" in number.where:
        quiz, question = number.where.split("/")
        return "\n".join(texts_of_question(module, quiz, question, language))
    lesson = next(lesson for lesson in module.lessons if lesson.id == number.where)
    text = lesson.text.by_language[language]
    blocks = ("\n".join((block.title, block.text, *block.options.values())) for block in text.blocks)
    return "\n".join((text.title, text.summary, *blocks))


def answer_to(number: Number) -> Iterator[Decimal]:
    """The right answer, which stands in the key, when the number is one that a question asks for."""
    if "/" in number.where:
        quiz, question = number.where.split("/")
        for name, key in simple_keys(quiz_of(library().modules[number.module], quiz)):
            if name == question and isinstance(key, NumberKey):
                yield Decimal(str(key.right))


@pytest.mark.parametrize("number", numbers(), ids=str)
def test_a_number_is_what_its_formula_gives_in_every_language(number: Number) -> None:
    exact = calculated(number.formula)
    shown = abs(exact.quantize(Decimal(1).scaleb(-number.decimals), ROUND_HALF_UP))
    for language in LANGUAGES:
        assert shown in {*found_in(text_of(number, language), language), *answer_to(number)}, (language, shown)


@pytest.mark.parametrize("module", library().modules.values(), ids=lambda module: module.id)
def test_the_right_answer_to_every_question_for_a_number_is_calculated(module: Module) -> None:
    known = [number for number in numbers() if number.module == module.id]
    for quiz in module.quizzes:
        for question, key in simple_keys(quiz):
            if isinstance(key, NumberKey):
                values = [calculated(one.formula) for one in known if one.where == f"{quiz.id}/{question}"]
                allowed = Decimal(str(key.tolerance)) or Decimal("0.000001")
                assert any(abs(value - Decimal(str(key.right))) <= allowed for value in values), question


def test_numbers_are_read_as_each_language_writes_them() -> None:
    assert list(found_in("8.000 euro, 187,88 e 6 %", "it")) == [8000, Decimal("187.88"), 6]
    assert list(found_in("8,000 euros, 187.88 and 1,000,000", "en")) == [8000, Decimal("187.88"), 1_000_000]
    assert list(found_in("8\u202f000 euros, 187,88", "fr")) == [8000, Decimal("187.88")]
    assert list(found_in("−150, poi 90", "it")) == [150, 90]
