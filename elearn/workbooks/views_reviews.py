"""Feedback as reviewers give it: the inbox, and the frozen workbook with remarks, marks and the decision."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.rules import signed_in, staff
from elearn.accounts.service.access import allow, current_person
from elearn.core.clock import now
from elearn.core.ids import random_id
from elearn.workbooks.blueprint import bp, person_id
from elearn.workbooks.notices import tell_answered
from elearn.workbooks.rules.comparison import compare, words_between
from elearn.workbooks.rules.documents import EMPTY
from elearn.workbooks.rules.reviewing import Outcome, RemarkKind, ReviewKind, is_present
from elearn.workbooks.service.books import kit
from elearn.workbooks.service.inbox import ON_A_PAGE, inbox, last_answer
from elearn.workbooks.service.reviewing import (
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


@bp.get(f"{TEACH}/reviews")
@allow(signed_in)
def reviews() -> ResponseReturnValue:
    """What waits, the oldest first."""
    person, page = current_person(), request.args.get("page", 1, int)
    waiting, count = inbox(person, page)
    return render_template(
        "workbooks/feedback/inbox.html",
        waiting=waiting,
        count=count,
        page=page,
        more=page * ON_A_PAGE < count,
        last=last_answer(person),
        is_staff=staff(person),
        now=now(),
        title_of=title_of,
    )


def _find(review: str) -> ReviewBook:
    return find_review(current_person(), review) or abort(404)


@bp.get(f"{TEACH}/reviews/<review>")
@allow(signed_in)
def review(review: str) -> ResponseReturnValue:
    """A frozen workbook, sheet by sheet."""
    found = _find(review)
    seen = see(found, person_id())
    return _review_page(seen)


def _review_page(found: ReviewBook, error: str = "") -> str:
    sheet = request.values.get("sheet", "")
    sheet = sheet if sheet in found.sheets else found.sheets[0]
    view = SheetView(found.book, sheet, found.documents, found.findings, request.values.get("at", ""))
    before = (found.before or {}).get(sheet, EMPTY)
    waiting, _count = inbox(current_person())
    return render_template(
        "workbooks/feedback/review.html",
        review=found,
        view=view,
        sheet=sheet,
        changes=compare(before, view.document) if found.before is not None else None,
        words_between=words_between,
        drafts=_drafts_by_node(found, sheet),
        phrases=kit().phrases,
        kinds=list(RemarkKind),
        is_mine=found.reviewer_id == person_id(),
        busy=found.reviewer if found.reviewer_id != person_id() and is_present(found.seen_at, now()) else "",
        following=next((one.public_id for one in waiting if one.public_id != found.public_id), ""),
        new_name=random_id(),
        error=error,
        title_of=title_of,
    )


def _drafts_by_node(found: ReviewBook, sheet: str) -> dict[str, list[Draft]]:
    drafts: dict[str, list[Draft]] = {}
    for one in found.drafts:
        if one.sheet == sheet:
            drafts.setdefault(one.node, []).append(one)
    return drafts


@bp.post(f"{TEACH}/reviews/<review>")
@allow(signed_in)
def answer_review(review: str) -> ResponseReturnValue:
    """Keep a remark or the marks, take a remark back, take over, or send: the button that was pressed decides."""
    found = _find(review)
    if found.is_over:
        return _review_page(found, _("This answer is sent already.")), 410
    what = request.form.get("do", "save")
    found = see(found, person_id(), take_over=what == "take-over")
    if found.reviewer_id != person_id():
        return _review_page(found, _("Somebody else is at it. Take it over first.")), 409
    match what:
        case "remark":
            _keep_remark(found)
        case "remove":
            take_back_remark(found, request.form.get("name", ""))
        case "approved" | "changes" | "read" as outcome:
            return _send(found, Outcome(outcome))
        case "save":
            save_draft(found, _marks(found), request.form.get("summary", ""))
    return _back(found)


def _keep_remark(found: ReviewBook) -> None:
    sheet, node = request.form.get("sheet", ""), request.form.get("at", "")
    text = request.form.get("body", "").strip()
    phrase = next((one for one in kit().phrases if one.id == request.form.get("phrase")), None)
    if phrase:
        text = f"{phrase.texts[found.book.cover.language]} {text}".strip()
    if sheet not in found.sheets or not text:
        return
    kind = request.form.get("kind", "")
    kept = kind if kind in set(RemarkKind) else (phrase.kind if phrase else RemarkKind.QUESTION)
    draft = Draft(request.form.get("name", ""), sheet, node, request.form.get("field", ""), str(kept), text)
    remark(found, person_id(), draft, found.book.cover.language)


def _marks(found: ReviewBook) -> dict[str, Any]:
    """The marks that were sent, by criterion; those that the form did not show stay."""
    marks = dict(found.marks)
    for criterion in found.rubric.criteria if found.rubric else ():
        mark, text = request.form.get(f"mark-{criterion.id}", ""), request.form.get(f"text-{criterion.id}", "")
        if mark in {"1", "2", "3", "4", "5"} or text:
            marks[criterion.id] = {"mark": int(mark) if mark.isdecimal() else None, "text": text.strip()[:2000]}
    return marks


def _send(found: ReviewBook, outcome: Outcome) -> ResponseReturnValue:
    save_draft(found, _marks(found), request.form.get("summary", ""))
    found = _find(found.public_id)
    if found.kind is ReviewKind.PEER:
        outcome = Outcome.READ
    error = _reason_against(found, outcome)
    if error:
        return _review_page(found, error), 422
    if send(found, person_id(), outcome):
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
