"""A rehearsal with an imaginary learner, and previews as learners see them: in any language, and on paper."""

from typing import cast

from flask import abort, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, bp, known_unit, writers
from elearn.authoring.rules.reachability import unreachable
from elearn.authoring.rules.rehearsal import Imagined, everything, rehearse
from elearn.authoring.service.preview import compiled, lesson_to_show, library_with_drafts
from elearn.authoring.views.unit_pages import finder, unit_title
from elearn.catalogue.rules.values import Module
from elearn.catalogue.service.library import show_library
from elearn.core.languages import LANGUAGES
from elearn.infra.i18n import current_language, speak
from elearn.ui.slots import render_part, silence

#: What would act on the trainer's own progress, or on what learners read.
SILENT = frozenset({"lesson.read", "lesson.end", "module.actions", "module.states", "quiz.address"})


@bp.get(f"{MODULE}/rehearsal")
@allow(writers)
def rehearsal(module: str) -> ResponseReturnValue:
    """Tick what an imaginary learner did, and read what the platform would say. Nothing is written."""
    unit = known_unit(f"modules/{module}")
    value = compiled(unit).value
    shelf = library_with_drafts(unit)
    found = shelf.modules.get(module)
    if found is None:
        abort(404)
    imagined = _imagined(found)
    return render_template(
        "authoring/rehearsal.html",
        unit=unit,
        title=unit_title(unit),
        module=found,
        is_broken=value is None,
        imagined=imagined,
        said=rehearse(found, imagined, shelf.pass_mark),
        problems=unreachable(shelf, found),
        find=finder(unit),
        pass_marks={quiz.id: shelf.pass_mark(quiz) for quiz in found.checks},
    )


def _imagined(module: Module) -> Imagined:
    """What the form says; on the first visit, somebody who did everything."""
    sent = request.args
    if "go" not in sent:
        return everything(module)
    results = {quiz.id: _per_cent(sent.get(f"quiz-{quiz.id}", "")) for quiz in module.checks}
    lessons = {lesson.id: sent.get(f"lesson-{lesson.id}", "") for lesson in module.lessons}
    return Imagined(
        opened=frozenset(name for name, did in lessons.items() if did in ("opened", "read")),
        read=frozenset(name for name, did in lessons.items() if did == "read"),
        results={name: result for name, result in results.items() if result is not None},
        asked=sent.get("step") in ("asked", "approved"),
        approved=sent.get("step") == "approved",
    )


def _per_cent(text: str) -> int | None:
    number = text.strip().rstrip("%").strip()
    return min(int(number), 100) if number.isascii() and number.isdigit() else None


@bp.get(f"{MODULE}/preview")
@allow(writers)
def preview_cover(module: str) -> ResponseReturnValue:
    """The cover of a module's drafts, as learners would see it."""
    unit = known_unit(f"modules/{module}")
    _show(unit)
    return _as_learners_see(unit, "catalogue.module", module=module)


@bp.get(f"{MODULE}/<lesson>/preview")
@allow(writers)
def preview_lesson(module: str, lesson: str) -> ResponseReturnValue:
    """A lesson of the drafts, as learners would see it. With errors in it, what can be shown."""
    unit = known_unit(f"modules/{module}")
    _show(unit, lesson)
    return _as_learners_see(unit, "catalogue.lesson", module=module, lesson=lesson)


def _show(unit: str, lesson: str = "") -> None:
    """Let the rest of this request read the drafts, in the language that was asked for."""
    g.preview_home = current_language()
    wanted = request.args.get("in", "")
    if wanted in LANGUAGES:
        speak(wanted)
    shelf = library_with_drafts(unit)
    if lesson and compiled(unit).value is None:
        shelf = lesson_to_show(shelf, unit, lesson, current_language())
    show_library(shelf)


def _as_learners_see(unit: str, endpoint: str, **values: str) -> ResponseReturnValue:
    """The learners' own page, with a line above it; what would act is silent."""
    silence(SILENT)
    g.preview = {"unit": unit, "problems": compiled(unit).value is None, **values}
    return cast(ResponseReturnValue, current_app.view_functions[endpoint](**values))


def banner() -> Markup | None:
    """The line above a preview: which language, and the way back."""
    preview = g.get("preview")
    return render_part("authoring/preview_banner.html", home=g.preview_home, **preview) if preview else None
