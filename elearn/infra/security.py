"""What every reply and every write must satisfy: headers, form tokens, addresses of our own.

A form token is signed with the site's secret and bound to the session that asked for it (or to nobody). It needs no
cookie: a page that is only read sets none. A write must carry a valid token *and* come from our own origin.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer
from secure import Secure
from secure.headers import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from elearn.core.ids import secret_token
from elearn.infra.config import Settings
from elearn.infra.database import SAFE_METHODS

FORM_TOKEN = "form_token"  # noqa: S105 - the name of a form field
NOBODY = "nobody"
HERE = ("127.0.0.1", "localhost")
TOKEN_STAND_IN = f"token-{secret_token()}"  # no text of anybody can hold it
HSTS_SECONDS = 63_072_000
MOST_BODY_BYTES = 1_000_000
#: What a form that takes files may receive; the server in front of the application takes no more either.
MOST_FILE_BYTES = 32_000_000
MOST_FIELDS = 500
LONGEST_ADDRESS = 2000


class StaleForm(BadRequest):
    """A form of ours whose token belongs to another session. Sent again by the person, it will work."""


class ForeignForm(BadRequest):
    """A write that another site asked for."""


class SmallNumber(IntegerConverter):
    """A number in an address, small enough for every database. With more digits there is no such page."""

    regex = r"[0-9]{1,9}"


def form_token() -> str:
    """The token for the forms of the current page."""
    if g.get("token_stand_ins"):
        return TOKEN_STAND_IN
    bearer = _bearer()
    known: tuple[str, str] | None = g.get("form_token")
    if known is None or known[0] != bearer:
        known = g.form_token = (bearer, _signer().dumps(bearer))
    return known[1]


@contextmanager
def token_stand_ins() -> Iterator[None]:
    """What is rendered in this block holds `TOKEN_STAND_IN` for form tokens, so that it can be kept for others."""
    g.token_stand_ins = True
    try:
        yield
    finally:
        g.pop("token_stand_ins")


def bind_form_tokens(app: Flask, bearer: Callable[[], str]) -> None:
    """Let a domain say whose session this is: an id of the session, or `NOBODY` for people without an account."""
    app.extensions["form_token_bearer"] = bearer


def take_files(app: Flask, endpoint: str, most_bytes: int = MOST_FILE_BYTES) -> None:
    """Let a form receive large files from people who are signed in. Everybody else keeps to `MOST_BODY_BYTES`."""
    app.extensions.setdefault("takes_files", {})[endpoint] = most_bytes


def safe_next(address: str | None) -> str | None:
    """An address to go on to, if it is a path of this site; else None. Open redirects end here."""
    if not address or "\\" in address or any(ord(character) < 32 for character in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return None
    return address


def init_app(app: Flask, settings: Settings) -> None:
    """Protect every request and dress every reply."""
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count, count)  # type: ignore[method-assign]
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY_BYTES
    app.config["TRUSTED_HOSTS"] = _trusted_hosts(settings)
    app.url_map.converters["int"] = SmallNumber
    headers = security_headers(settings)
    app.jinja_env.globals["form_token"] = form_token

    @app.before_request
    def refuse_odd_addresses() -> Response | None:
        if len(request.path) + len(request.query_string) > LONGEST_ADDRESS:
            # Not a page: what frames a page repeats its address, and is kept.
            return Response("This address is too long.\n", 414, mimetype="text/plain")
        if "\0" in request.path:
            abort(404)  # PostgreSQL takes no such text
        return None

    @app.before_request
    def refuse_forgery() -> None:
        if request.method in SAFE_METHODS:
            return
        large = app.extensions.get("takes_files", {}).get(request.endpoint)
        if large and _bearer() != NOBODY:
            request.max_content_length = large
        if sum(len(values) for values in request.form.listvalues()) > MOST_FIELDS:
            abort(413)
        if not _from_here():
            raise ForeignForm
        if _signed_bearer() != _bearer():
            raise StaleForm

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _trusted_hosts(settings: Settings) -> list[str] | None:
    """The names that a production site answers to. At home, whoever tries it types one name or the other."""
    host = urlsplit(settings.base_url).hostname or ""
    if not settings.production:
        return None
    return list(HERE) if host in HERE else [host]


def _bearer() -> str:
    bearer: Callable[[], str] = current_app.extensions.get("form_token_bearer", lambda: NOBODY)
    return bearer()


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="form")


def _signed_bearer() -> str | None:
    try:
        value: str = _signer().loads(request.form.get(FORM_TOKEN, ""))
    except BadSignature:
        return None
    return value


def _from_here() -> bool:
    """Whether the browser says that our own page sent this. Old browsers say nothing: then the token decides."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host


def security_headers(settings: Settings) -> dict[str, str]:
    """The headers that every reply carries, static files too."""
    policy = (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src("'self'")
        .style_src("'self'")
        .img_src("'self'", "data:")
        .media_src("'self'")
        .font_src("'self'")
        .connect_src("'self'")
        .manifest_src("'self'")
        .form_action("'self'")
        .base_uri("'none'")
        .frame_ancestors("'none'")
    )
    secure = Secure(
        csp=policy,
        hsts=StrictTransportSecurity().max_age(HSTS_SECONDS).include_subdomains() if settings.secure else None,
        xcto=XContentTypeOptions(),
        xfo=XFrameOptions().deny(),
        referrer=ReferrerPolicy().same_origin(),
        permissions=PermissionsPolicy().camera().microphone().geolocation().payment().usb(),
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
    )
    return dict(secure.headers)
