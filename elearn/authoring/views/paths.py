"""Paths and the pages of the site: order of modules, hours, pass mark; the way to their texts."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, known_unit, person_id, require_writer, rights, writers
from elearn.authoring.rules.fields import Field, Group, Kind, Place
from elearn.authoring.service import paths as do
from elearn.authoring.service.preview import compiled
from elearn.authoring.views.filling import fill_page
from elearn.catalogue.service.states import draft_files
from elearn.infra.i18n import current_language

AUDIENCES = ("operators", "entrepreneurs")


@bp.get(f"{TEACH}/paths")
@allow(writers)
def paths() -> ResponseReturnValue:
    """All paths, and the pages of the site."""
    found = [do.path_draft(name, current_language()) for name in do.path_ids()]
    pages = sorted(unit.removeprefix("pages/") for unit in draft_files("pages/"))
    return render_template("authoring/paths.html", paths=found, pages=pages, free=rights().is_free)


@bp.route(f"{TEACH}/paths/new", methods=["GET", "POST"])
@allow(writers)
def new_path() -> ResponseReturnValue:
    """Begin a path: a title, for whom, and its first module."""
    if not rights().is_free:
        abort(403)
    typed = {name: request.form.get(name, "").strip()[:200] for name in ("title", "audience", "module")}
    modules = sorted(unit.removeprefix("modules/") for unit in draft_files("modules/"))
    refused = request.method == "POST" and not typed["title"]
    if request.method == "POST" and not refused:
        if typed["audience"] not in AUDIENCES or typed["module"] not in modules:
            abort(400)
        made = do.create_path(person_id(), typed["title"], typed["audience"], typed["module"], current_language())
        return redirect(url_for(".path", path=made, saved="yes"), 303)
    page = render_template("authoring/path_new.html", typed=typed, modules=modules, refused=refused)
    return page, 422 if refused else 200


@bp.route(f"{TEACH}/paths/<path>", methods=["GET", "POST"])
@allow(writers)
def path(path: str) -> ResponseReturnValue:
    """A path: its modules in order, hours and pass mark."""
    unit = known_unit(do.unit_of_path(path))
    found = do.path_draft(path, current_language()) or abort(404)
    return fill_page(
        "authoring/path.html",
        unit,
        _groups(path),
        url_for(".path", path=path),
        path=found,
        problems=compiled(unit).problems,
        writes=rights().writes(unit),
    )


@bp.post(f"{TEACH}/paths/<path>/modules")
@allow(writers)
def change_path(path: str) -> ResponseReturnValue:
    """Move a module up or down, list another one, take one out."""
    require_writer(do.unit_of_path(path))
    found = do.path_draft(path, current_language()) or abort(404)
    module, act = request.form.get("module", ""), request.form.get("do")
    listed = [one.id for one in found.modules]
    if act in ("up", "down") and module in listed:
        do.move_module(person_id(), path, module, -1 if act == "up" else 1)
    elif act == "out" and module in listed:
        do.take_out_module(person_id(), path, module)
    elif act == "add" and module in [one.id for one in found.others]:
        do.add_module(person_id(), path, module)
    else:
        abort(400)
    return redirect(url_for(".path", path=path, _anchor=f"m-{module}"), 303)


def _groups(path: str) -> list[Group]:
    file = f"paths/{path}/path.yml"
    fields = [
        Field(Place(file, ("hours",)), _("Hours"), Kind.NUMBER, hint=_("How long the path takes as a whole.")),
        Field(
            Place(file, ("pass_mark",)),
            _("Pass mark"),
            Kind.NUMBER,
            hint=_("A percentage for the quizzes of its modules, or “none”."),
        ),
    ]
    return [Group(_("Hours and marks"), fields)]
