"""Who sends this request, and may they? Loads the session, keeps its cookie, guards the views.

A session is a row; the cookie holds its random secret and nothing else. One statement per request finds the person.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, Response, abort, current_app, g, has_request_context, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager
from sqlalchemy import bindparam, delete, event, insert, select, update

from elearn.accounts import rules
from elearn.accounts.models import PersonRow, SessionRow
from elearn.accounts.rules import STRANGER, Person, Role
from elearn.core.clock import now
from elearn.core.ids import digest, random_id, secret_token
from elearn.infra.config import Settings
from elearn.infra.database import SAFE_METHODS, db, leave_trace, read
from elearn.infra.security import NOBODY, bind_form_tokens

Arguments = ParamSpec("Arguments")
View = Callable[Arguments, ResponseReturnValue]
Predicate = Callable[[Person], bool]


class SessionRows(LoginManager):
    """Flask-Login over our own sessions: it has no remember cookie and leaves Flask's session cookie alone."""

    def _update_remember_cookie(self, response: Response) -> Response:
        """Nothing to do. (Looking at Flask's session would make every reply vary by cookie, media too.)"""
        return response


_WHO = (
    select(
        PersonRow.id,
        PersonRow.public_id,
        PersonRow.name,
        PersonRow.role,
        PersonRow.language,
        PersonRow.country,
        SessionRow.id.label("session_id"),
        SessionRow.public_id.label("session_name"),
        SessionRow.created_at,
        SessionRow.seen_at,
    )
    .join(PersonRow, PersonRow.id == SessionRow.person_id)
    .where(SessionRow.token_digest == bindparam("token"), PersonRow.disabled_at.is_(None))
)

login_manager = SessionRows()
login_manager.session_protection = None  # the session row protects itself
login_manager.anonymous_user = lambda: STRANGER
login_manager.request_loader(lambda _request: current_person())


def current_person() -> Person:
    """Who sends this request: an account, a guest, or a stranger (never None). One statement, once per request."""
    if not has_request_context():
        return STRANGER
    if "person" not in g:
        g.person, g.session_name = _load()
    person: Person = g.person
    return person


def acting_person() -> Person:
    """The person for a write. Somebody of whom nothing is known yet becomes a guest, with a cookie."""
    person = current_person()
    if person.is_known:
        return person
    guest = insert(PersonRow).values(public_id=random_id(), role=Role.GUEST, created_at=now()).returning(PersonRow.id)
    open_session(db.session.execute(guest).scalar_one(), Role.GUEST)
    return current_person()


def allow(predicate: Predicate) -> Callable[[View[Arguments]], View[Arguments]]:
    """Decide who may use a view. People who did not sign in are asked to; others get the page "no permission"."""

    def decorate(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
            if predicate is not rules.anyone and not predicate(person := current_person()):
                return abort(403) if person.is_authenticated else _ask_to_sign_in()
            return view(*args, **kwargs)

        guarded.allowed_to = predicate  # type: ignore[attr-defined] # read by the ledger of routes
        return guarded

    return decorate


def open_session(person_id: int, role: Role) -> None:
    """Begin a new session of a person in this browser: a new row, a new secret. Ends the one that was here."""
    close_session()
    token, moment = secret_token(), now()
    db.session.execute(
        insert(SessionRow).values(
            public_id=random_id(),
            person_id=person_id,
            token_digest=digest(token),
            browser=rules.browser_label(request.user_agent.string),
            created_at=moment,
            seen_at=moment,
        )
    )
    _forget()
    g.session_cookie = (token, _idle_time(role))
    g.person, g.session_name = _find(token)


def close_session() -> None:
    """End the session of this browser."""
    session_id = current_person().session_id
    if session_id is not None:
        db.session.execute(delete(SessionRow).where(SessionRow.id == session_id))
    _forget()
    g.person, g.session_name = STRANGER, NOBODY
    g.session_cookie = ("", timedelta(0))


def load_again() -> None:
    """Ask the database again who this is, after a change of the row."""
    _forget()


def cookie_name() -> str:
    """The name of the cookie. Browsers accept `__Host-` only by TLS, for this host alone."""
    return "__Host-quaderno" if _settings().secure else "quaderno"


def init_app(app: Flask) -> None:
    """Connect sessions, form tokens and Flask-Login's `current_user`."""
    login_manager.init_app(app)
    bind_form_tokens(app, _bearer)
    app.after_request(_send_cookie)


def _bearer() -> str:
    """Form tokens belong to the session of an account. A guest's page must survive the moment of becoming a guest."""
    person = current_person()
    name: str = g.session_name if person.is_authenticated else NOBODY
    return name


def _load() -> tuple[Person, str]:
    token = request.cookies.get(cookie_name())
    return _find(token) if token else (STRANGER, NOBODY)


def _find(token: str) -> tuple[Person, str]:
    found = read(_WHO, token=digest(token))
    if not found:
        return STRANGER, NOBODY
    row = found[0]
    role, moment = Role(row.role), now()
    if rules.session_is_over(role, row.created_at, row.seen_at, moment, _idle_time(role)):
        return STRANGER, NOBODY
    if rules.visit_is_new(row.seen_at, moment):
        _note_visit(row.session_id, moment)
        g.session_cookie = (token, _idle_time(role))
    person = Person(row.id, row.public_id, row.name, role, row.language, row.country, row.session_id)
    return person, row.session_name


def _note_visit(session_id: int, moment: datetime) -> None:
    """Note the day, so that idle sessions can be told from others."""
    seen = update(SessionRow).where(SessionRow.id == session_id).values(seen_at=moment)
    leave_trace(lambda: db.session.execute(seen))


def _ask_to_sign_in() -> ResponseReturnValue:
    back = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return redirect(url_for("accounts.sign_in", next=back))


def _idle_time(role: Role) -> timedelta:
    settings = _settings()
    return timedelta(days=settings.guest_days if role is Role.GUEST else settings.session_days)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _forget() -> None:
    for name in ("person", "session_name", "_login_user"):  # the last is where Flask-Login keeps `current_user`
        g.pop(name, None)


@event.listens_for(db.session, "after_rollback")
def _keep_the_old_cookie(_session: Any) -> None:
    """A session whose row was undone gets no cookie: the one that the browser has stays valid."""
    if has_request_context():
        g.pop("session_cookie", None)


def _send_cookie(response: Response) -> Response:
    if "session_cookie" in g:
        token, age = g.session_cookie
        response.set_cookie(
            cookie_name(),
            token,
            max_age=int(age.total_seconds()),
            path="/",
            secure=_settings().secure,
            httponly=True,
            samesite="Lax",
        )
    return response
