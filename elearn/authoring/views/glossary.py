"""The glossary as authors see it: five languages side by side, what is missing, which lessons use a term."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, person_id, require_writer, rights, writers
from elearn.authoring.forms.term import languages_from, term_groups
from elearn.authoring.service import terms as do
from elearn.authoring.service.uses import uses_of
from elearn.authoring.views.filling import fill_page
from elearn.authoring.views.paging import Paging
from elearn.catalogue.rules.values import Term
from elearn.core.languages import LANGUAGES
from elearn.infra.i18n import current_language

ON_A_PAGE = 40
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A term of the list: the languages in which its name or, where others explain it, its definition is missing."""

    term: Term
    missing: tuple[str, ...]


@bp.get(f"{TEACH}/glossary")
@allow(writers)
def glossary() -> ResponseReturnValue:
    """The terms, forty on a page: `?q=` finds by id or name in any language, `?retired=1` shows retired ones."""
    query, retired = request.args.get("q", "").strip()[:80], bool(request.args.get("retired"))
    found = do.find_terms(query, current_language(), retired=retired)
    page = Paging.of(found, request.args.get("page"), ON_A_PAGE)
    return render_template(
        "authoring/glossary.html",
        rows=[Row(term, _missing(term)) for term in page.items],
        page=page,
        query=query,
        retired=retired,
        any_retired=bool(do.find_terms("", "en", retired=True)),
        writes=rights().writes(do.UNIT),
    )


@bp.route(f"{TEACH}/glossary/new", methods=["GET", "POST"])
@allow(writers)
def new_term() -> ResponseReturnValue:
    """Begin a term: its name in as many languages as somebody knows."""
    require_writer(do.UNIT)
    names = {language: request.form.get(language, "").strip()[:LONGEST_NAME] for language in LANGUAGES}
    refused, known = "", None
    if request.method == "POST":
        known = do.term_named(names["en"]) if names["en"] else None
        if known is None and any(names.values()):
            made = do.create_term(person_id(), names)
            return redirect(url_for(".term", term=made, saved="yes"), 303)
        refused = _("There is such a term already.") if known else _("Write the name in at least one language.")
    order = languages_from(current_language())
    page = render_template("authoring/term_new.html", names=names, order=order, refused=refused, known=known)
    return page, 422 if refused else 200


@bp.route(f"{TEACH}/glossary/<term>", methods=["GET", "POST"])
@allow(writers)
def term(term: str) -> ResponseReturnValue:
    """A term: everything about it in five languages, and the lessons that link to it."""
    found = do.terms().get(term) or abort(404)
    return fill_page(
        "authoring/term.html",
        do.UNIT,
        term_groups(term, current_language()),
        url_for(".term", term=term),
        term=found,
        uses=uses_of("term", term),
        writes=rights().writes(do.UNIT),
    )


@bp.post(f"{TEACH}/glossary/<term>/retire")
@allow(writers)
def retire_term(term: str) -> ResponseReturnValue:
    """Retire a term. What is typed as its successor must be the id or a name of another term."""
    require_writer(do.UNIT)
    found = do.terms().get(term) or abort(404)
    typed = request.form.get("instead", "").strip()
    instead = do.term_named(typed) if typed else None
    if typed and (instead is None or instead.id == found.id or instead.retired_on):
        return redirect(url_for(".term", term=term, unknown=typed[:LONGEST_NAME], _anchor="retire"), 303)
    do.retire_term(person_id(), term, instead.id if instead else "")
    return redirect(url_for(".term", term=term, saved="yes"), 303)


@bp.post(f"{TEACH}/glossary/<term>/restore")
@allow(writers)
def restore_term(term: str) -> ResponseReturnValue:
    """Bring a retired term back."""
    require_writer(do.UNIT)
    if term not in do.terms():
        abort(404)
    do.restore_term(person_id(), term)
    return redirect(url_for(".term", term=term, saved="yes"), 303)


def _missing(term: Term) -> tuple[str, ...]:
    explained = bool(term.definitions)
    return tuple(
        language
        for language in LANGUAGES
        if language not in term.names or (explained and language not in term.definitions)
    )
