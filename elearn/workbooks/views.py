"""The workbooks of a person: the list, a new one, the cover, the bin. The entry of this domain."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from flask import Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _

from elearn.accounts.rules import anyone, known
from elearn.accounts.service.access import acting_person, allow, current_person
from elearn.catalogue.rules.workbook_values import SheetWords
from elearn.catalogue.service.library import library
from elearn.core.ids import random_id
from elearn.infra.i18n import current_language
from elearn.ui.slots import NavEntry, slots
from elearn.workbooks import (
    views_feedback,
    views_files,
    views_history,
    views_keeping,
    views_members,
    views_parts,
    views_reviews,
    views_sheets,
)
from elearn.workbooks.blueprint import AT, BOOK, bp, find_book, find_for_managing, person_id
from elearn.workbooks.formats import FORMATS
from elearn.workbooks.forms import EMPTY, BeginForm, CoverForm
from elearn.workbooks.rules.book import Level
from elearn.workbooks.rules.roles import may_manage
from elearn.workbooks.service import privacy
from elearn.workbooks.service.asking import unread_in
from elearn.workbooks.service.books import (
    Cover,
    begin_workbook,
    change_cover,
    example_documents,
    kit,
    open_book,
    put_in_bin,
    take_out_of_bin,
    workbooks_of,
)
from elearn.workbooks.service.comments import remarks_in, requests_in
from elearn.workbooks.service.inbox import waiting_for
from elearn.workbooks.service.sheets import documents_of, findings_of
from elearn.workbooks.words import amount, did_words, refusal_words, shorten

#: They add their routes when they are imported.
PAGES = (views_sheets, views_history, views_members, views_files, views_feedback, views_reviews, views_keeping)


def init_app(app: Flask) -> None:
    """Add the pages, the place in the navigation, the parts of lessons and covers, and personal data."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        formats=FORMATS, refusal_words=refusal_words, amount=amount, did_words=did_words, shorten=shorten
    )
    app.jinja_env.filters.update(number=format_decimal, percent=format_percent, decimal=Decimal)
    offers = slots(app)
    offers.offer("nav", _nav_entry)
    offers.offer("teach.nav", _inbox_entry)
    offers.offer("person.carry_over", privacy.carry_over)
    offers.offer("person.export", privacy.export)
    offers.offer("person.erase", privacy.erase)
    views_parts.offer(app)


def _nav_entry() -> NavEntry:
    return NavEntry(_("Workbook"), url_for("workbooks.books"), 15, current=request.blueprint == "workbooks")


def _inbox_entry() -> NavEntry:
    return NavEntry(
        _("Feedback"), url_for("workbooks.reviews"), 10, current=(request.endpoint or "").startswith("workbooks.review")
    )


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet on the cover of its workbook."""

    kind: str
    words: SheetWords
    has_begun: bool
    is_required: bool
    errors: int
    others: int


@bp.get(f"{AT}/")
@allow(anyone)
def books() -> ResponseReturnValue:
    """All workbooks of the reader."""
    person = current_person()
    binned = workbooks_of(person.id, removed=True)
    examples, waiting = library().examples.values(), waiting_for(person) if person.is_known else 0
    return render_template(
        "workbooks/books.html", books=workbooks_of(person.id), binned=binned, examples=examples, waiting=waiting
    )


@bp.route(f"{AT}/new", methods=["GET", "POST"])
@allow(anyone)
def begin() -> ResponseReturnValue:
    """Begin a workbook."""
    form = BeginForm.from_request(**_suggested())
    if request.method == "POST" and form.validate():
        person = acting_person()
        assert person.id is not None  # noqa: S101 - an acting person has a row
        cover, documents = form.cover(), None
        if form.copy.data != EMPTY:
            documents = example_documents(form.copy.data, cover.language)
        name = begin_workbook(person.id, cover, documents, name=form.name.data)
        return redirect(url_for(".book", book=name), 303) if name else abort(409)
    return render_template("workbooks/begin.html", form=form), 422 if form.errors else 200


def _suggested() -> dict[str, object]:
    """What the form of a new workbook shows first; an example brings its own cover."""
    language, person = current_language(), current_person()
    values: dict[str, object] = {
        "name": random_id(),
        "language": language,
        "country": person.country or "",
        "currency": "EUR",
        "profile": request.args.get("profile", "small-grant"),
    }
    example = library().examples.get(request.args.get("copy", ""))
    if example:
        values |= {"copy": example.id, "title": example.titles[language], "place": example.places[language]}
        values |= {"profile": example.profile, "currency": example.currency, "country": example.country}
        values |= {"months": example.months}
    return values


@bp.get(f"{AT}/to/<sheet>")
@allow(anyone)
def to_sheet(sheet: str) -> ResponseReturnValue:
    """From a lesson to the reader's own sheet: in the workbook that changed last and has it, else to a new one."""
    if sheet not in kit().sheets:
        abort(404)
    for found in workbooks_of(current_person().id):
        if sheet in found.profile.sheets:
            return redirect(url_for(".sheet", book=found.public_id, sheet=sheet), 302)
    profile = next((one.id for one in kit().profiles.values() if sheet in one.sheets), None)
    return redirect(url_for(".begin", profile=profile), 302)


@bp.get(f"{BOOK}/")
@allow(known)
def book(book: str) -> ResponseReturnValue:
    """A workbook's own page: its sheets, what the checks say, who works on it."""
    found = find_book(book)
    documents = documents_of(found)
    findings = findings_of(found, documents, requests_in(remarks_in(found)))
    errors = Counter(finding.sheet for finding in findings if finding.level is Level.ERROR)
    others = Counter(finding.sheet for finding in findings if finding.level is not Level.ERROR)
    language = current_language()
    entries = [
        SheetEntry(
            kind=kind,
            words=kit().sheets[kind].say(language),
            has_begun=kind in documents and not documents[kind].is_empty,
            is_required=kind in found.profile.required,
            errors=errors[kind],
            others=others[kind],
        )
        for kind in found.profile.sheets
    ]
    return render_template(
        "workbooks/book.html", book=found, entries=entries, profile=found.profile, unread=unread_in(found)
    )


@bp.route(f"{BOOK}/cover", methods=["GET", "POST"])
@allow(known)
def cover(book: str) -> ResponseReturnValue:
    """Change title, place, profile, language, currency and dates."""
    found = find_for_managing(book)
    form = CoverForm.from_request(**{name: getattr(found.cover, name) for name in Cover.__slots__})
    if request.method == "POST" and form.validate():
        change_cover(found, form.cover())
        return redirect(url_for(".book", book=book), 303)
    return render_template("workbooks/cover.html", book=found, form=form), 422 if form.errors else 200


@bp.post(f"{BOOK}/bin")
@allow(known)
def put_away(book: str) -> ResponseReturnValue:
    """Put a workbook into the bin."""
    put_in_bin(find_for_managing(book))
    return redirect(url_for(".books"), 303)


@bp.post(f"{BOOK}/take-out")
@allow(known)
def take_out(book: str) -> ResponseReturnValue:
    """Take a workbook out of the bin."""
    found = open_book(person_id(), book) or abort(404)
    take_out_of_bin(found if may_manage(found.role) else abort(403))
    return redirect(url_for(".book", book=book), 303)
