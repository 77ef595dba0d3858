"""“Keep it”: numbers of a calculator go into a sheet of a workbook."""

import json
from collections.abc import Mapping
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.rules import anyone
from elearn.accounts.service.access import acting_person, allow
from elearn.catalogue.rules.workbook_values import Field
from elearn.core.ids import is_node_id, random_id
from elearn.infra.i18n import current_language
from elearn.workbooks.blueprint import AT, bp, find_for_writing
from elearn.workbooks.rules.documents import PART, Node, Value
from elearn.workbooks.rules.typed import Refusal, read_typed
from elearn.workbooks.service.books import Cover, begin_workbook, kit
from elearn.workbooks.service.keeping import keep_nodes

MOST_NODES = 10


@bp.post(f"{AT}/keep")
@allow(anyone)
def keep() -> ResponseReturnValue:
    """Write a calculator's numbers into a workbook of the reader, or into a new one."""
    sheet = request.form.get("sheet", "")
    nodes = _nodes(sheet)
    person = acting_person()
    assert person.id is not None  # noqa: S101 - an acting person has a row
    name = request.form.get("book") or begin_workbook(person.id, _new_cover(sheet, person.country), name=random_id())
    found = find_for_writing(name or abort(409))
    if sheet not in found.sheets:
        abort(404)
    keep_nodes(found, sheet, person.id, nodes)
    return redirect(url_for(".sheet", book=found.public_id, sheet=sheet), 303)


def _new_cover(sheet: str, country: str | None) -> Cover:
    profile = next((one.id for one in kit().profiles.values() if sheet in one.sheets), None) or abort(404)
    return Cover(_("My business"), "", profile, current_language(), "EUR", country or "")


def _nodes(sheet: str) -> list[Node]:
    """The nodes that were sent, as the sheet's fields allow them; 400 for anything else."""
    try:
        sent: dict[str, dict[str, Any]] = json.loads(request.form.get("nodes", ""))
        return [_node(sheet, name, fields) for name, fields in list(sent.items())[:MOST_NODES] if is_node_id(name)]
    except (ValueError, KeyError, AttributeError, TypeError):
        abort(400)


def _node(sheet: str, name: str, fields: Mapping[str, Any]) -> Node:
    part = kit().sheets[sheet].by_id[fields[PART]]
    values = {key: _value(part.by_id[key], text) for key, text in fields.items() if key != PART and text}
    return Node(name, part.id, values)


def _value(spec: Field, text: str) -> Value:
    value = read_typed(spec, [str(text)])
    if isinstance(value, Refusal):
        raise ValueError(value.code)
    return value
