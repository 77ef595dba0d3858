"""The blueprint that all pages of workbooks belong to, and how they find the workbook of an address."""

from flask import Blueprint, abort

from elearn.accounts.service.access import current_person
from elearn.workbooks.rules.roles import may_manage, may_write
from elearn.workbooks.service.books import OpenBook, kit, open_book, with_all_sheets

AT = "/<any(it,en,es,fr,de):language>/w"
BOOK = f"{AT}/<book>"
SHEET = f"{BOOK}/<sheet>"

bp = Blueprint("workbooks", __name__, template_folder="templates")


def find_book(name: str) -> OpenBook:
    """The workbook of an address, for its members; 404 for everybody else, and while it lies in the bin."""
    found = open_book(current_person().id, name)
    return abort(404) if found is None or found.removed_at else found


def find_for_writing(name: str) -> OpenBook:
    """The same, for those who may change sheets: 403 for others."""
    found = find_book(name)
    return with_all_sheets(found) if may_write(found.role) else abort(403)


def find_for_managing(name: str) -> OpenBook:
    """The same, for owners: 403 for others."""
    found = find_book(name)
    return found if may_manage(found.role) else abort(403)


def find_sheet(name: str, sheet: str) -> OpenBook:
    """A workbook that has this sheet, even where its profile does not ask for it any more; 404 without it."""
    found = find_book(name)
    return found if sheet in found.sheets and sheet in kit().sheets else abort(404)


def person_id() -> int:
    """The id of whoever is here. Only for views that nobody reaches without being known."""
    return current_person().id or abort(404)
