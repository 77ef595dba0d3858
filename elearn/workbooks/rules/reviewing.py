"""Judging a workbook: marks on a rubric, what stops a request, which step an approval completes."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from elearn.catalogue.rules.values import Module
from elearn.catalogue.rules.workbook_values import Kit, Profile, Rubric
from elearn.workbooks.rules.book import Finding

HIGHEST_MARK = 5
PRESENCE = timedelta(minutes=10)  # a reviewer who looked at it since then is still at it


class ReviewKind(StrEnum):
    """Who answers: a trainer (or the workbook's mentor), or another learner."""

    TRAINER = "trainer"
    PEER = "peer"


class ReviewState(StrEnum):
    """How far a request is. A request that is asked or open waits; only one may wait for a step."""

    ASKED = "asked"
    OPEN = "open"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


WAITING = (ReviewState.ASKED, ReviewState.OPEN)


class Outcome(StrEnum):
    """What a reviewer decided. A colleague only gives remarks: `read`."""

    APPROVED = "approved"
    CHANGES = "changes"
    READ = "read"


class RemarkKind(StrEnum):
    """What a remark asks for."""

    FIX = "fix"
    QUESTION = "question"
    PRAISE = "praise"


def score(rubric: Rubric, marks: Mapping[str, int]) -> int | None:
    """The weighted marks in per cent (a mark of 5 everywhere is 100); None while a criterion has no mark."""
    if any(criterion.id not in marks for criterion in rubric.criteria):
        return None
    total = sum(criterion.weight * marks[criterion.id] for criterion in rubric.criteria)
    return round(total / HIGHEST_MARK)


def is_free(reviewer: int | None, person: int, seen_at: datetime | None, moment: datetime, *, has_begun: bool) -> bool:
    """Whether a person may begin (or go on) without taking a request away from somebody.

    Whoever only looked at it, kept nothing (`has_begun` is False) and left loses nothing.
    """
    return reviewer in (None, person) or (not has_begun and not is_present(seen_at, moment))


def may_withdraw(kind: str, state: str) -> bool:
    """Whether a request can be taken back: a trainer's work is not thrown away.

    An exchange can be until it is answered: a colleague who never answers must not stop the next one.
    """
    return state == ReviewState.ASKED or (kind == ReviewKind.PEER and state == ReviewState.OPEN)


def typed_text(text: str, most: int) -> str:
    """What somebody typed, as it is kept: browsers send line ends as two characters, and count them as one."""
    return text.replace("\r\n", "\n").strip()[:most]


def is_present(seen_at: datetime | None, moment: datetime) -> bool:
    """Whether a reviewer is at work on a request now."""
    return seen_at is not None and moment - seen_at < PRESENCE


def sheets_of_step(module: Module | None, profile: Profile, kit: Kit) -> tuple[str, ...]:
    """The sheets that a request shows: those that a module teaches, or all of the profile."""
    if module is None:
        return profile.sheets
    taught = (kind.id for kind in kit.sheets.values() if kind.module == module.id)
    wanted = {*taught, module.workbook}
    return tuple(sheet for sheet in profile.sheets if sheet in wanted)


def blocking(findings: Iterable[Finding], profile: Profile, sheets: Iterable[str]) -> tuple[Finding, ...]:
    """The findings that stop a request, because the profile says so."""
    asked = frozenset(sheets)
    return tuple(one for one in findings if one.code in profile.blocking and one.sheet in asked)


def completed_steps(module: Module | None, modules: Iterable[Module], sheets: Iterable[str]) -> tuple[str, ...]:
    """The items of the progress ledger that an approval of these sheets completes."""
    shown = frozenset(sheets)
    asked = (module,) if module else tuple(modules)
    return tuple(one.step for one in asked if one.step and one.workbook in shown)
