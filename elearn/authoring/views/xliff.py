"""Translations for translators' programs: XLIFF files go out, come back, are compared and taken over."""

from contextlib import closing

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, known_unit, person_id, rights, writers
from elearn.authoring.exchange.decoding import MOST_BYTES
from elearn.authoring.exchange.xliff import NAMESPACES
from elearn.authoring.rules.things import thing_in
from elearn.authoring.service.board import board
from elearn.authoring.service.desk import NothingToTranslateError
from elearn.authoring.service.uploads import UploadMissingError, forget, keep, kept
from elearn.authoring.service.xliff import Incoming, accept, as_xliff, incoming, name_of
from elearn.authoring.words.xliff import REFUSALS
from elearn.core.differences import words_between
from elearn.core.languages import LANGUAGES
from elearn.core.refused import RefusedError
from elearn.ui.refusals import refused_words

KIND = "xliff"
MOST_BOXES = 400  # a form holds only so many; beyond it, all sound parts are taken over together
TYPES = {"xlf": "application/xliff+xml", "zip": "application/zip"}


@bp.get(f"{TEACH}/xliff/<path:unit>")
@allow(writers)
def xliff_out(unit: str) -> ResponseReturnValue:
    """A unit, or one thing of it (`?folder=`), in the languages `?to=` for a translator's program."""
    found = board(known_unit(unit)) or abort(404)
    folder, version = request.args.get("folder", ""), request.args.get("version", "2.1")
    things = [row.thing for row in found[0].rows if folder in ("", row.thing.folder)]
    languages = [one for one in LANGUAGES if one in request.args.getlist("to") and one != found[0].source]
    if not things or version not in NAMESPACES:
        abort(404)
    if not languages:
        return redirect(url_for(".translations_of", unit=unit, choose="language", _anchor="xliff"), 303)
    try:
        data, ending = as_xliff(things, languages, version)
    except NothingToTranslateError:
        abort(404)
    stem = (folder or unit).replace("/", "-") + (f".{languages[0]}" if ending == "xlf" else "")
    headers = {"Content-Disposition": f'attachment; filename="{stem}.{ending}"'}
    return Response(data, mimetype=TYPES[ending], headers=headers)


@bp.get(f"{TEACH}/translated")
@allow(writers)
def translated() -> ResponseReturnValue:
    """Where a file comes back."""
    return _page()


@bp.post(f"{TEACH}/translated")
@allow(writers)
def send_translated() -> ResponseReturnValue:
    """A file comes back. It is kept, and nothing changes yet."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(_("Choose a file first.")), 422
    with closing(sent):
        data = sent.read(MOST_BYTES + 1)
    try:
        incoming(data)
    except RefusedError as why:
        return _page(refused_words(REFUSALS, why)), 422
    upload = keep(person_id(), KIND, "", sent.filename, data)
    return redirect(url_for(".compare_translated", public_id=upload), 303)


@bp.get(f"{TEACH}/translated/<public_id>")
@allow(writers)
def compare_translated(public_id: str) -> ResponseReturnValue:
    """What the file would change, part by part."""
    return _comparison(public_id, _incoming(public_id))


@bp.post(f"{TEACH}/translated/<public_id>")
@allow(writers)
def take_translated(public_id: str) -> ResponseReturnValue:
    """Take over the ticked parts. What somebody else changed in the same moment is shown again."""
    found = _incoming(public_id)
    chosen = _all_sound(found) if request.form.get("all") else frozenset(request.form.getlist("part"))
    mine = [one for one in found if one.opened and rights().translates(one.opened.thing.unit, one.language)]
    if not chosen:
        return _comparison(public_id, found, _("Tick at least one change, or leave.")), 422
    outcomes = accept(person_id(), mine, chosen)
    if any(one.clashes or one.faults or one.homeless for one in outcomes):
        wrong = _("Some parts could not be taken over. Look at them again.")
        return _comparison(public_id, _incoming(public_id), wrong), 422
    forget(person_id(), public_id)
    return redirect(url_for(".translated", taken=sum(len(one.saved) for one in outcomes)), 303)


def _all_sound(found: list[Incoming]) -> frozenset[str]:
    """The names of all parts with which nothing is wrong."""
    return frozenset(name_of(one, each) for one in found for each in one.proposals if not each.problems)


def _incoming(public_id: str) -> list[Incoming]:
    try:
        return incoming(kept(person_id(), public_id, KIND).data)
    except UploadMissingError:
        return abort(404)


def _page(wrong: str = "") -> str:
    taken = request.args.get("taken", "")
    return render_template("authoring/translated.html", wrong=wrong, taken=int(taken) if taken.isdecimal() else None)


def _comparison(public_id: str, found: list[Incoming], wrong: str = "") -> str:
    return render_template(
        "authoring/translated_compare.html",
        public_id=public_id,
        found=found,
        wrong=wrong,
        many=sum(len(one.proposals) for one in found) > MOST_BOXES,
        rights=rights(),
        name_of=name_of,
        thing_in=thing_in,
        words_between=words_between,
    )
