"""A rehearsal: an imaginary learner did this and that; what would the platform say?

The answer comes from the rules that real learners meet (`progress/rules/completion.py`), fed with imagined records.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from elearn.catalogue.rules.values import Module
from elearn.progress.rules.completion import ModuleStanding, PassMark, standing_in_module
from elearn.progress.rules.explain import Explanation, explain_module
from elearn.progress.rules.facts import Record

#: An imaginary day: only the order of moments matters.
_MORNING = datetime(2000, 1, 1, 9, tzinfo=UTC)
_EVENING = _MORNING + timedelta(hours=9)


@dataclass(frozen=True)
class Imagined:
    """What an imaginary learner did. `results` are percentages by quiz; a quiz that is not there was not tried."""

    opened: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()
    results: Mapping[str, int] = field(default_factory=dict)
    asked: bool = False  # feedback on the sheet
    approved: bool = False


@dataclass(frozen=True)
class Rehearsed:
    """What the platform would say to the imaginary learner."""

    standing: ModuleStanding
    explanation: Explanation


def rehearse(module: Module, imagined: Imagined, pass_mark: PassMark) -> Rehearsed:
    """How the imaginary learner stands with a module, and why."""
    standing = standing_in_module(module, _records(module, imagined), pass_mark)
    return Rehearsed(standing, explain_module(standing))


def everything(module: Module) -> Imagined:
    """Somebody who did all that can be done."""
    lessons = frozenset(lesson.id for lesson in module.lessons)
    return Imagined(lessons, lessons, {quiz.id: 100 for quiz in module.checks}, asked=True, approved=True)


def _records(module: Module, imagined: Imagined) -> dict[str, Record]:
    records = {
        lesson.item: Record(
            lesson.item,
            opened_at=_MORNING,
            done_at=_EVENING if lesson.id in imagined.read else None,
        )
        for lesson in module.lessons
        if lesson.id in imagined.opened | imagined.read
    }
    for quiz in module.checks:
        if quiz.id in imagined.results:
            best = imagined.results[quiz.id] * 10
            records[quiz.item] = Record(quiz.item, _MORNING, best=best, tries=1, scored_at=_EVENING)
    if module.step and (imagined.asked or imagined.approved):
        done_at = _EVENING if imagined.approved else None
        records[module.step] = Record(module.step, opened_at=_MORNING, done_at=done_at)
    return records
