"""The translation board: what is missing, what is out of date, in which language."""

from collections import Counter
from typing import get_args

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow, current_person
from elearn.authoring.blueprint import TEACH, bp, known_unit, rights, writers
from elearn.authoring.rules.board import NEEDS, UnitRow, Wish, chosen
from elearn.authoring.rules.desk import State
from elearn.authoring.service.board import acted_on, board
from elearn.authoring.views.desk import desk_address
from elearn.catalogue.rules.schemas import Language


@bp.get(f"{TEACH}/translations")
@allow(writers)
def translations() -> ResponseReturnValue:
    """All units with their languages. `?to=`, `?state=` and `?mine=yes` choose."""
    wish = _wish()
    units = _chosen(board(), wish)
    counts = Counter(cell.state for unit in units for row in unit.rows for cell in row.cells.values())
    return render_template("authoring/translations.html", units=units, counts=counts, wish=wish, needs=NEEDS)


@bp.get(f"{TEACH}/translations/<path:unit>")
@allow(writers)
def translations_of(unit: str) -> ResponseReturnValue:
    """The things of one unit, each with its languages and the way to its desk."""
    found = board(known_unit(unit)) or abort(404)
    wish = _wish()
    return render_template(
        "authoring/translations_of.html",
        unit=found[0],
        rows={row.thing: row for row in (_chosen(found, wish) or [UnitRow(unit, "", "", ())])[0].rows},
        wish=wish,
        rights=rights(),
        desk_address=desk_address,
        outdated=State.OUTDATED,
    )


def _wish() -> Wish:
    language, state = request.args.get("to", ""), request.args.get("state", "")
    return Wish(
        language if language in get_args(Language) else "",
        state if state in list(NEEDS) else "",
        request.args.get("mine") == "yes",
    )


def _chosen(units: list[UnitRow], wish: Wish) -> list[UnitRow]:
    acted = acted_on(current_person().id) if wish.mine else ()
    return chosen(units, wish, rights(), acted)
