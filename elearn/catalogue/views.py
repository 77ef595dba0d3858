"""Pages that everybody may read: paths, modules, lessons, the glossary, and the pages of the site itself."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from flask import Blueprint, Flask, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from elearn.accounts.rules import anyone
from elearn.accounts.service.access import allow, current_person
from elearn.accounts.service.people import change_country
from elearn.catalogue.rules.values import Lesson, Library, Module
from elearn.catalogue.service.bodies import body_of
from elearn.catalogue.service.glossary import groups_for, letter_of, search
from elearn.catalogue.service.library import library
from elearn.catalogue.service.media import content_type_of, is_opened_by_itself, media_files, media_of
from elearn.catalogue.service.reading import render_lesson, render_text
from elearn.catalogue.service.sitemap import sitemap_entries
from elearn.catalogue.service.starts import starts
from elearn.core.countries import COUNTRIES
from elearn.core.ids import is_slug
from elearn.core.languages import LANGUAGES
from elearn.infra.config import Settings
from elearn.infra.i18n import YEAR_SECONDS, current_language, offered_language
from elearn.infra.security import safe_next
from elearn.ui.kept import render_kept
from elearn.ui.slots import NavEntry, slot, slots

AT = "/<any(it,en,es,fr,de):language>"
COUNTRY_COOKIE = "country"
PAGES = ("help", "accessibility", "privacy", "licence")

bp = Blueprint("catalogue", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Register the pages and their places in the navigation."""
    app.register_blueprint(bp)
    app.jinja_env.globals["sheet_title"] = sheet_title
    offer = slots(app).offer
    offer("nav", lambda: _entry(_("Paths"), 20, "catalogue.home", "catalogue.path"))
    offer("nav", lambda: _entry(_("Glossary"), 30, "catalogue.glossary"))
    offer("nav", lambda: _entry(_("Help"), 90, "catalogue.page", page="help"))
    offer("footer", lambda: _entry(_("Help and contacts"), 10, "catalogue.page", page="help"))
    offer("footer", lambda: _entry(_("Glossary"), 20, "catalogue.glossary"))
    offer("footer", lambda: _entry(_("Accessibility"), 30, "catalogue.page", page="accessibility"))
    offer("footer", lambda: _entry(_("Privacy"), 40, "catalogue.page", page="privacy"))
    offer("footer", lambda: _entry(_("Licence of the materials"), 50, "catalogue.page", page="licence"))


def sheet_title(kind: str) -> str:
    """The plain name of a workbook's sheet in the reader's language."""
    return library().kit.sheets[kind].say(current_language()).title


def _entry(label: str, rank: int, endpoint: str, *others: str, **values: Any) -> NavEntry:
    here = request.endpoint in (endpoint, *others) and all(
        (request.view_args or {}).get(name) == value for name, value in values.items()
    )
    return NavEntry(label, url_for(endpoint, **values), rank, current=here)


@bp.get("/")
@allow(anyone)
def entrance() -> ResponseReturnValue:
    """Go on in the reader's language; ask for it only where nothing says which it is."""
    language = offered_language(current_person().language)
    if language:
        reply = make_response(redirect(url_for("catalogue.home", language=language)))
    else:
        reply = make_response(render_template("catalogue/entrance.html"))
    reply.vary.update(("Cookie", "Accept-Language"))
    return reply


@bp.get(f"{AT}/")
@allow(anyone)
def home() -> ResponseReturnValue:
    """The public home: one door for each path."""
    shelf = library()
    return render_template("catalogue/home.html", library=shelf, starts=starts, **_translated(LANGUAGES))


@bp.get(f"{AT}/i")
@allow(anyone)
def short_address() -> ResponseReturnValue:
    """The address on posters: the entrepreneurs' path."""
    return redirect(url_for("catalogue.path", path="entrepreneurs"))


@bp.get(f"{AT}/p/<path>/")
@allow(anyone)
def path(path: str) -> ResponseReturnValue:
    """A path with its modules."""
    shelf = library()
    found = shelf.paths.get(path) or abort(404)
    view = render_text(shelf, found.text.choose(current_language()), current_language())
    states: dict[str, Any] = next(iter(slot("path.states", path=found)), {})
    return render_template(
        "catalogue/path.html",
        library=shelf,
        path=found,
        view=view,
        body=body_of(view),
        states=states,
        **_translated(found.text.languages()),
    )


@bp.get(f"{AT}/p/<path>/<module>")
@allow(anyone)
def path_page(path: str, module: str) -> ResponseReturnValue:
    """A module by way of its path: the module has one address."""
    found = library().paths.get(path) or abort(404)
    return redirect(url_for("catalogue.module", module=module), 301) if module in found.modules else abort(404)


@bp.get(f"{AT}/m/<module>/")
@allow(anyone)
def module(module: str) -> ResponseReturnValue:
    """A module's cover."""
    shelf = library()
    found = shelf.modules.get(module) or abort(404)
    view = render_text(shelf, found.text.choose(current_language()), current_language(), _country(), found.id)
    return render_template(
        "catalogue/module.html",
        module=found,
        view=view,
        body=body_of(view),
        **_place(shelf, found),
        **_translated(found.text.languages()),
    )


