"""Feedback as learners meet it: asking, reading the answers, replying to remarks, exchanging with a colleague."""

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.rules import known
from elearn.accounts.service.access import allow, current_person
from elearn.infra.i18n import current_language
from elearn.workbooks import sums
from elearn.workbooks.blueprint import BOOK, bp, find_book, find_for_writing, person_id
from elearn.workbooks.notices import tell_paired
from elearn.workbooks.rules.reviewing import ReviewKind, blocking, sheets_of_step
from elearn.workbooks.rules.roles import may_comment, may_write
from elearn.workbooks.service.asking import (
    LONGEST_QUESTION,
    ask,
    mark_read,
    module_of,
    requests_of,
    steps_of,
    withdraw,
)
from elearn.workbooks.service.books import OpenBook, kit
from elearn.workbooks.service.comments import (
    LONGEST_REMARK,
    Remark,
    by_node,
    mark_done,
    remarks_in,
    reply,
    requests_in,
)
from elearn.workbooks.service.inbox import waiting_for
from elearn.workbooks.service.pairing import pair, part
from elearn.workbooks.service.reviewing import find_asked
from elearn.workbooks.service.sheets import documents_of, findings_of
from elearn.workbooks.showing import SheetView


@bp.route(f"{BOOK}/ask", methods=["GET", "POST"])
@allow(known)
def ask_for_feedback(book: str) -> ResponseReturnValue:
    """Ask a trainer, or a colleague, to look at the sheets of a module or at the whole workbook."""
    found = find_for_writing(book)
    module = request.values.get("module", "")
    if module and module not in {one.id for one in steps_of(found)}:
        abort(404)
    documents = documents_of(found)
    findings = findings_of(found, documents, requests_in(remarks_in(found)))
    sheets = sheets_of_step(module_of(module), found.profile, kit())
    stopping = blocking(findings, found.profile, sheets)
    is_empty = all(documents[sheet].is_empty for sheet in sheets if sheet in documents)
    error = ""
    if request.method == "POST" and is_empty:
        error = _("These sheets are empty. Write something first.")
    elif request.method == "POST" and not stopping:
        kind = ReviewKind.PEER if request.form.get("who") == "peer" else ReviewKind.TRAINER
        name = ask(found, person_id(), documents, findings, module, request.form.get("question", ""), kind)
        if kind is ReviewKind.PEER:
            tell_paired(person for person in pair(name) if person != person_id())
        return redirect(url_for(".feedback", book=book, asked=1), 303)
    page = render_template(
        "workbooks/feedback/ask.html",
        book=found,
        module=module,
        steps=steps_of(found),
        views=[SheetView(found, sheet, documents, findings) for sheet in sheets if sheet in found.sheets],
        stopping={finding.code for finding in stopping},
        waiting={one.kind: one for one in requests_of(found) if one.is_waiting and one.module == module},
        has_account=current_person().is_authenticated,
        question=request.form.get("question", ""),
        who=request.form.get("who", "trainer"),
        longest=LONGEST_QUESTION,
        error=error,
    )
    return page, 422 if request.method == "POST" else 200


@bp.get(f"{BOOK}/feedback")
@allow(known)
def feedback(book: str) -> ResponseReturnValue:
    """All requests with their answers, and all remarks with links to their cells."""
    found = find_book(book)
    documents = documents_of(found)
    remarks = remarks_in(found)
    views = {kind: SheetView(found, kind, documents) for kind in found.sheets if kind in kit().sheets}
    return render_template(
        "workbooks/feedback/feedback.html",
        book=found,
        requests=requests_of(found),
        remarks=sorted(remarks, key=lambda one: one.is_done),
        gone={one.public_id for one in remarks if _is_gone(views, one)},
        views=views,
        rubrics=kit().rubrics,
        writes=may_write(found.role),
        comments=may_comment(found.role),
        to_read=waiting_for(current_person()),
        title_of=title_of,
        longest=LONGEST_REMARK,
    )


def _is_gone(views: Mapping[str, SheetView], remark: Remark) -> bool:
    view = views.get(remark.sheet)
    return view is None or view.part_at(remark.node) is None


@bp.get(f"{BOOK}/feedback/<review>")
@allow(known)
def asked(book: str, review: str) -> ResponseReturnValue:
    """What was sent with a request, as it was then, with the remarks that came back."""
    found = find_asked(find_book(book), review) or abort(404)
    sheet = request.args.get("sheet", "")
    sheet = sheet if sheet in found.sheets else found.sheets[0]
    view = SheetView(found.book, sheet, found.documents, found.findings, remarks=by_node(found.said, sheet))
    return render_template(
        "workbooks/feedback/asked.html",
        review=found,
        book=found.book,
        view=view,
        sheet=sheet,
        sum=sums.of(view),
        drafts={},
        title_of=title_of,
    )


def title_of(module: str) -> str:
    """The title of a module in the reader's language; the whole workbook for ""."""
    found = module_of(module)
    return found.text.choose(current_language()).title if found else _("The whole workbook")


@bp.post(f"{BOOK}/feedback")
@allow(known)
def answer_feedback(book: str) -> ResponseReturnValue:
    """Withdraw a request, or note that the answers were read."""
    found = find_for_writing(book)
    if "withdraw" in request.form:
        if withdraw(found, request.form["withdraw"]):
            tell_paired(part(request.form["withdraw"]))
    else:
        mark_read(found)
    return redirect(url_for(".feedback", book=book), 303)


@bp.post(f"{BOOK}/remarks/<comment>")
@allow(known)
def answer_remark(book: str, comment: str) -> ResponseReturnValue:
    """Reply to a remark, mark it as done, or open it again. A reply is kept whichever button was pressed beside it."""
    found = find_book(book)
    if not may_comment(found.role):
        abort(403)
    if not reply(found, person_id(), comment, request.form.get("body", ""), found.cover.language):
        abort(404)
    if (what := request.form.get("do")) in ("done", "again"):
        mark_done(found, comment, done=what == "done")
    return redirect(_back_to(found, comment), 303)


def _back_to(found: OpenBook, comment: str) -> str:
    """The cell in which somebody answered, or the page of all feedback."""
    sheet, node = request.form.get("sheet", ""), request.form.get("node", "")
    if sheet in found.sheets:
        return url_for(".sheet", book=found.public_id, sheet=sheet, open=node, _anchor=f"r-{comment}")
    return url_for(".feedback", book=found.public_id, _anchor=f"r-{comment}")
