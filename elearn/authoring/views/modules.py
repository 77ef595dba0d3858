"""The shelf of modules, and the page of one of them."""

from typing import cast

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, TEACH, bp, known_unit, person_id, require_writer, rights, writers
from elearn.authoring.forms.module import NewLessonForm, NewModuleForm, SettingsForm
from elearn.authoring.rules.module_file import Kind
from elearn.authoring.service import modules as do
from elearn.authoring.service.drafts import DraftMissingError
from elearn.authoring.service.outline import Outline, outline
from elearn.authoring.service.preview import compiled
from elearn.authoring.service.shelf import State, shelf, state_of_unit
from elearn.authoring.views.unit_pages import finder
from elearn.infra.i18n import current_language

#: Said elsewhere: retired lessons stand in a list of their own, and the translation board counts what is missing.
KNOWN = frozenset({"unlisted_lesson", "missing_translation"})
DEFAULT_MINUTES = 15


@bp.get(f"{TEACH}/modules")
@allow(writers)
def modules() -> ResponseReturnValue:
    """All modules by path, with what is published, changed and translated."""
    return render_template("authoring/modules.html", shelf=shelf(), rights=rights(), retired=do.retired_modules())


@bp.route(f"{TEACH}/modules/new", methods=["GET", "POST"])
@allow(writers)
def new_module() -> ResponseReturnValue:
    """Begin a module: a title, a sentence, a language."""
    if not rights().is_free:
        abort(403)
    form = cast(NewModuleForm, NewModuleForm.from_request(source=current_language()))
    if request.method == "POST" and form.validate():
        words = form.title.data.strip(), form.summary.data.strip()
        name = do.create_module(person_id(), *words, form.source.data, form.path.data or None)
        return redirect(url_for(".module", module=name), 303)
    return render_template("authoring/module_new.html", form=form), 422 if form.errors else 200


@bp.get(f"{MODULE}/")
@allow(writers)
def module(module: str) -> ResponseReturnValue:
    """A module: its lessons and quizzes, what is wrong, what to do next."""
    return _page(module, NewLessonForm())


def _page(module: str, form: NewLessonForm) -> ResponseReturnValue:
    found = _outline(module)
    return render_template(
        "authoring/module.html",
        outline=found,
        state=state_of_unit(found.unit),
        problems=[one for one in compiled(found.unit).problems if one.code not in KNOWN],
        find=finder(found.unit),
        form=form,
        writes=rights().writes(found.unit),
    ), 422 if form.errors else 200


def _outline(module: str) -> Outline:
    try:
        return outline(known_unit(f"modules/{module}"), current_language())
    except DraftMissingError:
        return abort(404)


@bp.post(f"{MODULE}/lessons")
@allow(writers)
def add_lesson(module: str) -> ResponseReturnValue:
    """Add a lesson, and open it."""
    found = _outline(module)
    require_writer(found.unit)
    form = cast(NewLessonForm, NewLessonForm.from_request())
    if not form.validate():
        return _page(module, form)
    do.create_lesson(person_id(), module, form.title.data.strip(), form.minutes.data, found.source)
    return _back(module)


@bp.post(f"{MODULE}/entries")
@allow(writers)
def change_entry(module: str) -> ResponseReturnValue:
    """Move, copy, retire or restore a lesson or quiz."""
    found = _outline(module)
    require_writer(found.unit)
    kind: Kind = "quizzes" if request.form.get("kind") == "quizzes" else "lessons"
    rows = {row.id: row.minutes for row in (*found.lessons, *found.retired)}
    rows = rows if kind == "lessons" else {row.id: row.minutes for row in found.quizzes}
    entry, act = request.form.get("entry", ""), request.form.get("do")
    minutes = rows.get(entry)
    if minutes is None:
        abort(404)
    if act in ("up", "down"):
        do.move_entry(person_id(), module, kind, entry, -1 if act == "up" else 1)
    elif act == "copy" and kind == "lessons":
        do.duplicate_lesson(person_id(), module, entry, minutes or DEFAULT_MINUTES)
    elif act == "retire":
        do.retire_entry(person_id(), module, kind, entry)
    elif act == "restore":
        do.list_entry(person_id(), module, kind, entry, minutes or DEFAULT_MINUTES, "restored")
    else:
        abort(400)
    return _back(module, f"e-{entry}")


@bp.route(f"{MODULE}/settings", methods=["GET", "POST"])
@allow(writers)
def module_settings(module: str) -> ResponseReturnValue:
    """The module's own settings; copying it; taking it off the shelf."""
    found = _outline(module)
    require_writer(found.unit)
    form = cast(SettingsForm, SettingsForm.from_request(workbook=found.file.workbook or "", licence=found.file.licence))
    if request.method == "POST" and form.validate():
        do.change_settings(
            person_id(), module, {"workbook": form.workbook.data or None, "licence": form.licence.data.strip() or None}
        )
        return _back(module)
    state = state_of_unit(found.unit)
    return render_template(
        "authoring/module_settings.html", outline=found, form=form, never_published=state is State.DRAFT
    ), 422 if form.errors else 200


@bp.post(f"{MODULE}/copy")
@allow(writers)
def copy_module(module: str) -> ResponseReturnValue:
    """Copy the module under a new id."""
    found = _outline(module)
    require_writer(found.unit)
    if not rights().is_free:
        abort(403)
    return _back(do.duplicate_module(person_id(), module))


@bp.post(f"{MODULE}/retire")
@allow(writers)
def retire_module(module: str) -> ResponseReturnValue:
    """Take a module that was never published off the shelf."""
    found = _outline(module)
    require_writer(found.unit)
    if state_of_unit(found.unit) is not State.DRAFT:
        abort(400)
    do.retire_module(person_id(), module)
    return redirect(url_for(".modules"), 303)


@bp.post(f"{TEACH}/modules/restore")
@allow(writers)
def restore_module() -> ResponseReturnValue:
    """Bring a retired module back."""
    name = request.form.get("module", "")
    require_writer(f"modules/{name}")
    if name not in do.retired_modules():
        abort(404)
    do.restore_module(person_id(), name)
    return _back(name)


def _back(module: str, place: str = "") -> ResponseReturnValue:
    return redirect(url_for(".module", module=module, _anchor=place or None), 303)
