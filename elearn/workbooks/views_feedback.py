"""Feedback as learners meet it: asking, reading the answers, replying to remarks, exchanging with a colleague."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.rules import known
from elearn.accounts.service.access import allow, current_person
from elearn.infra.i18n import current_language
from elearn.workbooks.blueprint import BOOK, bp, find_book, find_for_writing, person_id
from elearn.workbooks.rules.reviewing import ReviewKind, blocking, sheets_of_step
from elearn.workbooks.rules.roles import may_comment, may_write
from elearn.workbooks.service.asking import ask, mark_read, module_of, requests_of, steps_of, withdraw
from elearn.workbooks.service.books import OpenBook, kit
from elearn.workbooks.service.comments import mark_done, remarks_in, reply, requests_in
from elearn.workbooks.service.reviewing import pair
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
            pair(name)
        return redirect(url_for(".feedback", book=book, asked=1), 303)
    page = render_template(
        "workbooks/feedback/ask.html",
        book=found,
        module=module,
        steps=steps_of(found),
        views=[SheetView(found, sheet, documents, findings) for sheet in sheets if sheet in found.sheets],
        stopping={finding.code for finding in stopping},
        has_account=current_person().is_authenticated,
        question=request.form.get("question", ""),
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
    return render_template(
        "workbooks/feedback/feedback.html",
        book=found,
        requests=requests_of(found),
        remarks=remarks,
        gone={one.public_id for one in remarks if _is_gone(found, one.sheet, one.node)},
        views={kind: SheetView(found, kind, documents) for kind in found.sheets},
        rubrics=kit().rubrics,
        writes=may_write(found.role),
        comments=may_comment(found.role),
        title_of=title_of,
    )


def _is_gone(book: OpenBook, sheet: str, node: str) -> bool:
    document = documents_of(book).get(sheet)
    parts = kit().sheets[sheet].parts if sheet in kit().sheets else ()
    is_given = any(part.is_one or part.fixed for part in parts)
    return document is None or (document.get(node) is None and not is_given)


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
        withdraw(found, request.form["withdraw"])
    else:
        mark_read(found)
    return redirect(url_for(".feedback", book=book), 303)


@bp.post(f"{BOOK}/remarks/<comment>")
@allow(known)
def answer_remark(book: str, comment: str) -> ResponseReturnValue:
    """Reply to a remark, mark it as done, or open it again."""
    found = find_book(book)
    if not may_comment(found.role):
        abort(403)
    match request.form.get("do"):
        case "done" | "again" as what:
            is_there = mark_done(found, comment, done=what == "done")
        case _:
            is_there = reply(found, person_id(), comment, request.form.get("body", ""), found.cover.language)
    if not is_there and request.form.get("body", "x").strip():
        abort(404)
    sheet, node = request.form.get("sheet", ""), request.form.get("node", "")
    if sheet in found.sheets:
        return redirect(url_for(".sheet", book=book, sheet=sheet, open=node, _anchor=f"r-{comment}"), 303)
    return redirect(url_for(".feedback", book=book, _anchor=f"r-{comment}"), 303)
