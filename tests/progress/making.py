"""Small content values and moments for the tests of progress."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from elearn.catalogue.rules.quiz_values import Quiz, QuizKey
from elearn.catalogue.rules.values import Lesson, Module, Renderings, Text
from elearn.progress.rules.completion import ModuleStanding, PathStanding, standing_in_module
from elearn.progress.rules.facts import Record

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def at(minutes: int) -> datetime:
    """So many minutes after noon of the first of March 2027."""
    return NOON + timedelta(minutes=minutes)


def a_text(title: str) -> Renderings[Text]:
    return Renderings("it", {"it": Text("it", "0" * 64, title)})


def a_quiz(module: str = "m", quiz: str = "check", purpose: str = "check") -> Quiz:
    key = QuizKey.model_validate({"purpose": purpose, "questions": [{"id": "q", "kind": "true_false", "right": True}]})
    return Quiz(quiz, module, key, "0" * 64, "it", {})


def a_module(name: str = "m", lessons: int = 3, quiz: bool = True) -> Module:
    """A module with lessons l1, l2 ... of 10, 20 ... minutes and a quiz of 7 minutes."""
    return Module(
        id=name,
        source="it",
        text=a_text(name),
        lessons=tuple(Lesson(f"l{n}", name, 10 * n, a_text(f"{name} {n}")) for n in range(1, lessons + 1)),
        quizzes=(a_quiz(name), a_quiz(name, "practice", "practice")) if quiz else (),
        quiz_minutes={"check": 7, "practice": 100},
    )


def lesson(number: int, module: str = "m") -> str:
    return f"lesson:{module}/l{number}"


def opened(item: str, minute: int) -> Record:
    return Record(item, opened_at=at(minute))


def done(item: str, minute: int) -> Record:
    return Record(item, opened_at=at(minute - 1), done_at=at(minute))


def standing(module: Module, *records: Record, pass_mark: int | None = 70) -> ModuleStanding:
    return standing_in_module(module, by_item(records), lambda _quiz: pass_mark)


def path_of(*modules: ModuleStanding) -> PathStanding:
    return PathStanding("p", modules)


def by_item(records: tuple[Record, ...]) -> Mapping[str, Record]:
    return {record.item: record for record in records}
