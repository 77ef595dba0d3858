"""What a publication would do, counted before it is done. Few queries: see tests/authoring/test_publishing.py."""

from elearn.authoring.rules.changes import Changes
from elearn.authoring.rules.effects import Effects, falling_behind, needs_choice
from elearn.authoring.service.preview import compiled
from elearn.authoring.service.remarking import question_effect
from elearn.catalogue.rules.values import Module
from elearn.catalogue.service.library import library
from elearn.progress.service.audience import audience_of
from elearn.quizzes.service.corrections import running_attempts

NOTHING = Effects()


def effects_of(unit: str, changes: Changes) -> Effects:
    """Whom a publication of a unit's drafts concerns. Only modules have people in progress; broken drafts none."""
    after = compiled(unit).value
    if not isinstance(after, Module):
        return NOTHING
    before = library().modules.get(after.id)
    audience = audience_of(before or after, library().pass_mark)
    effects = []
    for change in filter(needs_choice, changes.questions):
        quiz = after.quiz(change.quiz)
        if quiz is not None and change.question in quiz.questions:
            effects.append(question_effect(quiz, change))
    return Effects(
        started=audience.started,
        done=audience.done,
        running=running_attempts(after.id) if changes.quizzes else 0,
        behind=falling_behind(before, after),
        questions=tuple(effects),
    )
