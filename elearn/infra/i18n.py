"""The language of a request, and the interface's words in it.

The address decides: `/fr/...` is French for everybody. Catalogues are read from the .po files at start, so there is
no compiled file that could be out of date.
"""

from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, g, request, url_for
from flask_babel import Babel, Domain, refresh
from werkzeug.local import LocalProxy

from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGE_NAMES, LANGUAGES, direction, first_known
from elearn.infra.config import shipped

SOURCE_LANGUAGE = "en"
TIMEZONE = "Europe/Rome"  # the time of all five countries; moments are stored in UTC
FORMATS = {"en": "en_GB"}  # days before months and 24 hours, as everywhere else in Europe
LANGUAGE_COOKIE = "language"
YEAR_SECONDS = 365 * 24 * 3600


class Catalogues(Domain):
    """All catalogues, read once. English, the language of the message ids, needs none."""

    def __init__(self) -> None:
        super().__init__()
        self._by_language = {language: _read(language) for language in LANGUAGES if language != SOURCE_LANGUAGE}
        self._none = NullTranslations()

    def get_translations(self) -> NullTranslations:
        """The catalogue of the request's language."""
        return self._by_language.get(current_language(), self._none)


@cache
def _read(language: str) -> Translations:
    """The catalogue of a language: once for all applications of a process, tests make a thousand."""
    path = shipped("translations") / language / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return Translations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(fp=compiled)


def current_language() -> str:
    """The language of the request; outside of requests, what `speak` chose, else the default."""
    language: str = g.get("language", DEFAULT_LANGUAGE) if g else DEFAULT_LANGUAGE
    return language


def _formats() -> str:
    """The locale in which dates and numbers of the current language are written."""
    return FORMATS.get(current_language(), current_language())


def speak(language: str) -> None:
    """Choose the language of what follows (mails, commands). Needs an application context."""
    g.language = language
    refresh()


def offered_language(own: str | None = None) -> str | None:
    """The language that somebody wants, by their own setting, cookie or browser; None where nothing says it."""
    accepted = [tag for tag, _quality in request.accept_languages]
    return first_known([own, request.cookies.get(LANGUAGE_COOKIE), *accepted])


def preferred_language() -> str:
    """The language for an address without one."""
    return offered_language() or DEFAULT_LANGUAGE


def in_language(language: str) -> str:
    """The address of the current page in another language, with its query; the home page where there is none."""
    rule = request.url_rule
    if rule is None or "language" not in rule.arguments or "GET" not in (rule.methods or ()):
        return f"/{language}/"
    address = url_for(rule.endpoint, **{**(request.view_args or {}), "language": language})
    query = urlencode(list(request.args.items(multi=True)))  # not by `url_for`, which has names of its own
    return f"{address}?{query}" if query else address


def init_app(app: Flask, *, secure: bool) -> None:
    """Make addresses carry their language, and templates speak it."""
    babel = Babel()
    babel.domain_instance = Catalogues()
    babel.init_app(app, locale_selector=_formats, default_timezone=TIMEZONE)

    @app.url_value_preprocessor
    def take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        unknown_address = request.path.split("/")[1] if endpoint is None else None
        language = (values or {}).pop("language", unknown_address)
        g.language = language if language in LANGUAGE_NAMES else preferred_language()

    @app.url_defaults
    def add_language(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = current_language()

    @app.after_request
    def remember_language(response: Response) -> Response:
        """Keep the language of somebody who reads in another one than the browser asks for."""
        is_page = response.status_code == 200 and response.mimetype == "text/html" and "language" in g
        if is_page and current_language() != preferred_language():
            response.set_cookie(
                LANGUAGE_COOKIE, current_language(), YEAR_SECONDS, secure=secure, httponly=True, samesite="Lax"
            )
        return response

    app.jinja_env.globals.update(
        language=LocalProxy(current_language),
        languages=LANGUAGE_NAMES,
        direction=LocalProxy(lambda: direction(current_language())),
        in_language=in_language,
    )
