"""The page of a sheet, and everything that is done there. Each button is a form: no script is needed."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time
from flask_babel import gettext as _

from elearn.accounts.rules import known
from elearn.accounts.service.access import allow
from elearn.catalogue.rules.workbook_values import LISTS, Part
from elearn.core.ids import is_node_id
from elearn.workbooks.blueprint import BOOK, SHEET, bp, find_for_writing, find_sheet, person_id
from elearn.workbooks.rules.documents import Node, Value
from elearn.workbooks.rules.merging import Conflict
from elearn.workbooks.rules.trees import TREES
from elearn.workbooks.rules.typed import Refusal, read_typed
from elearn.workbooks.service.books import OpenBook, kit, open_book
from elearn.workbooks.service.comments import remarks_in, requests_in
from elearn.workbooks.service.offers import take, take_example, turn
from elearn.workbooks.service.sheets import documents_of, findings_of
from elearn.workbooks.service.writing import FullError, Saved, add_node, move_node, remove_node, undo, write_fields
from elearn.workbooks.sheet_pages import sheet_page
from elearn.workbooks.showing import SheetView
from elearn.workbooks.words import refusal_words

NODE = f"{SHEET}/nodes/<node>"
STEPS = {"up": -1, "down": 1}


@bp.get(SHEET)
@allow(known)
def sheet(book: str, sheet: str) -> ResponseReturnValue:
    """A sheet."""
    return sheet_page(find_sheet(book, sheet), sheet, opened=request.args.get("open", ""))


@bp.post(NODE)
@allow(known)
def save(book: str, sheet: str, node: str) -> ResponseReturnValue:
    """Save, remove or move a node: the button that was pressed decides."""
    found = find_for_writing(book)
    part = _part(found, sheet, request.form.get("part", ""))
    if request.form.get("do") == "remove":
        if part.is_one or part.fixed:
            abort(400)
        remove_node(found, sheet, person_id(), node)
        return _back(book, sheet, removed=1)
    return _saved(found, sheet, part, node)


def _saved(found: OpenBook, sheet: str, part: Part, node: str) -> ResponseReturnValue:
    typed = sent_values(part)
    values, errors = _read(part, typed)
    given = _given(found, sheet, part, node)
    outcome = write_fields(found, sheet, person_id(), _number("base"), {node: values}, given)
    errors |= {name: refusal_words(refusal) for (_node, name), refusal in outcome.refused.items()}
    wants_json = request.accept_mimetypes.best == "application/json"
    if wants_json:
        return _saved_in_json(found, sheet, node, outcome, errors)
    if errors:
        errors |= _conflict_errors(found, sheet, part, outcome)
        return sheet_page(_again(found), sheet, node, typed, errors), 422
    if outcome.conflicts:
        return _conflict_page(found, sheet, part, node, outcome), 409
    if step := STEPS.get(request.form.get("do", "")):
        move_node(found, sheet, person_id(), node, step)
    return _back(found.public_id, sheet, anchor=f"n-{node}", saved=outcome.version)


def _given(found: OpenBook, sheet: str, part: Part, node: str) -> dict[str, str]:
    """The node and its part, where nobody needs to add it first; 404 for one that such a part does not have."""
    if not part.is_one and not part.fixed:
        return {}
    names = (part.id,) if part.is_one else SheetView(found, sheet, {}).given(part)
    return {node: part.id} if node in names else abort(404)


def sent_values(part: Part) -> dict[str, Sequence[str]]:
    """What the form holds, by field; a list that was shown and has nothing chosen is there too."""
    shown = request.form.get("shown", "").split()
    return {
        name: request.form.getlist(f"f-{name}")
        for name in shown
        if name in part.by_id and request.form.get(f"keep-{name}") != "theirs"
    }


def _read(part: Part, typed: Mapping[str, Sequence[str]]) -> tuple[dict[str, Value], dict[str, str]]:
    """(values that can be saved, what is wrong with the others), by field."""
    values: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for name, texts in typed.items():
        spec = part.by_id[name]
        value = read_typed(spec, texts)
        if isinstance(value, Refusal):
            errors[name] = refusal_words(value)
        else:
            values[name] = value or (() if spec.kind in LISTS else "")
    return values, errors


def _saved_in_json(
    found: OpenBook, sheet: str, node: str, outcome: Saved, errors: Mapping[str, str]
) -> ResponseReturnValue:
    """The same for `workbook.js`: the new version, what could not be saved, and what the checks say now."""
    found = _again(found)
    documents = documents_of(found)
    view = SheetView(found, sheet, documents, findings_of(found, documents, requests_in(remarks_in(found))), node)
    part = kit().sheets[sheet].by_id[request.form["part"]]
    body = {
        "version": outcome.version,
        "time": format_time(outcome.at, "short"),
        "errors": errors,
        "news": {
            one.spec.id: [option.value for option in one.options if option.chosen] if one.options else [one.value]
            for one in view.inputs(part, view.document.get(node) or Node(node, part.id))
            if (node, one.spec.id) in outcome.news
        },
        "checks": render_template("workbooks/checks.html", view=view),
        "conflict": render_template("workbooks/conflict_part.html", **_conflict(view, part, node, outcome))
        if outcome.conflicts
        else "",
    }
    return jsonify(body), 409 if outcome.conflicts else (422 if errors else 200)


def _conflict(view: SheetView, part: Part, node: str, outcome: Saved) -> dict[str, object]:
    texts = _texts(view, part, outcome.conflicts)
    return {"view": view, "part": part, "node": node, "version": outcome.version, "texts": texts}


def _texts(view: SheetView, part: Part, conflicts: Sequence[Conflict]) -> list[tuple[Conflict, str, str, str]]:
    """(conflict, label, my text, their text) of each field."""
    return [
        (
            one,
            view.label(part, one.name),
            view.writer.show(part.by_id[one.name], view.field_words(part, one.name), one.mine),
            view.writer.show(part.by_id[one.name], view.field_words(part, one.name), one.theirs),
        )
        for one in conflicts
    ]


def _conflict_errors(found: OpenBook, sheet: str, part: Part, outcome: Saved) -> dict[str, str]:
    """Conflicts as messages beside the fields, where the page comes back anyway: saving again keeps one's own text."""
    texts = _texts(SheetView(found, sheet, documents_of(found)), part, outcome.conflicts)
    question, label = _("Somebody else wrote here at the same time. Which text shall stay?"), _("Theirs, saved now:")
    return {one.name: f"{question} {label} {theirs or _('(empty)')}" for one, _name, _mine, theirs in texts}


