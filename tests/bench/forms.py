"""Filling in a form of a page by machine, as somebody in a hurry would."""

import urllib.request
from urllib.parse import urlencode

import html5lib


def fetch(address: str, cookie: str, encoding: str = "identity") -> tuple[str, bytes, dict[str, str]]:
    """(final address, body as sent, headers) of a page."""
    request = urllib.request.Request(address, headers={"Cookie": cookie, "Accept-Encoding": encoding})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return reply.geturl(), reply.read(), {name.lower(): value for name, value in reply.headers.items()}


def first_choices(html: str, marker: str) -> tuple[str, dict[str, str]]:
    """(action, fields) of the form that holds a field named `marker`: the first option of everything."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    form = next(form for form in tree.iter("form") if any(i.get("name") == marker for i in form.iter("input")))
    fields: dict[str, str] = {}
    for control in form.iter():
        name = control.get("name")
        if not name or name in fields:
            continue
        if control.tag == "select":
            values = [option.get("value") or "" for option in control.iter("option")]
            fields[name] = next(value for value in values if value)
        elif control.tag == "textarea":
            fields[name] = "An answer that is long enough."
        elif control.tag == "input" and control.get("type") != "checkbox":
            fields[name] = control.get("value") or "1"
    return form.get("action") or "", fields


def encode(fields: dict[str, str]) -> str:
    """The body of a form."""
    return urlencode(fields)
