"""Everything that is wrong anywhere, with the way to the place where it is mended."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, writers
from elearn.authoring.service.all_problems import all_problems, counted
from elearn.authoring.views.paging import Paging
from elearn.authoring.views.unit_pages import finder, unit_title
from elearn.catalogue.rules.compile import unit_of
from elearn.core.problems import Level, Problem

ON_A_PAGE = 30


@bp.get(f"{TEACH}/problems")
@allow(writers)
def problems() -> ResponseReturnValue:
    """The problems of all drafts, errors first: `?unit=` shows those of one unit, `?all=1` notices too."""
    every, unit = all_problems(), request.args.get("unit", "")
    with_notices = bool(request.args.get("all"))
    wanted = [one for one in every if with_notices or one.level is not Level.NOTICE]
    units = counted(wanted)
    if unit:
        wanted = [one for one in wanted if unit_of(one.path) == unit]
    page = Paging.of(wanted, request.args.get("page"), ON_A_PAGE)
    return render_template(
        "authoring/problems.html",
        page=page,
        units=units,
        titles={row.unit: unit_title(row.unit) for row in units},
        unit=unit,
        with_notices=with_notices,
        hidden=sum(one.level is Level.NOTICE for one in every) if not with_notices else 0,
        place_of=_place_of,
    )


def _place_of(problem: Problem) -> str | None:
    unit = unit_of(problem.path)
    return finder(unit)(problem) if unit else None
