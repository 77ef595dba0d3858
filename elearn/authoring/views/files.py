"""A file of a unit as it is written. Where its own page cannot read it, somebody mends it here."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, person_id, require_writer, rights, writers
from elearn.authoring.rules.yaml_writing import UnreadableError
from elearn.authoring.service.drafts import Draft, DraftMissingError, EditClash, draft
from elearn.authoring.service.preview import compiled
from elearn.authoring.service.quiz_drafts import QuizBrokenError
from elearn.authoring.service.writing import TextTooLongError, write_whole
from elearn.authoring.views.drafts import clash_page
from elearn.authoring.views.text import too_long
from elearn.authoring.views.unit_pages import finder, unit_title
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.service.media import is_media
from elearn.catalogue.service.texts import UnknownTextError
from elearn.core.problems import Level


@bp.route(f"{TEACH}/file", methods=["GET", "POST"])
@allow(writers)
def file() -> ResponseReturnValue:
    """A file as text: `?path=`."""
    path = request.args.get("path", "")
    if not unit_of(path) or is_media(path):
        abort(404)
    require_writer(unit_of(path))
    try:
        found = draft(path)
    except DraftMissingError:
        abort(404)
    return _save(found) if request.method == "POST" else _page(found)


def _save(found: Draft) -> ResponseReturnValue:
    body, opened = request.form.get("text", "").replace("\0", ""), request.form.get("opened", "")
    here = url_for(".file", path=found.path, saved="yes")
    try:
        write_whole(person_id(), found.path, opened, body)
    except TextTooLongError:
        return _page(Draft(found.path, body, opened), too_long()), 422
    except EditClash as clash:
        return clash_page(clash, here)
    except UnknownTextError:
        abort(400)
    return redirect(here, 303)


def _page(found: Draft, wrong: str = "") -> str:
    unit = unit_of(found.path)
    problems = [one for one in compiled(unit).problems if one.path == found.path]
    return render_template(
        "authoring/file.html", found=found, unit=unit, title=unit_title(unit), problems=problems, wrong=wrong
    )


@bp.errorhandler(UnreadableError)
@bp.errorhandler(QuizBrokenError)
def unreadable(_error: Exception) -> ResponseReturnValue:
    """A form of ours could not read the file into which it writes. Nothing was saved; here is what must be mended."""
    names = request.view_args or {}
    unit = f"modules/{names['module']}" if "module" in names else names.get("unit", "")
    unit = unit or (f"paths/{names['path']}" if "path" in names else "")
    problems = [one for one in compiled(unit).problems if one.level is Level.ERROR] if unit else []
    page = render_template(
        "authoring/unreadable.html", problems=problems, find=finder(unit), writes=rights().writes(unit)
    )
    return page, 409
