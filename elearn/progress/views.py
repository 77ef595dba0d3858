"""The learner home, "why" pages, marking lessons as done, and the parts that catalogue pages show."""

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from elearn.accounts.rules import anyone
from elearn.accounts.service.access import acting_person, allow, current_person
from elearn.catalogue.rules.values import Lesson, Module, Path
from elearn.catalogue.service.library import library
from elearn.infra.database import leave_trace
from elearn.progress.rules.completion import ItemStanding, ModuleStanding, PathStanding, State, hours
from elearn.progress.rules.explain import explain_module, explain_path
from elearn.progress.rules.facts import Verb
from elearn.progress.service import privacy
from elearn.progress.service.ledger import carry_over, record
from elearn.progress.service.standing import home, minutes_done, module_standing, path_standing
from elearn.ui.kept import render_kept
from elearn.ui.slots import NavEntry, render_part, slot, slots

LANGUAGE = "/<any(it,en,es,fr,de):language>"

bp = Blueprint("progress", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Register the pages, and offer what catalogue and account pages show of progress."""
    app.register_blueprint(bp)
    offer = slots(app).offer
    offer("nav", _nav_entry)
    offer("home.start", _home_start)
    offer("path.end", _path_end)
    offer("module.states", _module_states)
    offer("path.states", _path_states)
    offer("module.actions", _module_actions)
    offer("lesson.read", _note_opened)
    offer("lesson.end", _lesson_end)
    offer("person.start", lambda: url_for("progress.learn"))
    offer("person.carry_over", carry_over)
    offer("person.export", privacy.export)
    offer("person.erase", privacy.erase)


@bp.get(f"{LANGUAGE}/learn/")
@allow(anyone)
def learn() -> ResponseReturnValue:
    """The learner home: one thing to do next, and the path."""
    person = current_person()
    paths = home(person)
    chosen = paths.get(request.args.get("path", "")) or next(iter(paths.values()), None)
    board, path_list = _kept_parts(chosen) if chosen else (None, None)
    return render_template(
        "progress/learn.html",
        person=person,
        path=chosen,
        others=[path for path in paths.values() if path is not chosen],
        board=board,
        path_list=path_list,
        hours=hours(minutes_done(paths)),
        guest_days=current_app.config["SETTINGS"].guest_days,
        library=library(),
    )


def _kept_parts(path: PathStanding) -> tuple[Markup, Markup]:
    """The board and the list of modules of the learner home: the same for all who stand alike."""
    shelf, resume = library(), path.resume_point()
    parts = {"library": shelf, "path": path, "resume": resume, "address": address_of}
    modules = tuple((module.id, module.done, module.half, module.state) for module in path.modules)
    key = (
        shelf.fingerprint,
        path.id,
        modules,
        resume and (resume.item, resume.state, resume.tries > 0),
        path.latest_at is None,
    )
    return render_kept("progress/board.html", key, **parts), render_kept("progress/path_list.html", key, **parts)


@bp.get(f"{LANGUAGE}/learn/why/<module>", endpoint="why")
@bp.get(f"{LANGUAGE}/learn/why/path/<path>", endpoint="why")
@allow(anyone)
def why(module: str = "", path: str = "") -> ResponseReturnValue:
    """Why a module or a path is not complete: the rule, the evidence, and links to what is missing."""
    return _why_path(path) if path else _why_module(module)


def _why_module(module_id: str) -> ResponseReturnValue:
    module = library().modules.get(module_id) or abort(404)
    standing = module_standing(current_person().id, module)
    return render_template(
        "progress/why_module.html",
        module=module,
        explanation=explain_module(standing),
        standing=standing,
        hours=hours(standing.minutes_done),
        address=address_of,
    )


def _why_path(path_id: str) -> ResponseReturnValue:
    path = library().paths.get(path_id) or abort(404)
    explanation = explain_path(path_standing(current_person().id, path))
    return render_template(
        "progress/why_path.html",
        path=path,
        explanation=explanation,
        hours=hours(explanation.minutes_done),
        hours_of=hours,
        library=library(),
    )


@bp.post(f"{LANGUAGE}/m/<module>/<lesson>/done")
@allow(anyone)
def finish_lesson(module: str, lesson: str) -> ResponseReturnValue:
    """Mark a lesson as done and go on. A stranger becomes a guest, so that nothing is lost."""
    found = _lesson(module, lesson)
    person_id = acting_person().id
    assert person_id is not None  # noqa: S101 - what `acting_person` promises
    record(person_id, found.item, Verb.DONE)
    following = module_standing(person_id, library().modules[module]).after(found.item)
    return redirect(address_of(following) if following else url_for("catalogue.module", module=module), 303)


@bp.post(f"{LANGUAGE}/m/<module>/<lesson>/not-done")
@allow(anyone)
def reopen_lesson(module: str, lesson: str) -> ResponseReturnValue:
    """Take the mark "done" back, and stay on the lesson."""
    found = _lesson(module, lesson)
    person_id = current_person().id
    if person_id is not None:
        record(person_id, found.item, Verb.UNDONE)
    return redirect(url_for("catalogue.lesson", module=module, lesson=lesson), 303)


def address_of(item: ItemStanding) -> str:
    """Where an item can be read or taken."""
    if item.kind == "lesson":
        return url_for("catalogue.lesson", module=item.module, lesson=item.id)
    if item.kind == "workbook":
        offered: list[str] = slot("workbook.address", sheet=item.id)
    else:
        offered = slot("quiz.address", module=item.module, quiz=item.id)
    return offered[0] if offered else url_for("catalogue.module", module=item.module)


def _lesson(module_id: str, lesson_id: str) -> Lesson:
    module = library().modules.get(module_id)
    return (module and module.lesson(lesson_id)) or abort(404)


# What other pages show -----------------------------------------------------------------------------------------------


def _nav_entry() -> NavEntry:
    return NavEntry(_("Learn"), url_for("progress.learn"), 10, current=request.blueprint == "progress")


def _home_start() -> Markup | None:
    """The board, for people who have begun to learn."""
    person = current_person()
    path = next(iter(home(person).values()), None) if person.is_known else None
    if path is None or path.latest_at is None:
        return None
    return render_part(
        "progress/board.html", path=path, resume=path.resume_point(), library=library(), address=address_of
    )


def _path_end(path: Path, language: str) -> Markup | None:  # noqa: ARG001 - what the slot is asked with
    standing = path_standing(current_person().id, path)
    return render_part("progress/path_end.html", standing=standing) if standing.latest_at else None


def _module_states(module: Module) -> dict[str, str]:
    standing = module_standing(current_person().id, module)
    return {item.item: item.state.value for item in standing.items if item.state is not State.NOT_STARTED}


def _path_states(path: Path) -> dict[str, ModuleStanding]:
    return {module.id: module for module in path_standing(current_person().id, path).modules}


def _module_actions(module: Module, language: str) -> Markup | None:
    if module.is_coming:
        return None
    standing = module_standing(current_person().id, module)
    return render_part(
        "progress/module_actions.html",
        module=module,
        standing=standing,
        resume=standing.next_item(),
        language=language,
        address=address_of,
    )


def _note_opened(module: Module, lesson: Lesson) -> None:
    """Note that a known person opened a lesson, the first time. Reading alone makes nobody known."""
    person_id = current_person().id
    if person_id is None or request.method != "GET":
        return
    standing = module_standing(person_id, module).find(lesson.item)
    if standing and standing.state is State.NOT_STARTED:
        leave_trace(lambda: record(person_id, lesson.item, Verb.OPENED))


def _lesson_end(
    module: Module, lesson: Lesson, next_lesson: Lesson | None, previous_lesson: Lesson | None, language: str
) -> Markup:
    standing = module_standing(current_person().id, module)
    states = tuple(item.state for item in standing.items)
    return render_kept(
        "progress/lesson_end.html",
        (library().fingerprint, lesson.item, states),
        module=module,
        lesson=lesson,
        state=standing.find(lesson.item),
        next_lesson=next_lesson,
        following=standing.after(lesson.item),
        previous_lesson=previous_lesson,
        language=language,
        address=address_of,
    )
