"""Country facts as authors see them: what is due comes first."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, person_id, require_writer, rights, writers
from elearn.authoring.forms.fact import fact_groups
from elearn.authoring.rules.fields import Place
from elearn.authoring.service import facts as do
from elearn.authoring.service.uses import uses_of
from elearn.authoring.views.filling import fill_page
from elearn.authoring.views.paging import Paging
from elearn.core.countries import COUNTRIES, country_name
from elearn.core.ids import is_slug
from elearn.infra.i18n import current_language

ON_A_PAGE = 40
FACT = f"{TEACH}/facts/<any(it,es,fr,de,be):country>/<fact>"


@bp.get(f"{TEACH}/facts")
@allow(writers)
def facts() -> ResponseReturnValue:
    """All facts, due ones first: `?country=` shows those of one country."""
    rows, country = do.fact_rows(current_language()), request.args.get("country", "")
    if country in COUNTRIES:
        rows = [row for row in rows if row.country == country]
    return render_template(
        "authoring/facts.html",
        page=Paging.of(do.grouped(rows), request.args.get("page"), ON_A_PAGE),
        total=len(rows),
        due=sum(row.is_due for row in rows),
        country=country if country in COUNTRIES else "",
        countries=_names(),
        writes=rights().writes(do.UNIT),
    )


@bp.route(f"{TEACH}/facts/new", methods=["GET", "POST"])
@allow(writers)
def new_fact() -> ResponseReturnValue:
    """Begin a fact: a title and a country. It is saved when the form that follows is complete."""
    require_writer(do.UNIT)
    title, country = request.form.get("title", "").strip()[:200], request.form.get("country", "")
    if request.method == "POST" and title and country in COUNTRIES:
        return redirect(url_for(".fact", country=country, fact=do.new_fact_id(title), title=title), 303)
    refused = request.method == "POST"
    page = render_template("authoring/fact_new.html", title=title, country=country, countries=_names(), refused=refused)
    return page, 422 if refused else 200


@bp.route(FACT, methods=["GET", "POST"])
@allow(writers)
def fact(country: str, fact: str) -> ResponseReturnValue:
    """A fact of one country, or the empty form of one that begins."""
    row = do.fact_row(fact, country, current_language())
    if row is None and not (is_slug(fact) and rights().writes(do.UNIT)):
        abort(404)
    here, title = current_language(), request.args.get("title", "")
    return fill_page(
        "authoring/fact.html",
        do.UNIT,
        fact_groups(fact, country, here),
        url_for(".fact", country=country, fact=fact),
        act="edited" if row else "created",
        begin={Place(do.file_of(country), (fact, "title", here)): title} if row is None else None,
        row=row,
        title=row.title if row else title or _("New fact"),
        fact=fact,
        country=country,
        countries=_names(),
        others=do.countries_of(fact),
        uses=uses_of("fact", fact),
        writes=rights().writes(do.UNIT),
    )


@bp.post(f"{FACT}/retire", defaults={"act": "retire"})
@bp.post(f"{FACT}/restore", defaults={"act": "restore"})
@allow(writers)
def change_fact(country: str, fact: str, act: str) -> ResponseReturnValue:
    """Retire a fact of one country, or bring it back."""
    require_writer(do.UNIT)
    if do.fact_row(fact, country, current_language()) is None:
        abort(404)
    change = do.retire_fact if act == "retire" else do.restore_fact
    change(person_id(), fact, country)
    return redirect(url_for(".fact", country=country, fact=fact, saved="yes"), 303)


def _names() -> dict[str, str]:
    return {country: country_name(country, current_language()) for country in COUNTRIES}
