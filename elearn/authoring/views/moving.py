"""Content out of this installation and into it: everything, or one module, as a zip."""

from contextlib import closing

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, TEACH, bp, known_unit, person_id, rights, writers
from elearn.authoring.exchange.parcels import LIMITS
from elearn.authoring.service.moving import Arrival, arrival, everything, module_parcel, take_in
from elearn.authoring.service.shelf import shelf
from elearn.authoring.service.uploads import UploadMissingError, forget, keep, kept
from elearn.authoring.words.zips import REFUSED
from elearn.catalogue.rules.updates import Step
from elearn.catalogue.service.states import draft_digests
from elearn.catalogue.service.texts import texts_of
from elearn.core.differences import Piece, words_between
from elearn.core.refused import RefusedError
from elearn.ui.refusals import refused_words

KIND = "content"
MOST_SHOWN = 8  # comparisons word by word on one page
MOST_COMPARED = 3000  # letters of a text that is compared word by word


@bp.route(f"{TEACH}/exchange", methods=["GET", "POST"])
@allow(writers)
def moving() -> ResponseReturnValue:
    """Download everything or one module; send a zip, to see what it would change."""
    if request.method == "GET":
        return render_template("authoring/moving.html", shelf=shelf(), free=rights().is_free)
    _require_free()
    sent = request.files.get("file")
    data = b""
    if sent is not None:
        with closing(sent):
            data = sent.read(LIMITS.packed + 1)
    try:
        if not data:
            raise RefusedError("empty_zip")
        arrival(data)
    except RefusedError as refused:
        page = render_template(
            "authoring/moving.html", shelf=shelf(), free=True, refused=refused_words(REFUSED, refused)
        )
        return page, 422
    name = sent.filename if sent is not None else None
    return redirect(url_for(".arrived", public_id=keep(person_id(), KIND, "", name or "", data)), 303)


@bp.get(f"{TEACH}/exchange/content.zip")
@allow(writers)
def download_everything() -> ResponseReturnValue:
    """All drafts, in the format of content/."""
    _require_free()
    return _zip(everything(), "content.zip")


@bp.get(f"{MODULE}/parcel")
@allow(writers)
def download_module(module: str) -> ResponseReturnValue:
    """A module as one portable file."""
    if not rights().writes(known_unit(f"modules/{module}")):
        abort(403)
    return _zip(module_parcel(module) or abort(404), f"{module}.quaderno.zip")


@bp.get(f"{TEACH}/exchange/<public_id>")
@allow(writers)
def arrived(public_id: str) -> ResponseReturnValue:
    """What a zip would change, file by file."""
    _require_free()
    found = _arrival(public_id)
    if found is None:
        return redirect(url_for(".moving", over="1"), 303)
    ours = draft_digests(found.steps)
    return render_template(
        "authoring/arrived.html",
        found=found,
        by_unit=found.counts(ours),
        conflicts=_differences(found, ours),
        gone=found.paths(Step.REMOVE),
        public_id=public_id,
    )


@bp.post(f"{TEACH}/exchange/<public_id>")
@allow(writers)
def accept_arrived(public_id: str) -> ResponseReturnValue:
    """Take a zip in as drafts; what was changed on both sides only where somebody ticked it."""
    _require_free()
    found = _arrival(public_id)
    if found is None:
        return redirect(url_for(".moving", over="1"), 303)
    changed = take_in(person_id(), found, request.form.getlist("theirs"), also_remove="remove" in request.form)
    forget(person_id(), public_id)
    return redirect(url_for(".moving", taken=changed), 303)


def _differences(found: Arrival, ours: dict[str, str]) -> list[tuple[str, tuple[Piece, ...]]]:
    """The files that were changed on both sides, the first of them word by word."""
    paths = found.paths(Step.CONFLICT)
    texts = texts_of(ours[path] for path in paths[:MOST_SHOWN])
    shown = []
    for number, path in enumerate(paths):
        old, new = texts.get(ours[path], ""), found.found.texts.get(path, "")
        short = number < MOST_SHOWN and max(len(old), len(new)) <= MOST_COMPARED
        shown.append((path, words_between(old, new) if short else ()))
    return shown


def _arrival(public_id: str) -> Arrival | None:
    """The zip that this person sent, read again; None where it is over or can no longer be read."""
    try:
        return arrival(kept(person_id(), public_id, KIND).data)
    except (UploadMissingError, RefusedError):
        return None


def _require_free() -> None:
    """403 for whoever may not write everything."""
    if not rights().is_free:
        abort(403)


def _zip(data: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, mimetype="application/zip", headers=headers)
