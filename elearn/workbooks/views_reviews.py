"""Feedback as reviewers give it: the inbox, and the frozen workbook with remarks, marks and the decision."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.rules import known, staff
from elearn.accounts.service.access import allow, current_person
from elearn.core.clock import now
from elearn.core.differences import words_between
from elearn.core.ids import random_id
from elearn.infra.database import leave_trace
from elearn.workbooks import sums
from elearn.workbooks.blueprint import bp, person_id
from elearn.workbooks.notices import moment_words, tell_answered
from elearn.workbooks.rules.comparison import compare
from elearn.workbooks.rules.documents import EMPTY
from elearn.workbooks.rules.reviewing import HIGHEST_MARK, Outcome, RemarkKind, ReviewKind, typed_text
from elearn.workbooks.service.books import kit
from elearn.workbooks.service.comments import LONGEST_REMARK, by_node
from elearn.workbooks.service.inbox import ON_A_PAGE, beside, inbox, last_answer
from elearn.workbooks.service.reviewing import (
    LONGEST_REASON,
    LONGEST_SUMMARY,
    Draft,
    ReviewBook,
    find_review,
    remark,
    save_draft,
    see,
    send,
    take_back_remark,
)
from elearn.workbooks.showing import SheetView
from elearn.workbooks.views_feedback import title_of

TEACH = "/<any(it,en,es,fr,de):language>/teach"
MARKS = {str(mark): mark for mark in range(1, HIGHEST_MARK + 1)}


@bp.get(f"{TEACH}/reviews")
@allow(known)
def reviews() -> ResponseReturnValue:
    """What waits, the oldest first."""
    person = current_person()
    last = last_answer(person)
    return render_template(
        "workbooks/feedback/inbox.html",
        inbox=inbox(person, request.args.get("page", 1, int)),
        on_a_page=ON_A_PAGE,
        last=moment_words(last) if last else "",
        now=now(),
        title_of=title_of,
        moment_words=moment_words,
    )


def _find(review: str) -> ReviewBook:
    return find_review(current_person(), review) or abort(404)


@bp.get(f"{TEACH}/reviews/<review>")
@allow(known)
def review(review: str) -> ResponseReturnValue:
    """A frozen workbook, sheet by sheet."""
    found = _find(review)
    if not found.is_over:
        leave_trace(partial(see, found, person_id()))
        found = _find(review)
    return _review_page(found)


def _review_page(found: ReviewBook, error: str = "", *, unsaved: Mapping[str, str] | None = None) -> str:
    """The page of a request. `unsaved`: what somebody typed and could not be kept."""
    sheet = request.values.get("sheet", "")
    sheet = sheet if sheet in found.sheets else found.sheets[0]
    at = request.values.get("at", "")
    view = SheetView(found.book, sheet, found.documents, found.findings, at, remarks=by_node(found.said, sheet))
    before = (found.before or {}).get(sheet, EMPTY)
    earlier, later = beside(current_person(), found.id, found.asked_at)
    return render_template(
        "workbooks/feedback/review.html",
        review=found,
        book=found.book,
        view=view,
        sum=sums.of(view),
        sheet=sheet,
        changes=compare(before, view.document) if found.before is not None else None,
        words_between=words_between,
        drafts=_drafts_by_node(found, sheet),
        changing=next((one for one in found.drafts if one.public_id == request.values.get("draft")), None),
        phrases=kit().phrases,
        kinds=list(RemarkKind),
        busy=found.busy_for(person_id()),
        is_staff=staff(current_person()),
        earlier=earlier,
        later=later,
        new_name=random_id(),
        longest={"remark": LONGEST_REMARK, "summary": LONGEST_SUMMARY, "reason": LONGEST_REASON},
        error=error,
        unsaved=[text for text in (unsaved or {}).values() if text],
        title_of=title_of,
        moment_words=moment_words,
    )


def _drafts_by_node(found: ReviewBook, sheet: str) -> dict[str, list[Draft]]:
    drafts: dict[str, list[Draft]] = {}
    for one in found.drafts:
        if one.sheet == sheet:
            drafts.setdefault(one.node, []).append(one)
    return drafts


@bp.post(f"{TEACH}/reviews/<review>")
@allow(known)
def answer_review(review: str) -> ResponseReturnValue:
    """Keep a remark or the marks, take a remark back, go on instead of somebody, or send: the button decides."""
    found, what = _find(review), request.form.get("do", "save")
    if found.is_over:
        if what == found.outcome and found.reviewer_id == person_id():  # a double click
            return redirect(url_for(".reviews", sent=1), 303)
        return _review_page(found, _("This answer is sent already."), unsaved=_typed(found)), 410
    found = see(found, person_id(), take_over=what == "take-over")
    if found.reviewer_id != person_id():
        error = _("Somebody else is at it. Press “Go on with it myself” first.")
        return _review_page(_find(review), error, unsaved=_typed(found)), 409
    match what:
        case "remark":
            return _keep_remark(found)
        case "remove":
            take_back_remark(found, request.form.get("name", ""))
        case "approved" | "changes" | "read" as outcome:
            return _send(found, Outcome(outcome))
        case "save":
            save_draft(found, _marks(found), request.form.get("summary", ""))
    return _back(found)


def _typed(found: ReviewBook) -> dict[str, str]:
    """The words that came with a form, by field."""
    names = ["body", "summary", *(f"text-{one.id}" for one in (found.rubric.criteria if found.rubric else ()))]
    kept = {found.summary, *(mark.get("text") for mark in found.marks.values())}
    return {name: text for name in names if (text := request.form.get(name, "").strip()) and text not in kept}


def _keep_remark(found: ReviewBook) -> ResponseReturnValue:
    sheet, node = request.form.get("sheet", ""), request.form.get("at", "")
    view = SheetView(found.book, sheet, found.documents) if sheet in found.sheets else abort(400)
    part = view.part_at(node) or abort(400)
    phrase = next((one for one in kit().phrases if one.id == request.form.get("phrase")), None)
    said = phrase.texts[found.book.cover.language] if phrase else ""
    text = f"{said} {request.form.get('body', '')}".strip()
    if not text:
        return _review_page(found, _("Write the remark, or choose a sentence.")), 422
    kind = phrase.kind if phrase else request.form.get("kind", "")
    name = request.form.get("field", "")
    draft = Draft(
        public_id=request.form.get("name", ""),
        sheet=sheet,
        node=node,
        field=name if name in part.by_id else "",
        kind=str(kind if kind in set(RemarkKind) else RemarkKind.QUESTION),
        body=text,
    )
    remark(found, person_id(), draft, found.book.cover.language)
    return _back(found)


def _marks(found: ReviewBook) -> dict[str, Any]:
    """The marks that were sent, by criterion; those that the form did not show stay."""
    marks = dict(found.marks)
    for criterion in found.rubric.criteria if found.rubric else ():
        mark, text = request.form.get(f"mark-{criterion.id}"), request.form.get(f"text-{criterion.id}")
        if mark is not None or text is not None:
            given = {"mark": MARKS.get(mark or ""), "text": typed_text(text or "", LONGEST_REASON)}
            marks[criterion.id] = given
    return {name: given for name, given in marks.items() if given["mark"] or given["text"]}


def _send(found: ReviewBook, outcome: Outcome) -> ResponseReturnValue:
    if (outcome is Outcome.READ) != (found.kind is ReviewKind.PEER):
        abort(400)
    save_draft(found, _marks(found), request.form.get("summary", ""))
    found = _find(found.public_id)
    error = _reason_against(found, outcome)
    if error:
        return _review_page(found, error), 422
    if not send(found, person_id(), outcome, completes=staff(current_person())):
        return _review_page(_find(found.public_id), _("This answer is sent already.")), 409
    tell_answered(found.book, found.asked_by)
    return redirect(url_for(".reviews", sent=1), 303)


def _reason_against(found: ReviewBook, outcome: Outcome) -> str:
    """Why an answer cannot be sent, or ""."""
    if outcome is Outcome.APPROVED and found.rubric:
        if found.score is None:
            return str(_("Give every criterion a mark before you approve."))
        if found.score < found.rubric.pass_mark:
            words = _(
                "The marks make %(score)s of 100, approval needs %(least)s. Ask for changes, or look at them again.",
                score=found.score,
                least=found.rubric.pass_mark,
            )
            return str(words)
    if outcome is not Outcome.APPROVED and not found.drafts and not found.summary:
        return str(_("Write at least one remark, or a few words at the end: people need to know what to change."))
    return ""


def _back(found: ReviewBook) -> ResponseReturnValue:
    anchor = f"n-{request.form['at']}" if request.form.get("at") else "marks"
    return redirect(
        url_for(".review", review=found.public_id, sheet=request.form.get("sheet", ""), _anchor=anchor), 303
    )