def _conflict_page(found: OpenBook, sheet: str, part: Part, node: str, outcome: Saved) -> str:
    found = _again(found)
    view = SheetView(found, sheet, documents_of(found))
    return render_template("workbooks/conflict.html", book=found, **_conflict(view, part, node, outcome))


@bp.post(f"{SHEET}/nodes")
@allow(known)
def add(book: str, sheet: str) -> ResponseReturnValue:
    """Add a node. Its id was made with the page: pressing twice adds one."""
    found = find_for_writing(book)
    part = _part(found, sheet, request.form.get("part", ""))
    name = request.form.get("node", "")
    if part.is_one or part.fixed or not is_node_id(name):
        abort(400)
    values, errors = _read(part, sent_values(part))
    link = TREES.get(sheet, ("", ""))[1]
    if link and is_node_id(below := request.form.get("below", "")):
        values[link] = (below,)
    node = Node(name, part.id, {key: value for key, value in values.items() if value})
    try:
        add_node(
            found,
            sheet,
            person_id(),
            node,
            behind=request.form.get("behind"),
            leads_from=(request.form.get("above", ""), link),
        )
    except FullError:
        return render_template("workbooks/full.html", book=found, sheet=sheet), 409
    if errors:
        return sheet_page(_again(found), sheet, name, sent_values(part), errors), 422
    return redirect(url_for(".sheet", book=book, sheet=sheet, open=name, _anchor=f"n-{name}"), 303)


@bp.post(f"{SHEET}/undo")
@allow(known)
def take_back(book: str, sheet: str) -> ResponseReturnValue:
    """Take back the last change of the sheet."""
    found = find_for_writing(book)
    if sheet not in found.sheets:
        abort(404)
    undone = undo(found, sheet, person_id())
    return _back(book, sheet, undone=1 if undone else 0)


@bp.post(f"{SHEET}/take")
@allow(known)
def take_offer(book: str, sheet: str) -> ResponseReturnValue:
    """Take over what another sheet offers: one thing, or all of a kind."""
    found = find_for_writing(book)
    if sheet not in found.sheets:
        abort(404)
    take(found, sheet, person_id(), request.form.getlist("offer"), keeps="keep" in request.form)
    return _back(book, sheet)


@bp.post(f"{BOOK}/turn")
@allow(known)
def turn_problem(book: str) -> ResponseReturnValue:
    """Turn one problem into an objective: a step of the mirroring wizard."""
    found = find_for_writing(book)
    if not {"problem-tree", "objective-tree"} <= set(found.sheets):
        abort(404)
    problem, typed = request.form.get("problem", ""), request.form.get("text", "")
    external = "external" in request.form
    text = read_typed(kit().sheets["objective-tree"].by_id["objectives"].by_id["text"], [typed])
    if isinstance(text, Refusal):
        return sheet_page(found, "objective-tree", turn_error=refusal_words(text), turn_text=typed), 422
    if not text and not external:
        missing = _("Write how it looks when this is solved, or say that it cannot be turned.")
        return sheet_page(found, "objective-tree", turn_error=missing), 422
    source = documents_of(found)["problem-tree"].get(problem)
    turn(found, person_id(), problem, str(text) or (source.text("text") if source else ""), external=external)
    return _back(book, "objective-tree")


@bp.post(f"{SHEET}/example")
@allow(known)
def copy_example(book: str, sheet: str) -> ResponseReturnValue:
    """Fill an empty sheet with that of the example, in the workbook's language."""
    found = find_for_writing(book)
    if sheet not in found.sheets:
        abort(404)
    take_example(found, sheet, person_id())
    return _back(book, sheet)


def _part(found: OpenBook, sheet: str, part: str) -> Part:
    if sheet not in found.sheets:
        abort(404)
    return kit().sheets[sheet].by_id.get(part) or abort(400)


def _again(found: OpenBook) -> OpenBook:
    """The workbook after a change."""
    return open_book(person_id(), found.public_id) or abort(404)


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _back(book: str, sheet: str, anchor: str = "main", **said: Any) -> ResponseReturnValue:
    return redirect(url_for(".sheet", book=book, sheet=sheet, _anchor=anchor, **said), 303)
