"""The editor of texts: a lesson, a module's cover, the text of a path or a page, block by block or as a whole."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from flask import abort, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, TEACH, bp, known_unit, person_id, require_writer, rights, writers
from elearn.authoring.forms.text import BlockForm, sent_form, source_from
from elearn.authoring.rules.stretches import number_of
from elearn.authoring.service.drafts import DraftMissingError, EditClash
from elearn.authoring.service.presence import be_seen
from elearn.authoring.service.writing import (
    NotApartError,
    TextTooLongError,
    Written,
    arrange,
    show_new_question,
    write_front,
    write_stretch,
    write_whole,
)
from elearn.authoring.views.drafts import clash_page, require_writer_of
from elearn.authoring.views.text_page import open_text
from elearn.authoring.views.text_places import COVER, LESSON, TEXT, TextPlace
from elearn.authoring.views.text_replies import show_blocks, show_settings, show_whole
from elearn.catalogue.service.texts import UnknownTextError
from elearn.core.clock import now
from elearn.core.ids import is_slug
from elearn.core.languages import LANGUAGES
from elearn.infra.database import leave_trace
from elearn.markup.limits import MAX_BYTES

PAGES: Mapping[str, Callable[[TextPlace, str], ResponseReturnValue]] = {"text": show_whole, "settings": show_settings}
LINE_ENDS = re.compile(r"[\r\n]+")


@bp.route(f"{MODULE}/<lesson>/edit", methods=["GET", "POST"])
@allow(writers)
def edit_lesson(module: str, lesson: str) -> ResponseReturnValue:
    """A lesson as a list of blocks, one of them open; or as Markdown."""
    if not is_slug(lesson):
        abort(404)
    return _edit(TextPlace(LESSON, known_unit(f"modules/{module}"), lesson))


@bp.route(f"{MODULE}/cover", methods=["GET", "POST"])
@allow(writers)
def edit_cover(module: str) -> ResponseReturnValue:
    """A module's own text: title, summary, objectives, and what stands on its cover."""
    return _edit(TextPlace(COVER, known_unit(f"modules/{module}")))


@bp.route(f"{TEACH}/u/<path:unit>/text", methods=["GET", "POST"])
@allow(writers)
def edit_text(unit: str) -> ResponseReturnValue:
    """The text of a path or of a page of the site."""
    if unit.partition("/")[0] not in ("paths", "pages"):
        abort(404)
    return _edit(TextPlace(TEXT, known_unit(unit)))


def _edit(place: TextPlace) -> ResponseReturnValue:
    language = request.args.get("in")
    if language is not None and language not in LANGUAGES:
        abort(404)
    try:
        if request.method == "POST" and language:
            require_writer_of(place.path(language))
            return _act(place, language)
        if language is None:
            return redirect(place.address(open_text(place, None).source, **request.args.to_dict()))
        page = PAGES.get(request.args.get("as", ""), show_blocks)(place, language)
        leave_trace(lambda: be_seen(person_id(), place.path(language)))
        return page
    except DraftMissingError:
        return abort(404)


def _act(place: TextPlace, language: str) -> ResponseReturnValue:
    """Do what a button says: "save", "up:4:2" (for pieces 4 and 5), "row" (one more row in a table) ..."""
    how, *where = request.form.get("do", "save").split(":")
    try:
        if how == "whole":
            return _save_whole(place, language)
        if how == "settings":
            return _save_settings(place, language)
        if how == "save":
            return _save_block(place, language)
        if how == "question":
            return _add_question(place, language)
        if how in ("row", "column", "find", "insert"):
            return show_blocks(place, language, _sent(), asked=(how, *where))
        start, count = (int(number) for number in where)
        return _arrange(place, language, how, start, count)
    except EditClash as clash:
        back = place.address(language)
        return (jsonify(clash=True), 409) if _is_script() else clash_page(clash, back)
    except (UnknownTextError, IndexError, ValueError):
        return abort(400)


def _save_block(place: TextPlace, language: str) -> ResponseReturnValue:
    form, path = _sent(), place.path(language)
    try:
        written = write_stretch(
            person_id(), path, form.opened, form.start, form.count, partial(source_from, form), typed=_is_script()
        )
    except TextTooLongError:
        return _refused(too_long(), lambda: show_blocks(place, language, form, error=too_long()))
    except NotApartError:
        return jsonify(said=_("On this device only. Press “Save” to join it with the block beside it.")), 422
    if _is_script():
        return _told(written)
    return redirect(_back_to(place, language, written), 303)


