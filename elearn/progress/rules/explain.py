"""“Why is this not complete?” The rule and the evidence, as values; the template finds the words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from elearn.progress.rules.completion import ItemStanding, ModuleStanding, PathStanding, State


class Rule(StrEnum):
    """What completion asks for."""

    LESSONS = "lessons"  # every lesson is marked as done
    LESSONS_AND_FINISHED = "lessons_and_finished"  # ... and every quiz was finished once
    LESSONS_AND_PASSED = "lessons_and_passed"  # ... and every quiz that has a pass mark reached it
    MODULES = "modules"  # every module is complete
    COMING = "coming"  # nothing can be completed yet


class Missing(StrEnum):
    """What is still to do for an item or a module."""

    NOTHING = "nothing"
    READ = "read"
    MARK = "mark"  # it was opened; the mark "done" is missing
    TRY = "try"
    ASK = "ask"  # nobody asked a trainer for feedback on the sheet yet
    APPROVE = "approve"  # a trainer has to approve the sheet
    PASS = "pass"  # noqa: S105 - it was tried; the best score is below the pass mark
    ITEMS = "items"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line: how an item or a module stands, since when, and what it lacks.

    `best` is per mille and `pass_mark` a percentage (quizzes only); `done`, `half` (begun) and
    `total` count items (modules only).
    """

    id: str
    kind: str  # "lesson", "quiz", "workbook" or "module"
    state: State
    since: datetime | None
    minutes_done: int
    missing: Missing
    best: int | None = None
    pass_mark: int | None = None
    tries: int = 0
    done: int = 0
    total: int = 0
    half: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule and all its evidence, in the order of the module or path."""

    rule: Rule
    state: State
    evidence: tuple[Evidence, ...]

    @property
    def missing(self) -> tuple[Evidence, ...]:
        """Only the lines that keep it from being complete."""
        return tuple(line for line in self.evidence if line.missing is not Missing.NOTHING)

    @property
    def minutes_done(self) -> int:
        """The declared minutes of what is done."""
        return sum(line.minutes_done for line in self.evidence)

    @property
    def has_step(self) -> bool:
        """Whether a sheet of the workbook must be approved too."""
        return any(line.kind == "workbook" for line in self.evidence)


def explain_module(module: ModuleStanding) -> Explanation:
    """Why a module is complete, or is not."""
    return Explanation(_rule(module), module.state, tuple(_item_evidence(item) for item in module.items))


def explain_path(path: PathStanding) -> Explanation:
    """Why a path is complete, or is not."""
    return Explanation(Rule.MODULES, path.state, tuple(_module_evidence(module) for module in path.modules))


def missing_of(item: ItemStanding) -> Missing:
    """What a person still has to do for an item."""
    if item.is_done:
        return Missing.NOTHING
    if item.kind == "workbook":
        return Missing.ASK if item.state is State.NOT_STARTED else Missing.APPROVE
    if item.kind == "lesson":
        return Missing.READ if item.state is State.NOT_STARTED else Missing.MARK
    return Missing.PASS if item.tries else Missing.TRY


def _rule(module: ModuleStanding) -> Rule:
    quizzes = [item for item in module.items if item.kind == "quiz"]
    if module.is_coming:
        return Rule.COMING
    if not quizzes:
        return Rule.LESSONS
    asked = any(quiz.pass_mark is not None for quiz in quizzes)
    return Rule.LESSONS_AND_PASSED if asked else Rule.LESSONS_AND_FINISHED


def _item_evidence(item: ItemStanding) -> Evidence:
    return Evidence(
        id=item.id,
        kind=item.kind,
        state=item.state,
        since=item.since,
        minutes_done=item.minutes if item.is_done else 0,
        missing=missing_of(item),
        best=item.best,
        pass_mark=item.pass_mark,
        tries=item.tries,
    )


def _module_evidence(module: ModuleStanding) -> Evidence:
    missing = Missing.COMING if module.is_coming else Missing.ITEMS
    return Evidence(
        id=module.id,
        kind="module",
        state=module.state,
        since=module.since,
        minutes_done=module.minutes_done,
        missing=Missing.NOTHING if module.state is State.DONE else missing,
        done=module.done,
        total=module.total,
        half=module.half,
    )
