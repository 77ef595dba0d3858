"""The shelf of modules, and the page of one of them."""

from typing import cast

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, TEACH, bp, known_unit, rights, writers
from elearn.authoring.service.preview import compiled
from elearn.authoring.service.shelf import shelf, state_of_unit
from elearn.catalogue.rules.values import Module
from elearn.infra.i18n import current_language


@bp.get(f"{TEACH}/modules")
@allow(writers)
def modules() -> ResponseReturnValue:
    """All modules by path, with what is published, changed and translated."""
    return render_template("authoring/modules.html", shelf=shelf(), rights=rights())


@bp.get(f"{MODULE}/")
@allow(writers)
def module(module: str) -> ResponseReturnValue:
    """A module: its lessons and quizzes, what is wrong, what to do next."""
    unit = known_unit(f"modules/{module}")
    found = compiled(unit)
    state = state_of_unit(unit) or abort(404)
    shown = cast(Module | None, found.value)
    return render_template(
        "authoring/module.html",
        unit=unit,
        state=state,
        module=shown,
        title=shown.text.choose(current_language()).title if shown else module,
        problems=found.problems,
    )
