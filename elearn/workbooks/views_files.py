"""Workbooks as files: what can be downloaded, and spreadsheets and workbooks that come back."""

import re
from contextlib import closing

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.rules import anyone, known
from elearn.accounts.service.access import acting_person, allow
from elearn.core.ids import random_id
from elearn.core.refused import RefusedError
from elearn.ui.refusals import KILOBYTES, refused_words
from elearn.workbooks.blueprint import AT, BOOK, bp, find_book, find_for_writing, person_id
from elearn.workbooks.exports.iati.writing import left_out
from elearn.workbooks.exports.lossless import read_json
from elearn.workbooks.formats import FORMATS, WHOLE
from elearn.workbooks.refusals import REFUSED
from elearn.workbooks.service.books import OpenBook, begin_workbook, kit
from elearn.workbooks.service.carrying import accept, cover_of, keep_upload, outgoing_of, proposals_of
from elearn.workbooks.service.sheets import documents_of
from elearn.workbooks.showing import SheetView

MOST_KEPT = 400_000  # bytes of a spreadsheet: many times the largest that we make
_UNSAFE = re.compile(r"[^\w.-]+")


@bp.get(f"{BOOK}/files/<name>")
@allow(known)
def file(book: str, name: str) -> ResponseReturnValue:
    """A sheet ("budget.xlsx") or the whole workbook ("workbook.pdf") as a file, with labels in the page's language."""
    found = find_book(book)
    what, _dot, ending = name.rpartition(".")
    made = FORMATS.get(ending)
    if made is None or not made.offers(what, found.profile):
        abort(404)
    out = outgoing_of(found, documents_of(found))
    body = made.write(out, what)
    title = _UNSAFE.sub("-", f"{found.cover.title}-{what}").strip("-.") or "quaderno"
    return Response(
        body,
        mimetype=made.content_type.partition(";")[0],
        headers={"Content-Disposition": _attachment(f"{title}.{ending}")},
    )


def _attachment(name: str) -> str:
    plain = name.encode("ascii", "ignore").decode() or "file"
    quoted = "".join(f"%{byte:02X}" if byte > 127 else chr(byte) for byte in name.encode())
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quoted}"


@bp.route(f"{BOOK}/files", methods=["GET", "POST"])
@allow(known)
def files(book: str) -> ResponseReturnValue:
    """Everything that can be downloaded. A spreadsheet that comes back is shown row by row before anything changes."""
    if request.method == "GET":
        return _files_page(find_book(book))
    found = find_for_writing(book)
    data = _sent_file(MOST_KEPT + 1)
    if not data:
        return _files_page(found, _("Choose a file first.")), 422
    try:
        if len(data) > MOST_KEPT:
            raise RefusedError("too_large", most=MOST_KEPT)
        proposals = proposals_of(found, data)
    except RefusedError as refused:
        return _files_page(found, refused_words(REFUSED, refused, KILOBYTES)), 422
    views = {kind: SheetView(found, kind, documents_of(found)) for kind in found.sheets}
    upload = keep_upload(found, person_id(), data) if proposals.proposals else ""
    return render_template("workbooks/incoming.html", book=found, proposals=proposals, views=views, upload=upload)


def _sent_file(most: int = -1) -> bytes:
    """The bytes of the file that was sent, at most so many; nothing where none was."""
    sent = request.files.get("file")
    if sent is None:
        return b""
    with closing(sent):
        data: bytes = sent.read(most)
    return data


def _files_page(found: OpenBook, refused: str = "") -> str:
    missing = left_out(outgoing_of(found, documents_of(found))) if "logframe" in found.profile.sheets else ()
    return render_template("workbooks/files.html", book=found, whole=WHOLE, refused=refused, left_out=missing)


@bp.post(f"{BOOK}/files/accept")
@allow(known)
def accept_rows(book: str) -> ResponseReturnValue:
    """Take over the rows that somebody ticked."""
    found = find_for_writing(book)
    taken = accept(found, person_id(), request.form.get("upload", ""), set(request.form.getlist("row")))
    if taken is None:
        return _files_page(found, _("This comparison is over. Send the file again.")), 410
    return redirect(url_for(".book", book=book, taken=taken), 303)


@bp.route(f"{AT}/from-file", methods=["GET", "POST"])
@allow(anyone)
def from_file() -> ResponseReturnValue:
    """Begin a workbook from a file that another one was kept in."""
    refused = ""
    if request.method == "POST":
        try:
            carried = read_json(_sent_file(), kit())
        except RefusedError as error:
            refused = refused_words(REFUSED, error, KILOBYTES)
        else:
            person = acting_person()
            assert person.id is not None  # noqa: S101 - an acting person has a row
            name = request.form.get("name") or random_id()
            begun = begin_workbook(person.id, cover_of(carried), carried.documents, name=name, reason="imported")
            return redirect(url_for(".book", book=begun), 303) if begun else abort(409)
    return render_template("workbooks/from_file.html", refused=refused, name=random_id()), 422 if refused else 200
