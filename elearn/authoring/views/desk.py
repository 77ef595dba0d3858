"""The translation desk: a text or a quiz and its translation, part by part."""

from collections.abc import Set
from typing import Any

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, TEACH, bp, known_unit, person_id, require_translator, rights, writers
from elearn.authoring.forms.desk import changes_in, typed_in
from elearn.authoring.rules.desk import DeskError, Segment, progress
from elearn.authoring.rules.desk_fields import spoken
from elearn.authoring.rules.desk_saving import Change, Outcome, opened_as
from elearn.authoring.rules.recognising import lexicon
from elearn.authoring.rules.things import Kind, Thing, thing_in
from elearn.authoring.service.desk import (
    NothingToTranslateError,
    OpenDesk,
    open_desk,
    save_parts,
    sources_shown,
    wording_only,
)
from elearn.authoring.service.machine import machine_parts, machine_words
from elearn.authoring.views.desk_rows import desk_rows, next_open
from elearn.authoring.words.acts import stage_words
from elearn.authoring.words.problems import describe
from elearn.catalogue.service.library import library
from elearn.core.ids import is_slug
from elearn.core.languages import LANGUAGES
from elearn.infra.i18n import current_language
from elearn.infra.translation_service import TranslationFailedError, is_there

DESKS = (
    (f"{MODULE}/translate", Kind.COVER),
    (f"{MODULE}/<lesson>/translate", Kind.LESSON),
    (f"{MODULE}/quiz/<quiz>/translate", Kind.QUIZ),
    (f"{MODULE}/media/translate", Kind.DRAWINGS),
    (f"{TEACH}/paths/<path>/translate", Kind.PATH),
    (f"{TEACH}/pages/<page>/translate", Kind.PAGE),
)
FOLDERS = {
    Kind.COVER: "modules/{module}",
    Kind.LESSON: "modules/{module}/lessons/{lesson}",
    Kind.QUIZ: "modules/{module}/quizzes/{quiz}",
    Kind.DRAWINGS: "modules/{module}/media",
    Kind.PATH: "paths/{path}",
    Kind.PAGE: "pages/{page}",
}


@allow(writers)
def desk(**names: str) -> ResponseReturnValue:
    """A thing and its translation into `?to=`. `?show=open` leaves out what is done."""
    thing = _thing(names)
    language = _target(thing)
    try:
        return _page(_opened(thing, language))
    except DeskError as error:
        return _unreadable(thing, language, error)


@allow(writers)
def save_desk(**names: str) -> ResponseReturnValue:
    """Save everything that was typed; the button says which part is done. A script gets JSON."""
    thing, form = _thing(names), request.form
    language = _target(thing)
    act, _sep, chosen = form.get("do", "").partition(":")
    try:
        now, source = _opened(thing, language), form.get("source", "")
        shown = sources_shown(now, source)
        changes, failed = changes_in(form, shown), False
        if act == "machine":
            by_machine, failed = _by_machine(now, chosen, typed_in(form, shown))
            opened, outcome = save_parts(person_id(), thing, language, source, [*changes, *by_machine])
        else:
            opened, outcome = save_parts(person_id(), thing, language, source, changes, now)
    except DeskError as error:
        return _unreadable(thing, language, error)
    if request.accept_mimetypes.best == "application/json":
        return _told(opened, outcome)
    if outcome.clashes or outcome.faults or outcome.homeless:
        return _page(opened, outcome), 422
    place = next_open(opened.desk.segments, chosen) if act == "done" else chosen
    anchor = f"p-{place}" if place else None
    query = {"show": request.args.get("show"), "machine": "failed" if failed else None}
    return redirect(desk_address(thing, language, **query, _anchor=anchor), 303)


@bp.post(f"{TEACH}/wording")
@allow(writers)
def wording() -> ResponseReturnValue:
    """The source's author says that the translations of a changed text still say the same."""
    thing = thing_in(request.form.get("folder", "")) or abort(404)
    unit = known_unit(thing.unit)
    if not rights().writes(unit):
        abort(403)
    keys = request.form.getlist("key") or None
    for language in request.form.getlist("to") or LANGUAGES:
        try:
            wording_only(person_id(), thing, language, keys)
        except (NothingToTranslateError, DeskError):  # what cannot be read has no parts that could be stamped
            continue
    return redirect(url_for(".translations_of", unit=unit), 303)


