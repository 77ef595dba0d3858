"""The history of a sheet: who did what, what lies between two versions, and the way back."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.rules import known
from elearn.accounts.service.access import allow
from elearn.core.differences import words_between
from elearn.workbooks.blueprint import SHEET, bp, find_for_writing, find_sheet, person_id
from elearn.workbooks.rules.roles import may_write
from elearn.workbooks.service.history import LINES_ON_A_PAGE, differences, history_of
from elearn.workbooks.service.sheets import documents_of
from elearn.workbooks.service.writing import restore
from elearn.workbooks.showing import SheetView


@bp.get(f"{SHEET}/history")
@allow(known)
def history(book: str, sheet: str) -> ResponseReturnValue:
    """All revisions, newest first."""
    found = find_sheet(book, sheet)
    before = request.args.get("before", "")
    lines = history_of(found, sheet, int(before) if before.isdecimal() and len(before) < 10 else None)
    return render_template(
        "workbooks/history.html",
        book=found,
        view=SheetView(found, sheet, documents_of(found)),
        lines=lines,
        writes=may_write(found.role),
        more=len(lines) == LINES_ON_A_PAGE and lines[-1].version > 1,
    )


@bp.get(f"{SHEET}/history/<int:old>-<int:new>")
@allow(known)
def comparison(book: str, sheet: str, old: int, new: int) -> ResponseReturnValue:
    """What changed between two versions."""
    found = find_sheet(book, sheet)
    documents = documents_of(found)
    if not 0 <= old < new <= found.sheets[sheet].version:
        abort(404)
    return render_template(
        "workbooks/comparison.html",
        book=found,
        view=SheetView(found, sheet, documents),
        changes=differences(found, sheet, documents[sheet], old, new),
        old=old,
        new=new,
        words_between=words_between,
        writes=may_write(found.role),
    )


@bp.post(f"{SHEET}/history/<int:version>")
@allow(known)
def go_back(book: str, sheet: str, version: int) -> ResponseReturnValue:
    """Bring the sheet back to an earlier version."""
    found = find_for_writing(book)
    if sheet not in found.sheets or version >= found.sheets[sheet].version:
        abort(404)
    restore(found, sheet, person_id(), version)
    return redirect(url_for(".sheet", book=book, sheet=sheet, restored=version), 303)
