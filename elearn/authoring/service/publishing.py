"""Publishing, withdrawing and rolling back, as authors do it: with a note, in the history, and only what may be."""

from dataclasses import dataclass, field
from enum import StrEnum

from elearn.authoring.service.comparing import unpublished_changes
from elearn.authoring.service.events import note_event
from elearn.authoring.service.preview import compiled
from elearn.authoring.service.problems import problems_of
from elearn.authoring.service.remarking import Choices, treat
from elearn.authoring.service.reviews import drafts_state, last_review
from elearn.authoring.service.rights import site_policy
from elearn.authoring.service.scheduling import forget_schedule
from elearn.catalogue.rules.values import Module
from elearn.catalogue.service import publishing as catalogue
from elearn.catalogue.service.releases import live_release
from elearn.core.problems import Problem, has_errors

NO_CHOICES: Choices = {}


class Refusal(StrEnum):
    """Why something was not published."""

    ERRORS = "errors"
    REVIEW = "review"  # the site asks for a second person, who has not agreed to these texts
    CHANGED = "changed"  # the drafts are not the ones that the author looked at
    NOTHING = "nothing"  # there are no files, or nothing is new


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a publication: the release, or why there is none. `treated`: attempts by question."""

    release: int | None = None
    refusal: Refusal | None = None
    problems: tuple[Problem, ...] = ()
    treated: dict[str, int] = field(default_factory=dict)


def publish(
    person_id: int | None, unit: str, note: str, choices: Choices = NO_CHOICES, seen: str | None = None
) -> Outcome:
    """Make the drafts of a unit what learners read, and do with past answers what the author chose.

    `seen` is the fingerprint of the drafts that the author looked at; None takes them as they are.
    """
    catalogue.lock(unit)  # what is checked now is what will be published
    refusal, problems = why_not(unit, seen)
    if refusal is not None:
        return Outcome(refusal=refusal, problems=problems)
    changes = unpublished_changes(unit)
    before, module = live_release(unit), compiled(unit).value
    done = catalogue.publish(unit, person_id, note)
    if done.release is None or done.release == before:
        return Outcome(refusal=Refusal.NOTHING, problems=done.problems)
    treated = treat(module, changes.questions, choices, done.release) if isinstance(module, Module) else {}
    forget_schedule(unit)
    note_event(person_id, "published", unit, note=note)
    return Outcome(done.release, problems=problems, treated=treated)


def why_not(unit: str, seen: str | None = None) -> tuple[Refusal | None, tuple[Problem, ...]]:
    """Why the drafts of a unit cannot be published now, and their Problems; None where they can."""
    problems = problems_of(unit)
    state = drafts_state(unit)
    if not catalogue.drafts_of(unit):
        return Refusal.NOTHING, ()
    if has_errors(problems):
        return Refusal.ERRORS, problems
    if seen is not None and seen != state:
        return Refusal.CHANGED, problems
    if site_policy().needs_review:
        review = last_review(unit, state)
        if review is None or not review.allows:
            return Refusal.REVIEW, problems
    return None, problems


def withdraw(person_id: int | None, unit: str, note: str = "") -> bool:
    """Let learners see a unit no longer. What they did in it stays. False where nobody sees it anyway."""
    if live_release(unit) is None:
        return False
    catalogue.withdraw(unit)
    note_event(person_id, "withdrawn", unit, note=note)
    return True


def roll_back(person_id: int | None, unit: str, release: int) -> bool:
    """Let learners see an earlier release again; the drafts and all marks stay. False where they see it already.

    UnknownReleaseError for a release of another unit.
    """
    if live_release(unit) == release:
        return False
    catalogue.roll_back(unit, release)
    note_event(person_id, "rolled_back", unit, note=str(release))
    return True
