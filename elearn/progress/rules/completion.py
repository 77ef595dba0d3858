"""What is done, and where to go on. One item, one module, one path, from records and content values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal, TypeVar

from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.rules.values import Module
from elearn.progress.rules.facts import Record

PassMark = Callable[[Quiz], int | None]
Thing = TypeVar("Thing")


class State(StrEnum):
    """How an item or a module stands."""

    NOT_STARTED = "not_started"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class ItemStanding:
    """How a person stands with a lesson, a quiz, or a step in the workbook (its `id` is the sheet's).

    `best` is per mille, `pass_mark` a percentage or None.
    """

    item: str
    kind: Literal["lesson", "quiz", "workbook"]
    id: str
    module: str
    minutes: int
    state: State
    since: datetime | None = None
    latest_at: datetime | None = None
    best: int | None = None
    pass_mark: int | None = None
    tries: int = 0

    @property
    def is_done(self) -> bool:
        """Whether it counts as completed."""
        return self.state is State.DONE

    @property
    def is_waiting(self) -> bool:
        """Whether it is a trainer's turn, who was asked for feedback. Meanwhile a person goes on elsewhere."""
        return self.kind == "workbook" and self.state is State.OPEN


@dataclass(frozen=True)
class ModuleStanding:
    """How a person stands with a module: all its items, in order. A module that is coming has none."""

    id: str
    items: tuple[ItemStanding, ...]

    @property
    def total(self) -> int:
        """How many squares the module has."""
        return len(self.items)

    @cached_property
    def done(self) -> int:
        """How many of them are filled."""
        return sum(item.is_done for item in self.items)

    @cached_property
    def half(self) -> int:
        """How many of them are half filled: begun, and not done."""
        return sum(item.state is State.OPEN for item in self.items)

    @cached_property
    def state(self) -> State:
        """Done when every item is done; open as soon as anything happened."""
        if self.items and self.done == self.total:
            return State.DONE
        return State.OPEN if self.done or self.half else State.NOT_STARTED

    @property
    def is_coming(self) -> bool:
        """Whether the module is announced but not written yet."""
        return not self.items

    @cached_property
    def minutes_done(self) -> int:
        """The declared minutes of what is done."""
        return sum(item.minutes for item in self.items if item.is_done)

    @cached_property
    def latest_at(self) -> datetime | None:
        """When something last happened in this module, or None."""
        return max((item.latest_at for item in self.items if item.latest_at), default=None)

    @cached_property
    def since(self) -> datetime | None:
        """When the module was completed, or begun; None where nothing happened."""
        moments = [item.since for item in self.items if item.since]
        if not moments:
            return None
        return max(moments) if self.state is State.DONE else min(moments)

    def find(self, item: str) -> ItemStanding | None:
        """The standing of one item, or None if the module has it no longer."""
        return next((standing for standing in self.items if standing.item == item), None)

    def after(self, item: str) -> ItemStanding | None:
        """The item that follows another one, or None after the last."""
        names = [standing.item for standing in self.items]
        position = names.index(item) + 1 if item in names else self.total
        return self.items[position] if position < self.total else None

    def next_item(self) -> ItemStanding | None:
        """The first item that is not done, counted from the one where something last happened, then from the start.

        What waits for a trainer comes after everything else.
        """
        active = [position for position, item in enumerate(self.items) if item.latest_at]
        latest = max(active, key=lambda position: (self.items[position].latest_at, position), default=0)
        waiting = [item for item in _turned(self.items, latest) if not item.is_done]
        return min(waiting, key=lambda item: item.is_waiting, default=None)


@dataclass(frozen=True)
class PathStanding:
    """How a person stands with a path: all its modules, in order, the coming ones too."""

    id: str
    modules: tuple[ModuleStanding, ...]

    @cached_property
    def total(self) -> int:
        """How many lessons and quizzes there are to do now."""
        return sum(module.total for module in self.modules)

    @cached_property
    def done(self) -> int:
        """How many of them are done."""
        return sum(module.done for module in self.modules)

    @property
    def state(self) -> State:
        """Done when every module is done: a module that is not written yet keeps a path open."""
        if self.modules and all(module.state is State.DONE for module in self.modules):
            return State.DONE
        begun = any(module.state is not State.NOT_STARTED for module in self.modules)
        return State.OPEN if begun else State.NOT_STARTED

    @property
    def is_caught_up(self) -> bool:
        """Whether everything that can be done now is done."""
        return self.total > 0 and self.done == self.total

    @cached_property
    def latest_at(self) -> datetime | None:
        """When something last happened in this path, or None."""
        return max((module.latest_at for module in self.modules if module.latest_at), default=None)

    def resume_point(self) -> ItemStanding | None:
        """Where to go on: in the module touched last, else in those after it, then from the start.

        Without any activity, the first item of the first module that has lessons. None when all is done.
        """
        touched = [position for position, module in enumerate(self.modules) if module.latest_at]
        latest = max(touched, key=lambda position: (self.modules[position].latest_at, position), default=0)
        candidates = [item for module in _turned(self.modules, latest) if (item := module.next_item())]
        return min(candidates, key=lambda item: item.is_waiting, default=None)


def lesson_state(record: Record) -> State:
    """A lesson is done by the last word on it: marked done, and not unmarked later."""
    if record.done_at and (record.undone_at is None or record.done_at >= record.undone_at):
        return State.DONE
    return State.OPEN if record.latest_at else State.NOT_STARTED


def quiz_state(record: Record, pass_mark: int | None) -> State:
    """A quiz is done when the best score reaches the pass mark, or once finished where none is asked.

    The best score counts for ever: a later attempt takes nothing away.
    """
    if record.tries and (pass_mark is None or (record.best or 0) >= pass_mark * 10):
        return State.DONE
    return State.OPEN if record.latest_at else State.NOT_STARTED


def standing_in_module(module: Module, records: Mapping[str, Record], pass_mark: PassMark) -> ModuleStanding:
    """How somebody with these records (by item) stands with a module."""
    if module.is_coming:
        return ModuleStanding(module.id, ())
    lessons = tuple(
        _lesson_standing(module.id, lesson.id, lesson.minutes, records.get(lesson.item) or Record(lesson.item))
        for lesson in module.lessons
    )
    quizzes = tuple(
        _quiz_standing(
            quiz,
            module.quiz_minutes.get(quiz.id, 0),
            records.get(quiz.item) or Record(quiz.item),
            pass_mark(quiz),
        )
        for quiz in module.checks
    )
    return ModuleStanding(module.id, (*lessons, *quizzes, *_steps(module, records)))


def hours(minutes: int) -> Decimal:
    """Minutes as hours, rounded to a tenth (half a tenth counts as one)."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _lesson_standing(module: str, lesson: str, minutes: int, record: Record) -> ItemStanding:
    state = lesson_state(record)
    since = record.done_at if state is State.DONE else record.opened_at or record.latest_at
    return ItemStanding(record.item, "lesson", lesson, module, minutes, state, since, record.latest_at)


def _steps(module: Module, records: Mapping[str, Record]) -> Iterator[ItemStanding]:
    """The module's step in the workbook: open when somebody asked for feedback, done by a trainer's approval."""
    if module.step:
        record = records.get(module.step) or Record(module.step)
        state = lesson_state(record)
        since = record.done_at if state is State.DONE else record.opened_at
        yield ItemStanding(record.item, "workbook", module.workbook or "", module.id, 0, state, since, record.latest_at)


def _quiz_standing(quiz: Quiz, minutes: int, record: Record, pass_mark: int | None) -> ItemStanding:
    return ItemStanding(
        item=record.item,
        kind="quiz",
        id=quiz.id,
        module=quiz.module,
        minutes=minutes,
        state=quiz_state(record, pass_mark),
        since=record.scored_at or record.opened_at,
        latest_at=record.latest_at,
        best=record.best,
        pass_mark=pass_mark,
        tries=record.tries,
    )


def _turned(things: Sequence[Thing], start: int) -> Sequence[Thing]:
    """All things, beginning at `start` and going round."""
    return [*things[start:], *things[:start]]
