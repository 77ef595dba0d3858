"""The people of a workbook: who they are, inviting, joining, going."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.rules import anyone, known
from elearn.accounts.service.access import acting_person, allow, current_person
from elearn.workbooks.blueprint import AT, BOOK, bp, find_book, find_for_managing
from elearn.workbooks.forms import InviteForm
from elearn.workbooks.rules.roles import MemberRole, may_manage
from elearn.workbooks.service.books import OpenBook
from elearn.workbooks.service.members import (
    change_role,
    invitation,
    invite,
    join,
    members_of,
    remove_member,
    withdraw_invitations,
)
from elearn.workbooks.words import ROLES


@bp.get(f"{BOOK}/people")
@allow(known)
def people(book: str) -> ResponseReturnValue:
    """Everybody who works on this workbook."""
    return _people_page(find_book(book))


def _people_page(found: OpenBook, link: str = "", *, refused: bool = False) -> str:
    return render_template(
        "workbooks/people.html",
        book=found,
        members=members_of(found),
        manages=may_manage(found.role),
        me=current_person().public_id,
        form=InviteForm(),
        roles=ROLES,
        link=link,
        refused=refused,
    )


@bp.post(f"{BOOK}/people")
@allow(known)
def change_people(book: str) -> ResponseReturnValue:
    """Make a link, withdraw all links, give a role, let somebody go: the button that was pressed decides."""
    found = find_for_managing(book)
    member = request.form.get("member", "")
    match request.form.get("do"):
        case "invite":
            form = InviteForm(request.form)
            if not form.validate():
                abort(400)
            token = invite(found, MemberRole(form.role.data))
            return _people_page(found, url_for(".invited", token=token, _external=True))
        case "withdraw":
            withdraw_invitations(found)
        case "role" if request.form.get("role") in set(MemberRole):
            if not change_role(found, member, MemberRole(request.form["role"])):
                return _people_page(found, refused=True), 409
        case "remove":
            if not remove_member(found, member):
                return _people_page(found, refused=True), 409
        case _:
            abort(400)
    return redirect(url_for(".people", book=book), 303)


@bp.post(f"{BOOK}/leave")
@allow(known)
def leave(book: str) -> ResponseReturnValue:
    """Leave a workbook. The last owner cannot."""
    found = find_book(book)
    if not remove_member(found, current_person().public_id):
        return _people_page(found, refused=True), 409
    return redirect(url_for(".books"), 303)


@bp.route(f"{AT}/join/<token>", methods=["GET", "POST"])
@allow(anyone)
def invited(token: str) -> ResponseReturnValue:
    """Look at an invitation, and join."""
    found = invitation(token)
    if found is None:
        return render_template("workbooks/invited.html", invited=None), 410
    if request.method == "POST":
        person = acting_person()
        assert person.id is not None  # noqa: S101 - an acting person has a row
        if join(person.id, found):
            return redirect(url_for(".book", book=found.public_id), 303)
        return render_template("workbooks/invited.html", invited=found, is_full=True), 409
    return render_template("workbooks/invited.html", invited=found, roles=ROLES)
