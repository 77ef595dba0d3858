"""Pages that every unit has, under two addresses: `/teach/m/<module>/...`, and `/teach/u/<unit>/...` for all others."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.authoring.blueprint import MODULE, TEACH, bp, known_unit
from elearn.authoring.service.outline import outline
from elearn.authoring.service.places import Finder, place_finder
from elearn.authoring.service.preview import compiled
from elearn.catalogue.rules.values import Module, Page, Path
from elearn.infra.i18n import current_language

View = Callable[..., ResponseReturnValue]
UNIT = f"{TEACH}/u/<path:unit>"


def unit_page(rule: str, *methods: str) -> Callable[[View], View]:
    """Give a view of one unit both of its addresses. The view gets the unit's name, which could be one."""

    def register(view: View) -> View:
        @wraps(view)
        def of_unit(*, module: str = "", unit: str = "", **values: Any) -> ResponseReturnValue:
            return view(unit=known_unit(f"modules/{module}" if module else unit), **values)

        for root in (MODULE, UNIT):
            bp.add_url_rule(f"{root}/{rule}", view.__name__, of_unit, methods=methods or ("GET",))
        return of_unit

    return register


def unit_url(page: str, unit: str, **values: Any) -> str:
    """The address of a unit's page."""
    kind, _slash, name = unit.partition("/")
    where: dict[str, Any] = {"module": name} if kind == "modules" else {"unit": unit}
    return url_for(f"authoring.{page}", **where, **values)


def unit_title(unit: str) -> str:
    """What a unit is called in the reader's language: by its drafts, else as it is live, else by its id."""
    kind, _slash, name = unit.partition("/")
    lists = {"glossary": _("Glossary"), "country-facts": _("Country facts"), "workbooks": _("Workbooks")}
    if unit in lists:
        return str(lists[unit])
    found = compiled(unit).value
    if found is None and kind == "modules":
        return outline(unit, current_language()).title
    if isinstance(found, Module | Path | Page):
        return found.text.choose(current_language()).title
    return name


def finder(unit: str) -> Finder:
    """Leads from Problems of a unit to the editor, in the reader's language."""
    return place_finder(unit, f"{request.script_root}/{current_language()}/teach")
