"""Publishing a unit: what changes and for whom, what stands in the way, now or later, and a second person's review."""

from typing import cast

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow, current_person
from elearn.authoring.blueprint import person_id, require_writer, rights, writers
from elearn.authoring.forms.publish import AnswerForm, ReleaseForm, ReviewForm
from elearn.authoring.notices import tell_answered, tell_reviewers
from elearn.authoring.service import publishing as do
from elearn.authoring.service.comparing import unpublished_changes
from elearn.authoring.service.effects import effects_of
from elearn.authoring.service.problems import problems_elsewhere
from elearn.authoring.service.publishing import Refusal, why_not
from elearn.authoring.service.reviews import (
    ReviewRefusedError,
    answer_review,
    ask_for_review,
    drafts_state,
    last_review,
    may_answer,
)
from elearn.authoring.service.rights import site_policy
from elearn.authoring.service.scheduling import schedule, schedule_of, unschedule
from elearn.authoring.service.shelf import state_of_unit
from elearn.authoring.views.unit_pages import finder, unit_page, unit_title, unit_url
from elearn.authoring.words.changes import Names

CHOICE = "choice-"


@unit_page("publish")
@allow(writers)
def publish(unit: str) -> ResponseReturnValue:
    """What would be published, for whom, and what stands in the way."""
    _may_look(unit)
    return _page(unit)


@unit_page("publish", "POST")
@allow(writers)
def publish_now(unit: str) -> ResponseReturnValue:
    """Publish the drafts that the author has just looked at."""
    require_publisher(unit)
    form = cast(ReleaseForm, ReleaseForm.from_request())
    if not form.note.validate(form):
        return _page(unit, form=form), 422
    outcome = do.publish(person_id(), unit, _said(form.note.data), _choices(), request.form.get("seen"))
    if outcome.refusal is not None:
        return _page(unit, form=form, refusal=outcome.refusal), 409
    return redirect(unit_url("releases", unit, done="published"), 303)


@unit_page("schedule", "POST")
@allow(writers)
def plan(unit: str) -> ResponseReturnValue:
    """Plan the publication for later. What stands in the way then is told by mail."""
    require_publisher(unit)
    form = cast(ReleaseForm, ReleaseForm.from_request())
    if not form.validate():
        return _page(unit, form=form), 422
    schedule(person_id(), unit, form.due_at, _said(form.note.data), _choices())
    return redirect(unit_url("publish", unit, done="planned"), 303)


@unit_page("unschedule", "POST")
@allow(writers)
def give_up_plan(unit: str) -> ResponseReturnValue:
    """Give up what was planned."""
    require_publisher(unit)
    unschedule(person_id(), unit)
    return redirect(unit_url("publish", unit, done="unplanned"), 303)


@unit_page("review", "POST")
@allow(writers)
def ask(unit: str) -> ResponseReturnValue:
    """Ask a second person to read the drafts."""
    require_writer(unit)
    form = cast(ReviewForm, ReviewForm.from_request())
    if not form.validate():
        return _page(unit, review_form=form), 422
    if ask_for_review(person_id(), unit, _said(form.words.data)):
        tell_reviewers(person_id(), current_person().name, unit, unit_title(unit), _said(form.words.data))
    return redirect(unit_url("publish", unit, done="asked"), 303)


@unit_page("review/answer", "POST")
@allow(writers)
def answer(unit: str) -> ResponseReturnValue:
    """A second person agrees, or asks for changes."""
    if not rights().reviews(unit):
        abort(403)
    approved = request.form.get("do") == "approve"
    form = cast(AnswerForm, AnswerForm.from_request())
    form.wants_changes = not approved
    if not form.validate():
        return _page(unit, answer_form=form), 422
    review = last_review(unit, drafts_state(unit))
    words = _said(form.answer.data)
    try:
        answer_review(person_id(), rights(), unit, request.form.get("seen", ""), approved=approved, answer=words)
    except ReviewRefusedError:
        return _page(unit, refusal=Refusal.CHANGED, answer_form=form), 409
    tell_answered(review.asked_by if review else None, unit, unit_title(unit), words, approved=approved)
    return redirect(unit_url("publish", unit, done="answered"), 303)


def require_publisher(unit: str) -> None:
    """403 for whoever may not publish this unit."""
    if not rights().publishes(unit):
        abort(403)


def _may_look(unit: str) -> None:
    if not (rights().writes(unit) or rights().reviews(unit)):
        abort(403)


def _said(words: str | None) -> str:
    return (words or "").strip()


def _choices() -> dict[str, str]:
    """What becomes of past answers, question by question."""
    return {name.removeprefix(CHOICE): value for name, value in request.form.items() if name.startswith(CHOICE)}


def _page(
    unit: str,
    *,
    form: ReleaseForm | None = None,
    refusal: Refusal | None = None,
    review_form: ReviewForm | None = None,
    answer_form: AnswerForm | None = None,
) -> str:
    state, changes = state_of_unit(unit) or abort(404), unpublished_changes(unit)
    in_the_way, problems = why_not(unit)
    seen = drafts_state(unit)
    review = last_review(unit, seen)
    plan = schedule_of(unit)
    return render_template(
        "authoring/publish.html",
        unit=unit,
        title=unit_title(unit),
        state=state,
        changes=changes,
        names=Names(unit),
        effects=effects_of(unit, changes),
        problems=problems,
        elsewhere=problems_elsewhere(unit),
        find=finder(unit),
        in_the_way=in_the_way,
        refusal=refusal,
        seen=seen,
        plan=plan,
        chosen=_choices() if request.method == "POST" else plan.choices if plan else {},
        needs_review=site_policy().needs_review,
        review=review,
        may_answer=review is not None and may_answer(current_person().id, rights(), unit, review),
        publishes=rights().publishes(unit),
        writes=rights().writes(unit),
        form=form or ReleaseForm(data={"note": plan.note if plan else ""}),
        review_form=review_form or ReviewForm(),
        answer_form=answer_form or AnswerForm(),
    )