def _add_question(place: TextPlace, language: str) -> ResponseReturnValue:
    """A new practice question in this block; its words are written on its own page."""
    require_writer(place.unit)
    form = _sent()
    kind = request.form.get("new", "")
    name = show_new_question(person_id(), place.path(language), form.opened, form.start, form.count, kind)
    if name is None:
        return redirect(place.address(language), 303)
    quiz, _slash, question = name.partition("/")
    return redirect(url_for(".question", module=place.module, quiz=quiz, question=question), 303)


def _arrange(place: TextPlace, language: str, how: str, start: int, count: int) -> ResponseReturnValue:
    opened = request.form.get("opened", "")
    try:
        written = arrange(person_id(), place.path(language), opened, how, start, count)
    except TextTooLongError:
        return show_blocks(place, language, error=too_long())
    return redirect(_back_to(place, language, written, did=how), 303)


def _save_whole(place: TextPlace, language: str) -> ResponseReturnValue:
    body = request.form.get("text", "").replace("\0", "")
    try:
        write_whole(person_id(), place.path(language), request.form.get("opened", ""), body)
    except TextTooLongError:
        return show_whole(place, language, typed=body, error=too_long())
    stay = {"as": "text"} if request.form.get("then") == "text" else {}
    return redirect(place.address(language, saved="yes", **stay), 303)


def _save_settings(place: TextPlace, language: str) -> ResponseReturnValue:
    form = request.form
    values: dict[str, str | tuple[str, ...]] = {
        name: LINE_ENDS.sub(" ", form[name].replace("\0", "")).strip()
        for name in ("title", "summary", "heavy_because")
        if name in form
    }
    if place.is_cover:
        lines = (line.strip() for line in form.get("objectives", "").replace("\0", "").splitlines())
        values["objectives"] = tuple(line for line in lines if line)
    minutes = None
    if place.lesson and rights().writes(place.unit) and (number := form.get("minutes", "").strip()):
        if not number.isdecimal() or not 1 <= int(number[:4]) <= 600:
            return show_settings(place, language, typed=form, error=_("Write the minutes as a number from 1 to 600."))
        minutes = f"{place.unit}/module.yml", form.get("home", ""), place.lesson, int(number)
    try:
        write_front(person_id(), place.path(language), form.get("opened", ""), values, minutes)
    except TextTooLongError:
        return show_settings(place, language, typed=form, error=too_long())
    except UnknownTextError:
        raise
    except ValueError:
        return show_settings(place, language, typed=form, error=unreadable())
    return redirect(place.address(language, saved="yes", at=0), 303)


def too_long() -> str:
    """What to do with a text that is too long."""
    said: str = _(
        "This text is too long: a text may hold %(size)d KB. Nothing was saved. Make two lessons of it.",
        size=MAX_BYTES // 1024,
    )
    return said


def unreadable() -> str:
    """What to do where the top of a file is no YAML."""
    said: str = _("The lines between --- at the top of this text cannot be read. Mend them in the Markdown view first.")
    return said


def _sent() -> BlockForm:
    return sent_form(request.form)


def _is_script() -> bool:
    return "json" in request.headers.get("Accept", "")


def _refused(said: str, page: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    return (jsonify(said=said), 422) if _is_script() else page()


def _told(written: Written) -> ResponseReturnValue:
    """What a script needs to go on: the text that it writes in now, and the place of its block."""
    put = written.put
    time = format_time(now(), "short")
    said = _("Saved at %(time)s", time=time)
    if put is None or not put.count:
        return jsonify(digest=written.saved.digest, said=said, lost=put is None, start=put.start if put else 0, count=0)
    return jsonify(
        digest=written.saved.digest, start=put.start, count=put.count, said=said, merged=written.saved.merged
    )


def _back_to(place: TextPlace, language: str, written: Written, did: str = "save") -> str:
    """The page with the block that was acted on: `at` puts the focus there."""
    if written.put is None:
        return place.address(language, saved="yes")
    number = max(1, number_of(written.put.text, written.put.start))
    return place.address(language, at=number, did=did)
