"""The pictures, recordings and drawings of a module."""

from contextlib import closing
from functools import partial

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, bp, known_unit, person_id, require_writer, rights, writers
from elearn.authoring.exchange.pictures import MOST_PICTURE_BYTES
from elearn.authoring.service import module_media as do
from elearn.authoring.service.drafts import DraftMissingError
from elearn.authoring.service.outline import outline
from elearn.authoring.service.weight import lesson_weights
from elearn.authoring.words.media import REFUSALS, length_words, remark_words, weight_words
from elearn.catalogue.rules.addresses import media_address
from elearn.infra.i18n import current_language
from elearn.ui.refusals import refused_words

MOST_AT_ONCE = 20


@bp.route(f"{MODULE}/media/", methods=["GET", "POST"])
@allow(writers)
def media(module: str) -> ResponseReturnValue:
    """All files of a module's media: what they weigh, where they stand. New ones arrive here."""
    unit = known_unit(f"modules/{module}")
    if request.method == "GET":
        return _page(module)
    require_writer(unit)
    sent = [file for file in request.files.getlist("files") if file.filename][:MOST_AT_ONCE]
    if not sent:
        return _page(module, wrong=_("Choose at least one file first.")), 422
    arrived = do.receive(person_id(), module, [(file.filename or "", _read(file)) for file in sent])
    return _page(module, arrived), 422 if any(one.refused for one in arrived) else 200


@bp.post(f"{MODULE}/media/<name>")
@allow(writers)
def change_media(module: str, name: str) -> ResponseReturnValue:
    """Exchange, retire or restore a file."""
    require_writer(known_unit(f"modules/{module}"))
    act = request.form.get("do", "")
    if act == "exchange":
        return _exchanged(module, name)
    try:
        if act == "retire":
            do.retire(person_id(), module, name)
        elif act != "restore" or not do.restore(person_id(), module, name):
            abort(404)
    except do.StillShownError as shown:
        return _page(module, still_shown=name, shown_in={use.lesson for use in shown.places}), 422
    return redirect(url_for(".media", module=module), 303)


def _exchanged(module: str, name: str) -> ResponseReturnValue:
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(module, wrong=_("Choose a file that takes the place of “%(name)s”.", name=name)), 422
    try:
        arrived = do.exchange(person_id(), module, name, file.filename, _read(file))
    except LookupError:
        abort(404)
    return _page(module, [arrived]), 422 if arrived.refused else 200


def _read(file: FileStorage) -> bytes:
    """The bytes of a file, and no more than tells that it is too large."""
    with closing(file):
        data: bytes = file.read(MOST_PICTURE_BYTES + 1)
    return data


def _page(module: str, arrived: list[do.Arrived] | None = None, **more: object) -> str:
    unit = f"modules/{module}"
    try:
        found = outline(unit, current_language())
    except DraftMissingError:
        abort(404)
    return render_template(
        "authoring/media.html",
        outline=found,
        items=do.items(module),
        retired=do.retired(module),
        arrived=arrived or [],
        titles={lesson.id: lesson.title for lesson in (*found.lessons, *found.retired)},
        weights=lesson_weights(module, found.source),
        writes=rights().writes(unit),
        address=media_address,
        remark_words=remark_words,
        refused_words=partial(refused_words, REFUSALS),
        weight_words=weight_words,
        length_words=length_words,
        **more,
    )