@bp.get(f"{AT}/m/<module>/<lesson>")
@allow(anyone)
def lesson(module: str, lesson: str) -> ResponseReturnValue:
    """A lesson."""
    shelf = library()
    found = shelf.modules.get(module) or abort(404)
    shown = found.lesson(lesson) or abort(404)
    slot("lesson.read", module=found, lesson=shown)
    view = render_lesson(shelf, shown, current_language(), _country())
    position = found.lessons.index(shown)
    neighbours = (None, *found.lessons, None)
    place = _place(shelf, found)
    return render_template(
        "catalogue/lesson.html",
        module=found,
        lesson=shown,
        view=view,
        body=body_of(view),
        index=_index(shelf, found, shown, place["states"]),
        position=position + 1,
        previous_lesson=neighbours[position],
        next_lesson=neighbours[position + 2],
        **place,
        **_translated(shown.text.languages()),
    )


@bp.get(f"{AT}/glossary")
@allow(anyone)
def glossary() -> ResponseReturnValue:
    """The glossary, a letter at a time: `?letter=`, `?term=` (its letter), `?q=` (a search), `?letter=all`."""
    terms, language = library().terms, current_language()
    query = request.args.get("q", "").strip()[:80]
    current = [term for term in terms.values() if term.retired_on is None]
    groups = groups_for(search(current, query) if query else current, language)
    letters = list(groups)
    if not query and request.args.get("letter") != "all":
        term = terms.get(request.args.get("term", ""))
        letter = letter_of(term, language) if term else request.args.get("letter", "")
        shown = letter if letter in letters else next(iter(letters), "")
        groups = {name: found for name, found in groups.items() if name == shown}
    return render_template(
        "catalogue/glossary.html", groups=groups, letters=letters, query=query, **_translated(LANGUAGES)
    )


@bp.get(f"{AT}/help/", endpoint="page", defaults={"page": "help"})
@bp.get(f"{AT}/<any(accessibility,privacy,licence):page>")
@allow(anyone)
def page(page: str) -> ResponseReturnValue:
    """A page of the site itself."""
    shelf = library()
    found = shelf.pages.get(page) or abort(404)
    view = render_text(shelf, found.text.choose(current_language()), current_language())
    return render_template(
        "catalogue/page.html", page=found, view=view, body=body_of(view), **_translated(found.text.languages())
    )


@bp.post(f"{AT}/country")
@allow(anyone)
def choose_country() -> ResponseReturnValue:
    """Remember which country's rules somebody reads, and go back to the page."""
    country = request.form.get("country", "")
    if country not in COUNTRIES:
        abort(400)
    page = safe_next(request.form.get("next")) or url_for("catalogue.home")
    place = request.args.get("at", "")
    reply = redirect(f"{page}#{place}" if is_slug(place) else page, 303)
    if current_person().is_known:
        change_country(current_person(), country)
    settings: Settings = current_app.config["SETTINGS"]
    reply.set_cookie(COUNTRY_COOKIE, country, YEAR_SECONDS, secure=settings.secure, httponly=True, samesite="Lax")
    return reply


@bp.get("/media/<digest>/<name>")
@allow(anyone)
def media(digest: str, name: str) -> ResponseReturnValue:
    """A file of a module. Its address holds the digest of its bytes, so it never changes.

    Pictures and sounds may be opened by themselves. A drawing is a document that could do more, so it is shown only
    inside our pages (as `img`): opened by itself it is a download.
    """
    found = media_of(digest)
    if found is None or content_type_of(name) != found.content_type:
        abort(404)
    reply = make_response(media_files().get(digest))
    reply.headers["Content-Type"] = found.content_type
    how = "inline" if is_opened_by_itself(found.content_type) else "attachment"
    reply.headers.set("Content-Disposition", how, filename=PurePosixPath(found.name).name)
    reply.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    reply.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    reply.set_etag(digest)
    # Some telephones play no sound that they cannot ask for in parts.
    return reply.make_conditional(request, accept_ranges=True, complete_length=found.size)


@bp.get("/sitemap.xml")
@allow(anyone)
def sitemap() -> ResponseReturnValue:
    """All public pages with their translations, for search engines."""
    xml = render_template("catalogue/sitemap.xml", entries=sitemap_entries(library()), base=_base())
    return xml, 200, {"Content-Type": "application/xml; charset=utf-8", "Cache-Control": "public, max-age=3600"}


@bp.get("/robots.txt")
@allow(anyone)
def robots() -> ResponseReturnValue:
    """Everything public may be found."""
    return f"User-agent: *\nAllow: /\nSitemap: {_base()}/sitemap.xml\n", 200, {"Content-Type": "text/plain"}


def _country() -> str | None:
    country = current_person().country or request.cookies.get(COUNTRY_COOKIE)
    return country if country in COUNTRIES else None


def _place(shelf: Library, module: Module) -> dict[str, Any]:
    """Where a module stands, and how far the reader is in it."""
    path = shelf.path_of(module.id)
    return {
        "library": shelf,
        "path": path,
        "number": path.modules.index(module.id) + 1 if path else None,
        "states": next(iter(slot("module.states", module=module)), {}),
    }


def _index(shelf: Library, module: Module, lesson: Lesson, states: Mapping[str, str]) -> Markup:
    key = (shelf.fingerprint, lesson.item, tuple(states.items()))
    return render_kept("catalogue/lesson_index.html", key, module=module, lesson=lesson, states=states)


def _base() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.base_url.rstrip("/")


def _translated(languages: tuple[str, ...]) -> dict[str, Any]:
    """What the head of the page says to search engines: its own address, and the languages it really exists in."""
    after_language = request.path[3:]  # every address of a page begins with "/it" or another language
    address = {language: f"{_base()}/{language}{after_language}" for language in LANGUAGES}
    return {
        "canonical": address[current_language()],
        "untranslated": current_language() not in languages,
        "alternates": [(tag, address[tag]) for tag in languages if tag in address] + [("x-default", _base() + "/")],
    }
