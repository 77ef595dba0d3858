"""People who work on workbooks in a browser, without script."""

import re
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.forms import post, token_of

Form = tuple[str, dict[str, list[str]]]  # (where it goes, what it sends)


class Writer:
    """A person at a browser, a guest until they sign up."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.client: FlaskClient = app.test_client()
        self.language = language
        self.book = ""

    def url(self, place: str = "") -> str:
        """An address of the workbook."""
        return f"/{self.language}/w/{self.book}/{place}"

    def begin(self, *, copy: str = "empty", profile: str = "small-grant", **fields: Any) -> "Writer":
        """Begin a workbook."""
        address = f"/{self.language}/w/new"
        name = re.search(r'name="name"[^>]*value="([^"]+)"', self.client.get(address).text)
        assert name
        cover = {"title": "Our project", "profile": profile, "language": self.language, "currency": "EUR"}
        reply = post(self.client, address, {**cover, "copy": copy, "name": name[1], **fields})
        assert reply.status_code == 303, reply.text
        self.book = reply.location.rstrip("/").rsplit("/", 1)[1]
        return self

    def page(self, place: str, status: int = 200) -> str:
        """A page of the workbook."""
        reply = self.client.get(self.url(place))
        assert reply.status_code == status, (place, reply.status_code)
        return reply.text

    def forms(self, place: str) -> list[Form]:
        """The forms of a page with all that they would send, in order."""
        main = next(html5lib.parse(self.page(place), namespaceHTMLElements=False).iter("main"))
        return [(form.get("action") or "", _sent(form)) for form in main.iter("form")]

    def form(self, place: str, action: str) -> dict[str, list[str]]:
        """What the form that goes to an address ending so would send."""
        return next(fields for goes, fields in self.forms(place) if goes.endswith(action))

    def send(
        self, place: str, fields: dict[str, Any] | None = None, *, json: bool = False, **more: Any
    ) -> TestResponse:
        """Send a form; its token comes from the workbook's own page."""
        token = token_of(self.client.get(self.url("people")))
        headers = {"Accept": "application/json"} if json else {}
        return self.client.post(self.url(place), data={**(fields or {}), "form_token": token, **more}, headers=headers)

    def add(self, sheet: str, part: str, node: str, **values: str) -> TestResponse:
        """Add a node with values."""
        sent = {f"f-{name}": value for name, value in values.items()}
        return self.send(f"{sheet}/nodes", {"part": part, "node": node, "shown": " ".join(values), **sent})

    def save(
        self, sheet: str, part: str, node: str, base: int = 10**6, *, json: bool = False, **values: Any
    ) -> TestResponse:
        """Save fields of a node; `base` is the version that the page showed, the newest if it is not given."""
        sent = {f"f-{name}": value for name, value in values.items()}
        fields = {"part": part, "base": str(base), "shown": " ".join(values), **sent}
        return self.send(f"{sheet}/nodes/{node}", fields, json=json)

    def invite(self, role: str = "editor") -> str:
        """Make a link; returns its address."""
        page = self.send("people", do="invite", role=role).text
        found = re.search(r"<code>https?://[^/]+([^<]+)</code>", page)
        assert found, page
        return found[1]

    def join(self, address: str) -> "Writer":
        """Follow an invitation."""
        reply = post(self.client, address)
        assert reply.status_code == 303
        self.book = reply.location.rstrip("/").rsplit("/", 1)[1]
        return self


def _sent(form: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for control in form.iter():
        name, kind = control.get("name"), control.get("type")
        if not name or control.tag not in ("input", "select", "textarea"):
            continue
        if kind in ("checkbox", "radio") and control.get("checked") is None:
            continue
        if control.tag == "select":
            options = list(control.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            found.setdefault(name, []).extend(option.get("value") or "" for option in chosen)
        else:
            value = control.text or "" if control.tag == "textarea" else control.get("value") or ""
            found.setdefault(name, []).append(value)
    return found