def desk_address(thing: Thing, language: str, **query: str | None) -> str:
    """Where the desk of a thing is."""
    keys = {Kind.LESSON: "lesson", Kind.QUIZ: "quiz", Kind.PATH: "path", Kind.PAGE: "page"}
    names: dict[str, Any] = {keys[thing.kind]: thing.name} if thing.kind in keys else {}
    if thing.unit.startswith("modules/"):
        names["module"] = thing.unit.removeprefix("modules/")
    return url_for(f"authoring.desk_{thing.kind}", **{**names, "to": language, **query})


def _thing(names: dict[str, str]) -> Thing:
    """What the address is about: the endpoint ends with its kind."""
    kind = Kind(str(request.endpoint).rpartition("_")[2])
    own = {name: value for name, value in names.items() if name != "language"}
    if not all(is_slug(value) for value in own.values()):
        abort(404)
    return Thing(FOLDERS[kind].format(**own), kind)


def _target(thing: Thing) -> str:
    """The language to translate into: the one that was asked for, and that this person may write."""
    language = request.args.get("to") or next((one for one in LANGUAGES if one != current_language()), LANGUAGES[0])
    require_translator(thing.unit, language)
    return language


def _opened(thing: Thing, language: str) -> OpenDesk:
    try:
        return open_desk(thing, language)
    except NothingToTranslateError:
        return abort(404)


def _by_machine(opened: OpenDesk, chosen: str, typed: Set[str]) -> tuple[list[Change], bool]:
    """The words of the machine for parts that nobody typed into, and whether it failed."""
    if not is_there() or not opened.thing.keeps_drafts:
        abort(404)
    parts = [one for one in machine_parts(opened, chosen) if one.key not in typed]
    try:
        return machine_words(opened, parts), False
    except TranslationFailedError:
        return [], True


def _page(opened: OpenDesk, outcome: Outcome | None = None) -> str:
    shelf = library()
    known = lexicon(shelf.terms.values(), opened.source_language)
    rows = desk_rows(opened, shelf.terms, known, outcome)
    return render_template(
        "authoring/desk.html",
        opened=opened,
        rows=[row for row in rows if row.is_open or request.args.get("show") != "open"],
        counted=progress(opened.desk.segments),
        title=_title(opened),
        homeless=outcome.homeless if outcome else (),
        languages_to=[one for one in LANGUAGES if one != opened.source_language],
        source_moved=bool(outcome) and request.form.get("source") != opened.source_digest,
        desk_address=desk_address,
        machine=is_there() and opened.thing.keeps_drafts,
    )


def _title(opened: OpenDesk) -> str:
    parts = opened.desk.by_key()
    return parts["title"].source if "title" in parts else opened.thing.name


def _unreadable(thing: Thing, language: str, error: DeskError) -> ResponseReturnValue:
    """The source or the translation has errors that only an author can mend."""
    return render_template(
        "authoring/desk_broken.html", thing=thing, to=language, which=error.key, problems=error.problems
    ), 422


def _told(opened: OpenDesk, outcome: Outcome) -> ResponseReturnValue:
    """What became of each part, for a script."""
    parts, counted = opened.desk.by_key(), progress(opened.desk.segments)
    wrong = {key: found for key, (_change, found) in (outcome.faults or {}).items()}
    waiting = [key for key, found in wrong.items() if any(one.code == "desk_fields_empty" for one in found)]
    faults = {key: " ".join(map(describe, found)) for key, found in wrong.items() if key not in waiting}
    saved = {key: _part_told(parts[key]) for key in outcome.saved}
    return jsonify(
        saved=saved,
        faults=faults,
        waiting=waiting,
        clashes={key: _part_told(parts[key]) for key in outcome.clashes or {}},
        homeless=[change.key for change in outcome.homeless],
        moved=request.form.get("source") != opened.source_digest,
        progress=_("%(done)d of %(total)d parts are done", done=counted.done, total=counted.total),
    )


def _part_told(part: Segment) -> dict[str, str]:
    theirs, state = spoken(part.words), str(part.state)
    return {"opened": opened_as(part.key, part.words), "theirs": theirs, "state": state, "words": stage_words(state)}


for _rule, _kind in DESKS:
    bp.add_url_rule(_rule, f"desk_{_kind}", desk, methods=["GET"])
    bp.add_url_rule(_rule, f"save_desk_{_kind}", save_desk, methods=["POST"])
